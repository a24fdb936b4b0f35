"""The moment of the window: live, frozen, past; and the ways between them, by pointer, key and assistive technology."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.moment import Moment, State
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.time_strip import TimeStrip
from tests.store.history.machines import day, difference, live, status_of, with_ends
from tests.ui.fakes import FakePulse
from tests.ui.ready import Ready
from tests.ui.screen import show_active


class Watcher(Page):
    """A page that keeps what it is shown and what it is to remember."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Snapshot] = []
        self.remembered: list[Snapshot] = []

    def remember(self, snapshot: Snapshot) -> None:
        self.remembered.append(snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        super().show_snapshot(snapshot)
        self.shown.append(snapshot)


class Stage:
    """A window over a memory that holds a day."""

    def __init__(self, qtbot: QtBot, settings: QSettings) -> None:
        self.memory = RecentMemory()
        self.readings = day(200)
        self.beats = live(self.readings[:-10], self.memory)
        self.page, self.list = Watcher(), ProcessesPage(settings=settings)
        sampler = Sampler(FakePulse)
        makers = [Ready("watcher", self.page), Ready("processes", self.list)]
        self.window = MainWindow(sampler, makers, settings, history=self.memory)
        sampler.setParent(self.window)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        show_active(self.window, qtbot)
        self.window.show_snapshot(self.beats[-1])
        qtbot.waitUntil(lambda: self.strip.span_button.text() != "")

    @property
    def moment(self) -> Moment:
        return self.window.moment

    @property
    def strip(self) -> TimeStrip:
        strip = self.window.findChild(TimeStrip)
        assert strip is not None
        return strip

    def one_more_beat(self) -> Snapshot:
        """Let time go on by one beat."""
        number = len(self.beats)
        snapshot = live(self.readings[number - 1 : number + 1])[-1]
        self.memory.offer(self.readings[number], snapshot)
        self.beats.append(snapshot)
        self.window.show_snapshot(snapshot)
        return snapshot


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "dark")
    stage = Stage(qtbot, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield stage
    stage.window.hide()
    close_readers()


def settled(stage: Stage) -> Callable[[], bool]:
    return lambda: not stage.moment.is_loading


def go_to(stage: Stage, qtbot: QtBot, beat: int) -> None:
    stage.moment.go_to(stage.beats[beat].at_ms)
    qtbot.waitUntil(lambda: stage.moment.is_past and not stage.moment.is_loading)


def test_every_page_shows_the_past_as_it_was_live_while_remembering_goes_on(stage: Stage, qtbot: QtBot) -> None:
    go_to(stage, qtbot, 50)
    shown = stage.page.shown[-1]
    assert difference(stage.beats[50], shown) == []

    newest = stage.one_more_beat()

    assert stage.page.shown[-1] is shown
    assert stage.page.remembered[-1] is newest
    assert stage.memory.span() is not None
    stage.moment.go_live()
    assert stage.page.shown[-1] is newest


def test_the_window_says_that_it_is_in_the_past_and_esc_returns_after_clearing_the_filter(
    stage: Stage, qtbot: QtBot
) -> None:
    banner = stage.window._moment_parts.banner
    assert not banner.isVisible()
    go_to(stage, qtbot, 50)

    qtbot.waitUntil(lambda: stage.window.status.text("moment").startswith("At "))
    assert banner.isVisible()
    assert "ended since" in banner.text
    assert not stage.window.header.freeze_button.isEnabled()
    assert stage.strip.live_button.property("primary")
    stage.window.filter_box.set_query_text("cpu > 0")
    qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
    assert (stage.window.filter_box.text(), stage.moment.state) == ("", State.PAST)
    qtbot.keyClick(stage.window, Qt.Key.Key_Escape)

    assert stage.moment.is_live
    assert not banner.isVisible()
    assert stage.window.header.freeze_button.isEnabled()


def test_where_there_is_little_room_the_bar_of_the_past_says_less_and_never_half_a_word(
    stage: Stage, qtbot: QtBot
) -> None:
    banner = stage.window._moment_parts.banner
    go_to(stage, qtbot, 50)
    qtbot.waitUntil(banner.isVisible)
    story, layout = banner._story, banner.layout()
    assert layout is not None
    shown = set()
    for width in range(banner.minimumSizeHint().width(), 1500, 20):
        banner.resize(width, banner.height())
        layout.activate()
        shown.add(story.text())
        assert story.fontMetrics().horizontalAdvance(story.text()) <= story.width()
        assert all(way.width() >= way.sizeHint().width() for way in banner._ways() if way.isVisible())

    assert shown == {"", story.said, story.said.partition(",")[0]}
    assert story.said in story.toolTip()


def test_while_one_moment_is_read_only_the_newest_wish_is_kept(stage: Stage, qtbot: QtBot) -> None:
    for beat in (20, 30, 40, 50):
        stage.moment.go_to(stage.beats[beat].at_ms)
    qtbot.waitUntil(settled(stage))

    past = [snapshot.at_ms for snapshot in stage.page.shown[1:]]
    assert past == [stage.beats[20].at_ms, stage.beats[50].at_ms]


def test_coming_back_to_now_drops_what_was_asked_for(stage: Stage, qtbot: QtBot) -> None:
    stage.moment.go_to(stage.beats[20].at_ms)
    stage.moment.go_live()
    qtbot.wait(100)

    assert stage.moment.is_live
    assert all(snapshot.at_ms == stage.beats[-1].at_ms for snapshot in stage.page.shown)


def test_frozen_is_left_for_the_past_and_the_past_for_now(stage: Stage, qtbot: QtBot) -> None:
    heard: list[bool] = []
    stage.window.frozen_changed.connect(heard.append)
    stage.window.set_frozen(True)
    assert stage.moment.state is State.FROZEN
    go_to(stage, qtbot, 50)
    stage.window.set_frozen(True)
    assert stage.moment.state is State.PAST

    stage.moment.go_live()

    assert stage.moment.is_live
    assert heard == [True, False]


def test_what_can_not_be_read_is_said_and_the_window_stays_where_it_was(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_at_ms: int) -> Snapshot | None:
        raise Unavailable("A chunk of the history is damaged")

    monkeypatch.setattr(stage.memory, "snapshot_at", damaged)
    stage.moment.go_to(stage.beats[20].at_ms)
    qtbot.waitUntil(lambda: "moment" in stage.window.banners.codes)

    assert stage.window.banners.text("moment") == "A chunk of the history is damaged"
    assert stage.moment.is_live
    assert stage.moment.cursor_ms is None


def test_the_list_of_a_past_moment_has_the_curves_of_the_minute_before_it(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_page(1)
    go_to(stage, qtbot, 100)
    qtbot.waitUntil(lambda: not stage.list.is_dirty)

    ages_s, values = stage.list.model.cells.cpu_history(np.arange(stage.list.model.rowCount()))

    wanted = [shown for shown in stage.beats[:101] if shown.at_ms >= stage.beats[100].at_ms - 60_000]
    assert len(ages_s) == len(wanted)
    assert ages_s[-1] == 0.0
    assert not np.isnan(values[-1]).all()


def test_a_moment_whose_minute_is_damaged_is_shown_without_its_curves(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_from_ms: int, _to_ms: int) -> None:
        raise Unavailable("A chunk of the history is damaged")

    monkeypatch.setattr(stage.memory, "cpu_beats", damaged)
    go_to(stage, qtbot, 50)

    assert difference(stage.beats[50], stage.page.shown[-1]) == []
    assert stage.moment.cpu_minute == ()
    assert "moment" not in stage.window.banners.codes


def test_keys_of_the_strip_go_by_beats_and_minutes_to_the_oldest_and_to_now(stage: Stage, qtbot: QtBot) -> None:
    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> int | None:
        qtbot.keyClick(stage.strip.chart, key, modifier)
        qtbot.waitUntil(settled(stage))
        shown = stage.moment.snapshot
        return None if stage.moment.is_live or shown is None else shown.sequence

    newest = stage.beats[-1].sequence
    assert press(Qt.Key.Key_Left) == newest - 1
    assert press(Qt.Key.Key_Left) == newest - 2
    assert press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier) == newest - 62
    assert press(Qt.Key.Key_Right) == newest - 61
    assert press(Qt.Key.Key_Home) == stage.beats[0].sequence
    assert press(Qt.Key.Key_End) is None
    press(Qt.Key.Key_Left)
    assert press(Qt.Key.Key_Right) == newest
    assert press(Qt.Key.Key_Right) is None


def test_a_click_chooses_a_moment_and_a_drag_beside_the_cursor_pans(stage: Stage, qtbot: QtBot) -> None:
    chart = stage.strip.chart
    at = QPoint(round(chart._x_of(stage.beats[60].at_ms, chart.window_in_sight())), 30)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: stage.moment.is_past and not stage.moment.is_loading)
    shown = stage.moment.snapshot
    assert shown is not None
    assert abs(shown.sequence - stage.beats[60].sequence) <= 2

    before = chart.window_in_sight().from_ms
    start = at + QPoint(100, 0)
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(chart, start + QPoint(40, 0))
    qtbot.mouseMove(chart, start + QPoint(80, 0))
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start + QPoint(80, 0))

    assert chart.window_in_sight().from_ms < before
    assert stage.moment.snapshot is shown


