"""Whole lives and two ranges over what was really recorded, of a process that has ended long ago."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import ProcessLife, ProgramLife
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.compare.compare_window import CompareWindow
from procmon_gui.ui.widgets.life.life_window import LifeWindow
from tests.store.history.machines import day
from tests.store.history.recording import record_and_end
from tests.ui.fakes import FakePulse
from tests.ui.ready import Ready
from tests.ui.screen import show_active

# It lives from the tenth beat to the nineteenth.
GONE = ProcessKey("boot", 104, 4)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Stage:
    """A window over four minutes on disk."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.shown = record_and_end(folder, day(240))
        self.history = LongHistory(RecentMemory(), folder / FILE_NAME)
        self.history.refresh()
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.list = ProcessesPage(settings=settings)
        sampler = Sampler(FakePulse)
        self.window = MainWindow(
            sampler, [Ready("processes", self.list)], settings, history=self.history,
            open_ranges=lambda: Ranges(self.history),
        )  # fmt: skip
        sampler.setParent(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        show_active(self.window, qtbot)

    def life(self) -> LifeWindow:
        """Return the window of lives as soon as it has read."""
        (window,) = self.window.findChildren(LifeWindow)
        self.qtbot.waitUntil(lambda: not window.is_reading)
        return window


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    stage = Stage(qtbot, tmp_path)
    yield stage
    for kind in (LifeWindow, CompareWindow):
        for dialog in stage.window.findChildren(kind):
            dialog.close()
    stage.window.hide()
    assert close_readers()
    stage.history.close()


def test_a_click_in_the_life_of_who_is_gone_shows_it_in_its_own_time(stage: Stage, qtbot: QtBot) -> None:
    stage.list.life_asked.emit(GONE)
    window = stage.life()
    assert isinstance(window.shown, ProcessLife)
    assert window.process.charts.charts[1].csv_text().count("\n") == 1 + 10

    window.process.charts.charts[1].moment_asked.emit(stage.shown[14].at_ms / 1000)
    qtbot.waitUntil(lambda: stage.window.moment.is_past and not stage.window.drawing.frame.isActive())

    (row,) = stage.list.view.selected_rows()
    snapshot, slot = stage.list.model.cells.snapshot_at(row)
    assert (snapshot.at_ms, snapshot.key(slot)) == (stage.shown[14].at_ms, GONE)
    assert window.process.charts._mark_s == stage.shown[14].at_ms / 1000


def test_its_program_lists_every_run_that_was_recorded(stage: Stage) -> None:
    name = stage.shown[14].texts["name"][2] or ""
    stage.list.program_asked.emit(name, stage.shown[14].texts["executable"][2] or "", None)

    window = stage.life()

    assert isinstance(window.shown, ProgramLife)
    assert GONE in {run.facts.key for run in window.shown.runs}
    assert window.program.charts.charts[1].csv_text().count("\n") > 1


def test_the_second_half_is_compared_with_the_first(stage: Stage, qtbot: QtBot) -> None:
    half = Span(from_ms=stage.shown[120].at_ms, to_ms=stage.shown[-1].at_ms)
    stage.list.comparison_asked.emit(half)
    (window,) = stage.window.findChildren(CompareWindow)
    qtbot.waitUntil(lambda: not window.is_reading)

    assert window.status.text().startswith("Recorded: ")
    changes = {row.program.change.value for row in window.part.list.model.rows}
    assert {"new", "gone"} <= changes
    assert window.part.figures.model().index(1, 1).data() != "–"
