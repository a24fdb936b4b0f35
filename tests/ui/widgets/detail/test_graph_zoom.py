"""The graphs of a process zoom and pan together, show the whole time again, and tell minutes from beats."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Series
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.detail.basis import Basis
from procmon_gui.ui.widgets.detail.graphs_tab import GraphsTab
from procmon_gui.ui.widgets.detail.life_chart import LifeChart
from procmon_gui.ui.widgets.detail.lives import FOREVER_MS, Known, Lives
from procmon_gui.ui.widgets.detail.recall import Recall
from procmon_gui.ui.widgets.detail.subject import subject_of
from tests.ui.population import Person, snapshot_of
from tests.ui.screen import show_active

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

BEATS = 600
SERIAL = 100


def snapshot(sequence: int) -> Snapshot:
    return snapshot_of([Person(pid=1, serial=SERIAL), Person(pid=2, serial=200)], sequence=sequence)


class Tab(GraphsTab):
    """Graphs whose memory is at hand."""

    def __init__(self) -> None:
        self.lives = Lives()
        recall = Recall(self.lives, None)
        super().__init__(self.lives, recall, Basis())
        recall.setParent(self)


def beat(tab: Tab, sequence: int, serial: int = SERIAL) -> None:
    now = snapshot(sequence)
    tab.lives.remember(now)
    subject = subject_of(now, serial)
    assert subject is not None
    tab.show_subject(subject)


@pytest.fixture
def tab(qtbot: QtBot, qapp: QApplication) -> Iterator[Tab]:
    theme.apply(qapp, "light")
    tab = Tab()
    tab.resize(336, 600)
    qtbot.addWidget(tab)
    show_active(tab, qtbot)
    tab.lives.of(SERIAL)
    for sequence in range(1, BEATS):
        tab.lives.remember(snapshot(sequence))
    beat(tab, BEATS)
    tab.cpu.setFocus()
    yield tab
    tab.hide()


def shown_s(chart: LifeChart) -> tuple[float, float]:
    return chart.time_at(0.0), chart.time_at(float(chart.width()))


def roll(chart: LifeChart, x: int, turns: int) -> None:
    at = QPointF(x, chart.height() / 2)
    event = QWheelEvent(
        at, chart.mapToGlobal(at), QPoint(), QPoint(0, 120 * turns), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart, event)


def drag(chart: LifeChart, from_x: int, to_x: int) -> None:
    y = chart.height() // 2
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(from_x, y))
    for x in range(from_x, to_x, 5 if to_x > from_x else -5):
        QTest.mouseMove(chart, QPoint(x, y))
    QTest.mouseMove(chart, QPoint(to_x, y))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(to_x, y))


def test_the_wheel_zooms_all_graphs_about_the_pointer(tab: Tab) -> None:
    start_s, end_s = shown_s(tab.cpu)
    middle = tab.disk.width() // 2
    before_s = tab.disk.time_at(float(middle))

    roll(tab.disk, middle, 3)

    assert {shown_s(chart) for chart in tab.charts} == {shown_s(tab.cpu)}
    from_s, to_s = shown_s(tab.cpu)
    assert to_s - from_s == pytest.approx((end_s - start_s) * 0.8**3)
    assert tab.disk.time_at(float(middle)) == pytest.approx(before_s)
    roll(tab.disk, middle, -30)
    assert shown_s(tab.cpu) == pytest.approx((start_s, end_s))


@pytest.mark.parametrize("way", ["escape", "double click", "another process"])
def test_the_whole_time_is_shown_again(tab: Tab, way: str) -> None:
    start_s, end_s = shown_s(tab.cpu)
    for _ in range(4):
        QTest.keyClick(tab.cpu, Qt.Key.Key_Plus)
    assert tab.cpu.is_zoomed
    assert shown_s(tab.cpu)[1] == end_s

    if way == "escape":
        QTest.keyClick(tab.cpu, Qt.Key.Key_Escape)
    elif way == "double click":
        QTest.mouseDClick(tab.memory, Qt.MouseButton.LeftButton)
    else:
        beat(tab, BEATS, 200)
        assert not tab.cpu.is_zoomed
        beat(tab, BEATS)

    assert not tab.cpu.is_zoomed
    assert shown_s(tab.cpu) == (start_s, end_s)


def test_a_drag_goes_back_in_time_and_stays_there_while_beats_come(tab: Tab) -> None:
    _, end_s = shown_s(tab.cpu)
    roll(tab.cpu, tab.cpu.width(), 8)
    span_s = shown_s(tab.cpu)[1] - shown_s(tab.cpu)[0]

    drag(tab.memory, 40, 240)
    after = shown_s(tab.cpu)
    assert after[1] == pytest.approx(end_s - span_s * 200 / tab.memory.width(), abs=span_s * 0.02)
    for sequence in range(BEATS + 1, BEATS + 4):
        beat(tab, sequence)

    assert shown_s(tab.cpu) == after
    drag(tab.memory, 300, 10)
    assert shown_s(tab.cpu)[1] == end_s + 3


def test_keys_walk_and_the_table_shows_only_what_is_in_sight(tab: Tab) -> None:
    roll(tab.cpu, tab.cpu.width() // 2, 10)
    from_s, to_s = shown_s(tab.cpu)

    pointed: list[float] = []
    tab.cpu.cursor_moved.connect(pointed.append)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left):
        QTest.keyClick(tab.cpu, key)

    assert to_s - 1 <= pointed[0] == pointed[1] <= to_s
    assert from_s <= pointed[2] == pointed[3] <= from_s + 1
    assert len(tab.cpu.table_rows()) == pytest.approx(to_s - from_s, abs=1)


def test_averages_of_minutes_are_told_as_such_where_beats_are_gone(tab: Tab) -> None:
    first_ms = snapshot(1).at_ms
    begin_ms = first_ms - 600_000
    at_ms = np.arange(begin_ms, first_ms - 60_000, 60_000)
    minutes = {"cpu_ratio": Series(at_ms=at_ms, values=np.full(len(at_ms), 0.5))}
    none = Series(at_ms=np.zeros(0, np.int64), values=np.zeros(0))
    known = Known(from_ms=begin_ms, to_ms=FOREVER_MS, is_whole=True)

    tab.lives.of(SERIAL).fill_in({"cpu_ratio": none, "rss_bytes": none}, known, minutes)
    beat(tab, BEATS + 1)

    assert shown_s(tab.cpu)[0] == begin_ms / 1000
    rows = tab.cpu.table_rows()
    assert [row[0].endswith("average of the minute") for row in rows] == [*[False] * (len(rows) - 9), *[True] * 9]
    assert "averages of minutes until" in tab.since_words
    QTest.keyClick(tab.cpu, Qt.Key.Key_Home)
    assert tab.moment_words.startswith("minute of ")
    QTest.keyClick(tab.cpu, Qt.Key.Key_End)
    assert tab.moment_words.startswith("at ")
