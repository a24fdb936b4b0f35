"""One short row for each beat that is remembered: when it was, the CPU of the machine, and who led."""

import struct
import zlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.reading import IntArray
from procmon_gui.store.history.framing import DamagedChunk, body_of, framed
from procmon_gui.store.history.packing import differences, pack, unpack

_ROW: Final = np.dtype(
    [
        ("time_ms", np.int64), ("sockets_ns", np.int64), ("start_ticks", np.int64), ("leader_name", np.int64),
        ("pid", np.int32), ("busy", np.float32), ("leads_with", np.float32), ("is_first", np.bool_),
        ("is_after_gap", np.bool_),
    ]
)  # fmt: skip
_FIRST_ROOM: Final = 1024
NO_ROWS: Final = np.zeros(0, _ROW)


class BeatIndex:
    """Rows that come at the end and go at the front, numbered from the first that ever was."""

    def __init__(self) -> None:
        self._rows = np.zeros(_FIRST_ROOM, _ROW)
        self._from = 0
        self._to = 0
        self._dropped = 0

    def __len__(self) -> int:
        return self._to - self._from

    @property
    def first(self) -> int:
        """Return the number of the oldest row."""
        return self._dropped

    @property
    def end(self) -> int:
        """Return the number of the next row."""
        return self._dropped + len(self)

    @property
    def used_bytes(self) -> int:
        """Return what the rows take."""
        return self._rows.nbytes

    def append(self, row: tuple[Any, ...]) -> None:
        """Add a row in the order of its columns."""
        if self._to == len(self._rows):
            rows = np.zeros(max(_FIRST_ROOM, 2 * len(self)), _ROW)
            rows[: len(self)] = self.rows
            self._rows, self._from, self._to = rows, 0, len(self)
        self._rows[self._to] = row
        self._to += 1

    def drop(self, count: int) -> None:
        """Forget the oldest rows."""
        self._from += count
        self._dropped += count

    @property
    def rows(self) -> npt.NDArray[Any]:
        """Return all rows: a view of what is never written again."""
        return self._rows[self._from : self._to]

    def column(self, name: str) -> npt.NDArray[Any]:
        """Return one column, oldest first."""
        return self.rows[name]

    def nearest(self, time_ms: int) -> int:
        """Return the number of the row nearest to a time; there must be one."""
        return self._dropped + nearest(self.column("time_ms"), time_ms)


def nearest(times: IntArray, time_ms: int) -> int:
    """Return the place of the time nearest to another; of two that are as near, the later. There must be one."""
    place = int(np.searchsorted(times, time_ms))
    if place == len(times) or (place > 0 and time_ms - times[place - 1] < times[place] - time_ms):
        place -= 1
    return place


# ---- rows as bytes

_MAGIC: Final = b"PMI"
_VERSION: Final = 1


def pack_rows(rows: npt.NDArray[Any], beside: Sequence[int]) -> bytes:
    """Return rows as bytes, behind a checksum that knows the numbers beside them."""
    numbers = [_as_numbers(rows[name]) for name in _ROW.names or ()]
    return framed(_MAGIC, _VERSION, pack(np.concatenate([differences(column) for column in numbers])), beside)


def unpack_rows(data: bytes, beside: Sequence[int]) -> npt.NDArray[Any]:
    """Return the rows behind bytes; raises DamagedChunk."""
    names = _ROW.names or ()
    try:
        numbers, _ = unpack(memoryview(body_of(data, _MAGIC, _VERSION, beside)), 0)
        columns = np.cumsum(numbers.reshape(len(names), -1), axis=1)
    except (ValueError, struct.error, zlib.error) as error:
        raise DamagedChunk(f"The index of a chunk can not be read: {error}") from error
    rows = np.zeros(columns.shape[1], _ROW)
    for name, column in zip(names, columns, strict=True):
        kind = _ROW[name]
        rows[name] = column.astype(np.int32).view(np.float32) if kind == np.float32 else column.astype(kind)
    return rows


def _as_numbers(column: npt.NDArray[Any]) -> IntArray:
    """Return a column as whole numbers; a float32 as its bits."""
    return (np.ascontiguousarray(column).view(np.int32) if column.dtype == np.float32 else column).astype(np.int64)
