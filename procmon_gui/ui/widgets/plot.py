"""The drawing surface of a chart: pyqtgraph, without axes or menus. Imported only when the first curve is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.ring import FloatArray

FILL_ALPHA: Final = 0.12
LEAST_HATCH_PX: Final = 8
# A little more than the scale is shown, so that a line at 100 % is not cut off.
_MARGIN: Final = 0.015
_TOP_SHARE: Final = _MARGIN / (1 + 2 * _MARGIN)
# Anti-aliasing of many points costs more than it shows.
SMOOTH_POINTS: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One line of a chart: its name for readers, its colour "#RRGGBB", and whether the area below it is tinted."""

    name: str
    colour: str
    is_filled: bool = False


class Plot(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Curves over a span of time; x runs from -span to 0 at its end, y from 0 to 1 of the scale's top.

    A bare view and no `PlotWidget`, which makes axes, menus and buttons that nobody would see: three
    quarters of the time and half of the memory.
    """

    def __init__(self, curves: Sequence[Curve], parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # pyqtgraph keeps a picture of the background, in which gaps would stand still.
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # Every pixel is painted here, so nothing below has to be.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._span_s = 0.0
        self._gaps: Sequence[tuple[float, float]] = ()
        self._drawn: tuple[tuple[FloatArray, FloatArray], ...] = ()
        self._cursor: tuple[float, Sequence[float]] | None = None
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._box.disableAutoRange()
        self.setCentralItem(self._box)
        self._curves = [self._make(curve) for curve in curves]
        self._shapes = tuple(curves)

    def _make(self, curve: Curve) -> Any:
        # The tint below is painted by us: with pyqtgraph's own fill, edges are smoothed piece by piece, which costs
        # more than all else that a chart does.
        item = pg.PlotDataItem(pen=pg.mkPen(QColor(curve.colour), width=1), antialias=True, connect="finite")
        self._box.addItem(item)
        return item

    def draw(
        self, lines: Sequence[tuple[FloatArray, FloatArray]], gaps: Sequence[tuple[float, float]], span_s: float
    ) -> None:
        """Show one pair of (seconds from the end, share of the scale) a curve; NaN breaks the line.

        `gaps` are stretches of time, in seconds from the end, in which nothing is known.
        """
        if span_s != self._span_s:
            self._span_s = span_s
            self._box.setRange(xRange=(-span_s, 0), yRange=(-_MARGIN, 1 + _MARGIN), padding=0)
        for item, (x, y) in zip(self._curves, lines, strict=True):
            item.setData(x, y, antialias=len(x) <= SMOOTH_POINTS)
        self._drawn = tuple(lines)
        # New data has the whole view painted anew; to ask for it here too would have it painted twice.
        self._gaps = gaps

    def point_at(self, cursor: tuple[float, Sequence[float]] | None) -> None:
        """Draw the cursor at some seconds from the end with a dot at each share of the scale; None hides it."""
        self._cursor = cursor
        self.viewport().update()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the page, the grid and the hatches of gaps, in pixels."""
        painter.save()
        painter.resetTransform()
        size = self.viewport().size()
        painter.fillRect(0, 0, size.width(), size.height(), theme.colour("bg1"))
        bottom = size.height() - 1
        self._paint_tints(painter, size.width(), bottom)
        for y, token in ((0, "grid"), (bottom // 2, "grid"), (bottom, "line2")):
            painter.fillRect(0, y, size.width(), 1, theme.colour(token))
        for start_s, end_s in self._gaps:
            left, right = self._x(start_s), self._x(end_s)
            if right - left > LEAST_HATCH_PX:
                hatch = QBrush(theme.colour("line2"), Qt.BrushStyle.BDiagPattern)
                painter.fillRect(QRectF(left, 1, right - left, bottom - 1), hatch)
        painter.restore()

    def _paint_tints(self, painter: QPainter, width: int, bottom: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for shape, (x, y) in zip(self._shapes, self._drawn, strict=False):
            if not shape.is_filled or not len(x):
                continue
            painter.setBrush(_tint(shape.colour))
            across = (1 + x / self._span_s) * width
            down = _TOP_SHARE * bottom + (1 - y) * bottom * (1 - 2 * _TOP_SHARE)
            for first, last in _known_stretches(y):
                x_px = np.concatenate((across[first:last], across[[last - 1, first]]))
                y_px = np.concatenate((down[first:last], (bottom, bottom)))
                painter.drawPolygon(pg.functions.arrayToQPolygonF(x_px, y_px))

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the cursor above the curves."""
        if self._cursor is None:
            return
        at_s, shares = self._cursor
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = round(self._x(at_s)) + 0.5
        height = self.viewport().height()
        painter.setPen(QPen(theme.colour("t1"), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))
        painter.setPen(Qt.PenStyle.NoPen)
        for curve, share in zip(self._shapes, shares, strict=True):
            if share == share:
                painter.setBrush(QColor(curve.colour))
                painter.drawEllipse(QPointF(x, (1 - min(max(share, 0.0), 1.0)) * (height - 1)), 3, 3)
        painter.restore()

    def _x(self, at_s: float) -> float:
        return (1 + at_s / self._span_s) * int(self.viewport().width())


def _tint(colour: str) -> QColor:
    """Return the colour of the area below a curve, already mixed with the page: blending each time costs more."""
    curve, page = QColor(colour), theme.colour("bg1")
    parts = zip((curve.red(), curve.green(), curve.blue()), (page.red(), page.green(), page.blue()), strict=True)
    return QColor(*(round(front * FILL_ALPHA + back * (1 - FILL_ALPHA)) for front, back in parts))


def _known_stretches(values: FloatArray) -> list[tuple[int, int]]:
    """Return first and last place, the last excluded, of each stretch of at least two known values."""
    known = np.concatenate(([False], np.isfinite(values), [False])).astype(np.int8)
    edges = np.flatnonzero(np.diff(known)).tolist()
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if last - first > 1]
