"""What the window tells of the program: the manual, and what the program is."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.widgets.dialogs import AboutDialog
from procmon_gui.ui.widgets.help_window import HelpWindow
from tests.ui.fakes import feed


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every dialog
def test_about_and_help_open_and_show_their_words(window: MainWindow, qtbot: QtBot) -> None:
    window.menu.about_asked.emit()
    window.menu.help_asked.emit()

    about, manual = window.findChild(AboutDialog), window.findChild(HelpWindow)
    assert about is not None
    assert manual is not None
    assert any("0.0.1" in label.text() for label in about.findChildren(QLabel))
    about.close()
    manual.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every dialog
def test_f1_opens_the_page_of_what_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    def opened() -> HelpWindow:
        found = window.findChild(HelpWindow)
        assert found is not None
        return found

    window.filter_box.setFocus()
    window.menu.help_asked.emit()
    assert opened().page == "filter"
    window.open_page_named("processes")
    feed(window, qtbot, 1)
    window.page.first_focus().setFocus()
    window.menu.help_asked.emit()

    assert opened().page == "processes"
    assert len(window.findChildren(HelpWindow)) == 1
    opened().close()
