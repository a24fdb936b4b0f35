"""The legend of a chart breaks into as many lines as its width takes, and gets the height for them."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.panel import Legend, LegendItem
from tests.ui.screen import show_active


@pytest.mark.parametrize("widths", [(600, 200), (200, 600, 200), (150, 250, 350)])
def test_every_line_has_room_after_the_width_has_changed(
    qtbot: QtBot, qapp: QApplication, widths: tuple[int, ...]
) -> None:
    theme.apply(qapp, "dark")
    # As on a panel: in a part of it, with more below.
    panel = QWidget()
    part = QWidget(panel)
    legend = Legend(part)
    inner = QVBoxLayout(part)
    inner.addWidget(legend)
    inner.addWidget(QLabel("below", part))
    outer = QVBoxLayout(panel)
    outer.addWidget(part)
    outer.addStretch(1)
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    show_active(panel, qtbot)

    for number, width in enumerate(widths):
        panel.resize(width, 300)
        names = ("CPU", "Memory", "Disk")
        legend.say([LegendItem("#ff0000", f"{name} waits {number}.0 %") for name in names])
        qtbot.waitUntil(lambda: legend.height() == legend.heightForWidth(legend.width()))
