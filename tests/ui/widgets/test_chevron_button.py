"""The button that opens a menu, its chevron behind the words."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.widgets.chevron_button import ChevronButton

# The offscreen platform says so for every menu that opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight


def test_ticks_stand_before_the_words_of_its_menu_as_in_all_others(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    button, menu = ChevronButton(holder), QMenu(holder)
    menu.addAction("By user").setCheckable(True)
    button.setMenu(menu)
    holder.show()
    seen: list[Qt.LayoutDirection] = []
    menu.aboutToShow.connect(lambda: seen.append(menu.layoutDirection()))

    # It opens the menu and waits until that is closed.
    QTimer.singleShot(0, menu, menu.close)
    button.showMenu()

    assert seen == [LEFT_TO_RIGHT]
