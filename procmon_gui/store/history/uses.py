"""What processes or programs used, as columns beside their numbers: put together, ranked, and told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.ranges import Resource, Use
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.sums import by_key, totals

# `rss_sum` is that of `rss_count` beats.
SUMMED: Final = (
    "ran_ms", "cpu_s", "rss_sum", "rss_count", "read_bytes", "write_bytes", "received_bytes", "sent_bytes",
)  # fmt: skip
MOST: Final = ("cpu_ratio_most", "rss_bytes_most", "process_count")
# When the most of the CPU was.
_PEAK: Final = "peak_ms"
COLUMNS: Final = (*SUMMED, *MOST, _PEAK)


@dataclass(frozen=True, slots=True, eq=False)
class Uses:
    """One row for each part of what somebody used; NaN is unknown. Numbers may come several times until `added`."""

    ids: IntArray
    columns: dict[str, FloatArray]

    def rows(self, chosen: IntArray) -> "Uses":
        """Return some of the rows."""
        return Uses(self.ids[chosen], {name: column[chosen] for name, column in self.columns.items()})


def uses(ids: IntArray, **known: FloatArray) -> Uses:
    """Return rows of which some columns are known."""
    unknown = np.full(len(ids), np.nan)
    return Uses(ids, {name: known.get(name, unknown) for name in COLUMNS})


def added(parts: Sequence[Uses]) -> Uses:
    """Return one row for each number, in ascending order."""
    if not parts:
        return uses(np.zeros(0, np.int64))
    ids = np.concatenate([part.ids for part in parts])
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in COLUMNS}
    order, begins, unique = by_key(ids)
    if len(unique) == len(ids):
        return Uses(unique, {name: column[order] for name, column in columns.items()})
    found = {name: totals(columns[name][order], begins) for name in SUMMED}
    found |= {name: np.fmax.reduceat(columns[name][order], begins) for name in MOST}
    is_most = columns["cpu_ratio_most"][order] == np.repeat(found["cpu_ratio_most"], np.diff(begins, append=len(order)))
    at = np.flatnonzero(is_most)
    groups, firsts = np.unique(np.searchsorted(begins, at, side="right"), return_index=True)
    found[_PEAK] = np.full(len(unique), np.nan)
    found[_PEAK][groups - 1] = columns[_PEAK][order][at[firsts]]
    return Uses(unique, found)


def most(together: Uses, by: Resource, count: int) -> IntArray:
    """Return the rows that used most, the first of them first; who used nothing is not among them."""
    # Sums of the same parts in another order differ by a rounding; who used as much comes in the order of numbers.
    values = np.nan_to_num(_used(together, by)).astype(np.float32)
    rows = np.argsort(-values, kind="stable")[:count]
    return rows[values[rows] > 0]


def _used(together: Uses, by: Resource) -> FloatArray:
    columns = together.columns
    if by is Resource.CPU:
        return columns["cpu_s"]
    if by is Resource.MEMORY:
        return columns["rss_bytes_most"]
    one, other = ("read_bytes", "write_bytes") if by is Resource.DISK else ("received_bytes", "sent_bytes")
    return np.nan_to_num(columns[one]) + np.nan_to_num(columns[other])


def use_of(together: Uses, row: int) -> Use:
    """Return one row as it is told."""
    told = {name: _known(column[row]) for name, column in together.columns.items()}
    rss_sum, rss_count = told["rss_sum"], told["rss_count"]
    ran_ms, peak_ms = told["ran_ms"], told[_PEAK]
    return Use(
        ran_ms=None if ran_ms is None else round(ran_ms),
        cpu_s=told["cpu_s"],
        cpu_ratio_most=told["cpu_ratio_most"],
        rss_mean_bytes=rss_sum / rss_count if rss_sum is not None and rss_count else None,
        rss_most_bytes=told["rss_bytes_most"],
        read_bytes=told["read_bytes"],
        write_bytes=told["write_bytes"],
        received_bytes=told["received_bytes"],
        sent_bytes=told["sent_bytes"],
        peak_ms=None if peak_ms is None else round(peak_ms),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
