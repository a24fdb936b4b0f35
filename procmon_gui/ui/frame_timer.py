"""When the window is drawn: at most ten times a second, however often somebody asks."""

import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

FRAME_MS: Final = 100


class FrameTimer(QTimer):
    """Its `timeout` means: draw now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self._drawn_at_s = 0.0
        self.timeout.connect(self._on_timeout)

    def ask(self) -> None:
        """Ask for a frame: at once when the last one is long ago."""
        if not self.isActive():
            since_ms = round((time.monotonic() - self._drawn_at_s) * 1000)
            self.start(max(0, FRAME_MS - since_ms))

    @Slot()
    def _on_timeout(self) -> None:
        self._drawn_at_s = time.monotonic()
