"""From any page to one process in the list, whatever hides it there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.models.process_model import SERIAL_ROLE
from procmon_gui.ui.pages.makers import OverviewMaker
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.preferences import Preferences
from tests.ui.fakes import FakePulse
from tests.ui.population import crowd
from tests.ui.ready import Ready
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> ProcessesPage:
    theme.apply(qapp, "dark")
    return ProcessesPage(settings=QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, page: ProcessesPage, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    sampler = Sampler(FakePulse)
    makers = [OverviewMaker(), Ready("processes", page)]
    window = MainWindow(sampler, makers, settings, preferences=Preferences())
    sampler.setParent(window)
    window.resize(1280, 800)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    window.show_snapshot(crowd(30))
    qtbot.waitUntil(lambda: not window.drawing.frame.isActive())
    yield window
    window.hide()


def someone(window: MainWindow, place: int = 17) -> tuple[ProcessKey, int]:
    """Return the key and serial of a process."""
    snapshot = window.moment.snapshot
    assert snapshot is not None
    slot = int(snapshot.rows[place])
    return snapshot.key(slot), int(snapshot.serials[slot])


def current_serial(page: ProcessesPage) -> object:
    return page.view.currentIndex().data(SERIAL_ROLE)


def test_the_list_opens_at_the_process_though_it_was_never_seen(window: MainWindow, page: ProcessesPage) -> None:
    key, serial = someone(window)
    assert window.page is not page

    assert window.open_process(key)

    assert window.page is page
    assert current_serial(page) == serial
    assert window.filter_box.text() == ""


def test_what_the_filter_hides_is_asked_for_by_the_filter(
    window: MainWindow, page: ProcessesPage, qtbot: QtBot
) -> None:
    key, serial = someone(window)
    window.filter_box.set_query_text("nothing-has-this-name")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)

    assert window.open_process(key)

    assert window.filter_box.text() == f"pid = {key.pid}"
    assert current_serial(page) == serial


def test_another_process_with_the_same_number_is_not_shown(window: MainWindow, page: ProcessesPage) -> None:
    key, _ = someone(window)
    before = window.page

    assert not window.open_process(ProcessKey(key.boot_id, key.pid, key.start_ticks + 1))
    assert not window.open_process(ProcessKey("another boot", key.pid, key.start_ticks))

    assert window.page is before
