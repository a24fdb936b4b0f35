"""A chart of the last minutes: frame, axis words, cursor. The curves themselves are in `plot`, loaded when needed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.ring import RingTable, least_and_most, nearest
from procmon_gui.ui.widgets.scale import Scale

if TYPE_CHECKING:
    from procmon_gui.ui.widgets.plot import Plot

AXIS_PX: Final = 60
LEAST_HEIGHT_PX: Final = 64
# A chart begins with a minute and shows more of the past as it comes to know it.
SPANS_S: Final = (60.0, 120.0, 300.0, 600.0)


class Line(NamedTuple):
    """One curve: the column of the table that it shows, its name for readers, colour and tint."""

    column: str
    name: str
    colour: str
    is_filled: bool = False


class Chart(QWidget):
    """Shows columns of a `RingTable` over a fixed span of time, newest at the right.

    Signals:
        cursor_moved: the reader points at so many seconds from now (negative), or None no longer.
    """

    cursor_moved = Signal(object)

    def __init__(
        self,
        lines: Sequence[Line],
        scale: Scale,
        axis_text: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty chart; `axis_text` words a value of the axis."""
        super().__init__(parent)
        self._lines = tuple(lines)
        self.scale = scale
        self._axis_text = axis_text
        self._span_s = SPANS_S[0]
        self._plot: Plot | None = None
        self._table: RingTable | None = None
        self._now_s = 0.0
        self._cursor_s: float | None = None
        self._font = theme.sized_font(self.font(), -1.5)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.theme_changed.connect(self._on_theme_changed)

    @property
    def span_s(self) -> float:
        """Return how much of the past is shown."""
        return self._span_s

    def load_plot(self) -> None:
        """Make the drawing surface; the first call loads pyqtgraph."""
        if self._plot is not None:
            return
        # Here and not above: loading pyqtgraph takes 0.3 s that the first paint can not wait.
        from procmon_gui.ui.widgets.plot import Curve, Plot

        curves = [Curve(name=line.name, colour=line.colour, is_filled=line.is_filled) for line in self._lines]
        self._plot = Plot(curves, self)
        self._plot.setGeometry(self._plot_box())
        self._plot.show()

    def draw(self, table: RingTable, now_s: float) -> None:
        """Show the table as it is now."""
        self._table, self._now_s = table, now_s
        self._fit_span(table)
        start_s = now_s - self._span_s
        seen = table.times() >= start_s
        for line in self._lines:
            values = table.values(line.column)[seen]
            known = values[np.isfinite(values)]
            if known.size and self.scale.reach(float(known.max())):
                self.update()
        if self._plot is None:
            return
        bins = max(1, self._plot.width())
        drawn = []
        for line in self._lines:
            x, y = least_and_most(table.times(), table.values(line.column), start_s=start_s, end_s=now_s, bins=bins)
            drawn.append((x - now_s, np.clip(y / self.scale.top, 0.0, 1.0)))
        self._plot.draw(drawn, self._gaps(table, start_s), self._span_s)
        if self._cursor_s is not None:
            self.point_at(self._cursor_s)

    def _fit_span(self, table: RingTable) -> None:
        age_s = self._now_s - float(table.times()[0]) if len(table) else 0.0
        span_s = next((span_s for span_s in SPANS_S if span_s >= age_s), SPANS_S[-1])
        if span_s != self._span_s:
            self._span_s = span_s
            self.update()

    def _gaps(self, table: RingTable, start_s: float) -> list[tuple[float, float]]:
        """Return the stretches, in seconds from now, in which no line of the chart is known."""
        times = table.times()
        seen = times >= start_s
        unknown = np.ones(int(seen.sum()), dtype=bool)
        for line in self._lines:
            unknown &= np.isnan(table.values(line.column)[seen])
        if not unknown.any():
            return []
        times = times[seen] - self._now_s
        edges = np.flatnonzero(np.diff(np.concatenate(([False], unknown, [False])).astype(np.int8))).tolist()
        last = len(times) - 1
        return [
            (float(times[max(start - 1, 0)]), float(times[min(end, last)]))
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]

    def values_at(self, cursor_s: float) -> tuple[float, list[float]]:
        """Return the time (seconds from now) and the values of the sample next to the cursor; NaN is unknown."""
        table = self._table
        if table is None or not len(table):
            return cursor_s, [float("nan")] * len(self._lines)
        times = table.times()
        place = nearest(times, self._now_s + cursor_s)
        return float(times[place]) - self._now_s, [float(table.values(line.column)[place]) for line in self._lines]

    def point_at(self, cursor_s: float | None) -> None:
        """Show the cursor at so many seconds from now, or hide it. All charts of a page are told the same."""
        self._cursor_s = cursor_s
        if self._plot is None:
            return
        if cursor_s is None:
            self._plot.point_at(None)
            return
        at_s, values = self.values_at(cursor_s)
        self._plot.point_at((at_s, [value / self.scale.top for value in values]))

    def _plot_box(self) -> QRect:
        foot = self._foot_px()
        return QRect(AXIS_PX, 0, max(1, self.width() - AXIS_PX), max(1, self.height() - foot))

    def _foot_px(self) -> int:
        return self.fontMetrics().height() + 2

    def _seconds_at(self, x: float) -> float | None:
        box = self._plot_box()
        if not box.left() <= x <= box.right() + 1:
            return None
        return ((x - box.left()) / box.width() - 1) * self._span_s

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawing surface in its place."""
        if self._plot is not None:
            self._plot.setGeometry(self._plot_box())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis words, and the empty frame while there is no plot yet."""
        painter = QPainter(self)
        box = self._plot_box()
        painter.setFont(self._font)
        height = painter.fontMetrics().height()
        if self._plot is None:
            for y, token in ((0, "grid"), (box.height() // 2, "grid"), (box.height() - 1, "line2")):
                painter.fillRect(box.left(), y, box.width(), 1, theme.colour(token))
        painter.setPen(theme.colour("t3"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        top = self.scale.top
        # The unit stands once, at the top.
        words = ((0, self._axis_text(top)), (box.height() // 2, ""), (box.height() - height, "0"))
        for y, word in words:
            painter.drawText(QRect(0, y, AXIS_PX - 8, height), right, word)
        foot = QRect(box.left(), box.bottom() + 2, box.width(), height)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._start_words())
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self.tr("now"))
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _start_words(self) -> str:
        return self.tr("{minutes} min ago").format(minutes=round(self._span_s / 60))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the cursor of the page."""
        self.cursor_moved.emit(self._seconds_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the cursor of the page."""
        self.cursor_moved.emit(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor of the page."""
        self.cursor_moved.emit(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor sample by sample with the arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9}
        step = steps.get(Qt.Key(event.key()))
        table = self._table
        if step is None or table is None or not len(table):
            super().keyPressEvent(event)
            return
        times = table.times()
        place = nearest(times, self._now_s + (self._cursor_s or 0.0)) + step
        place = min(max(place, 0), len(times) - 1)
        self.cursor_moved.emit(max(float(times[place]) - self._now_s, -self._span_s))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._font = theme.sized_font(self.font(), -1.5)
        self.update()
        if self._plot is not None:
            self._plot.viewport().update()
