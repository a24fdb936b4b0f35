"""Whole command lines are for those who may see them: cut below the window, in every place that shows one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.accounts import Role
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import EnvironmentVariable, General, Listing
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.engine.discretion import DiscreetHistory, DiscreetInspector, DiscreetPulse, Discretion
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.access import WindowAccess
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_words import ProcessWords
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.detail.command_line import CommandLine
from procmon_gui.ui.widgets.detail.sources import DetailSources
from tests.store.history.machines import day, live
from tests.ui.access.fakes import Clock, FakeAccess, FakeAccounts
from tests.ui.fakes import FakePulse, beat
from tests.ui.population import Person
from tests.ui.screen import show_active

SECRET = "a-word-of-the-command-line"
LINE = f"python3 /srv/work.py --{SECRET}"


def beat_with_line(sequence: int) -> Snapshot:
    person = Person(serial=9, pid=90, name="python3", values={"cpu_ratio": 0.1})
    snapshot = beat(sequence, people=(person,))
    lines = [LINE if name else None for name in snapshot.texts["name"]]
    return replace(snapshot, texts={**snapshot.texts, "command_line": lines})


class Inspected:
    """Answers with what may not be seen by everybody."""

    def general(self, key: ProcessKey, errand: object) -> General:
        return General(key=key, name="python3", arguments=tuple(LINE.split()), argument_count=3, argument_bytes=60)

    def environment(self, key: ProcessKey, errand: object) -> Listing[EnvironmentVariable]:
        rows = (EnvironmentVariable(name="TOKEN", value=SECRET, is_secret=False),)
        return Listing(rows=rows, total_count=1, read_ns=0)

    def __getattr__(self, name: str) -> Any:
        return lambda key, errand: Listing(rows=(), total_count=0, read_ns=0)


class Stage:
    """A window whose beats, past and detail pass who may see them."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.clock = Clock()
        self.accounts = FakeAccounts(anna=Role.OPERATOR, vera=Role.VIEWER)
        self.access = FakeAccess(self.accounts, self.clock)
        self.discretion = Discretion(self.access, self.clock)
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.pulse, memory = FakePulse(), RecentMemory()
        live(day(20), memory)
        self.preferences = Preferences()
        sampler = Sampler(lambda: DiscreetPulse(self.pulse, self.discretion))
        self.window = MainWindow(
            sampler,
            [OverviewMaker(), ProcessesMaker(self.preferences, self._sources, settings)],
            settings,
            history=DiscreetHistory(memory, self.discretion),
            preferences=self.preferences,
        )
        sampler.setParent(self.window)
        self.sampler = sampler
        self.guard = WindowAccess(self.access, lambda: self.accounts, self.discretion, self.preferences, self.window)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        show_active(self.window, qtbot)
        self.window.open_page_named("processes")
        sampler.start()
        self.sequence = 0

    def _sources(self) -> DetailSources:
        return DetailSources(inspector=DiscreetInspector(Inspected(), self.discretion))

    def beat(self) -> None:
        self.sequence += 1
        self.pulse.give(beat_with_line(self.sequence))
        self.qtbot.waitUntil(lambda: self._shown() is not None and self._shown().sequence == self.sequence)  # type: ignore[union-attr]
        self.qtbot.waitUntil(lambda: not self.window.drawing.frame.isActive() and not self.window.page.is_dirty)

    def _shown(self) -> Snapshot | None:
        return self.window.moment.snapshot

    @property
    def page(self) -> ProcessesPage:
        page = self.window.page
        assert isinstance(page, ProcessesPage)
        return page

    def line_in_the_list(self) -> str:
        model = self.page.findChild(ProcessModel)
        assert model is not None
        model.show_column("command_line")
        column = model.column_of("command_line")
        index = model.index(0, column)
        said = [
            index.data(role)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        ]
        pasted = ProcessWords(model).rows_text([0], [0, column])
        return " ".join(map(str, [*said, pasted]))

    def everything_said(self) -> str:
        """Return what every widget of the window says in some way."""
        said = []
        for widget in self.window.findChildren(QWidget):
            for name in ("text", "plainText", "toolTip", "accessibleName", "accessibleDescription"):
                said.append(str(widget.property(name) or ""))
        return "\n".join(said)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    made = Stage(qtbot, tmp_path)
    yield made
    made.window.hide()
    assert made.sampler.stop()
    assert close_readers()


def test_without_accounts_a_command_line_is_seen_whole(stage: Stage) -> None:
    stage.accounts.kept.clear()
    stage.guard.begin()
    stage.beat()

    assert SECRET in stage.line_in_the_list()


@pytest.mark.parametrize("name", ["", "vera"])
def test_who_may_not_sees_the_name_of_the_program_in_the_list_in_tooltips_and_in_copies(
    stage: Stage, name: str
) -> None:
    if name:
        stage.access.log_in(name, name[::-1])
    stage.guard.begin()
    stage.beat()

    said = stage.line_in_the_list()

    assert SECRET not in said
    assert "python3" in said


