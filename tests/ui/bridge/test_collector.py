"""Garbage is collected on the window thread only."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.bridge.collector import SETTLED_TICKS, Collector


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    collector = Collector()
    yield collector
    collector.close()
    gc.disable()  # as every test finds it


class Knot:
    """A cycle that says on which thread it was untied."""

    def __init__(self, untied: list[int]) -> None:
        self.widget = QWidget()
        self.me = self
        self._untied = untied

    def __del__(self) -> None:
        self._untied.append(threading.get_ident())


class Busy(QThread):
    """Allocates far more than the collector's thresholds."""

    def run(self) -> None:
        for _ in range(100):
            kept = [[number] for number in range(5_000)]
            kept.clear()


def test_a_busy_thread_destroys_nothing_of_the_window(collector: Collector, qtbot: QtBot) -> None:
    untied: list[int] = []
    Knot(untied)

    thread = Busy()
    thread.start()
    assert thread.wait(20_000)
    assert untied == []
    kept = [[number] for number in range(2_000)]
    collector._on_tick()
    kept.clear()

    assert untied == [threading.get_ident()]


def test_what_lives_to_the_end_is_not_walked_through_again(collector: Collector, qtbot: QtBot) -> None:
    before = gc.get_freeze_count()
    made_since = [[number] for number in range(2_000)]

    for _ in range(SETTLED_TICKS):
        collector._on_tick()

    assert gc.get_freeze_count() > before + len(made_since) / 2


def test_what_was_loaded_before_is_not_even_walked_through_once(qtbot: QtBot) -> None:
    untied: list[int] = []
    Knot(untied)
    collector = Collector()

    for _ in range(SETTLED_TICKS):
        collector._on_tick()
    was_untied_before = bool(untied)
    collector.close()
    gc.collect()
    gc.disable()  # as every test finds it

    assert not was_untied_before
    assert untied


def test_it_is_given_back_at_the_end(qtbot: QtBot) -> None:
    gc.enable()
    collector = Collector()
    assert not gc.isenabled()

    collector.close()

    assert gc.isenabled()


def test_it_does_not_run_while_the_window_is_taken_apart(qtbot: QtBot) -> None:
    collector = Collector()
    kept = [[number] for number in range(2_000)]

    collector.close()
    count = gc.get_count()[0]
    gc.disable()  # as every test finds it

    assert count < gc.get_threshold()[0] / 2
    assert kept
