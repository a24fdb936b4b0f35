"""What the page of the history says of what is not there, and what is taken from it as a table or a file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from procmon_gui.auth.permissions import Permission
from procmon_gui.ui.pages.history_files import csv_of, picture_of, table_of
from procmon_gui.ui.widgets.chart_table import ChartTable
from procmon_gui.ui.widgets.history.time_view import HOUR_MS
from tests.ui.guards import Strict
from tests.ui.pages.history.conftest import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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
    stage.page.banners.action_asked.emit("read")
    stage.settle()
    assert "read" not in stage.page.banners.codes
    assert not stage.chart().content.is_stale


def test_reading_can_be_cancelled_and_begun_again(stage: Stage) -> None:
    stage.page.waiting._on_cancel()
    asked = len(stage.reader.asked)
    stage.reader.to_ms += HOUR_MS
    stage.settle()
    assert len(stage.reader.asked) == asked

    stage.page.banners.action_asked.emit("read")
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


# ---- tables and files


def test_every_chart_has_its_table(stage: Stage) -> None:
    stage.chart(2).setFocus()
    stage.qtbot.keyClick(stage.chart(2), Qt.Key.Key_T)

    (table,) = stage.page.window().findChildren(ChartTable)
    assert table.windowTitle() == "Disk read"
    assert table.table.model().rowCount() > 100
    table.close()


def test_rows_of_a_table_and_of_a_file_say_of_how_much_time_they_are_the_mean(stage: Stage) -> None:
    chart = stage.chart()
    curve = chart.content.curve
    assert curve is not None
    said = []
    for step_ms in (0, HOUR_MS):
        chart.content = replace(chart.content, curve=replace(curve, step_ms=step_ms))
        titles, rows = table_of(chart)
        said.append((titles[1], rows[0][1] == "1 h", csv_of([chart]).splitlines()[1].rpartition(",")[2]))

    assert said == [("Value", False, "0"), ("Mean of", True, "3600")]


def test_all_charts_are_saved_as_csv_and_as_a_picture(stage: Stage, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    charts = stage.page.charts.charts
    for name, content in (("a.csv", csv_of(charts)), ("a.png", picture_of(charts, 1200, stage.page.font()))):
        stage.page.deeds._content = content
        stage.page.deeds.save_to(str(tmp_path / name))
        stage.qtbot.waitUntil(lambda: "saved" in stage.page.banners.codes)
        stage.page.banners.unsay("saved")

    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines[0] == "at_utc,metric,instance,mean,min,max,step_s"
    steps = {str(chart.content.curve.step_ms // 1000) for chart in charts if chart.content.curve is not None}
    assert {line.split(",")[-1] for line in lines[1:]} == steps
    assert {line.split(",")[1] for line in lines[1:]} == {chart.series.metric_id for chart in charts}
    assert QImage(str(tmp_path / "a.png")).width() == 2400


def test_values_and_pictures_are_saved_only_by_who_may_take_things_away(stage: Stage) -> None:
    guard = Strict()
    stage.page.guard = guard  # type: ignore[attr-defined]

    stage.page.deeds.save_all_csv()
    stage.page.deeds.save_all_pictures()

    assert guard.asked == [Permission.EXPORT] * 2
    assert stage.page.findChildren(QFileDialog) == []
