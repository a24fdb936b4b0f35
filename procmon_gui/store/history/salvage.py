"""Brings what can be read of a damaged history into the one that is recorded: beats, and the texts that they name.

Only what its checksum vouches for is believed. The damaged file stays as it is. Sums are made anew by whoever records
next. Reads all of the file, three times: belongs in a worker, or in a program of its own.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Engine, Row, Table, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.framing import moved
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.pages import FoundRow, rows_of
from procmon_gui.store.history.remains import Kind, index_of, is_wanted, kind_of
from procmon_gui.store.history.room import LOG_ROOM_BYTES, checkpoint, log_of, room_of
from procmon_gui.store.history.schema import CHUNKS, HOSTS, JOURNAL, RUNS, TEXTS, new_uuid
from procmon_gui.store.hosts import this_host
from procmon_gui.store.place import identity_of, lock_folder, prepare_folder
from procmon_gui.store.sqlite import told

_AT_ONCE_BYTES: Final = 1024**2
# What a chunk takes beside its packed columns: its row, and a share of the texts.
_BESIDE_BYTES: Final = 4096
_DAY_MS: Final = 24 * 3600 * 1000
_ROUNDS: Final = 3
# Columns of a run behind its uuid and how far it is in the roll-ups.
_PACE: Final = ("written_bytes_a_day", "most_bytes_a_day", "kept_every")
Key = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What became of a damaged history.

    Attributes:
        chunk_count, beat_count, span: what was brought back, and from when to when.
        there_count: chunks of a time that is recorded already.
        left_count: chunks that are too old to be kept, or more than there is room for.
        damaged_count: pieces that could be recognised and not be read.
    """

    chunk_count: int
    beat_count: int
    span: Span | None
    there_count: int
    left_count: int
    damaged_count: int


def salvage(path: Path, folder: Path, keeping: Keeping, errand: Errand) -> Salvaged:
    """Bring what can be read of a file into the history of a folder, in which nobody may record meanwhile.

    Whatever is asked for twice is there once. Raises Cancelled and Unavailable; what was brought by then is there.
    """
    if not path.is_file() and not log_of(path).is_file():
        raise Unavailable(f"There is no file {path}")
    prepare_folder(folder)
    target = folder / FILE_NAME
    if identity_of(path) == identity_of(target):
        raise Unavailable(f"{path} is the history that is in use; only a file that was set aside can be salvaged")
    lock = lock_folder(folder)
    try:
        with told():
            engine = open_for_writing(target).engine
            try:
                return _Salvage(path, engine, errand).run(target, keeping)
            finally:
                engine.dispose()
    except OSError as error:
        raise Unavailable(f"{path} can not be read: {error.strerror}") from error
    finally:
        lock.close()


@dataclass(slots=True)
class _OldRun:
    """A run of the damaged file: its row, where that was found, and when its beats begin."""

    row: Sequence[Any] | None = None
    from_ms: int = 2**62


@dataclass(frozen=True, slots=True)
class _OldChunk:
    """A chunk that is whole, or the beats of one in the journal."""

    from_ms: int
    to_ms: int
    size_bytes: int


@dataclass(slots=True)
class _Found:
    """What the first look finds: who there was, and what of them is whole; numbers are those of the damaged file."""

    hosts: dict[int, tuple[str, str]] = field(default_factory=dict)
    runs: dict[int, _OldRun] = field(default_factory=dict)
    chunks: dict[Key, _OldChunk] = field(default_factory=dict)
    pieces: dict[Key, dict[int, _OldChunk]] = field(default_factory=dict)
    whole: set[tuple[Kind, int]] = field(default_factory=set)
    damaged: set[tuple[Kind, int]] = field(default_factory=set)

    def note(self, row: FoundRow) -> None:
        """Remember what a row is, without its bytes."""
        kind, values = kind_of(row.values), row.values
        if kind is Kind.HOST:
            self.hosts.setdefault(row.id, (values[1], values[2]))
        elif kind is Kind.RUN:
            self.runs.setdefault(row.id, _OldRun()).row = values
        elif kind is not None:
            index = index_of(kind, values)
            if index is None or (kind is not Kind.TEXTS and not len(index)):
                self.damaged.add((kind, row.id))
                return
            self.whole.add((kind, row.id))
            run = self.runs.setdefault(values[1], _OldRun())
            if kind is Kind.TEXTS:
                return
            size_bytes = sum(len(value) for value in values if isinstance(value, bytes))
            times = index["time_ms"]
            one = _OldChunk(int(times[0]), int(times[-1]), size_bytes)
            run.from_ms = min(run.from_ms, one.from_ms)
            if kind is Kind.CHUNK:
                self.chunks[values[1], values[2]] = one
            else:
                self.pieces.setdefault((values[1], values[2]), {})[values[3]] = one

    def host_of(self, run: int) -> tuple[str, str]:
        """Return the machine of a run: where its row is lost, the one that all others are of, or else this one."""
        row = self.runs[run].row
        if row is not None and row[1] in self.hosts:
            return self.hosts[row[1]]
        return next(iter(self.hosts.values())) if len(self.hosts) == 1 else this_host()

    def all_chunks(self) -> dict[Key, _OldChunk]:
        """Return the chunks, and what the journal has of those that were never finished."""
        found = dict(self.chunks)
        for key, pieces in self.pieces.items():
            if key not in found:
                ones = list(pieces.values())
                found[key] = _OldChunk(
                    min(one.from_ms for one in ones),
                    max(one.to_ms for one in ones),
                    sum(one.size_bytes for one in ones),
                )
        return found


