"""TCP bytes are counted exactly and for the right process: real sockets over loopback, real processes."""

import contextlib
import fcntl
import os
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.collectors.eye.sock_diag import ClosedSockets, SockDiag, parse_messages, parse_tcp_socket
from procmon_gui.collectors.eye.socket_owners import OwnerSearch
from procmon_gui.collectors.eye.sockets import TcpCounters

if not sys.platform.startswith("linux"):
    pytest.skip("sock_diag is Linux's", allow_module_level=True)

ROOT = Path(__file__).parents[3]
PLENTY_S = 5.0


@pytest.fixture
def counters() -> Iterator[TcpCounters]:
    one = TcpCounters()
    one.read(every_pid(), budget_s=PLENTY_S)
    if one.unavailable:
        pytest.skip(one.unavailable)
    yield one
    one.close()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0), backlog=200) as one:
        yield one


def every_pid() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]


@contextlib.contextmanager
def client(address: tuple[str, int], family: int = socket.AF_INET) -> Iterator["Client"]:
    """Run a process of its own that sends and receives what it is told."""
    process = subprocess.Popen(
        [
            sys.executable,
            str(Path(__file__).with_name("socket_client.py")),
            address[0],
            str(address[1]),
            str(int(family)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Client(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


@contextlib.contextmanager
def connected(listener: socket.socket) -> Iterator[tuple["Client", socket.socket]]:
    """Connect one socket of another process to the listener; yields that process and our end."""
    with client(listener.getsockname()) as other:
        other.tell("connect", 1)
        accepted, _ = listener.accept()
        with accepted:
            yield other, accepted


class Client:
    """The handle on a process that owns sockets; its orders are those of socket_client.py."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.pid = process.pid

    def tell(self, *order: object) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(" ".join(map(str, order)) + "\n")
        stdin.flush()
        assert stdout.readline() == "done\n"


def receive(one: socket.socket, count: int) -> None:
    while count:
        count -= len(one.recv(min(count, 65536)))


def settled(condition: Callable[[], bool]) -> bool:
    """Wait for what the kernel does by itself (an acknowledgement): at most a minute."""
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture
def witness(counters: TcpCounters) -> Iterator[ClosedSockets]:
    """Hear the endings too: the kernel tells them a moment after the socket closed, to all listeners at once."""
    if counters.endings_off:
        pytest.skip(counters.endings_off)
    one = ClosedSockets()
    yield one
    one.close()


def heard(witness: ClosedSockets, count: int) -> bool:
    so_far = 0

    def is_enough() -> bool:
        nonlocal so_far
        so_far += len(witness.read(100))
        return so_far >= count

    return settled(is_enough)


def test_sent_and_received_bytes_are_exact(counters: TcpCounters, listener: socket.socket) -> None:
    with connected(listener) as (other, accepted):
        other.tell("send", 0, 123_456)
        receive(accepted, 123_456)
        accepted.sendall(b"y" * 7_890)
        other.tell("receive", 0, 7_890)

        counters.read(every_pid(), budget_s=PLENTY_S)

        assert counters.totals[other.pid] == (7_890, 123_456)
        assert counters.of(os.getpid()) == (123_456, 7_890)


def test_version_6_is_counted_like_version_4(counters: TcpCounters) -> None:
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError as error:
        pytest.skip(f"no IPv6 here: {error}")
    with server, client(server.getsockname()[:2], socket.AF_INET6) as other:
        other.tell("connect", 1)
        accepted, _ = server.accept()
        with accepted:
            other.tell("send", 0, 4_321)
            receive(accepted, 4_321)

            counters.read(every_pid(), budget_s=PLENTY_S)

            assert counters.totals[other.pid] == (0, 4_321)


def test_a_socket_that_was_there_before_counts_from_first_sight(listener: socket.socket) -> None:
    with client(listener.getsockname()) as other:
        other.tell("connect", 1)
        accepted, _ = listener.accept()
        with accepted, contextlib.closing(TcpCounters()) as counters:
            other.tell("send", 0, 50_000)
            receive(accepted, 50_000)
            counters.read(every_pid(), budget_s=PLENTY_S)
            first = counters.of(other.pid)
            other.tell("send", 0, 11)
            receive(accepted, 11)
            counters.read(every_pid(), budget_s=PLENTY_S)

            assert (first, counters.of(other.pid)) == ((0, 0), (0, 11))


def test_what_a_closed_socket_carried_stays_with_its_process(
    counters: TcpCounters, witness: ClosedSockets, listener: socket.socket
) -> None:
    """The bytes between the last read and the end are told with the end."""
    with client(listener.getsockname()) as other:
        other.tell("connect", 1)
        accepted, _ = listener.accept()
        counters.read(every_pid(), budget_s=PLENTY_S)
        other.tell("send", 0, 3_000)
        receive(accepted, 3_000)
        other.tell("close")
        accepted.close()
        assert heard(witness, 2)

        for _ in range(3):
            counters.read(every_pid(), budget_s=PLENTY_S)

        assert counters.totals[other.pid] == (0, 3_000)


def test_a_connection_between_two_reads_is_counted_without_an_owner(
    counters: TcpCounters, witness: ClosedSockets, listener: socket.socket
) -> None:
    before = counters.unattributed_bytes
    with client(listener.getsockname()) as other:
        other.tell("connect", 1)
        accepted, _ = listener.accept()
        other.tell("send", 0, 2_000)
        receive(accepted, 2_000)
        other.tell("close")
        assert accepted.recv(1) == b""
        accepted.close()
        assert heard(witness, 2)

        counters.read(every_pid(), budget_s=PLENTY_S)

        assert counters.short_lived_count >= 2
        assert counters.unattributed_bytes[0] - before[0] >= 2_000
        assert counters.unattributed_bytes[1] - before[1] >= 2_000
        assert counters.of(other.pid) == (0, 0)


def test_endings_are_no_longer_listened_to_when_there_are_too_many(
    counters: TcpCounters, witness: ClosedSockets, listener: socket.socket
) -> None:
    """Three reads running with as many endings as one read may take; living sockets are counted as before."""
    reasons = []
    for _ in range(3):
        for _ in range(270):
            one = socket.create_connection(listener.getsockname())
            other, _ = listener.accept()
            one.close()
            other.close()
        assert heard(witness, 540)
        counters.read(every_pid(), budget_s=PLENTY_S)
        reasons.append(counters.endings_off)

    assert reasons == [None, None, "too many connections end for each to be looked at"]
    assert counters.unavailable is None


def test_a_socket_goes_over_to_the_child_that_holds_it_alone(counters: TcpCounters, listener: socket.socket) -> None:
    with connected(listener) as (other, accepted):
        other.tell("send", 0, 100)
        receive(accepted, 100)
        counters.read(every_pid(), budget_s=PLENTY_S)
        other.tell("hand-on")
        counters.read(every_pid(), budget_s=PLENTY_S)
        accepted.sendall(b"z" * 70)
        assert settled(lambda: waiting_bytes(accepted) == 0)
        counters.read(every_pid(), budget_s=PLENTY_S)

        heirs = [pid for pid, total in counters.totals.items() if total == (70, 0)]

        assert counters.totals[other.pid] == (0, 100)
        assert len(heirs) == 1
        assert heirs[0] != other.pid


def waiting_bytes(one: socket.socket) -> int:
    """Return how many bytes the other side has not acknowledged (tcp(7), SIOCOUTQ)."""
    return int(struct.unpack("i", fcntl.ioctl(one, termios.TIOCOUTQ, b"\0" * 4))[0])


def test_a_process_that_ended_is_forgotten_and_its_pid_starts_anew(
    counters: TcpCounters, listener: socket.socket
) -> None:
    with connected(listener) as (other, accepted):
        other.tell("send", 0, 100)
        receive(accepted, 100)
        counters.read(every_pid(), budget_s=PLENTY_S)

        counters.forget(other.pid)
        forgotten = counters.totals.get(other.pid)
        counters.read(every_pid(), budget_s=PLENTY_S)

        assert (forgotten, counters.totals[other.pid]) == (None, (0, 0))


def test_many_sockets_of_one_process_add_up(counters: TcpCounters, listener: socket.socket) -> None:
    with client(listener.getsockname()) as other, contextlib.ExitStack() as stack:
        other.tell("connect", 120)
        accepted = [stack.enter_context(listener.accept()[0]) for _ in range(120)]
        for number in range(120):
            other.tell("send", number, number)
        for number, one in enumerate(accepted):  # they come out of one queue in the order in which they went in
            receive(one, number)
        counters.read(every_pid(), budget_s=PLENTY_S)

        assert counters.totals[other.pid] == (0, sum(range(120)))
        assert counters.socket_count >= 240


def test_the_search_for_owners_goes_on_at_the_next_read(listener: socket.socket) -> None:
    """With no time at all nobody is found; nothing is lost for the process that is found one read later."""
    with contextlib.closing(TcpCounters()) as counters, client(listener.getsockname()) as other:
        counters.read(every_pid(), budget_s=PLENTY_S)
        other.tell("connect", 1)
        accepted, _ = listener.accept()
        with accepted:
            other.tell("send", 0, 500)
            receive(accepted, 500)
            counters.read(every_pid(), budget_s=0)
            unknown = (counters.unattributed_count, other.pid in counters.totals)
            counters.read(every_pid(), budget_s=PLENTY_S)

            assert unknown[0] >= 2
            assert not unknown[1]
            assert counters.totals[other.pid] == (0, 500)


def test_who_was_never_looked_through_is_unknown_while_an_owner_is_sought_and_the_search_goes_on_between_reads(
    listener: socket.socket,
) -> None:
    with contextlib.closing(TcpCounters()) as counters, client(listener.getsockname()) as other:
        other.tell("connect", 1)
        accepted, _ = listener.accept()
        with accepted:
            counters.read(every_pid(), budget_s=0)
            assert other.pid in counters.unsearched(every_pid())
            assert counters.of(other.pid) is None
            assert counters.is_searching

            counters.search(every_pid(), budget_s=PLENTY_S)
            assert not counters.is_searching
            assert counters.unsearched(every_pid()) == []
            assert counters.of(other.pid) == (0, 0)


def test_bytes_that_waited_too_long_for_an_owner_make_no_sudden_rate(
    counters: TcpCounters, listener: socket.socket
) -> None:
    with connected(listener) as (other, accepted):
        other.tell("send", 0, 500)
        receive(accepted, 500)
        for _ in range(5):
            counters.read(every_pid(), budget_s=0)
        other.tell("send", 0, 9)
        receive(accepted, 9)
        counters.read(every_pid(), budget_s=PLENTY_S)

        assert counters.totals[other.pid] == (0, 9)
        assert counters.unattributed_bytes[1] >= 500


def test_a_process_with_many_descriptors_is_looked_through_in_several_goes() -> None:
    descriptors = [os.open("/dev/null", os.O_RDONLY) for _ in range(700)]
    try:
        with socket.socket() as one:
            inode = os.fstat(one.fileno()).st_ino
            search = OwnerSearch("/proc")
            goes = 0
            found = None
            while found is None and goes < 100:
                goes += 1
                deadline_ns = time.thread_time_ns() + 1  # over before the first glance at the clock
                pids = [os.getpid()]
                with contextlib.suppress(KeyError):
                    found = step(search, inode, pids, deadline_ns, goes)
            assert found == (os.getpid(), one.fileno())
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def step(search: OwnerSearch, inode: int, pids: list[int], deadline_ns: int, now: int) -> tuple[int, int]:
    """Look once, with a clock that lets each go look at one stride only."""
    glances = iter([deadline_ns - 1])
    real = time.thread_time_ns
    time.thread_time_ns = lambda: next(glances, deadline_ns)
    try:
        found = search.find({inode}, since=1, now=now, pids=pids, likely=(), deadline_ns=deadline_ns)
    finally:
        time.thread_time_ns = real
    return found[inode]


@pytest.mark.needs_root
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_the_descriptors_of_another_user_are_refused_and_unknown_not_zero(listener: socket.socket) -> None:
    """Run as nobody: this process' own sockets have no owner there, and its pid is among the refused."""
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[2])\n"
        "from procmon_gui.collectors.eye.sockets import TcpCounters\n"
        "one = TcpCounters()\n"
        "pid = int(sys.argv[1])\n"
        "one.read([pid, os.getpid()], budget_s=1)\n"
        "print(one.unavailable, pid in one.refused, one.of(pid), one.unattributed_count > 0)\n"
    )
    with socket.create_connection(listener.getsockname()):
        done = subprocess.run(
            [system_python(), "-I", "-S", "-c", script, str(os.getpid()), str(ROOT)],
            capture_output=True, text=True, timeout=30, check=False, user=65534, group=65534, extra_groups=[],
        )  # fmt: skip
    if "Permission denied" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip(f"nobody can not read the program here: {done.stderr.strip().splitlines()[-1]}")

    assert done.stdout.split() == ["None", "True", "None", "True"], done.stderr


def system_python() -> str:
    return "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable


def test_a_kernel_that_refuses_netlink_is_told_and_nothing_is_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(SockDiag, "__init__", refuse)
    counters = TcpCounters()

    counters.read([os.getpid()])

    assert counters.unavailable == "sock_diag: Operation not permitted"
    assert counters.of(os.getpid()) is None


def message(*, state: int = 1, info: bytes = b"", cookie: int = 7, inode: int = 9) -> bytes:
    head = struct.pack("=BBBB40xQ12xII", 2, state, 0, 0, cookie, 1000, inode)
    assert len(head) == 72
    return head + (struct.pack("=HH", 4 + len(info), 2) + info if info else b"")


def tcp_info(acked: int, received: int, sent: int, again: int, *, size: int = 232) -> bytes:
    body = bytearray(232)
    struct.pack_into("=QQ", body, 120, acked, received)
    struct.pack_into("=QQ", body, 200, sent, again)
    return bytes(body[:size])


def test_an_older_kernel_with_a_shorter_record_is_read_as_far_as_it_goes() -> None:
    whole = message(info=tcp_info(1_001, 50, 1_000, 0))
    older = message(info=tcp_info(1_001, 50, 1_000, 0, size=160))
    oldest = message(info=tcp_info(1_001, 50, 1_000, 0, size=104))

    parsed = [parse_tcp_socket(data, 0, len(data)) for data in (whole, older, oldest)]

    assert [(one.received_bytes, one.sent_bytes) for one in parsed if one] == [(50, 1_000), (50, 1_001), (-1, -1)]


def test_the_byte_that_the_kernel_counts_for_the_end_is_taken_out() -> None:
    data = message(state=8, info=tcp_info(1, 51, 0, 0))

    parsed = parse_tcp_socket(data, 0, len(data))

    assert parsed is not None
    assert (parsed.received_bytes, parsed.sent_bytes) == (50, 0)


@given(data=st.binary(max_size=400), start=st.integers(-8, 400), end=st.integers(-8, 500))
def test_no_bytes_break_the_parser(data: bytes, start: int, end: int) -> None:
    for _kind, _sequence, at, stop in parse_messages(data, len(data)):
        assert 16 <= at <= stop <= len(data)
    parsed = parse_tcp_socket(data, start, end)
    assert parsed is None or parsed.cookie >= 0


@given(st.lists(st.tuples(st.integers(0, 65_535), st.binary(max_size=40)), max_size=6), st.integers(0, 30))
def test_attributes_of_any_length_are_refused_or_read(attributes: list[tuple[int, bytes]], cut: int) -> None:
    body = b"".join(struct.pack("=HH", length, 2) + value for length, value in attributes)
    data = message()[: 72 - cut if cut > 25 else 72] + body

    parsed = parse_tcp_socket(data, 0, len(data))

    assert parsed is None or parsed.received_bytes >= -1
