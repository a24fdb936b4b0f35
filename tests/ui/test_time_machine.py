"""The window over all that was recorded: behind its own start, by key, by typing a time, and playing on from there."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from procmon_gui.domain.reading import Reading
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.schema import CHUNKS
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.moment import State
from procmon_gui.ui.pages.makers import OverviewMaker
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.go_to_time_dialog import GoToTimeDialog, understood
from procmon_gui.ui.widgets.time_strip import TimeStrip
from procmon_gui.ui.widgets.time_strip_chart import ALL_MS
from procmon_gui.ui.widgets.time_strip_scale import DAY_MS
from tests.store.history.machines import day, live
from tests.store.history.recording import record, recover
from tests.ui.fakes import FakePulse
from tests.ui.ready import Ready
from tests.ui.screen import show_active

BEATS = 5 * BEATS_PER_CHUNK
OTHER_RUN = 1_000_000
LATER = 2 * BEATS


def of_another_run(reading: Reading) -> Reading:
    serials = np.where(reading.serials >= 0, reading.serials + OTHER_RUN, -1)
    return dataclasses.replace(reading, serials=serials)


class Stage:
    """A window that began long after what is on disk was recorded."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.earlier = record(folder, [of_another_run(one) for one in day(BEATS)])
        recover(folder)
        self.memory = RecentMemory()
        self.readings = day(40, first=LATER)
        self.beats = live(self.readings[:30], self.memory)
        self.history = LongHistory(self.memory, folder / FILE_NAME)
        self.history.refresh()
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.list = ProcessesPage(settings=settings)
        sampler = Sampler(FakePulse)
        self.window = MainWindow(
            sampler, [Ready("processes", self.list), OverviewMaker()], settings, history=self.history
        )
        sampler.setParent(self.window)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        show_active(self.window, qtbot)
        self.window.show_snapshot(self.beats[-1])
        self.qtbot = qtbot
        qtbot.waitUntil(lambda: len(self.strip._data) > 0)

    @property
    def strip(self) -> TimeStrip:
        strip = self.window.findChild(TimeStrip)
        assert strip is not None
        return strip

    def settle(self) -> None:
        moment = self.window.moment
        self.qtbot.waitUntil(lambda: not moment.is_loading)
        self.qtbot.waitUntil(lambda: not self.list.is_dirty)

    def press(self, key: Qt.Key) -> int | None:
        """Press a key on the strip and return the beat that is shown then, None for now."""
        self.qtbot.keyClick(self.strip.chart, key)
        self.settle()
        shown = self.window.moment.snapshot
        return shown.sequence if self.window.moment.is_past and shown is not None else None


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "dark")
    stage = Stage(qtbot, tmp_path)
    yield stage
    stage.window.hide()
    close_readers()
    stage.history.close()


def test_home_goes_behind_the_start_of_the_window_and_esc_returns(stage: Stage) -> None:
    assert stage.press(Qt.Key.Key_Home) == stage.earlier[0].sequence
    assert stage.press(Qt.Key.Key_Right) == stage.earlier[1].sequence
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
    stage.settle()

    assert stage.window.moment.is_live


def test_what_is_selected_stays_selected_across_runs_and_who_is_gone_is_an_ordinary_row(stage: Stage) -> None:
    stage.qtbot.waitUntil(lambda: stage.list.model.rowCount() > 2)
    row = stage.list.model.rows.row_of(2)
    stage.list.view.selectRow(row)

    stage.press(Qt.Key.Key_Home)
    words, rows = stage.list.model.words, stage.list.model.rows

    assert rows.serials[stage.list.view.currentIndex().row()] == 2
    assert words.ended_hint(rows.row_of(2)) == ""
    gone = next(serial for serial in rows.serials.tolist() if serial > OTHER_RUN)
    assert words.ended_hint(rows.row_of(gone)).startswith("ended ")
    assert "ended since" in stage.window._moment_parts.banner.text


