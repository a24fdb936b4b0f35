"""Whether somebody is there: keys and the mouse on any window of the program, and a look at the clock now and then.

It hears windows, not widgets: what a widget does among its own is no business of it, and would cost each event.
"""

import time
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from procmon_gui.domain.accounts import Access

LOOK_MS: Final = 2_000
_EVERY_S: Final = 1.0
_SIGNS: Final = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
})  # fmt: skip


class Presence(QObject):
    """Hears and looks only between `start` and `stop`: while nobody is logged in it costs nothing.

    Signals:
        look_due: it is time to look whether the reader was away for too long.
    """

    look_due = Signal()

    def __init__(self, access: Access, parent: QObject) -> None:
        super().__init__(parent)
        self._access = access
        self._told_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look_due)

    @property
    def is_looking(self) -> bool:
        """Say whether it hears and looks."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin; the windows that are there now, and each that the keyboard comes to, are heard."""
        if self._timer.isActive():
            return
        self._timer.start()
        for window in QGuiApplication.topLevelWindows():
            self._hear(window)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)

    def stop(self) -> None:
        """Hear nothing any more."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._on_window)
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            self._hear(window)

    def _hear(self, window: QWindow) -> None:
        # A filter that is there already comes to the front, and is not called twice.
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what a person does for a sign; keep nothing from anybody."""
        if event.type() in _SIGNS:
            now_s = time.monotonic()
            if now_s - self._told_s >= _EVERY_S:
                self._told_s = now_s
                self._access.touch()
        return super().eventFilter(watched, event)
