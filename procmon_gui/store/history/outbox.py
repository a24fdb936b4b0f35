"""What the history on disk holds that a server may not have yet, read beside the one who writes.

Nothing is kept open between two questions: the file may be set aside meanwhile, and its log is not to grow.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, inspect, select, text

from procmon_gui.store.history.schema import CHUNKS, HOSTS, REVISION, RUNS, TEXTS
from procmon_gui.store.sqlite import reading_engine, told

# Little enough to arrive within the deadline over a slow line.
BATCH_BYTES: Final = 256 * 1024
NOTHING_YET: Final = -1
CHUNK_COLUMNS: Final = ("number", "from_ms", "to_ms", "beat_count", "text_numbers", "rows", "data")
TEXT_COLUMNS: Final = ("first_number", "last_number", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRun:
    """A run as it is on disk; its chunks and texts are told by number, `NOTHING_YET` where there is none."""

    id: int
    uuid: str
    machine_id: str
    host_name: str
    began_ms: int
    ended_ms: int | None
    program_version: str
    lost_beats: int
    oldest_chunk: int
    newest_chunk: int
    newest_text: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Some texts or some chunks of a run, in their order; each row begins with its number."""

    rows: list[tuple[Any, ...]]
    size_bytes: int


class Outbox:
    """Reads one history."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def runs(self) -> list[LocalRun]:
        """Return all runs, oldest first; none while the file is not there, or not brought up to date yet.

        Raises Unavailable.
        """
        if not self._path.exists():
            return []
        # Each by itself, so that SQLite looks only at an end of the index.
        oldest_chunk = select(func.min(CHUNKS.c.number)).where(CHUNKS.c.run_id == RUNS.c.id).scalar_subquery()
        newest_chunk = select(func.max(CHUNKS.c.number)).where(CHUNKS.c.run_id == RUNS.c.id).scalar_subquery()
        newest_text = select(func.max(TEXTS.c.first_number)).where(TEXTS.c.run_id == RUNS.c.id).scalar_subquery()
        query = (
            select(
                RUNS.c.id, RUNS.c.uuid, HOSTS.c.machine_id, HOSTS.c.name.label("host_name"), RUNS.c.began_ms,
                RUNS.c.ended_ms, RUNS.c.program_version, RUNS.c.lost_beats,
                func.coalesce(oldest_chunk, NOTHING_YET).label("oldest_chunk"),
                func.coalesce(newest_chunk, NOTHING_YET).label("newest_chunk"),
                func.coalesce(newest_text, NOTHING_YET).label("newest_text"),
            )
            .join(HOSTS, HOSTS.c.id == RUNS.c.host_id)
            .order_by(RUNS.c.id)
        )  # fmt: skip
        with connected(self._path) as connection:
            if not is_up_to_date(connection):
                return []
            return [LocalRun(**row._mapping) for row in connection.execute(query)]

    def texts(self, run: LocalRun, after: int) -> Batch:
        """Return texts of a run that come after a number, as many as are sent at once; raises Unavailable."""
        columns = [TEXTS.c[name] for name in TEXT_COLUMNS]
        number = TEXTS.c.first_number
        return self._batch(select(*columns).where(TEXTS.c.run_id == run.id, number > after).order_by(number))

    def chunks(self, run: LocalRun, after: int) -> Batch:
        """Return chunks of a run that come after a number, as many as are sent at once; raises Unavailable.

        None that came since the run was read: it may name texts that came since.
        """
        columns = [CHUNKS.c[name] for name in CHUNK_COLUMNS]
        chosen = (CHUNKS.c.run_id == run.id, CHUNKS.c.number > after, CHUNKS.c.number <= run.newest_chunk)
        return self._batch(select(*columns).where(*chosen).order_by(CHUNKS.c.number))

    def _batch(self, query: Select[Any]) -> Batch:
        rows: list[tuple[Any, ...]] = []
        size_bytes = 0
        with connected(self._path) as connection:
            found = connection.execute(query)
            while size_bytes < BATCH_BYTES and (row := found.fetchone()) is not None:
                rows.append(tuple(row))
                size_bytes += _size(row)
            found.close()
        return Batch(rows, size_bytes)


@contextmanager
def connected(path: Path) -> Iterator[Connection]:
    """Read a history for a moment, as it is at that moment; raises Unavailable."""
    engine = reading_engine(path)
    try:
        with told(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def is_up_to_date(connection: Connection) -> bool:
    """Say whether a history has the tables of this version."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISION)


def _size(row: Row[Any]) -> int:
    return sum(len(value) for value in row if isinstance(value, bytes))
