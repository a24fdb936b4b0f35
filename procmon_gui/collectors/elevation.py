"""Whether the eye may be started as root, and with which command.

Only the eye: it is small, standard library only and takes no paths. And only when nobody but root can change what
would run: its files, the interpreter, the standard library, and every folder above them; frozen, all that lies with it.
"""

import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from procmon_gui.collectors.eye_process import EYE_PATH, eye_command
from procmon_gui.engine.own_programs import is_frozen, own_folder
from procmon_gui.engine.root_owned import fault_of_all


def elevated_command() -> list[str]:
    """Return the command that asks for a password and starts the eye as root."""
    eye = eye_command() if is_frozen() else [str(_interpreter()), *eye_command()[1:]]
    return [shutil.which("pkexec") or "pkexec", *eye]


def why_not() -> str:
    """Return why the eye can not be started with more rights, a sentence; empty when it can."""
    if shutil.which("pkexec") is None:
        return "The program pkexec, which asks for the password, is not installed."
    fault = fault_of_all(_what_would_run())
    return f"Not offered: {fault}, so what would run as root is not safe from change." if fault else ""


def _interpreter() -> Path:
    """Return the interpreter behind a virtual environment: the eye needs no packages."""
    return Path(getattr(sys, "_base_executable", None) or sys.executable).resolve()


def _what_would_run() -> Iterator[Path]:
    if is_frozen():
        # The eye and what it loads lie among the rest, so nothing there may be another's; links tell nothing.
        yield from (path.resolve() if path.is_symlink() else path for path in own_folder().rglob("*"))
        return
    yield _interpreter()
    for name in ("stdlib", "platstdlib"):
        yield Path(sysconfig.get_path(name)).resolve()
    rooms = EYE_PATH.resolve().parent
    yield rooms.parent / "__init__.py"
    yield rooms / "__init__.py"
    yield from sorted(path for path in EYE_PATH.resolve().rglob("*") if path.suffix != ".pyc")
