"""Charts: what is drawn, what is not, and the cursor."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.chart import AXIS_PX, Chart, Line
from procmon_gui.ui.widgets.ring import RingTable
from procmon_gui.ui.widgets.scale import StepScale
from tests.ui.screen import show_active


@pytest.fixture
def chart(qtbot: QtBot, qapp: QApplication) -> Iterator[Chart]:
    theme.apply(qapp, "light")
    chart = Chart([Line("a", "A", "#FF0000", is_filled=True)], StepScale(1.0), lambda top: f"{top:.0%}")
    qtbot.addWidget(chart)
    chart.resize(AXIS_PX + 300, 120)
    show_active(chart, qtbot)
    yield chart
    chart.hide()


def is_red(colour: QColor) -> bool:
    return colour.red() > colour.green() + 10


def red_columns(chart: Chart) -> list[int]:
    """Return the columns of the plot in which anything of the curve or its tint is drawn."""
    image = chart.grab().toImage()
    return [
        x - AXIS_PX
        for x in range(AXIS_PX, image.width())
        if any(is_red(image.pixelColor(x, y)) for y in range(chart.height() - 25))
    ]


def test_a_gap_is_neither_bridged_nor_filled(chart: Chart) -> None:
    """Line and tint stop where nothing is known and begin again behind it."""
    table = RingTable(("a",), 100)
    for second in range(60):
        table.append(float(second), {"a": 0.5} if not 20 <= second < 40 else {})

    chart.draw(table, 60.0)

    drawn = set(red_columns(chart))
    # 300 pixels are 60 seconds.
    assert drawn.isdisjoint(range(20 * 5 + 2, 39 * 5))
    assert len(drawn & set(range(19 * 5))) > 80
    assert len(drawn & set(range(41 * 5, 290))) > 70


def test_the_hatch_of_a_gap_moves_with_its_time(chart: Chart, qtbot: QtBot) -> None:
    """The background of a plot is not kept from one beat to the next."""

    def hatched() -> list[int]:
        image = chart.grab().toImage()
        line, page = theme.colour("line2"), theme.colour("bg1")
        return [
            x - AXIS_PX
            for x in range(AXIS_PX, image.width())
            for y in (20, 21, 22, 23, 24, 25, 26, 27)
            if image.pixelColor(x, y) == line and image.pixelColor(x, 10) in (line, page)
        ]

    table = RingTable(("a",), 100)
    for second in range(20):
        table.append(float(second), {"a": 0.1})
    table.append(25.0, {})
    table.append(30.0, {"a": 0.1})
    chart.draw(table, 30.0)
    before = hatched()
    for second in range(31, 51):
        table.append(float(second), {"a": 0.1})
    chart.draw(table, 50.0)
    after = hatched()

    # 11 seconds are 55 pixels wide, and 20 seconds later they stand 100 pixels further left.
    assert min(before) == pytest.approx(245, abs=5)
    assert max(before) >= 295
    assert min(after) == pytest.approx(145, abs=5)
    assert max(after) == pytest.approx(200, abs=5)


def test_a_chart_begins_with_a_minute_and_grows_to_ten(chart: Chart) -> None:
    table = RingTable(("a",), 2000)
    table.append(0.0, {"a": 0.5})
    chart.draw(table, 1.0)
    assert chart.values_at(-60.0)[0] == -1.0
    spans = []
    for second in (30, 90, 200, 400, 900):
        table.append(float(second), {"a": 0.5})
        chart.draw(table, float(second))
        spans.append(chart.span_s)

    assert spans == [60.0, 120.0, 300.0, 600.0, 600.0]


def test_pointing_asks_for_the_cursor_at_that_time_and_leaving_takes_it_away(chart: Chart) -> None:
    asked: list[float | None] = []
    chart.cursor_moved.connect(asked.append)

    # Sent and not played with the pointer: whether a screen delivers it depends on where the pointer was before.
    at, no = QPointF(AXIS_PX + 150, 40), Qt.MouseButton.NoButton
    QApplication.sendEvent(
        chart,
        QMouseEvent(QEvent.Type.MouseMove, at, chart.mapToGlobal(at), no, no, Qt.KeyboardModifier.NoModifier),
    )
    assert asked[-1] == pytest.approx(-30.0, abs=0.5)
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))

    assert asked[-1] is None


def test_the_arrow_keys_walk_from_sample_to_sample(chart: Chart, qtbot: QtBot) -> None:
    table = RingTable(("a",), 100)
    for second in range(10):
        table.append(float(second), {"a": second / 10})
    chart.draw(table, 9.0)
    asked: list[float | None] = []
    chart.cursor_moved.connect(asked.append)

    qtbot.keyClick(chart, Qt.Key.Key_Left)
    chart.point_at(asked[-1])
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Home)

    assert asked == [-1.0, -2.0, -9.0]
    assert chart.values_at(-2.0) == (-2.0, [0.7])


def test_in_the_past_the_edges_say_when_and_live_they_say_how_long_ago(chart: Chart, qtbot: QtBot) -> None:
    """The foot is painted again when only the words for it changed."""
    table = RingTable(("a",), 100)
    for second in range(60):
        table.append(float(second), {"a": 0.5})

    def paints(words: tuple[str, str], now_s: float, *, is_past: bool) -> None:
        chart.view.is_past = is_past
        chart.moment_text = lambda from_now_s: f"at {now_s + from_now_s:.0f}"
        chart.draw(table, now_s)
        qtbot.waitUntil(lambda: chart._painted_words == words)

    paints(("1 min ago", "now"), 59.0, is_past=False)
    paints(("at -1", "at 59"), 59.0, is_past=True)
    paints(("at -2", "at 58"), 58.0, is_past=True)
    paints(("1 min ago", "now"), 59.0, is_past=False)
