"""The window over a recording in a file: whose it is, that nothing is live, and that nobody is asked anything."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from procmon_gui.domain.marks import Mark
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.incident import LEFT_OUT
from procmon_gui.store.history.sealed_history import open_incident
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.moment import State
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.recording_file import RecordingFile
from procmon_gui.ui.widgets.dialogs import FileTroubleDialog
from procmon_gui.ui.widgets.go_to_time_dialog import GoToTimeDialog, understood
from tests.store.history.cuts import cut, visible_difference
from tests.store.history.machines import day
from tests.store.history.recording import record_and_end
from tests.ui.screen import show_active

BEATS = 150


class Stage:
    """A window over a file, at its busiest moment."""

    def __init__(self, qtbot: QtBot, folder: Path, *, has_command_lines: bool = True) -> None:
        self.qtbot = qtbot
        self.shown = record_and_end(folder, day(BEATS))
        path, _ = cut(
            folder, self.shown[20].at_ms, self.shown[120].at_ms, has_command_lines=has_command_lines,
            target=folder / "web.procmon",
        )  # fmt: skip
        self.history = open_incident(path)
        file = self.history.incident
        self.recording = RecordingFile(
            path=str(path), host_name="web-7", from_ms=file.from_ms, to_ms=file.to_ms,
            has_command_lines=file.has_command_lines,
            marks=(Mark(id=0, at_ms=self.shown[70].at_ms, text="deployed 2.4", author="", made_ms=0),),
        )  # fmt: skip
        settings = QSettings(str(folder / "look.ini"), QSettings.Format.IniFormat)
        self.sampler = Sampler(_never)
        makers = (OverviewMaker(), ProcessesMaker(None, None, settings))
        self.window = MainWindow(self.sampler, makers, settings, history=self.history, recording=self.recording)
        self.sampler.setParent(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.open_page_named("processes")
        show_active(self.window, qtbot)
        self.window.moment.go_to(self.history.peak_ms)
        self.settle()

    def settle(self) -> None:
        moment = self.window.moment
        self.qtbot.waitUntil(lambda: not moment.is_loading and moment.snapshot is not None)
        self.qtbot.waitUntil(lambda: not self.window.page.is_dirty)

    @property
    def moment(self) -> Snapshot:
        assert self.window.moment.snapshot is not None
        return self.window.moment.snapshot

    @property
    def list(self) -> ProcessesPage:
        assert isinstance(self.window.page, ProcessesPage)
        return self.window.page

    def press(self, key: Qt.Key) -> int:
        assert self.window._moment_parts.strip is not None
        self.qtbot.keyClick(self.window._moment_parts.strip.chart, key)
        self.settle()
        return self.moment.at_ms


def _never() -> NoReturn:
    raise AssertionError("nobody samples for a recording")


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "dark")
    stage = Stage(qtbot, tmp_path)
    yield stage
    stage.window.hide()
    close_readers()
    stage.history.close()


@pytest.mark.usefixtures("in_utc")
def test_title_header_bar_and_status_bar_say_whose_recording_it_is(stage: Stage) -> None:
    window, words = stage.window, stage.recording.words

    assert words.startswith("web-7, recorded 2023-11-14 ")
    assert words.endswith(", read only")
    assert window.windowTitle() == words
    assert window.status.text("file") == words
    assert window._moment_parts.banner.text.split(" ", 1)[1].partition(",")[0].endswith("web-7")
    labels = {label.text() for label in window._moment_parts.banner.findChildren(QLabel)}
    assert words in labels
    assert window.header._host.text() == "web-7"
    assert str(stage.recording.path) in window.header._host.toolTip()
    assert window.status.text("processes") != "–"


def test_nothing_is_live_and_nothing_offers_to_be(stage: Stage) -> None:
    window = stage.window
    strip = window._moment_parts.strip
    assert strip is not None

    assert window.moment.state is State.PAST
    hidden = (
        strip.live_button, window._moment_parts.banner.live_button, window.header.freeze_button,
        window.header.interval_button,
    )  # fmt: skip
    assert [widget.isVisible() for widget in hidden] == [False] * 4
    assert not window.menu.refresh.isVisible()
    assert not window.menu.everything.isVisible()
    window.set_frozen(True)
    stage.qtbot.keyClick(window, Qt.Key.Key_Escape)
    stage.settle()
    assert window.moment.state is State.PAST
    assert not window.moment.is_live
    assert stage.sampler.workers() == ()


def test_esc_stays_at_the_moment_and_home_and_end_go_to_both_ends_of_the_file(stage: Stage) -> None:
    peak_ms = stage.moment.at_ms
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
    stage.settle()
    assert stage.moment.at_ms == peak_ms

    assert stage.press(Qt.Key.Key_Home) == stage.shown[21].at_ms
    assert stage.press(Qt.Key.Key_Right) == stage.shown[22].at_ms
    assert stage.press(Qt.Key.Key_End) == stage.shown[120].at_ms
    assert stage.press(Qt.Key.Key_Right) == stage.shown[120].at_ms


def test_what_is_shown_of_a_moment_is_what_was_shown_of_it(stage: Stage) -> None:
    expected = stage.shown[70]
    stage.window.moment.go_to(expected.at_ms)
    stage.settle()

    assert visible_difference(expected, stage.moment) == []
    assert stage.list.model.rowCount() == len(expected.rows)


def test_the_strip_shows_the_whole_file(stage: Stage) -> None:
    strip = stage.window._moment_parts.strip
    assert strip is not None
    window = strip.chart.window_in_sight()
    times, _ = strip._curve.between(window.from_ms, window.to_ms)

    times, _ = strip._curve.between(window.from_ms, window.to_ms)
    assert times[0] <= stage.shown[21].at_ms
    assert times[-1] == stage.shown[120].at_ms
    assert strip.chart.span_ms == stage.shown[120].at_ms - stage.shown[21].at_ms
    assert "Since the start" not in {action.text() for action in strip.span_button.menu().actions()}


def test_playing_stops_at_the_end_of_the_file(stage: Stage) -> None:
    player, now_s = stage.window._moment_parts.player, [0.0]
    player._clock = lambda: now_s[0]
    stage.window.moment.go_to(stage.shown[118].at_ms)
    stage.settle()
    player.toggle()
    player._timer.setInterval(10_000)
    now_s[0] = 60.0
    player.go_on()
    stage.settle()

    assert not player.is_playing
    assert stage.moment.at_ms == stage.shown[120].at_ms
    assert stage.window.banners.codes == ()


def test_without_command_lines_the_list_says_why(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    theme.apply(qapp, "dark")
    stage = Stage(qtbot, tmp_path, has_command_lines=False)
    try:
        assert stage.moment.unsupported["command_line"] == LEFT_OUT
        assert "Command lines were left out" in stage.window.header._host.toolTip()
    finally:
        stage.window.hide()
        close_readers()
        stage.history.close()


@pytest.mark.usefixtures("in_utc")
def test_times_are_as_short_as_they_can_be_said() -> None:
    day_ms = 86_400_000
    one = RecordingFile(path="", host_name="web-7", from_ms=0, to_ms=1_800_000, has_command_lines=True)

    assert one.words == "web-7, recorded 1970-01-01 00:00 to 00:30, read only"
    assert "00:00:00 to 00:00:07," in replace(one, to_ms=7_000).words
    assert "1970-01-01 00:00 to 1970-01-03 00:00," in replace(one, to_ms=2 * day_ms).words


def test_a_dialog_says_what_is_wrong_with_a_file_as_plain_text(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    dialog = FileTroubleDialog("<b>x.procmon</b> is no recording.")
    qtbot.addWidget(dialog)
    words = [label for label in dialog.findChildren(QLabel) if "x.procmon" in label.text()]

    assert [label.textFormat() for label in words] == [Qt.TextFormat.PlainText]


def test_marks_of_the_recording_stand_on_its_strip_and_can_not_be_changed(stage: Stage) -> None:
    strip = stage.window._moment_parts.strip
    assert strip is not None
    stage.press(Qt.Key.Key_Home)

    assert [mark.text for mark in strip.chart.marks.since(0)] == ["deployed 2.4"]
    assert stage.press(Qt.Key.Key_PageDown) == stage.shown[70].at_ms
    assert not stage.window.menu.mark_moment.isVisible()
    assert stage.window._moment_parts.mark_list is None


def test_the_box_of_times_finds_the_marks_of_the_recording_and_leads_there_and_changes_none(stage: Stage) -> None:
    stage.window.menu.go_to_time.trigger()
    (dialog,) = stage.window.findChildren(GoToTimeDialog)

    stage.qtbot.keyClicks(dialog.field, "deployed")

    assert dialog.marks.list.count() == 1
    assert dialog.marks.list.item(0).text().endswith(": deployed 2.4")
    assert dialog.words.text().startswith("“deployed 2.4”: ")
    assert not dialog.marks.rename_button.isVisible()
    assert not dialog.marks.remove_button.isVisible()
    assert dialog.marks.list.actions() == []

    stage.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    stage.settle()
    assert stage.moment.at_ms == stage.shown[70].at_ms


def test_a_time_of_day_is_that_of_the_day_of_the_recording_and_others_mean_what_they_say(stage: Stage) -> None:
    at_ms = stage.shown[70].at_ms
    now_ms = at_ms + 10 * 86_400_000 + 7_200_000

    found = understood(moment_words.clock_text(at_ms), stage.history, now_ms)
    hours_ago = understood("2 hours ago", stage.history, now_ms)

    assert found.at_ms == at_ms
    assert "nothing was recorded then" not in found.words
    assert "nothing was recorded then" in hours_ago.words
