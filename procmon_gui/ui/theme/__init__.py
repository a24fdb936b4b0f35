"""Colours and icons. `apply` once at start; widgets ask `colour` and `icon` and repaint on `theme_changed`.

Window thread only.
"""

from procmon_gui.ui.theme.icons import icon, pixmap, program_icon
from procmon_gui.ui.theme.mode import (
    Mode,
    apply,
    changes,
    choose,
    choose_rows,
    current,
    mode,
    number_font,
    row_height,
    sized_font,
)
from procmon_gui.ui.theme.mode import colour as colour
from procmon_gui.ui.theme.sizes import icon_size, scale, scaled
from procmon_gui.ui.theme.tokens import DARK, LIGHT, SERIES, Theme

theme_changed = changes.theme_changed

__all__ = [
    "DARK",
    "LIGHT",
    "SERIES",
    "Mode",
    "Theme",
    "apply",
    "choose",
    "choose_rows",
    "colour",
    "current",
    "icon",
    "icon_size",
    "mode",
    "number_font",
    "pixmap",
    "program_icon",
    "row_height",
    "scale",
    "scaled",
    "sized_font",
    "theme_changed",
]
