"""What stands where there is nothing to list: an icon, a sentence, and at most one button."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from procmon_gui.ui import theme

_WIDTH = 360
_ICON = 28
# The height of the font for which the width was drawn.
_FONT = 16


class EmptyState(QWidget):
    """A sentence at the centre.

    Signals:
        button_clicked: the reader took the way out that is offered.
    """

    button_clicked = Signal()

    def __init__(self, icon_name: str, sentence: str, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence = QLabel(sentence, self)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumWidth(120)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        if button:
            self.button = QPushButton(button, self)
            self.button.clicked.connect(self._on_clicked)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._tint()
        theme.theme_changed.connect(self._tint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentence where the place is narrow."""
        super().resizeEvent(event)
        width = max(80, min(_WIDTH * self.fontMetrics().height() // _FONT, self.width() - 32))
        # A label that wraps does not ask for its height by itself where others stretch around it. It has to be narrow
        # first: asked for a width below its least, it tells the height at that.
        self._sentence.setFixedWidth(width)
        self._sentence.setFixedHeight(self._sentence.heightForWidth(width))

    @Slot()
    def _on_clicked(self) -> None:
        self.button_clicked.emit()

    @Slot()
    def _tint(self) -> None:
        self._icon.setPixmap(theme.pixmap(self._icon_name, "t3", _ICON))
