"""What pointer and keyboard do on a heat map. It asks; whoever owns the time around it does it for all charts there."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from procmon_gui.ui.widgets.focus_outline import FocusOutline
from procmon_gui.ui.widgets.heat_map.face import HeatFace
from procmon_gui.ui.widgets.heat_map.twin import columns_in_sight
from procmon_gui.ui.widgets.history.axis_picture import AXIS_PX, SIDE_PX
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.time_hands import TimeDrag, key_factor, wheel_factor

_MOVES: Final = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_PageUp: (0, -10), Qt.Key.Key_PageDown: (0, 10),
}  # fmt: skip


class HeatMap(HeatFace):
    """The wheel zooms, a drag moves through time, a click is the moment; arrows go from cell to cell.

    Signals:
        zoom_asked: show so much more time (above 1), or less, about a moment.
        drag_asked: show what is so many ms later.
        moment_asked: the window is to show this moment, ms.
        hovered: the pointer, or the cell that has the keyboard, is at a moment; or None no longer.
        sight_asked: this moment is to be in sight.
    """

    zoom_asked = Signal(float, object)
    drag_asked = Signal(float)
    moment_asked = Signal(object)
    hovered = Signal(object)
    sight_asked = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        most_rows: int = 0,
        edge_px: int = SIDE_PX,
        names_px: int = AXIS_PX,
        has_hands: bool = True,
    ) -> None:
        """Make it empty; without hands it can not be zoomed and dragged."""
        super().__init__(parent, most_rows=most_rows, edge_px=edge_px, names_px=names_px)
        self._has_hands = has_hands
        self._drag = TimeDrag(self)
        self._pressed: QPointF | None = None
        self._has_moved = False
        self._outline = FocusOutline(self)

    # ---- the pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; beside the cells the wheel scrolls the page."""
        factor = wheel_factor(event)
        at = event.position()
        if factor is None or not self._has_hands or not self.plot().contains(at.toPoint()):
            event.ignore()
            return
        self.zoom_asked.emit(factor, self.time_at(at.x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the time."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._has_moved = event.position(), False
            if self._has_hands:
                self._drag.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; else point at the cell there."""
        if self._drag.holds(event):
            moved_px = self._drag.moved_px(event)
            if moved_px:
                self._has_moved = True
                self._point_at(None, None)
                plot = self.plot()
                self.drag_asked.emit(moved_px * (self.shown.to_ms - self.shown.from_ms) / plot.width())
            return
        at = event.position()
        is_inside = self.plot().contains(at.toPoint())
        self._point_at(self.cell_at(at.x(), at.y()), round(self.time_at(at.x())) if is_inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the moment of a press that moved nothing."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._drag.release()
        at = event.position()
        if not self._has_moved and self.plot().contains(at.toPoint()) and self.has_values:
            self.moment_asked.emit(round(self.time_at(at.x())))
        self._pressed = None

    def leaveEvent(self, _event: QEvent) -> None:
        """Point at nothing, or again at the cell that has the keyboard."""
        self._point_at(None, None)

    def _point_at(self, cell: tuple[int, int] | None, at_ms: int | None) -> None:
        if cell != self.cell or (cell is None and self.card_lines):
            self.look_at(cell, has_card=True)
        self.hovered.emit(at_ms)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the table, the file and the picture."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.twins.offer(menu)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say the whole of a name that is cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = event.pos().y() // self.row_px
            is_name = event.pos().x() < self.plot().left() and 0 <= row < len(self.content.rows)
            if is_name:
                QToolTip.showText(event.globalPos(), plain_tooltip(self._about(row)), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _about(self, row: int) -> str:
        one = self.content.rows[row]
        if not one.scale:
            return one.about
        return self.tr("{row}; the strongest colour is {value}").format(row=one.about, value=one.scale)

    # ---- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from cell to cell and to the moment of one, zoom, show the table."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.has_values or modifiers & ~Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in _MOVES and not modifiers:
            self._step(*_MOVES[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not modifiers:
            self._go_to(self._now()[0], 0 if key == Qt.Key.Key_Home else self.content.step_count - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not modifiers:
            self.moment_asked.emit(self.content.middle_ms(self._now()[1]))
        elif (factor := key_factor(key)) is not None and self._has_hands:
            self.zoom_asked.emit(factor, float(self.content.middle_ms(self._now()[1])))
        else:
            super().keyPressEvent(event)

    def _now(self) -> tuple[int, int]:
        """Return the cell that has the keyboard: where the moment is, else the newest in sight, of the first row."""
        if self.cell is not None:
            return self.cell
        seen = columns_in_sight(self.content, self.shown)
        cursor_ms = self.pointed.cursor_ms
        column = self.content.column_at(cursor_ms) if cursor_ms is not None else None
        if column is None or column not in seen:
            column = seen[-1] if seen else self.content.step_count - 1
        return 0, column

    def _step(self, down: int, on: int) -> None:
        if self.cell is None:
            self._go_to(*self._now())
            return
        row, column = self.cell
        self._go_to(row + down, column + on)

    def _go_to(self, row: int, column: int) -> None:
        row = min(max(row, 0), len(self.content.rows) - 1)
        column = min(max(column, 0), self.content.step_count - 1)
        at_ms = self.content.middle_ms(column)
        self.sight_asked.emit(at_ms)
        self.look_at((row, column), has_card=True)
        self.hovered.emit(at_ms)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._outline.appear()
        is_by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if is_by_key and self.has_values and self.cell is None:
            self.look_at(self._now(), has_card=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go what is held, and point at nothing."""
        super().focusOutEvent(event)
        self._outline.vanish()
        self._drag.release()
        self._pressed = None
        self._point_at(None, None)
