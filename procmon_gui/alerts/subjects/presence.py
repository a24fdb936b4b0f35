"""Rules about whether a program runs, and how often it was started again. Pure."""

from collections import Counter, deque
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

import numpy as np

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.crowd import Column, Crowd
from procmon_gui.alerts.groups import NOBODY
from procmon_gui.alerts.moment import SECOND_NS
from procmon_gui.alerts.subjects.base import Events, looks_of, query_of
from procmon_gui.alerts.subjects.together import about_group
from procmon_gui.alerts.thing import Case, Things
from procmon_gui.domain.alerts import About, AlertEvent, Firing
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import Subject
from procmon_gui.query import TextMemory

_NAN: Final = float("nan")


class NotRunning:
    """Nobody is meant: what should run does not."""

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        self.query = query_of(case.rule.where, texts)
        if self.query is None:
            raise WrongInput("where: what should run? For example: name = postgres")
        self.looks = looks_of(self.query)
        self.things = Things(case, firing)

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        assert self.query is not None
        thing = self.things.get("") or self.things.begin("", beat.moment, About(subject=Subject.NOT_RUNNING))
        count = float(np.count_nonzero(beat.matched(self.query)))
        if not count and beat.may_match(self.query).any():
            count = _NAN
        event = thing.step(beat.moment, count)
        return () if event is None else (event,)


class Restarts:
    """How often each program ended and was started again in the window; what came and went unseen is not counted."""

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        if case.rule.condition.window_s <= 0:
            raise WrongInput("window: within which time? For example: 10min")
        self._window_ns = round(case.rule.condition.window_s * SECOND_NS)
        self.query = query_of(case.rule.where, texts)
        self.looks = looks_of(self.query)
        self._crowd = Crowd(case, firing)
        self.things = self._crowd.things
        self._limits = case.limits
        self._began_ns: int | None = None
        self._last: tuple[IntArray, IntArray] | None = None
        # When, the place of the program and its serial, and whether somebody came or went.
        self._passed: deque[tuple[int, tuple[int, int], bool]] = deque()
        self._came: Counter[tuple[int, int]] = Counter()
        self._went: Counter[tuple[int, int]] = Counter()

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        groups, codes = beat.groups(Subject.PROGRAM)
        slots = np.flatnonzero(beat.matched(self.query) & (codes != NOBODY))
        serials, places = beat.snapshot.serials[slots], codes[slots]
        now_ns = beat.moment.clock_ns
        if self._last is not None and not beat.is_first:
            was, was_in = self._last
            self._note(now_ns, groups.serials, places[~np.isin(serials, was)], has_come=True)
            self._note(now_ns, groups.serials, was_in[~np.isin(was, serials)], has_come=False)
        self._last = serials, places
        self._forget(now_ns - self._window_ns)
        values = np.zeros(len(groups.keys))
        for (place, serial), came in self._came.items():
            if groups.serials[place] == serial:
                values[place] = min(came, self._went[place, serial])
        if self._began_ns is None:
            self._began_ns = now_ns
        if now_ns - self._began_ns < self._window_ns:
            # More may have happened before anybody looked: what is enough is enough, what is not says nothing yet.
            values[self._limits.sign * values <= self._limits.least] = _NAN
        return self._judge(beat, values)

    def _judge(self, beat: Beat, values: FloatArray) -> Iterator[AlertEvent]:
        groups, _ = beat.groups(Subject.PROGRAM)
        everywhere = np.ones(len(values), np.bool_)
        column = Column(
            values=values,
            serials=groups.serials,
            is_meant=cache(lambda: everywhere),
            may_be_meant=cache(lambda: everywhere),
            about=lambda place: about_group(groups, place, Subject.RESTARTS),
            place_of=lambda who: groups.place_of((who.name, who.executable)),
        )
        return self._crowd.step(beat, column)

    def _note(self, now_ns: int, serials: IntArray, places: IntArray, *, has_come: bool) -> None:
        counter = self._came if has_come else self._went
        for place in places.tolist():
            who = (place, int(serials[place]))
            counter[who] += 1
            self._passed.append((now_ns, who, has_come))

    def _forget(self, before_ns: int) -> None:
        while self._passed and self._passed[0][0] <= before_ns:
            _, who, has_come = self._passed.popleft()
            counter = self._came if has_come else self._went
            counter[who] -= 1
            if not counter[who]:
                del counter[who]
