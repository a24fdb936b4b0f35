"""The History page: curves over any time, one cursor, a chosen range, who used most, and the ways on from there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Span
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.ranges import HostSeries, Resource, Statistics
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.history import HistoryPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.chart_table import ChartTable
from procmon_gui.ui.widgets.history.chart_hands import HandyChart
from procmon_gui.ui.widgets.history.series_dialog import SeriesDialog
from procmon_gui.ui.widgets.history.time_view import DAY_MS, HOUR_MS
from procmon_gui.ui.widgets.history.top_words import name_of
from tests.ui.fakes import beat
from tests.ui.made_up_past import CORE, CPU, MadeUpPast
from tests.ui.screen import show_active

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW_MS = 1_790_000_000_000


class Stage:
    """The page over a made-up past, in a window of its own; the moment asks for nothing but a time."""

    def __init__(self, qtbot: QtBot, settings: QSettings) -> None:
        self.qtbot = qtbot
        self.reader = MadeUpPast(NOW_MS)
        self.settings = settings
        self.now_s = 0.0
        self.preferences = Preferences()
        self.page = self.open_page()

    def open_page(self) -> HistoryPage:
        page = HistoryPage(
            lambda: self.reader, self.preferences, settings=self.settings, monotonic_s=lambda: self.now_s
        )
        self.moment = Moment(None, page)
        self.moment.take(beat(1))
        page.use_moment(self.moment)
        page.resize(1140, 634)
        self.qtbot.addWidget(page)
        show_active(page, self.qtbot)
        self.page = page
        self.settle()
        return page

    def settle(self) -> None:
        """Draw when every reading has rested, and wait until nothing is read any more."""
        self.now_s += 60
        self.page.draw()
        self.qtbot.waitUntil(lambda: self.page.reading.is_open)
        self.qtbot.wait(1)
        self.qtbot.waitUntil(self.is_still)

    def is_still(self) -> bool:
        page = self.page
        timers = (page._curves._soon, page._top._rest, page.charts._rest)
        names = ("curves", "top", "statistics", "series", "days")
        return not any(timer.isActive() for timer in timers) and not any(map(page.reading.is_reading, names))

    def chart(self, place: int = 0) -> HandyChart:
        return self.page.charts.charts[place]

    def at(self, share: float, place: int = 0) -> QPoint:
        plot = self.chart(place).plot()
        return QPoint(plot.left() + round(share * plot.width()), plot.center().y())

    @property
    def window(self) -> Span:
        window = self.page.charts.window_in_sight
        assert window is not None
        return window

    def choose_backup(self) -> None:
        self.page.toolbar.span_buttons.button(1).click()
        self.page.charts.choose_range(self.reader.backup)
        self.settle()

    def top_names(self) -> list[str]:
        return [name_of(item) for item in self.page.side.table.top_model.items]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    stage = Stage(qtbot, settings)
    yield stage
    stage.page.hide()
    assert close_readers()


# ---- what is in sight


def test_the_first_three_curves_show_the_last_hour(stage: Stage) -> None:
    assert [chart.title for chart in stage.page.charts.charts] == ["CPU, machine", "Memory", "Disk read"]
    assert stage.window == Span(from_ms=NOW_MS - HOUR_MS, to_ms=NOW_MS)
    assert all(chart.content.curve is not None for chart in stage.page.charts.charts)
    assert stage.page.toolbar.series_button.text() == "Series: 3 of 5"


def test_a_range_button_shows_so_much_time_and_stays_chosen(stage: Stage) -> None:
    stage.page.toolbar.span_buttons.button(1).click()
    stage.settle()
    assert stage.window.from_ms == NOW_MS - 12 * HOUR_MS

    stage.page.hide()
    again = stage.open_page()

    assert stage.window.from_ms == NOW_MS - 12 * HOUR_MS
    assert again.toolbar.span_buttons.checkedId() == 1


def test_more_time_than_was_recorded_shows_all_of_it(stage: Stage) -> None:
    stage.page.toolbar.span_buttons.button(4).click()
    stage.settle()

    assert stage.window == stage.reader.span()


def test_the_wheel_zooms_and_what_comes_into_sight_is_read(stage: Stage) -> None:
    stage.page.toolbar.span_buttons.button(1).click()
    stage.settle()
    asked = len(stage.reader.asked)
    chart = stage.chart()
    at = QPointF(stage.at(0.5))
    event = QWheelEvent(
        at, chart.mapToGlobal(at), QPoint(), QPoint(0, 120 * 8), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(chart, event)
    stage.settle()

    assert stage.window.to_ms - stage.window.from_ms < 3 * HOUR_MS
    assert len(stage.reader.asked) > asked
    assert stage.page.toolbar.span_buttons.checkedId() == -1


def test_a_drag_goes_back_in_time_and_moves_all_charts(stage: Stage) -> None:
    chart = stage.chart(1)
    stage.qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=stage.at(0.2, 1))
    stage.qtbot.mouseMove(chart, stage.at(0.6, 1))
    stage.qtbot.mouseMove(chart, stage.at(0.7, 1))
    stage.qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=stage.at(0.7, 1))
    stage.settle()

    assert stage.window.to_ms == pytest.approx(NOW_MS - HOUR_MS / 2, abs=HOUR_MS / 50)
    assert {one.shown for one in stage.page.charts.charts} == {stage.window}


def test_live_the_page_goes_along_as_often_as_a_pixel_is(stage: Stage) -> None:
    asked = stage.reader.asked.count("host_curve")

    stage.reader.to_ms += 1000
    stage.settle()
    assert stage.reader.asked.count("host_curve") == asked

    stage.reader.to_ms += 10_000
    stage.settle()
    assert stage.window.to_ms == NOW_MS + 11_000
    assert stage.reader.asked.count("host_curve") > asked


def test_in_the_past_the_page_stands_still_and_live_it_goes_on(stage: Stage) -> None:
    before = stage.window
    stage.moment.set_frozen(True)
    stage.reader.to_ms += HOUR_MS
    stage.settle()
    assert stage.window == before

    stage.page.charts.charts[0].drag_asked.emit(HOUR_MS / 2)
    stage.settle()
    assert stage.window.to_ms == before.to_ms + HOUR_MS // 2

    stage.page.toolbar.span_buttons.button(0).click()
    stage.moment.go_live()
    stage.settle()
    assert stage.window.to_ms == NOW_MS + HOUR_MS


def test_charts_are_as_wide_as_each_other_and_only_the_last_has_times(stage: Stage) -> None:
    charts = stage.page.charts.charts

    assert len({(chart.plot().left(), chart.plot().width()) for chart in charts}) == 1
    assert [chart.has_times for chart in charts] == [False, False, True]


# ---- the moment


def test_a_click_asks_for_the_moment_and_a_click_beyond_now_for_live(stage: Stage) -> None:
    with stage.qtbot.waitSignal(stage.page.charts.moment_asked) as asked:
        stage.qtbot.mouseClick(stage.chart(), Qt.MouseButton.LeftButton, pos=stage.at(0.25))

    assert asked.args is not None
    assert asked.args[0] == pytest.approx(NOW_MS - 0.75 * HOUR_MS, abs=HOUR_MS / 200)


def test_the_cursor_of_the_page_is_the_moment_of_the_window(stage: Stage) -> None:
    stage.moment._cursor_ms = NOW_MS - 30 * HOUR_MS
    stage.moment.cursor_moved.emit()
    assert stage.page.is_dirty
    stage.settle()

    assert {chart.pointed.cursor_ms for chart in stage.page.charts.charts} == {NOW_MS - 30 * HOUR_MS}
    assert stage.window.from_ms <= NOW_MS - 30 * HOUR_MS <= stage.window.to_ms
    assert stage.chart().accessibleName().startswith("CPU, machine, ")


def test_arrow_keys_walk_through_what_is_in_sight(stage: Stage) -> None:
    stage.chart().setFocus()
    with stage.qtbot.waitSignal(stage.page.charts.walked) as walked:
        stage.qtbot.keyClick(stage.chart(), Qt.Key.Key_Left)

    assert walked.args == [pytest.approx(-HOUR_MS / stage.chart().plot().width(), rel=0.01)]


# ---- against another time


def test_the_ghost_of_yesterday_lies_on_today_and_is_told_in_each_head(stage: Stage) -> None:
    stage.page.toolbar.offset_chosen.emit(DAY_MS)
    stage.settle()

    content = stage.chart().content
    assert content.ghost is not None
    assert content.curve is not None
    assert abs(int(content.ghost.at_ms[-1]) - int(content.curve.at_ms[-1])) < 10_000
    assert stage.chart().readout().ghost.startswith("yesterday ")
    assert stage.page.toolbar.compare_button.text() == "Compare: yesterday"


def test_any_other_time_can_be_typed(stage: Stage) -> None:
    stage.page.dialogs.take_offset("36 h")
    stage.settle()
    assert stage.page.toolbar.compare_button.text() == "Compare: 36 h before"

    stage.page.dialogs.take_offset("soon")
    assert "offset" in stage.page.banners.codes


# ---- which curves


def test_curves_are_chosen_with_search_and_kept(stage: Stage) -> None:
    stage.page.toolbar.series_button.click()
    (dialog,) = stage.page.findChildren(SeriesDialog)
    dialog.search.setText("core")
    rows = [row for row in range(dialog.list.count()) if not dialog.list.item(row).isHidden()]
    assert [dialog.list.item(row).text() for row in rows] == ["CPU, core 0"]

    dialog.list.item(rows[0]).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    stage.settle()

    assert [chart.series for chart in stage.page.charts.charts][-1] == CORE
    assert stage.page.charts.charts[-1].content.curve is not None
    stage.page.hide()
    assert [chart.series for chart in stage.open_page().charts.charts][-1] == CORE


# ---- a range


def test_shift_and_a_drag_choose_a_range_whose_statistics_are_told(stage: Stage) -> None:
    stage.page.toolbar.span_buttons.button(1).click()
    stage.settle()
    chart = stage.chart()
    shift = Qt.KeyboardModifier.ShiftModifier
    stage.qtbot.mousePress(chart, Qt.MouseButton.LeftButton, shift, stage.at(0.5))
    stage.qtbot.mouseMove(chart, stage.at(0.53))
    stage.qtbot.mouseMove(chart, stage.at(0.54))
    stage.qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, shift, stage.at(0.54))
    stage.settle()

    assert stage.page.charts.chosen is not None
    assert [words.split()[0] for words in chart.statistics_words()] == ["max", "mean", "p95", "min"]
    assert stage.top_names()[0] == "zstd"

    stage.qtbot.keyClick(chart, Qt.Key.Key_Escape)
    stage.settle()
    assert stage.page.charts.chosen is None
    assert chart.statistics_words() == ()


def test_statistics_say_what_they_are_made_of(stage: Stage) -> None:
    """Of a long range only means of minutes are read, and its least was not kept."""
    known = Statistics(least=0.25, mean=0.5, p95=0.75, most=1.0, covered_ms=HOUR_MS)
    chart = stage.chart()

    chart.show_statistics(known)
    assert chart.statistics_words() == ("max 100.0 %", "mean 50.0 %", "p95 75.0 %", "min 25.0 %")
    chart.show_statistics(replace(known, step_ms=60_000, least=None))
    assert chart.statistics_words() == ("max 100.0 %", "mean 50.0 %", "p95 of minutes 75.0 %", "min –")


def test_shift_and_arrows_choose_a_range_from_the_keyboard(stage: Stage) -> None:
    chart = stage.chart()
    chart.setFocus()
    for _ in range(3):
        stage.qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    stage.qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    chosen = stage.page.charts.chosen
    assert chosen is not None
    assert chosen.to_ms == NOW_MS
    assert chosen.to_ms - chosen.from_ms == pytest.approx(2 * HOUR_MS / 200, abs=2)
    stage.settle()


# ---- who used most


def test_the_programs_of_the_range_are_ranked_with_the_dead_among_them(stage: Stage) -> None:
    stage.choose_backup()
    model = stage.page.side.table.top_model

    assert stage.top_names()[:3] == ["zstd", "postgres", "pg_dump"]
    # 2.62 of 4 cores over the whole range.
    assert model.words(0) == ("zstd", "65.5 %", "30 min")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Average"


def test_processes_can_be_ranked_and_by_another_resource(stage: Stage) -> None:
    stage.choose_backup()
    stage.page.side.resources.button(1).click()
    stage.page.side.kinds.button(1).click()
    stage.settle()

    assert stage.reader.asked[-2:] != []
    assert stage.top_names()[0] == "postgres"
    assert stage.page._choice.by is Resource.MEMORY
    assert stage.page.side._who.text() == "PID 2001, user backup"


def test_a_selected_program_shows_what_it_did_on_the_days_before(stage: Stage) -> None:
    stage.choose_backup()
    stage.page.side.table.selectRow(0)
    stage.settle()

    assert [words for _, words in stage.page.side.pairs] == ["65.5 %, 30 min", "not recorded", "65.5 %, 30 min"]
    assert not stage.page.side.peak_button.isHidden()


def test_show_it_in_the_tree_asks_for_its_processes(stage: Stage) -> None:
    stage.choose_backup()
    asked: list[str] = []
    stage.page.query_asked.connect(asked.append)

    stage.page.way.go(None, 'name = "zstd"')

    assert asked == ['name = "zstd"']


def test_the_list_is_copied_as_a_spreadsheet_takes_it(stage: Stage) -> None:
    stage.choose_backup()
    stage.page.side.table.copy()

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Program\tAverage\tRan for"
    assert lines[1] == "zstd\t65.5 %\t30 min"


# ---- tables and files


def test_every_chart_has_its_table(stage: Stage) -> None:
    stage.chart(2).setFocus()
    stage.qtbot.keyClick(stage.chart(2), Qt.Key.Key_T)

    (table,) = stage.page.window().findChildren(ChartTable)
    assert table.windowTitle() == "Disk read"
    assert table.table.model().rowCount() > 100
    table.close()


def test_all_charts_are_saved_as_csv_and_as_a_picture(stage: Stage, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    from procmon_gui.ui.pages.history_files import csv_of, picture_of

    charts = stage.page.charts.charts
    for name, content in (("a.csv", csv_of(charts)), ("a.png", picture_of(charts, 1200, stage.page.font()))):
        stage.page.deeds._content = content
        stage.page.deeds.save_to(str(tmp_path / name))
        stage.qtbot.waitUntil(lambda: "saved" in stage.page.banners.codes)
        stage.page.banners.unsay("saved")

    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines[0] == "at_utc,metric,instance,mean,min,max"
    assert {line.split(",")[1] for line in lines[1:]} == {chart.series.metric_id for chart in charts}
    assert QImage(str(tmp_path / "a.png")).width() == 2400


# ---- states


def test_while_nothing_is_recorded_the_page_says_what_will_appear(stage: Stage) -> None:
    stage.reader.is_empty = True
    stage.page.draw()

    assert stage.page._body.currentWidget() is stage.page._none
    assert not stage.page.toolbar.isEnabled()


def test_recording_that_is_switched_off_is_said_with_a_way_to_the_setting(stage: Stage) -> None:
    stage.preferences.store.set("history.recorded", False)
    stage.page.draw()
    asked: list[str] = []
    stage.page.setting_asked.connect(asked.append)

    assert "off" in stage.page.banners.codes
    stage.page._on_action("off")
    assert asked == ["history.recorded"]


def test_what_can_not_be_read_is_said_and_the_last_good_curves_stay(stage: Stage) -> None:
    before = stage.chart().content.curve
    stage.reader.trouble = "The history can not be read."
    stage.page.toolbar.span_buttons.button(2).click()
    stage.settle()

    assert stage.page.banners.text("read").startswith("The history can not be read. Shown is what was read at ")
    assert stage.chart().content.curve is before
    assert stage.chart().content.is_stale

    stage.reader.trouble = None
    stage.page._on_action("read")
    stage.settle()
    assert "read" not in stage.page.banners.codes
    assert not stage.chart().content.is_stale


def test_reading_can_be_cancelled_and_begun_again(stage: Stage) -> None:
    stage.page._on_cancel()
    asked = len(stage.reader.asked)
    stage.reader.to_ms += HOUR_MS
    stage.settle()
    assert len(stage.reader.asked) == asked

    stage.page._on_action("read")
    stage.settle()
    assert len(stage.reader.asked) > asked


def test_in_a_narrow_page_the_programs_are_a_tab(stage: Stage) -> None:
    assert stage.page.side.isVisibleTo(stage.page)

    stage.page.resize(800, 500)
    stage.settle()
    assert not stage.page.side.isVisibleTo(stage.page)

    stage.page.toolbar.tabs.button(1).click()
    assert stage.page.side.isVisibleTo(stage.page)
    assert not stage.page.charts.isVisibleTo(stage.page)


def test_a_gap_is_known_to_the_charts(stage: Stage) -> None:
    stage.page.toolbar.span_buttons.button(1).click()
    stage.settle()

    content = stage.chart().content
    assert content.gaps == (stage.reader.gap,)
    assert content.curve is not None
    inside = (content.curve.at_ms > stage.reader.gap.from_ms) & (content.curve.at_ms < stage.reader.gap.to_ms)
    assert np.isnan(content.curve.mean[inside]).all()


def test_a_curve_of_a_later_version_is_shown_under_its_name(stage: Stage) -> None:
    stage.page._on_series((CPU, HostSeries(metric_id="host.of.tomorrow")))
    stage.settle()

    assert stage.chart(1).title == "host.of.tomorrow"


# ---- marks


def mark(at_ms: int, words: str) -> Mark:
    return Mark(id=at_ms, at_ms=at_ms, text=words, author="anna", made_ms=at_ms)


def test_marks_stand_on_every_chart_and_are_told_at_the_pointer(stage: Stage) -> None:
    stage.page.show_marks([mark(NOW_MS - HOUR_MS // 2, "deployed 2.4")])

    assert [[flag.marks[0].text for flag in chart.flags()] for chart in stage.page.charts.charts] == [
        ["deployed 2.4"]
    ] * 3
    chart = stage.chart(1)
    stage.qtbot.mouseMove(chart, stage.at(0.5, 1))
    stage.qtbot.waitUntil(lambda: chart.tells_mark)
    assert "deployed 2.4" in QToolTip.text()
    assert chart._card.isHidden()

    stage.qtbot.mouseMove(chart, stage.at(0.7, 1))
    assert not chart.tells_mark


def test_a_click_on_a_mark_goes_to_its_very_moment(stage: Stage) -> None:
    at_ms = NOW_MS - HOUR_MS // 2 + 1234
    stage.page.show_marks([mark(at_ms, "deployed 2.4")])

    with stage.qtbot.waitSignal(stage.page.charts.mark_asked) as asked:
        stage.qtbot.mouseClick(stage.chart(), Qt.MouseButton.LeftButton, pos=stage.at(0.5) + QPoint(2, 0))

    assert asked.args == [at_ms]


def test_the_name_of_a_chart_tells_the_mark_at_the_cursor(stage: Stage) -> None:
    at_ms = NOW_MS - HOUR_MS // 2
    stage.page.charts.show_cursor(at_ms)
    assert "deployed" not in stage.chart().accessibleName()

    stage.page.show_marks([mark(at_ms, "deployed 2.4")])

    assert "mark: deployed 2.4" in stage.chart().accessibleName()


def test_the_pointer_on_the_cursor_has_no_line_of_its_own(stage: Stage) -> None:
    chart = stage.chart()
    stage.page.charts.show_cursor(NOW_MS - HOUR_MS // 2)
    stage.qtbot.mouseMove(chart, stage.at(0.3))
    stage.qtbot.waitUntil(lambda: chart.pointed.hover_ms is not None)
    assert [token for _, token in chart._lines_of(chart.plot())] == ["t3", "t1"]

    stage.qtbot.mouseMove(chart, stage.at(0.5) + QPoint(2, 0))
    stage.qtbot.waitUntil(lambda: len(chart._lines_of(chart.plot())) == 1)
    assert chart._lines_of(chart.plot()) == [(NOW_MS - HOUR_MS // 2, "t1")]
