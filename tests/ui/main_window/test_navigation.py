"""The ways between the pages of the window: rail, keys, filter, and what a page asks for."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from pytestqt.qtbot import QtBot

from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.window_place import KEY
from tests.ui.fakes import feed

Make = Callable[[], MainWindow]


def test_the_rail_opens_pages_by_keyboard_and_remembers_the_last(
    window: MainWindow, make: Make, qtbot: QtBot, settings: QSettings
) -> None:
    assert window.page_id == "overview"

    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page_id == "processes"
    assert window.rail.currentIndex().row() == 1
    qtbot.keyClick(window.rail, Qt.Key.Key_Up)
    assert window.page_id == "overview"
    qtbot.keyClick(window.rail, Qt.Key.Key_Down)

    assert settings.value(KEY + "page") == "processes"
    assert make().page_id == "processes"


def test_a_click_on_a_leading_program_filters_the_list_for_it(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    page = window.page
    assert isinstance(page, OverviewPage)
    top = page._panels[0].top
    assert top is not None
    qtbot.waitUntil(lambda: bool(top.rows))
    assert [row.name for row in top.rows] == ["postgres", "systemd"]

    qtbot.mouseClick(top, Qt.MouseButton.LeftButton, pos=QPoint(20, 5))

    assert window.page_id == "processes"
    assert window.filter_box.query is not None
    assert window.filter_box.text() == 'name = "postgres"'
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.filter_box.text() == ""
    assert window.filter_box.query is None


@pytest.mark.parametrize("name", ['quo"te', "back\\slash", "star*", "a b", "and", "%", "(", "ü", "x" * 15])
def test_any_name_that_leads_can_be_asked_for(window: MainWindow, qtbot: QtBot, name: str) -> None:
    page = window.page
    assert isinstance(page, OverviewPage)

    page._on_program_chosen(name)

    assert window.filter_box.error_text == ""
    assert window.filter_box.query is not None


def test_the_list_is_ready_when_the_filter_has_the_keyboard_so_that_the_first_letter_does_not_wait(
    window: MainWindow, qtbot: QtBot
) -> None:
    feed(window, qtbot, 1)
    assert window.findChild(ProcessesPage) is None

    window.filter_box.take_focus()

    qtbot.waitUntil(lambda: (page := window.findChild(ProcessesPage)) is not None and not page.is_dirty)
    page = window.findChild(ProcessesPage)
    assert isinstance(page, ProcessesPage)
    assert len(page.model.rows) > 0
    assert window.page_id == "overview", "nothing is typed yet"
    qtbot.keyClicks(window.filter_box, "postgres")
    qtbot.waitUntil(lambda: window.page is page)


def test_a_filter_is_shown_at_once_and_not_a_second_time_by_the_next_frame(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page_named("processes")
    feed(window, qtbot, 1)
    page = window.page
    assert isinstance(page, ProcessesPage)

    window.filter_box.set_query_text("postgres")

    assert page.model.rows.is_faint.tolist() == [True, False, False]
    assert not page.is_dirty


def test_return_and_down_in_the_filter_lead_to_the_first_process_that_passes(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    box = window.filter_box
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        box.take_focus()
        box.set_query_text("postgres")
        qtbot.keyClick(box, key)

        page = window.page
        assert isinstance(page, ProcessesPage)
        assert page.view.hasFocus()
        assert str(page.view.currentIndex().siblingAtColumn(0).data()) == "postgres"
        assert box.text() == "postgres"
        page.view.go_to_row(0)

    box.take_focus()
    box.setText("cpu > banana")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.hasFocus(), "what is wrong is mended where it stands"


def test_esc_closes_the_bigger_view_and_unzooms_before_the_window_takes_it(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, OverviewPage)
    feed(window, qtbot, 1)
    page.open_detail("cpu")
    assert page._detail is not None
    qtbot.keyClick(page._detail.table, Qt.Key.Key_Escape)
    assert page._stack.currentWidget() is page._scroll

    page._view.zoom(0.5, 0.0, now_s=0.0, usual_span_s=60.0, oldest_s=-60.0)
    assert page._view.is_moved
    button = page._panels[0].head.more_button
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert not page._view.is_moved