def test_zooming_shows_less_time_and_the_button_says_how_much(stage: Stage, qtbot: QtBot) -> None:
    assert stage.strip.span_button.text() == "5 min"
    for _ in range(6):
        qtbot.keyClick(stage.strip.chart, Qt.Key.Key_Plus)

    assert stage.strip.chart.span_ms < 100_000
    assert stage.strip.span_button.text().endswith(" s")


def test_the_menu_of_the_time_in_sight_ticks_what_was_chosen(stage: Stage, qtbot: QtBot) -> None:
    menu = stage.strip.span_button.menu()

    def ticked() -> list[str]:
        menu.aboutToShow.emit()
        return [action.text() for action in menu.actions() if action.isChecked()]

    assert ticked() == ["Since the start, 5 min to 1 h"]
    next(action for action in menu.actions() if action.text() == "15 min").trigger()
    assert ticked() == ["15 min"]
    qtbot.keyClick(stage.strip.chart, Qt.Key.Key_Plus)
    assert ticked() == []


def test_assistive_technology_sees_a_slider_with_value_and_words_and_can_move_it(stage: Stage, qtbot: QtBot) -> None:
    chart = stage.strip.chart
    seen: QAccessibleInterface = QAccessible.queryAccessibleInterface(chart)

    assert seen.role() == QAccessible.Role.Slider
    assert seen.text(QAccessible.Text.Name).startswith("Time strip")
    assert seen.text(QAccessible.Text.Description).startswith("Live: ")
    assert chart.value() == len(stage.beats) - 1

    chart.setValue(30)
    qtbot.waitUntil(lambda: stage.moment.is_past and not stage.moment.is_loading)

    assert stage.moment.snapshot is not None
    assert stage.moment.snapshot.sequence == stage.beats[30].sequence
    assert "CPU" in chart.accessibleDescription()


