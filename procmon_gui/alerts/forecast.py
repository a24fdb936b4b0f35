"""In how long something will be used up, from how it went so far: beat by beat. Pure.

The least of each short stretch is kept. A trend is the median of the slopes between all pairs of them (Theil and Sen),
taken over the last twelve stretches and over longer times; it counts when nearly all of them go down, when it
goes on to the end, and when it is more than noise. It says nothing of a time much longer than it was seen.
"""

from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from procmon_gui.alerts.moment import SECOND_NS, Moment
from procmon_gui.domain.reading import FloatArray, IntArray

# All that is kept, and so many of the last stretches are looked at, the longest first: what has gone on for longer is
# known better.
_LENGTHS: Final = (120, 90, 60, 45, 30, 20, 12)
# What was seen for an hour may go on for so many hours: at least a quarter of what there was must be gone.
_REACH: Final = 3
_OF_THE_WAY: Final = 0.45
# So much of the way from the first third to the last must not be noise.
_OF_NOISE: Final = 4.0
# Of all pairs, so many go the same way; noise around a constant has as many of both.
_SURE: Final = 0.9
# The end goes on at least so fast: what has stopped, or slows down, is no trend.
_GOES_ON: Final = 0.5
_STEADY: Final = 2.0


class Forecasts:
    """How long one thing will last, by what was seen over shorter and longer times: the soonest counts."""

    def __init__(self, stretches_s: Sequence[float], *, least_step: float) -> None:
        self._forecasts = tuple(Forecast(length_s, least_step=least_step) for length_s in stretches_s)

    def step(self, moment: Moment, value: float) -> float:
        """Take what is left, and return for how many seconds, as `Forecast`."""
        soonest = float("nan")
        for forecast in self._forecasts:
            left_s = forecast.step(moment, value)
            if left_s < soonest or soonest != soonest:
                soonest = left_s
        return soonest


class Forecast:
    """How long one thing will last."""

    def __init__(self, stretch_s: float, *, least_step: float = 0.0) -> None:
        """Keep the least of stretches so long; what goes down by less than `least_step` over a trend is nothing."""
        self._stretch_ns = round(stretch_s * SECOND_NS)
        self._least_step = least_step
        self._at_s: deque[float] = deque(maxlen=_LENGTHS[0])
        self._ends: deque[float] = deque(maxlen=_LENGTHS[0])
        self._begin_ns = 0
        self._last_ns: int | None = None
        self._lowest = float("inf")
        self._per_s: float | None = None
        self._reach_s = 0.0

    def step(self, moment: Moment, value: float) -> float:
        """Take what is left, and return for how many seconds; infinite where it does not become less.

        NaN where not enough was seen.
        """
        if value != value:
            return value
        now_ns = moment.clock_ns
        if self._last_ns is None or now_ns - self._last_ns > max(moment.gap_ns, self._stretch_ns):
            self._at_s.clear()
            self._ends.clear()
            self._begin_ns, self._lowest, self._per_s = now_ns, value, None
        self._last_ns = now_ns
        if now_ns - self._begin_ns >= self._stretch_ns:
            self._at_s.append(self._begin_ns / SECOND_NS)
            self._ends.append(self._lowest)
            self._begin_ns, self._lowest = now_ns, value
            self._per_s = self._slope()
        elif value < self._lowest:
            self._lowest = value
        if self._per_s is None:
            return float("nan")
        if self._per_s <= 0:
            return float("inf")
        left_s = max(0.0, value) / self._per_s
        return left_s if left_s <= self._reach_s else float("inf")

    def _slope(self) -> float | None:
        """Return how much goes a second; 0 where nothing does, None where not enough was seen."""
        count = len(self._ends)
        if count < _LENGTHS[-1]:
            return None
        ends = list(self._ends)
        for length in (count, *(shorter for shorter in _LENGTHS if shorter < count)):
            values, third = ends[-length:], length // 3
            # Most of the time nothing of note has gone: that is known without any slope. From the middle of the first
            # third to that of the last are two thirds of the way.
            gone = sorted(values[:third])[third // 2] - sorted(values[-third:])[third // 2]
            if gone * _REACH < _OF_THE_WAY * values[-1]:
                continue
            at_s = list(self._at_s)[-length:]
            falling = falling_per_s(np.array(at_s), np.array(values), self._least_step)
            if falling > 0:
                self._reach_s = _REACH * (at_s[-1] - at_s[0])
                return falling
        return 0.0


def falling_per_s(at_s: FloatArray, values: FloatArray, least_step: float = 0.0) -> float:
    """Return how fast values become less, 0 where they do not do so for sure."""
    slopes = _slopes(at_s, values)
    per_s, third = -float(np.median(slopes)), len(values) // 3
    if per_s <= 0 or per_s * (at_s[-1] - at_s[0]) <= least_step:
        return 0.0
    if np.count_nonzero(slopes < 0) < _SURE * len(slopes):
        return 0.0
    rest = values + per_s * at_s
    noise = float(np.median(np.abs(rest - np.median(rest))))
    if np.median(values[:third]) - np.median(values[-third:]) < _OF_NOISE * noise:
        return 0.0
    last = max(third, 5)
    at_the_end = -float(np.median(_slopes(at_s[-last:], values[-last:])))
    if at_the_end < _GOES_ON * per_s:
        return 0.0
    # What becomes faster is soon at its end; but a single plunge is not the rule.
    return min(at_the_end, _STEADY * per_s)


def _slopes(at_s: FloatArray, values: FloatArray) -> FloatArray:
    one, other = _pairs(len(at_s))
    found: FloatArray = (values[other] - values[one]) / (at_s[other] - at_s[one])
    return found


@cache
def _pairs(count: int) -> tuple[IntArray, IntArray]:
    return np.triu_indices(count, 1)
