"""Which processes only grow, and how fast: by slot, in whole columns. Pure.

The least memory of each of some twenty parts of a window is kept. A process grows without bound where these rise from
one to the next, never fall by much, and rise at the end as fast as at the beginning: so neither one that starts up, nor
a cache that settles, nor one that takes and gives back, looks like one that leaks.
"""

from collections import deque
from typing import Final

import numpy as np

from procmon_gui.alerts.moment import SECOND_NS, Moment
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray

_PARTS: Final = 24
# With beats that are far apart a window has fewer parts; with less than these nobody can tell.
_LEAST_PARTS: Final = 8
_LEAST_BYTES: Final = 8.0 * 1024**2
_FAR_NS: Final = -(10**18)
# What falls by more than this share of all that it grew takes and gives back.
_MOST_FALL: Final = 0.1
# The second half, and the last quarter, grow by so much of what the others do: what settles does not.
_GOES_ON: Final = 0.7
_EIGHTHS: Final = 8
_LEAST_RISES: Final = 6


class Growth:
    """The growth of every process over one length of time."""

    def __init__(self, window_ns: int) -> None:
        self._window_ns = window_ns
        self._parts: deque[FloatArray] = deque()
        self._begins: deque[int] = deque()
        self._lowest: FloatArray = np.zeros(0)
        self._part_begin_ns = _FAR_NS
        self._serials: IntArray = np.zeros(0, np.int64)
        self._last_ns: int | None = None
        self._per_s: FloatArray = np.zeros(0)

    def per_s(self, moment: Moment, used_bytes: FloatArray, serials: IntArray, *, is_first: bool) -> FloatArray:
        """Take a beat and return by slot how fast who only grows does; 0 of who does not, NaN where nobody can tell.

        A beat that was taken already is not taken again.
        """
        if moment.clock_ns == self._last_ns:
            return self._per_s
        self._fit(len(serials))
        is_other = np.ones(len(serials), np.bool_) if is_first else self._serials != serials
        if self._last_ns is None or moment.clock_ns - self._last_ns > moment.gap_ns:
            self._forget()
            self._part_begin_ns = moment.clock_ns
        self._last_ns, self._serials = moment.clock_ns, serials
        self._begin_anew(is_other)
        if moment.clock_ns - self._part_begin_ns >= self._window_ns // _PARTS and np.isfinite(self._lowest).any():
            self._close(moment.clock_ns)
        np.fmin(self._lowest, used_bytes, out=self._lowest)
        return self._per_s

    def _fit(self, count: int) -> None:
        missing = count - len(self._serials)
        if missing < 0:
            # Another eye has fewer places.
            self._serials = self._serials[:count]
            self._lowest, self._per_s = self._lowest[:count], self._per_s[:count]
            self._parts = deque(part[:count] for part in self._parts)
        if missing > 0:
            unknown = np.full(missing, np.nan)
            self._serials = np.concatenate((self._serials, np.full(missing, -1)))
            self._lowest = np.concatenate((self._lowest, unknown))
            self._per_s = np.concatenate((self._per_s, unknown))
            self._parts = deque(np.concatenate((part, unknown)) for part in self._parts)

    def _forget(self) -> None:
        self._parts.clear()
        self._begins.clear()
        self._lowest = np.full(len(self._serials), np.nan)
        self._per_s = np.full(len(self._serials), np.nan)

    def _begin_anew(self, is_other: BoolArray) -> None:
        if is_other.any():
            self._lowest[is_other] = np.nan
            self._per_s[is_other] = np.nan
            for part in self._parts:
                part[is_other] = np.nan

    def _close(self, now_ns: int) -> None:
        self._parts.append(self._lowest)
        self._begins.append(self._part_begin_ns)
        self._lowest = np.full(len(self._serials), np.nan)
        self._part_begin_ns = now_ns
        while len(self._begins) > 1 and now_ns - self._begins[1] >= self._window_ns:
            self._begins.popleft()
            self._parts.popleft()
        if now_ns - self._begins[0] >= self._window_ns and len(self._parts) >= _LEAST_PARTS:
            at_s = (np.array(self._begins) - self._begins[0]) / SECOND_NS
            self._per_s = growing_per_s(at_s, np.stack(self._parts))


def growing_per_s(at_s: FloatArray, values: FloatArray) -> FloatArray:
    """Return how fast things grow that only grow; `values` has a row for each time, and a column for each thing."""
    is_known = ~np.isnan(values[0] + values[len(values) // 2] + values[-1])
    found = np.where(is_known, 0.0, np.nan)
    middle = values[len(values) // 2]
    # Most of all do not come further than this.
    chosen = np.flatnonzero(is_known & (values[0] < middle) & (middle < values[-1])
                            & (values[-1] - values[0] >= _LEAST_BYTES))  # fmt: skip
    if len(chosen):
        found[chosen] = _of_those(at_s, values[:, chosen])
    return found


def _of_those(at_s: FloatArray, values: FloatArray) -> FloatArray:
    grown = values[-1] - values[0]
    falls = np.max(np.maximum.accumulate(values, axis=0) - values, axis=0)
    half, quarter = len(values) // 2, len(values) - max(2, len(values) // 4)
    took_s = at_s[-1] - at_s[0]
    first_half = (values[half] - values[0]) / (at_s[half] - at_s[0])
    second_half = (values[-1] - values[half]) / (at_s[-1] - at_s[half])
    last_quarter = (values[-1] - values[quarter]) / (at_s[-1] - at_s[quarter])
    marks = values[np.linspace(0, len(values) - 1, _EIGHTHS + 1).round().astype(np.int64)]
    rises = np.count_nonzero(np.diff(marks, axis=0) > 0, axis=0)
    only_grows = (
        (falls <= _MOST_FALL * grown)
        & (second_half >= _GOES_ON * first_half)
        & (last_quarter >= _GOES_ON * grown / took_s)
        & (rises >= _LEAST_RISES)
    )
    # A single leap is no growth: without the greatest step, most of it is still there.
    without_leap = grown - np.max(np.diff(values, axis=0), axis=0)
    only_grows &= without_leap >= grown / 2
    return np.where(only_grows, second_half, 0.0)
