"""What the tables that are kept for longer answer: from any thread, beside the one who writes. Belongs in a worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, Engine, Select, and_, func, or_, select, union_all

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.rollup_schema import (
    PROGRAM_MOST,
    PROGRAM_SUMS,
    SYSTEM_FIGURES,
    SYSTEM_SUMS,
    Boot,
    Process,
    ProcessMinutes,
    Program,
    ProgramHour,
    ProgramMinute,
)
from procmon_gui.store.sqlite import told

_ASKED_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SystemMinutes:
    """Figures of the machine, one value a minute or longer step; NaN is unknown. Steps without a beat are missing.

    Attributes:
        at_ms: when each step began.
        means, most: by the names of `SYSTEM_FIGURES`; the largest only of those that have one.
    """

    at_ms: IntArray
    means: Mapping[str, FloatArray]
    most: Mapping[str, FloatArray]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramUse:
    """What one program used in a time; None is unknown. Of processes, ratio and memory it is the most at one beat."""

    name: str
    executable: str
    process_count: int
    cpu_ms: int | None
    cpu_ratio_max: float | None
    rss_bytes_max: int | None
    read_bytes: int | None
    write_bytes: int | None
    tcp_received_bytes: int | None
    tcp_sent_bytes: int | None


class StoredRollUps:
    """Reads the roll-ups of a history."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def system_minutes(
        self, from_ms: int, to_ms: int, names: Sequence[str], *, step_ms: int = MINUTE_MS
    ) -> SystemMinutes:
        """Return figures of the minutes that begin in a time, in steps of whole minutes; raises Unavailable."""
        columns = SYSTEM_SUMS.columns
        has_most = [name for name, _, has_most in SYSTEM_FIGURES if has_most and name in names]
        # Whole numbers are divided downwards, so each step begins at a multiple of its length.
        step = columns.minute_ms - columns.minute_ms % step_ms
        figures: list[ColumnElement[Any]] = [
            func.sum(columns[f"{name}_sum"]) / func.nullif(func.sum(columns[f"{name}_count"]), 0) for name in names
        ]
        figures += [func.max(columns[f"{name}_max"]) for name in has_most]
        inside = (columns.minute_ms >= from_ms, columns.minute_ms <= to_ms)
        query = select(step, *figures).where(*inside).group_by(step).order_by(step)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        table = np.array([tuple(row) for row in rows], np.float64).reshape(len(rows), 1 + len(figures)).T
        return SystemMinutes(
            at_ms=table[0].astype(np.int64),
            means=dict(zip(names, table[1:], strict=False)),
            most=dict(zip(has_most, table[1 + len(names) :], strict=True)),
        )

    def top_programs(self, from_ms: int, to_ms: int, by: str = "cpu_ms", count: int = 20) -> list[ProgramUse]:
        """Return the programs that used most in the minutes that begin in a time, by a column; raises Unavailable.

        Whole hours tell of every program; the minutes before and after them, of those that were busy.
        """
        with told(), self._engine.connect() as connection:
            unmade = connection.scalar(select(func.min(ProcessMinutes.hour_ms)).where(~ProcessMinutes.is_whole))
            first_hour = -(-from_ms // HOUR_MS) * HOUR_MS
            end_hour = max(first_hour, (to_ms + MINUTE_MS) // HOUR_MS * HOUR_MS)
            if unmade is not None:
                end_hour = max(first_hour, min(end_hour, unmade))
            hours = _used(ProgramHour).where(ProgramHour.hour_ms >= first_hour, ProgramHour.hour_ms < end_hour)
            minute_ms = ProgramMinute.minute_ms
            minutes = _used(ProgramMinute).where(
                or_(
                    and_(minute_ms >= from_ms, minute_ms <= to_ms, minute_ms < first_hour),
                    and_(minute_ms >= end_hour, minute_ms <= to_ms),
                ),
            )
            parts = union_all(hours, minutes).subquery()
            totals = [func.max(parts.columns[name]).label(name) for name in PROGRAM_MOST]
            totals += [func.sum(parts.columns[name]).label(name) for name in PROGRAM_SUMS]
            query = (
                select(Program.name, Program.executable, *totals)
                .join(parts, parts.columns.program_id == Program.id)
                .group_by(Program.id, Program.name, Program.executable)
            )
            most = next(total for total in totals if total.name == by)
            rows = connection.execute(query.order_by(most.desc().nulls_last()).limit(count)).mappings().all()
        return [ProgramUse(**row) for row in rows]

    def ends(self, boot_id: str, keys: Sequence[tuple[int, int]]) -> dict[ProcessKey, int]:
        """Return when those of some processes ended that were seen to: start in ticks and pid; raises Unavailable."""
        found: dict[ProcessKey, int] = {}
        ticks = sorted({start_ticks for start_ticks, _ in keys})
        wanted = set(keys)
        with told(), self._engine.connect() as connection:
            boots = connection.scalars(select(Boot.id).where(Boot.boot_id == boot_id)).all()
            for place in range(0, len(ticks), _ASKED_AT_ONCE):
                query = select(Process.start_ticks, Process.pid, Process.last_ms + Process.gone_after_ms).where(
                    Process.boot_id.in_(boots),
                    Process.start_ticks.in_(ticks[place : place + _ASKED_AT_ONCE]),
                    Process.gone_after_ms.is_not(None),
                )
                for start_ticks, pid, gone_ms in connection.execute(query):
                    if gone_ms is not None and (start_ticks, pid) in wanted:
                        found[ProcessKey(boot_id, pid, start_ticks)] = gone_ms
        return found


def _used(table: type[ProgramHour | ProgramMinute]) -> Select[Any]:
    """Return what each program used; added up already, so that few rows are put together."""
    totals = [func.max(getattr(table, name)).label(name) for name in PROGRAM_MOST]
    totals += [func.sum(getattr(table, name)).label(name) for name in PROGRAM_SUMS]
    return select(table.program_id, *totals).group_by(table.program_id)
