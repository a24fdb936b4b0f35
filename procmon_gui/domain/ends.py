"""How processes ended. Pure.

A reading tells it once, in the slot that has become free: of the process that had it in the reading before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from procmon_gui.domain.reading import ENDS, FloatArray, Reading
from procmon_gui.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class End:
    """The end of a process.

    Attributes:
        gone_ms: the first beat that missed it.
        status: 0 to 255 as it exited, or minus the signal that killed it; None where nobody told.
        ended_ms: when it ended, as the kernel told it; None where nobody told.
    """

    gone_ms: int
    status: int | None = None
    ended_ms: int | None = None


def end_told(reading: Reading, slot: int, gone_ms: int) -> End:
    """Return what a reading tells of the end of the process that had a slot in the reading before."""
    if slot >= len(reading.serials):
        return End(gone_ms)
    status, ended_s = (float(reading.numbers[field][slot]) for field in ENDS)
    if not (np.isfinite(status) and np.isfinite(ended_s)):
        return End(gone_ms)
    return End(gone_ms, int(status), round(ended_s * 1000))


def as_left(before: Snapshot, after: Snapshot) -> Snapshot:
    """Return a snapshot whose processes say how they ended, as far as the very next one tells."""
    if after.boot_id != before.boot_id or after.sequence != before.sequence + 1:
        return before
    length = min(len(before.serials), len(after.serials))
    columns = {field: np.full(len(before.serials), np.nan) for field in ENDS}
    for field, column in columns.items():
        column[:length] = after.columns[field][:length]
    return _with_columns(before, columns)


def as_ended(snapshot: Snapshot, ends: Mapping[int, End]) -> Snapshot:
    """Return a snapshot of the past whose processes say how they ended since; `ends` are by serial."""
    told = {serial: end for serial, end in ends.items() if end.status is not None and end.ended_ms is not None}
    if not told:
        return snapshot
    columns = {field: snapshot.columns[field].copy() for field in ENDS}
    for slot in snapshot.rows[np.isin(snapshot.serials[snapshot.rows], list(told))].tolist():
        end = told[int(snapshot.serials[slot])]
        columns["exit_status"][slot] = end.status
        columns["ended_at_utc"][slot] = (end.ended_ms or 0) / 1000
    return _with_columns(snapshot, columns)


def _with_columns(snapshot: Snapshot, columns: Mapping[str, FloatArray]) -> Snapshot:
    for column in columns.values():
        column.setflags(write=False)
    return replace(snapshot, columns=MappingProxyType({**snapshot.columns, **columns}))
