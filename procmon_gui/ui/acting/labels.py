"""Labels of a question. What they say may be written by strangers: plain text, and no word makes them wider."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def label(said: str, parent: QWidget, *, name: str = "", buddy: QWidget | None = None) -> QLabel:
    """Return a label that breaks its lines; a word without an end is cut."""
    made = QLabel(said, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    made.setObjectName(name)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def field_label(said: str, parent: QWidget, buddy: QWidget) -> QLabel:
    """Return the label beside a field, on one line."""
    made = QLabel(said, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName("detail_label")
    made.setBuddy(buddy)
    return made
