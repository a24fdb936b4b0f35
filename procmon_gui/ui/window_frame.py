"""The window before there is anything in it: on the screen, in its colours and at its place, while the rest is loaded.

What loads and builds all else takes several times as long as this, so nothing here, nor what it imports, may know
numpy or a page. Window thread only.
"""

import contextlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from procmon_gui.domain.settings import SettingsStore, word
from procmon_gui.ui import theme
from procmon_gui.ui.theme.mode import MODES, Mode
from procmon_gui.ui.window_place import least_size, restore_place

# A window manager that takes longer keeps nobody waiting: the frame is then seen when the rest is.
PATIENCE_MS: Final = 250


def mode_of(store: SettingsStore) -> Mode:
    """Return dark, light, or like the desktop."""
    chosen = word(store, "appearance.theme")
    return next((mode for mode in MODES if mode == chosen), "system")


def dress(app: QApplication, store: SettingsStore) -> None:
    """Put on the theme that was chosen, before anything is built that has to look like it."""
    theme.apply(app, mode_of(store))
    app.setWindowIcon(theme.program_icon())


def look_of_this_machine() -> QSettings:
    """Return where the desktop keeps how the window of the live machine looked."""
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "procmon_gui", "window")
    # Qt would make a folder into which others may look.
    with contextlib.suppress(OSError):
        Path(settings.fileName()).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings


class WindowFrame(QWidget):
    """Holds one widget, which hears from it what it needs to know of its window."""

    def __init__(self, settings: QSettings) -> None:
        """Stand where the window of these settings stood last."""
        super().__init__()
        self.setWindowTitle(self.tr("procmon_gui"))
        self.setMinimumSize(least_size())
        restore_place(self, settings)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._painted = QEventLoop(self)

    def show_now(self) -> None:
        """Return when the frame is on the screen, or when that takes too long."""
        self.show()
        handle = self.windowHandle()
        handle.installEventFilter(self)
        QTimer.singleShot(PATIENCE_MS, self._painted.quit)
        self._painted.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        handle.removeEventFilter(self)

    def hold(self, content: QWidget) -> None:
        """Be filled with what has this frame as its parent."""
        self._layout.addWidget(content)
        self._layout.activate()
        content.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that the window system wants the window painted."""
        if event.type() == QEvent.Type.Expose:
            QTimer.singleShot(0, self._on_painted)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_painted(self) -> None:
        """Wait for one more turn of Qt's loop: what it has painted leaves for the screen at the beginning of a turn."""
        QTimer.singleShot(0, self._painted.quit)
