"""What is made of minutes when their hour is over, and what is left to do when a run is.

On the writer's connection and thread.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from procmon_gui.domain.reading import FloatArray
from procmon_gui.store.history.additions import PROGRAM_HOUR_ADDED
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import (
    PROGRAM_COLUMNS,
    PROGRAM_STEPS,
    PackedColumns,
    host_together,
    pack_columns,
    together,
)
from procmon_gui.store.history.rollup_schema import (
    HOST_MINUTES,
    PROCESS_MINUTES,
    PROCESSES,
    PROGRAM_SUMS,
    MinutesColumns,
)
from procmon_gui.store.history.rollups import known, whole
from procmon_gui.store.history.schema import CHUNKS, RUNS


def finish_hours(connection: Connection, run_id: int, *, is_over: bool) -> bool:
    """Make one row of the parts of each hour that is over; return whether there was one. `is_over` says all are."""
    is_own = (PROCESS_MINUTES.c.run_id == run_id, ~PROCESS_MINUTES.c.is_whole)
    hours = connection.scalars(select(PROCESS_MINUTES.c.hour_ms).where(*is_own).distinct()).all()
    done = sorted(hours) if is_over else sorted(hours)[:-1]
    host_id = connection.scalar(select(RUNS.c.host_id).where(RUNS.c.id == run_id))
    for hour_ms in done:
        parts = list(_take_parts(connection, PROCESS_MINUTES, run_id, hour_ms))
        if parts:
            one = {"run_id": run_id, "hour_ms": hour_ms, "is_whole": True}
            connection.execute(
                insert(PROCESS_MINUTES).values(one | {"data": pack_columns(together(parts), (run_id, hour_ms))})
            )
            rows = [{"host_id": host_id, "hour_ms": hour_ms} | row for row in _hour_rows(parts)]
            if rows:
                connection.execute(PROGRAM_HOUR_ADDED, rows)
        machine = list(_take_parts(connection, HOST_MINUTES, run_id, hour_ms))
        if machine:
            columns, keys = host_together(machine)
            one = {"run_id": run_id, "hour_ms": hour_ms, "is_whole": True}
            connection.execute(
                insert(HOST_MINUTES).values(one | {"data": pack_columns(columns, (run_id, hour_ms), keys)})
            )
    return bool(done)


def _take_parts(
    connection: Connection, table: Table[MinutesColumns], run_id: int, hour_ms: int
) -> Iterator[PackedColumns]:
    """Take the parts of an hour out of a table; one that is damaged is lost, and nothing else with it."""
    chosen = (table.c.run_id == run_id, table.c.hour_ms == hour_ms, ~table.c.is_whole)
    found = connection.scalars(select(table.c.data).where(*chosen).order_by(table.c.id)).all()
    connection.execute(delete(table).where(*chosen))
    for data in found:
        try:
            part = PackedColumns(data, (run_id, hour_ms))
            part.check()
        except DamagedChunk:
            continue
        yield part


def _hour_rows(parts: Sequence[PackedColumns]) -> list[dict[str, Any]]:
    """Return what programs did in an hour, of its parts."""
    columns = {name: np.concatenate([part.column(name) for part in parts]) for name in PROGRAM_COLUMNS}
    ids, place_of = np.unique(columns.pop("program"), return_inverse=True)
    totals: dict[str, FloatArray] = {}
    for name, column in columns.items():
        values = column * PROGRAM_STEPS.get(name, 1.0)
        values[column < 0] = np.nan
        most = np.full(len(ids), -1.0)
        np.fmax.at(most, place_of, values)
        if name in ("program.process_count", "program.cpu_ratio", "program.rss_bytes"):
            totals[name] = np.where(most >= 0, most, np.nan)
        else:
            added = np.bincount(place_of, np.nan_to_num(values), len(ids))
            totals[name] = np.where(most >= 0, added, np.nan)
    rows = [{"program_id": program} for program in ids.tolist()]
    for name, figure in (
        ("process_count", totals["program.process_count"]),
        ("rss_bytes_max", totals["program.rss_bytes"]),
        ("cpu_ms", totals["program.cpu_s"] * 1000),
        *((name, totals[f"program.{name}"]) for name in PROGRAM_SUMS if name != "cpu_ms"),
    ):
        for row, value in zip(rows, whole(figure), strict=True):
            row[name] = value
    for row, ratio in zip(rows, totals["program.cpu_ratio"].tolist(), strict=True):
        row["cpu_ratio_max"] = known(ratio)
    return rows


def close_run(connection: Connection, run_id: int) -> None:
    """Say that the roll-ups know all of a run: who lived in its last beat was not seen to end."""
    finish_hours(connection, run_id, is_over=True)
    last_ms = connection.scalar(select(func.max(CHUNKS.c.to_ms)).where(CHUNKS.c.run_id == run_id))
    if last_ms is None:
        last_ms = connection.scalar(select(func.coalesce(RUNS.c.ended_ms, RUNS.c.began_ms)).where(RUNS.c.id == run_id))
    alive = (PROCESSES.c.run_id == run_id, PROCESSES.c.last_ms.is_(None))
    connection.execute(update(PROCESSES).where(*alive).values(last_ms=last_ms))
    connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(next_digest=None))
