"""The CPU of the machine over a long time, for the pixels that there are: from index rows of chunks, not from beats.

Belongs in a worker. Times are those of the memory's axis; NaN breaks the line where nothing is known.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.history import Series
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.news import IndexRows

# So many chunks are read for one curve; a longer time is told by its minutes, and what they do not know yet by some
# chunks in an even distance, which speak for their neighbours.
MOST_CHUNKS: Final = 240


def chosen_chunks(known: npt.NDArray[Any], from_ms: int, to_ms: int) -> tuple[npt.NDArray[Any], int]:
    """Return the chunks that are to tell of a time, with a neighbour on both sides, and for how many each speaks."""
    inside = np.flatnonzero((known["from_ms"] <= to_ms) & (known["to_ms"] >= from_ms))
    if not len(inside):
        return known[:0], 1
    chosen = known[max(0, int(inside[0]) - 1) : int(inside[-1]) + 2]
    every = -(-len(chosen) // MOST_CHUNKS)
    # Counted from the first that ever was, so that the curve does not shimmer while it moves.
    return (chosen if every == 1 else chosen[chosen["number"] % every == 0]), every


def points_of(rows: IndexRows) -> Series:
    """Return the beats of a chunk; where one follows a gap in it, the line is broken before it."""
    times, busy = rows["time_ms"], rows["busy"].astype(np.float64)
    after = np.flatnonzero(rows["is_after_gap"])
    after = after[after > 0]
    return Series(
        at_ms=np.insert(times, after, (times[after - 1] + times[after]) // 2), values=np.insert(busy, after, np.nan)
    )


def busiest_of(rows: IndexRows, from_ms: int, to_ms: int) -> tuple[int, float] | None:
    """Return time and CPU of the busiest beat of a time; of several the first. None where nothing is known."""
    inside = rows[(rows["time_ms"] >= from_ms) & (rows["time_ms"] <= to_ms) & ~np.isnan(rows["busy"])]
    if not len(inside):
        return None
    row = inside[int(inside["busy"].argmax())]
    return int(row["time_ms"]), float(row["busy"])


def mean_of(rows: IndexRows) -> Series:
    """Return the mean of a chunk that speaks for those beside it, at its middle."""
    known = rows["busy"][~np.isnan(rows["busy"])].astype(np.float64)
    if not len(known):
        return Series(at_ms=np.zeros(0, np.int64), values=np.zeros(0))
    middle_ms = int(rows["time_ms"][len(rows) // 2])
    return Series(at_ms=np.array([middle_ms]), values=np.array([known.mean()]))


def in_order(parts: Iterable[Series]) -> Series:
    """Return what several tell of different times as one, oldest first."""
    found = list(parts)
    times = np.concatenate([part.at_ms for part in found])
    order = np.argsort(times, kind="stable")
    return Series(at_ms=times[order], values=np.concatenate([part.values for part in found])[order])


def joined_curve(parts: Iterable[Series], breaks: IntArray, points: int) -> Series:
    """Return parts, oldest first, as one curve of about so many points; it is broken in the middle of each break."""
    times, values = [np.zeros(0, np.int64)], [np.zeros(0)]
    last_ms = -1
    for part in parts:
        # What is told already was recorded by two programs at one time.
        fresh = part.at_ms > last_ms
        if fresh.any():
            times.append(part.at_ms[fresh])
            values.append(part.values[fresh])
            last_ms = int(part.at_ms[-1])
    all_times, all_values = np.concatenate(times), np.concatenate(values)
    middles = breaks.mean(axis=1).astype(np.int64) if len(breaks) else np.zeros(0, np.int64)
    if len(all_times):
        middles = middles[(middles > all_times[0]) & (middles < all_times[-1])]
    places = np.searchsorted(all_times, middles)
    return fewer(np.insert(all_times, places, middles), np.insert(all_values, places, np.nan), points)


def fewer(times: IntArray, values: FloatArray, points: int) -> Series:
    """Return at most about so many points that keep every peak and every break."""
    bins = max(1, points // 2)
    if len(times) <= 2 * bins:
        return Series(at_ms=times, values=values)
    width_ms = max(1, -(-int(times[-1] - times[0]) // bins))
    numbers = times // width_ms
    broken = np.isnan(values)
    # A break stands alone, between what is before and behind it.
    edges = np.flatnonzero((np.diff(numbers, prepend=numbers[0] - 1) != 0) | broken | np.roll(broken, 1))
    lengths = np.diff(edges, append=len(times))
    # Where the least and the most of each part stand: at their own time, so that whoever points there meets them.
    by_value = np.lexsort((values, np.repeat(np.arange(len(edges)), lengths)))
    places = np.sort(np.column_stack((by_value[edges], by_value[edges + lengths - 1])), axis=1).ravel()
    return Series(at_ms=times[places], values=values[places])


def cut(series: Series, to_ms: int) -> Series:
    """Return a series up to a time."""
    end = int(np.searchsorted(series.at_ms, to_ms, side="right"))
    return Series(at_ms=series.at_ms[:end], values=series.values[:end])
