"""Builds what starts the program with the session."""

import sys
from typing import TYPE_CHECKING

from procmon_gui.services.places import Options

if TYPE_CHECKING:
    from procmon_gui.domain.autostart import Autostart


def open_autostart(options: Options) -> "Autostart":
    """Return what lets the desktop start the program at a login, without its window."""
    from procmon_gui.control.autostart import DesktopAutostart, NoAutostart
    from procmon_gui.engine.own_programs import itself
    from procmon_gui.services.history import chosen_places

    if sys.platform in ("win32", "darwin"):
        return NoAutostart()
    return DesktopAutostart([*itself(), "--hidden", *chosen_places(options)])
