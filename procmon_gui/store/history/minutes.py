"""Minutes of processes and of the machine as bytes: columns of whole numbers, each packed by itself, behind a checksum.

Of a figure there are, for each minute, how many values were known, their mean, and how far the least and the most are
from it: of whatever did not move, nothing but zeros. Pure; any thread.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from procmon_gui.domain.host_over_time import SeriesKey
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import PROCESS_FIGURES, USED, ProcessSums
from procmon_gui.store.history.framing import NONSENSE, DamagedChunk, body_of, framed
from procmon_gui.store.history.packing import differences, pack, pack_bytes, unpack, unpack_bytes
from procmon_gui.store.history.sums import Sums, by_key, merged, stacked

Columns = Mapping[str, IntArray]
_MAGIC: Final = b"PMM"
_VERSION: Final = 1
# In which steps a figure of a process is kept: a hundredth of a percent, a KiB, a byte a second.
_STEPS: Final = {**dict.fromkeys(PROCESS_FIGURES, 1.0), "cpu_ratio": 1e-4, "rss_bytes": 1024.0, "threads": 0.01}
# Figures of the machine are of every size: they keep 16 bits behind the point of a float32, 8 parts in a million.
_DROPPED_BITS: Final = 8
MINUTES_PER_HOUR: Final = 60
ALL: Final = slice(None)


# ---- columns


def pack_columns(columns: Columns, beside: Sequence[int], keys: Sequence[SeriesKey] = ()) -> bytes:
    """Return columns of whole numbers, and what numbers of keys in them mean, as bytes.

    The checksum is also that of the numbers that stand beside them in their row.
    """
    sections = {name: pack(differences(column)) for name, column in columns.items()}
    directory = {"keys": keys, "columns": {name: len(section) for name, section in sections.items()}}
    head = pack_bytes(json.dumps(directory, separators=(",", ":")).encode())
    return framed(_MAGIC, _VERSION, b"".join((head, *sections.values())), beside)


class PackedColumns:
    """Bytes that were checked once; a column is unpacked when it is asked for."""

    def __init__(self, data: bytes, beside: Sequence[int]) -> None:
        """Check the bytes and the numbers beside them; raises DamagedChunk."""
        self._data = memoryview(body_of(data, _MAGIC, _VERSION, beside))
        try:
            directory, at = unpack_bytes(self._data, 0)
            told: dict[str, Any] = json.loads(directory)
            self.keys: Sequence[SeriesKey] = [(str(metric_id), str(instance)) for metric_id, instance in told["keys"]]
            self._places: dict[str, int] = {}
            for name, length in told["columns"].items():
                self._places[name] = at
                at += length
        except NONSENSE as error:
            raise DamagedChunk(f"Minutes of the history can not be read: {error}") from error

    def column(self, name: str, rows: slice = ALL) -> IntArray:
        """Return a column, or some rows of it: the earlier they are, the sooner. Raises DamagedChunk."""
        try:
            steps, _ = unpack(self._data, self._places[name], rows.stop)
            return np.cumsum(steps, out=steps)[rows]
        except NONSENSE as error:
            raise DamagedChunk(f"The column {name} of minutes can not be read: {error}") from error

    def check(self) -> None:
        """Unpack everything once; raises DamagedChunk."""
        for name in self._places:
            self.column(name)


# ---- processes


def process_columns(processes: ProcessSums, rows: IntArray, ids: IntArray, minutes: IntArray) -> Columns:
    """Return some rows of figures of processes as columns, in the order of ids, then of minutes.

    `ids` and `minutes` are those behind the places that the figures speak of.
    """
    own_ids, own_minutes = ids[processes.processes[rows]], minutes[processes.minutes[rows]]
    order = np.lexsort((own_minutes, own_ids))
    columns = {"process": own_ids[order], "minute": own_minutes[order]}
    for figure, sums in processes.sums.items():
        columns |= _in_steps(figure, sums.rows(rows[order]))
    return columns


def _in_steps(figure: str, sums: Sums) -> dict[str, IntArray]:
    step = _STEPS[figure]
    mean, least, most = (_whole(values / step) for values in (sums.mean, sums.least, sums.most))
    return {
        f"{figure}.count": sums.count,
        f"{figure}.mean": mean,
        f"{figure}.below": mean - least,
        f"{figure}.above": most - mean,
    }


def process_sums(
    packed: PackedColumns, figure: str, rows: slice = ALL, *, has_least: bool = True, has_most: bool = True
) -> Sums:
    """Return one figure of the rows of processes, or of some of them; raises DamagedChunk.

    What is not asked for is not unpacked, and unknown.
    """
    step = _STEPS[figure]
    count, mean = (packed.column(f"{figure}.{name}", rows) for name in ("count", "mean"))
    unknown = np.full(len(count), np.nan)
    below = packed.column(f"{figure}.below", rows) if has_least else unknown
    above = packed.column(f"{figure}.above", rows) if has_most else unknown
    steps: FloatArray = np.where(count > 0, step, np.nan)
    return Sums(count, np.nan_to_num(steps * mean * count), steps * (mean - below), steps * (mean + above))


def process_most(packed: PackedColumns, figure: str) -> FloatArray:
    """Return the most of a figure alone, NaN where none was known; raises DamagedChunk."""
    most = packed.column(f"{figure}.mean")
    most += packed.column(f"{figure}.above")
    return np.where(packed.column(f"{figure}.count") > 0, most * _STEPS[figure], np.nan)


def together(parts: Sequence[PackedColumns]) -> Columns:
    """Return what several parts tell of processes as one; raises DamagedChunk."""
    ids = np.concatenate([part.column("process") for part in parts])
    minutes = np.concatenate([part.column("minute") for part in parts])
    order, begins, keys = by_key(ids * MINUTES_PER_HOUR + minutes)
    columns = {"process": keys // MINUTES_PER_HOUR, "minute": keys % MINUTES_PER_HOUR}
    for figure in PROCESS_FIGURES:
        # A figure at a time, so that an hour of many processes stays small.
        columns |= _in_steps(figure, merged(stacked([process_sums(part, figure) for part in parts]), order, begins))
    return columns


# ---- programs: only in the parts of an hour that is not over

# In which steps a figure is kept that is no whole number; -1 is unknown.
PROGRAM_STEPS: Final = {"program.cpu_ratio": 1e-4, "program.cpu_s": 1e-3}
PROGRAM_COLUMNS: Final = (
    "program", "program.process_count", "program.cpu_ratio", "program.rss_bytes", *(f"program.{name}" for name in USED),
)  # fmt: skip


# ---- the machine


def host_columns(sums: Sums, minutes: IntArray) -> Columns:
    """Return the figures of the machine, shape (keys, minutes), as columns."""
    keys, places = np.indices(sums.count.shape)
    return {"key": keys.ravel(), "minute": minutes[places.ravel()]} | _as_floats(
        Sums(sums.count.ravel(), sums.total.ravel(), sums.least.ravel(), sums.most.ravel())
    )


def _as_floats(sums: Sums) -> dict[str, IntArray]:
    mean, least, most = (_float_codes(values) for values in (sums.mean, sums.least, sums.most))
    return {"count": sums.count, "mean": mean, "below": mean - least, "above": most - mean}


def host_sums(packed: PackedColumns, rows: slice = ALL) -> Sums:
    """Return the figures of the machine by row, or some of the rows; raises DamagedChunk."""
    count, mean, below, above = (packed.column(name, rows) for name in ("count", "mean", "below", "above"))
    values, least, most = (_from_float_codes(codes, count) for codes in (mean, mean - below, mean + above))
    return Sums(count, np.nan_to_num(values * count), least, most)


def host_together(parts: Sequence[PackedColumns]) -> tuple[Columns, Sequence[SeriesKey]]:
    """Return what several parts tell of the machine as one; raises DamagedChunk."""
    keys = list(dict.fromkeys(key for part in parts for key in part.keys))
    place_of = {key: place for place, key in enumerate(keys)}
    numbers = [np.array([place_of[key] for key in part.keys], np.int64)[part.column("key")] for part in parts]
    minutes = np.concatenate([part.column("minute") for part in parts])
    order, begins, found = by_key(np.concatenate(numbers) * MINUTES_PER_HOUR + minutes)
    sums = merged(stacked([host_sums(part) for part in parts]), order, begins)
    columns = {"key": found // MINUTES_PER_HOUR, "minute": found % MINUTES_PER_HOUR}
    return columns | _as_floats(sums), keys


def _whole(values: FloatArray) -> IntArray:
    # Beyond 2^62 a sum of differences would overflow; no figure of a machine is there.
    return np.clip(np.rint(np.nan_to_num(values)), -(2.0**62), 2.0**62).astype(np.int64)


def _float_codes(values: FloatArray) -> IntArray:
    bits = np.nan_to_num(values).astype(np.float32).view(np.int32).astype(np.int64)
    return (bits + (1 << (_DROPPED_BITS - 1))) >> _DROPPED_BITS


def _from_float_codes(codes: IntArray, count: IntArray) -> FloatArray:
    values = (codes << _DROPPED_BITS).astype(np.int32).view(np.float32).astype(np.float64)
    return np.where(count > 0, values, np.nan)
