"""Marks on the charts of the history, and the two lines over them: the pointer and the cursor."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolTip

from procmon_gui.domain.marks import Mark
from procmon_gui.ui.alert_marks import with_alerts
from procmon_gui.ui.widgets.history.time_view import HOUR_MS
from tests.ui.alerts.kept import alert_of
from tests.ui.pages.history.conftest import NOW_MS, Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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
    stage.qtbot.waitUntil(lambda: not chart.tells_mark)


def test_a_click_on_a_mark_goes_to_its_very_moment(stage: Stage) -> None:
    at_ms = NOW_MS - HOUR_MS // 2 + 1234
    stage.page.show_marks([mark(at_ms, "deployed 2.4")])

    with stage.qtbot.waitSignal(stage.page.charts.mark_asked) as asked:
        stage.qtbot.mouseClick(stage.chart(), Qt.MouseButton.LeftButton, pos=stage.at(0.5) + QPoint(2, 0))

    assert asked.args == [at_ms]


def test_a_click_on_the_triangle_of_an_alert_asks_for_the_alert(stage: Stage) -> None:
    at_ms = NOW_MS - HOUR_MS // 2
    stage.page.show_marks(with_alerts([], [alert_of(7, fired_ms=at_ms)]))

    with stage.qtbot.waitSignal(stage.page.alert_asked) as asked:
        stage.qtbot.mouseClick(stage.chart(), Qt.MouseButton.LeftButton, pos=stage.at(0.5) + QPoint(2, 0))

    assert asked.args == [7]


def test_how_far_back_the_charts_reach_is_told_so_that_its_alerts_are_known(stage: Stage) -> None:
    with stage.qtbot.waitSignal(stage.page.past_seen) as told:
        stage.page.toolbar.span_buttons.button(2).click()

    in_sight = stage.page.charts.window_in_sight
    assert in_sight is not None
    assert told.args is not None
    assert NOW_MS - told.args[0] > 20 * HOUR_MS


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
    assert [token for _, token in chart.pointed.lines(chart.shown, chart.plot())] == ["t3", "t1"]

    stage.qtbot.mouseMove(chart, stage.at(0.5) + QPoint(2, 0))
    stage.qtbot.waitUntil(lambda: len(chart.pointed.lines(chart.shown, chart.plot())) == 1)
    assert chart.pointed.lines(chart.shown, chart.plot()) == [(NOW_MS - HOUR_MS // 2, "t1")]
