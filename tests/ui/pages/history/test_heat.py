"""The heat map under the charts: it shares their time, and shows what the reader chose."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.heat import HeatKind
from procmon_gui.domain.ranges import Resource
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.ui.pages.history_heat import CELL_PX, NARROW_ROWS
from tests.ui.pages.history.conftest import Stage
from tests.ui.ranges import HOUR_MS


def titles(stage: Stage) -> list[str]:
    return [row.title for row in stage.page.heat.map.content.rows]


def choose(stage: Stage, kind: HeatKind) -> None:
    stage.page.heat.head.kinds.button(list(HeatKind).index(kind)).click()
    stage.settle()


def test_the_programs_of_the_time_in_sight_have_a_row_each_as_they_are_ranked_beside_the_charts(stage: Stage) -> None:
    stage.page.toolbar.span_buttons.button(1).click()
    stage.settle()
    assert titles(stage) == stage.top_names()
    assert stage.page.heat.head.legend.high.endswith(" %")

    stage.page.side.resources.button(1).click()
    stage.settle()
    assert stage.reader.wishes[-1].by is Resource.MEMORY
    assert titles(stage) == stage.top_names()
    assert stage.page.heat.head.legend.high.endswith("GiB")


def test_the_map_shares_time_cursor_and_left_edge_with_the_charts(stage: Stage) -> None:
    heat, chart = stage.page.heat.map, stage.chart()
    assert heat.shown == chart.shown == stage.window
    left = [one.mapTo(stage.page, one.plot().topLeft()).x() for one in (heat, chart)]
    right = [one.mapTo(stage.page, one.plot().topRight()).x() for one in (heat, chart)]
    assert left[0] == left[1]
    assert right[0] == right[1]

    at_ms = (stage.window.from_ms + stage.window.to_ms) // 2
    heat.hovered.emit(at_ms)
    assert chart.pointed.hover_ms == heat.pointed.hover_ms == at_ms
    heat.zoom_asked.emit(0.5, float(at_ms))
    assert heat.shown == chart.shown
    assert heat.shown.to_ms - heat.shown.from_ms < HOUR_MS


def test_a_click_on_a_cell_is_the_moment_of_the_window(stage: Stage) -> None:
    heat = stage.page.heat.map
    plot = heat.plot()
    # Of a page with no memory of beats a moment is not shown, but asked for.
    moments: list[object] = []
    stage.page.charts.moment_asked.connect(moments.append)
    QTest.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(plot.center().x(), plot.top() + 4))
    middle = (stage.window.from_ms + stage.window.to_ms) // 2
    assert len(moments) == 1
    assert abs(int(str(moments[0])) - middle) < 10_000


def test_metrics_cores_and_what_is_unusual_can_be_chosen_and_are_kept(stage: Stage) -> None:
    choose(stage, HeatKind.METRICS)
    assert titles(stage)[:2] == ["CPU", "Load"]
    choose(stage, HeatKind.CORES)
    assert titles(stage) == ["core 0", "core 1", "core 2", "core 3"]
    stage.page.heat.head.colours.button(1).click()
    stage.settle()
    assert stage.reader.wishes[-1].is_unusual
    assert stage.page.heat.head.legend.high == "1, unusual"

    page = stage.open_page()
    assert stage.reader.wishes[-1].kind is HeatKind.CORES
    assert stage.reader.wishes[-1].is_unusual
    assert page.heat.head.kinds.checkedId() == list(HeatKind).index(HeatKind.CORES)


def test_who_is_alone_is_not_offered_machines_to_compare(stage: Stage) -> None:
    button = stage.page.heat.head.kinds.button(list(HeatKind).index(HeatKind.HOSTS))
    assert button.isHidden()
    assert button not in stage.page.heat.head.tab_order()

    stage.reader.machines = (
        RecordedHost(machine_id="a" * 32, name="web-1"), RecordedHost(machine_id="b" * 32, name="web-2"),
    )  # fmt: skip
    stage.open_page()
    button = stage.page.heat.head.kinds.button(list(HeatKind).index(HeatKind.HOSTS))
    assert not button.isHidden()
    button.click()
    stage.settle()
    assert titles(stage) == ["web-1", "web-2"]

    # On a machine of its own what was chosen there is another choice.
    stage.reader.machines = ()
    stage.open_page()
    assert stage.reader.wishes[-1].kind is HeatKind.PROGRAMS


def test_cells_are_about_as_wide_as_can_be_met_whatever_time_is_in_sight(stage: Stage) -> None:
    for number in range(4):
        stage.page.toolbar.span_buttons.button(number).click()
        stage.settle()
        width = stage.page.heat.map.plot().width()
        cell_px = width * stage.reader.wishes[-1].step_ms / (stage.window.to_ms - stage.window.from_ms)
        assert CELL_PX <= cell_px < 3 * CELL_PX


def test_the_old_map_stays_while_another_is_read_and_when_it_can_not_be(stage: Stage) -> None:
    before = stage.page.heat.map.content
    stage.reader.trouble = "The history can not be read."
    stage.page.toolbar.span_buttons.button(2).click()
    stage.settle()
    assert stage.page.heat.map.content.rows == before.rows
    assert stage.page.heat.map.content.is_stale
    assert "read" in stage.page.banners.codes

    stage.reader.trouble = None
    stage.page.banners.action_asked.emit("read")
    stage.settle()
    assert not stage.page.heat.map.content.is_stale


def test_what_is_not_over_yet_is_not_hatched_as_if_it_had_not_been_recorded(stage: Stage) -> None:
    """Of a recording that has just begun more time is in sight than there is."""
    stage.reader.from_ms = stage.reader.to_ms - 5_000
    stage.open_page()
    content = stage.page.heat.map.content

    assert stage.window.to_ms > stage.reader.to_ms
    assert content.begin_ms(content.step_count) <= stage.reader.to_ms + content.step_ms
    assert content.is_recorded.all()


def test_live_it_is_read_again_when_another_cell_begins_and_not_at_every_beat(stage: Stage) -> None:
    stage.page.toolbar.span_buttons.button(1).click()
    stage.settle()
    step_ms = stage.reader.wishes[-1].step_ms
    asked = len(stage.reader.wishes)
    for _ in range(5):
        stage.reader.to_ms += 1000
        stage.settle()
    assert len(stage.reader.wishes) - asked <= 1

    stage.reader.to_ms += step_ms
    stage.settle()
    assert len(stage.reader.wishes) - asked in (1, 2)


def test_in_a_narrow_page_there_are_five_programs_and_in_a_high_one_more(stage: Stage) -> None:
    stage.page.resize(800, 560)
    stage.settle()
    assert len(titles(stage)) == NARROW_ROWS
    stage.page.resize(1700, 1000)
    stage.settle()
    assert titles(stage) == stage.top_names()


def test_tab_goes_from_the_charts_through_the_choices_to_the_map(stage: Stage) -> None:
    order = list(stage.page.tab_order())
    places = [order.index(one) for one in (*stage.page.charts.charts, *stage.page.heat.head.tab_order())]
    assert places == sorted(places)
    assert order.index(stage.page.heat.map) == places[-1] + 1


def test_the_words_of_the_choices_are_never_cut(stage: Stage, qapp: QApplication) -> None:
    before = qapp.font()
    larger = QFont(before)
    larger.setPixelSize(26)
    try:
        qapp.setFont(larger)
        stage.page.resize(900, 500)
        stage.settle()
        buttons = stage.page.heat.head.tab_order()
        stage.qtbot.waitUntil(lambda: all(one.height() >= one.sizeHint().height() for one in buttons))
        assert all(one.width() >= one.sizeHint().width() for one in buttons)
    finally:
        qapp.setFont(before)
