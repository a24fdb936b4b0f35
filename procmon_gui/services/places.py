"""Where the settings, the data and the log of this user lie, and how they are opened."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from procmon_gui.domain.settings import SettingsStore

LOG_MAX_BYTES: Final = 1_000_000
NO_HOME: Final = QT_TRANSLATE_NOOP(
    "Setting", "There is no home folder to keep settings in. What is chosen here lasts until the program ends."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where things live, when the person at the keyboard says otherwise."""

    data_dir: Path | None = None
    config: Path | None = None


def data_folder(options: Options) -> Path:
    """Return where data is kept."""
    import platformdirs

    return options.data_dir or platformdirs.user_data_path("procmon_gui", appauthor=False)


def log_path(options: Options) -> Path:
    """Return where the window writes its log."""
    import platformdirs

    folder = (
        options.data_dir / "log" if options.data_dir else platformdirs.user_log_path("procmon_gui", appauthor=False)
    )
    return folder / "procmon_gui.log"


def open_log(options: Options) -> Path | None:
    """Let the program write its log to a file that only its user can read; return where, None where it can not.

    One megabyte and its predecessor are kept. What is written is warnings and failures, never what processes hold.
    """
    import logging
    from logging.handlers import RotatingFileHandler

    path = log_path(options)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_MAX_BYTES, backupCount=1, encoding="utf-8", delay=False)
        path.chmod(0o600)
    except OSError as error:
        logging.getLogger(__name__).warning("There is no log file: %s: %s", path, error.strerror)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    return path


def settings_path(options: Options) -> Path:
    """Return where the settings of this user lie."""
    import platformdirs

    return options.config or platformdirs.user_config_path("procmon_gui", appauthor=False) / "settings.toml"


def open_settings(options: Options, environment: Mapping[str, str] | None = None) -> "SettingsStore":
    """Return what a person chose: their file, under what the environment holds. Without a home, in memory only."""
    from procmon_gui.domain.settings import Problem
    from procmon_gui.domain.settings_in_memory import SettingsInMemory
    from procmon_gui.settings.settings_file import SettingsFile

    path = settings_path(options)
    held = os.environ if environment is None else environment
    if not path.is_absolute():
        return SettingsInMemory(held, trouble=Problem(template=NO_HOME))
    return SettingsFile(path, held)
