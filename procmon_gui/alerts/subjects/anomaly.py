"""Rules about what is unusual: a metric of the machine, or of each program. Pure."""

from collections.abc import Collection, Iterator

import numpy as np

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.crowd import Crowd
from procmon_gui.alerts.groups import NOBODY
from procmon_gui.alerts.subjects.base import Events, query_of
from procmon_gui.alerts.subjects.together import column_of_groups
from procmon_gui.alerts.thing import Case, Things
from procmon_gui.domain.alerts import About, AlertEvent, Firing
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.rules import EACH_INSTANCE, Subject
from procmon_gui.query import Query, TextMemory


def of_anomaly(case: Case, firing: Collection[Firing], texts: TextMemory) -> "HostAnomaly | ProgramAnomaly":
    """Make the one that fits the metric; raises WrongInput."""
    metric_id = case.rule.metric_id
    if metric_id in HOST_CATALOGUE.by_id:
        return HostAnomaly(case, firing)
    if metric_id in PROCESS_CATALOGUE.by_id:
        return ProgramAnomaly(case, firing, texts)
    raise WrongInput(f"metric: there is no metric called {metric_id or '(nothing)'}")


class HostAnomaly:
    """How unusual a metric of the machine is, of one device, or of each."""

    looks: frozenset[Look] = frozenset()
    query: Query | None = None

    def __init__(self, case: Case, firing: Collection[Firing]) -> None:
        self._metric_id, self._instance = case.rule.metric_id, case.rule.instance
        self.things = Things(case, firing)

    def beat(self, beat: Beat) -> Iterator[AlertEvent]:
        """Take a beat and tell what came of it."""
        for firing in tuple(self.things.waiting.values()):
            self.things.begin(firing.about.name, beat.moment, firing.about)
        for instance, score in self._chosen(beat):
            about = About(subject=Subject.ANOMALY, name=instance)
            thing = self.things.get(instance) or self.things.begin(instance, beat.moment, about)
            event = thing.step(beat.moment, score)
            if event is not None:
                yield event

    def _chosen(self, beat: Beat) -> Iterator[tuple[str, float]]:
        scores = beat.scores.host
        if self._instance != EACH_INSTANCE:
            yield self._instance, scores.get((self._metric_id, self._instance), float("nan"))
            return
        for (metric_id, instance), score in scores.items():
            if metric_id == self._metric_id and instance:
                yield instance, score


class ProgramAnomaly:
    """How unusual a metric of a program is; with `where`, of those that have a process that is meant."""

    looks: frozenset[Look] = frozenset()

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        self._metric_id = case.rule.metric_id
        self.query = query_of(case.rule.where, texts)
        if self.query is not None:
            self.looks = self.query.looks
        self._crowd = Crowd(case, firing)
        self.things = self._crowd.things

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        groups, codes = beat.groups(Subject.PROGRAM)
        values = np.full(len(groups.keys), np.nan)
        for (name, executable, metric_id), score in beat.scores.programs.items():
            if metric_id != self._metric_id:
                continue
            place = groups.place_of((name, executable))
            if place is None and not executable:
                place = groups.place_of((name, None))
            if place is not None:
                values[place] = score
        members = np.bincount(codes[beat.matched(self.query) & (codes != NOBODY)], minlength=len(values))
        return self._crowd.step(
            beat, column_of_groups(beat, groups, values, members, query=self.query, subject=Subject.ANOMALY)
        )