def test_a_moment_whose_beats_are_gone_is_shown_as_the_averages_of_its_minute(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(qtbot, tmp_path)
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.begin() as connection:
        chunks = CHUNKS
        connection.execute(chunks.delete().where(chunks.c.number < 3))
    engine.dispose()
    stage.history.refresh()

    stage.window.moment.go_to(stage.earlier[70].at_ms)
    stage.settle()
    banner = stage.window._moment_parts.banner
    shown = stage.window.moment.snapshot

    assert shown is not None
    assert shown.average_of_ms == 60_000
    assert "averages of the minute " in banner.text
    assert stage.list.model.rowCount() >= 3
    stage.window.open_page_named("overview")
    overview = stage.window.page
    assert isinstance(overview, OverviewPage)
    chart = overview._cpu.chart
    assert chart is not None
    stage.qtbot.waitUntil(lambda: chart.averages == "averages of minutes" and chart.has_values)
    assert chart.table_titles()[0] == "Time, averages of minutes"
    assert "averages of minutes" in chart.card_lines(0.0, [0.5])[0]
    stage.window.open_page_named("processes")
    stage.settle()
    assert stage.press(Qt.Key.Key_Right) == 0
    after = stage.window.moment.snapshot
    assert after is not None
    assert after.at_ms == shown.at_ms + 60_000
    stage.window.hide()
    close_readers()
    stage.history.close()


def test_the_strip_shows_all_that_was_recorded_with_the_gap_between(stage: Stage) -> None:
    chart = stage.strip.chart
    chart.show_span(ALL_MS)
    stage.qtbot.waitUntil(lambda: stage.strip._past.version > 0)
    window = chart.window_in_sight()
    times, values = stage.strip._curve.between(window.from_ms, window.to_ms)

    assert times[0] <= stage.earlier[0].at_ms + 2_000
    assert times[-1] == stage.beats[-1].at_ms
    assert np.isfinite(values).sum() > BEATS
    assert any(gap.from_ms == stage.earlier[-1].at_ms for gap in chart._gaps)
    assert stage.strip.span_button.text().endswith("min")


def test_while_one_curve_is_read_only_the_newest_wish_is_kept(stage: Stage) -> None:
    chart = stage.strip.chart
    for span_ms in (3_600_000, 7 * 86_400_000, ALL_MS):
        chart.show_span(span_ms)
    stage.qtbot.waitUntil(lambda: stage.strip._past._wish is None)

    near = stage.strip._past._layers["near"].wish
    assert near.from_ms == stage.earlier[0].at_ms


def test_ctrl_g_takes_a_time_says_what_it_understood_and_enter_goes(stage: Stage) -> None:
    stage.window.menu.go_to_time.trigger()
    dialog = stage.window.findChild(GoToTimeDialog)
    assert dialog is not None
    at_ms = stage.earlier[100].at_ms
    dialog.field.setText(f"@{at_ms // 1000}")
    assert "ago" in dialog.words.text()
    assert dialog.field.accessibleDescription() == dialog.words.text()

    stage.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    stage.settle()

    shown = stage.window.moment.snapshot
    assert not dialog.isVisible()
    assert (shown is not None, stage.window.moment.state) == (True, State.PAST)
    assert shown is not None
    assert abs(shown.at_ms - at_ms) <= 1_000


@pytest.mark.parametrize(
    ("typed", "words", "can_go"),
    [
        ("", "For example", False),
        ("@1700000450", "nothing was recorded then", True),
        ("@4000000000", "still to come", False),
        ("32:00", "there is no such time", False),
    ],
)
def test_what_can_not_be_gone_to_says_why(stage: Stage, typed: str, words: str, *, can_go: bool) -> None:
    found = understood(typed, stage.history, stage.beats[-1].at_ms)

    assert words in found.words
    assert (found.at_ms is not None) == can_go


def test_it_plays_on_over_a_gap_up_to_now_and_says_so(stage: Stage) -> None:
    player, now_s = stage.window._moment_parts.player, [0.0]
    player._clock = lambda: now_s[0]
    stage.window.moment.go_to(stage.earlier[-5].at_ms)
    stage.settle()
    stage.qtbot.keyClick(stage.strip.chart, Qt.Key.Key_Space)
    assert player.is_playing
    player._timer.setInterval(10_000)  # from here on the test beats

    def play(seconds: float) -> int:
        now_s[0] += seconds
        player.go_on()
        stage.settle()
        shown = stage.window.moment.snapshot
        assert shown is not None
        return shown.sequence

    assert play(2.0) == stage.earlier[-3].sequence
    assert play(10.0) == stage.beats[0].sequence
    player.set_speed(10)
    assert play(1.0) == stage.beats[10].sequence
    play(10.0)

    assert stage.window.moment.is_live
    assert not player.is_playing
    assert "live" in stage.window.banners.text("arrived")


def test_whatever_else_moves_the_moment_stops_playing(stage: Stage) -> None:
    player = stage.window._moment_parts.player
    stage.window.moment.go_to(stage.earlier[10].at_ms)
    stage.settle()
    stage.window._moment_parts.banner.play_button.click()
    assert player.is_playing

    stage.press(Qt.Key.Key_Left)

    assert not player.is_playing
    assert stage.window.moment.is_past


def test_where_a_pixel_is_many_beats_its_peak_is_named_and_gone_to(stage: Stage) -> None:
    """Nothing of it was read before: who led is found out, and shown on the card that stands there already."""
    strip, chart = stage.strip, stage.strip.chart
    chart.show_span(DAY_MS)
    middle_ms = (stage.earlier[0].at_ms + stage.earlier[-1].at_ms) // 2
    at = QPoint(round(chart._x_of(middle_ms, chart.window_in_sight())), chart.height() // 3)
    reach = chart._reach(at.x())
    assert reach is not None
    within = [one for one in stage.earlier if reach[0] <= one.at_ms <= reach[1]]
    most = float(np.nanmax(np.array([one.host_value("host.cpu.busy_ratio") for one in within], np.float32)))

    stage.qtbot.mouseMove(chart, QPoint(at.x(), at.y() + 1))
    stage.qtbot.mouseMove(chart, at)
    stage.qtbot.waitUntil(lambda: "led with" in QToolTip.text())
    stage.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    stage.qtbot.waitUntil(lambda: stage.window.moment.is_past)

    shown = stage.window.moment.snapshot
    assert shown is not None
    assert float(np.float32(shown.host_value("host.cpu.busy_ratio"))) == most
    assert strip._peaks.want(reach) is not None
    QToolTip.hideText()


def test_a_click_before_the_peak_is_known_goes_there_when_it_is(stage: Stage) -> None:
    chart = stage.strip.chart
    chart.show_span(DAY_MS)
    middle_ms = (stage.earlier[0].at_ms + stage.earlier[-1].at_ms) // 2

    at = QPoint(round(chart._x_of(middle_ms, chart.window_in_sight())), chart.height() // 3)
    stage.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    stage.qtbot.waitUntil(lambda: stage.window.moment.is_past)

    shown = stage.window.moment.snapshot
    assert shown is not None
    assert stage.earlier[0].at_ms <= shown.at_ms <= stage.earlier[-1].at_ms
