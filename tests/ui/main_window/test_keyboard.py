"""The window without a pointer: keys, the way of Tab, and what assistive technology is told."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.window_place import KEY
from tests.ui.fakes import feed
from tests.ui.screen import show_active

Make = Callable[[], MainWindow]


def test_f5_asks_for_a_beat_and_ctrl_q_for_the_end(window: MainWindow, qtbot: QtBot) -> None:
    refreshed: list[bool] = []
    window.menu.refresh_asked.connect(lambda: refreshed.append(True))

    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert refreshed == [True]
    with qtbot.waitSignal(window.quit_asked):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_no_key_is_given_twice(window: MainWindow) -> None:
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]

    assert len(keys) == len(set(keys))
    assert QKeySequence("F5").toString() in keys


def test_the_keyboard_begins_in_the_page_and_not_in_the_filter(make: Make, qtbot: QtBot, settings: QSettings) -> None:
    settings.setValue(KEY + "page", "processes")
    window = make()
    show_active(window, qtbot)
    # Frames before the first beat show that nothing is known yet; there is nothing to move in.
    qtbot.wait(150)
    feed(window, qtbot, 1)

    qtbot.waitUntil(lambda: window.focusWidget() is window.page.first_focus())
    window.hide()


def test_tab_goes_through_the_window_as_one_reads_it(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page_named("processes")
    feed(window, qtbot, 1)
    window.header.rail_button.setFocus()
    names = []
    for _ in range(12):
        focused = window.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName() or getattr(focused, "text", str)())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert names[1] == "Filter processes"
    assert names[2:6] == ["Freeze", "Every 1 s", "Menu", "Pages"]
    assert names[6] == "Tree"
    assert names[7].startswith("Columns")  # and how many are folded
    assert names[8] == "CPU as a share of the machine"


def focusable(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.objectName().startswith("qt_")


@pytest.mark.parametrize("page", [0, 1])
def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow, qtbot: QtBot, page: int) -> None:
    window.open_page(page)
    feed(window, qtbot, 1)

    nameless = [
        repr(widget)
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and focusable(widget)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]

    assert nameless == []


def test_every_icon_button_has_a_tooltip(window: MainWindow) -> None:
    silent = [
        repr(button)
        for button in window.findChildren(QAbstractButton)
        if not button.text() and not button.icon().isNull() and not button.toolTip() and button.isVisible()
    ]

    assert silent == []


def test_the_pages_in_the_rail_are_told_to_assistive_technology(window: MainWindow) -> None:
    model: QAbstractItemModel = window.rail.model()

    names = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert names == ["Overview", "Processes"]
