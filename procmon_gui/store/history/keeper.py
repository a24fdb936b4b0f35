"""What is written to the history, each call one transaction. Lives on the thread of the one who writes."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Engine, Insert, delete, func, insert, select, update
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.history import Pace
from procmon_gui.store.history.catching_up import catch_up, leave_one, unfinished_run
from procmon_gui.store.history.codec import encode
from procmon_gui.store.history.hours import finish_hours
from procmon_gui.store.history.index import pack_rows
from procmon_gui.store.history.joining import joined, text_numbers_of, whole_pieces
from procmon_gui.store.history.news import IndexRows, News
from procmon_gui.store.history.paces import pace_values
from procmon_gui.store.history.rollups import RollUps
from procmon_gui.store.history.schema import CHUNKS, HOSTS, JOURNAL, RUNS, TEXTS
from procmon_gui.store.history.texts import pack_numbers, pack_texts

log = logging.getLogger(__name__)


class Keeper:
    """Writes one run of one host."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._run_id = 0
        self._rollups: RollUps | None = None

    @property
    def run_id(self) -> int:
        """Return the number of the run that is being written."""
        return self._run_id

    def begin_run(self, *, machine_id: str, host_name: str, began_ms: int, program_version: str) -> int:
        """Begin a new run and return its number."""
        with self._engine.begin() as connection:
            host_id = connection.scalar(select(HOSTS.c.id).where(HOSTS.c.machine_id == machine_id))
            if host_id is None:
                host_id = _added(connection, insert(HOSTS).values(machine_id=machine_id, name=host_name))
            else:
                connection.execute(update(HOSTS).where(HOSTS.c.id == host_id).values(name=host_name))
            run = {"host_id": host_id, "began_ms": began_ms, "program_version": program_version, "lost_beats": 0}
            self._run_id = _added(connection, insert(RUNS).values(run))
        return self._run_id

    def go_on(self, run_id: int, began_ms: int) -> bool:
        """Go on with a run of this program after trouble; False where this history does not have it."""
        with self._engine.connect() as connection:
            found = connection.scalar(select(RUNS.c.began_ms).where(RUNS.c.id == run_id, RUNS.c.ended_ms.is_(None)))
        if found != began_ms:
            return False
        self._run_id = run_id
        return True

    def save(self, news: News, pace: Pace | None = None) -> None:
        """Keep what is new. It is there as a whole when this returns, and not at all when it raises.

        How much is written a day is told whenever a chunk is whole.
        """
        try:
            self._save(news, pace, has_rollups=True)
        except DatabaseError:
            raise
        except Exception:
            # Beats are worth more than their sums: whatever is wrong with these, recording goes on.
            log.exception("a chunk can not be added to the roll-ups")
            self._save(news, pace, has_rollups=False)

    def _save(self, news: News, pace: Pace | None, *, has_rollups: bool) -> None:
        run = {"run_id": self._run_id}
        pieces = [
            {
                "number": piece.chunk,
                "first_beat": piece.first_beat,
                "rows": pack_rows(piece.rows, (self._run_id, piece.chunk, piece.first_beat)),
                "data": encode(piece.raw),
            }
            for piece in news.pieces
        ]
        with self._changing() as connection:
            wholes = [
                _chunk_values(connection, self._run_id, one.chunk, one.rows, one.text_numbers, one.data)
                for one in news.whole
            ]
            if news.texts:
                connection.execute(insert(TEXTS).values(_batch_values(self._run_id, news.texts)))
            if wholes:
                connection.execute(insert(CHUNKS), wholes)
                finished = [one.chunk for one in news.whole]
                mine = (JOURNAL.c.run_id == self._run_id, JOURNAL.c.number.in_(finished))
                connection.execute(delete(JOURNAL).where(*mine))
                if pace is not None:
                    connection.execute(update(RUNS).where(RUNS.c.id == self._run_id).values(pace_values(pace)))
            if pieces:
                connection.execute(insert(JOURNAL), [run | values for values in pieces])
            if news.lost_beats:
                lost = (
                    update(RUNS).where(RUNS.c.id == self._run_id).values(lost_beats=RUNS.c.lost_beats + news.lost_beats)
                )
                connection.execute(lost)
            self._roll_up(connection, news, is_added=has_rollups)

    def end_run(self, ended_ms: int) -> None:
        """Say that the run ended as it should."""
        with self._changing() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == self._run_id).values(ended_ms=ended_ms))
        self._rollups = None
        self._recover(JOURNAL.c.run_id == self._run_id)
        while self._catch_up(self._run_id):
            pass

    def forget_names(self) -> None:
        """Look programs and commands up again: some that are remembered may not be there any more."""
        self._rollups = None

    def catch_up(self) -> bool:
        """Add some of what the roll-ups do not know yet, of chunks of earlier runs and of hours that are over.

        Little by little, beside the recording: an older history may hold a week of it. Return whether there is more.
        """
        with self._changing() as connection:
            run_id = unfinished_run(connection, self._run_id)
            if run_id is None:
                finish_hours(connection, self._run_id, is_over=False)
                return False
        self._catch_up(run_id)
        return True

    def _catch_up(self, run_id: int) -> bool:
        try:
            with self._changing() as connection:
                return catch_up(connection, run_id)
        except DatabaseError:
            raise
        except Exception:
            log.exception("a chunk can not be added to the roll-ups")
            with self._changing() as connection:
                leave_one(connection, run_id)
            return True

    def recover(self) -> int:
        """Make chunks of what earlier runs left in the journal; return how many pieces were damaged.

        A chunk at a time, so that being cut off again costs nothing.
        """
        return self._recover(JOURNAL.c.run_id != self._run_id)

    def _recover(self, chosen: ColumnElement[bool]) -> int:
        damaged_count = 0
        with self._engine.connect() as connection:
            query = select(JOURNAL.c.run_id, JOURNAL.c.number).where(chosen)
            left = connection.execute(query.distinct().order_by(JOURNAL.c.run_id, JOURNAL.c.number)).all()
        for run_id, number in left:
            damaged_count += self._finish(run_id, number)
        return damaged_count

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """One transaction; of one that fails, the roll-ups remember nothing."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except BaseException:
            self._rollups = None
            raise

    def _roll_up(self, connection: Connection, news: News, *, is_added: bool) -> None:
        if self._rollups is None:
            self._rollups = RollUps(connection, self._run_id)
        self._rollups.texts.learn(news.texts)
        for one in news.whole:
            if is_added:
                self._rollups.add(connection, one.chunk, one.data)
            else:
                self._rollups.skip(connection, one.chunk)

    def _finish(self, run_id: int, number: int) -> int:
        """Make a chunk of its pieces, as far as they follow one another whole; return how many had to be left."""
        chosen = (JOURNAL.c.run_id == run_id, JOURNAL.c.number == number)
        with self._engine.begin() as connection:
            rows = connection.execute(
                select(JOURNAL.c.first_beat, JOURNAL.c.rows, JOURNAL.c.data)
                .where(*chosen)
                .order_by(JOURNAL.c.first_beat)
            ).all()
            pieces, index_rows = whole_pieces(run_id, number, rows)
            if pieces:
                chunk = joined(pieces)
                index = np.concatenate(index_rows)
                values = _chunk_values(
                    connection, run_id, number, index, pack_numbers(text_numbers_of(chunk)), encode(chunk)
                )
                connection.execute(insert(CHUNKS).values(values))
            connection.execute(delete(JOURNAL).where(*chosen))
        if len(pieces) < len(rows):
            log.warning("%d pieces of the journal were damaged and are lost", len(rows) - len(pieces))
        return len(rows) - len(pieces)


def _added(connection: Connection, statement: Insert) -> int:
    """Add one row and return its key."""
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


def _chunk_values(
    connection: Connection, run_id: int, number: int, rows: IndexRows, text_numbers: bytes, data: bytes
) -> dict[str, Any]:
    from_ms, to_ms = _tells_from_ms(connection, run_id, number, rows), int(rows["time_ms"][-1])
    return {
        "run_id": run_id,
        "number": number,
        "from_ms": from_ms,
        "to_ms": to_ms,
        "beat_count": len(rows),
        "text_numbers": text_numbers,
        "rows": pack_rows(rows, (run_id, number, from_ms, to_ms, len(rows))),
        "data": data,
    }


def _tells_from_ms(connection: Connection, run_id: int, number: int, rows: IndexRows) -> int:
    """Return from when on a chunk tells of its time.

    Who takes over has heard what another program has recorded: what that wrote stands in the first chunk too, for the
    sake of the rates of what follows.
    """
    times = rows["time_ms"]
    if not rows["is_first"][0]:
        own = select(CHUNKS.c.id).where(CHUNKS.c.run_id == run_id, CHUNKS.c.number < number).limit(1)
        if connection.scalar(own) is None:
            newest = select(func.max(CHUNKS.c.to_ms)).where(CHUNKS.c.run_id < run_id)
            known_ms = connection.scalar(newest) or 0
            if times[0] <= known_ms < times[-1]:
                return int(times[np.searchsorted(times, known_ms, side="right")])
    return int(times[0])


def _batch_values(run_id: int, texts: Sequence[tuple[int, str]]) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "first_number": texts[0][0],
        "last_number": texts[-1][0],
        "data": pack_texts(texts, run_id),
    }
