"""Sum, count, least and most of figures: what is kept of many values, and put together again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """One row for each of some groups of values: how many were known, their total, the least and the most of them.

    Where none was known, the total is zero and least and most are NaN.
    """

    count: IntArray
    total: FloatArray
    least: FloatArray
    most: FloatArray

    def rows(self, chosen: IntArray) -> "Sums":
        """Return some of the rows."""
        return Sums(self.count[chosen], self.total[chosen], self.least[chosen], self.most[chosen])

    def columns(self, chosen: BoolArray) -> "Sums":
        """Return some of the columns, where the rows are those of a matrix."""
        return Sums(self.count[:, chosen], self.total[:, chosen], self.least[:, chosen], self.most[:, chosen])

    @property
    def mean(self) -> FloatArray:
        """Return the mean of each group, NaN where nothing was known."""
        return self.total / np.where(self.count > 0, self.count, np.nan)


def over(values: FloatArray, begins: IntArray) -> Sums:
    """Return the sums of values in groups that follow one another; each group begins where the one before it ends.

    Of a matrix the groups are in each of its rows.
    """
    known = ~np.isnan(values)
    if known.all():
        count = np.broadcast_to(np.diff(begins, append=values.shape[-1]), (*values.shape[:-1], len(begins)))
    else:
        count = np.add.reduceat(known, begins, axis=-1, dtype=np.int64)
    return Sums(
        count=count,
        total=np.add.reduceat(np.where(known, values, 0.0), begins, axis=-1),
        least=np.fmin.reduceat(values, begins, axis=-1),
        most=np.fmax.reduceat(values, begins, axis=-1),
    )


def totals(values: FloatArray, begins: IntArray) -> FloatArray:
    """Return the sum of each group alone, NaN where nothing was known."""
    known = ~np.isnan(values)
    added = np.add.reduceat(np.where(known, values, 0.0), begins)
    return np.where(np.logical_or.reduceat(known, begins), added, np.nan)


NOTHING: Final = Sums(np.zeros(0, np.int64), np.zeros(0), np.zeros(0), np.zeros(0))


def unknown(count: int) -> Sums:
    """Return so many rows of which nothing is known."""
    return Sums(np.zeros(count, np.int64), np.zeros(count), np.full(count, np.nan), np.full(count, np.nan))


def by_key(keys: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return rows in the order of their keys, where each key begins in that order, and the keys."""
    order = np.argsort(keys, kind="stable")
    unique, begins = np.unique(keys[order], return_index=True)
    return order, begins, unique


def merged(sums: Sums, order: IntArray, begins: IntArray) -> Sums:
    """Return one row for each key, see `by_key`."""
    rows = sums.rows(order)
    if len(begins) == len(order):
        return rows
    return Sums(
        count=np.add.reduceat(rows.count, begins),
        total=np.add.reduceat(rows.total, begins),
        least=np.fmin.reduceat(rows.least, begins),
        most=np.fmax.reduceat(rows.most, begins),
    )


def stacked(parts: Sequence[Sums]) -> Sums:
    """Return the rows of several, one after the other."""
    if len(parts) == 1:
        return parts[0]
    columns = zip(*((part.count, part.total, part.least, part.most) for part in parts), strict=True)
    count, total, least, most = (np.concatenate(column) for column in columns)
    return Sums(count, total, least, most)
