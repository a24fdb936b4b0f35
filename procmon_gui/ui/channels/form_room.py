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
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(form)
        self.viewport().setAutoFillBackground(False)
        form.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Return the size of the form, as far as there is room on the screen."""
        return QSize(theme.scaled(self._width_px), min(self._form_height(), self._room()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the form."""
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        # Qt itself keeps a bar that is not needed any more: beside it, words take more lines.
        needs_bar = self._form_height() > self._room()
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needs_bar else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()

    def _form_height(self) -> int:
        form = self._form
        if form.hasHeightForWidth():
            return form.heightForWidth(theme.scaled(self._width_px))
        return form.sizeHint().height()

    def _room(self) -> int:
        return self.screen().availableGeometry().height() - theme.scaled(_REST_PX) - _BARS_PX