@pytest.mark.parametrize(("name", "is_there"), [("", False), ("vera", False), ("anna", True)])
def test_what_is_copied_is_what_is_on_the_screen(stage: Stage, name: str, is_there: bool) -> None:
    """Copying is watching: it needs no leave, and takes no command line that is not shown."""
    if name:
        stage.access.log_in(name, name[::-1])
    stage.guard.begin()
    stage.beat()
    view, model = stage.page.view, stage.page.model
    model.show_column("command_line")
    view.setColumnHidden(model.column_of("command_line"), False)
    view.selectAll()
    view.setCurrentIndex(model.index(0, model.column_of("command_line")))
    view.selectAll()
    copied = []
    for copy in (stage.page.deeds._on_copy, stage.page.deeds._on_copy_csv, stage.page.deeds._on_copy_cell):
        QGuiApplication.clipboard().clear()
        copy()
        copied.append(QGuiApplication.clipboard().text())

    assert all("python3" in text for text in copied), copied
    assert [SECRET in text for text in copied] == [is_there] * 3
    assert stage.access.refusals == []


def test_a_filter_finds_nothing_in_what_is_not_shown(stage: Stage) -> None:
    stage.guard.begin()
    stage.beat()

    snapshot = stage.window.moment.snapshot

    assert snapshot is not None
    assert SECRET not in str(list(snapshot.texts["command_line"]))


def test_who_logs_in_sees_whole_lines_with_the_next_beat_and_who_logs_out_at_once_no_more(stage: Stage) -> None:
    stage.guard.begin()
    stage.guard.look()
    stage.beat()
    assert SECRET not in stage.line_in_the_list()
    asking = stage.guard.asking

    stage.access.log_in("anna", "anna"[::-1])
    asking.tell()
    assert stage.pulse.refreshes == 1
    stage.beat()
    assert SECRET in stage.line_in_the_list()
    page = stage.page

    asking.log_out()

    stage.qtbot.waitUntil(lambda: stage.window.page is not page and not stage.window.page.is_dirty)
    assert SECRET not in stage.line_in_the_list()
    assert SECRET not in stage.everything_said()


def test_the_detail_says_that_a_command_line_is_cut_and_shows_all_of_it_after_a_login(stage: Stage) -> None:
    stage.guard.begin()
    stage.beat()
    snapshot = stage.window.moment.snapshot
    assert snapshot is not None
    stage.window.open_process(snapshot.key(int(snapshot.rows[0])))
    assert stage.page.detail is not None
    stage.page.detail.open_detail()
    stage.beat()
    part = stage.page.findChildren(CommandLine)[0]
    stage.qtbot.waitUntil(lambda: part.whole == "python3")
    assert part._hint.text() == "the name only: the rest is for operators"
    asking = stage.guard.asking

    stage.access.log_in("anna", "anna"[::-1])
    asking.tell()
    stage.beat()

    stage.qtbot.waitUntil(lambda: SECRET in part.whole)
    assert part._hint.text() == ""


def test_the_detail_tells_whole_lines_and_the_environment_to_those_only_who_may_see_them(stage: Stage) -> None:
    key = ProcessKey("boot", 90, 1)
    inspector = DiscreetInspector(Inspected(), stage.discretion)
    errand: Any = None
    assert inspector.general(key, errand).arguments == ("python3",)
    with pytest.raises(Denied, match="login"):
        inspector.environment(key, errand)

    stage.access.log_in("vera", "arev")
    with pytest.raises(Denied, match="operator"):
        inspector.environment(key, errand)

    stage.access.log_in("anna", "anna"[::-1])
    assert inspector.general(key, errand).arguments == tuple(LINE.split())
    assert inspector.environment(key, errand).total_count == 1


def test_the_past_is_cut_like_the_present(stage: Stage) -> None:
    memory = RecentMemory()
    beats = live(day(5), memory)
    history = DiscreetHistory(memory, stage.discretion)

    def lines() -> set[tuple[str | None, str | None]]:
        snapshot = history.snapshot_at(beats[2].at_ms)
        assert snapshot is not None
        texts = snapshot.texts
        return {(texts["name"][slot], texts["command_line"][slot]) for slot in snapshot.rows.tolist()}

    cut = lines()
    stage.access.log_in("anna", "anna"[::-1])

    assert lines() != cut
    assert all(line in (None, "", name) for name, line in cut)


def test_where_there_are_no_accounts_a_beat_passes_untouched(make_beat: Callable[[int], Snapshot]) -> None:
    """What it costs everybody who never made an account: one question, and no copy."""
    clock = Clock()
    discretion = Discretion(FakeAccess(FakeAccounts(), clock), clock)
    snapshot = make_beat(1)

    assert discretion.seen(snapshot) is snapshot


@pytest.fixture
def make_beat() -> Callable[[int], Snapshot]:
    return beat_with_line
