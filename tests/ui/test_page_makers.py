"""Pages that are not open are not there: not loaded, not built; and once they are, nothing is missing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker, SettingsMaker
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.window_place import KEY
from tests.ui.fakes import FakePulse, beat
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

# Opens a page of a window over the recorded beats of nobody and tells what was loaded for it.
_OPENED = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from procmon_gui import program
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.preferences import Preferences
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
settings.setValue("window/1/page", sys.argv[2])
preferences = Preferences()
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.alert_list import AlertList
makers = program.page_makers(
    preferences, lambda: None, AuditList(lambda: None), means=Means(lambda: None, lambda: None),
    alerts=AlertList(lambda: None),
)
window = MainWindow(Sampler(lambda: None), makers, settings, preferences=preferences)
window.show()
QTest.qWaitForWindowExposed(window)
QTest.qWait(300)
print(*sys.modules)
"""
_SELDOM = {
    "pyqtgraph", "lark", "re2", "msgspec", "tomli_w", "importlib.metadata", "asyncio.events", "multiprocessing",
    "procmon_gui.query", "procmon_gui.control", "procmon_gui.ui.acting.presenter",
    "procmon_gui.ui.acting.words", "procmon_gui.ui.access.asking", "procmon_gui.services.control",
}  # fmt: skip


def loaded_for(page_id: str, folder: Path) -> set[str]:
    """Return the modules that a new program has loaded when it shows one page."""
    command = [sys.executable, "-c", _OPENED, str(folder / "window.ini"), page_id]
    return set(subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout.split())


def test_the_list_of_processes_loads_nothing_of_the_other_pages(tmp_path: Path) -> None:
    loaded = loaded_for("processes", tmp_path)

    assert "procmon_gui.ui.pages.processes" in loaded
    others = ("overview", "history", "alerts", "connections", "audit", "settings")
    assert loaded & {f"procmon_gui.ui.pages.{name}" for name in others} == set()
    dialogs = ("find_dialog", "help_window", "dialogs", "column_dialog", "detail.panel")
    assert loaded & {f"procmon_gui.ui.widgets.{name}" for name in dialogs} == set()
    assert loaded & _SELDOM == set()


def test_the_overview_comes_without_the_list_and_its_charts_after_the_numbers(tmp_path: Path) -> None:
    loaded = loaded_for("overview", tmp_path)

    assert "procmon_gui.ui.pages.overview" in loaded
    assert loaded & {"procmon_gui.ui.pages.processes", "pyqtgraph"} == set()


def test_the_frame_of_the_window_does_not_wait_for_classes_of_widgets_that_it_has_not_got(tmp_path: Path) -> None:
    """PySide makes those of all widgets as soon as Python is handed one that Qt made."""
    until_shown = _OPENED.partition("QTest.qWaitForWindowExposed")[0]
    code = until_shown + 'from PySide6 import QtWidgets\nprint("QCalendarWidget" in vars(QtWidgets))'
    command = [sys.executable, "-c", code, str(tmp_path / "window.ini"), "processes"]

    assert subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout.strip() == "False"


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[MainWindow]:
    """Show a window that was closed on its settings."""
    theme.apply(qapp, "light")
    settings.setValue(KEY + "page", "settings")
    makers = [OverviewMaker(), ProcessesMaker(settings=settings), SettingsMaker()]
    sampler = Sampler(FakePulse)
    window = MainWindow(sampler, makers, settings)
    sampler.setParent(window)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    yield window
    window.hide()


def test_a_page_that_is_opened_late_knows_the_beats_from_before(window: MainWindow, qtbot: QtBot) -> None:
    for sequence in range(1, 8):
        window.show_snapshot(beat(sequence))
    assert window.findChildren(OverviewPage) == window.findChildren(ProcessesPage) == []

    window.open_page_named("overview")
    overview = window.page
    window.open_page_named("processes")
    listed = window.page

    assert isinstance(overview, OverviewPage)
    assert len(overview._history.table) == 7
    assert isinstance(listed, ProcessesPage)
    qtbot.waitUntil(lambda: listed.model.rowCount() > 0)
    ages, _ = listed.model.cells._history.read(listed.model.rows.slots, listed.model.rows.serials)
    assert len(ages) == 7
    window.show_snapshot(beat(8))
    assert len(overview._history.table) == 8


def test_a_page_that_is_opened_late_obeys_the_filter_and_the_moment(window: MainWindow, qtbot: QtBot) -> None:
    window.show_snapshot(beat(1))
    window.set_frozen(True)
    window.show_snapshot(beat(2))

    window.filter_box.set_query_text("name = postgres")

    listed = window.page
    assert isinstance(listed, ProcessesPage)
    assert listed.snapshot is not None
    assert listed.snapshot.sequence == 1
    qtbot.waitUntil(lambda: listed.model.arrangement.shown_count == 2)
    assert listed.model.arrangement.has_query


def test_a_page_is_built_once_and_named_by_its_maker(window: MainWindow) -> None:
    page = window.page
    assert window.page_id == "settings"

    window.open_page_named("overview")
    assert window.page_id == "overview"
    window.open_page_named("settings")

    assert window.page is page
