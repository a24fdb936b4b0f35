"""What all charts that are painted by hand have in common: their frame, gaps, and lines with a tint below.

Painted by hand and not by a library of plots: a few hundred points cost a tenth of that, nothing has to be loaded, and
the same lines go into a file. Large charts have all but their lines from here too, see `large_plot`.
"""

from typing import Any, Final

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from shiboken6 import Shiboken

from procmon_gui.domain.reading import FloatArray
from procmon_gui.ui import theme

FILL_ALPHA: Final = 0.12
LEAST_HATCH_PX: Final = 8
# Anti-aliasing of many points costs more than it shows.
SMOOTH_POINTS: Final = 2_000
_POINT_BYTES: Final = 16
# Its stub knows neither of the length nor that what is there can be changed.
_Memory: Final[Any] = Shiboken.VoidPtr


def paint_frame(painter: QPainter, box: QRect) -> None:
    """Paint the lines at the top, at half and at nothing."""
    for y, token in ((box.top(), "grid"), (box.center().y(), "grid"), (box.bottom(), "line2")):
        painter.fillRect(box.left(), y, box.width(), 1, theme.colour(token))


def paint_gap(painter: QPainter, box: QRect, left: float, right: float) -> None:
    """Hatch a stretch of which nothing is known, where it is wide enough to be seen as one."""
    left, right = max(float(box.left()), left), min(box.right() + 1.0, right)
    if right - left > LEAST_HATCH_PX:
        hatch = QBrush(theme.colour("line2"), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(QRectF(left, box.top() + 1, right - left, box.height() - 2), hatch)


def paint_tint(painter: QPainter, x: FloatArray, y: FloatArray, bottom: float, colour: QColor) -> None:
    """Fill the area below a line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(polygon(np.concatenate((x, x[[-1, 0]])), np.concatenate((y, (bottom, bottom)))))


def paint_line(painter: QPainter, x: FloatArray, y: FloatArray, pen: QPen, *, is_smooth: bool = True) -> None:
    """Draw a line; a pen wider than a pixel takes a hundred times as long."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(polygon(x, y))


def known_parts(values: FloatArray) -> list[slice]:
    """Return the stretches of known values."""
    known = np.concatenate(([False], np.isfinite(values), [False]))
    edges = np.flatnonzero(np.diff(known.astype(np.int8))).tolist()
    return [slice(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def polygon(x: FloatArray, y: FloatArray) -> QPolygonF:
    """Return points as Qt has them, written where they lie: to make an object of each takes ten times as long."""
    points = QPolygonF()
    points.resize(len(x))
    if len(x):
        cells = np.frombuffer(_Memory(points.data(), _POINT_BYTES * len(x), True), np.float64).reshape(-1, 2)
        cells[:, 0], cells[:, 1] = x, y
    return points


def tinted(colour: QColor, alpha: float) -> QColor:
    """Return a colour that lets so much through."""
    tint = QColor(colour)
    tint.setAlphaF(alpha)
    return tint


def mixed(colour: QColor, alpha: float) -> QColor:
    """Return a tint already mixed with the page: blending it each time costs more."""
    page = theme.colour("bg1")
    parts = zip((colour.red(), colour.green(), colour.blue()), (page.red(), page.green(), page.blue()), strict=True)
    return QColor(*(round(front * alpha + back * (1 - alpha)) for front, back in parts))
