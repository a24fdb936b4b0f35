"""The card beside the cursor of a chart: when, how much, who led."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from procmon_gui.ui import theme

MOST_WIDTH_PX: Final = 216
MOST_LINES: Final = 4
BESIDE_PX: Final = 12
_PADDING_PX: Final = 8


class ChartCard(QWidget):
    """A few lines of plain text; the pointer goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[str, ...] = ()
        self._font = theme.sized_font(parent.font(), -0.75)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what stands on it."""
        return self._lines

    def show_at(self, lines: Sequence[str], cursor_x: int, room: QRect) -> None:
        """Show the lines 12 px beside the cursor inside of `room`; on its other side where there is no room."""
        self._lines = tuple(lines[:MOST_LINES])
        self._font = theme.sized_font(self.font(), -0.75)
        size = self._size()
        left = cursor_x + BESIDE_PX
        if left + size.width() > room.right():
            left = cursor_x - BESIDE_PX - size.width()
        self.setGeometry(QRect(QPoint(max(room.left(), left), room.top() + 2), size))
        self.raise_()
        self.show()
        self.update()

    def _size(self) -> QSize:
        metrics = QFontMetrics(self._font)
        width = max((metrics.horizontalAdvance(line) for line in self._lines), default=0) + 2 * _PADDING_PX + 2
        return QSize(min(MOST_WIDTH_PX, width), len(self._lines) * metrics.height() + _PADDING_PX + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines; the first is the time, the last a hint."""
        painter = QPainter(self)
        painter.setPen(theme.colour("line2"))
        painter.setBrush(theme.colour("bg1"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setFont(self._font)
        metrics = painter.fontMetrics()
        for place, line in enumerate(self._lines):
            row = QRect(_PADDING_PX, 5 + place * metrics.height(), self.width() - 2 * _PADDING_PX, metrics.height())
            painter.setPen(theme.colour("t1" if place == 1 else "t2" if place < MOST_LINES - 1 else "t3"))
            painter.drawText(
                row, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(line, Qt.TextElideMode.ElideRight, row.width())
            )
