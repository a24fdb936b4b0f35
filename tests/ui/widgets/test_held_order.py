"""Rows keep their places in every list while somebody is among them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from procmon_gui.ui.models.connection_model import ConnectionModel
from procmon_gui.ui.models.detail_columns import FILE_COLUMNS
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.connection_view import ConnectionView
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.held_order import HOLD_KEYS_MS, HOLD_POINTER_MS, HeldOrder
from procmon_gui.ui.widgets.process_view import ProcessView

# What a coarse timer of Qt may add.
SLACK = 1.06

Make = Callable[[], ProcessView | ConnectionView | RowsView]


def processes() -> ProcessView:
    return ProcessView(ProcessModel())


def connections() -> ConnectionView:
    return ConnectionView(ConnectionModel())


def rows_of_a_detail() -> RowsView:
    return RowsView(DetailTable(FILE_COLUMNS, hash), "Files")


def left_ms(view: QTableView) -> int:
    """Return for how long the order is still held."""
    (held,) = view.findChildren(HeldOrder)
    return held._let_go.remainingTime()


def moved() -> QMouseEvent:
    none = Qt.MouseButton.NoButton
    at = QPointF(QPoint(30, 30))
    return QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("make", [processes, connections, rows_of_a_detail])
def test_a_pointer_that_rests_holds_the_order_for_half_a_minute_and_a_key_for_two_seconds(
    make: Make, qtbot: QtBot
) -> None:
    view = make()
    qtbot.addWidget(view)
    assert left_ms(view) == -1

    QTest.keyClick(view, Qt.Key.Key_Down)
    assert 0 < left_ms(view) <= HOLD_KEYS_MS * SLACK
    view.viewportEvent(moved())
    assert HOLD_POINTER_MS / 2 < left_ms(view) <= HOLD_POINTER_MS * SLACK
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert left_ms(view) > HOLD_POINTER_MS / 2
    view.viewportEvent(QEvent(QEvent.Type.Leave))
    assert left_ms(view) <= HOLD_KEYS_MS * SLACK
