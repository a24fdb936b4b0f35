"""The drawing surface of a chart: pyqtgraph, without axes or menus. Imported only when the first curve is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.ring import FloatArray

FILL_ALPHA: Final = 0.12
LEAST_HATCH_PX: Final = 8
# Anti-aliasing of many points costs more than it shows.
SMOOTH_POINTS: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One line of a chart: its name for readers, its colour "#RRGGBB", and whether the area below it is tinted."""

    name: str
    colour: str
    is_filled: bool = False


class Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Curves over a span of time; x runs from -span to 0 at its end, y from 0 to 1 of the scale's top."""

    def __init__(self, curves: Sequence[Curve], parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None, enableMenu=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # pyqtgraph keeps a picture of the background, in which gaps would stand still.
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._span_s = 0.0
        self._gaps: Sequence[tuple[float, float]] = ()
        self._cursor: tuple[float, Sequence[float]] | None = None
        item = self.getPlotItem()
        item.hideButtons()
        item.showAxis("left", show=False)
        item.showAxis("bottom", show=False)
        item.layout.setContentsMargins(0, 0, 0, 0)
        box = item.getViewBox()
        box.setMouseEnabled(x=False, y=False)
        box.setDefaultPadding(0)
        box.disableAutoRange()
        self._curves = [self._make(curve) for curve in curves]
        self._shapes = tuple(curves)

    def _make(self, curve: Curve) -> Any:
        tint = QColor(curve.colour)
        tint.setAlphaF(FILL_ALPHA)
        item = pg.PlotDataItem(
            pen=pg.mkPen(QColor(curve.colour), width=1),
            antialias=True,
            connect="finite",
            fillLevel=0 if curve.is_filled else None,
            brush=pg.mkBrush(tint) if curve.is_filled else None,
        )
        self.addItem(item)
        return item

    def draw(
        self, lines: Sequence[tuple[FloatArray, FloatArray]], gaps: Sequence[tuple[float, float]], span_s: float
    ) -> None:
        """Show one pair of (seconds from the end, share of the scale) a curve; NaN breaks the line.

        `gaps` are stretches of time, in seconds from the end, in which nothing is known.
        """
        if span_s != self._span_s:
            self._span_s = span_s
            # A little more than the top, so that a line at 100 % is not cut off.
            self.getPlotItem().getViewBox().setRange(xRange=(-span_s, 0), yRange=(-0.015, 1.015), padding=0)
        for item, (x, y) in zip(self._curves, lines, strict=True):
            item.setData(x, y, antialias=len(x) <= SMOOTH_POINTS)
        self._gaps = gaps
        self.viewport().update()

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
        for y, token in ((0, "grid"), (bottom // 2, "grid"), (bottom, "line2")):
            painter.fillRect(0, y, size.width(), 1, theme.colour(token))
        for start_s, end_s in self._gaps:
            left, right = self._x(start_s), self._x(end_s)
            if right - left > LEAST_HATCH_PX:
                hatch = QBrush(theme.colour("line2"), Qt.BrushStyle.BDiagPattern)
                painter.fillRect(QRectF(left, 1, right - left, bottom - 1), hatch)
        painter.restore()

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
