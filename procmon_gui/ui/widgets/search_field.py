"""A field in which a list is searched."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from procmon_gui.ui.widgets.escape import asks_for_escape


class SearchField(QLineEdit):
    """Where words are typed; Return and Down lead to the list, Esc empties it.

    Signals:
        left: the reader goes on to what was found.
    """

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there are words to take away; it would take it first."""
        if asks_for_escape(event) and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the list."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
