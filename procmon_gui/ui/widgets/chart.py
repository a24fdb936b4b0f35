"""A chart of the last minutes that can be pointed at, zoomed, dragged, walked through by keys, and read as a table."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.reports.rows import curves_csv
from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.chart_canvas import AXIS_PX, ChartCanvas, Line, axis_px
from procmon_gui.ui.widgets.chart_picture import framed
from procmon_gui.ui.widgets.chart_twins import stamp_of
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.ring import nearest
from procmon_gui.ui.widgets.scale import Scale
from procmon_gui.ui.widgets.time_hands import TimeDrag, key_factor, wheel_factor

__all__ = ["AXIS_PX", "Chart", "Line", "axis_px"]

# A double click so near to a curve means its point.
_NEAR_PX: Final = 14


class Chart(ChartCanvas):
    """The wheel zooms, a drag pans, a double click opens a point or shows the newest again.

    Signals:
        cursor_moved: the reader points at so many seconds from now (negative), or None no longer.
        view_changed: the reader zoomed or dragged `view`; charts that share it are drawn anew by whoever shares it.
        point_opened: a double click on a curve at so many seconds from now, or Return at the cursor.
        life_asked: the reader wants to see the whole life of who led at so many seconds from now.
        rule_asked: the reader wants a rule about the line of this column.

    Attributes:
        has_lives: there is a memory that knows whole lives.
        has_rules: there is somebody who judges.
        needs_control_key: the wheel zooms only with Ctrl, because it scrolls the page.
    """

    cursor_moved = Signal(object)
    view_changed = Signal()
    point_opened = Signal(float)
    life_asked = Signal(float)
    rule_asked = Signal(str)

    def __init__(
        self,
        lines: Sequence[Line],
        scale: Scale,
        axis_text: Callable[[float], str],
        parent: QWidget | None = None,
        *,
        value_text: Callable[[float], str] | None = None,
    ) -> None:
        """Make an empty chart; `axis_text` words a value of the axis, `value_text` one of a sample."""
        super().__init__(lines, scale, axis_text, parent, value_text=value_text)
        self.needs_control_key = False
        self.has_lives = self.has_rules = False
        self._asked_s = 0.0
        self._hand = TimeDrag(self)

    # ---- pointer and keys

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        at_s = self._seconds_at(event.position().x())
        factor = wheel_factor(event)
        is_meant = not self.needs_control_key or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if at_s is None or factor is None or not is_meant:
            event.ignore()
            return
        self._zoom(factor, self._now_s + at_s)

    def _zoom(self, factor: float, at_s: float) -> None:
        table = self._table
        if table is None or not len(table):
            return
        oldest_s = float(table.times()[0])
        self.view.zoom(factor, at_s, now_s=self._now_s, usual_span_s=self._span_s, oldest_s=oldest_s)
        self._on_view_moved()

    def _on_view_moved(self) -> None:
        self.redraw()
        self.update()
        self.view_changed.emit()

    def show_newest(self) -> None:
        """Undo zoom and drag."""
        if self.view.is_moved:
            self.view.reset()
            self._on_view_moved()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the cursor of the page, or drag what is shown."""
        if self._hand.holds(event):
            if moved_px := self._hand.moved_px(event):
                self._drag(moved_px)
            return
        self._has_reader, self._is_told = True, True
        self.cursor_moved.emit(self._seconds_at(event.position().x()))

    def _drag(self, moved_px: float) -> None:
        table = self._table
        if table is None or not len(table):
            return
        self.cursor_moved.emit(None)
        start_s, end_s = self._window()
        by_s = moved_px / self._plot_box().width() * (end_s - start_s)
        oldest_s = float(table.times()[0])
        self.view.drag(by_s, now_s=self._now_s, usual_span_s=self._span_s, oldest_s=oldest_s)
        self._on_view_moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._hand.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the point under the pointer, or show the newest again where there is none."""
        at_s = self._point_under(event.position())
        if at_s is None:
            self.show_newest()
        else:
            self.point_opened.emit(at_s)

    def _point_under(self, position: QPointF) -> float | None:
        """Return the time of the sample whose point is under the pointer, if somebody led there."""
        cursor_s = self._seconds_at(position.x())
        if cursor_s is None or self.leader_text is None:
            return None
        at_s, values = self.values_at(cursor_s)
        height = self._plot_box().height()
        places = [(1 - min(value / self.scale.top, 1.0)) * height for value in values if value == value]
        is_near = any(abs(place - position.y()) <= _NEAR_PX for place in places)
        return at_s if is_near and self.leader_text(at_s) else None

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the cursor of the page."""
        self._lose_reader()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor of the page."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._lose_reader()
        super().focusOutEvent(event)

    def _lose_reader(self) -> None:
        self._has_reader = False
        self.cursor_moved.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the samples, zoom, open the point."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9}
        factor = key_factor(key)
        if key in steps and self._walk(steps[key]):
            return
        if factor is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(factor, self._now_s + (self._cursor_s or 0.0))
        elif key == Qt.Key.Key_Escape and self.view.is_moved:
            self.show_newest()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor_s is not None:
            self.point_opened.emit(self.values_at(self._cursor_s)[0])
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> bool:
        table = self._table
        if table is None or not len(table):
            return False
        times = table.times()
        start_s, end_s = self._window()
        first, last = int(np.searchsorted(times, start_s)), int(np.searchsorted(times, end_s + 1e-6)) - 1
        here = nearest(times, min(self._now_s + (self._cursor_s or 0.0), end_s))
        place = min(max(here + step, min(first, last)), last)
        self._has_reader, self._is_told = True, False
        self.cursor_moved.emit(float(times[place]) - self._now_s)
        return True

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the zoom while there is one; the window would take it first."""
        if asks_for_escape(event) and self.view.is_moved:
            event.accept()
            return True
        return super().event(event)

    # ---- menu and table

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.twins.offer(menu)
        menu.addSeparator()
        newest = menu.addAction(theme.icon("rotate-ccw"), self.tr("Show the newest, unzoomed"), self.show_newest)
        newest.setEnabled(self.view.is_moved)
        self._offer_life(menu, event)
        self._offer_rule(menu)
        for action in self.actions():
            menu.addAction(action)
        menu.popup(event.globalPos())

    def _offer_life(self, menu: QMenu, event: QContextMenuEvent) -> None:
        """Offer the life of who led under the pointer, or at the cursor for who came by keys."""
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor_s = self._cursor_s if by_keys else self._seconds_at(event.pos().x())
        if not self.has_lives or self.leader_text is None or cursor_s is None:
            return
        self._asked_s = self.values_at(cursor_s)[0]
        if self.leader_text(self._asked_s):
            menu.addAction(theme.icon("history"), self.tr("Whole life of who led…"), self._on_life)

    @Slot()
    def _on_life(self) -> None:
        self.life_asked.emit(self._asked_s)

    def _offer_rule(self, menu: QMenu) -> None:
        """Offer a rule about what is drawn; of several lines each has its own."""
        if not self.has_rules:
            return
        if len(self._lines) == 1:
            entries = [menu.addAction(theme.icon("bell-ring"), self.tr("Alert rule…"))]
        else:
            several = menu.addMenu(theme.icon("bell-ring"), self.tr("Alert rule"))
            entries = [several.addAction(self.tr("{line}…").format(line=line.name)) for line in self._lines]
        for action, line in zip(entries, self._lines, strict=True):
            action.setData(line.column)
            action.triggered.connect(self._on_rule)

    @Slot()
    def _on_rule(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.rule_asked.emit(str(action.data()))

    def values_in_sight(self, column: str) -> FloatArray:
        """Return what the line of a column shows."""
        return self._table.values(column)[self._seen()] if self._table is not None else np.empty(0)

    @property
    def name(self) -> str:
        """Return what assistive technology hears of it."""
        return self.accessibleName()

    @property
    def has_values(self) -> bool:
        """Say whether there is any sample in sight."""
        return len(self._seen()) > 0

    def _seen(self) -> IntArray:
        """Return the places of the samples in sight."""
        times = self._table.times() if self._table is not None else np.empty(0)
        start_s, end_s = self._window()
        return np.flatnonzero((times >= start_s) & (times <= end_s + 1e-6))

    def table_titles(self) -> list[str]:
        """Return time, lines, and who led where that is known."""
        time = self.tr("Time, {averages}").format(averages=self.averages) if self.averages else self.tr("Time")
        titles = [time, *(line.name for line in self._lines)]
        return [*titles, self.tr("Led by")] if self.leader_text is not None else titles

    def table_rows(self) -> list[list[str]]:
        """Return every sample in sight, the newest first."""
        table = self._table
        if table is None:
            return []
        times, columns = table.times(), [table.values(line.column) for line in self._lines]
        rows = []
        for place in self._seen()[::-1].tolist():
            at_s = float(times[place]) - self._now_s
            values = [float(column[place]) for column in columns]
            row = [self.moment_text(at_s), *(self._value_text(v) if v == v else text.UNKNOWN for v in values)]
            rows.append([*row, self.leader_text(at_s)] if self.leader_text is not None else row)
        return rows

    def csv_text(self) -> str:
        """Return the numbers in their units: ratios from 0 to 1, bytes, times a second."""
        table = self._table
        if table is None:
            return curves_csv(np.zeros(0, np.int64), {})
        seen = self._seen()
        now_s = self.utc_s(0.0)
        at_ms = np.round((table.times()[seen] - self._now_s + now_s) * 1000).astype(np.int64)
        return curves_csv(at_ms, {line.column: table.values(line.column)[seen] for line in self._lines})

    def file_stem(self) -> tuple[str, ...]:
        """Return what is shown, and from when on."""
        return self.name.partition(",")[0], stamp_of(self.utc_s(self._window()[0] - self._now_s))

    def picture(self) -> QImage:
        """Return what is seen, with its name, its lines, and the time in words that last."""
        start_s, end_s = self._window()
        lines = [(line.colour, line.name) for line in self._lines]
        times = (self.utc_s(start_s - self._now_s), self.utc_s(end_s - self._now_s))
        return framed(super().picture(), self.name, lines, times, self.font())
