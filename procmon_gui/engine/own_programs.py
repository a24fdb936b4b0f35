"""How this program starts itself and its own parts: by the Python that it runs in or, frozen, as programs beside it.

Frozen there is no Python to start: a part is an executable in the folder of this one. Any thread; imports next to
nothing, for the eye is started before anything else is loaded.
"""

import os
import sys
from pathlib import Path


def is_frozen() -> bool:
    """Say whether this was made one folder of programs by PyInstaller, packaging/freeze."""
    return bool(getattr(sys, "frozen", False))


def own_folder() -> Path:
    """Return the folder that the programs of a frozen one lie in."""
    return Path(sys.executable).resolve().parent


def itself() -> list[str]:
    """Return what starts this program."""
    # -P: a folder that happens to be the current one must not be able to replace a module of the program.
    return [str(Path(sys.executable).resolve())] if is_frozen() else [sys.executable, "-P", "-m", "procmon_gui"]


def is_replaced() -> bool:
    """Say whether another program lies where this frozen one was started: a package was brought up to date.

    One that is gone is not replaced, or not yet. Only Linux tells of what it was started.
    """
    if not is_frozen() or not sys.platform.startswith("linux"):
        return False
    try:
        here, there = os.stat("/proc/self/exe"), os.stat(sys.executable)
    except OSError:
        return False
    return (here.st_dev, here.st_ino) != (there.st_dev, there.st_ino)


def part(name: str, path: Path, *, takes_packages: bool = True) -> list[str]:
    """Return what starts a part that is a program of its own: what lies at a path, frozen one of this name.

    Neither the environment nor the current folder may put other modules in the place of its own.
    """
    if is_frozen():
        return [str(own_folder() / f"{name}{Path(sys.executable).suffix}")]
    return [sys.executable, "-I", *([] if takes_packages else ["-S"]), str(path)]
