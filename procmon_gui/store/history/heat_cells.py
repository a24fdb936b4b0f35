"""What is added up for a heat map: sums by row and step. Pure."""

import numpy as np

from procmon_gui.domain.heat import HeatSteps
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.store.history.sums import Sums


class Cells:
    """Sums of so many rows; what lies in no step is left out."""

    def __init__(self, row_count: int, steps: HeatSteps) -> None:
        self._steps = steps
        shape = (row_count, steps.count)
        self._count = np.zeros(shape)
        self._total = np.zeros(shape)
        self._most = np.full(shape, np.nan)
        self._has_no_most = np.zeros(shape, np.bool_)

    def add(self, rows: IntArray | int, at_ms: IntArray, sums: Sums) -> None:
        """Add values that began at some moments to rows."""
        places = self._steps.of(at_ms)
        chosen = np.flatnonzero((places >= 0) & (sums.count > 0))
        flat = (np.broadcast_to(np.asarray(rows), places.shape) * self._steps.count + places)[chosen]
        most = sums.most[chosen]
        for kept, values in ((self._count, sums.count), (self._total, sums.total)):
            kept += np.bincount(flat, values[chosen], kept.size).reshape(kept.shape)
        np.fmax.at(self._most.reshape(-1), flat, most)
        self._has_no_most.reshape(-1)[flat[np.isnan(most)]] = True

    @property
    def is_known(self) -> BoolArray:
        """Return of which cells anything is known."""
        return self._count > 0

    @property
    def is_recorded(self) -> BoolArray:
        """Return of which steps anything is known."""
        found: BoolArray = np.logical_or.reduce(self.is_known, axis=0)
        return found

    @property
    def mean(self) -> FloatArray:
        """Return the mean of each cell, NaN where nothing is known."""
        return self._total / np.where(self.is_known, self._count, np.nan)

    @property
    def most(self) -> FloatArray:
        """Return the greatest of each cell; NaN too where that of a part was not kept."""
        return np.where(self._has_no_most, np.nan, self._most)


class Used:
    """What rows used in each step, and for how long of each step anything is known."""

    def __init__(self, row_count: int, steps: HeatSteps) -> None:
        self.steps = steps
        self._amount = np.zeros((row_count, steps.count))
        self._most = np.zeros((row_count, steps.count))
        self._covered_s = np.zeros(steps.count)

    def cover(self, at_ms: IntArray, seconds: FloatArray) -> None:
        """Know of so many seconds of the steps in which some moments lie."""
        places = self.steps.of(at_ms)
        inside = places >= 0
        self._covered_s += np.bincount(places[inside], seconds[inside], self.steps.count)

    def add(self, rows: IntArray, at_ms: IntArray, amount: FloatArray, most: FloatArray) -> None:
        """Add what rows used in all, and at most at one beat; -1 is no row, NaN is not known and adds nothing."""
        places = self.steps.of(at_ms)
        chosen = np.flatnonzero((places >= 0) & (rows >= 0))
        flat = (rows * self.steps.count + places)[chosen]
        added = np.bincount(flat, np.nan_to_num(amount[chosen]), self._amount.size)
        self._amount += added.reshape(self._amount.shape)
        np.maximum.at(self._most.reshape(-1), flat, np.nan_to_num(most[chosen]))

    @property
    def is_recorded(self) -> BoolArray:
        """Return of which steps anything is known."""
        return self._covered_s > 0

    @property
    def rate(self) -> FloatArray:
        """Return what was used in a second of what is known, NaN where nothing is."""
        return self._amount / np.where(self.is_recorded, self._covered_s, np.nan)

    @property
    def most(self) -> FloatArray:
        """Return the most at one beat of each step, NaN where nothing is known."""
        return np.where(self.is_recorded, self._most, np.nan)
