"""Beats become frames: what is drawn and asked for, and that nothing is drawn that nobody sees."""

import gc
import weakref

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.metrics import Look
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui.bridge.recorder import Recorder
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker
from procmon_gui.ui.pages.overview import OverviewPage
from tests.ui.fakes import FakePulse, beat, feed
from tests.ui.screen import show_active


def test_freezing_lets_list_and_charts_stand_while_sampling_and_status_go_on(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    qtbot.keyClick(window, Qt.Key.Key_Pause)
    assert window.is_frozen
    assert window.header.freeze_button.isChecked()
    assert window.header.freeze_button.text().strip().startswith("Frozen ")

    feed(window, qtbot, 2, busy=0.99)
    qtbot.waitUntil(lambda: window.status.text("cpu") == "CPU 99.0 %")
    assert window.page.snapshot is not None
    assert window.page.snapshot.sequence == 1

    qtbot.keyClick(window, Qt.Key.Key_Pause)
    assert window.page.snapshot.sequence == 2
    assert not window.header.freeze_button.isChecked()
    assert window.header.freeze_button.text().strip() == "Freeze"


def test_charts_have_no_hole_for_the_time_they_were_frozen(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, OverviewPage)
    window.set_frozen(True)
    for sequence in range(1, 6):
        window.show_snapshot(beat(sequence))

    assert len(page._history.table) == 5


def test_the_interval_menu_changes_what_is_asked_of_the_sampler(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.header.interval_button.menu()
    assert [action.text() for action in menu.actions()] == [
        "Every 0.5 s", "Every 1 s", "Every 2 s", "Every 5 s", "Every 10 s",
    ]  # fmt: skip

    menu.actions()[3].trigger()

    assert window._sampler.attention.interval_s == 5.0
    assert window.header.interval_button.text() == "Every 5 s"
    assert [action.isChecked() for action in menu.actions()] == [False, False, False, True, False]


def test_the_status_bar_says_what_the_machine_and_this_program_do(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.status.text("cpu") == "CPU 12.4 %")

    assert window.status.text("memory") == "Memory 8.0 of 16.0 GiB"
    assert window.status.text("processes") == "3 processes"
    # Our own process is not among the three made-up ones: unknown is a dash, not zero.
    assert window.status.text("own") == "This program: CPU –, –"


def test_costly_fields_are_asked_for_only_while_somebody_looks(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window._sampler.attention.looks == frozenset({Look.SOCKETS}))

    window.hide()
    assert window._sampler.attention.looks == frozenset()

    window.show()
    qtbot.waitUntil(lambda: window._sampler.attention.looks == frozenset({Look.SOCKETS}))
    window.set_frozen(True)
    window.drawing.tell_attention()
    assert window._sampler.attention.looks == frozenset()


def test_a_hidden_window_draws_nothing(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(OverviewPage, "draw", lambda self: drawn.append(1))
    window.hide()

    for sequence in range(1, 5):
        window.show_snapshot(beat(sequence))
    qtbot.wait(250)
    assert drawn == []

    window.show()
    qtbot.waitUntil(lambda: drawn == [1])


def test_many_beats_at_once_are_one_frame(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(window, qtbot, 1)
    qtbot.wait(50)
    drawn: list[int] = []
    monkeypatch.setattr(OverviewPage, "draw", lambda self: drawn.append(1))

    for sequence in range(2, 40):
        window.show_snapshot(beat(sequence))
    qtbot.waitUntil(lambda: bool(drawn))
    qtbot.wait(150)

    assert drawn == [1]


def test_a_window_that_is_closed_leaves_nothing_in_memory(
    qtbot: QtBot, settings: QSettings, qapp: QApplication
) -> None:
    sampler = Sampler(FakePulse)
    window = MainWindow(sampler, [OverviewMaker(), ProcessesMaker(settings=settings)], settings)
    window.show()
    window.show_snapshot(beat(1))
    window.close()
    watched: list[weakref.ref[QWidget]] = [weakref.ref(window), weakref.ref(window.header), weakref.ref(window.page)]
    window.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete
    del window, sampler
    gc.collect()

    assert [reference() for reference in watched] == [None, None, None]


def test_a_page_of_the_past_is_drawn_again_when_more_of_it_is_known(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    sampler, recorder = Sampler(FakePulse), Recorder(object())  # type: ignore[arg-type]
    window = MainWindow(sampler, [OverviewMaker()], settings, history=RecentMemory(1), recorder=recorder)
    sampler.setParent(window)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    feed(window, qtbot, 1)
    window.set_frozen(True)
    qtbot.waitUntil(lambda: not window.page.is_dirty)

    recorder.learned.emit()
    assert window.page.is_dirty
    qtbot.waitUntil(lambda: not window.page.is_dirty)
    window.hide()
