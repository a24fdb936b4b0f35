"""Keys and settings that mean the same on every page of the whole window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from tests.ui.whole_alerts import fill
from tests.ui.whole_window import WholeWindow, whole_window

# The platform without a screen knows no windows that can be raised or told their size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whole(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[WholeWindow]:
    theme.apply(qapp, "dark")
    with whole_window(qtbot, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)) as whole:
        whole.feed(3)
        yield whole
    theme.choose_rows(are_taller=False)


def focused_after_ctrl_f(whole: WholeWindow) -> QLineEdit:
    window = whole.window
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F, CTRL)
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused


def test_ctrl_f_leads_to_the_filter_of_the_page_and_from_there_to_that_of_the_window(whole: WholeWindow) -> None:
    window_filter = whole.window.filter_box
    for page_id, own in (
        ("processes", window_filter),
        ("connections", whole.connections.toolbar.filter_box),
        ("settings", whole.settings_page.search),
    ):
        whole.window.open_page_named(page_id)
        whole.feed()
        whole.window.page.setFocus()

        assert focused_after_ctrl_f(whole) is own
        assert focused_after_ctrl_f(whole) is window_filter


def test_rows_that_are_not_neighbours_are_selected_by_keys_alone(whole: WholeWindow) -> None:
    whole.window.open_page_named("processes")
    whole.feed()
    view = whole.list_page.view
    view.setFocus()
    view.go_to_row(0)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(view, key, CTRL)
    assert view.selected_rows() == [0, 2]
    QTest.keyClick(view, Qt.Key.Key_Space, CTRL)

    assert view.selected_rows() == [0]
    assert view.currentIndex().row() == 2


def test_taller_rows_are_taller_in_every_list(whole: WholeWindow) -> None:
    whole.window.open_page_named("processes")
    whole.feed()
    assert whole.list_page.detail is not None
    whole.list_page.view.selectRow(1)
    whole.list_page.detail.open_detail()
    whole.feed()
    panel = whole.list_page.detail.panel
    assert panel is not None
    panel.choose_tab("files")
    whole.feed()
    lists = [whole.list_page.view, whole.connections.view, *panel.findChildren(RowsView)]
    before = [view.verticalHeader().defaultSectionSize() for view in lists]

    whole.preferences.store.set("appearance.comfortable_rows", True)

    assert len(lists) >= 3
    assert [view.verticalHeader().defaultSectionSize() for view in lists] == [height + 4 for height in before]


class Glance(QObject):
    """Looks whether a menu is open, and closes it: an open menu waits for its reader."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self.was_open = False

    @Slot()
    def take(self) -> None:
        self.was_open = self._menu.isVisible()
        self._menu.close()


@pytest.mark.parametrize("page_id", ["overview", "processes"])
def test_f10_opens_the_menu_of_the_window_from_any_page(whole: WholeWindow, page_id: str) -> None:
    whole.window.open_page_named(page_id)
    whole.feed()
    glance = Glance(whole.window.menu)
    whole.window.menu.aboutToShow.connect(glance.take, Qt.ConnectionType.QueuedConnection)

    QTest.keyClick(whole.window.focusWidget() or whole.window, Qt.Key.Key_F10)

    assert glance.was_open


@pytest.mark.parametrize("page_id", ["overview", "processes"])
def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(whole: WholeWindow, page_id: str) -> None:
    whole.window.open_page_named(page_id)
    whole.feed()
    chart = whole.overview._panels[0].chart
    assert chart is not None
    (chart if page_id == "overview" else whole.list_page.view).setFocus()

    QTest.keyClick(whole.window.focusWidget(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_escape_empties_the_search_of_alerts_before_it_leads_anywhere_else(whole: WholeWindow) -> None:
    whole.window.open_page_named("alerts")
    fill(whole.kept_alerts)
    whole.alert_list.look()
    whole.feed()
    search = whole.alerts.events.search
    search.setFocus()
    QTest.keyClicks(search, "zstd")

    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert (search.text(), search.hasFocus()) == ("", True)
    QTest.keyClick(search, Qt.Key.Key_Escape)

    assert not search.hasFocus()
