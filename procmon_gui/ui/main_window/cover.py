"""What stands in place of the pages while nobody may see them, and all that is shut meanwhile."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from procmon_gui.ui.help_pages import MANUAL
from procmon_gui.ui.main_window.keys import WindowKeys
from procmon_gui.ui.widgets.window_menu import WindowMenu


class WindowCover(QObject):
    """Belongs to one window.

    Signals:
        changed: the pages are covered now, or no more.
    """

    changed = Signal()

    def __init__(
        self, window: QWidget, middle: QStackedWidget, shut: tuple[QWidget, ...], keys: WindowKeys, menu: WindowMenu
    ) -> None:
        """Cover the `middle`; nothing of what is `shut` hears the pointer or the keyboard then."""
        super().__init__(window)
        self._window = window
        self._middle = middle
        self._shut = shut
        self._keys = keys
        self._menu = menu
        self._panel: QWidget | None = None
        self._off: list[QAction] = []

    @property
    def panel(self) -> QWidget | None:
        """Return what stands there; None while the pages do."""
        return self._panel

    def put(self, panel: QWidget, focus: QWidget) -> None:
        """Put a panel there and give it the keyboard; the windows that belong to this one go."""
        self.take_away()
        self._panel = panel
        self._middle.addWidget(panel)
        self._middle.setCurrentWidget(panel)
        for part in self._shut:
            part.setEnabled(False)
        self._keys.set_enabled(is_enabled=False)
        stays = (self._menu.quit, self._menu.help, self._menu.about)
        self._off = [action for action in self._menu.actions() if action not in stays and action.isEnabled()]
        for action in self._off:
            action.setEnabled(False)
        self.close_windows()
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def take_away(self) -> None:
        """Let the pages be seen again."""
        panel, self._panel = self._panel, None
        if panel is None:
            return
        self._middle.setCurrentIndex(0)
        self._middle.removeWidget(panel)
        panel.deleteLater()
        for part in self._shut:
            part.setEnabled(True)
        self._keys.set_enabled(is_enabled=True)
        for action in self._off:
            action.setEnabled(True)
        self._off = []
        self.changed.emit()

    def close_windows(self) -> None:
        """Close what was opened from this window: dialogs that ask or act, lives, comparisons. The manual stays."""
        top = self._window.window()
        for widget in QApplication.topLevelWidgets():
            if widget is top or not widget.isVisible() or widget.objectName() == MANUAL or not self._owns(widget):
                continue
            if isinstance(widget, QDialog):
                widget.reject()
            else:
                widget.close()

    def _owns(self, widget: QWidget) -> bool:
        owner: QObject | None = widget
        while owner is not None and owner is not self._window:
            owner = owner.parent()
        return owner is not None
