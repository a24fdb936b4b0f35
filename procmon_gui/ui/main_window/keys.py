"""The keys of the whole window that stand in no menu."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class WindowKeys(QObject):
    """Turns keys into wishes; does none of them itself.

    Signals:
        page_asked: the page at this place of the rail (Ctrl+1 is 0).
        settings_asked: the page with the settings.
        find_asked: who holds a file, a socket or a port.
        freeze_asked: freeze, or go on.
        escape_pressed: close the innermost thing, or go back to now.
    """

    page_asked = Signal(int)
    settings_asked = Signal()
    find_asked = Signal()
    freeze_asked = Signal()
    escape_pressed = Signal()

    def __init__(self, window: QWidget, *, page_count: int) -> None:
        super().__init__(window)
        self._shortcuts: list[QShortcut] = []
        for number in range(1, page_count + 1):
            shortcut = self._keep(QShortcut(QKeySequence(f"Ctrl+{number}"), window))
            shortcut.setObjectName(str(number - 1))
            shortcut.activated.connect(self._on_page)
        self._keep(QShortcut(QKeySequence("Ctrl+,"), window)).activated.connect(self.settings_asked)
        self._keep(QShortcut(QKeySequence("Ctrl+Shift+F"), window)).activated.connect(self.find_asked)
        self._keep(QShortcut(QKeySequence(Qt.Key.Key_Pause), window)).activated.connect(self.freeze_asked)
        self._keep(QShortcut(QKeySequence(Qt.Key.Key_Escape), window)).activated.connect(self.escape_pressed)

    def _keep(self, shortcut: QShortcut) -> QShortcut:
        self._shortcuts.append(shortcut)
        return shortcut

    def set_enabled(self, *, is_enabled: bool) -> None:
        """Let the keys do something, or nothing."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(is_enabled)

    @Slot()
    def _on_page(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.page_asked.emit(int(sender.objectName()))
