"""The last minutes of a few values, in arrays that never move. Pure numpy: no Qt, no clock."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class Samples(Protocol):
    """What a chart draws: columns of one length over the same times."""

    def __len__(self) -> int:
        """Return the number of samples."""

    def times(self) -> FloatArray:
        """Return the times of the samples in seconds, oldest first."""

    def values(self, name: str) -> FloatArray:
        """Return one column, oldest first; NaN is unknown."""


class RingTable:
    """Columns of float64 that forget their oldest row when they are full.

    Every row is written twice, a capacity apart, so that the newest rows always lie in one piece and a view costs
    nothing. NaN is unknown.
    """

    def __init__(self, names: Sequence[str], capacity: int) -> None:
        self._column = {name: 1 + place for place, name in enumerate(names)}
        self._cells = np.full((1 + len(names), 2 * capacity), np.nan)
        self._capacity = capacity
        self._next = 0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, at_s: float, values: Mapping[str, float]) -> None:
        """Add one row; `at_s` only ever grows. A name that is not given is unknown in this row."""
        row = np.full(self._cells.shape[0], np.nan)
        row[0] = at_s
        for name, value in values.items():
            row[self._column[name]] = value
        self._cells[:, self._next] = row
        self._cells[:, self._next + self._capacity] = row
        self._next = (self._next + 1) % self._capacity
        self._count = min(self._count + 1, self._capacity)

    def times(self) -> FloatArray:
        """Return the times of the rows in seconds, oldest first: a view, shape (rows,)."""
        return self._piece(0)

    def values(self, name: str) -> FloatArray:
        """Return one column, oldest first: a view, shape (rows,)."""
        return self._piece(self._column[name])

    def _piece(self, column: int) -> FloatArray:
        end = self._next + self._capacity
        return self._cells[column, end - self._count : end]


def least_and_most(
    times: FloatArray, values: FloatArray, *, start_s: float, end_s: float, bins: int
) -> tuple[FloatArray, FloatArray]:
    """Return at most two points a bin that keep every peak; few points are returned as they are.

    Bins hang on absolute time, so that a curve does not shimmer while it moves. A bin with nothing known stays
    unknown, and so does the break between two bins when an unknown value lies there.
    """
    first = int(np.searchsorted(times, start_s - (end_s - start_s) / max(bins, 1)))
    times, values = times[first:], values[first:]
    if len(times) <= 2 * bins or bins < 1:
        return times, values
    width_s = (end_s - start_s) / bins
    numbers = np.floor(times / width_s)
    edges = np.flatnonzero(np.diff(numbers, prepend=numbers[0] - 1))
    middles = (numbers[edges] + 0.5) * width_s
    low = np.fmin.reduceat(values, edges)
    high = np.fmax.reduceat(values, edges)
    # A bin that holds a gap is drawn as a gap when nothing else would show it.
    broken = np.logical_or.reduceat(np.isnan(values), edges)
    low[broken] = np.nan
    return np.repeat(middles, 2), np.column_stack((low, high)).ravel()


def nearest(times: FloatArray, at_s: float) -> int:
    """Return the place of the sample nearest to a time; `times` are sorted and not empty."""
    place = int(np.searchsorted(times, at_s))
    if place == 0:
        return 0
    if place == len(times) or at_s - times[place - 1] < times[place] - at_s:
        return place - 1
    return place
