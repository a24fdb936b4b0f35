"""The last minutes of devices that come and go: one series for each, in one block that grows. Pure numpy, no Qt."""

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.ui.widgets.ring import FloatArray

# A machine with thousands of virtual interfaces must not fill the memory.
MOST_SERIES: Final = 640
_FIRST_ROOM: Final = 16


class SeriesTable:
    """As many series as were seen within the last `capacity` rows, at most `MOST_SERIES`; NaN is unknown.

    float32: a share, a rate or a temperature on a chart needs no more. Each row is written twice, as in `RingTable`.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._place: dict[tuple[str, str], int] = {}
        self._free = list(range(_FIRST_ROOM))
        self._cells: npt.NDArray[np.float32] = self._room(_FIRST_ROOM)
        self._times = np.full(2 * capacity, np.nan)
        self._last_seen = np.zeros(_FIRST_ROOM, np.int64)
        self._row = 0
        self._count = 0

    def _room(self, series: int) -> npt.NDArray[np.float32]:
        return np.full((series, 2 * self._capacity), np.nan, np.float32)

    def __len__(self) -> int:
        return self._count

    def append(self, at_s: float, values: Iterable[tuple[str, str, float]]) -> None:
        """Add one row of (metric, instance, value); `at_s` only ever grows. Who is not named is unknown in it."""
        at = self._row % self._capacity
        self._times[at] = self._times[at + self._capacity] = at_s
        self._cells[:, at] = self._cells[:, at + self._capacity] = np.nan
        places, known = [], []
        for metric_id, instance, value in values:
            place = self._place_of((metric_id, instance))
            if place is not None:
                places.append(place)
                known.append(value)
        self._cells[places, at] = known
        self._cells[places, at + self._capacity] = known
        self._last_seen[places] = self._row
        self._row += 1
        self._count = min(self._count + 1, self._capacity)
        if self._row % self._capacity == 0:
            self._forget_the_gone()

    def _place_of(self, name: tuple[str, str]) -> int | None:
        place = self._place.get(name)
        if place is None and len(self._place) < MOST_SERIES:
            if not self._free:
                self._grow()
            place = self._place[name] = self._free.pop()
        return place

    def _grow(self) -> None:
        before = len(self._cells)
        self._cells = np.concatenate((self._cells, self._room(before)))
        self._last_seen = np.concatenate((self._last_seen, np.zeros(before, np.int64)))
        self._free = list(range(before, 2 * before))

    def _forget_the_gone(self) -> None:
        oldest = self._row - self._capacity
        for name, place in list(self._place.items()):
            if self._last_seen[place] < oldest:
                del self._place[name]
                self._free.append(place)
                self._cells[place] = np.nan

    def times(self) -> FloatArray:
        """Return the times of the rows in seconds, oldest first: a view, shape (rows,)."""
        end = (self._row - 1) % self._capacity + 1 + self._capacity
        return self._times[end - self._count : end]

    def series(self, metric_id: str, instance: str) -> FloatArray:
        """Return one series, oldest first, shape (rows,); all unknown where nothing is remembered."""
        place = self._place.get((metric_id, instance))
        if place is None:
            return np.full(self._count, np.nan)
        end = (self._row - 1) % self._capacity + 1 + self._capacity
        return self._cells[place, end - self._count : end].astype(np.float64)


class SeriesSamples:
    """The series of one instance as a chart wants them: columns are metric ids."""

    def __init__(self, table: SeriesTable, instance: str) -> None:
        self._table = table
        self._instance = instance

    def __len__(self) -> int:
        return len(self._table)

    def times(self) -> FloatArray:
        """Return the times of the samples in seconds, oldest first."""
        return self._table.times()

    def values(self, name: str) -> FloatArray:
        """Return one metric of the instance, oldest first."""
        return self._table.series(name, self._instance)