class _Times:
    """The times of which chunks are there already."""

    def __init__(self, rows: Sequence[Row[int, int]]) -> None:
        self._begins = np.array([row.from_ms for row in rows], np.int64)
        self._ends = np.maximum.accumulate(np.array([row.to_ms for row in rows], np.int64))

    def overlap(self, one: _OldChunk) -> bool:
        place = int(np.searchsorted(self._begins, one.to_ms, side="right"))
        return place > 0 and bool(self._ends[place - 1] >= one.from_ms)


class _Salvage:
    """One such piece of work."""

    def __init__(self, path: Path, engine: Engine, errand: Errand) -> None:
        self._path, self._engine, self._errand = path, engine, errand
        self._round = 0
        self._found = _Found()
        # Their numbers here by those that they had.
        self._runs: dict[int, int] = {}

    def run(self, target: Path, keeping: Keeping) -> Salvaged:
        """Do it."""
        for row in self._rows():
            self._found.note(row)
        chunks = self._found.all_chunks()
        there, left = self._not_wanted(chunks, target, keeping)
        wanted = {key: one for key, one in chunks.items() if key not in there and key not in left}
        self._add_runs({run for run, _ in wanted})
        self._bring(Kind.TEXTS, wanted)
        self._bring(Kind.CHUNK, wanted)
        # What was in no chunk yet becomes one, as after any run that was cut off.
        Keeper(self._engine).recover()
        chunk_count, beat_count, from_ms, to_ms = self._brought()
        checkpoint(self._engine)
        return Salvaged(
            chunk_count=chunk_count,
            beat_count=beat_count,
            span=Span(from_ms=from_ms, to_ms=to_ms) if chunk_count else None,
            there_count=len(there),
            left_count=len(left),
            damaged_count=len(self._found.damaged - self._found.whole),
        )

    def _brought(self) -> tuple[int, int, int, int]:
        """Return how many chunks and beats are here now, from when to when."""
        counts = (func.count(), func.sum(CHUNKS.c.beat_count), func.min(CHUNKS.c.from_ms), func.max(CHUNKS.c.to_ms))
        with self._engine.connect() as connection:
            row = connection.execute(select(*counts).where(CHUNKS.c.run_id.in_(self._runs.values()))).one()
        return row[0], row[1] or 0, row[2] or 0, row[3] or 0

    def _rows(self) -> Iterator[FoundRow]:
        self._round += 1
        before = self._round - 1

        def tell(done: int, total: int) -> None:
            if self._errand.is_cancelled():
                raise Cancelled
            self._errand.tell_progress(before * total + done, _ROUNDS * total)

        return rows_of(self._path, is_wanted, tell)

    def _not_wanted(self, chunks: dict[Key, _OldChunk], target: Path, keeping: Keeping) -> tuple[set[Key], set[Key]]:
        """Return the chunks that are there already, and those that would have to go at once."""
        there: set[Key] = set()
        left: set[Key] = set()
        times = {host: self._times_of(host) for host in map(self._found.host_of, self._found.runs)}
        newest_ms = max((one.to_ms for one in chunks.values()), default=0)
        oldest_ms = min(newest_ms, time.time_ns() // 1_000_000) - int(keeping.beats_days * _DAY_MS)
        used_bytes = room_of(self._engine, target).file_bytes_after(_AT_ONCE_BYTES)
        left_bytes = keeping.limit_bytes - LOG_ROOM_BYTES - used_bytes
        # The newest first: of what there is no room for, the oldest is missed least.
        for key, one in sorted(chunks.items(), key=_newest_first):
            if times[self._found.host_of(key[0])].overlap(one):
                there.add(key)
            elif one.to_ms < oldest_ms or one.size_bytes + _BESIDE_BYTES > left_bytes:
                left.add(key)
            else:
                left_bytes -= one.size_bytes + _BESIDE_BYTES
        return there, left

    def _times_of(self, host: tuple[str, str]) -> _Times:
        query = select(CHUNKS.c.from_ms, CHUNKS.c.to_ms).join(RUNS, RUNS.c.id == CHUNKS.c.run_id).join(HOSTS)
        with self._engine.connect() as connection:
            mine = query.where(HOSTS.c.machine_id == host[0]).order_by(CHUNKS.c.from_ms)
            return _Times(connection.execute(mine).all())

    def _add_runs(self, wanted: set[int]) -> None:
        """Make runs anew, before all that are there: of two, the one with the larger number knows what came later."""
        newest_first = sorted(wanted, key=lambda run: self._found.runs[run].from_ms, reverse=True)
        with self._engine.begin() as connection:
            # 0 is no run.
            least = min(connection.scalar(select(func.min(RUNS.c.id))) or 0, 0)
            for place, run in enumerate(newest_first, 1):
                self._runs[run] = least - place
                values = self._run_values(connection, run)
                connection.execute(insert(RUNS).values(values | {"id": least - place}))

    def _run_values(self, connection: Connection, run: int) -> dict[str, Any]:
        machine_id, name = self._found.host_of(run)
        connection.execute(insert_or(HOSTS).values(machine_id=machine_id, name=name).on_conflict_do_nothing())
        host_id = connection.scalar(select(HOSTS.c.id).where(HOSTS.c.machine_id == machine_id))
        old = self._found.runs[run]
        _, _, began_ms, ended_ms, version, lost_beats, *more = old.row or (None, None, old.from_ms, None, "", 0)
        uuid = str(more[0]) if more and more[0] else new_uuid()
        if connection.scalar(select(RUNS.c.id).where(RUNS.c.uuid == uuid)) is not None:
            # A part of it is here already.
            uuid = new_uuid()
        return {
            "host_id": host_id, "began_ms": began_ms, "ended_ms": ended_ms, "program_version": version,
            "lost_beats": lost_beats, "uuid": uuid, **dict(zip(_PACE, more[2:], strict=False)),
        }  # fmt: skip

    def _bring(self, kind: Kind, wanted: dict[Key, _OldChunk]) -> None:
        """Copy texts, or chunks and what lies in the journal, about a megabyte at a time."""
        batch: list[FoundRow] = []
        size_bytes = 0
        for row in self._rows():
            found = kind_of(row.values)
            if (
                found is None
                or (found is Kind.TEXTS) != (kind is Kind.TEXTS)
                or not self._is_brought(found, row, wanted)
            ):
                continue
            batch.append(row)
            size_bytes += sum(len(value) for value in row.values if isinstance(value, bytes))
            if size_bytes > _AT_ONCE_BYTES:
                self._write(batch)
                batch, size_bytes = [], 0
        self._write(batch)

    def _is_brought(self, kind: Kind, row: FoundRow, wanted: dict[Key, _OldChunk]) -> bool:
        if kind is Kind.TEXTS:
            return row.values[1] in self._runs and index_of(kind, row.values) is not None
        key = row.values[1], row.values[2]
        is_left_over = kind is Kind.PIECE and key in self._found.chunks
        return (
            kind in (Kind.CHUNK, Kind.PIECE)
            and key in wanted
            and not is_left_over
            and index_of(kind, row.values) is not None
        )

    def _write(self, batch: Sequence[FoundRow]) -> None:
        with self._engine.begin() as connection:
            for row in batch:
                table, values = self._moved(row.values)
                connection.execute(insert_or(table).values(values).on_conflict_do_nothing())

    def _moved(self, old: Sequence[Any]) -> tuple[Table, dict[str, Any]]:
        """Return a row as it is here: its run has another number, which its checksum knows."""
        kind, run = kind_of(old), self._runs[old[1]]
        if kind is Kind.TEXTS:
            values = dict(zip(("first_number", "last_number", "data"), old[2:], strict=True))
            return TEXTS, values | {"run_id": run, "data": moved(old[4], (old[1],), (run,))}
        if kind is Kind.PIECE:
            values = dict(zip(("number", "first_beat", "rows", "data"), old[2:], strict=True))
            rows = moved(old[4], (old[1], *old[2:4]), (run, *old[2:4]))
            return JOURNAL, values | {"run_id": run, "rows": rows}
        names = ("number", "from_ms", "to_ms", "beat_count", "text_numbers", "rows", "data")
        rows = moved(old[7], (old[1], *old[2:6]), (run, *old[2:6]))
        return CHUNKS, dict(zip(names, old[2:], strict=True)) | {"run_id": run, "rows": rows}


def _newest_first(item: tuple[Key, _OldChunk]) -> int:
    return -item[1].to_ms
