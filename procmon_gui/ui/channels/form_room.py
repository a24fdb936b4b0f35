"""Room for a form: as high as the form, but never higher than the screen; then it scrolls."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from procmon_gui.ui import theme

# Of the height of the screen: for the foot of the dialog with what is said above it, and for the bars of the desktop.
_REST_PX: Final = 144
_BARS_PX: Final = 64


class FormRoom(QScrollArea):
    """Shows one form in a dialog whose size its layout decides."""

    def __init__(self, form: QWidget, width_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._width_px = form, width_px
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(form)
        self.viewport().setAutoFillBackground(False)
        form.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Return the size of the form, as far as there is room on the screen."""
        form, width = self._form, theme.scaled(self._width_px)
        height = form.heightForWidth(width) if form.hasHeightForWidth() else form.sizeHint().height()
        room = self.screen().availableGeometry().height() - theme.scaled(_REST_PX) - _BARS_PX
        return QSize(width, min(height, room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the form."""
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
