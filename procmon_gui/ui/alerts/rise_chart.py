"""The chart of an alert: what rose, who made it rise, the limit, and when it fired and was over.

Painted by hand, as the charts of lives are: a few hundred points, and nothing has to be loaded.
"""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.reading import FloatArray
from procmon_gui.reports.rows import curves_csv
from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.alerts.rise import Rise, sample_at
from procmon_gui.ui.widgets.chart_twins import stamp_of
from procmon_gui.ui.widgets.curves import known_parts, paint_frame
from procmon_gui.ui.widgets.history.axis_picture import axis_font, foot_px, paint_times
from procmon_gui.ui.widgets.small_chart import STEPS, MomentChart, heights, paint_curve, paint_dot

PLOT_PX: Final = 124
_AXIS_PX: Final = 48
_ALERT_ALPHA: Final = 0.14
_TRIANGLE_PX: Final = 9
_GAP_PX: Final = 6
_SERIES: Final = (0, 1)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RiseChart(MomentChart):
    """Shows a `Rise`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rise: Rise | None = None
        self._title = self._watched = self._stem = ""
        self._token = "crit"
        self._mark_ms: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _restyle(self) -> None:
        self._title_font = theme.sized_font(self.font(), 0, QFont.Weight.DemiBold)
        self._small_font = theme.sized_font(self.font(), -0.75)
        self._axis_font = axis_font(self.font())
        self._head_px = QFontMetrics(self._title_font).height() + 10
        self._foot_px = foot_px(self.font())

    def sizeHint(self) -> QSize:
        """Return the height of the look."""
        return QSize(320, self._head_px + PLOT_PX + self._foot_px)

    def minimumSizeHint(self) -> QSize:
        """Let the plot be lower where there is little room."""
        return QSize(200, self._head_px + PLOT_PX * 3 // 4 + self._foot_px)

    # ---- what the pane says

    def show_rise(self, rise: Rise | None, watched: str, *, token: str, stem: str) -> None:
        """Show an alert; `watched` names its curve, the token is the colour of its severity."""
        self._rise, self._watched, self._token, self._stem = rise, watched, token, stem
        self._title = self.tr("What rose")
        self._cursor_s = None
        self._say()
        self.update()

    def mark(self, at_ms: int | None) -> None:
        """Show the past moment that the window shows; None where it shows none."""
        if at_ms != self._mark_ms:
            self._mark_ms = at_ms
            self._say()
            self.update()

    def _place(self) -> int | None:
        """Return which sample is told."""
        rise = self._rise
        if rise is None:
            return None
        if self._cursor_s is not None:
            return sample_at(rise.at_ms, self._cursor_s * 1000)
        if self._mark_ms is not None and rise.span.from_ms <= self._mark_ms <= rise.span.to_ms:
            return sample_at(rise.at_ms, self._mark_ms)
        return None

    def _say(self) -> None:
        said = [f"{name} {value}".strip() for name, value in self._legend()]
        place, rise = self._place(), self._rise
        if place is not None and rise is not None:
            said.insert(0, moment_words.moment_text(int(rise.at_ms[place])))
        words = ", ".join([self._title, *said])
        if words != self.accessibleName():
            self.setAccessibleName(words)
        description = ", ".join(told for _, told, _ in self._moments()) if rise is not None else ""
        if description != self.accessibleDescription():
            self.setAccessibleDescription(description)

    def _legend(self) -> list[tuple[str, str]]:
        """Return the name of each curve and its value at the cursor, "" where there is no cursor."""
        rise = self._rise
        if rise is None:
            return []
        place = self._place()

        def value(values: FloatArray, metric: Metric | None) -> str:
            return "" if place is None else _worded(metric, float(values[place]))

        legend = [(self._watched, value(rise.values, rise.metric))]
        if rise.culprit is not None:
            name = rise.culprit.name
            if rise.has_own_scale:
                top = text.axis_text(_worded(rise.culprit_metric, rise.culprit_top))
                name = self.tr("{name}, own axis 0 to {top}").format(name=name, top=top)
            legend.append((name, value(rise.culprit_values, rise.culprit_metric)))
        return legend

    def _moments(self) -> list[tuple[int, str, str]]:
        """Return when what happened, in words, and in which colour."""
        rise = self._rise
        if rise is None:
            return []
        moments = []
        if rise.since_ms < rise.fired_ms:
            words = self.tr("beyond since {time}").format(time=moment_words.clock_text(rise.since_ms))
            moments.append((rise.since_ms, words, "t2"))
        words = self.tr("fired {time}").format(time=moment_words.clock_text(rise.fired_ms))
        moments.append((rise.fired_ms, words, self._token))
        if rise.resolved_ms is not None:
            words = self.tr("cleared {time}").format(time=moment_words.clock_text(rise.resolved_ms))
            moments.append((rise.resolved_ms, words, "good"))
        return [moment for moment in moments if rise.span.from_ms <= moment[0] <= rise.span.to_ms]

    # ---- as table, text, file

    @property
    def name(self) -> str:
        """Return what is shown."""
        return f"{self._title}: {self._watched}"

    @property
    def has_values(self) -> bool:
        """Say whether anything was kept."""
        return self._rise is not None

    def table_titles(self) -> list[str]:
        """Return time, and a column for each curve."""
        titles = [self.tr("Time"), self._watched]
        if self._rise is not None and self._rise.culprit is not None:
            titles.append(self._rise.culprit.name)
        return titles

    def table_rows(self) -> list[list[str]]:
        """Return every sample, the newest first."""
        rise = self._rise
        if rise is None:
            return []
        columns = [[moment_words.moment_text(at_ms) for at_ms in rise.at_ms.tolist()]]
        columns.append([_worded(rise.metric, value) for value in rise.values.tolist()])
        if rise.culprit is not None:
            columns.append([_worded(rise.culprit_metric, value) for value in rise.culprit_values.tolist()])
        return [list(row) for row in reversed(list(zip(*columns, strict=True)))]

    def csv_text(self) -> str:
        """Return the numbers that are drawn over UTC."""
        rise = self._rise
        if rise is None:
            return curves_csv(np.zeros(0, np.int64), {})
        columns = {rise.metric.id if rise.metric is not None else "value": rise.values}
        if rise.culprit is not None:
            columns["culprit"] = rise.culprit_values
        return curves_csv(rise.at_ms, columns)

    def file_stem(self) -> tuple[str, ...]:
        """Return the rule, and when it fired."""
        return self._stem, stamp_of(self._rise.fired_ms / 1000) if self._rise is not None else ""

    # ---- painting

    def _plot(self) -> QRect:
        left = theme.scaled(_AXIS_PX)
        return QRect(left, self._head_px, self.width() - left, max(8, self.height() - self._head_px - self._foot_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, plot and times."""
        painter, plot = QPainter(self), self._plot()
        self._paint_head(painter)
        paint_frame(painter, plot)
        if self._rise is None:
            painter.setPen(theme.colour("t3"))
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, self.tr("No curve was kept."))
            painter.end()
            return
        self._paint_axis(painter, plot, self._rise)
        paint_times(painter, plot, self._rise.span, self.font())
        painter.save()
        painter.setClipRect(plot)
        self._paint_alert(painter, plot, self._rise)
        self._paint_curve(painter, plot, self._rise.values, self._rise.top, _SERIES[0])
        if self._rise.culprit is not None:
            self._paint_curve(painter, plot, self._rise.culprit_values, self._rise.culprit_top, _SERIES[1])
        painter.restore()
        self._paint_limit(painter, plot, self._rise)
        self._paint_moments(painter, plot)
        self._paint_cursor(painter, plot, self._rise)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        room = QRect(0, 0, self.width(), self._head_px - 8)
        painter.setFont(self._title_font)
        painter.setPen(theme.colour("t1"))
        painter.drawText(room, _LEFT, self._title)
        least = painter.fontMetrics().horizontalAdvance(self._title) + 24
        painter.setFont(self._small_font)
        metrics, right = painter.fontMetrics(), room.right() + 1
        for place, (name, value) in reversed(list(enumerate(self._legend()))):
            free = right - least - 18
            said = metrics.elidedText(f"{name} {value}".strip(), Qt.TextElideMode.ElideRight, max(0, free))
            width = metrics.horizontalAdvance(said)
            painter.setPen(theme.colour("t1" if value else "t2"))
            painter.drawText(QRect(right - width, room.top(), width + 1, room.height()), _LEFT, said)
            colour = QColor(theme.current().series[_SERIES[place]])
            painter.fillRect(right - width - 17, room.center().y(), 11, 2, colour)
            right -= width + 32

    def _paint_axis(self, painter: QPainter, plot: QRect, rise: Rise) -> None:
        painter.setFont(self._axis_font)
        painter.setPen(theme.colour("t3"))
        height = painter.fontMetrics().height()
        top, half = (text.axis_text(_worded(rise.metric, value)) for value in (rise.top, rise.top / 2))
        # The unit stands once, at the top.
        for y, said in (
            (plot.top(), top),
            (plot.center().y(), half.split(" ")[0]),
            (plot.bottom(), "0"),
        ):
            painter.drawText(QRect(0, y - height // 2, plot.left() - _GAP_PX, height), _RIGHT, said)

    def _paint_alert(self, painter: QPainter, plot: QRect, rise: Rise) -> None:
        tint = QColor(theme.colour(self._token))
        tint.setAlphaF(_ALERT_ALPHA)
        left = self._x(rise.fired_ms)
        right = self._x(rise.resolved_ms) if rise.resolved_ms is not None else float(plot.right() + 1)
        painter.fillRect(QRectF(left, plot.top(), max(0.0, right - left), plot.height()), tint)

    def _paint_curve(self, painter: QPainter, plot: QRect, values: FloatArray, top: float, series: int) -> None:
        rise = self._rise
        assert rise is not None
        colour = QColor(theme.current().series[series])
        across = plot.left() + (rise.at_ms - rise.span.from_ms) / self._span_ms() * plot.width()
        up = heights(values, top, plot)
        for part in known_parts(values):
            paint_curve(painter, across[part], up[part], plot.bottom() + 0.5, colour)

    def _paint_limit(self, painter: QPainter, plot: QRect, rise: Rise) -> None:
        if rise.limit != rise.limit:
            return
        y = round(plot.bottom() - min(max(rise.limit / (rise.top or 1.0), 0.0), 1.0) * (plot.height() - 2)) + 0.5
        pen = QPen(theme.colour(self._token), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        said = self.tr("limit {value}").format(value=text.axis_text(_worded(rise.metric, rise.limit)))
        painter.setFont(self._axis_font)
        height = painter.fontMetrics().height()
        below = y + height + 2 < plot.bottom() - height
        painter.drawText(
            QRectF(plot.left(), y + 1 if below else y - height - 1, plot.width() - 4, height), _RIGHT, said
        )

    def _paint_moments(self, painter: QPainter, plot: QRect) -> None:
        painter.setFont(self._axis_font)
        metrics = painter.fontMetrics()
        moments = self._moments()
        # Words stand across no line but at the side of theirs.
        taken = [QRect(round(self._x(at_ms)), plot.top(), 1, plot.height()) for at_ms, _, _ in moments]
        for at_ms, words, token in moments:
            x = round(self._x(at_ms)) + 0.5
            pen = QPen(theme.colour(token), 1)
            if token == "t2":
                pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            if token == self._token:
                _paint_triangle(painter, x, plot.top(), token)
            box = _room_for(QRect(0, 0, metrics.horizontalAdvance(words) + 2, metrics.height()), round(x), plot, taken)
            if box is not None:
                taken.append(box)
                painter.setPen(theme.colour("t1"))
                painter.drawText(box, _LEFT, words)

    def _paint_cursor(self, painter: QPainter, plot: QRect, rise: Rise) -> None:
        place = self._place()
        if place is None:
            return
        x = round(self._x(int(rise.at_ms[place]))) + 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("t1" if self._cursor_s is not None else "past"), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        curves = [(rise.values, rise.top)]
        if rise.culprit is not None:
            curves.append((rise.culprit_values, rise.culprit_top))
        for (values, top), series in zip(curves, _SERIES, strict=False):
            if np.isfinite(values[place]):
                y = float(heights(values[place : place + 1], top, plot)[0])
                paint_dot(painter, QPointF(x, y), QColor(theme.current().series[series]))

    def _span_ms(self) -> int:
        span = self._rise.span if self._rise is not None else None
        return max(1, span.to_ms - span.from_ms) if span is not None else 1

    def _x(self, at_ms: int) -> float:
        plot, rise = self._plot(), self._rise
        assert rise is not None
        return plot.left() + (at_ms - rise.span.from_ms) / self._span_ms() * plot.width()

    def _sample_s(self, x: float) -> float | None:
        """Return the time of the sample at a place; None beside the plot."""
        plot, rise = self._plot(), self._rise
        if rise is None or not plot.left() <= x <= plot.right() + 1:
            return None
        wanted = rise.span.from_ms + (x - plot.left()) / plot.width() * self._span_ms()
        return int(rise.at_ms[sample_at(rise.at_ms, wanted)]) / 1000

    # ---- input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor sample by sample."""
        step, rise = STEPS.get(Qt.Key(event.key())), self._rise
        if step is not None and rise is not None:
            here = self._place()
            place = sample_at(rise.at_ms, rise.fired_ms) if here is None else here + step
            self.point_at(int(rise.at_ms[min(max(place, 0), len(rise.at_ms) - 1)]) / 1000)
        else:
            super().keyPressEvent(event)


def _worded(metric: Metric | None, value: float) -> str:
    if value != value:
        return text.UNKNOWN
    return text.ratio_text(value) if metric is None else text.value_text(metric, value)


def _room_for(size: QRect, x: int, plot: QRect, taken: list[QRect]) -> QRect | None:
    """Return where words stand beside a line: at the foot, at its right or left, higher where others stand."""
    for row in range(3):
        y = plot.bottom() - 4 - (row + 1) * size.height()
        for left in (x + _GAP_PX, x - _GAP_PX - size.width()):
            box = QRect(left, y, size.width(), size.height())
            if plot.contains(box) and not any(box.intersects(other) for other in taken):
                return box
    return None


def _paint_triangle(painter: QPainter, x: float, top: int, token: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    half, foot = _TRIANGLE_PX / 2, top + 4
    painter.drawPolygon(QPolygonF([QPointF(x, foot - 8), QPointF(x + half, foot), QPointF(x - half, foot)]))
    painter.restore()
