"""A short list that is painted: rows of one height, chosen by pointer and by keys."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip


class PaintedRows(QWidget):
    """Shows at most so many rows and keeps their room also when there are fewer. Who derives from it has the rows.

    Attributes:
        above_px, below_px: what of the height of a row is not tinted under the pointer.
    """

    above_px: ClassVar[int] = 0
    below_px: ClassVar[int] = 0

    def __init__(self, name: str, count: int, parent: QWidget | None = None) -> None:
        """Make an empty list; `name` is for assistive technology."""
        super().__init__(parent)
        self._count = count
        self._hovered, self._focused = -1, 0
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """Have room for so many rows from now on."""
        if count != self._count:
            self._count = count
            self._cut()
            self._keep_focus()
            self.updateGeometry()
            self.update()

    # ---- for who derives from this

    def _row_count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def _row_px(self) -> int:
        """Return how high a row is."""
        raise NotImplementedError

    def _cut(self) -> None:
        """Show no more than there is room for."""
        raise NotImplementedError

    def _paint_row(self, painter: QPainter, box: QRect, place: int) -> None:
        """Paint what stands in the part of a row that may be tinted."""
        raise NotImplementedError

    def _paint_empty(self, painter: QPainter) -> None:
        """Say what will appear here."""
        raise NotImplementedError

    def _tip(self, place: int) -> str:
        """Return what is told of a row when the pointer rests on it."""
        raise NotImplementedError

    def _choose(self, place: int) -> None:
        """Hear that a row was clicked, or that Return was pressed on it."""
        raise NotImplementedError

    def _keep_focus(self) -> None:
        """Let the keyboard stay on a row when there are others."""
        self._focused = min(self._focused, max(0, self._row_count() - 1))

    # ---- painting

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(160, self._count * self._row_px())

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every row, the one under the pointer and the one with the keyboard told apart."""
        painter = QPainter(self)
        if not self._row_count():
            painter.setPen(theme.colour("t3"))
            self._paint_empty(painter)
        for place in range(self._row_count()):
            top, height = place * self._row_px(), self._row_px()
            box = QRect(0, top, self.width(), height).adjusted(0, self.above_px, 0, -self.below_px)
            if place == self._hovered:
                painter.fillRect(box, theme.colour("hover"))
            self._paint_row(painter, box, place)
            if self.hasFocus() and place == self._focused:
                painter.setPen(theme.colour("accent"))
                painter.drawRect(box.adjusted(0, 0, -1, -1))

    # ---- input

    def _row_at(self, point: QPoint) -> int:
        row = point.y() // self._row_px()
        return row if 0 <= row < self._row_count() else -1

    def event(self, event: QEvent) -> bool:
        """Tell of a row what it has no room for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            if row >= 0:
                QToolTip.showText(event.globalPos(), plain_tooltip(self._tip(row)), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        self._hover(self._row_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tint nothing."""
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the pointer."""
        row = self._row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self._choose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the rows with the arrow keys, choose with Return or Space."""
        key, count = event.key(), self._row_count()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and count:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._focused = min(max(self._focused + step, 0), count - 1)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and count:
            self._choose(self._focused)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()
