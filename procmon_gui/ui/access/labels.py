"""The words of the dialogs of this room: plain text, broken where there is no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

from procmon_gui.ui import theme


def plain_label(words: str, parent: QWidget) -> QLabel:
    """Return words."""
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def quiet_label(words: str, parent: QWidget) -> QLabel:
    """Return words that stand back: the name of a field, a hint."""
    label = plain_label(words, parent)
    label.setObjectName("detail_hint")
    return label


def heading(words: str, parent: QWidget, *, larger_pt: float = 0) -> QLabel:
    """Return the title of a part; that of a whole dialog is 3 points larger."""
    label = plain_label(words, parent)
    label.setFont(theme.sized_font(parent.font(), larger_pt, QFont.Weight.DemiBold))
    return label
