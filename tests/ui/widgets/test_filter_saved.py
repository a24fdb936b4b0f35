"""Filters under a name."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.settings import named_texts
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.filter_box import FilterBox
from procmon_gui.ui.widgets.filter_saved import KEY, SavedFilters
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def store() -> SettingsInMemory:
    return SettingsInMemory()


@pytest.fixture
def box(qtbot: QtBot, qapp: QApplication, store: SettingsInMemory) -> Iterator[FilterBox]:
    theme.apply(qapp, "dark")
    window = QWidget()
    box = FilterBox(window)
    box.keep_in(store)
    window.resize(600, 200)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    box.setFocus()
    QApplication.processEvents()
    yield box
    window.hide()


def saved_of(box: FilterBox) -> SavedFilters:
    assert box.saved is not None
    box.saved.refresh()
    return box.saved


def entries(box: FilterBox) -> list[str]:
    return [action.text() for action in saved_of(box).menu.actions() if not action.isSeparator()]


def trigger(box: FilterBox, words: str) -> None:
    [action] = [action for action in saved_of(box).menu.actions() if action.text().startswith(words)]
    action.trigger()


def test_a_filter_is_saved_under_a_name_and_used_again(box: FilterBox, store: SettingsInMemory) -> None:
    box.set_query_text(" cpu > 5% ")
    trigger(box, "Save this filter…")
    dialog = box.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("Busy & loud")
    dialog.accept()
    assert named_texts(store, KEY) == {"Busy & loud": "cpu > 5%"}
    box.set_query_text("")

    trigger(box, "Busy && loud")

    assert box.text() == "cpu > 5%"
    assert box.query is not None


def test_without_filters_the_menu_says_so_and_an_empty_one_can_not_be_saved(box: FilterBox) -> None:
    assert entries(box) == ["No filter is saved yet."]


def test_a_filter_is_deleted(box: FilterBox, store: SettingsInMemory) -> None:
    store.set(KEY, {"one": "pid = 1", "two": "pid = 2"})
    [delete] = [action for action in saved_of(box).menu.actions() if action.text() == "Delete"]
    menu = delete.menu()
    assert menu is not None

    menu.actions()[0].trigger()  # type: ignore[attr-defined]

    assert named_texts(store, KEY) == {"two": "pid = 2"}


def test_a_name_that_is_none_is_told_under_the_box_and_nothing_is_kept(box: FilterBox, store: SettingsInMemory) -> None:
    box.set_query_text("pid = 1")

    saved_of(box).save_as(" ")

    assert "is no name" in box.error_text
    assert named_texts(store, KEY) == {}


def test_ctrl_d_opens_the_menu(box: FilterBox) -> None:
    QTest.keyClick(box, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert saved_of(box).menu.isVisible()
    saved_of(box).menu.hide()


def test_a_name_that_somebody_wrote_into_the_file_can_not_break_the_menu(
    box: FilterBox, store: SettingsInMemory
) -> None:
    store.set(KEY, {"a" * 60: "x" * 2000})

    assert len(entries(box)[0]) < 130
