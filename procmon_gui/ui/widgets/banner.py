"""The bar under the header: what is wrong or limited, what it means, and one thing to do about it."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from procmon_gui.ui import theme

Level = Literal["info", "warning", "critical"]
_LOOKS = {
    "info": ("info", "accent"),
    "warning": ("triangle-alert", "warn"),
    "critical": ("octagon-x", "crit"),
}
HEIGHT_PX = 36


class Banner(QFrame):
    """One message. Its text is plain, whatever it contains.

    Signals:
        action_asked: the button was pressed; with the code of the banner.
        dismissed: the reader closed it; with the code of the banner.
    """

    action_asked = Signal(str)
    dismissed = Signal(str)

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setMinimumHeight(HEIGHT_PX)
        self.code = code
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton(self)
        self._action.hide()
        self._action.clicked.connect(self._on_action)
        self._close = QToolButton(self)
        self._close.setProperty("plain", True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._level: Level = "info"
        theme.theme_changed.connect(self._tint)

    @property
    def text(self) -> str:
        """Return the message."""
        return self._text.text()

    def say(self, level: Level, text: str, action: str = "") -> None:
        """Show a message, with a button when `action` names what it does."""
        self._level = level
        if self._text.text() != text:
            self._text.setText(text)
            self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._tint()

    @Slot()
    def _tint(self) -> None:
        name, token = _LOOKS[self._level]
        self._icon.setPixmap(theme.pixmap(name, token, 16))
        self._close.setIcon(theme.icon("x"))

    @Slot()
    def _on_action(self) -> None:
        self.action_asked.emit(self.code)

    @Slot()
    def _on_close(self) -> None:
        self.dismissed.emit(self.code)
