"""What can be said of a history on disk: how large, from when to when, what is missing, what is damaged.

Reads all of it: belongs in a worker. Changes nothing, and may run beside the one who records.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import Engine, Row, func, select, text

from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.history import ALL_IS_KEPT, Gap, Pace, Span
from procmon_gui.domain.ports import Errand
from procmon_gui.store.ballast import Ballast
from procmon_gui.store.form import refuse_newer, revision_of
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.database import FORM
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import unpack_rows
from procmon_gui.store.history.minutes import PackedColumns
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.paces import newest_pace
from procmon_gui.store.history.rollup_schema import HOST_MINUTES, PROCESS_MINUTES
from procmon_gui.store.history.room import size_of
from procmon_gui.store.history.schema import CHUNKS, JOURNAL, REVISION, RUNS, TEXTS
from procmon_gui.store.history.texts import unpack_numbers, unpack_texts
from procmon_gui.store.place import Occupied, lock_folder
from procmon_gui.store.sqlite import reading_engine, told

# https://www.sqlite.org/wal.html, "The WAL-Reset Bug"
_SAFE_SQLITE: Final = (3, 51, 3)
_AT_ONCE: Final = 50
# Two chunks with less between them follow one another.
_GAP_MS: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """How a history is.

    Attributes:
        revision: the number of its format.
        is_older: it is brought up to date at the next start, and nothing more is known of it until then.
        size_bytes: what the file and its log take; `free_bytes` is what is free beside them.
        has_ballast: room is kept free for a full disk.
        is_recording: somebody records into it now.
        run_count, cut_off_count: recorders that were at work, and those of them that never said that they end.
        lost_beats: beats that came and could not be kept.
        minutes_span: from when to when there are minutes of processes.
        damaged_chunks, damaged_texts, damaged_pieces: of chunks, of batches of texts, and of what is in no chunk yet.
        damaged_hours: of packed minutes of processes and of the machine.
        gaps: stretches of which nothing is known, oldest first.
        pace: how much the newest recorder wrote a day, and how many beats it kept.
        warnings: sentences for people.
    """

    path: str
    revision: str
    size_bytes: int
    free_bytes: int
    has_ballast: bool
    is_recording: bool
    is_older: bool = False
    span: Span | None = None
    minutes_span: Span | None = None
    run_count: int = 0
    cut_off_count: int = 0
    lost_beats: int = 0
    chunk_count: int = 0
    beat_count: int = 0
    damaged_chunks: int = 0
    damaged_texts: int = 0
    damaged_pieces: int = 0
    damaged_hours: int = 0
    gaps: Sequence[Gap] = ()
    warnings: Sequence[str] = ()
    pace: Pace = ALL_IS_KEPT


def check_up(path: Path, errand: Errand) -> Checkup:
    """Read everything and compare every checksum.

    Raises Cancelled, Newer, and Unavailable where it can not be read.
    """
    if not path.exists():
        raise Unavailable(f"There is no history at {path}")
    with told():
        revision = revision_of(path, FORM)
    refuse_newer(path, FORM, revision)
    if 0 < revision < int(REVISION):
        return _of_older(path, revision)
    engine = reading_engine(path)
    try:
        with told():
            return _check_up(engine, path, errand)
    finally:
        engine.dispose()


def _of_older(path: Path, revision: int) -> Checkup:
    """Tell what can be told of a file whose tables are not those that this program knows."""
    return Checkup(
        path=str(path),
        revision=f"{revision:04}",
        is_older=True,
        size_bytes=size_of(path),
        free_bytes=shutil.disk_usage(path.parent).free,
        has_ballast=Ballast(path.parent).is_there,
        is_recording=_is_held(path.parent),
        warnings=(*_warnings(), *_set_aside(path)),
    )


def _check_up(engine: Engine, path: Path, errand: Errand) -> Checkup:
    is_recording = _is_held(path.parent)
    with engine.connect() as connection:
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        runs = connection.execute(select(RUNS.c.id, RUNS.c.ended_ms, RUNS.c.lost_beats).order_by(RUNS.c.id)).all()
        pace = newest_pace(connection)
    over = runs[:-1] if is_recording else runs
    found = _read_all(engine, errand)
    return Checkup(
        path=str(path),
        revision=str(revision),
        size_bytes=size_of(path),
        free_bytes=shutil.disk_usage(path.parent).free,
        has_ballast=Ballast(path.parent).is_there,
        is_recording=is_recording,
        span=Span(from_ms=min(found.begins), to_ms=max(found.ends)) if found.begins else None,
        minutes_span=Span(from_ms=min(found.minutes), to_ms=max(found.minutes)) if found.minutes else None,
        run_count=len(runs),
        cut_off_count=sum(ended_ms is None for _, ended_ms, _ in over),
        lost_beats=sum(lost for _, _, lost in runs),
        chunk_count=found.chunk_count,
        beat_count=found.beat_count,
        damaged_chunks=found.damaged_chunks,
        damaged_texts=found.damaged_texts,
        damaged_pieces=found.damaged_pieces,
        damaged_hours=found.damaged_hours,
        gaps=found.all_gaps(),
        warnings=(*_warnings(), *_set_aside(path)),
        pace=pace,
    )


def _is_held(folder: Path) -> bool:
    try:
        lock_folder(folder).close()
    except Occupied:
        return True
    except Unavailable:
        return False
    return False


def _warnings() -> Iterator[str]:
    if sqlite3.sqlite_version_info < _SAFE_SQLITE:
        yield (
            f"SQLite {sqlite3.sqlite_version} can damage a history that several connections write to (fixed in "
            f"{'.'.join(map(str, _SAFE_SQLITE))}). This program has one; let no other program write into the file."
        )


def _set_aside(path: Path) -> Iterator[str]:
    """Tell of what lies beside a history and could not be used; its companions have its name."""
    beside = {
        file.name.removesuffix("-wal").removesuffix("-shm") for file in path.parent.glob(f"{path.name}.damaged-*")
    }
    for name in sorted(beside):
        yield (
            f"{path.with_name(name)} could not be used and was set aside. `procmon-gui salvage` brings back what can "
            "be read of it; delete it when you do not need it any more."
        )


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    begins: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    # Which chunk it is of its run, and which one it goes on from without a gap.
    names: list[tuple[int, int]] = field(default_factory=list)
    after: list[tuple[int, int] | None] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    chunk_count: int = 0
    beat_count: int = 0
    damaged_chunks: int = 0
    damaged_texts: int = 0
    damaged_pieces: int = 0
    damaged_hours: int = 0
    # The first and the last minute of each packed hour of processes.
    minutes: list[int] = field(default_factory=list)
    # Times of beats in the journal, by run and chunk: somebody may make a chunk of them while this goes on.
    unfinished: dict[tuple[int, int], list[IndexRows]] = field(default_factory=dict)

    def add_chunk(self, row: Row[Any]) -> None:
        """Check one chunk."""
        self.chunk_count += 1
        self.unfinished.pop((row.run_id, row.number), None)
        try:
            rows = unpack_rows(row.rows, (row.run_id, row.number, row.from_ms, row.to_ms, row.beat_count))
            unpack_numbers(row.text_numbers)
            Chunk(row.data)
        except DamagedChunk:
            self.damaged_chunks += 1
            return
        self.add_beats(row.run_id, row.number, rows[rows["time_ms"] >= row.from_ms])

    def add_beats(self, run: int, number: int, rows: IndexRows) -> None:
        """Count beats that follow one another, of a chunk of a run."""
        times = rows["time_ms"]
        self.beat_count += len(times)
        self.begins.append(int(times[0]))
        self.ends.append(int(times[-1]))
        self.names.append((run, number))
        self.after.append(None if rows["is_after_gap"][0] else (run, number - 1))
        for place in np.flatnonzero(rows["is_after_gap"][1:]).tolist():
            self.gaps.append(Gap(from_ms=int(times[place]), to_ms=int(times[place + 1])))

    def add_texts(self, row: Row[Any]) -> None:
        """Check one batch of texts."""
        try:
            unpack_texts(row.data, row.run_id)
        except DamagedChunk:
            self.damaged_texts += 1

    def add_piece(self, row: Row[Any]) -> None:
        """Check one piece of the journal."""
        try:
            rows = unpack_rows(row.rows, (row.run_id, row.number, row.first_beat))
            Chunk(row.data)
        except DamagedChunk:
            self.damaged_pieces += 1
            return
        self.unfinished.setdefault((row.run_id, row.number), []).append(rows)

    def add_process_minutes(self, row: Row[Any]) -> None:
        """Check one packed hour of processes, or a part of one."""
        packed = self._minutes_of(row)
        if packed is not None and len(minutes := packed.column("minute")):
            self.minutes += [row.hour_ms + MINUTE_MS * int(at) for at in (minutes.min(), minutes.max())]

    def add_host_minutes(self, row: Row[Any]) -> None:
        """Check the same of the machine."""
        self._minutes_of(row)

    def _minutes_of(self, row: Row[Any]) -> PackedColumns | None:
        try:
            packed = PackedColumns(row.data, (row.run_id, row.hour_ms))
            packed.check()
        except DamagedChunk:
            self.damaged_hours += 1
            return None
        return packed

    def add_unfinished(self) -> None:
        """Count the beats of the journal of which there is no chunk."""
        for (run, number), pieces in self.unfinished.items():
            self.add_beats(run, number, np.concatenate(pieces))

    def all_gaps(self) -> tuple[Gap, ...]:
        """Return the gaps inside of chunks and between them."""
        gaps, until_ms, last = list(self.gaps), None, None
        in_order = np.lexsort((self.ends, self.begins)).tolist()
        for place in in_order:
            begin_ms, end_ms = self.begins[place], self.ends[place]
            follows = self.after[place] is not None and self.after[place] == last
            if until_ms is not None and not follows and begin_ms - until_ms > _GAP_MS:
                gaps.append(Gap(from_ms=until_ms, to_ms=begin_ms))
            until_ms = end_ms if until_ms is None else max(until_ms, end_ms)
            last = self.names[place]
        return tuple(sorted(gaps, key=lambda gap: gap.from_ms))


def _read_all(engine: Engine, errand: Errand) -> _Found:
    found = _Found()
    # The journal first: of what becomes a chunk meanwhile, the chunk is met.
    checks = (
        (JOURNAL, found.add_piece),
        (CHUNKS, found.add_chunk),
        (TEXTS, found.add_texts),
        (PROCESS_MINUTES, found.add_process_minutes),
        (HOST_MINUTES, found.add_host_minutes),
    )
    with engine.connect() as connection:
        total = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table, _ in checks)
    done = 0
    for table, check in checks:
        after = -1
        while True:
            if errand.is_cancelled():
                raise Cancelled
            # Some rows at a time: who reads for long keeps the log from being cut back.
            query = select(table).where(table.c.id > after).order_by(table.c.id).limit(_AT_ONCE)
            with engine.connect() as connection:
                rows = connection.execute(query).all()
            if not rows:
                break
            for row in rows:
                check(row)
            after = rows[-1].id
            done += len(rows)
            errand.tell_progress(min(done, total), total)
    found.add_unfinished()
    return found
