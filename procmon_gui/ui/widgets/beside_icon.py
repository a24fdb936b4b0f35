"""The words of a button beside its icon."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton


def beside_icon(words: str) -> str:
    """Return them with more room before them: Qt leaves 4 pixels between icon and text, the look asks for 8."""
    return f"\u2002{words}"


def words_px(button: QToolButton) -> int:
    """Return how much narrower a button is without its words; it has them afterwards."""
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    without_px = button.sizeHint().width()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button.sizeHint().width() - without_px
