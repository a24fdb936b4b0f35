"""Counts the seconds until the next try, by a clock that is handed in."""

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_TICK_MS: Final = 250


class Countdown(QObject):
    """Tells what is left, until nothing is.

    Signals:
        ticked: so many seconds are left; 0.0 with the last.
    """

    ticked = Signal(float)

    def __init__(self, parent: QObject, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        super().__init__(parent)
        self._now_ns = now_ns
        self._until_ns = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def left_s(self) -> float:
        """Return how long the next try has to wait."""
        return max(0.0, (self._until_ns - self._now_ns()) / 1e9)

    def begin(self, seconds: float) -> None:
        """Count from here; an infinite time is not counted."""
        self.stop()
        if seconds > 0 and not math.isinf(seconds):
            self._until_ns = self._now_ns() + round(seconds * 1e9)
            self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._until_ns = 0

    @Slot()
    def look(self) -> None:
        """Tell what is left now."""
        left_s = self.left_s
        if left_s <= 0:
            self.stop()
        self.ticked.emit(left_s)
