"""The outline around what has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.chart import Chart
from procmon_gui.ui.widgets.chart_canvas import Line
from procmon_gui.ui.widgets.focus_outline import OUTSIDE_PX
from procmon_gui.ui.widgets.scale import StepScale
from tests.ui.screen import show_active

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_chart_with_the_keyboard_has_its_whole_outline_outside_of_what_it_draws(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, "dark")
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    chart = Chart([Line("cpu", "CPU", "#1992EF")], StepScale(100.0), str, window)
    button = QPushButton("elsewhere", window)
    column.addWidget(chart)
    column.addWidget(button)
    window.resize(300, 200)
    qtbot.addWidget(window)
    show_active(window, qtbot)

    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    box = chart.geometry().adjusted(-OUTSIDE_PX, -OUTSIDE_PX, OUTSIDE_PX - 1, OUTSIDE_PX - 1)
    corners = (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight())

    def outlined() -> list[bool]:
        drawn = window.grab().toImage()
        ratio = drawn.devicePixelRatio()
        accent = theme.colour("accent").rgb()
        return [drawn.pixel(round(at.x() * ratio), round(at.y() * ratio)) == accent for at in corners]

    assert outlined() == [True] * 4
    window.resize(400, 260)
    QApplication.processEvents()
    box = chart.geometry().adjusted(-OUTSIDE_PX, -OUTSIDE_PX, OUTSIDE_PX - 1, OUTSIDE_PX - 1)
    corners = (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight())
    assert outlined() == [True] * 4

    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert outlined() == [False] * 4
    window.hide()
