"""What a chart shows: axis words, card, and the curves with frame and cursor, which `plot` draws."""

import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.chart_card import ChartCard
from procmon_gui.ui.widgets.chart_view import SPANS_S, ChartView
from procmon_gui.ui.widgets.focus_outline import FocusOutline
from procmon_gui.ui.widgets.plot import Plot, Shape
from procmon_gui.ui.widgets.ring import Samples, least_and_most, nearest
from procmon_gui.ui.widgets.scale import Scale
from procmon_gui.ui.widgets.tabled_chart import TabledChart

AXIS_PX: Final = 60
AXIS_GAP_PX: Final = 8
_LONGEST_WORDS: Final = "512 MiB/s"
LEAST_HEIGHT_PX: Final = 52


def axis_px(font: QFont) -> int:
    """Return the width of the words of an axis, the same for all charts in a font: a number is never cut."""
    words_px = QFontMetrics(theme.sized_font(font, -1.5)).horizontalAdvance(_LONGEST_WORDS)
    return max(AXIS_PX, words_px + AXIS_GAP_PX)


class Line(NamedTuple):
    """One curve: the column of the table that it shows, its name for readers, colour and tint."""

    column: str
    name: str
    colour: str
    is_filled: bool = False


class ChartCanvas(TabledChart):
    """Shows columns of samples over a span of time, newest at the right.

    Attributes:
        view: which time is shown; a page gives all its charts the same.
        moment_text: words the time so many seconds from now.
        utc_s: says what time that is, seconds UTC.
        averages: what a point is where it is no beat, in words; "" where it is one.
        leader_text: words who led at so many seconds from now, "" for nobody; None where nobody is known to lead.
    """

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
        super().__init__(parent)
        self.view = ChartView()
        self.moment_text: Callable[[float], str] = self._ago_words
        self.utc_s: Callable[[float], float] = _utc_s
        self.leader_text: Callable[[float], str] | None = None
        self.averages = ""
        self._value_text = value_text or axis_text
        self._card = ChartCard(self)
        self._outline = FocusOutline(self)
        self._has_reader = False
        self._is_told = False
        self._lines = tuple(lines)
        self.scale = scale
        self._axis_text = axis_text
        self._span_s = SPANS_S[0]
        self._plot = Plot([Shape(colour=line.colour, is_filled=line.is_filled) for line in lines], self)
        self._table: Samples | None = None
        self._now_s = 0.0
        self._drawn_end_s = 0.0
        self._drawn_look: tuple[object, ...] = ()
        self._painted_words = ("", "")
        self._cursor_s: float | None = None
        self._font = theme.sized_font(self.font(), -1.5)
        self._axis_px = axis_px(self.font())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(theme.scaled(LEAST_HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.theme_changed.connect(self._on_theme_changed)

    @property
    def span_s(self) -> float:
        """Return how much of the past is shown while nobody zooms."""
        return self._span_s

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the curves."""
        return self._lines

    def draw_with(self, kind: type[Plot]) -> None:
        """Draw the curves with another kind of plot from now on."""
        self._plot.hide()
        self._plot.deleteLater()
        self._plot = kind([Shape(colour=line.colour, is_filled=line.is_filled) for line in self._lines], self)
        self._plot.setGeometry(self._plot_box())
        self._plot.show()
        self.redraw()

    def draw(self, table: Samples, now_s: float) -> None:
        """Show the samples as they are now."""
        self._table, self._now_s = table, now_s
        self._fit_span(table)
        if self._has_moved():
            self.redraw()
        if self.edge_words() != self._painted_words:
            self.update()

    def _has_moved(self) -> bool:
        """Say whether a redraw would show anything: ten minutes move by a pixel every other second only."""
        start_s, end_s = self._window()
        pixel_s = (end_s - start_s) / max(1, self._plot_box().width())
        look = (self._table, self.size(), round(end_s - start_s, 3), self.scale.top)
        is_same = look == self._drawn_look and 0 <= end_s - self._drawn_end_s < 0.9 * pixel_s
        return not is_same or self._cursor_s is not None

    def redraw(self) -> None:
        """Show what `view` asks for."""
        table = self._table
        if table is None:
            return
        start_s, end_s = self._window()
        self._drawn_end_s = end_s
        times = table.times()
        seen = (times >= start_s) & (times <= end_s)
        for line in self._lines:
            values = table.values(line.column)[seen]
            known = values[np.isfinite(values)]
            if known.size and self.scale.reach(float(known.max())):
                self.update()
        bins = max(1, self._plot.width())
        drawn = []
        for line in self._lines:
            x, y = least_and_most(times, table.values(line.column), start_s=start_s, end_s=end_s, bins=bins)
            drawn.append((x - end_s, np.clip(y / self.scale.top, 0.0, 1.0)))
        self._drawn_look = (table, self.size(), round(end_s - start_s, 3), self.scale.top)
        self._plot.draw(drawn, self._gaps(table, start_s, end_s), end_s - start_s)
        if self.edge_words() != self._painted_words:
            self.update()
        if self._cursor_s is not None:
            self.point_at(self._cursor_s)

    @property
    def edges_s(self) -> tuple[float, float]:
        """Return the first and the last second in sight, from now (negative: earlier)."""
        start_s, end_s = self._window()
        return start_s - self._now_s, end_s - self._now_s

    def edge_words(self) -> tuple[str, str]:
        """Return when the first and the last second in sight are."""
        words = self.moment_text if self.view.is_past else self._ago_words
        start_s, end_s = self.edges_s
        return words(start_s), words(end_s)

    def _window(self) -> tuple[float, float]:
        return self.view.window(self._now_s, self._span_s)

    def _fit_span(self, table: Samples) -> None:
        age_s = self._now_s - float(table.times()[0]) if len(table) else 0.0
        span_s = next((span_s for span_s in SPANS_S if span_s >= age_s), SPANS_S[-1])
        if span_s != self._span_s:
            self._span_s = span_s
            self.update()

    def _gaps(self, table: Samples, start_s: float, end_s: float) -> list[tuple[float, float]]:
        """Return the stretches, in seconds from `end_s`, in which no line of the chart is known."""
        times = table.times()
        seen = times >= start_s
        unknown = np.ones(int(seen.sum()), dtype=bool)
        for line in self._lines:
            unknown &= np.isnan(table.values(line.column)[seen])
        if not unknown.any():
            return []
        times = times[seen] - end_s
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
        if cursor_s is None:
            self._card.hide()
        start_s, end_s = self._window()
        if cursor_s is None or not start_s <= self._now_s + cursor_s <= end_s + 1e-6:
            self._plot.point_at(None)
            self._card.hide()
            return
        at_s, values = self.values_at(cursor_s)
        x_s = self._now_s + at_s - end_s
        self._plot.point_at((x_s, [value / self.scale.top for value in values]))
        if self._has_reader:
            self._show_card(at_s, values, x_s / (end_s - start_s))

    def card_lines(self, at_s: float, values: Sequence[float]) -> list[str]:
        """Return what there is to say of one sample: time, values, who led."""
        worded = [text.UNKNOWN if value != value else self._value_text(value) for value in values]
        if len(self._lines) > 1:
            worded = [f"{line.name} {word}" for line, word in zip(self._lines, worded, strict=True)]
        said = [", ".join(part for part in (self.moment_text(at_s), self.averages) if part), ", ".join(worded)]
        leader = self.leader_text(at_s) if self.leader_text is not None else ""
        return [*said, leader, self.tr("Double click opens it")] if leader else said

    def _show_card(self, at_s: float, values: Sequence[float], share: float) -> None:
        box = self._plot_box()
        lines = self.card_lines(at_s, values)
        self._card.show_at(lines, round(box.right() + 1 + share * box.width()), box)
        if not self._is_told:
            self._is_told = True
            words = ", ".join(lines[:3])
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _plot_box(self) -> QRect:
        foot = self._foot_px()
        return QRect(self._axis_px, 0, max(1, self.width() - self._axis_px), max(1, self.height() - foot))

    def _foot_px(self) -> int:
        return self.fontMetrics().height() + 2

    def _seconds_at(self, x: float) -> float | None:
        box = self._plot_box()
        if not box.left() <= x <= box.right() + 1:
            return None
        start_s, end_s = self._window()
        return end_s - self._now_s + ((x - box.left()) / box.width() - 1) * (end_s - start_s)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._outline.appear()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it has gone."""
        super().focusOutEvent(event)
        self._outline.vanish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawing surface in its place."""
        self._plot.setGeometry(self._plot_box())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words of the axis and of the time."""
        painter = QPainter(self)
        box = self._plot_box()
        painter.setFont(self._font)
        height = painter.fontMetrics().height()
        painter.setPen(theme.colour("t3"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        top = self.scale.top
        # The unit stands once, at the top.
        words = ((0, self._axis_text(top)), (box.height() // 2, ""), (box.height() - height, "0"))
        for y, word in words:
            painter.drawText(QRect(0, y, self._axis_px - AXIS_GAP_PX, height), right, word)
        # As high as there is room: Qt rounds the height of letters down, and would cut off what hangs below the line.
        foot = QRect(box.left(), box.bottom() + 2, box.width(), self._foot_px() - 1)
        self._painted_words = self.edge_words()
        for side, word in zip(
            (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), self._painted_words, strict=True
        ):
            painter.drawText(foot, side, word)
        if self.averages:
            edges_px = sum(map(painter.fontMetrics().horizontalAdvance, self._painted_words))
            self._paint_averages(painter, foot, foot.width() - edges_px)

    def _paint_averages(self, painter: QPainter, foot: QRect, room_px: int) -> None:
        """Say between the two times that a point is no beat, as long as it fits."""
        wide_px = painter.fontMetrics().horizontalAdvance(self.averages)
        if wide_px + 4 * AXIS_GAP_PX <= room_px:
            painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, self.averages)

    def _ago_words(self, from_now_s: float) -> str:
        ago_s = -from_now_s
        if ago_s < 0.5:
            return self.tr("now")
        if round(ago_s) % 60 == 0:
            return self.tr("{minutes} min ago").format(minutes=round(ago_s / 60))
        return self.tr("{duration} ago").format(duration=text.duration_text(ago_s))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._font = theme.sized_font(self.font(), -1.5)
        self._axis_px = axis_px(self.font())
        self.setMinimumHeight(theme.scaled(LEAST_HEIGHT_PX))
        self.update()
        self._plot.setGeometry(self._plot_box())
        self._plot.update()


def _utc_s(at_s: float) -> float:
    return time.time() + at_s
