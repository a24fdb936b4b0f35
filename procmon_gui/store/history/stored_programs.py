"""What programs used, from the tables that are kept for longer: from any thread, beside the one who writes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Engine, Table, cast, func, select

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import HOUR_MS
from procmon_gui.store.history.rollup_schema import (
    PROCESS_MINUTES,
    PROGRAM_HOURS,
    PROGRAM_MINUTES,
    PROGRAM_MOST,
    PROGRAM_SUMS,
    PROGRAMS,
    ProgramHourColumns,
    ProgramMinuteColumns,
)
from procmon_gui.store.history.uses import Uses, uses
from procmon_gui.store.history.whose import EVERYBODY, Whose
from procmon_gui.store.sqlite import told

_ASKED_AT_ONCE: Final = 500
# A share of a core in these parts, and more hours than there were since 1970 for a while.
_PARTS: Final = 10_000
_HOURS: Final = 1 << 21
# Columns of the tables by those of `Uses`, and how much of the one is one of the other.
_COLUMNS: Final = {
    "cpu_s": ("cpu_ms", 1e-3), "read_bytes": ("read_bytes", 1.0), "write_bytes": ("write_bytes", 1.0),
    "received_bytes": ("tcp_received_bytes", 1.0), "sent_bytes": ("tcp_sent_bytes", 1.0),
    "cpu_ratio_most": ("cpu_ratio_max", 1.0), "rss_bytes_most": ("rss_bytes_max", 1.0),
    "process_count": ("process_count", 1.0),
}  # fmt: skip


class StoredPrograms:
    """Reads them."""

    def __init__(self, engine: Engine, whose: Whose = EVERYBODY) -> None:
        self._engine = engine
        # Parts of hours that are not over stay on the machine.
        self._is_on_server = whose.is_one
        self._my_hours, self._my_minutes = whose.sums(PROGRAM_HOURS.c.host_id), whose.sums(PROGRAM_MINUTES.c.host_id)

    def whole_hours(self, from_ms: int, end_ms: int) -> tuple[int, int]:
        """Return from when to when the hours of a time are told as a whole; the same twice where none is.

        Where minutes are gone, an hour that begins before the time belongs to it.
        """
        with told(), self._engine.connect() as connection:
            unmade = self._unmade(connection, end_ms)
        oldest = self.oldest_minute()
        is_gone = oldest is None or from_ms < oldest
        first = from_ms // HOUR_MS * HOUR_MS if is_gone else -(-from_ms // HOUR_MS) * HOUR_MS
        end = end_ms // HOUR_MS * HOUR_MS
        return first, max(first, end if unmade is None else min(end, unmade))

    def oldest_minute(self) -> int | None:
        """Return the oldest minute of which programs are kept; None where there is none. Raises Unavailable."""
        with told(), self._engine.connect() as connection:
            return connection.scalar(select(func.min(PROGRAM_MINUTES.c.minute_ms)).where(self._my_minutes))

    def _unmade(self, connection: Connection, end_ms: int) -> int | None:
        """Return the first hour that has no rows yet; None where all that are over have."""
        if self._is_on_server:
            hour_ms = PROGRAM_HOURS.c.hour_ms
            newest = select(hour_ms).where(self._my_hours, hour_ms < end_ms).order_by(hour_ms.desc()).limit(1)
            found = connection.scalar(newest)
            return 0 if found is None else found + HOUR_MS
        return connection.scalar(select(func.min(PROCESS_MINUTES.c.hour_ms)).where(~PROCESS_MINUTES.c.is_whole))

    def hours(self, from_ms: int, end_ms: int, only: int | None = None) -> Uses:
        """Return what each program used in the hours that begin in a time, added up; raises Unavailable."""
        table = PROGRAM_HOURS
        if end_ms <= from_ms:
            return uses(np.zeros(0, np.int64))
        totals: list[ColumnElement[Any]] = [func.sum(table.c[name]) for name in PROGRAM_SUMS]
        totals += [func.max(table.c[name]) for name in PROGRAM_MOST]
        # The hour of the most beside it, in one look: both in one number.
        share = cast(func.coalesce(table.c.cpu_ratio_max, 0.0) * _PARTS, BigInteger)
        totals.append(func.max(share * _HOURS + table.c.hour_ms / HOUR_MS))
        inside = (self._my_hours, table.c.hour_ms >= from_ms, table.c.hour_ms < end_ms)
        query = select(table.c.program_id, *totals).where(*inside)
        if only is not None:
            query = query.where(table.c.program_id == only)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query.group_by(table.c.program_id)).all()
        found = _uses_of([tuple(row)[:-1] for row in rows])
        peaks = np.array([row[-1] % _HOURS * HOUR_MS for row in rows], np.float64)
        peaks[np.isnan(found.columns["cpu_ratio_most"])] = np.nan
        return Uses(found.ids, found.columns | {"peak_ms": peaks})

    def each_hour(self, from_ms: int, end_ms: int, only: int | None = None) -> tuple[IntArray, Uses]:
        """Return when the hours of a time began, and what each program used in each of them; raises Unavailable."""
        return self._each(PROGRAM_HOURS, PROGRAM_HOURS.c.hour_ms, from_ms, end_ms, only)

    def each_minute(self, from_ms: int, end_ms: int, only: int | None = None) -> tuple[IntArray, Uses]:
        """Return the same of minutes, of programs that were busy in them."""
        return self._each(PROGRAM_MINUTES, PROGRAM_MINUTES.c.minute_ms, from_ms, end_ms, only)

    def in_steps(
        self, programs: Sequence[int] | None, from_ms: int, end_ms: int, step_ms: int, *, are_hours: bool = False
    ) -> tuple[IntArray, Uses]:
        """Return what some programs, or all, used in each step of a time, of minutes or hours; raises Unavailable."""
        table = PROGRAM_HOURS if are_hours else PROGRAM_MINUTES
        at_ms = PROGRAM_HOURS.c.hour_ms if are_hours else PROGRAM_MINUTES.c.minute_ms
        if end_ms <= from_ms or (programs is not None and not programs):
            return np.zeros(0, np.int64), uses(np.zeros(0, np.int64))
        # Whole numbers are divided downwards, so each step begins at a multiple of its length.
        step = at_ms - at_ms % step_ms
        columns: list[ColumnElement[Any]] = [func.sum(table.c[name]) for name in PROGRAM_SUMS]
        columns += [func.max(table.c[name]) for name in PROGRAM_MOST]
        mine = self._my_hours if are_hours else self._my_minutes
        query = (
            select(table.c.program_id, *columns, step)
            .where(mine, at_ms >= from_ms, at_ms < end_ms)
            .group_by(table.c.program_id, step)
        )
        if programs is not None:
            query = query.where(table.c.program_id.in_(programs))
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return np.array([row[-1] for row in rows], np.int64), _uses_of([tuple(row)[:-1] for row in rows])

    def _each(
        self,
        table: Table[ProgramHourColumns] | Table[ProgramMinuteColumns],
        at_ms: Column[int],
        from_ms: int,
        end_ms: int,
        only: int | None,
    ) -> tuple[IntArray, Uses]:
        if end_ms <= from_ms:
            return np.zeros(0, np.int64), uses(np.zeros(0, np.int64))
        columns = [table.c[name] for name in (*PROGRAM_SUMS, *PROGRAM_MOST)]
        mine = self._my_hours if table is PROGRAM_HOURS else self._my_minutes
        query = select(table.c.program_id, *columns, at_ms).where(mine, at_ms >= from_ms, at_ms < end_ms)
        if only is not None:
            query = query.where(table.c.program_id == only)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query.order_by(at_ms)).all()
        times = np.array([row[-1] for row in rows], np.int64)
        found = _uses_of([tuple(row)[:-1] for row in rows])
        return times, Uses(found.ids, found.columns | {"peak_ms": times.astype(np.float64)})

    # ---- who they are

    def names(self, programs: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        """Return name and file of some programs by number; raises Unavailable."""
        wanted = list(programs)
        found: dict[int, tuple[str, str]] = {}
        with told(), self._engine.connect() as connection:
            for place in range(0, len(wanted), _ASKED_AT_ONCE):
                query = select(PROGRAMS.c.id, PROGRAMS.c.name, PROGRAMS.c.executable)
                rows = connection.execute(query.where(PROGRAMS.c.id.in_(wanted[place : place + _ASKED_AT_ONCE])))
                found |= {key: (name, executable) for key, name, executable in rows}
        return found

    def numbers(self, programs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """Return the numbers of programs that are known, by name and file; raises Unavailable."""
        wanted = set(programs)
        names = sorted({name for name, _ in wanted})
        found: dict[tuple[str, str], int] = {}
        with told(), self._engine.connect() as connection:
            for place in range(0, len(names), _ASKED_AT_ONCE):
                query = select(PROGRAMS.c.name, PROGRAMS.c.executable, PROGRAMS.c.id)
                rows = connection.execute(query.where(PROGRAMS.c.name.in_(names[place : place + _ASKED_AT_ONCE])))
                known = {(name, executable): number for name, executable, number in rows}
                found |= {program: number for program, number in known.items() if program in wanted}
        return found


def _uses_of(rows: Iterable[Any]) -> Uses:
    """Return rows of a number, PROGRAM_SUMS and PROGRAM_MOST as columns."""
    table: FloatArray = np.array([tuple(row) for row in rows], np.float64).reshape(-1, 1 + len(_COLUMNS)).T
    by_name = dict(zip((*PROGRAM_SUMS, *PROGRAM_MOST), table[1:], strict=True))
    known = {name: by_name[column] * unit for name, (column, unit) in _COLUMNS.items()}
    return uses(table[0].astype(np.int64), **known)
