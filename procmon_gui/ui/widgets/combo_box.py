"""A box of choices with an arrow in the colours of the theme: a styled one of Qt has none."""

from typing import Final

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from procmon_gui.ui import theme

_ARROW_PX: Final = 14
_GAP_PX: Final = 8


class ComboBox(QComboBox):
    """As Qt's; the style sheet gives it its frame and keeps room for the arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = theme.pixmap("chevron-down", "t2" if self.isEnabled() else "zero", _ARROW_PX)
        side = theme.scaled(_ARROW_PX)
        painter.drawPixmap(self.width() - side - _GAP_PX, (self.height() - side) // 2, arrow)
        painter.end()
