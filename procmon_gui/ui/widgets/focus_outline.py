"""The outline of what has the keyboard, for what has no room for it inside."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from procmon_gui.ui import theme

OUTSIDE_PX: Final = 4
_LINE_PX: Final = 2
_MOVES: Final = frozenset({QEvent.Type.Move, QEvent.Type.Resize})


class FocusOutline(QWidget):
    """Stands around a widget and over its neighbours: inside, its children would hide it and it would touch words."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def appear(self) -> None:
        """Stand around the widget, and stay there when it moves."""
        self.setParent(self._around.parentWidget() or self._around)
        self._around.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def vanish(self) -> None:
        """Go, and belong to the widget again, so that both end together."""
        self._around.removeEventFilter(self)
        self.setParent(self._around)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget; nothing is listened to while it has not the keyboard."""
        if event.type() in _MOVES:
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.vanish()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        beyond = (-OUTSIDE_PX, -OUTSIDE_PX, OUTSIDE_PX, OUTSIDE_PX)
        self.setGeometry(self._around.geometry().adjusted(*beyond))
        inner = self.rect().adjusted(_LINE_PX, _LINE_PX, -_LINE_PX, -_LINE_PX)
        # Nothing but the line, so that a beat of what is inside paints nothing twice.
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inner)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the line that the mask leaves."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("accent"))
        painter.end()
