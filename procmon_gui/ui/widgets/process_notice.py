"""One line under the process table: what is followed, what was saved, what went wrong. Rows above do not move."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from procmon_gui.ui import theme

_ICONS: Final = {
    "info": ("info", "t2"),
    "follow": ("crosshair", "accent"),
    "good": ("circle-check", "good"),
    "bad": ("circle-x", "crit"),
}


class ProcessNotice(QFrame):
    """Hidden until there is something to say.

    Signals:
        closed: the reader has read it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._kind = "info"
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._close = QToolButton(self)
        self._close.setProperty("plain", True)
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close"))
        self._close.setIconSize(theme.icon_size(14))
        self._close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 6, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addWidget(self._close)
        self._tint()
        theme.theme_changed.connect(self._tint)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said; empty while nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, kind: str, words: str) -> None:
        """Show a sentence of a kind: info, follow, good or bad; an empty one hides the line."""
        if words == self._label.text() and kind == self._kind and self.isHidden() == (not words):
            return
        self._kind = kind
        self._label.setText(words)
        self._label.setToolTip("")
        self.setAccessibleName(words)
        self._tint()
        self.setVisible(bool(words))

    @Slot()
    def _on_close(self) -> None:
        self.say("info", "")
        self.closed.emit()

    @Slot()
    def _tint(self) -> None:
        icon, token = _ICONS[self._kind]
        self._icon.setPixmap(theme.pixmap(icon, token, 16))
        self._close.setIcon(theme.icon("x", "t2", 14))
