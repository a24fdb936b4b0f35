"""What a sealed chunk adds to the tables that are kept for longer, in the transaction that seals it.

So chunks and roll-ups can not disagree. Sums are added to what is there: it does not matter where in a minute a chunk
ends. On the writer's connection and thread.
"""

import json
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, insert, select, update

from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.store.history.additions import PROGRAM_MINUTE_ADDED, SYSTEM_ADDED
from procmon_gui.store.history.beats_part import BeatsPart
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS, Digest, ProgramSums, digest
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import PROGRAM_STEPS, host_columns, pack_columns, process_columns
from procmon_gui.store.history.rollup_schema import HOST_MINUTES, PROCESS_MINUTES, SYSTEM_FIGURES
from procmon_gui.store.history.schema import CHUNKS, RUNS
from procmon_gui.store.history.timeline import Tail, Timeline
from procmon_gui.store.history.who import Names, Processes, RunTexts, boot_row

# Of the programs that did something in a minute, those that are kept as rows: by CPU, and by each other figure.
_BUSIEST: Final = 50
_BUSIEST_OTHERS: Final = 20


class RollUps:
    """What the roll-ups know of one run."""

    def __init__(self, connection: Connection, run_id: int) -> None:
        self.run_id = run_id
        host_id, next_digest = connection.execute(
            select(RUNS.c.host_id, RUNS.c.next_digest).where(RUNS.c.id == run_id)
        ).one()
        self._host_id: int = host_id
        self.next_number: int = next_digest or 0
        self.texts = RunTexts(run_id)
        self._names = Names(connection, self.texts)
        self._boots: dict[str, int] = {}
        self._tail = _tail_of(connection, run_id, self.next_number - 1)
        self._processes = Processes(connection, run_id, self._names, self._tail)

    def add(self, connection: Connection, number: int, data: bytes) -> None:
        """Add what a chunk comes to; the next one has a larger number. Raises DamagedChunk."""
        follows = number == self.next_number and self._tail is not None
        chunk = Chunk(data)
        found = digest(chunk, self._tail) if follows else self._digest_own(connection, number, chunk)
        ids = self._processes.note(connection, self._boot(connection, chunk), found, follows=follows)
        programs = self._names.program_ids(connection, found.programs.names, found.programs.executables)
        connection.execute(SYSTEM_ADDED, _system_rows(self._host_id, found))
        rows = _program_rows(self._host_id, found, programs)
        if rows:
            connection.execute(PROGRAM_MINUTE_ADDED, rows)
        self._add_parts(connection, found, ids, programs)
        self.skip(connection, number)
        self._tail = found.tail

    def _digest_own(self, connection: Connection, number: int, chunk: Chunk) -> Digest:
        """Return what a chunk comes to that follows none, without the beats that another run has told before."""
        from_ms = connection.scalar(
            select(CHUNKS.c.from_ms).where(CHUNKS.c.run_id == self.run_id, CHUNKS.c.number == number)
        )
        told = int(np.searchsorted(chunk.fact("time"), from_ms or 0))
        if not 0 < told < len(chunk):
            return digest(chunk, None)
        return digest(BeatsPart(chunk, told, len(chunk)), Timeline(BeatsPart(chunk, 0, told), None).tail())

    def skip(self, connection: Connection, number: int) -> None:
        """Go on after a chunk; without its tail, until one is added."""
        self.next_number, self._tail = number + 1, None
        connection.execute(update(RUNS).where(RUNS.c.id == self.run_id).values(next_digest=self.next_number))

    def _boot(self, connection: Connection, chunk: Chunk) -> int:
        (told,) = self.texts.many(connection, [int(chunk.fact("told")[-1])])
        boot_id = str(json.loads(told or "{}").get("boot_id", ""))
        if boot_id not in self._boots:
            self._boots = {boot_id: boot_row(connection, self._host_id, boot_id)}
        return self._boots[boot_id]

    def _add_parts(self, connection: Connection, found: Digest, ids: IntArray, programs: IntArray) -> None:
        hours = found.minutes // HOUR_MS * HOUR_MS
        for hour_ms in np.unique(hours).tolist():
            inside = hours == hour_ms
            minutes = (found.minutes - hour_ms) // MINUTE_MS
            rows = np.flatnonzero(inside[found.processes.minutes])
            columns = {
                **process_columns(found.processes, rows, ids, minutes),
                **_program_parts(found.programs, programs, inside),
            }
            own = {"run_id": self.run_id, "hour_ms": hour_ms, "is_whole": False}
            beside = (self.run_id, hour_ms)
            connection.execute(insert(PROCESS_MINUTES).values(own | {"data": pack_columns(columns, beside)}))
            host = host_columns(found.host.columns(inside), minutes[inside])
            data = pack_columns(host, beside, found.host_keys)
            connection.execute(insert(HOST_MINUTES).values(own | {"data": data}))


