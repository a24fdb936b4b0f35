"""The manual of a window."""

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.widgets.help_window import HelpWindow
from tests.ui.fakes import feed


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
