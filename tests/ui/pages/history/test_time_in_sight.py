"""What the page of the history has in sight: times, by buttons, wheel and drag; the moment; another time; curves."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import HostSeries
from procmon_gui.ui import moment_words
from procmon_gui.ui.widgets.history.series_dialog import SeriesDialog
from procmon_gui.ui.widgets.history.time_view import DAY_MS, HOUR_MS
from tests.ui.made_up_past import CORE, CPU
from tests.ui.pages.history.conftest import NOW_MS, Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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


def test_where_less_was_recorded_than_is_asked_for_the_toolbar_says_since_when(stage: Stage) -> None:
    assert stage.page.toolbar.beginning == ""

    stage.page.toolbar.span_buttons.button(4).click()
    stage.settle()
    since = moment_words.moment_text(stage.window.from_ms, has_seconds=False)
    assert stage.page.toolbar.beginning == f"Recorded since {since}"

    stage.page.toolbar.span_buttons.button(0).click()
    stage.settle()
    assert stage.page.toolbar.beginning == ""


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


def test_a_curve_of_a_later_version_is_shown_under_its_name(stage: Stage) -> None:
    stage.page._on_series((CPU, HostSeries(metric_id="host.of.tomorrow")))
    stage.settle()

    assert stage.chart(1).title == "host.of.tomorrow"
