"""One line under the process table: what is followed, what was saved, what went wrong. Rows above do not move."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip

# What may be cut in a narrow window.
_LONG: Final = 60
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
        offer_taken: do what the button offers.
        replaced: something else is said, so what was offered is no more.
    """

    closed = Signal()
    offer_taken = Signal()
    replaced = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._said = ("info", "", "")
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._on_offer)
        self.button.hide()
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
        row.addWidget(self.button)
        row.addWidget(self._close)
        self._tint()
        theme.theme_changed.connect(self._tint)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said; empty while nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, kind: str, words: str, offer: str = "") -> None:
        """Show a sentence of a kind: info, follow, good or bad; an empty one hides the line.

        A button offers what can be done about it.
        """
        if (kind, words, offer) == self._said and self.isHidden() == (not words):
            return
        had_offer = bool(self._said[2])
        self._said = kind, words, offer
        self._label.setText(words)
        self._label.setToolTip(plain_tooltip(words if len(words) > _LONG else ""))
        self.setAccessibleName(words)
        self.button.setText(offer)
        self.button.setVisible(bool(offer))
        self._tint()
        self.setVisible(bool(words))
        if had_offer:
            self.replaced.emit()

    @Slot()
    def _on_offer(self) -> None:
        self.offer_taken.emit()

    @Slot()
    def _on_close(self) -> None:
        self.say("info", "")
        self.closed.emit()

    @Slot()
    def _tint(self) -> None:
        icon, token = _ICONS[self._said[0]]
        self._icon.setPixmap(theme.pixmap(icon, token, 16))
        self._close.setIcon(theme.icon("x", "t2", 14))
