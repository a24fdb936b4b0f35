"""The keys of the whole window that stand in no menu."""

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


class WindowKeys(QObject):
    """Turns keys into wishes, and does none of them itself but to open menus, which is what the menu key does.

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
        # On X11 Qt knows the menu key only, which many keyboards have not. For windows beside this one, too.
        menu = QShortcut(QKeySequence("Shift+F10"), window, context=Qt.ShortcutContext.ApplicationShortcut)
        self._keep(menu).activated.connect(self._on_menu)

    def _keep(self, shortcut: QShortcut) -> QShortcut:
        self._shortcuts.append(shortcut)
        return shortcut

    def set_enabled(self, *, is_enabled: bool) -> None:
        """Let the keys do something, or nothing."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(is_enabled)

    @Slot()
    def _on_menu(self) -> None:
        """Ask what has the keyboard for its menu, where it is typed."""
        widget = QApplication.focusWidget()
        if widget is not None:
            cursor = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            place = cursor.toRect() if isinstance(cursor, QRectF) else cursor
            at = (place if isinstance(place, QRect) else widget.rect()).center()
            asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
            QApplication.sendEvent(widget, asked)

    @Slot()
    def _on_page(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.page_asked.emit(int(sender.objectName()))
