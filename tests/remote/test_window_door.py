"""The door of a window: others listen while it records, whatever beats behind it and however often that changes."""

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import Reading
from procmon_gui.engine.clock import SystemClock
from procmon_gui.remote.door import NAME, RecorderGone, is_recorder_there
from procmon_gui.remote.listening_source import ListeningSource
from procmon_gui.remote.recorder_source import RecorderSource
from procmon_gui.remote.window_door import WindowDoor
from tests.remote.quiet_host import QuietHost
from tests.remote.test_recorder_socket import OwnSource
from tests.store.history.machines import day, equal_readings

PATIENCE_S = 60.0


class Beating(QuietHost):
    """What beats in a window, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.others: Sequence[Attention] = ()

    def look_for(self, others: Sequence[Attention]) -> None:
        self.others = others


@pytest.fixture
def beating() -> Beating:
    return Beating()


@pytest.fixture
def door(tmp_path: Path, beating: Beating) -> Iterator[WindowDoor]:
    found = WindowDoor(tmp_path)
    found.stand_before(beating)
    yield found
    found.set_open(False)


def wait_until(is_true: Callable[[], bool]) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < give_up_s
        time.sleep(0.005)  # the socket has a thread of its own


def come_in(folder: Path, beating: Beating) -> RecorderSource:
    came = beating.refresh_count
    listener = RecorderSource(folder, clock=SystemClock())
    wait_until(lambda: beating.refresh_count > came)
    return listener


def tell(door: WindowDoor, reading: Reading) -> None:
    door.offer(reading, derive(None, reading))


def test_nobody_can_listen_while_it_does_not_record(tmp_path: Path, door: WindowDoor) -> None:
    tell(door, day(1)[0])

    assert not door.is_open
    assert not is_recorder_there(tmp_path)


def test_while_it_records_every_beat_is_heard_and_afterwards_no_trace_is_left(
    tmp_path: Path, door: WindowDoor, beating: Beating
) -> None:
    readings = day(3)
    for _ in range(2):
        door.set_open(True)
        listener = come_in(tmp_path, beating)
        for reading in readings:
            tell(door, reading)
            heard = listener.read(PATIENCE_S)
            assert heard is not None
            assert equal_readings(reading, heard)
        assert [worker.name for worker in listener.workers()] == ["recorder", "eye"]
        door.set_open(False)

        with pytest.raises(RecorderGone):
            listener.read(PATIENCE_S)
        listener.end()
        assert not (tmp_path / NAME).exists()


def test_what_listeners_look_at_is_read_also_by_what_beats_after_a_failure_and_no_longer_when_it_closes(
    tmp_path: Path, door: WindowDoor, beating: Beating
) -> None:
    door.set_open(True)
    listener = come_in(tmp_path, beating)
    listener.look_at(Attention(slots=None, looks=frozenset({Look.STATUS})))
    wished = [Attention(slots=None, looks=frozenset({Look.STATUS}))]
    wait_until(lambda: list(beating.others) == wished)
    again = Beating()

    door.stand_before(again)
    after_a_failure = list(again.others)
    listener.refresh()
    wait_until(lambda: again.refresh_count > 0)
    door.set_open(False)
    listener.end()

    assert after_a_failure == wished
    assert list(again.others) == []


def test_a_socket_that_a_killed_window_left_over_is_replaced(
    tmp_path: Path, door: WindowDoor, beating: Beating
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left_over:
        left_over.bind(str(tmp_path / NAME))
    assert is_recorder_there(tmp_path)
    with pytest.raises(RecorderGone):
        RecorderSource(tmp_path, clock=SystemClock())

    door.set_open(True)
    come_in(tmp_path, beating).end()


@pytest.mark.parametrize("why", ["missing", "too long", "something is in the way"])
def test_where_no_socket_can_be_made_it_stays_closed_and_who_looks_there_looks_for_himself(
    tmp_path: Path, why: str
) -> None:
    folder = tmp_path / ("missing" if why == "missing" else "deep" * 40)
    if why == "something is in the way":
        folder = tmp_path
        (folder / NAME).mkdir()
    elif why == "too long":
        folder.mkdir()
    door = WindowDoor(folder)
    door.set_open(True)
    tell(door, day(1)[0])
    source = ListeningSource(folder, lambda: OwnSource(day(1)), clock=SystemClock())

    assert not door.is_open
    assert source.read(1.0) is not None
    assert not source.is_listening
    source.close()
    door.set_open(False)


def test_a_window_does_not_listen_to_itself(
    tmp_path: Path, door: WindowDoor, beating: Beating, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("procmon_gui.remote.listening_source.LOOK_AGAIN_S", 0.0)
    own = OwnSource(day(2))
    source = ListeningSource(tmp_path, lambda: own, clock=SystemClock(), own_door=door)
    door.set_open(True)

    assert source.read(1.0) is not None
    assert source.read(1.0) is not None
    assert not source.is_listening
    assert beating.refresh_count == 0
    source.close()
