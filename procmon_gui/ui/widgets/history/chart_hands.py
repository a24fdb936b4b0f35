"""What pointer and keyboard do on a chart of the History page. It asks; `range_charts` does it for all charts."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from procmon_gui.domain.history import Span
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.history.range_chart import RangeChart
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.time_hands import DRAG_PX, key_factor, wheel_factor
from procmon_gui.ui.widgets.time_strip_marks import Flag, flag_at, flag_words

# So far below the upper edge of the plot a flag reaches.
_FLAG_PX: Final = 10


class HandyChart(RangeChart):
    """The wheel zooms, a drag moves through time, with Shift it chooses a range, a click is the moment.

    Signals:
        zoom_asked: show so much more time (above 1), or less, about a moment.
        drag_asked: show what is so many ms later.
        range_asked: the range that was drawn, a `Span`; None for no more.
        moment_asked: the window is to show this moment, ms.
        mark_asked: the same, of a mark: this very moment is meant.
        alert_asked: the alert of this id, whose triangle was clicked.
        point_opened: a double click at a moment, or Return at the cursor.
        hovered: the pointer is at a moment, or None no longer.
        walk_asked: so many steps back or on; and whether that chooses a range.
        ends_asked: to the oldest (-1) or to now (1).
        menu_asked: what can be done with the chart, at a place of the screen.
        table_asked: the chart as a table.
        escaped: the innermost thing is to be closed.
    """

    zoom_asked = Signal(float, object)
    drag_asked = Signal(float)
    range_asked = Signal(object)
    moment_asked = Signal(object)
    mark_asked = Signal(object)
    alert_asked = Signal(object)
    point_opened = Signal(object)
    hovered = Signal(object)
    walk_asked = Signal(int, bool)
    ends_asked = Signal(int)
    menu_asked = Signal(QPoint)
    table_asked = Signal()
    escaped = Signal()

    _pressed: QPointF | None = None
    _held: str = ""
    _held_ms: float = 0.0

    def time_at(self, x: float) -> float:
        """Return the moment at a place; it may lie outside of what is in sight."""
        plot = self.plot()
        span_ms = self.shown.to_ms - self.shown.from_ms
        return self.shown.from_ms + (x - plot.left()) / plot.width() * span_ms

    @property
    def pixel_ms(self) -> float:
        """Return for how much time a pixel stands."""
        return (self.shown.to_ms - self.shown.from_ms) / self.plot().width()

    # ---- the pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; beside the curve the wheel scrolls the page."""
        factor = wheel_factor(event)
        if factor is None or not self.plot().contains(event.position().toPoint()):
            event.ignore()
            return
        self.zoom_asked.emit(factor, self.time_at(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the time, or of one end of a range."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = event.position()
        self._held = "range" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else ""
        self._held_ms = self.time_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; else tell where the pointer is."""
        x = event.position().x()
        if self._pressed is None:
            is_inside = self.plot().contains(event.position().toPoint())
            self._tell_mark(event)
            self.hovered.emit(round(self.time_at(x)) if is_inside else None)
            return
        if not self._held and abs(x - self._pressed.x()) >= DRAG_PX:
            self._held = "time"
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.hovered.emit(None)
        if self._held == "time":
            by_ms = (self._pressed.x() - x) * self.pixel_ms
            self._pressed = event.position()
            self.drag_asked.emit(by_ms)
        elif self._held == "range" and abs(x - self._pressed.x()) >= DRAG_PX:
            self._draw_range(x)

    def _flag_under(self, at: QPointF) -> Flag | None:
        """Return the mark under the pointer: its flag, or the line below it."""
        plot = self.plot()
        if not plot.top() <= at.y() <= plot.bottom():
            return None
        return flag_at(self.flags(), at.x(), is_flag=at.y() <= plot.top() + _FLAG_PX)

    def _tell_mark(self, event: QMouseEvent) -> None:
        flag = self._flag_under(event.position())
        if flag is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            QToolTip.showText(event.globalPosition().toPoint(), plain_tooltip(flag_words(flag.marks)), self)
        elif self.tells_mark:
            self.unsetCursor()
            QToolTip.hideText()
        self.tells_mark = flag is not None

    def _draw_range(self, x: float) -> None:
        plot = self.plot()
        ends = sorted((self._held_ms, self.time_at(min(max(x, plot.left()), plot.right() + 1))))
        self.range_asked.emit(Span(from_ms=round(ends[0]), to_ms=round(ends[1])))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that moved nothing is the moment; with Shift it takes the range away."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        was_still = abs(event.position().x() - self._pressed.x()) < DRAG_PX
        if self._held == "range" and was_still:
            self.range_asked.emit(None)
        elif not self._held and (flag := self._flag_under(event.position())) is not None:
            if flag.alert is not None:
                self.alert_asked.emit(flag.alert.id)
            else:
                self.mark_asked.emit(flag.marks[0].at_ms)
        elif not self._held and self.plot().contains(event.position().toPoint()):
            self.moment_asked.emit(round(self.time_at(event.position().x())))
        self._pressed, self._held = None, ""
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open who led at the point."""
        if event.button() == Qt.MouseButton.LeftButton and self.plot().contains(event.position().toPoint()):
            self.point_opened.emit(round(self.time_at(event.position().x())))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer is gone."""
        self.tells_mark = False
        self.unsetCursor()
        self.hovered.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a chart."""
        self.menu_asked.emit(event.globalPos())

    # ---- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through time, choose a range, zoom, open the point, show the table."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        chooses = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -100, Qt.Key.Key_PageDown: 100}
        if key in steps and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self.walk_asked.emit(steps[key], chooses)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not modifiers:
            self.ends_asked.emit(-1 if key == Qt.Key.Key_Home else 1)
        elif (factor := key_factor(key)) is not None:
            self.zoom_asked.emit(factor, float(self._middle_ms()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at_ms is not None:
            self.point_opened.emit(self.at_ms)
        elif key == Qt.Key.Key_T and not modifiers:
            self.table_asked.emit()
        elif key == Qt.Key.Key_Escape and self.pointed.chosen is not None:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _middle_ms(self) -> int:
        cursor_ms = self.pointed.cursor_ms
        if cursor_ms is not None and self.shown.from_ms <= cursor_ms <= self.shown.to_ms:
            return cursor_ms
        return (self.shown.from_ms + self.shown.to_ms) // 2

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go what is held."""
        self._pressed, self._held = None, ""
        self.unsetCursor()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the chosen range while there is one; the window would take it first."""
        if asks_for_escape(event) and self.pointed.chosen is not None:
            event.accept()
            return True
        return super().event(event)
