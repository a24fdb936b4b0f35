"""A line in which the beginning of a name is typed to go to that process. The list itself stays whole."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from procmon_gui.ui.widgets.escape import asks_for_escape


class JumpBar(QLineEdit):
    """Hidden until it is asked for.

    Signals:
        jump_asked: go to the next name that begins so; True to leave the current one out.
        closed: the reader is done.
    """

    jump_asked = Signal(str, bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jump_bar")
        self.setAccessibleName(self.tr("Go to the process whose name begins with"))
        self.setPlaceholderText(self.tr("Go to name"))
        self.setFixedWidth(180)
        self.textEdited.connect(self._on_edited)
        self.hide()

    @Slot()
    def open_or_go_on(self) -> None:
        """Appear; when already there, go to the next one."""
        if self.isVisible() and self.text():
            self.jump_asked.emit(self.text(), True)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_found(self, is_found: bool) -> None:
        """Mark a beginning that no name has."""
        self.setProperty("error", not is_found)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window: it closes the innermost thing first."""
        if asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jump_asked.emit(self.text(), True)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    @Slot(str)
    def _on_edited(self, typed: str) -> None:
        self.show_found(True)
        if typed:
            self.jump_asked.emit(typed, False)
