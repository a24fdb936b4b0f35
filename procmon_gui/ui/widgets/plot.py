"""The drawing surface of a chart of the last minutes: its curves, and nothing around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.curves import (
    FILL_ALPHA,
    SMOOTH_POINTS,
    known_parts,
    mixed,
    paint_frame,
    paint_gap,
    paint_line,
    paint_tint,
)
from procmon_gui.ui.widgets.ring import FloatArray

# So much of the height stays free, so that a line at 100 % is not cut off.
MARGIN: Final = 0.015
DOT_PX: Final = 3
Coordinate = TypeVar("Coordinate", float, FloatArray)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One line of a chart: its colour "#RRGGBB", and whether the area below it is tinted."""

    colour: str
    is_filled: bool = False


class Plot(QWidget):
    """Curves over a span of time; x runs from -span to 0 at its end, y from 0 to 1 of the scale's top.

    A widget of its own, so that a beat repaints the curves and none of the words around them.
    """

    def __init__(self, shapes: Sequence[Shape], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # Every pixel is painted here, so nothing below has to be.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shapes = tuple(shapes)
        self._span_s = 1.0
        self._gaps: Sequence[tuple[float, float]] = ()
        self._drawn: tuple[tuple[FloatArray, FloatArray], ...] = ()
        self._cursor: tuple[float, Sequence[float]] | None = None

    def draw(
        self, lines: Sequence[tuple[FloatArray, FloatArray]], gaps: Sequence[tuple[float, float]], span_s: float
    ) -> None:
        """Show one pair of (seconds from the end, share of the scale) a curve; NaN breaks the line.

        `gaps` are stretches of time, in seconds from the end, in which nothing is known.
        """
        self._drawn, self._gaps, self._span_s = tuple(lines), gaps, span_s
        self.update()

    def point_at(self, cursor: tuple[float, Sequence[float]] | None) -> None:
        """Draw the cursor at some seconds from the end with a dot at each share of the scale; None hides it."""
        if cursor != self._cursor:
            self._cursor = cursor
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, tints, grid, gaps, curves, cursor."""
        painter, box = QPainter(self), self.rect()
        painter.fillRect(box, theme.colour("bg1"))
        placed = [(shape, self._x(x), _down(y, box)) for shape, (x, y) in zip(self._shapes, self._drawn, strict=False)]
        for shape, x, y in placed:
            if shape.is_filled:
                for part in known_parts(y):
                    paint_tint(painter, x[part], y[part], float(box.bottom()), mixed(QColor(shape.colour), FILL_ALPHA))
        paint_frame(painter, box)
        for start_s, end_s in self._gaps:
            paint_gap(painter, box, self._x(start_s), self._x(end_s))
        self._paint_above(painter, placed)
        painter.end()

    def _paint_above(self, painter: QPainter, placed: Sequence[tuple[Shape, FloatArray, FloatArray]]) -> None:
        """Paint what lies above the page: curves, whose points are pixels, and cursor."""
        for shape, x, y in placed:
            pen = QPen(QColor(shape.colour), 1)
            for part in known_parts(y):
                paint_line(painter, x[part], y[part], pen, is_smooth=len(x) <= SMOOTH_POINTS)
        if self._cursor is not None:
            self._paint_cursor(painter, self.rect(), *self._cursor)

    def _paint_cursor(self, painter: QPainter, box: QRect, at_s: float, shares: Sequence[float]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = round(self._x(at_s)) + 0.5
        painter.setPen(QPen(theme.colour("t1"), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, box.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        for shape, share in zip(self._shapes, shares, strict=True):
            if share == share:
                painter.setBrush(QColor(shape.colour))
                painter.drawEllipse(QPointF(x, _down(min(max(share, 0.0), 1.0), box)), DOT_PX, DOT_PX)

    def _x(self, at_s: Coordinate) -> Coordinate:
        return (1 + at_s / self._span_s) * self.width()


def _down(share: Coordinate, box: QRect) -> Coordinate:
    return (1 + MARGIN - share) / (1 + 2 * MARGIN) * box.bottom()
