"""Rules about the machine: a metric of it, and in how long a file system or the memory will be full. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final, Protocol

import numpy as np

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.condition import course
from procmon_gui.alerts.forecast import Forecasts
from procmon_gui.alerts.moment import SECOND_NS, Moment, Moments
from procmon_gui.alerts.subjects.base import Events
from procmon_gui.alerts.thing import Case, Things, events_of
from procmon_gui.domain.alerts import About, AlertEvent, Firing
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import EACH_INSTANCE, Over, Rule, Subject
from procmon_gui.query import Query, TextMemory

# A device of which nothing was heard for so long is not there any more.
GONE_NS: Final = 600 * SECOND_NS
FILE_SYSTEM: Final = "host.filesystem.available_bytes"
MEMORY: Final = "host.memory.available_bytes"
_NAN: Final = float("nan")
# Memory comes and goes within seconds, file systems within minutes; what fills one for a day is seen over hours.
_STRETCHES_S: Final = {MEMORY: (10.0,), FILE_SYSTEM: (60.0, 600.0)}
# What becomes less by less than this is the log of a quiet machine.
_LEAST_STEPS: Final = {MEMORY: 64.0 * 1024**2, FILE_SYSTEM: 16.0 * 1024**2}


class _Made(Protocol):
    def step(self, moment: Moment, value: float) -> float:
        """Make what is judged of what was seen."""


class _AsItIs:
    def step(self, moment: Moment, value: float) -> float:
        return value if abs(value) < float("inf") else _NAN


class OfHost:
    """A metric of the machine, of one device, or of each device; or how long it will last."""

    looks: frozenset[Look] = frozenset()
    query: Query | None = None

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        self._case = _checked(case)
        self._rule = self._case.rule
        self.things = Things(self._case, firing)
        self._made: dict[str, _Made] = {}
        self._known_ns: dict[str, int] = {}
        self._is_tidy = True

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""
        rule, moment = self._rule, beat.moment
        if self.things.waiting:
            self._go_on(moment)
        values = beat.snapshot.host.get(rule.metric_id, {})
        for instance, value in self._chosen(values):
            yield from self._step(moment, instance, value)
        if not self._is_tidy:
            self.things.tidy(moment)
            self._is_tidy = all(key in self._known_ns for key in self.things)

    def _chosen(self, values: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        if self._rule.instance != EACH_INSTANCE:
            yield self._rule.instance, values.get(self._rule.instance, _NAN)
            return
        for instance, value in values.items():
            if instance:  # the whole is none of its parts
                yield instance, value
        for instance in [one for one in self._known_ns if one not in values]:
            yield instance, _NAN

    def _step(self, moment: Moment, instance: str, value: float) -> Iterator[AlertEvent]:
        thing = self.things.get(instance)
        if thing is None:
            thing = self.things.begin(instance, moment, about_host(self._rule, instance))
        made = self._made.get(instance)
        if made is None:
            made = self._made[instance] = made_of(self._rule)
        if abs(value) < float("inf"):
            self._known_ns[instance] = moment.clock_ns
        elif instance and moment.clock_ns - self._known_ns.get(instance, moment.clock_ns) >= GONE_NS:
            # What was told of it is not forgotten at once: it may come again.
            event = thing.end(moment)
            del self._known_ns[instance], self._made[instance]
            self._is_tidy = False
            if event is not None:
                yield event
            return
        event = thing.step(moment, made.step(moment, value))
        if event is not None:
            yield event

    def _go_on(self, moment: Moment) -> None:
        for firing in tuple(self.things.waiting.values()):
            instance = firing.about.name
            self.things.begin(instance, moment, about_host(self._rule, instance))
            self._known_ns[instance] = moment.clock_ns
        self.things.waiting.clear()


def made_of(rule: Rule) -> _Made:
    """Return what makes the value that is judged of a series of what was seen."""
    if rule.subject is Subject.FULL_IN:
        return Forecasts(_STRETCHES_S[rule.metric_id], least_step=_LEAST_STEPS[rule.metric_id])
    return _AsItIs()


def about_host(rule: Rule, instance: str) -> About:
    """Return what is watched."""
    return About(subject=rule.subject, name=instance)


def series_events(case: Case, instance: str, moments: Moments, values: FloatArray) -> list[AlertEvent]:
    """Return what would have been told of a series, beat by beat; `case` is one of the machine."""
    case = _checked(case)
    values = np.where(np.isfinite(values), values, _NAN)
    made = values
    if case.rule.subject is Subject.FULL_IN:
        step = made_of(case.rule).step
        rows = zip(moments.at_ms.tolist(), moments.clock_ns.tolist(), moments.gap_ns.tolist(), values.tolist(),
                   strict=True)  # fmt: skip
        made = np.array([step(Moment(at_ms, clock, gap), value) for at_ms, clock, gap, value in rows], np.float64)
    gone = _gone(moments, values) if instance else np.zeros(0, np.int64)
    about = about_host(case.rule, instance)
    return list(events_of(case, about, course(case.limits, moments, made, gone)))


def _gone(moments: Moments, values: FloatArray) -> IntArray:
    """Return the beats in which a device is not there any more: one for each time that it was away."""
    known = np.flatnonzero(~np.isnan(values))
    firsts = np.searchsorted(moments.clock_ns, moments.clock_ns[known] + GONE_NS)
    nexts = np.concatenate((known[1:], [len(values)]))[: len(known)]
    # The next known beat is at or after the one that would say so.
    firsts = np.maximum(firsts, known + 1)
    found: IntArray = firsts[firsts < nexts]
    return found


def _checked(case: Case) -> Case:
    """Return a case as the machine is judged; raises WrongInput for one that makes no sense."""
    rule = case.rule
    metric = HOST_CATALOGUE.by_id.get(rule.metric_id)
    if metric is None:
        raise WrongInput(f"metric: there is no metric of the machine called {rule.metric_id or '(nothing)'}")
    if metric.is_text:
        raise WrongInput(f"metric: {rule.metric_id} is a text, and no text is above or below anything")
    if rule.instance and not metric.per_instance:
        raise WrongInput(f"instance: {rule.metric_id} is one of the whole machine, and has no {rule.instance}")
    if rule.subject is not Subject.FULL_IN:
        return case
    if rule.metric_id not in _STRETCHES_S:
        raise WrongInput(f"metric: how long it lasts is told of {FILE_SYSTEM} and {MEMORY}")
    # What lasts for ever has no mean.
    return replace(case, rule=as_judged(rule), limits=replace(case.limits, over=Over.LAST, window_ns=0))


def as_judged(rule: Rule) -> Rule:
    """Return a rule with all devices where it names none, and there is no whole."""
    if rule.subject is Subject.FULL_IN and rule.metric_id == FILE_SYSTEM and not rule.instance:
        return replace(rule, instance=EACH_INSTANCE)
    return rule
