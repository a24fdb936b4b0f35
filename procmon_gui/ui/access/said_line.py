"""A sentence with an icon below a field: what is wrong, or a hint. Assistive technology hears it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from procmon_gui.ui import theme

_ICON_PX = 16


class SaidLine(QWidget):
    """One sentence, in the colour of what it is."""

    def __init__(self, icon_name: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = (icon_name, token)
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._tint()
        self.hide()
        theme.theme_changed.connect(self._tint)

    @property
    def text(self) -> str:
        """Return what is said; empty while nothing is."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str) -> None:
        """Say something else, or nothing."""
        if words != self._words.text():
            self._words.setText(words)
            self.setAccessibleName(words)
        self.setVisible(bool(words))

    @Slot()
    def _tint(self) -> None:
        icon_name, token = self._look
        self._icon.setPixmap(theme.pixmap(icon_name, token, _ICON_PX))
        palette = self._words.palette()
        palette.setColor(self._words.foregroundRole(), theme.colour(token))
        self._words.setPalette(palette)
