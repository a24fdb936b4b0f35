"""Where the files of the program live, and whether they can be written there."""

import os
from pathlib import Path
from typing import Final

import platformdirs

from procmon_gui.terminal.facts import Fact, Level

APPLICATION: Final = "procmon_gui"


def place_facts(data_dir: Path | None, config: Path | None) -> list[Fact]:
    """Tell where data, settings, cache and log live."""
    dirs = platformdirs.PlatformDirs(APPLICATION, appauthor=False)
    return [
        _fact("data", "Data", data_dir or dirs.user_data_path),
        _fact("config", "Settings", config or dirs.user_config_path / "settings.toml"),
        _fact("cache", "Cache", dirs.user_cache_path),
        _fact("log", "Log", dirs.user_log_path),
    ]


def _fact(id: str, title: str, path: Path) -> Fact:
    nearest = path
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    can_write = os.access(nearest, os.W_OK) and (nearest == path or nearest.is_dir())
    if nearest == path:
        state = "exists, can be written" if can_write else "exists, but can not be written"
    else:
        state = "is made when it is needed" if can_write else f"does not exist, and {nearest} can not be written"
    return Fact(id, title, f"{path} ({state})", str(path), Level.OK if can_write else Level.LIMITED)
