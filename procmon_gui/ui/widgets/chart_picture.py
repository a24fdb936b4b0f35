"""A chart as a picture that stands alone: its name, its lines, and from when to when, around what is seen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from procmon_gui.ui import theme

_PADDING_PX: Final = 12
_MARK_PX: Final = 10
_GAP_PX: Final = 16
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def framed(
    seen: QImage, name: str, lines: Sequence[tuple[str, str]], times: tuple[float, float], font: QFont
) -> QImage:
    """Return the picture with words around it; `lines` are colours and names, `times` seconds UTC."""
    ratio = seen.devicePixelRatio()
    line_px = QFontMetrics(font).height() + 6
    width, height = round(seen.width() / ratio), round(seen.height() / ratio)
    size = QSize(width + 2 * _PADDING_PX, height + 2 * (line_px + _PADDING_PX))
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colour("bg1"))
    painter = QPainter(image)
    head = QRect(_PADDING_PX, _PADDING_PX, width, line_px)
    painter.setFont(theme.sized_font(font, 0, QFont.Weight.DemiBold))
    painter.setPen(theme.colour("t1"))
    painter.drawText(head, _LEFT, name)
    if len(lines) > 1:
        _paint_legend(painter, head, lines, font)
    painter.drawImage(QPoint(_PADDING_PX, _PADDING_PX + line_px), seen)
    painter.setFont(theme.sized_font(font, -1.5))
    painter.setPen(theme.colour("t3"))
    painter.drawText(head.translated(0, line_px + height), _RIGHT, when_words(*times))
    painter.end()
    return image


def _paint_legend(painter: QPainter, room: QRect, lines: Sequence[tuple[str, str]], font: QFont) -> None:
    """Write the names from the right, each behind a short line of its colour."""
    painter.setFont(font)
    right = room.right() + 1
    for colour, name in reversed(lines):
        width = painter.fontMetrics().horizontalAdvance(name)
        painter.drawText(QRect(right - width, room.top(), width + 1, room.height()), _LEFT, name)
        painter.fillRect(right - width - _MARK_PX - 4, room.center().y(), _MARK_PX, 2, QColor(colour))
        right -= width + _MARK_PX + _GAP_PX


def when_words(from_s: float, to_s: float) -> str:
    """Word a range for whoever sees the picture on another day."""
    first, last = (f"{datetime.fromtimestamp(at_s, UTC).astimezone():%Y-%m-%d %H:%M:%S %z}" for at_s in (from_s, to_s))
    return QCoreApplication.translate("Moment", "{first} to {last}").format(first=first, last=last)
