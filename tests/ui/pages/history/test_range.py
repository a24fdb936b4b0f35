"""A range that is chosen on the page of the history: its statistics, and who used most in it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from procmon_gui.domain.ranges import ProcessInRange, Resource, Statistics
from procmon_gui.domain.rules import Rule
from procmon_gui.ui.widgets.history.time_view import HOUR_MS
from tests.ui.pages.history.conftest import NOW_MS, Stage
from tests.ui.ranges import facts, program, use

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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
    chart.show_statistics(replace(known, step_ms=60_000, least=None, most_is_mean=True))
    assert chart.statistics_words()[0] == "max of minutes 100.0 %"


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
    assert lines[0] == "Program\tFile\tAverage\tRan for"
    assert lines[1] == "zstd\t/usr/bin/zstd\t65.5 %\t30 min"


def test_two_programs_of_one_name_are_told_apart_by_what_differs_in_their_paths(stage: Stage) -> None:
    table, measure = stage.page.side.table, stage.page._top.measure(HOUR_MS)
    old, new = (program("python", cpu_s, f"/opt/{version}/bin/python3") for cpu_s, version in ((9, "3.9"), (5, "3.12")))

    table.top_model.show_items([old, new, program("zstd", 1, "/usr/bin/zstd")], measure, are_processes=False)

    roles = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
    names = [[table.top_model.index(row, 0).data(role) for role in roles] for row in range(3)]
    assert names == [["python", "python, 3.9"], ["python", "python, 3.12"], ["zstd", "zstd"]]
    table.copy()
    files = [line.split("\t")[1] for line in QGuiApplication.clipboard().text().splitlines()]
    assert files == ["File", "/opt/3.9/bin/python3", "/opt/3.12/bin/python3", "/usr/bin/zstd"]


def test_two_processes_of_one_name_are_told_apart_by_their_pids(stage: Stage) -> None:
    table, measure = stage.page.side.table, stage.page._top.measure(HOUR_MS)
    several = [ProcessInRange(facts=facts(pid), use=use()) for pid in (7, 8)]

    table.top_model.show_items(several, measure, are_processes=True)

    said = [table.top_model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said == ["postgres, PID 7", "postgres, PID 8"]
    assert [row[1] for row in table.top_model.sheet()] == ["PID", "7", "8"]


def test_a_rule_may_begin_with_a_chart_where_somebody_judges(stage: Stage) -> None:
    asked: list[Rule] = []
    stage.page.rule_asked.connect(asked.append)
    stage.page.offer_rules()
    menu = QMenu()
    stage.page.deeds.fill_menu(menu)

    entry = next(action for action in menu.actions() if action.text() == "Alert rule…")
    entry.trigger()

    (rule,) = asked
    assert (rule.metric_id, rule.instance, rule.title) == ("host.cpu.busy_ratio", "", "CPU, machine")
