"""Faults, freezes and signals: what keeps the window alive, and what ends it in time."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from procmon_gui.engine.crash_watch import NOBODY_CAUGHT
from procmon_gui.ui.bridge.faults import SAFE_MODE_FAULTS, Faults
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.system_signals import SystemSignals
from procmon_gui.ui.bridge.watchdog import Watchdog

WATCHDOG = "procmon_gui.ui.bridge.watchdog."


class Faulty(QObject):
    """Fails in a slot."""

    @Slot()
    def fail(self) -> None:
        raise KeyError("no such thing")


@pytest.fixture
def faults(qtbot: QtBot) -> Iterator[Faults]:
    before, before_threads = sys.excepthook, threading.excepthook
    faults = Faults()
    faults.install()
    yield faults
    faults.remove()
    sys.excepthook, threading.excepthook = before, before_threads


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_is_logged_and_told_and_the_loop_goes_on(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    faulty = Faulty()
    told: list[str] = []
    faults.fault_caught.connect(told.append)
    QTimer.singleShot(0, faulty.fail)

    qtbot.waitUntil(lambda: bool(told))

    assert told == ["KeyError: 'no such thing'"]
    assert {record.name for record in caplog.records} == {NOBODY_CAUGHT}
    assert "nobody caught" in caplog.text
    assert "fail" in caplog.text


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_thread_reaches_the_window(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    faults.fault_caught.connect(told.append)
    thread = threading.Thread(target=Faulty().fail)
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: told == ["KeyError: 'no such thing'"])
    assert caplog.records


@pytest.mark.qt_no_exception_capture
def test_many_faults_within_a_minute_call_for_safe_mode_and_few_do_not(
    faults: Faults, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now_s = [1000.0]
    monkeypatch.setattr("procmon_gui.ui.bridge.faults.time.monotonic", lambda: now_s[0])
    asked: list[bool] = []
    faults.safe_mode_needed.connect(lambda: asked.append(True))
    error = ValueError("again")

    for _ in range(SAFE_MODE_FAULTS * 2):
        now_s[0] += 4.0
        faults.on_exception(ValueError, error, None)
    assert asked == []

    for _ in range(SAFE_MODE_FAULTS + 1):
        now_s[0] += 0.1
        faults.on_exception(ValueError, error, None)
    assert asked == [True]
    assert caplog.records


def test_a_frozen_window_is_noticed_and_counted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now_s = [1000.0]
    monkeypatch.setattr(WATCHDOG + "time", SimpleNamespace(monotonic=lambda: now_s[0]))
    watchdog = Watchdog(freeze_s=2.0)
    told: list[float] = []
    watchdog.freeze_ended.connect(told.append)
    watchdog.start()

    for silent_s in (1.0, 2.9, 3.5, 1.0):
        now_s[0] += silent_s
        watchdog.feed()
    watchdog.stop()

    assert told == [3.5]
    assert watchdog.freezes == 1
    assert "did not answer for 3.5 s" in caplog.text


def test_a_window_that_answers_is_never_called_frozen(qtbot: QtBot) -> None:
    watchdog = Watchdog(freeze_s=5.0)
    watchdog.start()
    for _ in range(20):
        watchdog.feed()
    watchdog.stop()

    assert watchdog.freezes == 0


def ignore(*_: object, **__: object) -> None:
    return None


class FakeWatch:
    """Keeps what it was told of a hang."""

    notebook = 2

    def __init__(self) -> None:
        self.told: list[str] = []

    def was_told(self, count: int) -> bool:
        return len(self.told) == count

    def keep_hang(self, silent_s: float) -> None:
        self.told.append(f"hung {silent_s}")

    def forget_hang(self) -> None:
        self.told.append("forgotten")


def test_a_hang_that_is_told_is_kept_and_a_shorter_one_and_an_end_leave_no_stacks(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Stacks are written after two seconds, and the window is called frozen after three."""
    watch, now_s = FakeWatch(), [1000.0]
    alarms_s: list[float] = []
    monkeypatch.setattr(WATCHDOG + "crash_watch", lambda: watch)
    # The tests themselves are ended by that signal when they hang.
    monkeypatch.setattr(WATCHDOG + "faulthandler", SimpleNamespace(register=ignore, unregister=ignore))
    monkeypatch.setattr(WATCHDOG + "signal.setitimer", lambda _, after_s: alarms_s.append(after_s))
    monkeypatch.setattr(WATCHDOG + "time", SimpleNamespace(monotonic=lambda: now_s[0]))
    watchdog = Watchdog(freeze_s=2.0)
    watchdog.start()

    for silent_s, told in ((1.5, 0), (2.5, 1), (4.0, 2)):
        now_s[0] += silent_s
        watchdog.feed()
        qtbot.waitUntil(partial(watch.was_told, told))
    watchdog.stop()
    close_readers()

    assert watch.told == ["forgotten", "hung 4.0", "forgotten"]
    assert alarms_s == [2.0, 2.0, 2.0, 2.0, 0.0]
    assert "did not answer for 4.0 s" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_wakes_an_idle_loop(qtbot: QtBot, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    signals = SystemSignals()
    try:
        with qtbot.waitSignal(signals.quit_asked):
            QTimer.singleShot(20, lambda: os.kill(os.getpid(), number))
    finally:
        signals.close()

    assert signal.getsignal(number) is before


def test_a_program_that_was_started_with_nohup_outlives_its_terminal(qtbot: QtBot) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signals = SystemSignals()
    try:
        with qtbot.assertNotEmitted(signals.quit_asked, wait=100):
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signals.close()
        signal.signal(signal.SIGHUP, before)
