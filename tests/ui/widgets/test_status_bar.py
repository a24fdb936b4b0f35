"""The status bar: what it shows is also what is read out."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from procmon_gui.ui.widgets.status_bar import StatusBar


def read_out(bar: StatusBar) -> list[str]:
    labels = [label for label in bar.findChildren(QLabel) if label.text()]
    interfaces = [QAccessible.queryAccessibleInterface(label) for label in labels]
    return [interface.text(QAccessible.Text.Name) for interface in interfaces if interface is not None]


def test_a_fact_is_read_out_as_it_is_shown_and_by_its_name_before(qtbot: QtBot) -> None:
    bar = StatusBar({"cpu": "CPU"}, {"own": "Cost of this program"})
    qtbot.addWidget(bar)
    assert read_out(bar) == ["CPU", "Cost of this program"]

    bar.say("cpu", "CPU 12.4 %")

    assert read_out(bar) == ["CPU 12.4 %", "Cost of this program"]
