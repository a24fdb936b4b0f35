"""A check box in the colours of the theme: the desktop's own is hardly seen on a dark page."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from procmon_gui.ui import theme

BOX_PX: Final = 16
_ROOM_PX: Final = 6
_RADIUS: Final = 3.0


class CheckBox(QCheckBox):
    """A box without words of its own; what it means stands beside it and is its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)
        theme.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return the box with room for the focus frame."""
        side = theme.scaled(BOX_PX) + 2 * _ROOM_PX
        return QSize(side, side)

    def hitButton(self, _pos: object) -> bool:
        """Take a click anywhere in it."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, its mark, and a frame while it has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.scaled(BOX_PX)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        edge = box.adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            token = "fill" if self.isEnabled() else "zero"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
            mark = "t1" if theme.current() is theme.DARK else "bg1"
            painter.drawPixmap(box.topLeft(), theme.pixmap("check", mark, BOX_PX))
        else:
            token = "t2" if self.underMouse() and self.isEnabled() else "ctl" if self.isEnabled() else "line2"
            painter.setPen(QPen(theme.colour(token), 1))
            painter.setBrush(theme.colour("bg1"))
            painter.drawRoundedRect(edge, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), _RADIUS + 2, _RADIUS + 2)
        painter.end()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()
