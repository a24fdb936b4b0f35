"""Builds what keeps the few precious things: the marks of people, and the trail of what was done."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.services.places import Options, data_folder

if TYPE_CHECKING:
    from procmon_gui.domain.ports import Clock
    from procmon_gui.store.desk.audit import DeskAudit
    from procmon_gui.store.desk.checkup import DeskCheckup as DeskCheckup
    from procmon_gui.store.desk.database import Desk
    from procmon_gui.store.desk.late import LateAudit as LateAudit
    from procmon_gui.store.desk.late import LateMarks as LateMarks
    from procmon_gui.store.desk.marks import DeskMarks

DESK_FILE: Final = "desk.sqlite"


def open_marks(options: Options, clock: "Clock | None" = None) -> "LateMarks":
    """Return what keeps marks, in the desk; nothing is opened before there is something to do. One for each process."""
    from procmon_gui.store.desk.late import LateMarks

    path = data_folder(options) / DESK_FILE
    return LateMarks(path, lambda: _open_desk_marks(path, clock))


def _open_desk_marks(path: Path, clock: "Clock | None") -> "DeskMarks":
    import getpass

    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.store.desk.marks import DeskMarks

    try:
        author = getpass.getuser()
    except (KeyError, OSError, ImportError):  # nobody has a name for this user
        author = str(os.getuid())
    return DeskMarks(desk_at(path), author=author, clock=clock or SystemClock())


def open_audit(options: Options, clock: "Clock | None" = None) -> "LateAudit":
    """Return the audit trail, in the desk; nothing is opened before there is something to do."""
    from procmon_gui.store.desk.late import LateAudit

    path = data_folder(options) / DESK_FILE
    return LateAudit(path, lambda: _open_desk_audit(path, clock))


def _open_desk_audit(path: Path, clock: "Clock | None") -> "DeskAudit":
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.store.desk.audit import DeskAudit

    return DeskAudit(desk_at(path), clock=clock or SystemClock(), boot_id=name_of_boot())


def name_of_boot() -> str:
    """Return which boot of this machine it is, as a `ProcessKey` has it."""
    if _is_linux():
        from procmon_gui.collectors.sockets_list_holders import read_boot_id

        return read_boot_id("/proc")
    from procmon_gui.collectors import portable

    return portable.name_of_boot()


@cache
def desk_at(path: Path) -> "Desk":
    """Return the desk in a file: one for each process, however many things are kept in it (see `store.desk.database`).

    Nothing is opened before there is something to do.
    """
    from procmon_gui.store.desk.database import Desk

    return Desk(path)


def check_desk(options: Options) -> "DeskCheckup | None":
    """Read all of the desk and compare every hash of the audit trail; None where nothing was ever kept.

    Raises Unavailable where it can not be read.
    """
    from procmon_gui.domain.patience import Patient
    from procmon_gui.store.desk.checkup import check_up

    path = data_folder(options) / DESK_FILE
    return check_up(desk_at(path), _open_desk_audit(path, None), Patient())


def _is_linux() -> bool:
    return sys.platform == "linux"
