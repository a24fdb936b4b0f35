"""When the window is drawn: so many times a second at most, however often somebody asks, and only while it is seen."""

import time
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

FRAME_MS: Final = 100
# Who goes through the past sees every moment: an arrow key that is held asks for some thirty a second.
PAST_FRAME_MS: Final = 15


class FrameTimer(QTimer):
    """Its `timeout` means: draw now."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self._drawn_at_s = 0.0
        self.least_ms = FRAME_MS
        self.timeout.connect(self._on_timeout)

    @property
    def is_seen(self) -> bool:
        """Say whether anything of the window can be on a screen."""
        window = self._window.window()
        handle = window.windowHandle()
        return window.isVisible() and not window.isMinimized() and handle is not None and handle.isExposed()

    @Slot()
    def ask(self) -> None:
        """Ask for a frame: at once when the last one is long ago; never while nobody can see it."""
        if self.is_seen and not self.isActive():
            since_ms = round((time.monotonic() - self._drawn_at_s) * 1000)
            self.start(max(0, self.least_ms - since_ms))

    @Slot()
    def _on_timeout(self) -> None:
        self._drawn_at_s = time.monotonic()
