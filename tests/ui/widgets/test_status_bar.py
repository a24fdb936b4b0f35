"""The status bar: what it shows is also what is read out."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QLabel, QWidget
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


def test_where_there_is_no_room_whole_facts_go_and_come_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    left, right = {"cpu": "CPU", "processes": "Processes"}, {"own": "Cost of this program"}
    bar = StatusBar(left, right, window, first_to_go=("processes", "own"))
    bar.resize(2000, bar.height())
    window.show()
    labels = {label.objectName(): label for label in bar.findChildren(QLabel)}
    for key, said in (
        ("cpu", "CPU 12.4 %"),
        ("processes", "412 processes"),
        ("own", "This program: CPU 1.1 %, 92 MiB"),
    ):
        bar.say(key, said)

    def gone() -> list[str]:
        return [key for key in ("cpu", "processes", "own") if not labels[f"status_{key}"].isVisible()]

    assert gone() == []
    # As wide as the words, without the air between them.
    tight_px = sum(label.sizeHint().width() for name, label in labels.items() if name)
    for width, missing in ((tight_px, ["processes"]), (90, ["processes", "own"]), (2000, [])):
        bar.resize(width, bar.height())
        assert gone() == missing


def test_a_line_stands_between_two_facts_and_nowhere_else(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = StatusBar({"moment": "Moment", "cpu": "CPU", "file": "File"}, {"own": "Cost of this program"}, window)
    bar.resize(2000, bar.height())
    window.show()
    lines = bar.findChildren(QFrame, "separator")

    def places() -> list[int]:
        return [place for place, line in enumerate(lines) if line.isVisible()]

    assert places() == [0, 1]
    bar.show_fact("file", is_shown=False)
    assert places() == [0]
    bar.show_fact("moment", is_shown=False)
    assert places() == []
    bar.show_fact("file", is_shown=True)
    assert places() == [1]
