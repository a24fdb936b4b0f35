"""Cuts a time out of a history into a file of its own, which another machine can open. Belongs in a worker.

The file is recorded anew from what the beats of that time say: same tables, same writer, so that its roll-ups, names
and texts can tell of nothing else. It is written beside its place and renamed when it is whole.
"""

import contextlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import Column, Engine, MetaData, Select, Table, Text, exists, func, insert, select
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Cancelled, Unavailable, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.version import VERSION
from procmon_gui.store.form import make_tables
from procmon_gui.store.history.beats import SERIALS
from procmon_gui.store.history.codec import Chunk, encode
from procmon_gui.store.history.database import FORM
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import NO_ROWS, unpack_rows
from procmon_gui.store.history.joining import joined, text_numbers_of, whole_pieces
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.news import IndexRows, News, Whole
from procmon_gui.store.history.news import Mark as KeeperMark
from procmon_gui.store.history.replay import Beats, RawBeats
from procmon_gui.store.history.rollup_schema import PROGRAM_HOURS, SYSTEM_SUMS
from procmon_gui.store.history.room import pragma
from procmon_gui.store.history.schema import CHUNKS, HOSTS, JOURNAL, RUNS, whole_number
from procmon_gui.store.history.slicing import Renumber, named_texts, sliced, sliced_rows
from procmon_gui.store.history.stored_texts import StoredTexts
from procmon_gui.store.history.texts import NOTHING, Texts, pack_numbers
from procmon_gui.store.history.whose import EVERYBODY, Whose
from procmon_gui.store.place import sync_folder
from procmon_gui.store.sqlite import drafting_engine, is_full, told

