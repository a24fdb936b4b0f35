"""Rules about each process that is meant. Pure."""

from collections.abc import Collection
from functools import cache

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.crowd import Column, Crowd
from procmon_gui.alerts.subjects.base import Events, looks_of, process_metric, query_of
from procmon_gui.alerts.thing import Case
from procmon_gui.domain.alerts import About, Firing
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query import Query, TextMemory


class OfProcess:
    """A metric of each process."""

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        metric = process_metric(case.rule.metric_id)
        self._metric_id = metric.id
        self.query = query_of(case.rule.where, texts)
        self.looks = looks_of(self.query, metric)
        self._crowd = Crowd(case, firing)
        self.things = self._crowd.things

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        values = beat.snapshot.columns[self._metric_id]
        return self._crowd.step(beat, column_of(beat, values, self.query, Subject.PROCESS))


def column_of(beat: Beat, values: FloatArray, query: Query | None, subject: Subject) -> Column:
    """Return values of processes by slot."""
    snapshot = beat.snapshot

    def about(slot: int) -> About:
        return about_process(snapshot, slot, subject)

    def place_of(who: About) -> int | None:
        return snapshot.slot_of(who.key) if who.key is not None else None

    return Column(
        values=values,
        serials=snapshot.serials,
        is_meant=cache(lambda: beat.matched(query)),
        may_be_meant=cache(lambda: beat.may_match(query)),
        about=about,
        place_of=place_of,
    )


def about_process(snapshot: Snapshot, slot: int, subject: Subject) -> About:
    """Return who is in a slot."""
    return About(
        subject=subject,
        name=snapshot.texts["name"][slot] or "",
        executable=snapshot.texts["executable"][slot],
        key=snapshot.key(slot),
    )
