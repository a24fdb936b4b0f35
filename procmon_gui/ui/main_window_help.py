"""What the menu tells of the program: the manual, and what the program is. Both are loaded when they are opened."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.ui.help_pages import help_page_of
from procmon_gui.ui.main_window_pages import WindowPages
from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.widgets.window_menu import WindowMenu


class WindowHelp(QObject):
    """Opens the dialogs over one window."""

    def __init__(self, menu: WindowMenu, pages: WindowPages, version: Callable[[], str], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._version = version
        menu.help_asked.connect(self._on_help)
        menu.about_asked.connect(self._on_about)

    @Slot()
    def _on_about(self) -> None:
        from procmon_gui.ui.widgets.dialogs import AboutDialog

        AboutDialog(self._version(), self._window).open()

    @Slot()
    def _on_help(self) -> None:
        from procmon_gui.ui.widgets.help_window import HelpWindow

        page = help_page_of(self._window.focusWidget() or self._pages.page)
        help_window = self._window.findChild(HelpWindow) or HelpWindow(resource_path("docs", "manual"), self._window)
        help_window.open_page(page)
        help_window.show()
        help_window.activateWindow()
