"""The drawing surface of a large chart: its curves and its cursor are pyqtgraph's. Imported through `plot_loading`."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.curves import SMOOTH_POINTS
from procmon_gui.ui.widgets.plot import DOT_PX, MARGIN, Plot, Shape
from procmon_gui.ui.widgets.ring import FloatArray


class LargePlot(Plot):
    """Page, tints, grid and gaps are painted as of any chart; above them lies a scene with curves, cursor and dots.

    A bare view and no `PlotWidget`, which makes axes, menus and buttons that nobody would see.
    """

    def __init__(self, shapes: Sequence[Shape], parent: QWidget | None = None) -> None:
        super().__init__(shapes, parent)
        self._view = pg.GraphicsView(self, background=None)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setFocusPolicy(self.focusPolicy())
        self._view.viewport().setAutoFillBackground(False)
        # pyqtgraph keeps a picture of the background, in which what lies below would stand still.
        self._view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self._view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._box.disableAutoRange()
        self._view.setCentralItem(self._box)
        self._curves = [self._make(shape) for shape in shapes]
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._dots = pg.ScatterPlotItem(size=2 * DOT_PX, pen=None, antialias=True)
        for item in (self._line, self._dots):
            item.hide()
            self._box.addItem(item, ignoreBounds=True)

    def _make(self, shape: Shape) -> Any:
        # The tint below is painted by us: with pyqtgraph's own fill, edges are smoothed piece by piece, which costs
        # more than all else that a chart does.
        curve = pg.PlotCurveItem(pen=pg.mkPen(QColor(shape.colour), width=1), connect="finite")
        self._box.addItem(curve)
        return curve

    def draw(
        self, lines: Sequence[tuple[FloatArray, FloatArray]], gaps: Sequence[tuple[float, float]], span_s: float
    ) -> None:
        """Show one pair of (seconds from the end, share of the scale) a curve, as `Plot` does."""
        super().draw(lines, gaps, span_s)
        self._fit()
        for curve, (x, y) in zip(self._curves, lines, strict=True):
            curve.setData(x, y, antialias=len(x) <= SMOOTH_POINTS)

    def point_at(self, cursor: tuple[float, Sequence[float]] | None) -> None:
        """Show the cursor at some seconds from the end with a dot at each share of the scale; None hides it."""
        super().point_at(cursor)
        for item in (self._line, self._dots):
            item.setVisible(cursor is not None)
        if cursor is None:
            return
        at_s, shares = cursor
        self._line.setPen(pg.mkPen(theme.colour("t1"), width=1))
        self._line.setPos(at_s)
        known = [(shape, share) for shape, share in zip(self._shapes, shares, strict=True) if share == share]
        self._dots.setData(
            [at_s] * len(known), [min(max(share, 0.0), 1.0) for _, share in known],
            brush=[pg.mkBrush(QColor(shape.colour)) for shape, _ in known],
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scene as large as the plot."""
        super().resizeEvent(event)
        self._view.setGeometry(self.rect())
        self._fit()

    def _fit(self) -> None:
        """Show the time that is asked for; nothing of the scale lies one pixel above the foot, as for `Plot`."""
        foot = (1 + 2 * MARGIN) / max(1, self.height() - 1)
        self._box.setRange(xRange=(-self._span_s, 0), yRange=(-MARGIN - foot, 1 + MARGIN), padding=0)

    def _paint_above(self, painter: QPainter, placed: Sequence[tuple[Shape, FloatArray, FloatArray]]) -> None:
        """Leave curves and cursor to the scene."""
