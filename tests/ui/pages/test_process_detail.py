"""Where the detail stands: beside the list, below it, over it; opened by a key, closed by Esc, remembered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.pages.process_detail import ProcessDetail
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.detail.sources import DetailSources
from tests.ui.screen import show_active
from tests.ui.widgets.detail.sources import SYSTEMD, FakeInspector, beat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def sources() -> DetailSources:
    return DetailSources(inspector=FakeInspector())


def page_of(qtbot: QtBot, settings: QSettings, width: int) -> ProcessesPage:
    page = ProcessesPage(settings=settings)
    page.use_detail(sources)
    page.resize(width, 600)
    qtbot.addWidget(page)
    show_active(page, qtbot)
    page.show_snapshot(beat(1))
    page.draw()
    return page


def detail_of(page: ProcessesPage) -> ProcessDetail:
    assert page.detail is not None
    return page.detail


@pytest.fixture
def wide(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[ProcessesPage]:
    theme.apply(qapp, "dark")
    page = page_of(qtbot, settings, 1140)
    yield page
    page.hide()
    assert close_readers()


@pytest.fixture
def narrow(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[ProcessesPage]:
    theme.apply(qapp, "dark")
    page = page_of(qtbot, settings, 852)
    yield page
    page.hide()
    assert close_readers()


def press(page: ProcessesPage, key: Qt.Key) -> None:
    QTest.keyClick(page.view, key)


def test_it_is_made_only_when_it_is_first_opened(wide: ProcessesPage) -> None:
    assert detail_of(wide).panel is None
    assert not detail_of(wide).is_open


def test_enter_opens_it_beside_the_list_for_the_selected_process(wide: ProcessesPage) -> None:
    wide.view.go_to_row(1)

    press(wide, Qt.Key.Key_Return)

    panel = detail_of(wide).panel
    assert panel is not None
    assert panel.isVisible()
    assert wide.view.isVisible()
    assert panel.subject is not None
    assert panel.subject.serial == wide.view.selected_serials()[0]
    assert 280 <= panel.width() <= 560


def test_it_follows_the_selection(wide: ProcessesPage) -> None:
    wide.view.go_to_row(0)
    press(wide, Qt.Key.Key_Return)

    wide.view.go_to_row(1)

    panel = detail_of(wide).panel
    assert panel is not None
    assert panel.subject is not None
    assert panel.subject.serial == wide.view.selected_serials()[0]


def test_esc_in_the_list_closes_it_and_the_next_start_remembers(
    wide: ProcessesPage, qtbot: QtBot, settings: QSettings
) -> None:
    wide.view.go_to_row(1)
    press(wide, Qt.Key.Key_Return)
    was_kept = settings.value("detail/1/open")

    press(wide, Qt.Key.Key_Escape)

    assert str(was_kept).casefold() == "true"
    assert not detail_of(wide).is_open
    assert str(settings.value("detail/1/open")).casefold() == "false"


def test_in_a_narrow_window_enter_lays_it_over_the_list_and_esc_takes_it_away(narrow: ProcessesPage) -> None:
    narrow.view.go_to_row(1)
    press(narrow, Qt.Key.Key_Return)
    panel = detail_of(narrow).panel
    assert panel is not None
    was_over = detail_of(narrow).is_over and not narrow.view.isVisible() and panel.isVisible()

    QTest.keyClick(panel, Qt.Key.Key_Escape)

    assert was_over
    assert narrow.view.isVisible()
    assert not detail_of(narrow).is_open


def test_in_a_narrow_window_the_button_opens_it_below_the_list(narrow: ProcessesPage) -> None:
    narrow.view.go_to_row(1)

    detail_of(narrow).open_button.click()

    panel = detail_of(narrow).panel
    assert panel is not None
    assert panel.isVisible()
    assert narrow.view.isVisible()
    assert detail_of(narrow).orientation() == Qt.Orientation.Vertical


def test_a_link_selects_the_process_in_the_list(wide: ProcessesPage) -> None:
    wide.view.go_to_row(1)
    press(wide, Qt.Key.Key_Return)
    panel = detail_of(wide).panel
    assert panel is not None

    panel.process_asked.emit(SYSTEMD)

    assert wide.view.selected_serials() == [SYSTEMD]
    assert panel.subject is not None
    assert panel.subject.serial == SYSTEMD
