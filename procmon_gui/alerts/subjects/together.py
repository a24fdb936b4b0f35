"""Rules about processes together: those of a program, of a user, of a unit, or all that are meant. Pure."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Final

import numpy as np

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.crowd import Column, Crowd
from procmon_gui.alerts.groups import NOBODY, Groups
from procmon_gui.alerts.subjects.base import Events, looks_of, query_of, sum_metric
from procmon_gui.alerts.thing import Case, Things
from procmon_gui.domain.alerts import About, Firing
from procmon_gui.domain.metrics import Aggregate
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.rules import Subject
from procmon_gui.query import Query, TextMemory

_NAN: Final = float("nan")
# What is unusual is so of a program.
_GROUPED: Final = {Subject.ANOMALY: Subject.PROGRAM}


class OfGroups:
    """A metric of the processes of each program, user or unit."""

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        metric = sum_metric(case.rule.metric_id)
        self._metric_id, self._aggregate = metric.id, metric.aggregate
        self._subject = case.rule.subject
        self.query = query_of(case.rule.where, texts)
        self.looks = looks_of(self.query, metric)
        self._crowd = Crowd(case, firing)
        self.things = self._crowd.things

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        groups, codes = beat.groups(self._subject)
        count = len(groups.keys)
        slots = np.flatnonzero(beat.matched(self.query) & (codes != NOBODY))
        members = np.bincount(codes[slots], minlength=count)
        values = beat.snapshot.columns[self._metric_id][slots]
        is_known = ~np.isnan(values)
        together = put_together(self._aggregate, codes[slots][is_known], values[is_known], count)
        return self._crowd.step(
            beat, column_of_groups(beat, groups, together, members, query=self.query, subject=self._subject)
        )


def column_of_groups(
    beat: Beat, groups: Groups, values: FloatArray, members: IntArray, *, query: Query | None, subject: Subject
) -> Column:
    """Return values of groups by place."""

    @cache
    def may_be_meant() -> BoolArray:
        _, codes = beat.groups(_GROUPED.get(subject, subject))
        chosen = codes[beat.may_match(query) & (codes != NOBODY)]
        found: BoolArray = np.bincount(chosen, minlength=len(groups.keys)) > 0
        return found

    return Column(
        values=values,
        serials=groups.serials,
        is_meant=cache(lambda: members > 0),
        may_be_meant=may_be_meant,
        about=lambda place: about_group(groups, place, subject),
        place_of=lambda who: place_of_group(groups, may_be_meant, who),
    )


def about_group(groups: Groups, place: int, subject: Subject) -> About:
    """Return which group is in a place."""
    name, *rest = groups.keys[place]
    return About(subject=subject, name=name or "", executable=rest[0] if rest else None)


def place_of_group(groups: Groups, may_be_meant: Callable[[], BoolArray], who: About) -> int | None:
    """Return the place of a group that somebody belongs to who may be meant."""
    for key in ((who.name, who.executable), (who.name,)):
        place = groups.place_of(key)
        if place is not None:
            return place if may_be_meant()[place] else None
    return None


def put_together(aggregate: Aggregate, codes: IntArray, values: FloatArray, count: int) -> FloatArray:
    """Return one value for each group; NaN where none of its processes is known."""
    counts = np.bincount(codes, minlength=count)
    if aggregate is Aggregate.SUM:
        found = np.bincount(codes, weights=values, minlength=count)
    else:
        found = np.full(count, -np.inf if aggregate is Aggregate.MAX else np.inf)
        (np.maximum if aggregate is Aggregate.MAX else np.minimum).at(found, codes, values)
    return np.where(counts > 0, found, np.nan)


class OfAll:
    """A metric of all processes that are meant, as one."""

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        metric = sum_metric(case.rule.metric_id)
        self._metric_id, self._aggregate = metric.id, metric.aggregate
        self.query = query_of(case.rule.where, texts)
        self.looks = looks_of(self.query, metric)
        self.things = Things(case, firing)

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        thing = self.things.get("") or self.things.begin("", beat.moment, About(subject=Subject.TOGETHER))
        event = thing.step(beat.moment, self._value(beat))
        return () if event is None else (event,)

    def _value(self, beat: Beat) -> float:
        slots = np.flatnonzero(beat.matched(self.query))
        if not len(slots):
            # Where nobody is meant for sure, somebody may be whose costly fields nobody reads.
            is_sure = self._aggregate is Aggregate.SUM and not beat.may_match(self.query).any()
            return 0.0 if is_sure else _NAN
        values = beat.snapshot.columns[self._metric_id][slots]
        known = values[~np.isnan(values)]
        return float(put_together(self._aggregate, np.zeros(len(known), np.int64), known, 1)[0])
