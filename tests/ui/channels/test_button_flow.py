"""Buttons in a row, and in several where there is less room: none is cut, none is out of sight."""

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.channels.button_flow import ButtonFlow


@pytest.mark.parametrize(("width", "row_count"), [(2000, 1), (220, 3), (1, 5)])
def test_every_button_is_whole_and_in_sight_however_narrow_it_is(qtbot: QtBot, width: int, row_count: int) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    buttons = [QPushButton(words, room) for words in ("one", "two", "three", "four", "five")]
    for button in buttons:
        button.setMinimumWidth(100)
    flow = ButtonFlow(buttons, room)
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(flow)
    column.addStretch(1)
    room.resize(width, 400)
    room.show()

    assert len({button.y() for button in buttons}) == row_count
    for button in buttons:
        assert flow.rect().contains(button.geometry())
        assert button.width() >= 100
    assert [(button.y(), button.x()) for button in buttons] == sorted((button.y(), button.x()) for button in buttons)


def test_a_button_with_longer_words_moves_the_ones_behind_it(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    buttons = [QPushButton("a", room), QPushButton("b", room)]
    flow = ButtonFlow(buttons, room)
    column = QVBoxLayout(room)
    column.addWidget(flow)
    room.resize(900, 200)
    room.show()
    before = buttons[1].x()
    buttons[0].setText("a far longer word than that of before")
    qtbot.waitUntil(lambda: buttons[1].x() > before)
    assert not buttons[0].geometry().intersects(buttons[1].geometry())
