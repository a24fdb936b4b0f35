"""Which versions are at work. Nothing is imported to find out."""

import importlib.metadata
import platform
import sqlite3
import sys
from typing import Final

from procmon_gui.domain.version import VERSION
from procmon_gui.terminal.facts import Fact, Level

# Before this, several writing connections could damage a database in WAL mode (sqlite.org/wal.html, "WAL-reset").
_SQLITE_SOUND: Final = (3, 51, 3)
_PACKAGES: Final = (
    ("qt", "Qt for Python", "PySide6-Essentials", Level.LIMITED, "the window can not open"),
    ("pyqtgraph", "pyqtgraph", "pyqtgraph", Level.LIMITED, "large charts are painted as small ones are"),
    ("numpy", "numpy", "numpy", Level.BROKEN, "nothing works without it"),
    ("psutil", "psutil", "psutil", Level.LIMITED, "only Linux can be read without it"),
)


def version_facts() -> list[Fact]:
    """Tell the versions of the program, of what it stands on, and of the system."""
    return [
        Fact("program", "procmon-gui", VERSION, VERSION),
        Fact("python", "Python", f"{platform.python_version()} ({sys.implementation.name})", platform.python_version()),
        *(_package(*package) for package in _PACKAGES),
        _sqlite(),
        Fact("kernel", "Kernel", f"{platform.system()} {platform.release()} {platform.machine()}", platform.release()),
        _distribution(),
    ]


def _package(id: str, title: str, name: str, level: Level, consequence: str) -> Fact:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Fact(id, title, f"is not installed: {consequence}", None, level)
    return Fact(id, title, version, version)


def _sqlite() -> Fact:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= _SQLITE_SOUND:
        return Fact("sqlite", "SQLite", version, version)
    text = f"{version}: before 3.51.3 several writers can damage a database; procmon_gui writes through one only"
    return Fact("sqlite", "SQLite", text, version, Level.LIMITED)


def _distribution() -> Fact:
    try:
        name = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        name = ""
    name = name or platform.platform(terse=True)
    return Fact("distribution", "System", name, name)
