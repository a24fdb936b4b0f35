"""What one of our SQLite files holds: looked at without trust, and made; `upgrading` brings it up to date.

History and desk are such files; what becomes of one that can not be used is their own affair.
"""

import contextlib
import logging
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.place import sync_folder
from procmon_gui.store.sqlite import is_damage, is_read_only, looking_engine

log = logging.getLogger(__name__)

COMPANIONS: Final = ("", "-wal", "-shm", "-journal")
_HEAD: Final = ("auto_vacuum", "user_version", "application_id")
# What `revision_of` returns where there is no number.
NOTHING: Final = 0
FOREIGN: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a file holds.

    Attributes:
        name: how it is called in sentences for people.
        application_id: in the head of the file, where file(1) and we look for whose it is.
        revision: what this program writes.
        tables: its newest tables; `migrations` leads there from every older form.
        auto_vacuum: what a new file has before it has tables.
        keeps_copy: whether the copy from before the last migration stays.
    """

    name: str
    application_id: int
    revision: str
    tables: MetaData
    migrations: Path
    auto_vacuum: int = 0
    keeps_copy: bool = False


class Newer(Unavailable):
    """A newer version of this program wrote the file; it is left as it is."""


def companions_of(path: Path) -> list[Path]:
    """Return the file and what SQLite lays beside it."""
    return [path.with_name(path.name + companion) for companion in COMPANIONS]


def check_kind(path: Path, form: Form) -> None:
    """Raise Unavailable where something lies in the place of the file or its companions that is no file."""
    for companion in companions_of(path):
        try:
            mode = os.lstat(companion).st_mode
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Unavailable(f"{companion}: the {form.name} can not be opened: {error.strerror}") from error
        if stat.S_ISLNK(mode):
            raise Unavailable(f"{companion} is a link; a {form.name} is only written to a file of its own")
        if not stat.S_ISREG(mode):
            raise Unavailable(f"{companion} is no file; move it away, and a {form.name} can be kept there")


def revision_of(path: Path, form: Form) -> int:
    """Return the number of the format, `NOTHING` where there is nothing yet, `FOREIGN` where it is none of ours.

    Raises Unavailable where it can not be opened, and DatabaseError where it is damaged.
    """
    try:
        if not path.exists() or not path.stat().st_size:
            # SQLite would delete a log that lies beside nothing, and all that it holds.
            log_of = path.with_name(path.name + "-wal")
            return FOREIGN if log_of.exists() and log_of.stat().st_size else NOTHING
        try:
            return _look_at(path, form, mode="ro")
        except DatabaseError as error:
            if not is_read_only(error):
                raise
            return _look_at(path, form, mode="rw")
    except DatabaseError as error:
        if is_damage(error):
            raise
        raise Unavailable(f"{path}: the {form.name} can not be opened: {error.orig}") from error
    except OSError as error:
        raise Unavailable(f"{path}: the {form.name} can not be opened: {error.strerror}") from error


def _look_at(path: Path, form: Form, *, mode: str) -> int:
    with looking_engine(path, mode=mode).connect() as connection:
        return revision_in(connection, form)


def revision_in(connection: Connection, form: Form) -> int:
    """Return the same for what is open."""
    tables = inspect(connection).get_table_names()
    if not tables:
        # A start that was cut off, or a file of somebody else that has nothing in it yet.
        head = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _HEAD]
        return NOTHING if head == [form.auto_vacuum, 0, 0] else FOREIGN
    is_ours = connection.exec_driver_sql("PRAGMA application_id").scalar() == form.application_id
    if not is_ours or "alembic_version" not in tables:
        return FOREIGN
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return int(revision) if str(revision).isdecimal() else FOREIGN


def refuse_newer(path: Path, form: Form, revision: int) -> None:
    """Raise Newer where a newer version of this program wrote the file."""
    if revision > int(form.revision):
        raise Newer(
            f"{path} was written by a newer version of this program (its format is {revision}, "
            f"this program writes {int(form.revision)}). It is left untouched; use that version, or another --data-dir."
        )


def keep_private(path: Path) -> None:
    """Let nobody else read what was laid there with wider rights; SQLite gives its companions those of the file."""
    for companion in companions_of(path):
        with contextlib.suppress(OSError):
            if os.lstat(companion).st_mode & 0o077:
                companion.chmod(0o600)


def make_file(path: Path, form: Form) -> None:
    """Lay an empty file there that only its user can read, if there is none."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    except OSError as error:
        raise Unavailable(f"{path}: no {form.name} can be kept there: {error.strerror}") from error
    sync_folder(path.parent)


def make_tables(connection: Connection, form: Form) -> None:
    """Make the newest form of the tables, as all migrations together do."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={form.application_id}")
    form.tables.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": form.revision})
