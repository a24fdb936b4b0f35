"""The time strip as a table, as text, as CSV and as a picture."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.chart_table import ChartTable
from procmon_gui.ui.widgets.file_saver import FileContent
from procmon_gui.ui.widgets.time_strip import TimeStrip
from tests.store.history.machines import day, live
from tests.ui.fakes import FakePulse
from tests.ui.marks import KeptMarks
from tests.ui.ready import Ready
from tests.ui.screen import show_active

# The platform without a screen knows no windows that can be raised or told their size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

BEATS = 30


@pytest.fixture
def strip(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[TimeStrip]:
    theme.apply(qapp, "dark")
    memory = RecentMemory()
    beats = live(day(BEATS), memory)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    sampler = Sampler(FakePulse)
    page = ProcessesPage(settings=settings)
    window = MainWindow(sampler, [Ready("processes", page)], settings, history=memory, open_marks=KeptMarks)
    sampler.setParent(window)
    window.resize(1280, 800)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    window.show_snapshot(beats[-1])
    strip = window.findChild(TimeStrip)
    assert strip is not None
    qtbot.waitUntil(lambda: len(strip._data) > 0)
    strip.chart.setFocus()
    yield strip
    window.close_marks()
    window.hide()


def test_the_key_t_opens_what_is_in_sight_as_a_table_the_newest_first(strip: TimeStrip) -> None:
    QTest.keyClick(strip.chart, Qt.Key.Key_T)

    table = strip.window().findChild(ChartTable)
    assert table is not None
    model = table.table.model()
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(3)]
    assert titles == ["Time", "CPU", "Led by"]
    rows = [[model.index(row, place).data() for place in range(3)] for row in range(model.rowCount())]
    times = [row[0] for row in rows]
    assert 1 < len(rows) <= BEATS
    assert times == sorted(times, reverse=True)
    assert all(row[1].endswith(" %") for row in rows[:-1])
    assert any(row[2] for row in rows)
    table.close()


def test_ctrl_c_copies_it_and_the_menu_saves_it(strip: TimeStrip, qtbot: QtBot) -> None:
    QTest.keyClick(strip.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "Time\tCPU\tLed by"

    asked: list[FileContent] = []
    strip.saving_asked.disconnect()  # The window would ask for a name.
    strip.saving_asked.connect(asked.append)
    at = QPoint(400, 30)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, strip.chart.mapToGlobal(at))
    QApplication.sendEvent(strip.chart, event)
    menu = next(menu for menu in strip.findChildren(QMenu) if menu.isVisible())
    entries = {action.text(): action for action in menu.actions()}
    entries["Save as CSV…"].trigger()
    entries["Save as picture…"].trigger()
    menu.close()

    lines = str(asked[0].data).splitlines()
    assert lines[0] == "at_utc,cpu_busy_ratio"
    assert len(lines) == len(copied)
    picture = QImage.fromData(asked[1].data if isinstance(asked[1].data, bytes) else b"")
    assert picture.width() > strip.chart.width()
