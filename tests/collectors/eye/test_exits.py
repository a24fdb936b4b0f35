"""What the kernel tells of ends, and what is made of it at a beat."""

import errno
import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.collectors.eye import proc_connector, wire
from procmon_gui.collectors.eye.beats import Eye
from procmon_gui.collectors.eye.exits import HIDDEN, LOST, Exits, status_of
from procmon_gui.collectors.eye.proc_connector import (
    EXIT,
    FORK,
    NEEDS_ADMINISTRATOR,
    NOT_BUILT,
    NOT_IN_CONTAINER,
    Event,
    ProcConnector,
    parse_event,
    reason_of,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the eye is Linux")


class Told:
    """A kernel that tells what it is given; an error stands for words that it dropped."""

    pause_s = 0.0

    def __init__(self, *events: Event | OSError) -> None:
        self.events = list(events)

    def fileno(self) -> int:
        return -1

    def read(self) -> Event | None:
        if not self.events:
            return None
        event = self.events.pop(0)
        if isinstance(event, OSError):
            raise event
        return event

    def close(self) -> None:
        self.events.clear()


class Bell(Told):
    """One with a descriptor that says that there is something, until all is read."""

    def __init__(self, *events: Event | OSError, pause_s: float) -> None:
        super().__init__(*events)
        self.pause_s = pause_s
        self.is_empty = threading.Event()
        self._fd = os.eventfd(1, os.EFD_NONBLOCK)

    def fileno(self) -> int:
        return self._fd

    def read(self) -> Event | None:
        event = super().read()
        if event is None and not self.is_empty.is_set():
            os.eventfd_read(self._fd)
            self.is_empty.set()
        return event

    def close(self) -> None:
        super().close()
        os.close(self._fd)


def end(pid: int, code: int = 0, at_ns: int = 5) -> Event:
    return Event(EXIT, pid, code, at_ns)


def birth(pid: int) -> Event:
    return Event(FORK, pid, 0, 5)


def dropped() -> OSError:
    return OSError(errno.ENOBUFS, "")


def beat(exits: Exits, ended: tuple[int, ...] = (), there: tuple[int, ...] = (), threads: int = 1) -> dict[int, int]:
    """Return the status of those that a beat misses."""
    found = exits.of(ended, lambda pid: pid in there, lambda _pid: threads, 10)
    return {pid: one.status for pid, one in found.items()}


def listening(*events: Event | OSError) -> Exits:
    return Exits(lambda: Told(*events))


def test_a_code_is_what_was_returned_or_minus_the_signal() -> None:
    assert [status_of(code) for code in (0, 3 << 8, 255 << 8, 9, 6 | 0x80)] == [0, 3, 255, -9, -6]


def test_a_process_that_a_beat_misses_ended_as_it_was_told() -> None:
    exits = listening(end(7, 3 << 8), end(8, 9))

    assert beat(exits, ended=(7, 8, 9)) == {7: 3, 8: -9}
    assert exits.short_lived_count == 0


def test_one_that_waits_for_its_parent_ended_before_it_is_missed() -> None:
    exits = listening(end(7, 9))

    assert beat(exits, there=(7,)) == {}
    assert beat(exits, ended=(7,)) == {7: -9}


def test_one_that_came_and_went_between_two_beats_is_counted_and_one_that_is_seen_is_not() -> None:
    exits = listening(birth(7), end(7), birth(8), birth(9), end(9))

    assert beat(exits, there=(8, 9)) == {}
    assert exits.short_lived_count == 1


def test_a_pid_that_comes_again_within_a_beat_is_two_processes() -> None:
    exits = listening(end(7, 1 << 8), birth(7), end(7, 2 << 8), birth(7), end(7, 9))

    assert beat(exits, ended=(7,)) == {7: 1}
    assert exits.short_lived_count == 2


def test_a_thread_that_begins_a_program_does_not_end_its_process() -> None:
    """The kernel tells an end of the main thread then; the process goes on under the same pid."""
    exits = listening(end(7, 0), end(7, 4 << 8))

    assert beat(exits, ended=(7,)) == {7: 4}


def test_a_main_thread_that_ends_before_the_others_does_not_tell_how_the_process_will() -> None:
    exits = listening(end(7, 0))

    assert beat(exits, there=(7,), threads=2) == {}
    assert beat(exits, ended=(7,)) == {}


def test_who_is_in_no_list_for_two_beats_is_hidden_and_not_short() -> None:
    told = Told(birth(7))
    exits = Exits(lambda: told)
    beat(exits)
    beat(exits)
    told.events.append(end(7))

    beat(exits)

    assert exits.short_lived_count == 0


def test_one_that_is_born_after_the_list_was_read_is_short_when_the_next_list_misses_it() -> None:
    told = Told(birth(7))
    exits = Exits(lambda: told)
    beat(exits)
    told.events.append(end(7))

    beat(exits)

    assert exits.short_lived_count == 1


def test_dropped_words_are_told_and_nothing_is_made_of_the_rest() -> None:
    exits = listening(birth(7), end(8, 9), dropped(), end(7))

    assert beat(exits, ended=(7, 8)) == {}
    assert exits.figures() == {"processes.dropped_ends": {"": 1}}
    assert exits.notes() == [LOST]
    beat(exits)
    assert exits.figures()["processes.short_lived"] == {"": 0}
    assert exits.notes() == []


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ECONNREFUSED, NOT_IN_CONTAINER),
        (errno.ETIMEDOUT, NOT_IN_CONTAINER),
        (errno.EPROTONOSUPPORT, NOT_BUILT),
        (errno.ENOMEM, "The kernel does not tell how processes end: Cannot allocate memory."),
    ],
)
def test_where_the_kernel_refuses_all_is_unknown_with_its_reason(number: int, reason: str) -> None:
    def refuse() -> Told:
        raise OSError(number, os.strerror(number))

    exits = Exits(refuse)
    exits.start()

    assert beat(exits, ended=(7,)) == {}
    assert exits.figures() == {}
    assert set(exits.unsupported(is_view_limited=False).values()) == {reason}
    exits.close()