# Another mark in the head of the file, "PMGI": no recorder ever writes to it.
INCIDENT_FORM: Final = replace(FORM, name="recording", application_id=0x504D4749)
INCIDENT: Final = Table(
    "incident",
    MetaData(),
    Column("from_ms", whole_number(), nullable=False),
    Column("to_ms", whole_number(), nullable=False),
    Column("made_ms", whole_number(), nullable=False),
    Column("program_version", Text, nullable=False),
    Column("has_command_lines", whole_number(), nullable=False),
)
# Missing in files of versions that did not take marks along.
MARKS: Final = Table(
    "mark", MetaData(), Column("at_ms", whole_number(), nullable=False), Column("text", Text, nullable=False)
)
# Stands where the reader looks for a command line; the window says it in the language of its reader.
LEFT_OUT: Final = "Command lines were left out of this file."
_NOTHING: Final = "Nothing was recorded in that time."
# Minutes and hours are not taken along: see decision 20.
ONLY_MINUTES: Final = (
    "Of that time only averages of minutes are left, and a recording is made of samples: see the page History."
)
ONLY_HOURS: Final = (
    "Of that time only what programs used in each hour is left, and a recording is made of samples: "
    "see the page History."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of a history is to be cut out. Command lines go through `hide` once more, those that are wanted.

    Attributes:
        marks: all that there are, oldest moment first; those of the time come into the file, without who made them.
        whose: of a database of several machines, which one.
    """

    from_ms: int
    to_ms: int
    has_command_lines: bool
    hide: Callable[[str], str]
    marks: Sequence[Mark] = ()
    whose: Whose = EVERYBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeIncident:
    """What came into a file; `damaged_count` chunks of the time could not be read."""

    span: Span
    beat_count: int
    size_bytes: int
    damaged_count: int


def make_incident(source: Engine, target: Path, wanted: Wanted, errand: Errand, *, replaces: bool) -> MadeIncident:
    """Write the file, for its owner alone. One that is there already is replaced only when that is wished.

    Raises WrongInput, Cancelled, and Unavailable where nothing was recorded or the file can not be written.
    """
    with _draft_of(target, replaces=replaces) as draft:
        try:
            found = _fill(source, draft, wanted, errand)
        except DatabaseError as error:
            words = "there is no room left" if is_full(error) else str(error.orig)
            raise Unavailable(f"{target} can not be written: {words}") from error
        size_bytes = draft.stat().st_size
    return MadeIncident(
        span=found.span(), beat_count=found.beat_count, size_bytes=size_bytes, damaged_count=found.damaged_count
    )


@contextlib.contextmanager
def _draft_of(target: Path, *, replaces: bool) -> Iterator[Path]:
    """Hand out a file beside the place, and put it there at the end; whatever comes between, nothing is left."""
    _refuse_if_taken(target, replaces=replaces)
    try:
        number, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    except OSError as error:
        raise Unavailable(f"{target} can not be written: {error.strerror}") from error
    os.close(number)
    draft = Path(name)
    try:
        yield draft
        _refuse_if_taken(target, replaces=replaces)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise Unavailable(f"{target} can not be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def _refuse_if_taken(target: Path, *, replaces: bool) -> None:
    if target.is_dir():
        raise WrongInput(f"{target} is a folder; name a file in it.")
    if not replaces and os.path.lexists(target):
        raise WrongInput(f"{target} is there already; name another file, or replace it with --force.")


def _fill(source: Engine, draft: Path, wanted: Wanted, errand: Errand) -> "_Slicer":
    engine = drafting_engine(draft)
    try:
        with engine.begin() as connection:
            make_tables(connection, INCIDENT_FORM)
            INCIDENT.create(connection)
            MARKS.create(connection)
        slicer = _Slicer(source, engine, wanted, errand)
        slicer.run()
        with engine.begin() as connection:
            connection.execute(insert(INCIDENT).values(slicer.told()))
            if marks := slicer.marks():
                connection.execute(insert(MARKS), marks)
        pragma(engine, "incremental_vacuum")
    finally:
        engine.dispose()
    return slicer


class _Slicer:
    """Goes through the runs of a history and records what of them lies in a time."""

    def __init__(self, source: Engine, target: Engine, wanted: Wanted, errand: Errand) -> None:
        self._source = source
        self._target = target
        self._wanted = wanted
        self._errand = errand
        self._times: list[int] = []
        self._done = self._total = 0
        self.beat_count = self.damaged_count = 0

    def span(self) -> Span:
        """Return from when to when there are beats in the file."""
        return Span(from_ms=min(self._times), to_ms=max(self._times))

    def told(self) -> dict[str, Any]:
        """Return what the file says of itself."""
        span = self.span()
        return {
            "from_ms": span.from_ms,
            "to_ms": span.to_ms,
            "made_ms": time.time_ns() // 1_000_000,
            "program_version": VERSION,
            "has_command_lines": int(self._wanted.has_command_lines),
        }

    def marks(self) -> list[dict[str, Any]]:
        """Return the marks of the time, as they are kept in the file."""
        span, hide = self.span(), self._wanted.hide
        inside = (mark for mark in self._wanted.marks if span.from_ms <= mark.at_ms <= span.to_ms)
        return [{"at_ms": mark.at_ms, "text": hide(mark.text)} for mark in inside]

    def run(self) -> None:
        """Record it; raises Unavailable where there is nothing."""
        query = select(RUNS.c.id, RUNS.c.program_version, HOSTS.c.machine_id, HOSTS.c.name).join(
            HOSTS, HOSTS.c.id == RUNS.c.host_id
        )
        with told(), self._source.connect() as connection:
            runs = connection.execute(query.where(self._wanted.whose.host).order_by(RUNS.c.id)).all()
            self._total = connection.scalar(self._inside(select(func.count()).select_from(CHUNKS))) or 0
        for run in runs:
            self._add_run(run)
        if not self._times:
            raise Unavailable(self._nothing_words())

    def _nothing_words(self) -> str:
        """Say why there is no beat of that time."""
        if self.damaged_count:
            return f"{_NOTHING} {self.damaged_count} parts of it can not be read: they are damaged."
        from_ms, to_ms = self._wanted.from_ms, self._wanted.to_ms
        minute, hour, whose = SYSTEM_SUMS.columns.minute_ms, PROGRAM_HOURS.c.hour_ms, self._wanted.whose
        minutes, hours = whose.sums(SYSTEM_SUMS.columns.host_id), whose.sums(PROGRAM_HOURS.c.host_id)
        inside_minutes = minutes & (minute > from_ms - MINUTE_MS) & (minute <= to_ms)
        inside_hours = hours & (hour > from_ms - HOUR_MS) & (hour <= to_ms)
        with told(), self._source.connect() as connection:
            beats_from_ms = connection.scalar(select(func.min(CHUNKS.c.from_ms)).where(whose.chunks))
            minutes_from_ms = connection.scalar(select(func.min(minute)).where(minutes))
            has_minutes = connection.scalar(select(exists().where(inside_minutes)))
            has_hours = connection.scalar(select(exists().where(inside_hours)))
        # Where there are beats, or minutes, a time without is one in which nothing was recorded.
        if has_minutes and (beats_from_ms is None or to_ms < beats_from_ms):
            return ONLY_MINUTES
        if has_hours and all(known is None or to_ms < known for known in (beats_from_ms, minutes_from_ms)):
            return ONLY_HOURS
        return f"{_NOTHING} `procmon-gui doctor` says from when to when there is something."

    def _add_run(self, run: Any) -> None:
        recorded: _RunInFile | None = None
        for number, rows, beats in self._chunks(run.id):
            if self._errand.is_cancelled():
                raise Cancelled
            first, end = np.searchsorted(rows["time_ms"], [self._wanted.from_ms, self._wanted.to_ms + 1]).tolist()
            if beats is None or len(rows) != len(beats):
                self.damaged_count += 1
            elif first < end:
                recorded = recorded or _RunInFile(self._source, self._target, self._wanted, run, number, rows[first:])
                try:
                    recorded.add(number, rows, beats, first, end)
                except DamagedChunk:
                    self.damaged_count += 1
                else:
                    self.beat_count += end - first
                    self._times += [int(rows["time_ms"][first]), int(rows["time_ms"][end - 1])]
            self._done += 1
            self._errand.tell_progress(min(self._done, self._total), self._total)
        if recorded is not None:
            recorded.end()

    def _inside(self, query: Select[Any]) -> Select[Any]:
        inside = (CHUNKS.c.from_ms <= self._wanted.to_ms, CHUNKS.c.to_ms >= self._wanted.from_ms)
        return query.where(self._wanted.whose.chunks, *inside)

    def _chunks(self, run_id: int) -> Iterator[tuple[int, IndexRows, Beats | None]]:
        """Yield what was recorded, chunk by chunk, at last what is in none yet; a chunk that is damaged as None."""
        keys, left = self._keys(run_id)
        for key in keys:
            with told(), self._source.connect() as connection:
                row = connection.execute(select(CHUNKS).where(CHUNKS.c.id == key)).one_or_none()
            if row is None:
                continue  # it became too old meanwhile
            try:
                beside = (row.run_id, row.number, row.from_ms, row.to_ms, row.beat_count)
                yield row.number, unpack_rows(row.rows, beside), Chunk(row.data)
            except DamagedChunk:
                yield row.number, NO_ROWS, None
        for number in sorted({row.number for row in left}):
            own = [(row.first_beat, row.rows, row.data) for row in left if row.number == number]
            pieces, rows = whole_pieces(run_id, number, own)
            if pieces:
                yield number, np.concatenate(rows), RawBeats(joined(pieces))

    def _keys(self, run_id: int) -> tuple[Sequence[int], Sequence[Any]]:
        """Return the chunks of a run, and what lies in its journal: at one moment, for a piece becomes a chunk."""
        pieces = (JOURNAL.c.number, JOURNAL.c.first_beat, JOURNAL.c.rows, JOURNAL.c.data)
        chunks = self._inside(select(CHUNKS.c.id)).where(CHUNKS.c.run_id == run_id)
        journal = select(*pieces).where(JOURNAL.c.run_id == run_id)
        with told(), self._source.connect() as connection:
            return (
                connection.scalars(chunks.order_by(CHUNKS.c.number)).all(),
                connection.execute(journal.order_by(JOURNAL.c.number, JOURNAL.c.first_beat)).all(),
            )


class _RunInFile:
    """One run of the history as a run of the file."""

    def __init__(self, source: Engine, target: Engine, wanted: Wanted, run: Any, number: int, rows: IndexRows) -> None:
        self._wanted = wanted
        self._source_texts = StoredTexts(source, run.id)
        self._texts = Texts()
        self._next_text = self._texts.next_number
        self._first_number = number
        self._serials: IntArray | None = None  # of the last beat that was added
        # What follows is taken against what is in the file, not against what is not.
        self._next_number = -1
        self._last_ms = 0
        self._keeper = Keeper(target)
        self._keeper.begin_run(
            machine_id=run.machine_id,
            host_name=run.name,
            began_ms=int(rows["time_ms"][0]),
            program_version=run.program_version,
        )

    def add(self, number: int, rows: IndexRows, beats: Beats, first: int, end: int) -> None:
        """Record some beats of a chunk; raises DamagedChunk."""
        renumber = self._renumbering(named_texts(beats, first, end))
        is_alone = number != self._next_number
        raw = sliced(beats, first, end, renumber, None if is_alone else self._serials)
        self._serials = beats.track(SERIALS).at(end - 1, int(beats.fact("slots")[end - 1]), -1)
        own_rows = sliced_rows(rows, first, end, renumber["name"], is_alone=is_alone)
        own = Whole(
            chunk=number - self._first_number,
            data=encode(raw),
            rows=own_rows,
            text_numbers=pack_numbers(text_numbers_of(raw)),
        )
        texts = self._texts.since(self._next_text)
        self._keeper.save(News(texts=texts, whole=[own], pieces=[], lost_beats=0, is_all=True, mark=KeeperMark()))
        self._next_text, self._next_number = self._texts.next_number, number + 1
        self._last_ms = int(own_rows["time_ms"][-1])

    def end(self) -> None:
        """Say that the run is whole."""
        self._keeper.end_run(self._last_ms)

    def _renumbering(self, named: dict[str, IntArray]) -> dict[str, Renumber]:
        return {field: self._renumber(field, numbers) for field, numbers in named.items()}

    def _renumber(self, field: str, known: IntArray) -> Renumber:
        texts = self._source_texts.many(known.tolist())
        own = np.array([self._texts.number(self._own_text(field, one)) for one in texts], np.int64)

        def renumber(numbers: IntArray) -> IntArray:
            if not len(known):
                return np.full_like(numbers, NOTHING)
            places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
            return np.where(known[places] == numbers, own[places], NOTHING)

        return renumber

    def _own_text(self, field: str, words: str | None) -> str | None:
        if words is None or field not in ("command_line", "told"):
            return words
        if field == "command_line":
            return self._wanted.hide(words) if self._wanted.has_command_lines else None
        return words if self._wanted.has_command_lines else _without_command_lines(words)


def _without_command_lines(words: str) -> str:
    """Return what a reading tells of its machine, and that it has no command lines, with the reason."""
    told_of = json.loads(words)
    told_of["unsupported"] = {**told_of["unsupported"], "command_line": LEFT_OUT}
    return json.dumps(told_of)
