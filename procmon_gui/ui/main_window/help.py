"""The manual, opened from the menu or by its key; loaded when it is opened first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from procmon_gui.ui.help_pages import FIRST_PAGE, MANUAL, help_page_of
from procmon_gui.ui.main_window.pages import WindowPages
from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.widgets.window_menu import WindowMenu

if TYPE_CHECKING:
    from procmon_gui.ui.widgets.help_window import HelpWindow


class WindowHelp(QObject):
    """Opens the manual over one window and over its dialogs, at the page of what has the keyboard."""

    def __init__(self, menu: WindowMenu, pages: WindowPages, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._action = menu.help
        menu.help_asked.connect(self._on_help)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._on_focus_window_changed)

    @Slot()
    def _on_focus_window_changed(self) -> None:
        """Give F1 to a dialog that the keyboard comes to.

        It can not be a key of the whole program: those are dead while a dialog blocks the window that they belong to.
        """
        dialog = self._active_dialog()
        if dialog is not None and self._action not in dialog.actions():
            dialog.addAction(self._action)

    def _active_dialog(self) -> QDialog | None:
        """Return the dialog of our window that has the keyboard; None where none has it, or the manual."""
        dialog = QApplication.activeWindow()
        if not isinstance(dialog, QDialog) or dialog.objectName() == MANUAL:
            return None
        owner: QObject | None = dialog
        while owner is not None and owner is not self._window:
            owner = owner.parent()
        return None if owner is None else dialog

    @Slot()
    def _on_help(self) -> None:
        dialog = self._active_dialog()
        around = self._pages.page if dialog is None else dialog
        page = help_page_of((dialog or self._window).focusWidget() or around)
        if dialog is not None and page == FIRST_PAGE:
            page = help_page_of(self._pages.page)
        # A dialog that blocks all other windows leaves its own alone.
        help_window = self._manual_over(dialog or self._window)
        help_window.open_page(page)
        help_window.show()
        help_window.activateWindow()

    def _manual_over(self, owner: QWidget) -> "HelpWindow":
        """Return the manual as a window of `owner`; there is one of it at a time."""
        from procmon_gui.ui.widgets.help_window import HelpWindow

        there = self._window.findChild(HelpWindow)
        if there is not None and there.parent() is owner:
            return there
        if there is not None:
            there.close()
        return HelpWindow(resource_path("docs", "manual"), owner)
