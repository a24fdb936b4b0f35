"""Connections to a SQLite file through SQLAlchemy: who writes, how many read, and nothing of a file is trusted."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.text import display_text

_BUSY_S: Final = 5.0
_READERS: Final = 3
# The log is written back when it is this long, and cut back to it, so that one large transaction does not keep the disk
# for ever.
_LOG_LIMIT_BYTES: Final = 4 * 1024**2
# Of a new file. A commit of a few beats touches many pages and fills few: half of what SQLite takes by itself writes a
# quarter less, and a quarter of it takes twice as long to read.
_PAGE_BYTES: Final = 2048

# Only ENOSPC is SQLITE_FULL; a quota (EDQUOT) and a limit (EFBIG) come as failed writes.
_NOT_WRITTEN: Final = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)

# https://www.sqlite.org/security.html, "Untrusted SQLite database files"
_CAREFUL: Final = ("trusted_schema=OFF", "cell_size_check=ON")
# Each of several connections would keep two megabytes of pages, which the system has anyway.
_READING: Final = ("query_only=ON", "cache_size=-512")
_DRAFTING: Final = ("journal_mode=MEMORY", "synchronous=OFF", "temp_store=MEMORY")
# No value of a file that came from elsewhere is larger: a chunk has some hundred kilobytes.
_SEALED_LIMIT_BYTES: Final = 64 * 1024**2
_WRITING: Final = ("journal_mode=WAL", "synchronous=FULL", f"journal_size_limit={_LOG_LIMIT_BYTES}", "foreign_keys=ON")
# A journal that stays, empty, is synced when it is emptied; one that is deleted needs its folder synced as well.
_SHARED: Final = ("journal_mode=TRUNCATE", "synchronous=EXTRA", "secure_delete=ON", "foreign_keys=ON")


def writing_engine(path: Path) -> Engine:
    """Return an engine with one connection, which is the only one that ever writes to this file.

    A power cut loses nothing that was committed: the log is synced at every commit. A new file gives freed pages back.
    """

    def connect() -> sqlite3.Connection:
        connection = _opened(path, timeout=_BUSY_S, check_same_thread=False)
        if not path.stat().st_size:
            connection.execute(f"PRAGMA page_size={_PAGE_BYTES}")
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        _careful(connection, (*_CAREFUL, *_WRITING))
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
        return _careful(connection, (f"wal_autocheckpoint={_LOG_LIMIT_BYTES // page_bytes}",))

    return _with_begin(create_engine("sqlite://", creator=connect, poolclass=StaticPool), "BEGIN IMMEDIATE")


def shared_engine(path: Path) -> Engine:
    """Return an engine for a file that any of our programs may write: a connection for each transaction, none is kept.

    A transaction has the file to itself, but for readers, from its beginning on. The file has to be there.
    """

    def connect() -> sqlite3.Connection:
        return _careful(_opened(_address(path, "rw"), uri=True, timeout=_BUSY_S), (*_CAREFUL, *_SHARED))

    return _with_begin(create_engine("sqlite://", creator=connect, poolclass=NullPool), "BEGIN IMMEDIATE")


def reading_engine(path: Path) -> Engine:
    """Return an engine for readers on several threads; none of them can change the file."""

    def connect() -> sqlite3.Connection:
        connection = _opened(_address(path, "ro"), uri=True, timeout=_BUSY_S, check_same_thread=False)
        return _careful(connection, (*_CAREFUL, *_READING))

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=_READERS, max_overflow=-1)
    return _with_begin(engine, "BEGIN")


def drafting_engine(path: Path) -> Engine:
    """Return an engine for a new file that nobody else sees until it is whole: nothing is synced, or lies beside it."""

    def connect() -> sqlite3.Connection:
        connection = _opened(path, check_same_thread=False)
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        return _careful(connection, (*_CAREFUL, *_DRAFTING))

    return _with_begin(create_engine("sqlite://", creator=connect, poolclass=StaticPool), "BEGIN IMMEDIATE")


def sealed_engine(path: Path) -> Engine:
    """Return an engine for readers of a file that somebody else made, which may be made to do harm.

    Nothing lies beside it and nobody writes to it, so nothing is locked, recovered or made.
    """

    def connect() -> sqlite3.Connection:
        address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        connection = _opened(address, uri=True, check_same_thread=False)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _SEALED_LIMIT_BYTES)
        # The border of text: whatever anybody reads of the file may be shown.
        connection.text_factory = display_text
        return _careful(connection, (*_CAREFUL, *_READING))

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=_READERS, max_overflow=-1)
    return _with_begin(engine, "BEGIN")


def looking_engine(path: Path, *, mode: str = "ro") -> Engine:
    """Return an engine for one look at a file that may be anything; nothing is kept open, and nothing changed.

    What was cut off while it still had a rollback journal can only be looked at with mode "rw".
    """

    def connect() -> sqlite3.Connection:
        return _careful(_opened(_address(path, mode), uri=True, timeout=_BUSY_S), _CAREFUL)

    return _with_begin(create_engine("sqlite://", creator=connect, poolclass=NullPool), "BEGIN")


class _Cursor(sqlite3.Cursor):
    """Takes words of SQLite that are no text for what they are: they name what a damaged file calls its tables."""

    def execute(self, sql: str, parameters: Any = (), /) -> "_Cursor":
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError as error:
            raise _damaged() from error

    def executemany(self, sql: str, parameters: Any, /) -> "_Cursor":
        try:
            return super().executemany(sql, parameters)
        except UnicodeDecodeError as error:
            raise _damaged() from error


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


def _damaged() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("the names of its tables are damaged")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _opened(path: Path | str, **how: Any) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, factory=_Connection, **how)


def _address(path: Path, mode: str) -> str:
    # On a backup or a snapshot the memory that readers share can not be made, and nobody is there to share it.
    how = "&immutable=1" if mode == "ro" and _is_at_rest(path) else ""
    return f"file:{quote(str(path.absolute()))}?mode={mode}{how}"


def _is_at_rest(path: Path) -> bool:
    """Say whether a file lies where nothing can be written, and nobody has left a log beside it."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _careful(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    try:
        # A cursor of ours: to set how much is kept in memory, SQLite reads the names of all tables.
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _with_begin(engine: Engine, begin: str) -> Engine:
    """Begin transactions ourselves: Python's module would begin them only at the first change."""

    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", on_begin)
    return engine


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Tell what goes wrong with a database in a sentence: as Unavailable."""
    try:
        yield
    except DatabaseError as error:
        # A server says more in further lines.
        words = str(error.orig).strip().partition("\n")[0]
        raise Unavailable(f"The history can not be read: {words}") from error


def is_damage(error: BaseException) -> bool:
    """Say whether SQLite means that the file itself is broken: set it aside, go on with a new one."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_busy(error: BaseException) -> bool:
    """Say whether SQLite means that another program has held the file for too long."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_read_only(error: BaseException) -> bool:
    """Say whether SQLite means that it may not write what it has to."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) == sqlite3.SQLITE_READONLY


def is_no_room(error: BaseException) -> bool:
    """Say whether SQLite means that the disk itself is full: nothing that whoever runs the program could just set."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) == sqlite3.SQLITE_FULL


def is_full(error: BaseException) -> bool:
    """Say whether SQLite means that there is no room left on the disk, in a quota, or below a limit of the process."""
    return is_no_room(error) or getattr(getattr(error, "orig", error), "sqlite_errorcode", None) in _NOT_WRITTEN
