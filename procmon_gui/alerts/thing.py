"""One thing that a rule is about: its state, what was told of it, and the events that come of both. Pure."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Final

import numpy as np

from procmon_gui.alerts.condition import Course, Turn, Watch
from procmon_gui.alerts.limits import Limits
from procmon_gui.alerts.moment import SECOND_NS, Moment
from procmon_gui.alerts.telling import NEVER_NS, Telling, Voice
from procmon_gui.domain.alerts import About, AlertEvent, Change, Firing
from procmon_gui.domain.judged import Pending
from procmon_gui.domain.rules import Rule

_NAN: Final = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A rule as it is judged; those that are made of one by `replace` have one voice."""

    rule: Rule
    limits: Limits
    voice: Voice

    @classmethod
    def of(cls, rule: Rule, limits: Limits, timezone: tzinfo | None = None, *, muted_until_ms: int = 0) -> "Case":
        """Return a rule that nobody has judged before."""
        return cls(rule, limits, Voice(rule.behaviour, timezone, muted_until_ms=muted_until_ms))

    def event(self, change: Change, about: About, turn: Turn, at_ms: int, *, is_told: bool) -> AlertEvent:
        """Return what is told to all."""
        return AlertEvent(
            change=change,
            rule_id=self.rule.id,
            about=about,
            severity=turn.severity,
            at_ms=at_ms,
            since_ms=turn.since_ms,
            value=turn.value,
            threshold=self.limits.shown(turn.severity),
            is_told=is_told,
        )


class Thing:
    """What a rule knows of one thing."""

    __slots__ = ("_case", "_fired_ms", "about", "telling", "watch")

    def __init__(self, case: Case, about: About) -> None:
        self._case = case
        self.about = about
        self.watch = Watch(case.limits)
        self.telling = Telling(case.voice)
        self._fired_ms = 0

    def go_on(self, firing: Firing, moment: Moment) -> None:
        """Begin as what fires since before a restart."""
        self.watch = Watch(self._case.limits, severity=firing.severity, since_ms=firing.since_ms)
        self._fired_ms = firing.fired_ms
        ago_ns = max(0, moment.at_ms - firing.told_ms) * 1_000_000
        self.telling.go_on(
            firing.severity,
            told_ms=firing.told_ms,
            told_ns=moment.clock_ns - ago_ns if firing.told_ms else None,
            is_acknowledged=firing.is_acknowledged,
        )

    @property
    def is_firing(self) -> bool:
        """Say whether it fires."""
        return self.watch.severity is not None

    def is_idle(self, moment: Moment) -> bool:
        """Say whether nothing would be missed if it were forgotten."""
        return self.watch.is_at_rest and not self.telling.is_resting(moment.clock_ns)

    def step(self, moment: Moment, value: float) -> AlertEvent | None:
        """Take its value in a beat and return what came of it."""
        turn = self.watch.step(moment, value)
        if turn is not None:
            return self._told(turn, moment)
        severity = self.watch.severity
        if severity is None or self.watch.last_ns != moment.clock_ns or moment.clock_ns < self.telling.due_ns(severity):
            return None
        if self._case.voice.forbids(severity, moment.there_ms):
            return None
        self.telling.repeat(severity, moment.clock_ns, moment.at_ms)
        again = Turn(Change.REPEATED, severity, self.watch.value, self.watch.since_ms)
        return self._case.event(Change.REPEATED, self.about, again, moment.at_ms, is_told=True)

    def end(self, moment: Moment) -> AlertEvent | None:
        """Say that it is not there any more: what fires is over, with a value that nobody knows."""
        severity, since_ms = self.watch.severity, self.watch.since_ms
        self.watch = Watch(self._case.limits)
        if severity is None:
            return None
        return self._told(Turn(Change.RESOLVED, severity, _NAN, since_ms), moment)

    def firing(self) -> Firing | None:
        """Return what must be known to go on after a restart; None where it does not fire."""
        severity = self.watch.severity
        if severity is None:
            return None
        return Firing(
            rule_id=self._case.rule.id,
            about=self.about,
            severity=severity,
            since_ms=self.watch.since_ms,
            fired_ms=self._fired_ms,
            told_ms=self.telling.told_ms,
            is_acknowledged=self.telling.is_acknowledged,
        )

    def _told(self, turn: Turn, moment: Moment) -> AlertEvent:
        if turn.change is Change.FIRED:
            self._fired_ms = moment.at_ms
        is_told = self.telling.hears(
            turn.change,
            turn.severity,
            moment.clock_ns,
            moment.at_ms,
            is_held=self._case.voice.forbids(turn.severity, moment.there_ms),
        )
        return self._case.event(turn.change, self.about, turn, moment.at_ms, is_told=is_told)


