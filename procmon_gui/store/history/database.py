"""The file of the history: made, checked, brought up to date, and set aside where it can not be used.

`open_for_writing` belongs to the one who holds the lock of the folder.
"""

import contextlib
import logging
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.history.rollup_schema import METADATA
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.place import sync_folder
from procmon_gui.store.sqlite import is_damage, is_read_only, looking_engine, writing_engine

log = logging.getLogger(__name__)

FILE_NAME: Final = "history.sqlite"
# "PMGH" in the head of the file, where file(1) and we look for whose it is.
APPLICATION_ID: Final = 0x504D4748
_COMPANIONS: Final = ("", "-wal", "-shm", "-journal")


class NewerHistory(Unavailable):
    """A newer version of this program wrote the file; it is left as it is."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The engine of the one who writes, and where a file that could not be used was set aside, if there was one."""

    engine: Engine
    set_aside: Path | None = None


def open_for_writing(path: Path) -> Opened:
    """Open the history, made if there is none.

    Raises NewerHistory, Unavailable where there can be none, and DatabaseError when it is damaged or the disk is full.
    """
    set_aside = None
    _check_kind(path)
    revision = _revision_of(path)
    if revision == _FOREIGN:
        set_aside = put_aside(path)
        revision = _NONE
    if revision > int(REVISION):
        raise NewerHistory(
            f"{path} was written by a newer version of this program (its format is {revision}, "
            f"this program writes {int(REVISION)}). It is left untouched; use that version, or another --data-dir."
        )
    if revision == _NONE:
        _make_file(path)
    _keep_private(path)
    if _NONE < revision < int(REVISION):
        from procmon_gui.store.history.migrations.upgrade import upgrade

        upgrade(path)
    engine = writing_engine(path)
    try:
        if revision == _NONE:
            with engine.begin() as connection:
                make_tables(connection)
    except BaseException:
        engine.dispose()
        raise
    return Opened(engine, set_aside)


_INCREMENTAL: Final = 2
_NONE: Final = 0
_FOREIGN: Final = -1


def _check_kind(path: Path) -> None:
    """Raise Unavailable where something lies in the place of the file or its companions that is no file."""
    for companion in _companions(path):
        try:
            mode = os.lstat(companion).st_mode
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Unavailable(f"{companion}: the history can not be opened: {error.strerror}") from error
        if stat.S_ISLNK(mode):
            raise Unavailable(f"{companion} is a link; a history is only written to a file of its own")
        if not stat.S_ISREG(mode):
            raise Unavailable(f"{companion} is no file; move it away, and a history can be kept there")


def _revision_of(path: Path) -> int:
    """Return the number of the format, `_NONE` where there is nothing yet, `_FOREIGN` where it is none of ours."""
    try:
        if not path.exists() or not path.stat().st_size:
            # SQLite would delete a log that lies beside nothing, and all that it holds.
            return _FOREIGN if any(other.exists() and other.stat().st_size for other in _companions(path)) else _NONE
        try:
            return _look_at(path, mode="ro")
        except DatabaseError as error:
            if not is_read_only(error):
                raise
            return _look_at(path, mode="rw")
    except DatabaseError as error:
        if is_damage(error) or "no such table" in str(error.orig):
            log.warning("%s can not be used: %s", path, error.orig)
            return _FOREIGN
        raise Unavailable(f"{path}: the history can not be opened: {error.orig}") from error
    except OSError as error:
        raise Unavailable(f"{path}: the history can not be opened: {error.strerror}") from error


def _look_at(path: Path, *, mode: str) -> int:
    with looking_engine(path, mode=mode).connect() as connection:
        if not inspect(connection).get_table_names():
            # A start that was cut off, or a file of somebody else that has nothing in it yet.
            return _NONE if connection.exec_driver_sql("PRAGMA auto_vacuum").scalar() == _INCREMENTAL else _FOREIGN
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            return _FOREIGN
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return int(revision) if str(revision).isdecimal() else _FOREIGN


def _companions(path: Path) -> list[Path]:
    return [path.with_name(path.name + companion) for companion in _COMPANIONS]


def _keep_private(path: Path) -> None:
    """Let nobody else read what was laid there with wider rights; SQLite gives its companions those of the file."""
    for companion in _companions(path):
        with contextlib.suppress(OSError):
            if os.lstat(companion).st_mode & 0o077:
                companion.chmod(0o600)


def _make_file(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    except OSError as error:
        raise Unavailable(f"{path}: no history can be kept there: {error.strerror}") from error


def make_tables(connection: Connection) -> None:
    """Make the newest form of the tables, as all migrations together do."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    METADATA.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISION})


def put_aside(path: Path) -> Path:
    """Give a file that can not be used, and its companions, a new name; return it. Nothing is ever deleted."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    number, target = 0, path.with_name(f"{path.name}.damaged-{stamp}")
    while any(os.path.lexists(taken) for taken in _companions(target)):
        number += 1
        target = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    try:
        for source, renamed in zip(_companions(path), _companions(target), strict=True):
            if os.path.lexists(source):
                source.rename(renamed)
    except OSError as error:
        raise Unavailable(f"{path} can not be used, and not be set aside: {error.strerror}") from error
    sync_folder(path.parent)
    log.warning("%s was set aside as %s", path, target)
    return target
