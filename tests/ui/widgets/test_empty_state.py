"""What stands where there is nothing to list."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from procmon_gui.ui.widgets.empty_state import EmptyState


def test_the_whole_sentence_is_there_also_right_after_the_place_became_narrow(qtbot: QtBot) -> None:
    state = EmptyState("history", "Not recorded: this needs the live moment.")
    qtbot.addWidget(state)
    state.resize(500, 300)
    state.show()
    sentence = next(label for label in state.findChildren(QLabel) if label.text())
    in_one_line = sentence.height()

    state.resize(150, 300)

    needed = QLabel(sentence.text())
    qtbot.addWidget(needed)
    needed.setWordWrap(True)
    needed.setFont(sentence.font())
    assert sentence.height() == needed.heightForWidth(sentence.width()) > in_one_line
