"""How the values of a window become one, of many things at once: by place, in whole columns. Pure.

A window is kept as twenty parts, so that it takes little room; it reaches over what was asked by less than one of them.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.alerts.moment import Moment
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.rules import Over

_PARTS: Final = 20
_FAR_NS: Final = -(10**18)


@dataclass(slots=True, eq=False)
class _Part:
    """Values of some beats: how many, and their sum, or the one that counts."""

    begin_ns: int
    last_ns: int
    counts: IntArray
    values: FloatArray


class PlaceWindows:
    """The windows of things that stand in places; who is in a place is told by serials."""

    def __init__(self, over: Over, length_ns: int) -> None:
        self._over = over
        self._length_ns = length_ns
        self._part_ns = length_ns // _PARTS
        self._blank = {Over.MEAN: 0.0, Over.LEAST: np.inf, Over.MOST: -np.inf}[over]
        self._serials: IntArray = np.zeros(0, np.int64)
        self._begin_ns: IntArray = np.zeros(0, np.int64)
        self._last_ns: IntArray = np.zeros(0, np.int64)
        self._parts: deque[_Part] = deque()
        self._whole = _Part(0, 0, np.zeros(0, np.int64), np.zeros(0))

    def step(self, moment: Moment, values: FloatArray, serials: IntArray, *, is_first: bool) -> FloatArray:
        """Take the values of a beat and return what the windows come to; NaN as in `window`."""
        now_ns = moment.clock_ns
        self._fit(len(values))
        is_known = np.isfinite(values)
        is_other = np.ones(len(values), np.bool_) if is_first else self._serials != serials
        is_new = is_known & (is_other | (now_ns - self._last_ns > moment.gap_ns))
        self._serials = serials
        if is_new.any():
            self._begin_anew(is_new)
            self._begin_ns[is_new] = now_ns
        self._last_ns[is_known] = now_ns
        if not self._parts or now_ns - self._parts[-1].begin_ns > self._part_ns:
            self._close(now_ns)
        self._parts[-1].last_ns = now_ns
        self._add(self._parts[-1], values, is_known)
        found = self._together(self._parts[-1], self._whole)
        if self._over is Over.MEAN:
            counts = self._parts[-1].counts + self._whole.counts
            found = np.divide(found, counts, out=np.full(len(values), np.nan), where=counts > 0)
        found[~is_known | (now_ns - self._begin_ns < self._length_ns)] = np.nan
        return found

    def _fit(self, count: int) -> None:
        missing = count - len(self._begin_ns)
        if missing < 0:
            self._cut(count)
        if missing <= 0:
            return
        self._serials = np.concatenate((self._serials, np.full(missing, -1)))
        self._begin_ns = np.concatenate((self._begin_ns, np.full(missing, _FAR_NS)))
        self._last_ns = np.concatenate((self._last_ns, np.full(missing, _FAR_NS)))
        for part in (*self._parts, self._whole):
            part.counts = np.concatenate((part.counts, np.zeros(missing, np.int64)))
            part.values = np.concatenate((part.values, np.full(missing, self._blank)))

    def _cut(self, count: int) -> None:
        """Forget the last places: another eye has fewer of them."""
        self._serials, self._begin_ns, self._last_ns = (
            kept[:count] for kept in (self._serials, self._begin_ns, self._last_ns)
        )
        for part in (*self._parts, self._whole):
            part.counts, part.values = part.counts[:count], part.values[:count]

    def _begin_anew(self, is_new: BoolArray) -> None:
        for part in (*self._parts, self._whole):
            part.counts[is_new] = 0
            part.values[is_new] = self._blank

    def _close(self, now_ns: int) -> None:
        """Begin another part, and leave those behind that are out of the window."""
        while self._parts and self._parts[0].last_ns <= now_ns - self._length_ns:
            self._parts.popleft()
        self._whole = self._part(now_ns)
        for part in self._parts:
            self._whole.counts += part.counts
            self._whole.values = self._together(self._whole, part)
        self._parts.append(self._part(now_ns))

    def _part(self, begin_ns: int) -> _Part:
        count = len(self._begin_ns)
        return _Part(begin_ns, begin_ns, np.zeros(count, np.int64), np.full(count, self._blank))

    def _add(self, part: _Part, values: FloatArray, is_known: BoolArray) -> None:
        part.counts += is_known
        part.values = self._chosen(part.values, np.where(is_known, values, self._blank))

    def _together(self, one: _Part, other: _Part) -> FloatArray:
        return self._chosen(one.values, other.values)

    def _chosen(self, one: FloatArray, other: FloatArray) -> FloatArray:
        found: FloatArray
        if self._over is Over.MEAN:
            found = one + other
        else:
            found = np.minimum(one, other) if self._over is Over.LEAST else np.maximum(one, other)
        return found
