"""A chart of a life that the wheel zooms and a drag moves through time; its tab does it for all charts at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.detail.life_chart import Curve, LifeChart
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.scale import Scale
from procmon_gui.ui.widgets.time_hands import TimeDrag, key_factor, wheel_factor


class GraphChart(LifeChart):
    """The wheel, `+` and `-` zoom, a drag pans, a double click or Esc shows the whole time again.

    Signals:
        zoom_asked: show so many times as much time, about a moment, seconds UTC.
        drag_asked: show what is so many seconds later.
        whole_asked: undo zoom and drag.

    Attributes:
        is_zoomed: its tab shows a part of the time.
    """

    zoom_asked = Signal(float, float)
    drag_asked = Signal(float)
    whole_asked = Signal()

    def __init__(
        self,
        title: str,
        curves: Sequence[Curve],
        scale: Scale,
        words: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty chart; `words` words a value of its axis."""
        super().__init__(title, curves, scale, words, parent)
        self.is_zoomed = False
        self._hand = TimeDrag(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        factor = wheel_factor(event)
        if factor is None or self._life is None:
            event.ignore()
            return
        self.zoom_asked.emit(factor, self.time_at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the time."""
        self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the cursor of the tab, or what is shown."""
        if not self._hand.holds(event):
            super().mouseMoveEvent(event)
        elif moved_px := self._hand.moved_px(event):
            self.cursor_moved.emit(None)
            self.drag_asked.emit(moved_px * (self._window.to_s - self._window.from_s) / max(1, self.width()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the time go."""
        self._hand.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole time again."""
        self.whole_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom about the cursor, or about the newest; show the whole time again."""
        factor = key_factor(Qt.Key(event.key()))
        if factor is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(factor, self._window.to_s if self._cursor_s is None else self._cursor_s)
        elif event.key() == Qt.Key.Key_Escape and self.is_zoomed:
            self.whole_asked.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the zoom while there is one; it would close the detail."""
        if asks_for_escape(event) and self.is_zoomed:
            event.accept()
            return True
        return super().event(event)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the whole time last."""
        super().fill_menu(menu)
        menu.addSeparator()
        whole = menu.addAction(theme.icon("rotate-ccw"), self.tr("Show the whole time"))
        whole.triggered.connect(self.whole_asked)
        whole.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        whole.setEnabled(self.is_zoomed)