class Things:
    """The things of one rule that something is known of, by what tells them apart while the program runs."""

    def __init__(self, case: Case, firing: Collection[Firing] = ()) -> None:
        """Begin; what fired before waits until its thing is seen again."""
        self._case = case
        self._things: dict[Hashable, Thing] = {}
        self.waiting = {one.about.identity: one for one in firing}

    def __iter__(self) -> Iterator[Hashable]:
        return iter(tuple(self._things))

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Hashable) -> Thing | None:
        """Return what is known of a thing."""
        return self._things.get(key)

    def begin(self, key: Hashable, moment: Moment, about: About) -> Thing:
        """Know a thing from now on; what fired before a restart goes on."""
        thing = self._things[key] = Thing(self._case, about)
        before = self.waiting.pop(about.identity, None)
        if before is not None:
            thing.go_on(before, moment)
        return thing

    def end(self, key: Hashable, moment: Moment) -> AlertEvent | None:
        """Say that a thing is gone for good."""
        return self._things.pop(key).end(moment)

    def end_waiting(self, moment: Moment) -> Iterator[AlertEvent]:
        """Say that of all that fired before and was not seen again."""
        for firing in tuple(self.waiting.values()):
            event = self.begin(("waited", firing.about.identity), moment, firing.about).end(moment)
            del self._things["waited", firing.about.identity]
            if event is not None:
                yield event

    def end_all(self, moment: Moment) -> Iterator[AlertEvent]:
        """Say that nobody judges them any more."""
        yield from self.end_waiting(moment)
        for key in self:
            event = self.end(key, moment)
            if event is not None:
                yield event

    def tidy(self, moment: Moment) -> None:
        """Forget those of whom nothing would be missed."""
        for key, thing in tuple(self._things.items()):
            if thing.is_idle(moment):
                del self._things[key]

    def move(self, places: Mapping[Hashable, Hashable | None], moment: Moment) -> Iterator[AlertEvent]:
        """Know things by other keys from now on; those that have none are gone."""
        things, self._things = self._things, {}
        for key, thing in things.items():
            place = places.get(key)
            if place is not None:
                self._things[place] = thing
            elif (event := thing.end(moment)) is not None:
                yield event

    def firing(self) -> Iterator[Firing]:
        """Yield what fires."""
        yield from self.waiting.values()
        for thing in self._things.values():
            firing = thing.firing()
            if firing is not None:
                yield firing

    def pending(self, rule_id: str, moment: Moment) -> Pending | None:
        """Return how near it is to fire, of the one that is nearest; None where nothing is on the way."""
        waiting = [
            (left_ns, thing.watch.since_ms)
            for thing in self._things.values()
            if (left_ns := thing.watch.left_ns(moment)) is not None
        ]
        if not waiting:
            return None
        left_ns, since_ms = min(waiting)
        return Pending(rule_id=rule_id, since_ms=since_ms, left_s=left_ns / SECOND_NS, count=len(waiting))

    def acknowledge(self, about: About) -> None:
        """Know that somebody has seen what fires about a thing, also where it was not seen again yet."""
        before = self.waiting.get(about.identity)
        if before is not None:
            self.waiting[about.identity] = replace(before, is_acknowledged=True)
        for thing in self._things.values():
            if thing.is_firing and thing.about.identity == about.identity:
                thing.telling.is_acknowledged = True


def events_of(case: Case, about: About, found: Course) -> Iterator[AlertEvent]:
    """Yield what a `Thing` would have told of a series."""
    telling = Telling(case.voice)
    loud = case.voice.loud_from(found.at_ms)
    count = len(found.at_ms)
    places = [place for place, _ in found.turns]
    for (place, turn), end in zip(found.turns, [*places, count][1:], strict=True):
        at_ms, now_ns = int(found.at_ms[place]), int(found.clock_ns[place])
        held = case.voice.forbids(turn.severity, at_ms)
        is_told = telling.hears(turn.change, turn.severity, now_ns, at_ms, is_held=held)
        yield case.event(turn.change, about, turn, at_ms, is_told=is_told)
        if turn.change is Change.RESOLVED:
            continue
        is_loud = case.voice.is_always_loud(turn.severity)
        again = place
        while (due_ns := telling.due_ns(turn.severity)) != NEVER_NS:
            again = max(again + 1, int(np.searchsorted(found.clock_ns, due_ns)))
            if loud is not None and not is_loud and again < count:
                again = int(loud[again])
            if again >= end:
                break
            at_ms = int(found.at_ms[again])
            telling.repeat(turn.severity, int(found.clock_ns[again]), at_ms)
            value = float(found.values[again])
            repeated = Turn(Change.REPEATED, turn.severity, value, turn.since_ms)
            yield case.event(Change.REPEATED, about, repeated, at_ms, is_told=True)
