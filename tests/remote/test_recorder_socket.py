"""Listening to a recorder: every beat arrives, wishes go the other way, and nobody is kept waiting by a guest."""

import socket
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.attention import Attention, together
from procmon_gui.domain.derive import derive
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.clock import SystemClock
from procmon_gui.remote.door import NAME, RecorderGone
from procmon_gui.remote.frames import BEAT, FrameReader, frame
from procmon_gui.remote.listening_source import ListeningSource
from procmon_gui.remote.recorder_socket import RecorderSocket
from procmon_gui.remote.recorder_source import RecorderSource
from procmon_gui.remote.recorder_state import State, as_bytes, state_of
from tests.remote.quiet_host import QuietHost
from tests.store.history.machines import day, equal_readings

PATIENCE_S = 60.0


class Recorder(QuietHost):
    """A recorder whose beats come when a test says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.wishes: list[Attention] = []
        self.socket = RecorderSocket(folder)
        assert self.socket.open(self)

    def look_for(self, others: Sequence[Attention]) -> None:
        self.wishes.append(together(Attention(interval_s=self.interval_s), others))

    def beat(self, reading: Reading) -> None:
        self.socket.offer(reading, derive(None, reading))


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    found = Recorder(tmp_path)
    yield found
    found.socket.close()


@pytest.fixture
def listener(tmp_path: Path, recorder: Recorder) -> Iterator[RecorderSource]:
    source = RecorderSource(tmp_path, clock=SystemClock())
    wait_until(lambda: recorder.refresh_count > 0)
    yield source
    source.end()


def wait_until(is_true: Callable[[], bool]) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < give_up_s
        time.sleep(0.005)  # the socket has a thread of its own


def test_every_beat_is_heard_as_it_was_read(recorder: Recorder, listener: RecorderSource) -> None:
    readings = day(20)
    heard = []
    for reading in readings:
        recorder.beat(reading)
        heard.append(listener.read(PATIENCE_S))

    assert all(two is not None and equal_readings(one, two) for one, two in zip(readings, heard, strict=True))


def test_who_comes_asks_for_a_beat_so_that_he_need_not_wait(recorder: Recorder, listener: RecorderSource) -> None:
    assert recorder.refresh_count == 1


def test_what_a_listener_looks_at_is_read_for_him_at_the_recorders_own_interval(
    recorder: Recorder, listener: RecorderSource
) -> None:
    listener.look_at(Attention(interval_s=0.5, slots=frozenset({3, 4}), looks=frozenset({Look.STATUS})))
    wait_until(lambda: bool(recorder.wishes))

    assert recorder.wishes[-1] == Attention(interval_s=2.0, slots=frozenset({3, 4}), looks=frozenset({Look.STATUS}))


def test_when_he_leaves_nothing_is_read_for_him_any_more(tmp_path: Path, recorder: Recorder) -> None:
    source = RecorderSource(tmp_path, clock=SystemClock())
    source.look_at(Attention(slots=None, looks=frozenset({Look.SMAPS})))
    wait_until(lambda: bool(recorder.wishes))
    source.end()
    wait_until(lambda: recorder.wishes[-1] == Attention(interval_s=2.0))


def test_the_state_of_the_recorder_is_told(recorder: Recorder, listener: RecorderSource) -> None:
    recorder.beat(day(1)[0])
    listener.read(PATIENCE_S)

    assert [worker.name for worker in listener.workers()] == ["recorder", "eye"]
    assert listener.rights().sees_everything
    assert listener.rights().why_not


def test_what_a_worker_leaves_out_is_told_and_a_recorder_that_can_not_say_so_is_understood() -> None:
    state = WorkerState("alerts", Health.DEGRADED, "The rule mem can not be judged", (("mem", "failed"),))
    sent = as_bytes(State(1, 1.0, (state,), Rights()))
    assert state_of(sent).workers == (state,)

    before = sent.replace(b',"left_out":[["mem","failed"]]', b"")
    assert before != sent
    assert state_of(before).workers == (WorkerState("alerts", Health.DEGRADED, "The rule mem can not be judged"),)


def test_only_its_user_may_come(tmp_path: Path, recorder: Recorder) -> None:
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_the_end_of_the_recorder_is_noticed(recorder: Recorder, listener: RecorderSource) -> None:
    recorder.socket.close()

    with pytest.raises(RecorderGone):
        listener.read(PATIENCE_S)


def test_a_guest_who_does_not_listen_keeps_nobody_waiting_and_begins_anew_later(
    recorder: Recorder, listener: RecorderSource
) -> None:
    """The beats that he missed are gone; the next that he hears is whole."""
    readings = day(400)
    began_s = time.monotonic()
    for reading in readings[:-1]:
        recorder.beat(reading)
    assert time.monotonic() - began_s < PATIENCE_S
    heard = listener.read(PATIENCE_S)
    while heard is not None and heard.sequence < readings[-2].sequence:
        heard = listener.read(2.0)
    recorder.beat(readings[-1])
    last = listener.read(PATIENCE_S)

    assert last is not None
    assert equal_readings(readings[-1], last)


@pytest.mark.parametrize(
    "nonsense", [b"GET / HTTP/1.1\r\n\r\n", frame(b"W", b"{"), frame(b"W", b'{"slots":[-1]}'), b"\xff" * 9]
)
def test_a_guest_who_talks_nonsense_is_sent_away_and_the_others_hear_on(
    tmp_path: Path, recorder: Recorder, listener: RecorderSource, nonsense: bytes
) -> None:
    stranger = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    stranger.settimeout(PATIENCE_S)
    stranger.connect(str(tmp_path / NAME))
    stranger.sendall(nonsense)
    assert stranger.recv(1) == b""
    stranger.close()

    recorder.beat(day(1)[0])
    assert listener.read(PATIENCE_S) is not None


def test_a_frame_that_is_too_long_is_refused_before_it_comes() -> None:
    with pytest.raises(ValueError, match="too long"):
        list(FrameReader(1000).feed(frame(BEAT, b"")[:1] + (2000).to_bytes(4, "little")))


class OwnSource:
    """Looks for itself: its numbers for processes are its own."""

    def __init__(self, readings: list[Reading]) -> None:
        self._readings = iter(readings)
        self.is_closed = False
        self.attention: Attention | None = None

    def read(self, timeout_s: float) -> Reading | None:
        return next(self._readings, None)

    def look_at(self, attention: Attention) -> None:
        self.attention = attention

    def refresh(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True

    def workers(self) -> tuple[WorkerState, ...]:
        return (WorkerState("eye", Health.OK),)

    def rights(self) -> Rights:
        return Rights()

    def ask_for_everything(self) -> None:
        pass


def with_other_numbers(readings: list[Reading]) -> list[Reading]:
    from dataclasses import replace

    return [replace(one, serials=np.where(one.serials >= 0, one.serials + 10_000, -1)) for one in readings]


def test_without_a_recorder_it_looks_for_itself(tmp_path: Path) -> None:
    readings = day(2)
    source = ListeningSource(tmp_path, lambda: OwnSource(readings), clock=SystemClock())

    found = source.read(1.0)
    source.close()

    assert found is not None
    assert equal_readings(readings[0], found)
    assert not source.is_listening


def test_when_the_recorder_ends_it_goes_on_alone_and_processes_keep_their_numbers(tmp_path: Path) -> None:
    readings = day(6)
    own = OwnSource(with_other_numbers(readings[3:]))
    recorder = Recorder(tmp_path)
    source = ListeningSource(tmp_path, lambda: own, clock=SystemClock())
    source.read(0.0)  # comes in
    wait_until(lambda: recorder.refresh_count > 0)
    for reading in readings[:3]:
        recorder.beat(reading)
        heard = source.read(PATIENCE_S)
        assert heard is not None
        assert source.is_listening
    recorder.socket.close()

    assert source.read(PATIENCE_S) is None
    alone = source.read(1.0)
    source.close()

    assert alone is not None
    assert not source.is_listening
    assert alone.serials[:3].tolist() == readings[3].serials[:3].tolist()
    assert own.is_closed


def test_a_recorder_that_begins_later_is_listened_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procmon_gui.remote.listening_source.LOOK_AGAIN_S", 0.0)
    readings = day(6)
    own = OwnSource(readings[:1])
    source = ListeningSource(tmp_path, lambda: own, clock=SystemClock())
    first = source.read(1.0)
    recorder = Recorder(tmp_path)

    source.read(0.0)
    wait_until(lambda: recorder.refresh_count > 0)
    recorder.beat(with_other_numbers(readings)[1])
    second = source.read(PATIENCE_S)
    source.close()
    recorder.socket.close()

    assert first is not None
    assert second is not None
    assert own.is_closed
    assert second.serials[:3].tolist() == readings[1].serials[:3].tolist()
