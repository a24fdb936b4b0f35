"""The sampler's thread: what it hands over, what it survives, and that it can always be stopped."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.bridge import sampler as sampler_module
from procmon_gui.ui.bridge.sampler import Sampler
from tests.ui.fakes import FakePulse, beat

# For what never comes.
PATIENCE_S = 60.0


class Clock:
    """The clock of the watch, which stands still until a test sets it."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def monotonic_ns(self) -> int:
        return round(self.now_s * 1e9)


class Receiver(QObject):
    """Notes on which thread a snapshot came."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[Snapshot] = []
        self.threads: set[int] = set()

    @Slot(object)
    def take(self, snapshot: Snapshot) -> None:
        self.got.append(snapshot)
        self.threads.add(threading.get_ident())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(sampler_module, "time", made)
    return made


@pytest.fixture
def left_behind() -> Iterator[list[FakePulse]]:
    """End the hanging threads of a test, so that it leaves nothing running."""
    pulses: list[FakePulse] = []
    yield pulses
    for pulse in pulses:
        pulse.let_go()
        pulse.close()
    for thread, _ in sampler_module._abandoned:
        assert thread.wait(round(1000 * PATIENCE_S))
    sampler_module._abandoned.clear()


def test_snapshots_are_taken_on_another_thread_and_arrive_on_the_window_s(qtbot: QtBot) -> None:
    pulse, receiver = FakePulse(), Receiver()
    sampler = Sampler(lambda: pulse)
    sampler.snapshot_taken.connect(receiver.take)
    sampler.start()

    pulse.give(beat(1), beat(2), beat(3))
    qtbot.waitUntil(lambda: len(receiver.got) == 3)

    assert [snapshot.sequence for snapshot in receiver.got] == [1, 2, 3]
    assert receiver.threads == {threading.get_ident()}
    assert pulse.beat_thread != threading.get_ident()
    assert sampler.stop(PATIENCE_S)
    assert pulse.is_closed


def test_what_is_looked_at_reaches_the_pulse_also_when_said_before_it_was_open(qtbot: QtBot) -> None:
    pulse = FakePulse()
    sampler = Sampler(lambda: pulse)
    sampler.look_at(Attention(interval_s=5.0))
    sampler.start()
    qtbot.waitUntil(lambda: pulse.attention.interval_s == 5.0)

    sampler.look_at(Attention(interval_s=0.5, slots=frozenset({3})))
    sampler.refresh()

    assert pulse.attention == Attention(interval_s=0.5, slots=frozenset({3}))
    assert pulse.refreshes == 1
    assert sampler.stop(PATIENCE_S)


def test_a_pulse_that_fails_is_closed_said_and_opened_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sampler_module, "BACK_OFF_S", (0.01,))
    broken, whole = FakePulse(fails="the disk is on fire"), FakePulse()
    pulses = [broken, broken, whole]
    sampler = Sampler(lambda: pulses.pop(0))
    said: list[str] = []
    recovered: list[bool] = []
    sampler.failed.connect(said.append)
    sampler.recovered.connect(lambda: recovered.append(True))
    sampler.start()
    whole.give(beat(1))

    qtbot.waitUntil(lambda: bool(recovered))

    assert said == ["RuntimeError: the disk is on fire"] * 2
    assert broken.is_closed
    # Once an outage, not once a try.
    assert caplog.text.count("sampling failed") == 1
    assert sampler.stop(PATIENCE_S)


def test_a_pulse_that_can_not_be_opened_does_not_end_the_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sampler_module, "BACK_OFF_S", (0.01,))
    pulse, tries = FakePulse(), [1, 2, 3]

    def open_pulse() -> FakePulse:
        if tries:
            tries.pop()
            raise FileNotFoundError("no eye here")
        return pulse

    sampler, receiver = Sampler(open_pulse), Receiver()
    sampler.snapshot_taken.connect(receiver.take)
    sampler.start()
    pulse.give(beat(1))

    qtbot.waitUntil(lambda: len(receiver.got) == 1)
    assert sampler.stop(PATIENCE_S)
    assert "no eye here" in caplog.text


def test_stopping_takes_less_than_two_seconds_even_when_the_pulse_hangs(
    qtbot: QtBot, left_behind: list[FakePulse], caplog: pytest.LogCaptureFixture
) -> None:
    pulse = FakePulse(hangs=True)
    left_behind.append(pulse)
    sampler = Sampler(lambda: pulse)
    sampler.start()
    qtbot.waitUntil(lambda: pulse.beat_thread is not None)

    began_s = time.monotonic()
    has_stopped = sampler.stop()

    # On an idle machine 1.2 s; a busy one may take its time to come back to this thread.
    assert time.monotonic() - began_s < PATIENCE_S / 6
    assert sampler_module.STOP_S < 2.0
    assert not has_stopped
    assert "left behind" in caplog.text


def test_a_hanging_pulse_is_abandoned_and_a_new_one_takes_over(
    qtbot: QtBot, left_behind: list[FakePulse], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    hanging, whole = FakePulse(hangs=True), FakePulse()
    left_behind.append(hanging)
    pulses = [hanging, whole]
    sampler, receiver = Sampler(lambda: pulses.pop(0)), Receiver()
    sampler.snapshot_taken.connect(receiver.take)
    stalls: list[bool] = []
    sampler.stalled.connect(stalls.append)
    sampler.start()
    qtbot.waitUntil(lambda: hanging.beat_thread is not None)
    clock.now_s += sampler_module.LEAST_STALL_S
    sampler._on_watch()
    assert stalls == []
    clock.now_s += 0.5
    sampler._on_watch()
    assert stalls == [True]
    assert sampler.is_stalled

    whole.give(beat(7))
    qtbot.waitUntil(lambda: len(receiver.got) == 1)

    assert not sampler.is_stalled
    assert sampler.abandoned_count == 1
    # Something is left behind, so the process has to exit hard.
    assert not sampler.stop(PATIENCE_S)
    assert "hangs" in caplog.text


def test_a_slow_pulse_that_answers_nothing_is_not_taken_for_a_hanging_one(
    qtbot: QtBot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampler_module, "BEAT_TIMEOUT_S", 0.01)
    sampler = Sampler(FakePulse)
    stalls: list[bool] = []
    sampler.stalled.connect(stalls.append)
    sampler.start()
    assert sampler._loop is not None

    for _ in range(5):
        clock.now_s += sampler_module.LEAST_STALL_S - 1.0
        now_ns = clock.monotonic_ns()
        qtbot.waitUntil(lambda now_ns=now_ns: sampler._loop.heartbeat_ns == now_ns)  # type: ignore[misc]
        sampler._on_watch()

    assert stalls == []
    assert sampler.stop(PATIENCE_S)
