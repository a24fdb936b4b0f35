"""What the program tells of itself: versions, places and licences. Reads files: in a worker."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.version import VERSION
from procmon_gui.services.places import Options, data_folder, log_path, settings_path

if TYPE_CHECKING:
    # Loaded in the worker that asks.
    from procmon_gui.domain.about import AboutFacts, Licence
    from procmon_gui.domain.ports import Errand

# What is asked for in a report of a fault; the list of licences has all.
_MAIN_PARTS: Final = (
    "Python", "Qt", "PySide6_Essentials", "numpy", "pyqtgraph", "SQLAlchemy", "psutil", "psycopg2-binary",
)  # fmt: skip


class ProgramFacts:
    """An `AboutReader` of the program that runs."""

    def __init__(self, options: Options, environment: Mapping[str, str] = os.environ) -> None:
        self._options = options
        self._environment = environment

    def facts(self, errand: "Errand | None" = None) -> "AboutFacts":
        """Return versions and places."""
        import sqlite3

        from procmon_gui.domain.about import AboutFacts

        licences = self.licences()
        versions = {part.name: part.version for part in licences}
        parts = [(name, versions[name]) for name in _MAIN_PARTS if versions.get(name)]
        return AboutFacts(
            version=VERSION,
            commit=licences[0].commit if licences else "",
            system=_system(),
            desktop=self._desktop(),
            parts=(*parts, ("SQLite", sqlite3.sqlite_version)),
            data=_short(data_folder(self._options)),
            settings=_short(settings_path(self._options)),
            log=_short(log_path(self._options)),
        )

    def licences(self, errand: "Errand | None" = None) -> "Sequence[Licence]":
        """Return every part with its licence, the program first."""
        from procmon_gui.services.licences import read_licences

        return read_licences()

    def _desktop(self) -> str:
        told = (self._environment.get(name, "") for name in ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE"))
        return ", ".join(filter(None, told))


def _system() -> str:
    import platform

    kernel = f"{platform.system()} {platform.release()} {platform.machine()}"
    try:
        name = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        name = ""
    return f"{name}, {kernel}" if name else kernel


def _short(path: Path) -> str:
    """Return a path as everybody may read it: without the name of the user, who may hand it on."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
