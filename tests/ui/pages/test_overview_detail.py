"""The bigger view of a panel: a chart that pyqtgraph draws once it is there, zoomed, dragged, and led back."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.overview_detail import DetailView
from procmon_gui.ui.widgets import plot_loading
from procmon_gui.ui.widgets.chart import Chart
from procmon_gui.ui.widgets.large_plot import LargePlot
from procmon_gui.ui.widgets.plot import Plot
from tests.ui.fakes import beat, host_of
from tests.ui.overview import show, shown_page

# Twenty beats of a fresh process: nothing of pyqtgraph until the bigger view is opened.
_FRESH = """
import os, sys; os.environ["QT_QPA_PLATFORM"] = "offscreen"; os.environ["QT_LOGGING_RULES"] = "*=false"
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from procmon_gui.ui.pages.overview import OverviewPage
from tests.ui.fakes import beat
page = OverviewPage()
page.resize(1140, 728)
page.show()
for second in range(1, 20):
    page.remember(beat(second))
    page.show_snapshot(beat(second))
    page.draw()
    app.processEvents()
print("pyqtgraph" in sys.modules)
page.open_detail("cpu")
print("pyqtgraph" in sys.modules)
while "procmon_gui.ui.widgets.large_plot" not in sys.modules:
    QTest.qWait(10)
