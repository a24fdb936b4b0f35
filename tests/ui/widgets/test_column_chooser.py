"""The menu and the dialog of the columns."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.settings import named_lists
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_column_sets import KEY, SHIPPED
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.column_dialog import ColumnDialog
from tests.ui.population import family, snapshot_of
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def store() -> SettingsInMemory:
    return SettingsInMemory()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, store: SettingsInMemory) -> Iterator[ProcessesPage]:
    theme.apply(qapp, "dark")
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    page = ProcessesPage(Preferences(store), settings=settings)
    page.resize(1600, 600)
    qtbot.addWidget(page)
    show_active(page, qtbot)
    page.show_snapshot(snapshot_of(family((1, 0), (2, 1))))
    page.draw()
    QApplication.processEvents()
    yield page
    page.hide()


@pytest.fixture
def dialog(page: ProcessesPage, qtbot: QtBot) -> ColumnDialog:
    page.open_column_chooser()
    found = page.findChild(ColumnDialog)
    assert found is not None
    qtbot.addWidget(found)
    return found


def choose_set(page: ProcessesPage, title: str) -> None:
    page.column_menu.refresh()
    [action] = [action for action in page.column_menu.actions() if action.text() == title]
    action.trigger()


# ---- sets


def test_a_set_is_put_on_from_the_menu_and_the_button_says_which(page: ProcessesPage) -> None:
    choose_set(page, "Memory")

    assert page.columns.ids == list(SHIPPED["Memory"])
    assert page.toolbar.columns_button.accessibleName() == "Columns: Memory"
    page.columns.show("nice", is_shown=True)

    assert page.toolbar.columns_button.accessibleName() == "Columns"


def test_columns_are_saved_under_a_name_chosen_again_and_deleted(page: ProcessesPage, store: SettingsInMemory) -> None:
    page.columns.put_in_order(["name", "nice", "pid"])
    page.view.setColumnWidth(page.model.column_of("nice"), 120)
    page.column_menu.ask_name()
    dialog = page.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("R&D")
    dialog.accept()
    assert named_lists(store, KEY) == {"R&D": ("name", "nice:120", "pid:" + str(page.columns.columns()[2][1]))}

    choose_set(page, "Default")
    choose_set(page, "R&&D")
    assert page.columns.ids == ["name", "nice", "pid"]
    assert page.view.columnWidth(page.model.column_of("nice")) == 120
    page.column_menu.refresh()
    [delete] = page.column_menu._deletes.actions()
    delete.trigger()

    assert named_lists(store, KEY) == {}


def test_a_name_that_is_none_is_told_and_nothing_is_kept(page: ProcessesPage, store: SettingsInMemory) -> None:
    page.column_menu.save_as("x" * 100)

    assert "is no name" in page.notice.text
    assert named_lists(store, KEY) == {}


def test_a_sorted_column_that_a_set_does_not_have_takes_the_sort_with_it(page: ProcessesPage) -> None:
    assert page.model.arrangement.sort_metric_id == "cpu_ratio"

    choose_set(page, "Memory")

    assert page.model.arrangement.sort_metric_id is None


# ---- the dialog


def test_a_check_shows_a_column_at_once_and_takes_it_away(page: ProcessesPage, dialog: ColumnDialog) -> None:
    dialog._items["oom_score"].setCheckState(0, Qt.CheckState.Checked)
    assert page.columns.ids[-1] == "oom_score"
    assert dialog._listed()[-1] == "oom_score"

    dialog._items["oom_score"].setCheckState(0, Qt.CheckState.Unchecked)

    assert "oom_score" not in page.columns.ids
    assert "oom_score" not in dialog._listed()


def test_the_search_finds_titles_fields_short_names_and_what_a_column_says(dialog: ColumnDialog) -> None:
    def found(words: str) -> list[str]:
        dialog.search.setText(words)
        return [metric_id for metric_id, item in dialog._items.items() if not item.isHidden()]

    assert found("oom") == ["oom_score"]
    assert "rss_bytes" in found("RESIDENT")
    assert found("virt") == ["virtual_bytes"]
    assert found("no such thing") == []
    assert all(group.isHidden() for group, _ in dialog._groups)
    assert len(found("")) == len(dialog._items)


def test_until_a_column_is_chosen_the_dialog_says_how_columns_are_moved(dialog: ColumnDialog) -> None:
    assert dialog._says.text() == dialog.order.toolTip()

    dialog.order.setCurrentRow(1)

    assert dialog._says.text() != dialog.order.toolTip()


def test_keys_move_a_column_and_take_it_away_but_never_the_name(page: ProcessesPage, dialog: ColumnDialog) -> None:
    dialog.order.setCurrentRow(2)
    moved = dialog._listed()[2]

    QTest.keyClick(dialog.order, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.order, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert page.columns.ids[:2] == ["name", moved]
    QTest.keyClick(dialog.order, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.columns.ids[2] == moved
    QTest.keyClick(dialog.order, Qt.Key.Key_Delete)
    assert moved not in page.columns.ids
    dialog.order.setCurrentRow(0)
    QTest.keyClick(dialog.order, Qt.Key.Key_Delete)

    assert page.columns.ids[0] == "name"


def test_what_is_dragged_in_front_of_the_name_stands_behind_it(page: ProcessesPage, dialog: ColumnDialog) -> None:
    item = dialog.order.takeItem(3)
    assert item is not None
    moved = item.data(Qt.ItemDataRole.UserRole)
    dialog.order.insertItem(0, item)

    dialog._on_dragged()

    assert page.columns.ids[:2] == ["name", moved]


def test_what_changes_in_the_table_is_shown_in_the_dialog(page: ProcessesPage, dialog: ColumnDialog) -> None:
    page.columns.put_in_order(["name", "pid"])

    assert dialog._listed() == ["name", "pid"]
    assert dialog._items["user"].checkState(0) == Qt.CheckState.Unchecked


def test_everything_in_the_dialog_that_takes_the_keyboard_has_a_name(dialog: ColumnDialog) -> None:
    nameless = [
        child
        for child in dialog.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.isVisible()
        and not (child.accessibleName() or (hasattr(child, "text") and child.text()))
    ]

    assert nameless == []
