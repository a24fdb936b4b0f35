"""The bars under the header: limits of the machine, sampling in trouble, faults of our own code."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from procmon_gui.domain.reading import Note
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.overview import OverviewPage
from tests.ui.fakes import beat, feed


def test_notes_of_the_machine_become_bars_that_can_be_closed_and_go_with_their_reason(
    window: MainWindow, qtbot: QtBot
) -> None:
    note = Note("limited-view", "Limited view: <b>others</b> are hidden.")
    window.show_snapshot(beat(1, notes=[note]))
    assert window.banners.codes == ("note:limited-view",)
    labels = [label for label in window.banners.findChildren(QLabel) if label.text() == note.text]
    assert labels[0].textFormat() == Qt.TextFormat.PlainText

    window.banners._on_dismissed("note:limited-view")
    window.show_snapshot(beat(2, notes=[note]))
    assert window.banners.codes == ()

    window.show_snapshot(beat(3))
    window.show_snapshot(beat(4, notes=[note]))
    assert window.banners.codes == ("note:limited-view",)


def test_a_failed_sampler_is_said_and_unsaid(window: MainWindow) -> None:
    window._sampler.failed.emit("no eye")
    assert "no eye" in window.banners.text("sampler")

    window._sampler.recovered.emit()
    assert window.banners.codes == ()


def test_safe_mode_stops_drawing_pages_until_told_otherwise(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(OverviewPage, "draw", lambda self: drawn.append(1))
    window.show_fault("KeyError: 1")
    window.enter_safe_mode()
    assert window.banners.codes == ("safe",)

    feed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.status.text("cpu") == "CPU 12.4 %")
    assert drawn == []

    window.banners.action_asked.emit("safe")
    qtbot.waitUntil(lambda: drawn == [1])
    assert window.banners.codes == ()
