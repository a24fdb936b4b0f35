"""A small chart of one process over time: title, readout, curves, cursor, and what its axis reaches to."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.reports.rows import curves_csv
from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.widgets.chart_twins import MOST_ROWS, stamp_of
from procmon_gui.ui.widgets.curves import paint_frame, paint_gap
from procmon_gui.ui.widgets.ring import least_and_most, nearest
from procmon_gui.ui.widgets.scale import Scale
from procmon_gui.ui.widgets.small_chart import STEPS, SmallChart, heights, paint_curve, paint_dot

PLOT_PX: Final = 64
# A step so much longer than those beside it is a gap.
GAP_BEATS: Final = 3.5
MINUTE_S: Final = 60
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class Curve(NamedTuple):
    """One line: the metric that it shows, its name where there are several, its place among the series colours."""

    metric_id: str
    name: str
    series: int


class Past(Protocol):
    """What a chart draws: columns over the same times, seconds UTC, ascending; NaN is unknown."""

    def times(self) -> FloatArray:
        """Return the times of what is known."""

    def values(self, metric_id: str) -> FloatArray:
        """Return one metric, as long as `times`."""


class Window(NamedTuple):
    """The stretch of time that all charts of a tab show, seconds UTC, and the words at its two ends."""

    from_s: float
    to_s: float
    from_words: str
    to_words: str


class LifeChart(SmallChart):
    """Shows metrics of one process.

    Signals:
        cursor_moved: the reader points at this moment, seconds UTC; None no longer.

    Attributes:
        subject: whom it shows, as files are called.
        averages_to_s: what it shows of the time before it are averages of minutes.
    """

    cursor_moved = Signal(object)

    def __init__(
        self,
        title: str,
        curves: Sequence[Curve],
        scale: Scale,
        words: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty chart; `words` words a value of its axis."""
        super().__init__(parent)
        self._title = title
        self.subject = ""
        self._curves = tuple(curves)
        self.scale = scale
        self._words = words
        self.factor = 1.0
        self.averages_to_s = float("-inf")
        self._life: Past | None = None
        self._window = Window(0.0, 1.0, "", "")
        self._cursor_s: float | None = None
        self._mark_s: float | None = None
        self._lines: list[tuple[FloatArray, FloatArray]] = []
        self._gaps: list[tuple[float, float]] = []
        self._readout = text.UNKNOWN
        self._is_stale = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _restyle(self) -> None:
        self._title_font = theme.sized_font(self.font(), 0, QFont.Weight.DemiBold)
        self._axis_font = theme.sized_font(self.font(), -1.5)
        self._head_px = QFontMetrics(self._title_font).height() + 6
        self._foot_px = QFontMetrics(self._axis_font).height() + 4

    def rename(self, title: str) -> None:
        """Show another title, because the basis of the values is another."""
        self._title = title
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height for a plot of the usual size."""
        return QSize(200, self._head_px + PLOT_PX + self._foot_px)

    def minimumSizeHint(self) -> QSize:
        """Let the plot be lower where there is little room."""
        return QSize(120, self._head_px + PLOT_PX * 3 // 4 + self._foot_px)

    # ---- what tabs say

    def draw(self, life: Past, window: Window, *, mark_s: float | None = None, is_stale: bool = False) -> None:
        """Show a life in a window of time; `mark_s` is the past moment that is looked at."""
        self._life, self._window, self._mark_s, self._is_stale = life, window, mark_s, is_stale
        self._lines, self._gaps = [], []
        times = life.times()
        bins = max(1, self.width())
        for curve in self._curves:
            x, y = least_and_most(
                times, life.values(curve.metric_id) * self.factor, start_s=window.from_s, end_s=window.to_s, bins=bins
            )
            inside = x >= window.from_s - (window.to_s - window.from_s) / bins
            x, y = x[inside], y[inside]
            known = y[np.isfinite(y)]
            if known.size:
                self.scale.reach(float(known.max()))
            self._lines.append((x, y))
        self._gaps = _gaps(times, window)
        self._say()
        self.update()

    def point_at(self, cursor_s: float | None) -> None:
        """Show the cursor at a moment, or hide it. All charts of a tab are told the same."""
        self._cursor_s = cursor_s
        self._say()
        self.update()

    def forget(self) -> None:
        """Begin anew with another process."""
        self._life, self._cursor_s, self._lines, self._gaps = None, None, [], []
        self.scale.reset()
        self._readout = text.UNKNOWN
        self.update()

    @property
    def readout(self) -> str:
        """Return the value at the cursor, or the newest, in words."""
        return self._readout

    def sample_at(self, at_s: float) -> float:
        """Return the time of the beat nearest to a moment; the moment where nothing is known."""
        times = self._life.times() if self._life is not None else np.empty(0)
        return float(times[nearest(times, at_s)]) if len(times) else at_s

    def _say(self) -> None:
        moment_s = self._cursor_s if self._cursor_s is not None else self._mark_s
        said = [text.UNKNOWN for _ in self._curves]
        times = self._life.times() if self._life is not None else np.empty(0)
        if self._life is not None and len(times):
            at = nearest(times, self._window.to_s if moment_s is None else moment_s)
            for place, curve in enumerate(self._curves):
                value = float(self._life.values(curve.metric_id)[at]) * self.factor
                said[place] = text.UNKNOWN if value != value else self._words(value)
        named = [
            f"{curve.name} {words}" if curve.name else words for curve, words in zip(self._curves, said, strict=True)
        ]
        readout = "   ".join(named)
        if readout != self._readout or not self.accessibleName():
            self._readout = readout
            self.setAccessibleName(f"{self._title} {', '.join(named)}")

    # ---- as table, text, file

    @property
    def name(self) -> str:
        """Return the title."""
        return self._title

    @property
    def has_values(self) -> bool:
        """Say whether anything is known in the time that is shown."""
        return len(self._seen()) > 0

    def _seen(self) -> IntArray:
        """Return the places of what is known in the time that is shown."""
        times = self._life.times() if self._life is not None else np.empty(0)
        return np.flatnonzero((times >= self._window.from_s) & (times <= self._window.to_s + 1e-6))

    def _curve_title(self, curve: Curve) -> str:
        return f"{self._title}, {curve.name}" if curve.name else self._title

    def table_titles(self) -> list[str]:
        """Return time, and a column for each curve."""
        return [self.tr("Time"), *map(self._curve_title, self._curves)]

    def table_rows(self) -> list[list[str]]:
        """Return every sample that is shown, the newest first."""
        if self._life is None:
            return []
        seen = self._seen()[::-1][:MOST_ROWS]
        times = list(map(self._row_time, self._life.times()[seen].tolist()))
        columns = [(self._life.values(curve.metric_id)[seen] * self.factor).tolist() for curve in self._curves]
        worded = [[text.UNKNOWN if value != value else self._words(value) for value in column] for column in columns]
        return [list(row) for row in zip(times, *worded, strict=True)]

    def _row_time(self, at_s: float) -> str:
        words = moment_words.moment_text(round(at_s * 1000))
        return self.tr("{time}, average of the minute").format(time=words) if at_s < self.averages_to_s else words

    def csv_text(self) -> str:
        """Return the numbers in the units of the catalogue; `step_s` is that of an average, 0 of a sample."""
        if self._life is None:
            return curves_csv(np.zeros(0, np.int64), {})
        seen, life = self._seen(), self._life
        times = life.times()[seen]
        step_s = np.where(times < self.averages_to_s, MINUTE_S, 0)
        values = {curve.metric_id: life.values(curve.metric_id)[seen] for curve in self._curves}
        return curves_csv(np.round(times * 1000).astype(np.int64), {**values, "step_s": step_s})

    def file_stem(self) -> tuple[str, ...]:
        """Return who it was, what is shown, and from when on."""
        kinds = dict.fromkeys(curve.metric_id.partition("_")[0] for curve in self._curves)
        return self.subject, *kinds, stamp_of(self._window.from_s)

    # ---- painting

    def _plot_box(self) -> QRect:
        return QRect(0, self._head_px, self.width(), max(8, self.height() - self._head_px - self._foot_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, plot and foot."""
        painter = QPainter(self)
        box = self._plot_box()
        self._paint_words(painter, box)
        painter.fillRect(box, theme.colour("bg1"))
        paint_frame(painter, box)
        for from_s, to_s in self._gaps:
            paint_gap(painter, box, self._x(from_s), self._x(to_s))
        painter.setClipRect(box)
        for place, (x, y) in enumerate(self._lines):
            self._paint_curve(painter, box, place, x, y)
        self._paint_cursor(painter, box)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRect) -> None:
        painter.setFont(self._title_font)
        head = QRect(0, 0, self.width(), self._head_px - 2)
        painter.setPen(theme.colour("t2" if self._is_stale else "t1"))
        painter.drawText(head, _LEFT, self._title)
        free = head.adjusted(painter.fontMetrics().horizontalAdvance(self._title) + 12, 0, 0, 0)
        if len(self._curves) == 1:
            painter.drawText(free, _RIGHT, self._readout)
        else:
            self._paint_legend(painter, free)
        painter.setFont(self._axis_font)
        painter.setPen(theme.colour("t3"))
        foot = QRect(0, box.bottom() + 2, self.width(), self._foot_px - 2)
        painter.drawText(foot, _LEFT, self._window.from_words)
        painter.drawText(foot, _RIGHT, self._window.to_words)
        top = self.tr("axis 0 to {top}").format(top=text.axis_text(self._words(self.scale.top)))
        painter.drawText(foot, _MIDDLE, top)

    def _paint_legend(self, painter: QPainter, room: QRect) -> None:
        """Write the readout of several curves, each behind a short line of its colour, from the right."""
        painter.setFont(theme.number_font(self.font()))
        right = room.right() + 1
        parts = self._readout.split("   ")
        for curve, said in reversed(list(zip(self._curves, parts, strict=False))):
            width = painter.fontMetrics().horizontalAdvance(said)
            painter.setPen(theme.colour("t2" if self._is_stale else "t1"))
            painter.drawText(QRect(right - width, room.top(), width + 1, room.height()), _LEFT, said)
            colour = QColor(theme.current().series[curve.series])
            painter.fillRect(right - width - 14, room.center().y(), 10, 2, colour)
            right -= width + 26

    def _paint_curve(self, painter: QPainter, box: QRect, place: int, x: FloatArray, y: FloatArray) -> None:
        colour = QColor(theme.current().series[self._curves[place].series])
        span_s = self._window.to_s - self._window.from_s
        across = (x - self._window.from_s) / span_s * box.width()
        up = heights(y, self.scale.top, box)
        for piece in _pieces(x, y):
            paint_curve(painter, across[piece], up[piece], box.bottom() + 0.5, colour, is_filled=place == 0)

    def _paint_cursor(self, painter: QPainter, box: QRect) -> None:
        at_s = self._cursor_s if self._cursor_s is not None else self._mark_s
        if at_s is None or self._life is None:
            return
        x = round(self._x(at_s)) + 0.5
        painter.setPen(QPen(theme.colour("t1"), 1))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        times = self._life.times()
        if not len(times):
            return
        at = nearest(times, at_s)
        for curve in self._curves:
            value = self._life.values(curve.metric_id)[at : at + 1] * self.factor
            if np.isfinite(value).all():
                y = float(heights(value, self.scale.top, box)[0])
                paint_dot(painter, QPointF(x, y), QColor(theme.current().series[curve.series]))

    def _x(self, at_s: float) -> float:
        span_s = self._window.to_s - self._window.from_s
        return (at_s - self._window.from_s) / span_s * self.width() if span_s > 0 else 0.0

    def time_at(self, x: float) -> float:
        """Return the moment at a place, seconds UTC; beside the chart that at its edge."""
        share = min(max(x / max(1, self.width()), 0.0), 1.0)
        return self._window.from_s + share * (self._window.to_s - self._window.from_s)

    # ---- input

    def _lose_reader(self) -> None:
        self.cursor_moved.emit(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the cursor of the tab."""
        self.cursor_moved.emit(self.sample_at(self.time_at(event.position().x())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor beat by beat with the arrow keys."""
        step = STEPS.get(Qt.Key(event.key()))
        seen = self._life.times()[self._seen()] if self._life is not None else np.empty(0)
        if step is None or not len(seen):
            super().keyPressEvent(event)
            return
        at_s = self._cursor_s if self._cursor_s is not None else float(seen[-1])
        place = min(max(nearest(seen, at_s) + step, 0), len(seen) - 1)
        self.cursor_moved.emit(float(seen[place]))


def _pieces(x: FloatArray, y: FloatArray) -> list[slice]:
    """Return the runs of known values between which no line is drawn."""
    if not len(x):
        return []
    known = np.isfinite(y)
    joined = known[1:] & known[:-1] & ~_is_gap(x)
    starts = [0, *(np.flatnonzero(~joined) + 1).tolist()]
    ends = [*starts[1:], len(x)]
    return [slice(start, end) for start, end in zip(starts, ends, strict=True) if known[start]]


def _is_gap(times: FloatArray) -> BoolArray:
    """Mark the steps between two beats in which beats are missing: much longer than the steps beside them."""
    steps = np.diff(times)
    if len(steps) < 2:
        return np.zeros(len(steps), dtype=np.bool_)
    before = np.concatenate((steps[:1] * 0, steps[:-1]))
    after = np.concatenate((steps[1:], steps[:1] * 0))
    # A thinned series has two points at one time, so the step beside may be nothing.
    beside = np.maximum(before, after)
    beside[beside <= 0] = steps[beside <= 0]
    is_gap: BoolArray = steps > GAP_BEATS * beside
    return is_gap


def _gaps(times: FloatArray, window: Window) -> list[tuple[float, float]]:
    """Return the stretches between two beats in which beats are missing."""
    first, last = np.searchsorted(times, (window.from_s, window.to_s)).tolist()
    # A gap may reach over an edge, and is one only beside the steps next to it.
    seen = times[max(0, first - 3) : last + 3]
    gaps = [(float(seen[at]), float(seen[at + 1])) for at in np.flatnonzero(_is_gap(seen)).tolist()]
    return [gap for gap in gaps if gap[1] > window.from_s and gap[0] < window.to_s]
