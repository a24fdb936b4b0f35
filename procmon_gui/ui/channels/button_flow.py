"""Buttons beside one another, and in as many rows as they need where there is less room: with large text, for one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP_PX: Final = 8


class ButtonFlow(QWidget):
    """Holds buttons in their order."""

    def __init__(self, buttons: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons = buttons
        for button in buttons:
            button.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Return how high they are together."""
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        """Return the size of one row."""
        sizes = [_size(button) for button in self._buttons]
        gaps = _GAP_PX * max(0, len(sizes) - 1)
        return QSize(sum(size.width() for size in sizes) + gaps, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest."""
        return QSize(max((_size(button).width() for button in self._buttons), default=0), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them where there is room."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Follow buttons whose words change."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        for button, place in zip(self._buttons, self._places(self.width()), strict=True):
            button.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        found: list[QRect] = []
        left = top = 0
        for button in self._buttons:
            size = _size(button)
            if found and left + size.width() > width:
                left, top = 0, found[-1].bottom() + 1 + _GAP_PX
            found.append(QRect(left, top, size.width(), size.height()))
            left += size.width() + _GAP_PX
        return found


def _size(button: QWidget) -> QSize:
    return button.sizeHint().expandedTo(button.minimumSize())
