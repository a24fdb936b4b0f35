"""A short list of who leads: a bar behind each name, as long as its share of the first."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip

BAR_PX: Final = 18
GAP_PX: Final = 2
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RankedRow(NamedTuple):
    """One row: its key for the receiver of `row_chosen`, words, and the length of the bar, 0 to 1."""

    key: str
    name: str
    hint: str
    value: str
    share: float


class RankedBars(QWidget):
    """Shows at most so many rows and keeps their room also when there are fewer.

    Signals:
        row_chosen: the key of the row that was clicked, or on which Return was pressed.
    """

    row_chosen = Signal(str)

    def __init__(self, name: str, count: int, empty_text: str, parent: QWidget | None = None) -> None:
        """Make an empty list; `name` is for assistive technology, `empty_text` says what will appear."""
        super().__init__(parent)
        self._name = name
        self._count = count
        self._empty_text = empty_text
        self._rows: tuple[RankedRow, ...] = ()
        self._hovered = -1
        self._focused = 0
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[RankedRow, ...]:
        """Return the rows as they stand."""
        return self._rows

    def set_count(self, count: int) -> None:
        """Have room for so many rows from now on."""
        if count != self._count:
            self._count = count
            self._rows = self._rows[:count]
            self._focused = min(self._focused, max(0, len(self._rows) - 1))
            self.updateGeometry()
            self.update()

    def say(self, rows: Sequence[RankedRow]) -> None:
        """Show other rows; the first has the longest bar."""
        rows = tuple(rows[: self._count])
        if rows == self._rows:
            return
        self._rows = rows
        if self._hovered >= 0:
            # The row below the pointer may be another now.
            QToolTip.hideText()
        self._focused = min(self._focused, max(0, len(rows) - 1))
        self.setAccessibleDescription("; ".join(f"{row.name} {row.value}" for row in rows))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(160, self._count * self._step_px())

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut."""
        return self.sizeHint()

    def _step_px(self) -> int:
        return max(BAR_PX, self.fontMetrics().height() + 2) + GAP_PX

    def _row_at(self, point: QPoint) -> int:
        row = point.y() // self._step_px()
        return row if 0 <= row < len(self._rows) else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bar, name and value of every row."""
        painter = QPainter(self)
        step = self._step_px()
        metrics = painter.fontMetrics()
        if not self._rows:
            painter.setPen(theme.colour("t3"))
            painter.drawText(QRect(4, 0, self.width() - 8, step), _LEFT, self._empty_text)
            return
        for place, row in enumerate(self._rows):
            box = QRect(0, place * step, self.width(), step - GAP_PX)
            if place == self._hovered:
                painter.fillRect(box, theme.colour("hover"))
            bar_px = max(2, round(row.share * box.width() * 0.72))
            painter.fillRect(QRect(0, box.y(), bar_px, box.height()), theme.colour("sel"))
            value_px = metrics.horizontalAdvance(row.value)
            painter.setPen(theme.colour("t2"))
            painter.drawText(box, _RIGHT, row.value)
            painter.setPen(theme.colour("t1"))
            room = box.adjusted(4, 0, -value_px - 16, 0)
            name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _LEFT, name)
            self._paint_hint(painter, room, metrics.horizontalAdvance(name), row)
            if self.hasFocus() and place == self._focused:
                painter.setPen(theme.colour("accent"))
                painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_hint(self, painter: QPainter, room: QRect, name_px: int, row: RankedRow) -> None:
        rest = room.adjusted(name_px + 8, 0, 0, 0)
        if row.hint and painter.fontMetrics().horizontalAdvance(row.hint) <= rest.width():
            painter.setPen(theme.colour("t2"))
            painter.drawText(rest, _LEFT, row.hint)

    def event(self, event: QEvent) -> bool:
        """Show the whole name as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            if row >= 0:
                words = self.tr("Show the processes of {program}").format(program=self._rows[row].name)
                QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
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
            self.row_chosen.emit(self._rows[row].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the rows with the arrow keys, choose with Return or Space."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._focused = min(max(self._focused + step, 0), len(self._rows) - 1)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._rows:
            self.row_chosen.emit(self._rows[self._focused].key)
        else:
            super().keyPressEvent(event)
