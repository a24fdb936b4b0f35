"""The head of a chart: its name, and at the right when, how much, and how much it was at another time."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from procmon_gui.ui import theme

MARK_PX: Final = 8
_GAP_PX: Final = 12
_BETWEEN: Final = "   "
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """What a head says, worded.

    Attributes:
        statistics: of the chosen range, the most wanted first: those at the end are left out where there is no room.
        is_stale: it may be out of date, and is shown paler.
    """

    title: str
    colour: str
    when: str
    value: str
    ghost: str
    statistics: tuple[str, ...] = field(default=())
    is_stale: bool = False


def paint_head(painter: QPainter, box: QRect, said: Readout, font: QFont) -> None:
    """Paint from the right, so that a number is never cut; then the name, then as much as there is room for."""
    numbers = theme.number_font(font)
    right = box.right() + 1
    for words, weight, token in (
        (said.ghost, QFont.Weight.Normal, "t2"),
        (said.value, QFont.Weight.DemiBold, "t2" if said.is_stale else "t1"),
        (said.when, QFont.Weight.Normal, "t2"),
    ):
        if not words:
            continue
        painter.setFont(theme.sized_font(numbers, 0, weight))
        painter.setPen(theme.colour(token))
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QRect(right - width - 1, box.top(), width + 2, box.height()), _RIGHT, words)
        right -= width + _GAP_PX
    painter.fillRect(box.left(), box.center().y() - MARK_PX // 2 + 1, MARK_PX, MARK_PX, QColor(said.colour))
    left = box.left() + 2 * MARK_PX
    painter.setFont(theme.sized_font(font, 0, QFont.Weight.DemiBold))
    painter.setPen(theme.colour("t2" if said.is_stale else "t1"))
    metrics = painter.fontMetrics()
    title = metrics.elidedText(said.title, Qt.TextElideMode.ElideRight, max(0, right - left))
    painter.drawText(QRect(left, box.top(), max(0, right - left), box.height()), _LEFT, title)
    left += metrics.horizontalAdvance(title) + _GAP_PX
    _paint_statistics(painter, QRect(left, box.top(), max(0, right - left), box.height()), said.statistics, numbers)


def _paint_statistics(painter: QPainter, room: QRect, statistics: tuple[str, ...], numbers: QFont) -> None:
    painter.setFont(theme.sized_font(numbers, -0.75))
    painter.setPen(theme.colour("t3"))
    shown = list(statistics)
    while shown and painter.fontMetrics().horizontalAdvance(_BETWEEN.join(shown)) > room.width():
        shown.pop()
    painter.drawText(room, _LEFT, _BETWEEN.join(shown))