def _tail_of(connection: Connection, run_id: int, number: int) -> Tail | None:
    data = connection.scalar(select(CHUNKS.c.data).where(CHUNKS.c.run_id == run_id, CHUNKS.c.number == number))
    try:
        return None if data is None else Timeline(Chunk(data), None).tail()
    except DamagedChunk:
        return None


# ---- the machine


def _system_rows(host_id: int, found: Digest) -> list[dict[str, Any]]:
    place_of = {key: place for place, key in enumerate(found.host_keys)}
    rows = []
    for minute, at_ms in enumerate(found.minutes.tolist()):
        started = found.started[minute]
        row: dict[str, Any] = {"host_id": host_id, "minute_ms": at_ms, "beat_count": int(found.beat_counts[minute])}
        row["started_count"] = None if np.isnan(started) else round(float(started))
        for name, metric_id, has_most in SYSTEM_FIGURES:
            place = place_of.get((metric_id, ""))
            row[f"{name}_sum"] = 0.0 if place is None else float(found.host.total[place, minute])
            row[f"{name}_count"] = 0 if place is None else int(found.host.count[place, minute])
            if has_most:
                row[f"{name}_max"] = None if place is None else known(found.host.most[place, minute])
        rows.append(row)
    return rows


def known(value: float) -> float | None:
    """Return a number, None for NaN."""
    return None if np.isnan(value) else float(value)


# ---- programs


def _program_rows(host_id: int, found: Digest, programs: IntArray) -> list[dict[str, Any]]:
    one = found.programs
    chosen = _busiest(one, len(found.minutes))
    columns = _program_columns(one, chosen)
    minutes = found.minutes[one.minutes[chosen]].tolist()
    return [
        {"host_id": host_id, "minute_ms": minute_ms, "program_id": program} | dict(zip(columns, values, strict=True))
        for minute_ms, program, *values in zip(minutes, programs[chosen].tolist(), *columns.values(), strict=True)
    ]


def _busiest(one: ProgramSums, minute_count: int) -> IntArray:
    """Return the rows that are kept."""
    chosen = []
    for minute in range(minute_count):
        rows = np.flatnonzero(one.is_active & (one.minutes == minute))
        if len(rows) > _BUSIEST:
            figures = [one.rss_bytes, *(column for name, column in one.used.items() if name != "cpu_s")]
            wanted = [_most(one.used["cpu_s"], rows, _BUSIEST)]
            wanted += [_most(figure, rows, _BUSIEST_OTHERS) for figure in figures]
            rows = np.unique(np.concatenate(wanted))
        chosen.append(rows)
    return np.concatenate(chosen)


def _most(figure: FloatArray, rows: IntArray, count: int) -> IntArray:
    values = np.nan_to_num(figure[rows])
    return rows[np.argsort(-values, kind="stable")[:count]][: int((values > 0).sum())]


def _program_columns(one: ProgramSums, chosen: IntArray) -> dict[str, list[Any]]:
    """Return the figures of programs as rows have them."""
    columns: dict[str, list[Any]] = {
        "process_count": one.process_count[chosen].tolist(),
        "cpu_ratio_max": [known(value) for value in one.cpu_ratio[chosen].tolist()],
        "rss_bytes_max": whole(one.rss_bytes[chosen]),
        "cpu_ms": whole(one.used["cpu_s"][chosen] * 1000),
    }
    return columns | {name: whole(column[chosen]) for name, column in one.used.items() if name != "cpu_s"}


def whole(values: FloatArray) -> list[int | None]:
    """Return whole numbers, None for NaN."""
    return [None if value != value else round(value) for value in values.tolist()]


def _program_parts(one: ProgramSums, programs: IntArray, inside: BoolArray) -> dict[str, IntArray]:
    rows = np.flatnonzero(inside[one.minutes])
    values = {"process_count": one.process_count, "cpu_ratio": one.cpu_ratio, "rss_bytes": one.rss_bytes, **one.used}
    columns = {"program": programs[rows]}
    for name, column in values.items():
        step = PROGRAM_STEPS.get(f"program.{name}", 1.0)
        columns[f"program.{name}"] = np.rint(np.nan_to_num(column[rows] / step, nan=-1.0)).astype(np.int64)
    return columns
