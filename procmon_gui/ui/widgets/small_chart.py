"""What small charts that are painted by hand have in common: keyboard and pointer, menu, fonts; and a curve of one."""

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from procmon_gui.domain.reading import FloatArray
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.curves import FILL_ALPHA, paint_line, paint_tint, tinted
from procmon_gui.ui.widgets.focus_outline import FocusOutline
from procmon_gui.ui.widgets.tabled_chart import TabledChart
from procmon_gui.ui.widgets.time_hands import DRAG_PX

_DOT_PX: Final = 3
# How far the arrows go from sample to sample; Home and End go to the edges.
STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9}


class SmallChart(TabledChart):
    """A chart that follows font and theme, shows where the keyboard is, and offers its twins."""

    _is_made = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = FocusOutline(self)
        self._pressed: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._restyle()
        self._is_made = True
        theme.theme_changed.connect(self._on_theme_changed)

    def _restyle(self) -> None:
        """Make the fonts, and measure with them."""
        raise NotImplementedError

    def _lose_reader(self) -> None:
        """Show the cursor of the reader no longer."""
        self.point_at(None)

    def fill_menu(self, menu: QMenu) -> None:
        """Put into a menu what can be done with the chart."""
        self.twins.offer(menu)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(event.globalPos())

    def _on_click(self, x: float) -> None:
        """Do what a click at a place is for; nothing, where no chart says otherwise."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what may be a click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what was a click, if the pointer stayed where it was."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (event.position() - pressed).manhattanLength() < DRAG_PX:
            self._on_click(event.position().x())

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the cursor."""
        self._lose_reader()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._outline.appear()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        self._lose_reader()
        super().focusOutEvent(event)
        self._outline.vanish()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._is_made:
            self._restyle()
            self.updateGeometry()
            self.update()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()


class MomentChart(SmallChart):
    """One with a cursor of its own; a click, or Return at the cursor, is a moment.

    Signals:
        moment_asked: the reader wants to be there, ms.
    """

    moment_asked = Signal(object)

    def _sample_s(self, x: float) -> float | None:
        """Return the moment at a place, seconds UTC; None where there is none."""
        raise NotImplementedError

    def _say(self) -> None:
        """Let the name of the chart say what is at the cursor."""
        raise NotImplementedError

    def point_at(self, cursor_s: float | None) -> None:
        """Show the cursor at a moment, or hide it."""
        if cursor_s != self._cursor_s:
            self._cursor_s = cursor_s
            self._say()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what was there."""
        self.point_at(self._sample_s(event.position().x()))

    def _on_click(self, x: float) -> None:
        """Go to the moment under the pointer."""
        self._go(self._sample_s(x))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the moment of the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor_s is not None:
            self._go(self._cursor_s)
        else:
            super().keyPressEvent(event)

    def _go(self, at_s: float | None) -> None:
        if at_s is not None:
            self.moment_asked.emit(round(at_s * 1000))


def paint_curve(
    painter: QPainter, x: FloatArray, y: FloatArray, bottom: float, colour: QColor, *, is_filled: bool = True
) -> None:
    """Paint one stretch of a curve, and the area below it."""
    if is_filled:
        paint_tint(painter, x, y, bottom, tinted(colour, FILL_ALPHA))
    paint_line(painter, x, y, QPen(colour, 1))


def paint_dot(painter: QPainter, at: QPointF, colour: QColor) -> None:
    """Paint where the cursor meets a curve."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(at, _DOT_PX, _DOT_PX)


def heights(values: FloatArray, top: float, plot: QRect) -> FloatArray:
    """Return where values stand in a plot whose scale reaches to a top."""
    return plot.bottom() + 0.5 - np.clip(values / (top or 1.0), 0.0, 1.0) * (plot.height() - 2)
