"""Paints what stands beside and below a curve: the words of its axis, and the times."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from procmon_gui.domain.history import Span
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.widgets.history.plot_picture import x_of
from procmon_gui.ui.widgets.time_strip_scale import DAY_MS, window_ending
from procmon_gui.ui.widgets.time_strip_ticks import tick_step, tick_words, ticks, utc_offset_ms

# What stands left of all curves and cells of a page, and what is left free at its sides.
AXIS_PX: Final = 72
SIDE_PX: Final = 12
GAP_PX: Final = 6
_TICK_PX: Final = 4
# Below this there is no room for the words of the middle.
_MIDDLE_PX: Final = 76
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


def axis_font(font: QFont) -> QFont:
    """Return the font of axes."""
    return theme.sized_font(theme.number_font(font), -1.5)


def foot_px(font: QFont) -> int:
    """Return how much room the times need below a curve."""
    return QFontMetrics(axis_font(font)).height() + _TICK_PX + 4


def paint_axis(painter: QPainter, plot: QRect, words: tuple[str, str], font: QFont) -> None:
    """Paint the words of the top, the middle and nothing at the left of a curve."""
    painter.setFont(axis_font(font))
    painter.setPen(theme.colour("t3"))
    height = painter.fontMetrics().height()
    top, middle = words
    places = [(plot.top(), top), (plot.bottom(), "0")]
    if plot.height() >= _MIDDLE_PX:
        places.append((plot.center().y(), middle))
    for y, said in places:
        painter.drawText(QRect(0, y - height // 2, plot.left() - GAP_PX, height), _RIGHT, said)


def paint_times(painter: QPainter, plot: QRect, window: Span, font: QFont) -> None:
    """Paint round times below a curve."""
    painter.setFont(axis_font(font))
    metrics = painter.fontMetrics()
    span_ms = window.to_ms - window.from_ms
    columns = window_ending(window.to_ms, max(1, span_ms), plot.width())
    has_day = span_ms > DAY_MS
    widest = moment_words.with_weekday(window.to_ms, "00:00") if has_day else "00:00:00"
    step_ms = tick_step(columns, 1.6 * metrics.horizontalAdvance(widest))
    for at_ms in ticks(columns, step_ms, utc_offset_ms):
        words = tick_words(at_ms, step_ms, has_day=has_day)
        at = round(x_of(at_ms, window, QRectF(plot)))
        width = metrics.horizontalAdvance(words) + 2
        box = QRect(at - width // 2, plot.bottom() + 1 + _TICK_PX, width, metrics.height())
        # A time at the edge would be cut.
        if box.left() < plot.left() - plot.left() // 2 or box.right() > plot.right() + GAP_PX or at < plot.left():
            continue
        painter.fillRect(at, plot.bottom() + 1, 1, _TICK_PX - 1, theme.colour("line2"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(box, _CENTRE, words)
