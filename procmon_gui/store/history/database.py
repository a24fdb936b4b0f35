"""The file of the history: made, checked, brought up to date, and set aside where it can not be used.

`open_for_writing` belongs to the one who holds the lock of the folder.
"""

import logging
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.form import (
    FOREIGN,
    NOTHING,
    Form,
    check_kind,
    companions_of,
    keep_private,
    make_file,
    refuse_newer,
    revision_of,
)
from procmon_gui.store.history.log_check import log_fits
from procmon_gui.store.history.rollup_schema import METADATA
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.place import sync_folder
from procmon_gui.store.sqlite import is_damage, writing_engine
from procmon_gui.store.upgrading import bring_up_to_date

log = logging.getLogger(__name__)

FILE_NAME: Final = "history.sqlite"
_INCREMENTAL: Final = 2
FORM: Final = Form(
    name="history",
    application_id=0x504D4748,  # "PMGH"
    revision=REVISION,
    tables=METADATA,
    migrations=Path(__file__).with_name("migrations"),
    auto_vacuum=_INCREMENTAL,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The engine of the one who writes, and where a file that could not be used was set aside, if there was one."""

    engine: Engine
    set_aside: Path | None = None


def open_for_writing(path: Path) -> Opened:
    """Open the history, made if there is none.

    Raises Newer, Unavailable where there can be none, and DatabaseError when it is damaged or the disk is full.
    """
    check_kind(path, FORM)
    set_aside = None if _has_own_log(path) else put_aside(path, is_log_only=True)
    revision = _revision_of(path)
    if revision == FOREIGN:
        set_aside = put_aside(path)
        revision = NOTHING
    refuse_newer(path, FORM, revision)
    if revision == NOTHING:
        make_file(path, FORM)
    keep_private(path)
    engine = writing_engine(path)
    try:
        bring_up_to_date(engine, path, FORM)
        _name(engine)
    except BaseException:
        engine.dispose()
        raise
    return Opened(engine, set_aside)


def _revision_of(path: Path) -> int:
    """Return the number of the format; what is damaged is none of ours any more."""
    try:
        return revision_of(path, FORM)
    except DatabaseError as error:
        if not is_damage(error):
            raise
        log.warning("%s can not be used: %s", path, error.orig)
        return FOREIGN


def _has_own_log(path: Path) -> bool:
    try:
        return log_fits(path, FORM.application_id)
    except OSError as error:
        raise Unavailable(f"{path}: the history can not be opened: {error.strerror}") from error


def _name(engine: Engine) -> None:
    """Let a file tell which one it is, for as long as it lives, and count one more start, see `log_check`."""
    with engine.begin() as connection:
        name = connection.exec_driver_sql("PRAGMA user_version").scalar() or secrets.randbelow(2**31 - 1) + 1
        connection.exec_driver_sql(f"PRAGMA user_version={name}")


def put_aside(path: Path, *, is_log_only: bool = False) -> Path:
    """Give a file that can not be used, and its companions, a new name; return it. Nothing is ever deleted.

    With `is_log_only` the file itself stays: what lies beside it was not written for it.
    """
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    number, target = 0, path.with_name(f"{path.name}.damaged-{stamp}")
    while any(os.path.lexists(taken) for taken in companions_of(target)):
        number += 1
        target = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    try:
        for source, renamed in zip(companions_of(path), companions_of(target), strict=True):
            if os.path.lexists(source) and not (is_log_only and source == path):
                source.rename(renamed)
    except OSError as error:
        raise Unavailable(f"{path} can not be used, and not be set aside: {error.strerror}") from error
    sync_folder(path.parent)
    log.warning("%s was set aside as %s", f"The log of {path}" if is_log_only else path, target)
    return target
