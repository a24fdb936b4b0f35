"""The state of one thing under one condition: pending, firing, over. Beat by beat, and over arrays alike. Pure.

Unknown values neither fire nor resolve. A threshold must be passed for `for_s` without a break, and time that nobody
saw is a break. What fires is over when its clear threshold is passed backwards.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from procmon_gui.alerts.limits import Limits
from procmon_gui.alerts.moment import Moment, Moments
from procmon_gui.alerts.window import Window, windowed
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.rules import Over, Severity

_FAR_NS: Final = -(10**18)


class Turn(NamedTuple):
    """A change of a thing; `value` is what was judged."""

    change: Change
    severity: Severity
    value: float
    since_ms: int


class Watch:
    """One thing under one condition."""

    __slots__ = ("_critical_ns", "_limits", "_since_ms", "_warn_ns", "_window", "last_ns", "severity", "value")

    def __init__(self, limits: Limits, *, severity: Severity | None = None, since_ms: int = 0) -> None:
        """Begin with nothing known; or with what fired before, to go on from there."""
        self._limits = limits
        self._window = Window(limits.over, limits.window_ns) if limits.over is not Over.LAST else None
        # The last beat that was judged.
        self.last_ns = _FAR_NS
        # Since when each threshold is passed without a break.
        self._warn_ns: int | None = None
        self._critical_ns: int | None = None
        self._since_ms = since_ms
        self.severity = severity
        self.value = float("nan")

    @property
    def since_ms(self) -> int:
        """Return the first beat beyond a threshold of what fires, or is about to."""
        return self._since_ms

    @property
    def is_at_rest(self) -> bool:
        """Say whether it knows nothing that would be missed."""
        return self.severity is None and self._warn_ns is None and self._critical_ns is None

    def left_ns(self, moment: Moment) -> int | None:
        """Return in what time it fires, if its value stays where it is; None where it does already, or would not."""
        from_ns = _earliest(self._warn_ns, self._critical_ns)
        if self.severity is not None or from_ns is None or moment.clock_ns - self.last_ns > moment.gap_ns:
            return None
        return max(0, self._limits.for_ns - (self.last_ns - from_ns))

    def step(self, moment: Moment, value: float) -> Turn | None:
        """Take a value, NaN where it is not known, and return what changed."""
        if self._window is not None:
            value = self._window.step(moment, value)
        if value != value:
            return None
        self.value = value
        limits, now_ns = self._limits, moment.clock_ns
        turned = limits.sign * value
        is_new = now_ns - self.last_ns > moment.gap_ns
        self.last_ns = now_ns
        if turned <= limits.warn:
            self._warn_ns = None
        elif self._warn_ns is None or is_new:
            self._warn_ns = now_ns
        if turned <= limits.critical:
            self._critical_ns = None
        elif self._critical_ns is None or is_new:
            self._critical_ns = now_ns
        if self.severity is not None:
            return self._while_firing(now_ns, turned)
        if _earliest(self._warn_ns, self._critical_ns) == now_ns:
            self._since_ms = moment.at_ms
        return self._before(now_ns)

    def _before(self, now_ns: int) -> Turn | None:
        if self._is_ready(self._critical_ns, now_ns):
            self.severity = Severity.CRITICAL
        elif self._is_ready(self._warn_ns, now_ns):
            self.severity = self._limits.severity
        else:
            return None
        return Turn(Change.FIRED, self.severity, self.value, self._since_ms)

    def _while_firing(self, now_ns: int, turned: float) -> Turn | None:
        severity, limits = self.severity, self._limits
        assert severity is not None
        if turned <= limits.clear:
            self.severity = None
            return Turn(Change.RESOLVED, severity, self.value, self._since_ms)
        if severity is Severity.CRITICAL:
            if turned > limits.eased:
                return None
            self.severity = limits.severity
            return Turn(Change.EASED, self.severity, self.value, self._since_ms)
        if self._is_ready(self._critical_ns, now_ns):
            self.severity = Severity.CRITICAL
            return Turn(Change.WORSENED, self.severity, self.value, self._since_ms)
        return None

    def _is_ready(self, from_ns: int | None, now_ns: int) -> bool:
        return from_ns is not None and now_ns - from_ns >= self._limits.for_ns


def _earliest(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What came of a series: the beats whose value is known, and in which of these something changed."""

    at_ms: IntArray
    clock_ns: IntArray
    values: FloatArray
    turns: list[tuple[int, Turn]]


