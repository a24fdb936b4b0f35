"""The list of sockets is right about real ones: TCP, UDP and unix sockets of this process and its children."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.collectors.sockets_list import LinuxSocketLister
from procmon_gui.collectors.sockets_list_proc import (
    parse_inet_line,
    parse_netlink_line,
    parse_packet_line,
    parse_unix_line,
)
from procmon_gui.collectors.sockets_list_raw import InterfaceNames, unix_name
from procmon_gui.collectors.sockets_list_wire import parse_inet, parse_netlink, parse_packet, parse_unix
from procmon_gui.domain.errors import Cancelled, Ended
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sockets import Ownerless, Socket, SocketKind, SocketList, SocketState
from tests.collectors.errands import GaveUp, Patient

if not sys.platform.startswith("linux"):
    pytest.skip("sock_diag and /proc are Linux's", allow_module_level=True)

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[True, False], ids=["sock_diag", "proc"])
def uses_diag(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def lister(uses_diag: bool) -> Iterator[LinuxSocketLister]:
    one = LinuxSocketLister(uses_diag=uses_diag)
    yield one
    one.close()


@pytest.fixture
def diag() -> Iterator[LinuxSocketLister]:
    one = LinuxSocketLister()
    yield one
    one.close()


@pytest.fixture
def open_here() -> Iterator[contextlib.ExitStack]:
    with contextlib.ExitStack() as stack:
        yield stack


def inode(one: socket.socket) -> int:
    return os.fstat(one.fileno()).st_ino


def find(told: SocketList, one: socket.socket) -> Socket:
    found = [row for row in told.sockets if row.inode == inode(one)]
    assert len(found) == 1, f"{len(found)} rows for one socket"
    return found[0]


def own_key() -> ProcessKey:
    return key_of(os.getpid())


def key_of(pid: int) -> ProcessKey:
    boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return ProcessKey(boot_id, pid, int(fields[19]))


def pair(stack: contextlib.ExitStack, host: str = "127.0.0.1") -> tuple[socket.socket, socket.socket, socket.socket]:
    """Return a listener and both ends of a connection to it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = stack.enter_context(socket.create_server((host, 0), family=family))
    client = stack.enter_context(socket.create_connection(listener.getsockname()[:2]))
    accepted = stack.enter_context(listener.accept()[0])
    return listener, client, accepted


