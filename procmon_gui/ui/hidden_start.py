"""A start without a window, as at a login: in the tray when there is one, minimised when none comes. Window thread."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.settings import flag
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.preferences import Preferences

LOOK_MS: Final = 500
# A session may start its panel after its programs.
PATIENCE_MS: Final = 20_000


class HiddenStart(QObject):
    """Waits for a tray, and leaves no window without a way to it."""

    def __init__(self, tray: Tray, frame: QWidget, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray, self._frame, self._preferences = tray, frame, preferences
        self._left = PATIENCE_MS // LOOK_MS + 1  # the first look is at once
        self._look_again = QTimer(self)
        self._look_again.setInterval(LOOK_MS)
        self._look_again.timeout.connect(self.look)

    def begin(self) -> None:
        """Look for a tray from now on.

        At once, too: who sees the icon may take the panel away, and that must bring the window.
        """
        self._look_again.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Look for a tray, while one is waited for."""
        if not self._look_again.isActive():
            return
        if self._frame.isVisible():
            # Somebody came for it.
            self._look_again.stop()
            return
        if flag(self._preferences.store, "tray.shown"):
            self._tray.show()
            if self._tray.is_reachable:
                self._look_again.stop()
                self._tray.show_window_state(is_visible=False)
                return
            self._left -= 1
        else:
            self._left = 0
        if self._left <= 0:
            self._look_again.stop()
            self._frame.setWindowState(self._frame.windowState() | Qt.WindowState.WindowMinimized)
            self._frame.show()
            self._tray.show_window_state(is_visible=True)
