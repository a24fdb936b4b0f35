"""From the list to whole lives, from a life to its moment, and to two ranges side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.compare.compare_window import CompareWindow
from procmon_gui.ui.widgets.detail.sources import DetailSources
from procmon_gui.ui.widgets.life.life_window import LifeWindow
from tests.store.history.machines import day, live
from tests.ui.fakes import FakePulse
from tests.ui.ranges import FakeRanges, facts, process_life
from tests.ui.ready import Ready
from tests.ui.screen import show_active
from tests.ui.widgets.detail.sources import FakeInspector

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Stage:
    """A window that has seen some beats, over a memory of ranges that knows one process of them."""

    def __init__(self, qtbot: QtBot, folder: Path, *, has_ranges: bool = True) -> None:
        self.qtbot = qtbot
        self.memory = RecentMemory()
        self.beats: list[Snapshot] = list(live(day(12), self.memory))
        last = self.beats[-1]
        self.slot = max(slot for slot in last.rows.tolist() if last.texts["name"][slot])
        self.key: ProcessKey = last.key(self.slot)
        life = process_life(facts=facts(self.key.pid, key=self.key), parent=None)
        self.ranges = FakeRanges(lives={self.key: life})
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.list = ProcessesPage(settings=settings)
        self.list.use_detail(lambda: DetailSources(inspector=FakeInspector()))
        sampler = Sampler(FakePulse)
        open_ranges = (lambda: self.ranges) if has_ranges else None
        self.window = MainWindow(
            sampler, [Ready("processes", self.list)], settings, history=self.memory, open_ranges=open_ranges
        )
        sampler.setParent(self.window)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        show_active(self.window, qtbot)
        for beat in self.beats:
            self.window.show_snapshot(beat)
        self.settle()

    def settle(self) -> None:
        """Wait until what happened is drawn."""
        self.qtbot.wait(1)
        self.qtbot.waitUntil(lambda: not self.window.drawing.frame.isActive())

    def select(self) -> None:
        """Give the keyboard to the process of which there is a life."""
        assert self.window.open_process(self.key)
        self.settle()

    @property
    def lives(self) -> list[LifeWindow]:
        return [one for one in self.window.findChildren(LifeWindow) if one.isVisible()]

    def opened(self) -> LifeWindow:
        """Return the window of lives as soon as it has read."""
        self.qtbot.waitUntil(lambda: bool(self.lives) and not self.lives[0].is_reading)
        return self.lives[0]


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    stage = Stage(qtbot, tmp_path)
    yield stage
    for dialog in (*stage.lives, *stage.window.findChildren(CompareWindow)):
        dialog.close()
    stage.window.hide()
    assert close_readers()


def test_a_key_in_the_list_opens_the_whole_life_of_its_process(stage: Stage) -> None:
    stage.select()

    QTest.keyClick(stage.list.view, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)

    assert stage.opened().shown is stage.ranges.lives[stage.key]


def test_the_menu_of_a_row_opens_the_life_of_its_program(stage: Stage) -> None:
    stage.select()

    stage.list.deeds.actions.program_life.trigger()

    window = stage.opened()
    name = stage.beats[-1].texts["name"][stage.slot]
    assert window.title.title.name == name


def test_the_detail_leads_to_the_whole_life(stage: Stage) -> None:
    stage.select()
    assert stage.list.detail is not None
    stage.list.detail.open_detail()
    stage.settle()
    panel = stage.list.detail.panel
    assert panel is not None
    assert panel.header.life_button.isVisible()

    panel.header.life_button.click()

    assert stage.opened().shown is stage.ranges.lives[stage.key]


def test_a_click_in_a_life_goes_to_the_moment_and_selects_the_process_there(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_page_named("processes")
    QTest.keyClick(stage.list.view, Qt.Key.Key_Home)
    stage.window._lives.open_process(stage.key)  # type: ignore[union-attr]
    window = stage.opened()

    window.moment_asked.emit(stage.beats[-3].at_ms, stage.key)
    qtbot.waitUntil(lambda: stage.window.moment.is_past)
    stage.settle()

    assert stage.window.moment.snapshot is not None
    assert stage.window.moment.snapshot.at_ms == stage.beats[-3].at_ms
    (row,) = stage.list.view.selected_rows()
    snapshot, slot = stage.list.model.cells.snapshot_at(row)
    assert snapshot.key(slot) == stage.key


def test_a_process_that_has_ended_is_shown_by_its_life_where_a_page_names_it(stage: Stage) -> None:
    """As the one that led at a point of a chart."""
    gone = ProcessKey(stage.key.boot_id, 4_000_000, 7)
    stage.ranges.lives[gone] = process_life(facts=facts(gone.pid, key=gone))

    stage.list.process_asked.emit(gone)

    assert stage.opened().shown is stage.ranges.lives[gone]


def test_two_ranges_are_compared_from_the_menu_and_from_a_page(stage: Stage) -> None:
    stage.window.menu.comparison.trigger()
    (dialog,) = stage.window.findChildren(CompareWindow)
    assert dialog.isVisible()

    span = stage.ranges.span()
    stage.list.comparison_asked.emit(span)
    stage.qtbot.waitUntil(lambda: not dialog.is_reading)

    assert dialog.this.span == span


def test_without_a_memory_of_ranges_nothing_of_it_is_offered(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    theme.apply(qapp, "dark")
    stage = Stage(qtbot, tmp_path, has_ranges=False)
    stage.select()

    assert not stage.window.menu.comparison.isVisible()
    for action in (stage.list.deeds.actions.life, stage.list.deeds.actions.program_life):
        assert not action.isVisible()
    QTest.keyClick(stage.list.view, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert stage.lives == []
    stage.window.hide()
    assert close_readers()
