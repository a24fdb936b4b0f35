"""The chart of a rule: what is watched, the thresholds drawn on it, and where it fires shaded.

Painted by hand, as the charts of the history are. To assistive technology its name says the value at the cursor.
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
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.firings import Stretch
from procmon_gui.domain.rules import Severity
from procmon_gui.reports.rows import curves_csv
from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.rules.rule_picture import RulePicture
from procmon_gui.ui.widgets.chart_twins import stamp_of
from procmon_gui.ui.widgets.curves import paint_frame
from procmon_gui.ui.widgets.history.axis_picture import foot_px, paint_axis, paint_times
from procmon_gui.ui.widgets.history.plot_picture import Plotted, paint, point_at, x_of
from procmon_gui.ui.widgets.small_chart import MomentChart, paint_dot

_AXIS_PX: Final = 64
_SIDE_PX: Final = 4
_PLOT_PX: Final = 150
_LEAST_PLOT_PX: Final = 84
_HEAD_AIR_PX: Final = 10
_FIRE_ALPHA: Final = 0.20
_CHOSEN_ALPHA: Final = 0.38
_LEAST_FIRE_PX: Final = 2.0
_TRIANGLE_PX: Final = 9
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TOKENS: Final = {Severity.INFO: "accent", Severity.WARNING: "warn", Severity.CRITICAL: "crit"}


class RuleChart(MomentChart):
    """Shows a `RulePicture`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: RulePicture | None = None
        self._nothing = ""
        self._chosen: int | None = None
        self._say()

    def _restyle(self) -> None:
        self._title_font = theme.sized_font(self.font(), 0, QFont.Weight.DemiBold)
        self._small_font = theme.sized_font(self.font(), -0.75)
        self._head_px = QFontMetrics(self._title_font).height() + _HEAD_AIR_PX
        self._foot_px = foot_px(self.font())

    def sizeHint(self) -> QSize:
        """Return a height at which a curve can be read."""
        return QSize(420, self._head_px + _PLOT_PX + self._foot_px)

    def minimumSizeHint(self) -> QSize:
        """Let the plot be lower where there is little room."""
        return QSize(240, self._head_px + _LEAST_PLOT_PX + self._foot_px)

    # ---- what it is told

    def show_picture(self, picture: RulePicture) -> None:
        """Show something else; the cursor stays where the same time is shown."""
        if self._picture is None or self._picture.span != picture.span:
            self._cursor_s = None
        self._picture = picture
        self._say()
        self.update()

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to show."""
        self._picture, self._nothing, self._cursor_s = None, words, None
        self._say()
        self.update()

    def choose(self, number: int | None) -> None:
        """Show which event is meant, by its number; None for none."""
        if number != self._chosen:
            self._chosen = number
            self.update()

    # ---- words

    def _value_words(self) -> str:
        """Return the value at the cursor with its time; empty without a cursor."""
        picture = self._picture
        if picture is None or self._cursor_s is None:
            return ""
        at_ms = round(self._cursor_s * 1000)
        place = point_at(picture.curve, at_ms)
        value = text.UNKNOWN if place is None or picture.curve is None else picture.words(
            float(picture.curve.mean[place])
        )  # fmt: skip
        words = f"{moment_words.moment_text(at_ms)}  {value}"
        return f"{words}, {self.tr('fires')}" if self._fires_at(at_ms) else words

    def _fires_at(self, at_ms: int) -> bool:
        picture = self._picture
        return picture is not None and any(
            fire.from_ms <= at_ms <= (picture.span.to_ms if fire.to_ms is None else fire.to_ms)
            for fire in picture.fires
        )

    def _say(self) -> None:
        words = ", ".join(filter(None, [self.name, self._value_words(), self._nothing if not self._picture else ""]))
        if words != self.accessibleName():
            self.setAccessibleName(words)

    # ---- as table, text, file

    @property
    def name(self) -> str:
        """Return what is shown."""
        return self.tr("Chart of the rule") if self._picture is None else self._picture.name

    @property
    def has_values(self) -> bool:
        """Say whether there is a curve."""
        return self._picture is not None and self._picture.curve is not None

    def table_titles(self) -> list[str]:
        """Return the heads of the columns."""
        return [self.tr("Time"), self.name, self.tr("Fires")]

    def table_rows(self) -> list[list[str]]:
        """Return every point, the newest first."""
        picture = self._picture
        if picture is None or picture.curve is None:
            return []
        rows = [
            [moment_words.moment_text(at_ms), text.UNKNOWN if value != value else picture.words(value),
             self.tr("yes") if self._fires_at(at_ms) else ""]
            for at_ms, value in zip(picture.curve.at_ms.tolist(), picture.curve.mean.tolist(), strict=True)
        ]  # fmt: skip
        return rows[::-1]

    def csv_text(self) -> str:
        """Return the numbers that are drawn over UTC."""
        picture = self._picture
        if picture is None or picture.curve is None:
            return curves_csv(np.zeros(0, np.int64), {})
        return curves_csv(picture.curve.at_ms, {"value": picture.curve.mean})

    def file_stem(self) -> tuple[str, ...]:
        """Return what is shown, and from when on."""
        return "rule", stamp_of(self._picture.span.from_ms / 1000) if self._picture is not None else ""

    # ---- painting

    def plot(self) -> QRect:
        """Return where the curve is."""
        left = theme.scaled(_AXIS_PX)
        height = self.height() - self._head_px - self._foot_px
        return QRect(left, self._head_px, max(8, self.width() - left - _SIDE_PX), max(8, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, axis, curve, thresholds, and where it fires."""
        painter, plot, picture = QPainter(self), self.plot(), self._picture
        if picture is None:
            self._paint_nothing(painter, plot)
            painter.end()
            return
        self._paint_head(painter, picture)
        paint_axis(painter, plot, _axis_words(picture), self.font())
        paint_times(painter, plot, picture.span, self.font())
        paint(painter, plot, Plotted(curve=picture.curve, ghost=None, gaps=picture.gaps, window=picture.span,
                                     top=picture.top, colour=theme.current().series[0]))  # fmt: skip
        self._paint_fires(painter, plot, picture)
        self._paint_averages(painter, plot, picture)
        self._paint_limits(painter, plot, picture)
        self._paint_cursor(painter, plot, picture)
        painter.end()

    def _paint_nothing(self, painter: QPainter, plot: QRect) -> None:
        paint_frame(painter, plot)
        painter.setPen(theme.colour("t3"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(plot.adjusted(16, 0, -16, 0), flags, self._nothing)

    def _paint_head(self, painter: QPainter, picture: RulePicture) -> None:
        room = QRect(0, 0, self.width() - _SIDE_PX, self._head_px - 8)
        painter.setFont(self._small_font)
        said = self._value_words()
        taken = painter.fontMetrics().horizontalAdvance(said) if said else 0
        painter.setPen(theme.colour("t1"))
        painter.drawText(room, _RIGHT, said)
        painter.setFont(self._title_font)
        title = painter.fontMetrics().elidedText(
            picture.name, Qt.TextElideMode.ElideRight, max(0, room.width() - taken - 16)
        )
        painter.drawText(room, _LEFT, title)

    def _y(self, value: float, plot: QRect, picture: RulePicture) -> float:
        share = min(max(value / (picture.top or 1.0), 0.0), 1.0)
        return plot.top() + 0.5 + (1 - share) * (plot.height() - 2)

    def _paint_fires(self, painter: QPainter, plot: QRect, picture: RulePicture) -> None:
        painter.save()
        painter.setClipRect(plot.adjusted(0, -_TRIANGLE_PX, 0, 0))
        for fire in picture.fires:
            left = x_of(fire.from_ms, picture.span, QRectF(plot))
            to_ms = picture.span.to_ms if fire.to_ms is None else fire.to_ms
            right = max(left + _LEAST_FIRE_PX, x_of(to_ms, picture.span, QRectF(plot)))
            colour = theme.colour(_TOKENS[fire.severity])
            tint = QColor(colour)
            tint.setAlphaF(_CHOSEN_ALPHA if self._is_chosen(fire) else _FIRE_ALPHA)
            painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), tint)
            painter.fillRect(QRectF(left, plot.bottom() - 2, right - left, 3), colour)
            _paint_triangle(painter, left, plot.top(), colour)
        painter.restore()

    def _is_chosen(self, fire: Stretch) -> bool:
        return self._chosen is not None and fire.number == self._chosen

    def _paint_averages(self, painter: QPainter, plot: QRect, picture: RulePicture) -> None:
        """Mark up to where only averages are known, and say so."""
        if picture.averages_to_ms <= picture.span.from_ms:
            return
        right = min(float(plot.right()), x_of(picture.averages_to_ms, picture.span, QRectF(plot)))
        painter.setFont(theme.sized_font(self.font(), -1.5))
        painter.setPen(QPen(theme.colour("t3"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(right, plot.top()), QPointF(right, plot.bottom()))
        room = QRectF(plot.left() + 4, plot.top() + 2, right - plot.left() - 8, painter.fontMetrics().height())
        said = painter.fontMetrics().elidedText(
            self.tr("averages only"), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _RIGHT, said)

    def _paint_limits(self, painter: QPainter, plot: QRect, picture: RulePicture) -> None:
        painter.setFont(theme.sized_font(theme.number_font(self.font()), -1.5))
        height = painter.fontMetrics().height()
        for limit in picture.limits:
            if limit.value > picture.top:
                continue
            token = "good" if limit.severity is None else _TOKENS[limit.severity]
            y = round(self._y(limit.value, plot, picture)) + 0.5
            pen = QPen(theme.colour(token), 1)
            pen.setDashPattern([2, 3] if limit.severity is None else [5, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            is_above = y - height - 2 > plot.top() and limit.severity is not None
            place = y - height - 1 if is_above else y + 1
            painter.drawText(QRectF(plot.left() + 4, place, plot.width() - 8, height), _RIGHT, limit.words)

    def _paint_cursor(self, painter: QPainter, plot: QRect, picture: RulePicture) -> None:
        if self._cursor_s is None:
            return
        at_ms = self._cursor_s * 1000
        x = round(x_of(at_ms, picture.span, QRectF(plot))) + 0.5
        painter.setPen(QPen(theme.colour("t3"), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        place = point_at(picture.curve, at_ms)
        if place is None or picture.curve is None or picture.curve.mean[place] != picture.curve.mean[place]:
            return
        at = QPointF(x, self._y(float(picture.curve.mean[place]), plot, picture))
        paint_dot(painter, at, QColor(theme.current().series[0]))

    # ---- pointer and keys

    def _sample_s(self, x: float) -> float | None:
        plot, picture = self.plot(), self._picture
        if picture is None or not plot.left() <= x <= plot.right() + 1:
            return None
        span_ms = picture.span.to_ms - picture.span.from_ms
        return (picture.span.from_ms + (x - plot.left()) / plot.width() * span_ms) / 1000

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the points with the arrows, from one fire to the next with N."""
        key, picture = event.key(), self._picture
        if picture is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(Qt.Key(key), picture)
        elif key == Qt.Key.Key_N and picture.fires:
            now_ms = picture.span.from_ms - 1 if self._cursor_s is None else self._cursor_s * 1000
            later = [fire.from_ms for fire in picture.fires if fire.from_ms > now_ms + 1]
            self.point_at((later[0] if later else picture.fires[0].from_ms) / 1000)
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key, picture: RulePicture) -> None:
        if picture.curve is None or not len(picture.curve.at_ms):
            return
        times, last = picture.curve.at_ms, len(picture.curve.at_ms) - 1
        here = last if self._cursor_s is None else int(np.searchsorted(times, self._cursor_s * 1000 - 0.5))
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -last, Qt.Key.Key_End: last}[key]
        place = min(max(here + (step if self._cursor_s is not None else 0), 0), last)
        self.point_at(float(times[place]) / 1000)


def _axis_words(picture: RulePicture) -> tuple[str, str]:
    """Return what stands at the top of the axis, and at its middle; the unit stands once."""
    top, middle = (text.axis_text(picture.words(value)) for value in (picture.top, picture.top / 2))
    number, _, unit = middle.rpartition(" ")
    return top, number if number and unit == top.rpartition(" ")[2] else middle


def _paint_triangle(painter: QPainter, x: float, top: int, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half = _TRIANGLE_PX / 2
    painter.drawPolygon(
        QPolygonF([QPointF(x, top), QPointF(x - half, top - _TRIANGLE_PX), QPointF(x + half, top - _TRIANGLE_PX)])
    )
    painter.restore()