@pytest.mark.parametrize(
    ("release", "reason"),
    [
        ("5.10.0-32-amd64", NEEDS_ADMINISTRATOR),
        ("6.5", NEEDS_ADMINISTRATOR),
        ("6.12.9", "The kernel does not tell how processes end: Operation not permitted."),
    ],
)
def test_a_refusal_is_the_kernels_own_only_before_it_told_everybody(
    monkeypatch: pytest.MonkeyPatch, release: str, reason: str
) -> None:
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(release=release))

    assert reason_of(PermissionError(errno.EPERM, "")) == reason


def test_where_processes_are_hidden_nobody_knows_which_were_short() -> None:
    assert listening().unsupported(is_view_limited=True) == {"processes.short_lived": HIDDEN}


@given(data=st.binary(max_size=120), size=st.integers(0, 120))
def test_no_message_of_any_kind_is_more_than_nothing(data: bytes, size: int) -> None:
    event = parse_event(data, min(size, len(data)))

    assert event is None or event.what in (EXIT, FORK)


def test_an_end_of_a_thread_is_none_of_a_process() -> None:
    def message(pid: int, process: int) -> bytes:
        return bytes(36) + struct.pack("=IIQIIII8x", EXIT, 0, 5, pid, process, 256, 17)

    assert parse_event(message(8, 7), 76) is None
    assert parse_event(message(7, 7), 76) == Event(EXIT, 7, 256, 5)


# ---- between beats


def test_what_would_not_keep_until_a_beat_is_taken_before_it() -> None:
    bell = Bell(end(7, 9), pause_s=0.0)
    exits = Exits(lambda: bell)

    exits.start()

    assert bell.is_empty.wait(60)
    assert beat(exits, ended=(7,)) == {7: -9}
    exits.close()


def test_what_keeps_is_left_to_the_beat_and_who_waits_ends_at_once() -> None:
    exits = Exits(lambda: Bell(end(7, 9), pause_s=3600.0))
    exits._taken_s = time.monotonic()
    exits.start()

    assert beat(exits, ended=(7,)) == {7: -9}
    exits.close()
    assert exits._thread is not None
    assert not exits._thread.is_alive()


# ---- a real kernel


@pytest.fixture
def exits() -> Iterator[Exits]:
    found = Exits(ProcConnector)
    if found.unavailable:
        pytest.skip(found.unavailable)
    found.start()
    yield found
    found.close()


@pytest.fixture
def look(exits: Exits) -> Iterator[Callable[[], dict[str, Any]]]:
    """Yield what takes a beat and returns its news."""
    eye = Eye(exits=exits)

    def look() -> dict[str, Any]:
        frame = eye.beat(wire.Request(), 0)
        size = wire.HEAD.size
        news: dict[str, Any] = json.loads(frame[size : size + wire.lengths_of(frame[:size]).json_bytes])
        return news | {"pids": {row.slot: pid for pid, row in eye._table._by_pid.items()}}

    look()
    yield look
    eye._host.close()
    eye._tcp.close()


def test_real_processes_end_as_their_parent_learns_it(look: Callable[[], dict[str, Any]]) -> None:
    """What waitpid(2) says of each is what the eye says."""
    lines = (["sh", "-c", "read x; exit 3"], ["sh", "-c", "read x"], ["sleep", "100"])
    children = [subprocess.Popen(line, stdin=subprocess.PIPE) for line in lines]
    slot_of = {pid: slot for slot, pid in look()["pids"].items()}
    began_ms = time.time() * 1000

    children[2].send_signal(signal.SIGKILL)
    for child in children:
        child.communicate(b"\n")
    told = {slot: (status, at_ms) for slot, status, at_ms in look()["exits"]}

    for child in children:
        status, at_ms = told[slot_of[child.pid]]
        assert status == child.returncode
        assert began_ms - 50 <= at_ms <= time.time() * 1000 + 50
    assert [child.returncode for child in children] == [3, 0, -9]


def test_in_a_storm_every_short_process_is_counted(exits: Exits, look: Callable[[], dict[str, Any]]) -> None:
    """Two thousand between two beats: others may start some too, so at least these; none may be dropped unsaid."""
    look()
    before, dropped_before = exits.short_lived_count, exits.lost_count
    forks_before = look()["host"]["forks"][""]

    for _ in range(2000):
        os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)
    news = look()

    if exits.lost_count > dropped_before:
        assert "processes.short_lived" not in news["host"]
    else:
        assert 2000 <= exits.short_lived_count - before <= news["host"]["forks"][""] - forks_before


def test_a_connector_in_a_network_of_its_own_is_refused_with_a_reason() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from procmon_gui.collectors.eye.exits import Exits;"
        "from procmon_gui.collectors.eye.proc_connector import ProcConnector;"
        "print(Exits(ProcConnector).unavailable)"
    )
    root = os.path.abspath(os.path.join(os.path.dirname(proc_connector.__file__), "../../.."))
    line = ["unshare", "-rn", sys.executable, "-c", code, root]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60)
    if done.returncode:
        pytest.skip("no namespaces here")

    assert done.stdout.strip() in (NOT_IN_CONTAINER, NEEDS_ADMINISTRATOR)
