"""How the window looked when it was closed, and how it is made to look so again: place, size, page, rail."""

from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.settings import word
from procmon_gui.ui import theme
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.rail import Rail
from procmon_gui.ui.window_place import KEY, keep_place, restore_place

RAIL_NAMES_PX: Final = 1100


class WindowLook:
    """Reads and writes the look of one window in the settings of the desktop."""

    def __init__(self, window: QWidget, rail: Rail, settings: QSettings, preferences: Preferences) -> None:
        self._window = window
        self._rail = rail
        self._settings = settings
        self._preferences = preferences

    def restore_place(self) -> None:
        """Put the window where it was, or where a new one belongs."""
        restore_place(self._window.window(), self._settings)
        self.fit_rail()

    @property
    def page_id(self) -> str:
        """Return the page that was open last; empty before the first."""
        return str(self._settings.value(KEY + "page", ""))

    def keep_page(self, page_id: str) -> None:
        """Remember the page that is open."""
        self._settings.setValue(KEY + "page", page_id)

    @property
    def shows_names(self) -> bool:
        """Say whether the names of the pages are seen now."""
        return self._rail.shows_names

    def fit_rail(self) -> None:
        """Show names in the rail while there is room, or as the reader chose."""
        has_room = self._window.width() >= theme.scaled(RAIL_NAMES_PX)
        choice = word(self._preferences.store, "appearance.rail")
        shows_names = choice == "names" or (choice != "icons" and has_room)
        if shows_names != self._rail.shows_names:
            self._rail.show_names(shows_names)
            layout = self._window.layout()
            if layout is not None:
                # Else a frame is painted in between, on a busy machine for a second, in which the rail is too wide.
                layout.activate()

    def save(self) -> None:
        """Write where the window stands."""
        keep_place(self._window.window(), self._settings)
