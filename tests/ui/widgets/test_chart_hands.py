"""A chart under the hand: wheel, drag, double click, keys, card, table."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.chart import AXIS_PX, Chart, Line
from procmon_gui.ui.widgets.chart_table import ChartTable
from procmon_gui.ui.widgets.file_saver import FileContent
from procmon_gui.ui.widgets.ring import RingTable
from procmon_gui.ui.widgets.scale import StepScale
from tests.ui.screen import show_active

# The offscreen platform says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def chart(qtbot: QtBot, qapp: QApplication) -> Iterator[Chart]:
    """Sixty samples at half of the scale, a second apart; 300 pixels are a minute."""
    theme.apply(qapp, "light")
    chart = Chart([Line("a", "A", "#FF0000")], StepScale(1.0), lambda v: f"{v:.0%}", value_text=lambda v: f"{v:.1%}")
    chart.setAccessibleName("Load")
    chart.leader_text = lambda at_s: "postgres led with 8 %" if at_s > -40 else ""
    qtbot.addWidget(chart)
    chart.resize(AXIS_PX + 300, 120)
    show_active(chart, qtbot)
    table = RingTable(("a",), 100)
    for second in range(61):
        table.append(float(second), {"a": 0.5 if second != 30 else float("nan")})
    chart.draw(table, 60.0)
    yield chart
    chart.hide()


def wheel(chart: Chart, x: float, steps: int, keys: Qt.KeyboardModifier = NO_KEY) -> bool:
    at = QPointF(x, 40)
    event = QWheelEvent(
        at, chart.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart, event)
    return event.isAccepted()


def mouse(chart: Chart, kind: QEvent.Type, x: float, y: float = 40.0, held: Qt.MouseButton = LEFT) -> None:
    at = QPointF(x, y)
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    QApplication.sendEvent(chart, QMouseEvent(kind, at, chart.mapToGlobal(at), button, held, NO_KEY))


def test_the_wheel_zooms_around_the_pointer_and_escape_shows_the_newest_again(chart: Chart, qtbot: QtBot) -> None:
    changes: list[bool] = []
    chart.view_changed.connect(lambda: changes.append(chart.view.is_moved))

    assert wheel(chart, AXIS_PX + 150, 3)
    start_s, end_s = chart.view.window(60.0, 60.0)
    assert (start_s + end_s) / 2 == pytest.approx(30.0, abs=0.5)
    assert end_s - start_s == pytest.approx(60 * 0.8**3)

    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert changes == [True, False]


def test_where_the_page_scrolls_the_wheel_zooms_only_with_the_control_key(chart: Chart) -> None:
    chart.needs_control_key = True

    assert not wheel(chart, AXIS_PX + 150, 1)
    assert not chart.view.is_moved
    assert wheel(chart, AXIS_PX + 150, 1, Qt.KeyboardModifier.ControlModifier)
    assert chart.view.is_moved


def test_a_drag_moves_the_time_and_a_trembling_click_does_not(chart: Chart) -> None:
    wheel(chart, AXIS_PX + 300, 5)
    before = chart.view.window(60.0, 60.0)

    mouse(chart, QEvent.Type.MouseButtonPress, AXIS_PX + 100)
    mouse(chart, QEvent.Type.MouseMove, AXIS_PX + 102)
    assert chart.view.window(60.0, 60.0) == before
    mouse(chart, QEvent.Type.MouseMove, AXIS_PX + 200)
    mouse(chart, QEvent.Type.MouseButtonRelease, AXIS_PX + 200, held=Qt.MouseButton.NoButton)

    span_s = before[1] - before[0]
    assert chart.view.window(60.0, 60.0)[1] == pytest.approx(before[1] - span_s / 3, abs=0.1)


def test_a_double_click_on_a_curve_opens_its_point_and_elsewhere_shows_the_newest(chart: Chart) -> None:
    opened: list[float] = []
    chart.point_opened.connect(opened.append)
    middle_px = (chart.height() - chart.fontMetrics().height() - 2) / 2

    mouse(chart, QEvent.Type.MouseButtonDblClick, AXIS_PX + 250, middle_px)
    assert opened == [-10.0]

    wheel(chart, AXIS_PX + 150, 1)
    mouse(chart, QEvent.Type.MouseButtonDblClick, AXIS_PX + 250, 2.0)
    assert opened == [-10.0]
    assert not chart.view.is_moved


def test_where_nobody_is_known_to_have_led_a_double_click_opens_nothing(chart: Chart) -> None:
    opened: list[float] = []
    chart.point_opened.connect(opened.append)

    mouse(chart, QEvent.Type.MouseButtonDblClick, AXIS_PX + 10, 50.0)

    assert opened == []


def test_the_card_says_time_value_and_who_led_and_stays_inside(chart: Chart) -> None:
    chart.cursor_moved.connect(chart.point_at)
    for x in (20, 150, 290):
        mouse(chart, QEvent.Type.MouseMove, AXIS_PX + x, held=Qt.MouseButton.NoButton)
        assert chart.rect().contains(chart._card.geometry())
    assert chart._card.lines == ("2.0 s ago", "50.0%", "postgres led with 8 %", "Double click opens it")

    chart.point_at(-30.0)
    assert chart._card.lines[1] == "–"
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert not chart._card.isVisible()


def test_a_walk_by_keys_is_read_out(chart: Chart, qtbot: QtBot) -> None:
    chart.cursor_moved.connect(chart.point_at)

    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Left)

    assert chart.accessibleDescription() == "2.0 s ago, 50.0%, postgres led with 8 %"


def test_return_opens_the_point_at_the_cursor(chart: Chart, qtbot: QtBot) -> None:
    opened: list[float] = []
    chart.cursor_moved.connect(chart.point_at)
    chart.point_opened.connect(opened.append)

    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Return)

    assert opened == [-1.0]


def life_entries(chart: Chart, x: float, reason: QContextMenuEvent.Reason) -> list[QAction]:
    """Open the menu of a chart at a place and return what it offers of lives."""
    at = QPoint(round(x), 40)
    QApplication.sendEvent(chart, QContextMenuEvent(reason, at, chart.mapToGlobal(at)))
    menu = chart.findChildren(QMenu)[-1]
    found = [action for action in menu.actions() if action.text() == "Whole life of who led…"]
    menu.close()
    return found


def test_the_menu_offers_the_life_of_who_led_there_if_somebody_did(chart: Chart, qtbot: QtBot) -> None:
    asked: list[float] = []
    chart.life_asked.connect(asked.append)
    by_mouse, by_keys = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard
    assert life_entries(chart, AXIS_PX + 270, by_mouse) == []

    chart.has_lives = True
    assert life_entries(chart, AXIS_PX + 10, by_mouse) == []
    (entry,) = life_entries(chart, AXIS_PX + 270, by_mouse)
    entry.trigger()
    assert asked == [-6.0]

    assert life_entries(chart, AXIS_PX + 270, by_keys) == []
    chart.point_at(-3.0)
    (entry,) = life_entries(chart, AXIS_PX + 10, by_keys)
    entry.trigger()
    assert asked == [-6.0, -3.0]


def test_the_table_twin_has_what_is_shown_the_newest_first_and_copies(chart: Chart, qtbot: QtBot) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_T)
    twin = chart.findChild(ChartTable)
    assert twin is not None

    model = twin.table.model()
    assert model.rowCount() == 61
    assert [model.data(model.index(0, column)) for column in range(3)] == ["now", "50.0%", "postgres led with 8 %"]
    assert model.data(model.index(30, 1)) == "–"
    qtbot.keyClick(twin.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Time\tA\tLed by\nnow\t50.0%\tpostgres led with 8 %\n"
    twin.copy_button.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 62
    twin.close()


def test_the_table_of_a_zoomed_chart_has_only_what_is_shown(chart: Chart) -> None:
    wheel(chart, AXIS_PX + 300, 8)

    assert len(chart.table_rows()) == 11


def test_names_that_look_like_formulas_or_columns_do_no_harm_on_the_clipboard(chart: Chart, qtbot: QtBot) -> None:
    chart.leader_text = lambda at_s: "=1+1\tled"
    chart.twins.show_as_table()
    twin = chart.findChild(ChartTable)
    assert twin is not None
    twin.copy_button.click()

    assert QGuiApplication.clipboard().text().splitlines()[1] == "now\t50.0%\t'=1+1 led"
    twin.close()


# ---- as text, CSV and picture


def menu_of(chart: Chart, reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Keyboard) -> QMenu:
    at = QPoint(AXIS_PX + 100, 40)
    QApplication.sendEvent(chart, QContextMenuEvent(reason, at, chart.mapToGlobal(at)))
    return chart.findChildren(QMenu)[-1]


def test_the_menu_that_the_keyboard_opens_makes_a_table_text_and_files_of_a_chart(chart: Chart) -> None:
    asked: list[FileContent] = []
    chart.saving_asked.connect(asked.append)
    chart.utc_s = lambda at_s: 1_700_000_000.0 + at_s
    menu = menu_of(chart)
    entries = {action.text(): action for action in menu.actions() if action.text()}
    assert list(entries)[:4] == ["Show as table…", "Copy values", "Save as CSV…", "Save as picture…"]

    for words in ("Copy values", "Save as CSV…", "Save as picture…"):
        entries[words].trigger()
    menu.close()

    assert QGuiApplication.clipboard().text().splitlines()[:2] == [
        "Time\tA\tLed by",
        "now\t50.0%\tpostgres led with 8 %",
    ]
    began = datetime.fromtimestamp(1_700_000_000 - 60, UTC).astimezone()
    assert [content.name for content in asked] == [
        f"Load-{began:%Y-%m-%d-%H%M%S}.{ending}" for ending in ("csv", "png")
    ]
    lines = str(asked[0].data).splitlines()
    assert (lines[0], lines[1], lines[-1]) == (
        "at_utc,a", "2023-11-14T22:12:20.000Z,0.5", "2023-11-14T22:13:20.000Z,0.5",
    )  # fmt: skip
    assert lines[31].endswith(",")
    assert isinstance(asked[1].data, bytes)
    picture = QImage.fromData(asked[1].data)
    assert picture.width() > 2 * chart.width()


def test_a_chart_without_samples_offers_nothing_to_be_had(qtbot: QtBot) -> None:
    empty = Chart([Line("a", "A", "#FF0000")], StepScale(1.0), lambda v: f"{v:.0%}")
    qtbot.addWidget(empty)
    show_active(empty, qtbot)
    menu = menu_of(empty)

    assert [action.text() for action in menu.actions()[:4] if action.isEnabled()] == []
    menu.close()
    empty.hide()
