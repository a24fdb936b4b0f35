"""A rule may begin with what a chart of the Overview shows, and with a threshold from what was seen in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from procmon_gui.domain.rules import EACH_INSTANCE, Rule
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.overview_rules import rule_about_line
from procmon_gui.ui.widgets.chart import Chart
from tests.ui.fakes import beat
from tests.ui.overview import show, shown_page


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[OverviewPage]:
    with shown_page(qtbot, qapp) as page:
        show(page, *(beat(second, busy=0.5) for second in range(1, 60)))
        yield page


def chart_of(page: OverviewPage, name: str) -> Chart:
    charts = [panel.chart for panel in page._panels if panel.chart is not None]
    chart: Chart = next(chart for chart in charts if name in chart.accessibleName())
    chart.draw(page._live.table, page._live.now_s)
    return chart


def entries(chart: Chart) -> list[QAction]:
    """Return what the menu key offers about rules, those of its menus too."""
    at = QPoint(20, 20)
    QApplication.sendEvent(chart, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, chart.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.hide()
    inside = [one for one in menu.findChildren(QMenu) if one is not menu]
    actions = [action for one in (menu, *inside) for action in one.actions()]
    return [action for action in actions if action.data() and "pan" not in action.text()]


def test_a_chart_of_one_line_begins_a_rule_with_its_metric_and_a_threshold_beyond_it(page: OverviewPage) -> None:
    asked: list[Rule] = []
    page.rule_asked.connect(asked.append)
    page.offer_rules()

    (entry,) = entries(chart_of(page, "CPU"))
    entry.trigger()

    (rule,) = asked
    assert entry.text() == "Alert rule…"
    assert (rule.metric_id, rule.instance, rule.title) == ("host.cpu.busy_ratio", "", "CPU, machine")
    assert rule.condition.warn == 0.65


def test_of_several_lines_each_has_its_own_entry(page: OverviewPage) -> None:
    asked: list[Rule] = []
    page.rule_asked.connect(asked.append)
    page.offer_rules()

    for entry in entries(chart_of(page, "Disk")):
        entry.trigger()

    assert [rule.metric_id for rule in asked] == ["host.disk.write_bytes_per_s", "host.disk.read_bytes_per_s"]


def test_where_nobody_judges_no_rule_is_offered(page: OverviewPage) -> None:
    assert entries(chart_of(page, "CPU")) == []


def test_the_bigger_view_begins_a_rule_about_the_device_that_it_shows(page: OverviewPage) -> None:
    asked: list[Rule] = []
    page.rule_asked.connect(asked.append)
    page.offer_rules()
    page.open_detail("cpu")
    assert page._detail is not None
    assert page._detail.chart is not None
    page._detail.table.selectRow(1)

    (entry,) = entries(page._detail.chart)
    entry.trigger()

    (rule,) = asked
    assert (rule.metric_id, rule.instance) == ("host.cpu.busy_ratio", page._detail._model.instance(1))
    assert rule.instance


def test_a_rule_about_a_card_is_about_each_since_their_order_may_change(page: OverviewPage) -> None:
    rule = rule_about_line(chart_of(page, "GPU"), "gpu_1")

    assert (rule.metric_id, rule.instance) == ("host.gpu.busy_ratio", EACH_INSTANCE)
