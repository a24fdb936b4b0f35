"""The ramp of a heat map with the numbers of its ends."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.ui import theme

STOP_PX: Final = 12
HEIGHT_PX: Final = 9
_GAP_PX: Final = 6
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HeatLegend(QWidget):
    """As wide as its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.low, self.high = "", ""
        self._font = theme.sized_font(self.font(), -1.5)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._on_theme_changed)

    def say(self, low: str, high: str) -> None:
        """Show what the ends of the ramp are."""
        if (low, high) != (self.low, self.high):
            self.low, self.high = low, high
            self.setAccessibleName(self.tr("Colours from {low} to {high}").format(low=low, high=high))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room of both words and the ramp between them."""
        metrics = QFontMetrics(self._font)
        words = metrics.horizontalAdvance(self.low) + metrics.horizontalAdvance(self.high)
        return QSize(words + 2 * _GAP_PX + self._ramp_px() + 2, max(metrics.height(), HEIGHT_PX + 2))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a number is never cut."""
        return self.sizeHint()

    def _ramp_px(self) -> int:
        return theme.scaled(STOP_PX) * len(theme.current().sequential)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the stops between the words."""
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(theme.colour("t3"))
        box, metrics = self.rect(), painter.fontMetrics()
        painter.drawText(box, _LEFT, self.low)
        painter.drawText(box, _RIGHT, self.high)
        left = metrics.horizontalAdvance(self.low) + _GAP_PX
        width, height = theme.scaled(STOP_PX), theme.scaled(HEIGHT_PX)
        for place, stop in enumerate(theme.current().sequential):
            at = QRect(left + place * width, box.center().y() - height // 2, width, height)
            painter.fillRect(at, QColor(stop))
        # The lightest stop is nearly the page: the outline says where the ramp begins.
        painter.setPen(theme.colour("line2"))
        painter.drawRect(left, box.center().y() - height // 2, self._ramp_px() - 1, height - 1)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        if event.type() == QEvent.Type.FontChange:
            self._font = theme.sized_font(self.font(), -1.5)
            self.updateGeometry()
        super().changeEvent(event)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()
