"""Lets the past go on by itself: at its own pace, ten or sixty times faster, up to now. Window thread only."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from procmon_gui.ui.moment import Moment

SPEEDS: Final = (1, 10, 60)
_STEP_MS: Final = 50
# What is skipped is said by the strip; nobody wants to wait for it.
_SOON_MS: Final = 2_000


class MomentPlayer(QObject):
    """Moves the moment; whatever else moves it stops the player.

    Signals:
        changed: it plays, plays no longer, or at another speed.
        arrived: it came to now, and the window is live; not where a recording ends.
    """

    changed = Signal()
    arrived = Signal()

    def __init__(
        self, moment: Moment, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._moment = moment
        self._clock = clock
        self._speed = SPEEDS[0]
        self._began: tuple[int, float] = (0, 0.0)
        self._moves = False
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self.go_on)
        moment.cursor_moved.connect(self._on_cursor_moved)
        moment.failed.connect(self.stop)

    @property
    def is_playing(self) -> bool:
        """Say whether the moment moves by itself."""
        return self._timer.isActive()

    @property
    def speed(self) -> int:
        """Return how many seconds go by in one."""
        return self._speed

    def set_speed(self, speed: int) -> None:
        """Let so many seconds go by in one."""
        self._speed = speed
        self._begin()
        self.changed.emit()

    @Slot()
    def toggle(self) -> None:
        """Play on from the moment, or stop; nothing plays from now on."""
        if self.is_playing:
            self.stop()
        elif self._moment.cursor_ms is not None:
            self._begin()
            self._timer.start()
            self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Stay at the moment."""
        if self.is_playing:
            self._timer.stop()
            self.changed.emit()

    @Slot()
    def go_on(self) -> None:
        """Go to where the moment is by now."""
        history, cursor_ms = self._moment.history, self._moment.cursor_ms
        span = history.span() if history is not None else None
        if history is None or span is None or cursor_ms is None:
            self.stop()
            return
        from_ms, began_s = self._began
        at_ms = from_ms + round((self._clock() - began_s) * 1000 * self._speed)
        if at_ms >= span.to_ms:
            self.stop()
            self._moment.go_live()
            if self._moment.has_live:
                self.arrived.emit()
            return
        gap = next((gap for gap in history.gaps(at_ms, at_ms + 1) if gap.to_ms - at_ms > _SOON_MS), None)
        if gap is not None:
            at_ms = gap.to_ms
            self._began = (at_ms, self._clock())
        if self._moment.is_loading:
            return  # the next step goes further
        if history.beat_near(at_ms) not in (None, cursor_ms):
            self._moves = True
            self._moment.go_to(at_ms)
            self._moves = False

    def _begin(self) -> None:
        self._began = (self._moment.cursor_ms or 0, self._clock())

    @Slot()
    def _on_cursor_moved(self) -> None:
        if not self._moves:
            self.stop()
