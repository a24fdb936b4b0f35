"""The file of the history: made, checked, brought up to date, and set aside where it can not be used.

`open_for_writing` belongs to the one who holds the lock of the folder.
"""

import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.history.schema import REVISION, Base
from procmon_gui.store.place import sync_folder
from procmon_gui.store.sqlite import is_damage, looking_engine, writing_engine

log = logging.getLogger(__name__)

FILE_NAME: Final = "history.sqlite"
# "PMGH" in the head of the file, where file(1) and we look for whose it is.
APPLICATION_ID: Final = 0x504D4748
_COMPANIONS: Final = ("", "-wal", "-shm")


class NewerHistory(Unavailable):
    """A newer version of this program wrote the file; it is left as it is."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The engine of the one who writes, and where a file that could not be used was set aside, if there was one."""

    engine: Engine
    set_aside: Path | None = None


def open_for_writing(path: Path) -> Opened:
    """Open the history, made if there is none. Raises NewerHistory, and Unavailable where there can be none."""
    set_aside = None
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
    elif revision < int(REVISION):
        from procmon_gui.store.history.migrations.upgrade import upgrade

        upgrade(path)
    engine = writing_engine(path)
    try:
        if revision == _NONE:
            with engine.begin() as connection:
                make_tables(connection)
    except DatabaseError as error:
        engine.dispose()
        raise Unavailable(f"{path}: the history can not be opened: {error.orig}") from error
    return Opened(engine, set_aside)


_NONE: Final = 0
_FOREIGN: Final = -1


def _revision_of(path: Path) -> int:
    """Return the number of the format, `_NONE` where there is nothing yet, `_FOREIGN` where it is none of ours."""
    if path.is_symlink():
        raise Unavailable(f"{path} is a link; a history is only written to a file of its own")
    try:
        if not path.exists() or not path.stat().st_size:
            return _NONE
        engine = looking_engine(path)
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar()
            if not inspect(connection).get_table_names():
                return _NONE
            if found != APPLICATION_ID:
                return _FOREIGN
            revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DatabaseError as error:
        if is_damage(error) or "no such table" in str(error.orig):
            log.warning("%s can not be used: %s", path, error.orig)
            return _FOREIGN
        raise Unavailable(f"{path}: the history can not be opened: {error.orig}") from error
    except OSError as error:
        raise Unavailable(f"{path}: the history can not be opened: {error.strerror}") from error
    return int(revision) if str(revision).isdecimal() else _FOREIGN


def _make_file(path: Path) -> None:
    try:
        # SQLite gives its companions the rights of the file.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    except OSError as error:
        raise Unavailable(f"{path}: no history can be kept there: {error.strerror}") from error


def make_tables(connection: Connection) -> None:
    """Make the newest form of the tables, as all migrations together do."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    Base.metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISION})


def put_aside(path: Path) -> Path:
    """Give a file that can not be used, and its companions, a new name; return it. Nothing is ever deleted."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    number, target = 0, path.with_name(f"{path.name}.damaged-{stamp}")
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    try:
        for companion in _COMPANIONS:
            source = path.with_name(path.name + companion)
            if source.exists():
                source.rename(target.with_name(target.name + companion))
    except OSError as error:
        raise Unavailable(f"{path} can not be used, and not be set aside: {error.strerror}") from error
    sync_folder(path.parent)
    log.warning("%s was set aside as %s", path, target)
    return target
