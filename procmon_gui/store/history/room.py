"""How much room a history of SQLite takes, and how it is given back. Lives on the thread of the one who writes.

A deleted row leaves free pages inside of the file. They are used again first; what is more than that goes back to the
disk a few pages at a time, because each step moves pages from the end of the file to its front.
"""

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

# SQLite checkpoints after 4 MiB; a commit has 4 MiB at most.
LOG_ROOM_BYTES: Final = 8 * 1024**2
_FRAME_HEAD_BYTES: Final = 24
# Pages that a change touches beside those that hold its values: trees, free lists, pointer maps.
_EXTRA_PAGES: Final = 128
_PAGES: Final = (
    "SELECT page_size, page_count, freelist_count FROM pragma_page_size, pragma_page_count, pragma_freelist_count"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is taken now: the pages that the file has once its log is written back, and what lies on the disk."""

    page_bytes: int
    page_count: int
    free_pages: int
    file_bytes: int
    log_bytes: int

    @property
    def used_bytes(self) -> int:
        """Return what is in use inside of the file."""
        return (self.page_count - self.free_pages) * self.page_bytes

    def pages_for(self, need_bytes: int) -> int:
        """Return how many pages a change writes."""
        return need_bytes // self.page_bytes + _EXTRA_PAGES if need_bytes else 0

    def file_bytes_after(self, need_bytes: int) -> int:
        """Return what the file takes after a change, at most; after none, once its log is written back."""
        more = max(0, self.pages_for(need_bytes) - self.free_pages)
        return max(self.file_bytes, (self.page_count + more) * self.page_bytes)

    def log_bytes_after(self, need_bytes: int) -> int:
        """Return what the log takes after a change, at most."""
        return self.log_bytes + self.pages_for(need_bytes) * (self.page_bytes + _FRAME_HEAD_BYTES)


def room_of(engine: Engine, path: Path) -> Room:
    """Return what the history takes now."""
    with engine.connect() as connection:
        page_bytes, page_count, free_pages = connection.exec_driver_sql(_PAGES).one()
    return Room(
        page_bytes=page_bytes,
        page_count=page_count,
        free_pages=free_pages,
        file_bytes=_size(path),
        log_bytes=_size(log_of(path)),
    )


def log_of(path: Path) -> Path:
    """Return the write-ahead log of a file."""
    return path.with_name(path.name + "-wal")


def size_of(path: Path) -> int:
    """Return what the file and its log take."""
    return _size(path) + _size(log_of(path))


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def checkpoint(engine: Engine) -> bool:
    """Write the log back and cut it off; False while somebody reads what it holds."""
    busy = pragma(engine, "wal_checkpoint(TRUNCATE)")[0][0]
    return not busy


def give_back(engine: Engine, page_count: int) -> None:
    """Take so many free pages out of the file; the disk gets them with the next checkpoint."""
    pragma(engine, f"incremental_vacuum({page_count})")


def pragma(engine: Engine, words: str) -> list[Any]:
    """Do what a PRAGMA does that has no effect inside of a transaction; return what it tells."""
    connection = engine.raw_connection()
    try:
        with contextlib.closing(connection.cursor()) as cursor:
            cursor.execute(f"PRAGMA {words}")
            # Some do their work only while rows are fetched.
            return list(cursor.fetchall())
    except sqlite3.Error as error:
        raise OperationalError(words, None, error) from error
    finally:
        connection.close()