print(hasattr(sys.modules["pyqtgraph"], "mkPen"))
"""


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[OverviewPage]:
    """Sixty beats, a second apart; CPU rises from 0 to 60 %."""
    hosts = {second: host_of() | {"host.cpu.busy_ratio": {"": second / 100}} for second in range(1, 61)}
    with shown_page(qtbot, qapp) as page:
        show(page, *(replace(beat(second), host=host) for second, host in hosts.items()))
        yield page


def opened(page: OverviewPage, qtbot: QtBot, name: str = "cpu") -> tuple[DetailView, Chart]:
    """Open the bigger view and wait for its plot."""
    page.open_detail(name)
    detail = page._detail
    assert detail is not None
    chart = detail.chart
    assert chart is not None
    qtbot.waitUntil(lambda: isinstance(chart._plot, LargePlot), timeout=30_000)
    return detail, chart


def wheel(chart: Chart, x: float, steps: int) -> None:
    at = QPointF(x, 40)
    event = QWheelEvent(
        at, chart.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart, event)


def test_pyqtgraph_is_loaded_for_the_bigger_view_only_and_not_at_once() -> None:
    command = [sys.executable, "-c", _FRESH]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    assert (done.stdout.split(), done.stderr) == (["False", "False", "True"], "")


def test_the_chart_stands_there_and_the_window_answers_while_pyqtgraph_is_loaded(
    page: OverviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    while not plot_loading.load_some():
        pass  # a page of another test may have gone half-way
    kinds: list[type[Plot]] = []
    steps = iter([False, False, False])

    def load_some() -> bool:
        assert page._detail is not None
        assert page._detail.chart is not None
        kinds.append(type(page._detail.chart._plot))
        return next(steps, True)

    monkeypatch.setattr(plot_loading, "load_some", load_some)

    opened(page, qtbot)

    assert kinds == [Plot] * 4


def test_without_pyqtgraph_the_chart_is_painted_as_the_small_ones_are(
    page: OverviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def large_plot() -> type[LargePlot]:
        raise ImportError("No module named 'pyqtgraph'")

    monkeypatch.setattr(plot_loading, "large_plot", large_plot)

    page.open_detail("cpu")
    qtbot.waitUntil(lambda: "large charts are painted by hand" in caplog.text, timeout=30_000)

    assert page._detail is not None
    assert page._detail.chart is not None
    assert type(page._detail.chart._plot) is Plot
    assert page._detail.chart.edge_words() == ("1 min ago", "now")

    page.open_detail("memory")
    assert not page._detail._loading._timer.isActive(), "it is said once"


def test_a_view_that_was_left_meanwhile_or_has_no_chart_needs_no_plot(page: OverviewPage, qtbot: QtBot) -> None:
    page.open_detail("cpu")
    page.open_detail("file systems")
    assert page._detail is not None
    detail = page._detail

    with qtbot.waitSignal(detail._loading.loaded, timeout=30_000):
        detail._loading.begin()

    assert detail.chart is None


def test_the_wheel_zooms_about_the_pointer_and_table_and_words_follow(page: OverviewPage, qtbot: QtBot) -> None:
    detail, chart = opened(page, qtbot)
    before = len(chart.table_rows())
    assert detail._newest.isHidden()

    wheel(chart, chart._plot_box().center().x(), 3)

    first_s, last_s = chart.edges_s
    assert (first_s + last_s) / 2 == pytest.approx(-30, abs=1)
    assert len(chart.table_rows()) == pytest.approx(before * 0.8**3, abs=2)
    assert chart.accessibleDescription() == "45 s ago to 15 s ago"
    shown = chart._plot._box.viewRange()[0]  # type: ignore[attr-defined]
    assert shown[0] == pytest.approx(-(last_s - first_s))
    assert not detail._newest.isHidden()


@pytest.mark.parametrize("way", ["button", "escape on the chart", "escape on the table", "double click"])
def test_every_way_back_shows_all_again_and_the_view_stays_open(page: OverviewPage, qtbot: QtBot, way: str) -> None:
    detail, chart = opened(page, qtbot)
    closed: list[bool] = []
    detail.closed.connect(lambda: closed.append(True))
    wheel(chart, chart.width() / 2, 3)

    if way == "button":
        qtbot.mouseClick(detail._newest, Qt.MouseButton.LeftButton)
    elif way == "double click":
        qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(chart if way.endswith("chart") else detail.table, Qt.Key.Key_Escape)

    assert chart.edges_s == pytest.approx((-60, 0))
    assert detail._newest.isHidden()
    assert closed == []


def test_what_the_lines_are_is_said_of_the_right_edge_and_of_the_cursor(
    page: OverviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    detail, chart = opened(page, qtbot, "network")
    said: list[float] = []
    values_at = Chart.values_at

    def listened(chart: Chart, cursor_s: float) -> tuple[float, list[float]]:
        said.append(cursor_s)
        return values_at(chart, cursor_s)

    monkeypatch.setattr(Chart, "values_at", listened)

    wheel(chart, chart._plot_box().left() + 1, 3)
    assert said[-1] == pytest.approx(chart.edges_s[1])
    detail._on_cursor_moved(-50.0)
    assert said[-1] == pytest.approx(-50.0)
    page.draw()
    assert said[-1] == pytest.approx(-50.0)
    detail._on_cursor_moved(None)

    assert said[-1] == pytest.approx(chart.edges_s[1])


def test_opening_another_view_begins_unzoomed(page: OverviewPage, qtbot: QtBot) -> None:
    detail, chart = opened(page, qtbot)
    wheel(chart, chart.width() / 2, 3)

    detail, chart = opened(page, qtbot, "memory")

    assert not chart.view.is_moved
    assert detail._newest.isHidden()


def test_the_first_curve_has_all_points_that_the_chart_has_room_for(page: OverviewPage) -> None:
    page.open_detail("cpu")
    assert page._detail is not None
    chart = page._detail.chart
    assert chart is not None

    assert chart._plot.size() == chart._plot_box().size()
    assert chart.width() > 1000
    assert len(chart._plot._drawn[0][0]) == 60


def test_a_drag_goes_back_in_time_and_the_way_back_leads_to_now(page: OverviewPage, qtbot: QtBot) -> None:
    detail, chart = opened(page, qtbot)
    wheel(chart, chart._plot_box().right(), 5)
    from_s, until_s = chart.edges_s

    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    qtbot.mouseMove(chart, QPoint(260, 60))
    qtbot.mouseMove(chart, QPoint(400, 60))
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(400, 60))

    assert chart.edges_s[1] < until_s - 1
    assert chart.edges_s[1] - chart.edges_s[0] == pytest.approx(until_s - from_s)
    detail._newest.click()
    assert chart.edges_s[1] == 0
    assert chart.hasFocus()
