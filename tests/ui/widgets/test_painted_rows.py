"""Short painted lists: rows are chosen by pointer and by keys, and the keyboard never stands on a row that is gone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui.widgets.painted_rows import PaintedRows
from tests.ui.screen import show_active

ROW_PX = 20


class Words(PaintedRows):
    """Rows of one word each."""

    above_px = 2

    def __init__(self, *words: str) -> None:
        super().__init__("Words", 3)
        self.words = words
        self.chosen: list[str] = []
        self.painted: list[tuple[str, QRect]] = []

    def _row_count(self) -> int:
        return len(self.words)

    def _row_px(self) -> int:
        return ROW_PX

    def _cut(self) -> None:
        self.words = self.words[: self._count]

    def _tip(self, place: int) -> str:
        return f"This is {self.words[place]}"

    def _choose(self, place: int) -> None:
        self.chosen.append(self.words[place])

    def _paint_row(self, painter: QPainter, box: QRect, place: int) -> None:
        self.painted.append((self.words[place], box))

    def _paint_empty(self, painter: QPainter) -> None:
        self.painted.append(("", QRect()))


@pytest.fixture
def rows(qtbot: QtBot) -> Iterator[Words]:
    rows = Words("one", "two", "three")
    qtbot.addWidget(rows)
    rows.resize(100, rows.sizeHint().height())
    show_active(rows, qtbot)
    rows.setFocus()
    yield rows
    rows.hide()


def press(rows: Words, *keys: Qt.Key) -> list[str]:
    rows.chosen.clear()
    for key in keys:
        QTest.keyClick(rows, key)
    return rows.chosen


def test_each_row_is_painted_in_its_place_and_where_there_is_none_that_is_said(rows: Words) -> None:
    rows.painted.clear()
    rows.grab()
    assert rows.painted == [
        (word, QRect(0, place * ROW_PX + 2, 100, ROW_PX - 2)) for place, word in enumerate(rows.words)
    ]
    rows.words = ()
    rows.painted.clear()
    rows.grab()

    assert rows.painted == [("", QRect())]
    assert rows.sizeHint().height() == 3 * ROW_PX


def test_keys_move_through_the_rows_and_choose_the_one_they_are_on(rows: Words) -> None:
    down, up, enter = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return

    assert press(rows, enter) == ["one"]
    assert press(rows, up, enter) == ["one"]
    assert press(rows, down, Qt.Key.Key_Space) == ["two"]
    assert press(rows, down, down, down, Qt.Key.Key_Enter) == ["three"]
    rows.words = ()
    assert press(rows, down, enter) == []


def test_the_keyboard_stays_on_a_row_that_is_there_when_there_are_fewer(rows: Words) -> None:
    press(rows, Qt.Key.Key_Down, Qt.Key.Key_Down)

    rows.set_count(2)

    assert press(rows, Qt.Key.Key_Return) == ["two"]


def test_a_click_chooses_the_row_under_it_and_none_below_the_last(rows: Words) -> None:
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    rows.words = ("one", "two")
    for button, y_px in ((left, ROW_PX), (left, ROW_PX - 1), (right, 5), (left, 2 * ROW_PX)):
        QTest.mouseClick(rows, button, pos=QPoint(10, y_px))

    assert rows.chosen == ["two", "one"]


def test_the_hand_is_shown_over_rows_alone(rows: Words) -> None:
    rows.words = ("one",)
    move_to(rows, 5)
    assert rows.cursor().shape() == Qt.CursorShape.PointingHandCursor
    move_to(rows, ROW_PX + 5)

    assert rows.cursor().shape() == Qt.CursorShape.ArrowCursor


def move_to(rows: Words, y_px: int) -> None:
    """Move as the window system says it; the pointer of a busy screen may be moved by others."""
    at, none = QPointF(10, y_px), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, rows.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(rows, event)
