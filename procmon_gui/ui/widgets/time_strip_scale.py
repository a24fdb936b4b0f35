"""Where a moment stands on the time strip, and what the window saw of it. Pure: no Qt, no clock."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.history import Series
from procmon_gui.domain.reading import FloatArray, IntArray

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
# The strip begins with five minutes and shows more of the time since the start as it comes, up to an hour.
GROWING_MS: Final = (5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS)
SPANS_MS: Final = (5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS)
LEAST_SPAN_MS: Final = 20_000
MOST_SPAN_MS: Final = 2 * 366 * DAY_MS
_FIRST_ROOM: Final = 4096
# A day at a sample a second; what is older is read again when it is in sight.
MOST_BEATS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Window:
    """What of the time is in sight: `columns` places of `column_ms` each, the first begins at `first` of them.

    Places hang on absolute time, so a curve does not shimmer while it moves.
    """

    first: int
    columns: int
    column_ms: float

    @property
    def from_ms(self) -> float:
        """Return the time at the left edge."""
        return self.first * self.column_ms

    @property
    def to_ms(self) -> float:
        """Return the time at the right edge."""
        return (self.first + self.columns) * self.column_ms

    def x_of(self, at_ms: float) -> float:
        """Return the place of a time, in columns from the left edge; it may lie outside."""
        return at_ms / self.column_ms - self.first

    def time_at(self, x: float) -> float:
        """Return the time of a place."""
        return (self.first + x) * self.column_ms


def window_ending(to_ms: float, span_ms: float, columns: int) -> Window:
    """Return the window whose last column holds a time."""
    columns = max(1, columns)
    column_ms = span_ms / columns
    return Window(int(to_ms // column_ms) + 1 - columns, columns, column_ms)


def growing_span(age_ms: float) -> int:
    """Return how much is shown while the reader has not chosen: all since the start, up to an hour."""
    return next((span_ms for span_ms in GROWING_MS if span_ms >= age_ms), GROWING_MS[-1])


class StripData:
    """The CPU of the machine over time, as the window saw it: times in ms, ratios; NaN breaks the line."""

    def __init__(self) -> None:
        self._times: IntArray = np.zeros(_FIRST_ROOM, np.int64)
        self._values: FloatArray = np.zeros(_FIRST_ROOM)
        self._from = 0
        self._to = 0

    def __len__(self) -> int:
        return self._to - self._from

    @property
    def times(self) -> IntArray:
        """Return the times, oldest first."""
        return self._times[self._from : self._to]

    @property
    def values(self) -> FloatArray:
        """Return the values at these times."""
        return self._values[self._from : self._to]

    @property
    def newest_ms(self) -> int:
        """Return the last time, 0 before the first."""
        return int(self._times[self._to - 1]) if len(self) else 0

    @property
    def oldest_ms(self) -> int:
        """Return the first time, 0 before the first."""
        return int(self._times[self._from]) if len(self) else 0

    def extend(self, more: Series) -> None:
        """Add what came since; times only ever grow."""
        count = len(more.at_ms)
        if self._to + count > len(self._times):
            times, values = self.times.copy(), self.values.copy()
            room = max(_FIRST_ROOM, 2 * (len(times) + count))
            self._times, self._values = np.zeros(room, np.int64), np.zeros(room)
            self._from, self._to = 0, len(times)
            self._times[: self._to], self._values[: self._to] = times, values
        self._times[self._to : self._to + count] = more.at_ms
        self._values[self._to : self._to + count] = more.values
        self._to += count
        self._from = max(self._from, self._to - MOST_BEATS)

    def forget_before(self, at_ms: int) -> None:
        """Let go what is not remembered any more."""
        self._from += int(np.searchsorted(self.times, at_ms))

    def between(self, from_ms: float, to_ms: float) -> tuple[IntArray, FloatArray]:
        """Return what lies between two times, and the neighbours on both sides, to which lines lead."""
        times = self.times
        begin = max(0, int(np.searchsorted(times, from_ms)) - 1)
        end = int(np.searchsorted(times, to_ms, side="right")) + 1
        return times[begin:end], self.values[begin:end]