def course(limits: Limits, moments: Moments, values: FloatArray, gone: IntArray) -> Course:
    """Return every turn that a `Watch` would have told of a series; in the beats that are `gone` it ends."""
    if limits.over is not Over.LAST:
        values = windowed(limits.over, limits.window_ns, moments, values)
    is_judged = ~np.isnan(values)
    is_judged[gone] = True
    known = np.flatnonzero(is_judged)
    at_ms, clock_ns, values = moments.at_ms[known], moments.clock_ns[known], values[known]
    is_new: BoolArray = np.diff(clock_ns, prepend=_FAR_NS) > moments.gap_ns[known]
    turned = limits.sign * values
    turned[np.isnan(turned)] = -np.inf
    begins = np.arange(len(known))
    warn_from = _run_begins(turned > limits.warn, is_new)
    critical_from = _run_begins(turned > limits.critical, is_new)
    is_warn = (warn_from >= 0) & (clock_ns - clock_ns[warn_from] >= limits.for_ns)
    is_critical = (critical_from >= 0) & (clock_ns - clock_ns[critical_from] >= limits.for_ns)
    since = np.where(warn_from >= 0, np.where(critical_from >= 0, np.minimum(warn_from, critical_from), warn_from),
                     critical_from)  # fmt: skip
    paths = _Paths(
        ready=begins[is_warn | is_critical].tolist(),
        critical=begins[is_critical].tolist(),
        clear=begins[turned <= limits.clear].tolist(),
        eased=begins[turned <= limits.eased].tolist(),
        count=len(known),
    )
    turns = []
    since_ms = 0
    for place, change, severity in paths.walk(limits, is_critical):
        if change is Change.FIRED:
            since_ms = int(at_ms[since[place]])
        turns.append((place, Turn(change, severity, float(values[place]), since_ms)))
    return Course(at_ms, clock_ns, values, turns)


def _run_begins(is_beyond: BoolArray, is_new: BoolArray) -> IntArray:
    """Return for each beat where the run began in which it is beyond; -1 where it is not."""
    places = np.arange(len(is_beyond))
    is_begin = is_beyond & (is_new | ~np.concatenate(([False], is_beyond[:-1])))
    begins = np.maximum.accumulate(np.where(is_begin, places, -1)) if len(places) else places
    return np.where(is_beyond, begins, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paths:
    """Where a thing may change, by beat: lists that are looked up from place to place."""

    ready: list[int]
    critical: list[int]
    clear: list[int]
    eased: list[int]
    count: int

    def walk(self, limits: Limits, is_critical: BoolArray) -> Iterator[tuple[int, Change, Severity]]:
        """Yield each change: where, what, and what it is then (of what is over: what it was)."""
        severity: Severity | None = None
        place = 0
        while True:
            if severity is None:
                place = self._next(self.ready, place)
                if place == self.count:
                    return
                severity = Severity.CRITICAL if is_critical[place] else limits.severity
                yield place, Change.FIRED, severity
            else:
                was_critical = severity is Severity.CRITICAL
                clear = self._next(self.clear, place)
                other = self._next(self.eased if was_critical else self.critical, place)
                place = min(clear, other)
                if place == self.count:
                    return
                if clear == place:
                    yield place, Change.RESOLVED, severity
                    severity = None
                else:
                    severity = limits.severity if was_critical else Severity.CRITICAL
                    yield place, Change.EASED if was_critical else Change.WORSENED, severity
            place += 1

    def _next(self, places: list[int], place: int) -> int:
        at = bisect_left(places, place)
        return places[at] if at < len(places) else self.count
