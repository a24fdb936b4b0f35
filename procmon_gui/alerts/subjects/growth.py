"""Rules about processes that only grow: in how long each will have taken all available memory. Pure."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.crowd import Crowd
from procmon_gui.alerts.growth import Growth
from procmon_gui.alerts.moment import SECOND_NS
from procmon_gui.alerts.subjects.base import Events, looks_of, query_of
from procmon_gui.alerts.subjects.process import column_of
from procmon_gui.alerts.thing import Case
from procmon_gui.domain.alerts import Firing
from procmon_gui.domain.rules import Over, Subject
from procmon_gui.query import TextMemory

# How long one must have grown, where the rule does not say.
_WINDOW_S: Final = 600.0


class OfGrowth:
    """How long the memory lasts for each process that only grows."""

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        self.query = query_of(case.rule.where, texts)
        self.looks = looks_of(self.query)
        self._window_ns = round((case.rule.condition.window_s or _WINDOW_S) * SECOND_NS)
        # The window is that of the growth; of how long it lasts the last word counts.
        self._crowd = Crowd(_with_last(case), firing)
        self.things = self._crowd.things

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        snapshot = beat.snapshot
        growth = beat.memory.growth.setdefault(self._window_ns, Growth(self._window_ns))
        # What files lie in it is given back when others need it.
        shared = np.nan_to_num(snapshot.columns["shared_bytes"])
        own_bytes = snapshot.columns["rss_bytes"] - shared
        per_s = growth.per_s(beat.moment, own_bytes, snapshot.serials, is_first=beat.is_first)
        left_bytes = snapshot.host_value("host.memory.size_bytes") - snapshot.host_value("host.memory.used_bytes")
        values = np.where(per_s > 0, np.divide(max(left_bytes, 0.0), per_s, where=per_s > 0, out=per_s * 0), np.inf)
        values[np.isnan(per_s)] = np.nan
        return self._crowd.step(beat, column_of(beat, values, self.query, Subject.GROWTH))


def _with_last(case: Case) -> Case:
    return replace(case, limits=replace(case.limits, over=Over.LAST, window_ns=0))
