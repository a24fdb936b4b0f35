"""What processes used, of what beats come to and of what minutes keep: both as `Uses`. Pure."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import PROCESS_FIGURES, Digest
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import PackedColumns, process_sums
from procmon_gui.store.history.stored_minutes import BeatLengths, PackedHour, StoredMinutes
from procmon_gui.store.history.sums import Sums
from procmon_gui.store.history.uses import Uses, uses

# What is used, as `Uses` and the digest call it, and the figure that tells of it by the second.
_USED: Final = (
    ("cpu_s", "cpu_s", "cpu_ratio"),
    ("read_bytes", "read_bytes", "disk_read_bytes_per_s"),
    ("write_bytes", "write_bytes", "disk_write_bytes_per_s"),
    ("received_bytes", "tcp_received_bytes", "tcp_received_bytes_per_s"),
    ("sent_bytes", "tcp_sent_bytes", "tcp_sent_bytes_per_s"),
)
_WITH_MOST: Final = ("cpu_ratio", "rss_bytes")


def used_in_digest(found: Digest, numbers: IntArray, length_s: float) -> Uses:
    """Return what each process used in each minute of a digest; `numbers` are those of the places in `Seen`."""
    own = found.processes
    minutes = np.maximum(found.minutes[own.minutes], found.first_ms)
    exact = {name: own.used[used] for name, used, _ in _USED}
    return _uses(numbers[own.processes], minutes, own.sums, np.full(len(minutes), length_s), exact)


def used_in_minutes(ids: IntArray, minutes: IntArray, sums: Mapping[str, Sums], lengths: BeatLengths) -> Uses:
    """Return what processes used in some minutes: rates by the time that they were known, so about."""
    lengths_s = lengths.at(minutes)
    about = {}
    for name, _, figure in _USED:
        own = sums[figure]
        about[name] = np.where(own.count > 0, own.total * lengths_s, np.nan)
    return _uses(ids, minutes, sums, lengths_s, about)


def _uses(
    ids: IntArray, minutes: IntArray, sums: Mapping[str, Sums], lengths_s: FloatArray, used: Mapping[str, FloatArray]
) -> Uses:
    memory = sums["rss_bytes"]
    beats = np.maximum(memory.count, sums["cpu_ratio"].count)
    return uses(
        ids,
        ran_ms=beats * lengths_s * 1000,
        rss_sum=memory.total,
        rss_count=memory.count.astype(np.float64),
        rss_bytes_most=memory.most,
        cpu_ratio_most=sums["cpu_ratio"].most,
        peak_ms=minutes.astype(np.float64),
        **used,
    )


def sums_of(packed: PackedColumns, rows: slice) -> Mapping[str, Sums]:
    """Return all figures of some rows, the least of those that are no rates; raises DamagedChunk.

    A rate is nothing at times, and half of the columns need not be read.
    """
    return {
        figure: process_sums(packed, figure, rows, has_least=not figure.endswith("_per_s"))
        for figure in PROCESS_FIGURES
    }


def own_minutes(
    stored: StoredMinutes, number: int, from_ms: int, end_ms: int, errand: Errand
) -> Iterator[tuple[IntArray, Mapping[str, Sums]]]:
    """Yield the minutes of one process, with all its figures, hour by hour or in parts; what is damaged is left out."""
    for hour in stored.processes(from_ms, end_ms, errand):
        try:
            rows = slice(*np.searchsorted(hour.packed.column("process"), (number, number + 1)).tolist())
            minutes = hour.minutes(rows)
            begin, end = np.searchsorted(minutes, (from_ms, end_ms)).tolist()
            if begin == end:
                continue
            sums = sums_of(hour.packed, slice(rows.start + begin, rows.start + end))
        except DamagedChunk:
            continue
        yield minutes[begin:end], sums


def used_in_hour(hour: PackedHour, from_ms: int, end_ms: int, lengths: BeatLengths) -> tuple[IntArray, Uses]:
    """Return the minutes of an hour that begin in a time, by process, and what each used; raises DamagedChunk."""
    minutes = hour.minutes()
    # Half of the columns are enough for what was used.
    sums = {
        figure: process_sums(hour.packed, figure, has_least=False, has_most=figure in _WITH_MOST)
        for figure in ("rss_bytes", *(figure for _, _, figure in _USED))
    }
    found = used_in_minutes(hour.packed.column("process"), minutes, sums, lengths)
    inside = np.flatnonzero((minutes >= from_ms) & (minutes < end_ms))
    if len(inside) < len(minutes):
        return minutes[inside], found.rows(inside)
    return minutes, found
