"""Brings an older history up to date: a copy first, then all steps in one transaction."""

import logging
import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.place import sync_folder
from procmon_gui.store.sqlite import is_damage, writing_engine

log = logging.getLogger(__name__)


def upgrade(path: Path) -> None:
    """Bring a history of SQLite up to date. Whatever stops it, the file is old or new, never between.

    The copy is removed when all went well. Raises Unavailable, and DatabaseError when the file is damaged.
    """
    backup = path.with_name(path.name + ".before-upgrade")
    engine = writing_engine(path)
    try:
        backup.unlink(missing_ok=True)
        # SQLite fills an empty file, and would make one that others can read.
        os.close(os.open(backup, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(engine, backup)
        with engine.begin() as connection:
            upgrade_connection(connection)
        backup.unlink()
        sync_folder(path.parent)
    except (DatabaseError, OSError) as error:
        if is_damage(error):
            raise
        raise Unavailable(f"{path}: the history of an older version can not be brought up to date: {error}") from error
    finally:
        engine.dispose()
    log.info("%s was brought up to date", path)


def _copy(engine: Engine, backup: Path) -> None:
    # Outside of any transaction, and this engine begins one with each connection of its own.
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(backup),))
    except sqlite3.DatabaseError as error:
        raise DatabaseError("VACUUM INTO", None, error) from error
    finally:
        raw.close()


def upgrade_connection(connection: Connection, to: str = "head") -> None:
    """Run the steps that are missing, inside the transaction of the connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
