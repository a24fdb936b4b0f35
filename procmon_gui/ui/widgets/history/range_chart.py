"""One chart of the History page: head with the readout, curve, cursor, chosen range. It shows; `range_charts` decides.

To assistive technology each chart is a thing of its own, whose name says its value at the cursor.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.ranges import Curve, HostSeries, Statistics
from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.widgets.chart_card import ChartCard
from procmon_gui.ui.widgets.focus_outline import FocusOutline
from procmon_gui.ui.widgets.glyphs import Glyphs
from procmon_gui.ui.widgets.history import series_words
from procmon_gui.ui.widgets.history.axis_picture import AXIS_PX, GAP_PX, SIDE_PX, foot_px, paint_axis, paint_times
from procmon_gui.ui.widgets.history.chart_head import Readout, paint_head
from procmon_gui.ui.widgets.history.plot_picture import Plotted, greatest, newest_in, paint, value_at, x_of
from procmon_gui.ui.widgets.history.pointed import Pointed
from procmon_gui.ui.widgets.time_strip_marks import Flag, StripMarks, paint_flags, paint_lines, spoken_mark

LEAST_PLOT_PX: Final = 56
_HEAD_AIR_PX: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """What was read for one chart, as it lies in time; the ghost on the time of the curve.

    Attributes:
        ghost_name: of which time the ghost is; "" for none.
        is_stale: it could not be read anew, and may be out of date.
        size_bytes: how much memory the machine has.
    """

    curve: Curve | None = None
    ghost: Curve | None = None
    ghost_name: str = ""
    gaps: tuple[Gap, ...] = field(default=())
    is_stale: bool = False
    size_bytes: float = float("nan")


class RangeChart(QWidget):
    """Shows one curve over a window of time."""

    def __init__(
        self, series: HostSeries, colour: str, parent: QWidget | None = None, *, marks: StripMarks | None = None
    ) -> None:
        """Make an empty chart; `marks` are those of all charts of the page."""
        super().__init__(parent)
        self.series = series
        self.marks = marks or StripMarks()
        self.title = series_words.title_of(series)
        self.colour = colour
        self.has_times = False
        self.tells_mark = False
        self.content = Content()
        self.shown = Span(from_ms=0, to_ms=1)
        self.pointed = Pointed()
        self.statistics: Statistics | None = None
        self.top = series_words.top_of(series, 0.0)
        self._words = series_words.words_of(series)
        self._pixmap: QPixmap | None = None
        self._card = ChartCard(self)
        self._outline = FocusOutline(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._measure()
        theme.theme_changed.connect(self._on_theme_changed)

    # ---- what it is told

    def show_content(self, content: Content, *, keeps_top: bool = True) -> None:
        """Show what was read. A chart does not become lower while its reader looks, unless it is begun anew."""
        self.content = content
        if not keeps_top:
            self.top = 0.0
        self._reach()
        self._refresh()

    def show_window(self, window: Span) -> None:
        """Show another stretch of time, as far as it is known."""
        if window != self.shown:
            self.shown = window
            self._reach()
            self._refresh()

    def point(self, pointed: Pointed) -> None:
        """Show where the reader looks."""
        if pointed != self.pointed:
            self.pointed = pointed
            self._say()
            self.update()

    def show_statistics(self, statistics: Statistics | None) -> None:
        """Say what is known of the chosen range."""
        self.statistics = statistics
        self._say()
        self.update()

    def show_card(self, lines: tuple[str, ...]) -> None:
        """Show the card beside the pointer; without lines it goes."""
        if lines and self.pointed.hover_ms is not None and not self.tells_mark:
            at = x_of(self.pointed.hover_ms, self.shown, QRectF(self.plot()))
            self._card.show_at(lines, round(at), self.plot())
        else:
            self._card.hide()

    @property
    def at_ms(self) -> int | None:
        """Return the moment whose value is told: under the pointer, else that of the window."""
        return self.pointed.hover_ms if self.pointed.hover_ms is not None else self.pointed.cursor_ms

    def value_words(self, at_ms: int | None) -> str:
        """Word the value at a moment; the newest in sight for None."""
        return self._worded(self.content.curve, at_ms)

    def words(self, value: float | None) -> str:
        """Word a value of this curve."""
        return text.UNKNOWN if value is None or value != value else self._words(value)

    def _worded(self, curve: Curve | None, at_ms: int | None) -> str:
        return self.words(newest_in(curve, self.shown) if at_ms is None else value_at(curve, at_ms))

    def readout(self) -> Readout:
        """Return what the head says."""
        at_ms = self.at_ms
        ghost_name = self.content.ghost_name
        ghost = self._worded(self.content.ghost, at_ms)
        return Readout(
            title=self.title,
            colour=self.colour,
            when="" if at_ms is None else moment_words.moment_text(at_ms),
            value=self.value_words(at_ms),
            ghost=f"{ghost_name} {ghost}" if ghost_name else "",
            statistics=self.statistics_words(),
        )

    def statistics_words(self) -> tuple[str, ...]:
        """Return what is said of the chosen range, the most wanted first."""
        known = self.statistics
        if known is None:
            return ()
        if known.most is None:
            return (self.tr("nothing recorded"),)
        most = self.tr("max of minutes {value}") if known.most_is_mean else self.tr("max {value}")
        most = most.format(value=self.words(known.most))
        if known.peak_ms is not None:
            most = self.tr("{max} at {time}").format(max=most, time=moment_words.moment_text(known.peak_ms))
        p95 = self.tr("p95 of minutes {value}") if known.step_ms else self.tr("p95 {value}")
        return (
            most,
            self.tr("mean {value}").format(value=self.words(known.mean)),
            p95.format(value=self.words(known.p95)),
            self.tr("min {value}").format(value=self.words(known.least)),
        )

    # ---- inside

    def _reach(self) -> None:
        most = greatest(self.content.curve, self.shown)
        ghost = greatest(self.content.ghost, self.shown)
        known = max((value for value in (most, ghost) if value == value), default=0.0)
        self.top = max(self.top, series_words.top_of(self.series, known, self.content.size_bytes))

    def _refresh(self) -> None:
        self._pixmap = None
        self._say()
        self.update()

    def _say(self) -> None:
        said = self.readout()
        parts = (said.title, said.when, said.value, said.ghost, *self._mark_words(), *said.statistics)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def _mark_words(self) -> list[str]:
        """Return the marks at the moment whose value is told, for who does not see them."""
        if self.at_ms is None:
            return []
        x = x_of(self.at_ms, self.shown, QRectF(self.plot()))
        at = [flag for flag in self.flags() if abs(flag.x - x) <= 1]
        return [spoken_mark(mark) for flag in at for mark in flag.marks]

    def flags(self) -> list[Flag]:
        """Return the marks that are in sight, where they stand."""
        plot = QRectF(self.plot())
        return self.marks.flags(self.shown.from_ms, self.shown.to_ms, lambda at_ms: x_of(at_ms, self.shown, plot))

    def show_marks(self) -> None:
        """Show that there are other marks."""
        self._say()
        self.update()

    def _measure(self) -> None:
        self.title_font = theme.sized_font(self.font(), 0, QFont.Weight.DemiBold)
        self.head_px = QFontMetrics(self.title_font).height() + _HEAD_AIR_PX
        self.foot_px = foot_px(self.font())
        self._glyphs = Glyphs(theme.sized_font(theme.number_font(self.font()), -1.5))

    def plot(self) -> QRect:
        """Return where the curve is."""
        left, foot = theme.scaled(AXIS_PX) + SIDE_PX, self.foot_px if self.has_times else GAP_PX
        return QRect(
            left, self.head_px, max(8, self.width() - left - SIDE_PX), max(8, self.height() - self.head_px - foot)
        )

    def _least_px(self, plot_px: int) -> int:
        return self.head_px + plot_px + (self.foot_px if self.has_times else GAP_PX)

    def sizeHint(self) -> QSize:
        """Return a height at which a curve can be read."""
        return QSize(400, self._least_px(2 * LEAST_PLOT_PX))

    def minimumSizeHint(self) -> QSize:
        """Return the height below which the page scrolls."""
        return QSize(280, self._least_px(LEAST_PLOT_PX))

    def plotted(self) -> Plotted:
        """Return what is painted of the curve."""
        return Plotted(
            curve=self.content.curve,
            ghost=self.content.ghost if self.content.ghost_name else None,
            gaps=self.content.gaps,
            window=self.shown,
            top=self.top,
            colour=self.colour,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, axis, and the kept picture of the curve with cursor and range on it."""
        painter = QPainter(self)
        plot = self.plot()
        readout = replace(self.readout(), is_stale=self.content.is_stale)
        paint_head(painter, QRect(SIDE_PX, 0, self.width() - 2 * SIDE_PX, self.head_px - 4), readout, self.font())
        paint_axis(painter, plot, series_words.axis_words(self.series, self.top), self.font())
        if self.has_times:
            paint_times(painter, plot, self.shown, self.font())
        painter.drawPixmap(plot.topLeft(), self._picture(plot))
        self.pointed.paint_chosen(painter, self.shown, plot)
        flags = self.flags()
        below_head = QPoint(0, plot.top())
        painter.translate(below_head)
        paint_lines(painter, flags, plot.translated(-below_head))
        painter.translate(-below_head)
        self._paint_cursor(painter, plot)
        painter.translate(below_head)
        painter.setFont(self._glyphs.font)
        paint_flags(painter, flags, self._glyphs)
        painter.end()

    def _picture(self, plot: QRect) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(round(plot.width() * ratio), round(plot.height() * ratio))
        if self._pixmap is None or self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            painter = QPainter(self._pixmap)
            paint(painter, QRect(0, 0, plot.width(), plot.height()), self.plotted())
            painter.end()
        return self._pixmap

    def _paint_cursor(self, painter: QPainter, plot: QRect) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at_ms, token in self.pointed.lines(self.shown, plot):
            x = round(x_of(at_ms, self.shown, QRectF(plot))) + 0.5
            painter.setPen(QPen(theme.colour(token), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            value = value_at(self.content.curve, at_ms)
            if value == value:
                up = min(max(value / (self.top or 1.0), 0.0), 1.0) * (plot.height() - 2)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.colour))
                painter.drawEllipse(QPointF(x, plot.bottom() - up), 3, 3)
        painter.restore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._outline.appear()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no more that the keyboard is here."""
        super().focusOutEvent(event)
        self._outline.vanish()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self._refresh()
            self.updateGeometry()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._refresh()
