"""A range of the History page becomes a file: what is asked before, what is told while and after."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.pages.history import HistoryPage
from procmon_gui.ui.pages.history_recording import HistoryRecording
from procmon_gui.ui.pages.makers import HistoryMaker
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.history.recording_dialog import RecordingDialog
from tests.ui.made_up_past import MadeUpPast

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

RANGE = Span(from_ms=1_790_000_000_000, to_ms=1_790_000_000_000 + 30 * 60_000)


@dataclass
class Made:
    beat_count: int = 1800
    size_bytes: int = 1_500_000
    damaged_count: int = 0
    span: Span = RANGE


@dataclass
class Maker:
    """Writes what it is told to, as slowly as a test wants."""

    asked: list[tuple[Path, Span, bool]] = field(default_factory=list)
    may_end: threading.Event = field(default_factory=threading.Event)
    was_cancelled: threading.Event = field(default_factory=threading.Event)
    trouble: str = ""
    made: Made = field(default_factory=Made)

    def __post_init__(self) -> None:
        self.may_end.set()

    def __call__(self, path: Path, span: Span, has_command_lines: bool, errand: Errand) -> Made:
        self.asked.append((path, span, has_command_lines))
        errand.tell_progress(43, 100)
        while not self.may_end.wait(0.01):
            if errand.is_cancelled():
                self.was_cancelled.set()
                raise Cancelled
        if self.trouble:
            raise Unavailable(self.trouble)
        return self.made


class Stage:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.maker = Maker()
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.banners = BannerStack(self.page)
        QVBoxLayout(self.page).addWidget(self.banners)
        self.recording = HistoryRecording(self.maker, self.banners, self.page)
        self.page.show()
        self.recording.ask(RANGE)

    @property
    def dialog(self) -> RecordingDialog:
        assert self.recording.dialog is not None
        return self.recording.dialog

    def told(self) -> str:
        self.qtbot.waitUntil(lambda: "recording" in self.banners.codes)
        return self.banners.text("recording")


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    stage = Stage(qtbot)
    yield stage
    stage.maker.may_end.set()
    if stage.recording.dialog is not None:
        stage.recording.dialog.reject()
    assert close_readers()


def test_a_range_is_written_without_command_lines_unless_they_are_asked_for(stage: Stage, tmp_path: Path) -> None:
    assert stage.dialog.range_label.text().endswith("30 min")
    stage.recording.save_to(str(tmp_path / "a.procmon"))
    assert stage.told() == f"Saved: {tmp_path}/a.procmon (1800 samples, 1.4 MiB)"
    assert stage.recording.dialog is None

    stage.recording.ask(RANGE)
    stage.dialog.lines_box.click()
    stage.recording.save_to(str(tmp_path / "b.procmon"))
    stage.qtbot.waitUntil(lambda: len(stage.maker.asked) == 2)

    assert stage.maker.asked == [
        (tmp_path / "a.procmon", RANGE, False),
        (tmp_path / "b.procmon", RANGE, True),
    ]
    stage.qtbot.waitUntil(lambda: stage.recording.dialog is None)


def test_the_name_of_the_file_is_asked_for_and_says_of_when_it_is(stage: Stage) -> None:
    stage.dialog.save_button.click()

    (places,) = stage.dialog.findChildren(QFileDialog)
    (name,) = places.selectedFiles()
    assert name.endswith(".procmon")
    assert "-2026-09-2" in name
    places.reject()
    assert stage.dialog.save_button.isEnabled()


def test_while_it_is_written_the_box_says_how_far_it_is(stage: Stage) -> None:
    stage.maker.may_end.clear()
    stage.recording.save_to("/nowhere/a.procmon")
    stage.qtbot.waitUntil(lambda: "43" in stage.dialog.status.text())

    assert stage.dialog.status.text() == "Writing… 43 %"
    assert not stage.dialog.save_button.isEnabled()
    assert not stage.dialog.lines_box.isEnabled()


def test_writing_can_be_cancelled_and_nothing_is_told_then(stage: Stage) -> None:
    stage.maker.may_end.clear()
    stage.recording.save_to("/nowhere/a.procmon")
    stage.qtbot.waitUntil(lambda: "43" in stage.dialog.status.text())

    stage.dialog.cancel_button.click()

    assert stage.maker.was_cancelled.wait(5)
    assert stage.recording.dialog is None
    assert stage.banners.codes == ()


def test_why_there_is_no_file_is_said_where_it_was_wished_and_it_can_be_tried_again(stage: Stage) -> None:
    stage.maker.trouble = "/nowhere/a.procmon can not be written: there is no room left"
    stage.recording.save_to("/nowhere/a.procmon")
    stage.qtbot.waitUntil(lambda: "room" in stage.dialog.status.text())
    assert stage.dialog.save_button.isEnabled()

    stage.maker.trouble = ""
    stage.recording.save_to("/elsewhere/a.procmon")
    assert stage.told().startswith("Saved: /elsewhere/a.procmon")


def test_the_file_can_be_opened_from_where_it_is_told_of(stage: Stage) -> None:
    stage.recording.save_to("/srv/a.procmon")
    stage.told()

    with stage.qtbot.waitSignal(stage.recording.file_asked) as asked:
        stage.banners.action_asked.emit("recording")

    assert asked.args == ["/srv/a.procmon"]
    assert stage.banners.codes == ()


def test_what_was_damaged_and_left_out_is_told(stage: Stage) -> None:
    stage.maker.made = Made(damaged_count=2)
    stage.recording.save_to("/srv/a.procmon")

    assert stage.told().endswith("2 parts of that time are damaged and were left out.")


def test_a_file_that_begins_later_than_the_range_says_so(stage: Stage) -> None:
    stage.maker.made = Made(span=Span(from_ms=RANGE.from_ms + 600_000, to_ms=RANGE.to_ms))
    stage.recording.save_to("/srv/a.procmon")

    assert stage.told().endswith(": of the time before there are no samples.")
    assert "It begins at " in stage.banners.text("recording")


def test_the_menus_of_the_page_offer_the_range_or_what_is_in_sight(qtbot: QtBot, tmp_path: Path) -> None:
    now_ms = RANGE.to_ms
    past = MadeUpPast(now_ms)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    maker = Maker()
    page = HistoryMaker(lambda: past, settings=settings, make_recording=maker).make()
    qtbot.addWidget(page)
    assert isinstance(page, HistoryPage)
    page.charts.show_recorded(Span(from_ms=now_ms - 86_400_000, to_ms=now_ms))
    entries = _entries(page)
    assert "Save what is in sight as a file…" in entries

    page.charts.choose_range(RANGE)
    page.charts._rest.stop()  # nobody sees the page, so nothing is there that could be asked about the range
    assert "Save this range as a file…" in _entries(page)
    page.deeds.recording_asked.emit()

    assert page.recording is not None
    assert page.recording.dialog is not None
    page.recording.save_to(str(tmp_path / "a.procmon"))
    qtbot.waitUntil(lambda: page.recording is not None and page.recording.dialog is None)
    assert maker.asked == [(tmp_path / "a.procmon", RANGE, False)]
    assert close_readers()


def _entries(page: HistoryPage) -> list[str]:
    menu = QMenu(page)
    page.deeds.fill_menu(menu)
    return [action.text() for action in menu.actions() if action.isEnabled()]