def test_a_beat_draws_only_the_new_columns_of_the_strip(stage: Stage, qtbot: QtBot) -> None:
    chart = stage.strip.chart
    chart.repaint()
    stage.one_more_beat()
    stage.strip.draw()
    chart.repaint()

    assert 0 < chart._picture.drawn_columns < 20


def test_the_past_says_how_those_ended_who_are_in_it(qtbot: QtBot) -> None:
    memory = RecentMemory()
    beats = live(with_ends(day(100)), memory)
    moment = Moment(memory)

    moment.go_to(beats[6].at_ms)
    qtbot.waitUntil(lambda: moment.is_past and not moment.is_loading)
    close_readers()

    assert moment.snapshot is not None
    told = dict(zip(moment.snapshot.serials.tolist(), moment.snapshot.columns["exit_status"].tolist(), strict=True))
    assert (told[3], told[5007]) == (status_of(3), status_of(5007))
    assert np.isnan(told[1])
    assert moment.ended_ms[5007] == beats[7].at_ms


def test_processes_that_ended_since_say_so_and_nothing_flashes(stage: Stage, qtbot: QtBot) -> None:
    stage.window.open_page_named("processes")
    go_to(stage, qtbot, 6)
    qtbot.waitUntil(lambda: stage.list.model.rowCount() > 0 and not stage.list.is_dirty)
    rows = stage.list.model.rows
    ended = rows.row_of(5007)
    assert stage.list.model.words.ended_hint(ended).startswith("ended ")
    assert "ended" in stage.list.model.words.accessible_text(ended, 0)
    assert stage.list.model.words.ended_hint(rows.row_of(1)) == ""
    assert not stage.list.model.arrangement.flashes.has_any(stage.list.model._clock())

    stage.moment.go_live()
    stage.list.draw()

    assert not stage.list.model.arrangement.flashes.has_any(stage.list.model._clock())
