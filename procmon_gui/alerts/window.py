"""How the values of a window become one: beat by beat, and over arrays with the very same result. Pure.

A window is worth something once it was seen as a whole; a gap in what is known begins it anew.
"""

from collections import deque
from itertools import pairwise
from typing import Final

import numpy as np

from procmon_gui.alerts.moment import Moment, Moments
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import Over

_NAN: Final = float("nan")
_FAR_NS: Final = -(10**18)


class Window:
    """The values of the last so many seconds of one thing."""

    def __init__(self, over: Over, length_ns: int) -> None:
        self._over = over
        self._length_ns = length_ns
        self._begin_ns = _FAR_NS
        self._last_ns = _FAR_NS
        # For a mean, the sums up to each value; else only those that may still become the greatest.
        self._kept: deque[tuple[int, float]] = deque()
        self._sum = 0.0
        self._gone = 0.0

    def step(self, moment: Moment, value: float) -> float:
        """Take a value and return what the window comes to; NaN where it is not known, or not seen as a whole."""
        if not abs(value) < float("inf"):
            return _NAN
        now_ns = moment.clock_ns
        if now_ns - self._last_ns > moment.gap_ns:
            self._begin_ns = now_ns
            self._kept.clear()
            self._sum = self._gone = 0.0
        self._last_ns = now_ns
        found = self._mean(now_ns, value) if self._over is Over.MEAN else self._extreme(now_ns, value)
        return found if now_ns - self._begin_ns >= self._length_ns else _NAN

    def _mean(self, now_ns: int, value: float) -> float:
        kept = self._kept
        self._sum += value
        kept.append((now_ns, self._sum))
        while kept[0][0] <= now_ns - self._length_ns:
            self._gone = kept.popleft()[1]
        return (self._sum - self._gone) / len(kept)

    def _extreme(self, now_ns: int, value: float) -> float:
        kept, is_least = self._kept, self._over is Over.LEAST
        while kept and (kept[-1][1] >= value if is_least else kept[-1][1] <= value):
            kept.pop()
        kept.append((now_ns, value))
        while kept[0][0] <= now_ns - self._length_ns:
            kept.popleft()
        return kept[0][1]


def windowed(over: Over, length_ns: int, moments: Moments, values: FloatArray) -> FloatArray:
    """Return what a `Window` would have returned of each value."""
    found = np.full(len(values), _NAN)
    known = np.flatnonzero(np.isfinite(values))
    clock_ns = moments.clock_ns[known]
    is_new = np.diff(clock_ns, prepend=_FAR_NS) > moments.gap_ns[known]
    for begin, end in pairwise([*np.flatnonzero(is_new).tolist(), len(known)]):
        part, clock = values[known[begin:end]], clock_ns[begin:end]
        firsts = np.searchsorted(clock, clock - length_ns, side="right")
        made = _means(part, firsts) if over is Over.MEAN else _extremes(part, firsts, is_least=over is Over.LEAST)
        made[clock - clock[0] < length_ns] = _NAN
        found[known[begin:end]] = made
    return found


def _means(values: FloatArray, firsts: IntArray) -> FloatArray:
    # One after the other, as `Window` adds them: `np.sum` would add them in another order.
    sums = np.concatenate(([0.0], np.cumsum(values)))
    places = np.arange(1, len(values) + 1)
    means: FloatArray = (sums[places] - sums[firsts]) / (places - firsts)
    return means


def _extremes(values: FloatArray, firsts: IntArray, *, is_least: bool) -> FloatArray:
    """Return the least or the greatest of each stretch: of two overlapping halves whose lengths are powers of two."""
    choose = np.minimum if is_least else np.maximum
    lengths = np.arange(1, len(values) + 1) - firsts
    powers = np.frexp(lengths)[1] - 1
    found, level = np.empty(len(values)), values
    for power in range(int(powers.max()) + 1):
        if power:
            half = 1 << (power - 1)
            level = choose(level[:-half], level[half:])
        at = np.flatnonzero(powers == power)
        if len(at):
            found[at] = choose(level[firsts[at]], level[at + 1 - (1 << power)])
    return found
