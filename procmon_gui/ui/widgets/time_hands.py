"""What wheel, drag and keys mean on a chart over time, the same on every page: so much zoom, so many pixels."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

ZOOM_FACTOR: Final = 0.8
# A hand is never quite still: less than this is a click and no drag.
DRAG_PX: Final = 4
_WHEEL_STEP: Final = 120.0


def wheel_factor(event: QWheelEvent) -> float | None:
    """Return how many times as much time the wheel asks for; None when it did not turn."""
    turns = event.angleDelta().y() / _WHEEL_STEP
    factor: float = ZOOM_FACTOR**turns
    return factor if turns else None


def key_factor(key: Qt.Key) -> float | None:
    """Return how many times as much time a key asks for; None when it asks for nothing of that kind."""
    return {Qt.Key.Key_Plus: ZOOM_FACTOR, Qt.Key.Key_Minus: 1 / ZOOM_FACTOR}.get(key)


class TimeDrag:
    """Follows the hand that takes hold of a chart and moves it through time."""

    def __init__(self, chart: QWidget) -> None:
        self._chart = chart
        self._held_x: float | None = None
        self._is_moving = False

    def press(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held_x = event.position().x()

    def holds(self, event: QMouseEvent) -> bool:
        """Say whether the chart is held."""
        return self._held_x is not None and bool(event.buttons() & Qt.MouseButton.LeftButton)

    def moved_px(self, event: QMouseEvent) -> float:
        """Return how far the hand went since it was asked last, to the left: what is shown is so much later."""
        x = event.position().x()
        if self._held_x is None or (not self._is_moving and abs(x - self._held_x) < DRAG_PX):
            return 0.0
        if not self._is_moving:
            self._is_moving = True
            self._chart.setCursor(Qt.CursorShape.ClosedHandCursor)
        moved, self._held_x = self._held_x - x, x
        return moved

    def release(self) -> None:
        """Let go."""
        self._held_x = None
        if self._is_moving:
            self._is_moving = False
            self._chart.unsetCursor()