def test_both_ends_of_a_connection_and_its_listener_are_listed(
    lister: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    listener, client, accepted = pair(open_here)

    told = lister.list_sockets(Patient())

    waiting, near, far = find(told, listener), find(told, client), find(told, accepted)
    port, client_port = listener.getsockname()[1], client.getsockname()[1]
    assert (waiting.kind, waiting.state) == (SocketKind.TCP, SocketState.LISTENING)
    assert (waiting.local_address, waiting.local_port, waiting.remote_port) == ("127.0.0.1", port, None)
    assert (near.state, near.local_port, near.remote_address, near.remote_port) == (
        SocketState.ESTABLISHED, client_port, "127.0.0.1", port,
    )  # fmt: skip
    assert (far.local_port, far.remote_port) == (port, client_port)
    assert near.owners == far.owners == waiting.owners == (own_key(),)
    assert near.uid == os.getuid()
    assert told.names[own_key()]


def test_payload_is_counted_to_the_byte(diag: LinuxSocketLister, open_here: contextlib.ExitStack) -> None:
    _, client, accepted = pair(open_here)
    client.sendall(b"x" * 70_001)
    accepted.sendall(b"y" * 17)
    assert len(accepted.recv(70_001, socket.MSG_WAITALL)) == 70_001

    told = diag.list_sockets(Patient())

    near, far = find(told, client), find(told, accepted)
    assert (near.sent_bytes, near.received_bytes) == (70_001, 17)
    assert (far.received_bytes, far.sent_bytes) == (70_001, 17)
    assert near.receive_queue_bytes == 17
    assert near.round_trip_s is not None
    assert 0 < near.round_trip_s < 10


def test_an_idle_socket_is_the_very_same_object_in_the_next_list(
    diag: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    """So that thousands of them cost nothing in the window."""
    listener, client, accepted = pair(open_here)
    first = diag.list_sockets(Patient())
    client.sendall(b"moved")
    accepted.recv(5)

    second = diag.list_sockets(Patient())

    assert find(first, listener) is find(second, listener)
    assert find(second, client).sent_bytes == 5
    assert find(first, client).identity == find(second, client).identity


def test_connections_wait_to_be_accepted_at_the_listener_and_nobody_has_them(
    diag: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    listener = open_here.enter_context(socket.create_server(("127.0.0.1", 0), backlog=5))
    client = open_here.enter_context(socket.create_connection(listener.getsockname()))

    told = diag.list_sockets(Patient())

    waiting = find(told, listener)
    assert (waiting.waiting_count, waiting.waiting_limit, waiting.receive_queue_bytes) == (1, 5, None)
    ports = listener.getsockname()[1], client.getsockname()[1]
    other_end = [one for one in told.sockets if (one.local_port, one.remote_port) == ports]
    assert [(one.owners, one.why_no_owner) for one in other_end] == [((), Ownerless.NOT_ACCEPTED)]


def test_what_the_kernel_closes_by_itself_belongs_to_nobody_and_has_no_user(
    lister: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    listener, client, accepted = pair(open_here)
    ends = client.getsockname()[1], listener.getsockname()[1]
    client.close()
    assert accepted.recv(1) == b""
    accepted.close()

    told = lister.list_sockets(Patient())

    left = [one for one in told.sockets if (one.local_port, one.remote_port) == ends]
    assert [one.state for one in left] == [SocketState.TIME_WAIT]
    assert [(one.owners, one.why_no_owner, one.uid) for one in left] == [((), Ownerless.LEFT_BEHIND, None)]


def test_a_side_that_was_left_alone_waits_for_its_own_close(
    lister: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    _, client, accepted = pair(open_here)
    client.shutdown(socket.SHUT_WR)
    assert accepted.recv(1) == b""

    told = lister.list_sockets(Patient())

    assert find(told, accepted).state is SocketState.CLOSE_WAIT
    # The other side confirms the end at once, or with its next packet.
    assert find(told, client).state in (SocketState.FIN_WAIT_1, SocketState.FIN_WAIT_2)


def test_ipv6_and_ipv4_inside_ipv6_are_told_apart(lister: LinuxSocketLister, open_here: contextlib.ExitStack) -> None:
    both = open_here.enter_context(
        socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    )  # fmt: skip
    port = both.getsockname()[1]
    open_here.enter_context(socket.create_connection(("127.0.0.1", port)))
    mapped = open_here.enter_context(both.accept()[0])
    _, six, _ = pair(open_here, "::1")

    told = lister.list_sockets(Patient())

    assert (find(told, both).kind, find(told, both).local_address) == (SocketKind.TCP6, "::")
    assert (find(told, mapped).kind, find(told, mapped).remote_address) == (SocketKind.TCP6, "::ffff:127.0.0.1")
    assert (find(told, six).kind, find(told, six).local_address) == (SocketKind.TCP6, "::1")


def test_udp_with_and_without_another_side(lister: LinuxSocketLister, open_here: contextlib.ExitStack) -> None:
    anyone = open_here.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    anyone.bind(("127.0.0.1", 0))
    one = open_here.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    one.connect(anyone.getsockname())
    one.send(b"12345")

    told = lister.list_sockets(Patient())

    open_to_all, bound = find(told, anyone), find(told, one)
    assert (open_to_all.kind, open_to_all.state, open_to_all.remote_port) == (
        SocketKind.UDP, SocketState.UNCONNECTED, None,
    )  # fmt: skip
    assert (bound.state, bound.remote_port) == (SocketState.ESTABLISHED, anyone.getsockname()[1])
    assert open_to_all.receive_queue_bytes is not None
    assert open_to_all.receive_queue_bytes >= 5
    assert (bound.received_bytes, bound.sent_bytes) == (None, None)


def test_unix_sockets_are_named_by_path_abstract_name_or_not_at_all(
    lister: LinuxSocketLister, open_here: contextlib.ExitStack, tmp_path: Path
) -> None:
    path = str(tmp_path / "one.sock")
    listener = open_here.enter_context(socket.socket(socket.AF_UNIX))
    listener.bind(path)
    listener.listen()
    abstract = open_here.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
    abstract.bind(f"\0procmon-test-{os.getpid()}")
    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with left, right:
        told = lister.list_sockets(Patient())

        assert (find(told, listener).state, find(told, listener).local_address) == (SocketState.LISTENING, path)
        assert find(told, abstract).kind is SocketKind.UNIX_DGRAM
        assert find(told, abstract).local_address == f"@procmon-test-{os.getpid()}"
        assert (find(told, left).kind, find(told, left).local_address) == (SocketKind.UNIX_SEQPACKET, "")
        assert find(told, left).state is SocketState.ESTABLISHED


def test_the_far_end_of_a_unix_socket_has_its_name(
    diag: LinuxSocketLister, open_here: contextlib.ExitStack, tmp_path: Path
) -> None:
    path = str(tmp_path / "far.sock")
    listener = open_here.enter_context(socket.socket(socket.AF_UNIX))
    listener.bind(path)
    listener.listen()
    client = open_here.enter_context(socket.socket(socket.AF_UNIX))
    client.connect(path)
    accepted = open_here.enter_context(listener.accept()[0])

    told = diag.list_sockets(Patient())

    assert (find(told, client).remote_address, find(told, client).peer_inode) == (path, inode(accepted))


def test_hostile_names_are_escaped(diag: LinuxSocketLister, open_here: contextlib.ExitStack) -> None:
    one = open_here.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
    one.bind(f"\0<b>\n\x1b[31m\u202e{os.getpid()}\0tail".encode())

    said = find(diag.list_sockets(Patient()), one).local_address

    assert said.isprintable()
    assert said.startswith("@<b>\\n\\x1b[31m")


def test_a_socket_that_a_child_inherits_names_both_and_later_only_who_is_left(
    diag: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    listener, _, _ = pair(open_here)
    diag.list_sockets(Patient())
    child = subprocess.Popen(
        [sys.executable, "-c", "print('ready', flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[listener.fileno()],
    )  # fmt: skip
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        child_key = key_of(child.pid)
        shared = find(diag.list_sockets(Patient()), listener)
        child.communicate(b"\n")
    alone = find(diag.list_sockets(Patient()), listener)

    assert shared.owners == tuple(sorted((own_key(), child_key), key=lambda key: key.pid))
    assert alone.owners == (own_key(),)


def test_the_list_of_this_process_is_that_of_psutil(lister: LinuxSocketLister, open_here: contextlib.ExitStack) -> None:
    for host in ("127.0.0.1", "::1"):
        pair(open_here, host)
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as datagram:
        datagram.bind(("::1", 0))
        told = lister.list_sockets(Patient())
        wanted = {
            (one.family == socket.AF_INET6, *one.laddr, *(one.raddr or ()))
            for one in psutil.Process().net_connections(kind="inet")
        }
    ours = {
        (one.kind.value.endswith("6"), one.local_address, one.local_port)
        + ((one.remote_address, one.remote_port) if one.remote_port is not None else ())
        for one in told.sockets
        if one.kind.is_internet and one.owners and own_key() in one.owners
    }

    assert ours == wanted


@pytest.mark.skipif(shutil.which("ss") is None, reason="needs ss of iproute2")
def test_every_tcp_socket_that_ss_lists_before_and_after_is_listed(
    diag: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    pair(open_here)

    def ends() -> set[tuple[str, str]]:
        lines = subprocess.run(["ss", "-Htan"], capture_output=True, text=True, check=True).stdout.splitlines()
        return {(line.split()[3], line.split()[4]) for line in lines}

    before = ends()
    told = diag.list_sockets(Patient())
    lasting = before & ends()

    ours = {
        (one.local_port, one.remote_port or 0)
        for one in told.sockets if one.kind in (SocketKind.TCP, SocketKind.TCP6)
    }  # fmt: skip
    wanted = {(int(near.rpartition(":")[2]), int(far.rpartition(":")[2].replace("*", "0"))) for near, far in lasting}
    assert wanted
    assert wanted <= ours


def test_the_sockets_of_one_process_are_its_own_and_no_others(
    lister: LinuxSocketLister, open_here: contextlib.ExitStack
) -> None:
    listener, client, accepted = pair(open_here)

    told = lister.sockets_of(own_key(), Patient())

    assert {inode(one) for one in (listener, client, accepted)} <= {one.inode for one in told.sockets}
    assert all(one.owners == (own_key(),) for one in told.sockets)


def test_a_process_that_has_ended_is_no_other_one_with_its_number(diag: LinuxSocketLister) -> None:
    key = own_key()

    with pytest.raises(Ended):
        diag.sockets_of(ProcessKey(key.boot_id, key.pid, key.start_ticks + 1), Patient())
    with pytest.raises(Ended):
        diag.sockets_of(ProcessKey(key.boot_id, 2**22 + 1, 1), Patient())


def test_nobody_waits_for_a_list_that_was_given_up(diag: LinuxSocketLister) -> None:
    with pytest.raises(Cancelled):
        diag.list_sockets(GaveUp())


def test_both_ways_tell_of_the_same_sockets(open_here: contextlib.ExitStack) -> None:
    pair(open_here)
    ours: list[set[tuple[object, ...]]] = []
    for uses_diag in (True, False):
        lister = LinuxSocketLister(uses_diag=uses_diag)
        told = lister.list_sockets(Patient())
        lister.close()
        ours.append(
            {
                (one.kind, one.state, one.local_address, one.local_port, one.remote_port, one.inode, one.uid)
                for one in told.sockets
                if one.kind.is_internet and one.owners and own_key() in one.owners
            }
        )

    assert ours[0] == ours[1] != set()


_AS_NOBODY = textwrap.dedent(
    """
    import encodings.ascii, os, sys
    sys.path.insert(0, sys.argv[1])
    from procmon_gui.collectors.sockets_list import LinuxSocketLister
    from procmon_gui.domain.errors import Refused
    from tests.collectors.errands import Patient
    from tests.collectors.test_sockets_list import key_of
    key = key_of(int(sys.argv[2]))
    os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
    lister = LinuxSocketLister()
    told = lister.list_sockets(Patient())
    one = [one for one in told.sockets if one.local_port == int(sys.argv[3]) and one.remote_port is None][0]
    try:
        lister.sockets_of(key, Patient())
        print("shown")
    except Refused:
        print("refused", one.owners, one.why_no_owner.value, one.uid, told.refused_count > 0, one.waiting_limit)
    """
)


@pytest.mark.needs_root
def test_an_ordinary_user_sees_every_socket_and_is_told_why_it_has_no_owner(
    open_here: contextlib.ExitStack,
) -> None:
    listener = open_here.enter_context(socket.create_server(("127.0.0.1", 0), backlog=9))
    arguments = [str(ROOT), str(os.getpid()), str(listener.getsockname()[1])]

    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, *arguments], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.stdout.split() == ["refused", "None", "refused", str(os.getuid()), "True", "9"], done.stderr


# ---- what the kernel never says


@given(st.binary(max_size=300), st.integers(-4, 300), st.integers(0, 310))
def test_a_torn_answer_is_left_out_and_never_breaks_the_list(message: bytes, start: int, end: int) -> None:
    for kind in (SocketKind.TCP, SocketKind.UDP6):
        parse_inet(message, start, end, kind)
    for parse in (parse_unix, parse_netlink, parse_packet):
        parse(message, start, end)


@given(st.binary(max_size=200))
def test_a_line_that_is_no_socket_is_none(line: bytes) -> None:
    for parse in (parse_unix_line, parse_netlink_line, parse_packet_line):
        with contextlib.suppress(ValueError):
            parse(line)
    with contextlib.suppress(ValueError, IndexError):
        parse_inet_line(line, SocketKind.TCP)


def test_a_line_of_a_listening_socket_is_understood() -> None:
    line = (
        b"   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000  1000        0 4711 1 "
        b"0000000000000000 100 0 0 10 0"
    )

    one = parse_inet_line(line, SocketKind.TCP)

    assert one is not None
    assert (one.local_address, one.local_port, one.state) == ("127.0.0.1", 8080, SocketState.LISTENING)
    assert (one.uid, one.inode, one.waiting_count, one.waiting_limit) == (1000, 4711, 3, None)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"/run/x.sock\0", "/run/x.sock"),
        (b"/run/x.sock", "/run/x.sock"),
        (b"\0name", "@name"),
        (b"\0a\0b", "@a\\x00b"),
        (b"", ""),
    ],
)
def test_names_of_unix_sockets(raw: bytes, said: str) -> None:
    assert unix_name(raw) == said


def test_an_interface_is_asked_for_again_after_a_while_and_a_lost_one_is_its_number() -> None:
    now_ns = [0]
    known = {3: "eth0"}

    def ask(index: int) -> str:
        if index not in known:
            raise OSError
        return known[index]

    name = InterfaceNames(ask, lambda: now_ns[0])

    assert (name(0), name(3), name(4)) == ("", "eth0", "4")
    known[3] = "renamed"
    assert name(3) == "eth0"
    now_ns[0] += 11_000_000_000
    assert name(3) == "renamed"
