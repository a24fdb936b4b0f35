"""Brings a file to the newest form: makes its tables, or copies it and runs Alembic's steps, in one transaction.

Alembic is loaded only when there is something to do.
"""

import contextlib
import logging
import os
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.form import NOTHING, Form, make_tables, revision_in, revision_of
from procmon_gui.store.place import sync_folder
from procmon_gui.store.sqlite import is_damage, looking_engine

log = logging.getLogger(__name__)

COPY: Final = ".before-upgrade"


def bring_up_to_date(engine: Engine, path: Path, form: Form) -> None:
    """Make the tables of a file that has none, or run the migrations of an older one, in one transaction.

    Raises Unavailable, and DatabaseError when the file is damaged. Of two programs that come at once, the second finds
    it done.
    """
    revision = revision_of(path, form)
    if revision == NOTHING:
        with engine.begin() as connection:
            if revision_in(connection, form) == NOTHING:
                make_tables(connection, form)
    elif revision < int(form.revision):
        _upgrade(engine, path, form)


def _upgrade(engine: Engine, path: Path, form: Form) -> None:
    """Bring a file of SQLite up to date. Whatever stops it, the file is old or new, never between.

    Raises Unavailable, and DatabaseError when the file is damaged.
    """
    copy = path.with_name(path.name + COPY)
    try:
        with engine.begin() as connection:
            # From here on nobody else writes; somebody may just have done it all.
            if revision_in(connection, form) >= int(form.revision):
                return
            _copy(path, copy)
            upgrade_connection(connection, form)
        if not form.keeps_copy:
            copy.unlink()
        sync_folder(path.parent)
    except (DatabaseError, OSError) as error:
        if is_damage(error):
            raise
        raise Unavailable(
            f"{path}: the {form.name} of an older version can not be brought up to date: {error}"
        ) from error
    log.info("%s was brought up to date", path)


def _copy(path: Path, copy: Path) -> None:
    """Copy what is committed."""
    copy.unlink(missing_ok=True)
    # SQLite fills an empty file, and would make one that others can read.
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    engine = looking_engine(path)
    raw = engine.raw_connection()
    try:
        with contextlib.closing(sqlite3.connect(copy)) as target:
            raw.driver_connection.backup(target)  # type: ignore[union-attr]
    except sqlite3.DatabaseError as error:
        raise DatabaseError("backup", None, error) from error
    finally:
        raw.close()


def upgrade_connection(connection: Connection, form: Form, to: str = "head") -> None:
    """Run the steps that are missing, inside the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(form.migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["tables"] = form.tables
    command.upgrade(config, to)


def run_steps() -> None:
    """Do what Alembic asks of the `env.py` of every folder of migrations: on the connection that it was handed."""
    from alembic import context

    attributes = context.config.attributes
    context.configure(connection=attributes["connection"], target_metadata=attributes["tables"], render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
