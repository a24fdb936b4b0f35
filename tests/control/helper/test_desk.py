"""What the helper refuses, whoever asks: what is no message, what is no descriptor of a process, whom it spares."""

import array
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("the helper is for Linux", allow_module_level=True)

from procmon_gui.control import grading
from procmon_gui.control.helper import deeds, desk
from procmon_gui.control.helper.desk import Desk, serve
from procmon_gui.control.helper.log import Log
from procmon_gui.control.helper.target import CRITICAL_NAMES, ancestors_of, look
from procmon_gui.control.helper.wire import ORDER, Order, Reason, Result, Verb
from procmon_gui.control.helper_client import Answer, pack_order, unpack_answer
from tests.faults.rigs import started, wait_until

TERM = Order(Verb.SIGNAL, signal.SIGTERM)
CREDENTIALS = desk._CREDENTIALS.pack(os.getpid(), os.getuid(), os.getgid())
# The test is the helper here, and its parent is the one who asks.
ASKER = (os.getppid(), os.getuid())
HIS = (socket.SOL_SOCKET, socket.SCM_CREDENTIALS, desk._CREDENTIALS.pack(*ASKER, os.getgid()))


class Clock:
    """A clock that is moved by hand, by a second at each look unless it stands."""

    def __init__(self) -> None:
        self.step_s = 1.0
        self._now_s = 0.0

    def __call__(self) -> float:
        self._now_s += self.step_s
        return self._now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "helper.log"


@pytest.fixture
def tell(clock: Clock, log: Path) -> Callable[..., Answer]:
    """Return what tells a fresh desk something: `order` or raw `message`, and copies of the descriptors."""
    one = Desk(ASKER, Log(str(log), syslog="/nonexistent"), clock)

    def told(order: Order | bytes, *fds: int, flags: int = 0, notes: "list[desk.Note] | None" = None) -> Answer:
        message = order if isinstance(order, bytes) else pack_order(order)
        copies = array.array("i", [os.dup(fd) for fd in fds])
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, copies.tobytes())] if fds else []
        answer = unpack_answer(one.answer(message, [*([HIS] if notes is None else notes), *rights], flags))
        assert [fd for fd in copies if _is_open(fd)] == []
        return answer

    return told


def _is_open(fd: int) -> bool:
    try:
        fcntl.fcntl(fd, fcntl.F_GETFD)
    except OSError:
        return False
    return True


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    with started(["sleep", "1000"]) as process:
        yield process


@pytest.fixture
def pidfd(sleeper: "subprocess.Popen[bytes]") -> Iterator[int]:
    fd = os.pidfd_open(sleeper.pid)
    yield fd
    os.close(fd)


def test_a_process_is_ended(tell: Callable[..., Answer], sleeper: "subprocess.Popen[bytes]", pidfd: int) -> None:
    assert tell(TERM, pidfd) == Answer(Result.DONE)
    assert sleeper.wait(20) == -signal.SIGTERM


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"PMH1",
        bytes(ORDER.size),
        pack_order(TERM)[:-1],
        pack_order(TERM) + b"\0",
        b"PMH2" + pack_order(TERM)[4:],
        ORDER.pack(b"PMH1", 0, 0, 15, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 5, 0, 15, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 1, 2, 15, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 1, 0, 15, 0, 1, 0, b""),
        ORDER.pack(b"PMH1", 1, 0, 15, 1, 0, 0, b""),
        ORDER.pack(b"PMH1", 1, 0, 15, 0, 0, 0, b"\1"),
        ORDER.pack(b"PMH1", 1, 0, 0, 0, 0, 0, b""),
        *(ORDER.pack(b"PMH1", 1, 0, number, 0, 0, 0, b"") for number in (3, 6, 10, 11, 12, 64, -1)),
        ORDER.pack(b"PMH1", 2, 0, -21, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 2, 0, 20, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 3, 0, 0, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 3, 0, 4, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 3, 0, 2, 8, 0, 0, b""),
        ORDER.pack(b"PMH1", 4, 0, 0, 0, 0, 0, b""),
        ORDER.pack(b"PMH1", 4, 0, 1, 0, 0, 0, b"\1"),
    ],
)
def test_what_is_no_order_does_nothing(
    tell: Callable[..., Answer], sleeper: "subprocess.Popen[bytes]", pidfd: int, message: bytes
) -> None:
    assert tell(message, pidfd) == Answer(Result.REFUSED, Reason.MALFORMED)
    assert sleeper.poll() is None


def test_a_message_that_was_cut_does_nothing(tell: Callable[..., Answer], pidfd: int) -> None:
    assert tell(TERM, pidfd, flags=socket.MSG_TRUNC).reason is Reason.MALFORMED


def test_exactly_one_descriptor_is_taken(tell: Callable[..., Answer], pidfd: int) -> None:
    refused = Answer(Result.REFUSED, Reason.DESCRIPTOR)

    assert tell(TERM) == refused
    assert tell(TERM, pidfd, pidfd) == refused
    assert tell(TERM, pidfd, flags=socket.MSG_CTRUNC) == refused


def test_a_descriptor_of_anything_but_a_process_is_refused(
    tell: Callable[..., Answer], tmp_path: Path, sleeper: "subprocess.Popen[bytes]"
) -> None:
    """A folder of /proc too, though the kernel would take it for the process."""
    (tmp_path / "anon_inode:[pidfd]").write_text("Pid:\t1\n")
    ends = socket.socketpair()
    fds = [
        os.open(tmp_path / "anon_inode:[pidfd]", os.O_RDONLY), os.open(tmp_path, os.O_RDONLY),
        os.open(f"/proc/{sleeper.pid}", os.O_RDONLY), os.open(f"/proc/{sleeper.pid}/stat", os.O_RDONLY),
        os.open("/dev/null", os.O_RDWR), os.memfd_create("anon_inode:[pidfd]"), os.eventfd(0), ends[0].fileno(),
    ]  # fmt: skip
    try:
        assert {tell(TERM, fd).reason for fd in fds} == {Reason.DESCRIPTOR}
    finally:
        for fd in fds[:-1]:
            os.close(fd)
        for end in ends:
            end.close()
    assert sleeper.poll() is None


def test_a_descriptor_of_one_thread_is_refused(tell: Callable[..., Answer], sleeper: "subprocess.Popen[bytes]") -> None:
    try:
        fd = os.pidfd_open(sleeper.pid, os.O_EXCL)
    except OSError:
        pytest.skip("this kernel has no descriptors of threads (before 6.9)")
    try:
        assert tell(TERM, fd).reason is Reason.DESCRIPTOR
    finally:
        os.close(fd)


def test_a_process_that_has_ended_is_told_so(tell: Callable[..., Answer], pidfd: int) -> None:
    os.kill(look(pidfd).pid, signal.SIGKILL)
    os.waitid(os.P_PIDFD, pidfd, os.WEXITED)

    assert tell(TERM, pidfd) == Answer(Result.ENDED)


def test_init_the_kernel_the_helper_and_who_asks_are_spared_whatever_was_typed(tell: Callable[..., Answer]) -> None:
    strongly = Order(Verb.SIGNAL, signal.SIGCONT, may_be_critical=True)
    kernel = [2] if Path("/proc/2/comm").exists() and not Path("/proc/2/cmdline").read_bytes() else []
    for pid in (1, os.getpid(), os.getppid(), *kernel):
        fd = os.pidfd_open(pid)
        try:
            assert tell(strongly, fd) == Answer(Result.REFUSED, Reason.UNTOUCHABLE)
        finally:
            os.close(fd)


def test_what_others_live_in_needs_the_word_that_its_name_was_typed(tell: Callable[..., Answer]) -> None:
    named = "import time\nopen('/proc/self/comm', 'w').write('gnome-shell')\ntime.sleep(1000)"
    with started([sys.executable, "-c", named]) as shell:
        wait_until(lambda: Path(f"/proc/{shell.pid}/comm").read_text() == "gnome-shell\n", "it has named itself")
        pidfd = os.pidfd_open(shell.pid)
        try:
            assert tell(TERM, pidfd) == Answer(Result.REFUSED, Reason.CRITICAL)
            assert tell(Order(Verb.SIGNAL, signal.SIGTERM, may_be_critical=True), pidfd) == Answer(Result.DONE)
        finally:
            os.close(pidfd)


def test_whatever_the_helper_spares_the_program_asks_about_before() -> None:
    """Else it would be refused for want of a name that nobody was asked to type."""
    assert set(grading._CRITICAL_NAMES) >= CRITICAL_NAMES


def test_all_above_who_asks_are_its_session() -> None:
    assert {os.getpid(), os.getppid()} <= ancestors_of(os.getpid()) | {1}
    assert 1 not in ancestors_of(os.getpid())


@pytest.mark.parametrize("notes", [[], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, CREDENTIALS)]])
def test_only_who_was_asked_for_the_password_is_heard(
    tell: Callable[..., Answer], sleeper: "subprocess.Popen[bytes]", pidfd: int, notes: "list[desk.Note]"
) -> None:
    assert tell(TERM, pidfd, notes=notes) == Answer(Result.REFUSED, Reason.STRANGER)
    assert sleeper.poll() is None


def test_the_first_order_is_the_only_one(tell: Callable[..., Answer], pidfd: int) -> None:
    assert tell(Order(Verb.NICE, 5), pidfd) == Answer(Result.DONE)
    assert tell(Order(Verb.NICE, 5, may_be_critical=True), pidfd) == Answer(Result.DONE)

    assert tell(Order(Verb.NICE, 6), pidfd) == Answer(Result.REFUSED, Reason.OTHER_ORDER)
    assert tell(TERM, pidfd) == Answer(Result.REFUSED, Reason.OTHER_ORDER)


def test_more_than_ten_within_a_second_are_refused_and_do_not_fill_the_log(
    tell: Callable[..., Answer], clock: Clock, log: Path, pidfd: int
) -> None:
    clock.step_s = 0.0
    answers = [tell(Order(Verb.NICE, 5), pidfd).reason for _ in range(1000)]
    clock.step_s = 2.0
    tell(Order(Verb.NICE, 5), pidfd)

    assert answers == [Reason.NONE] * 10 + [Reason.TOO_FAST] * 990
    lines = log.read_text().splitlines()
    assert len(lines) == 22
    assert lines[-2].endswith(", before it 990 too fast, not noted")


def test_what_can_not_be_noted_is_not_done(
    tell: Callable[..., Answer], log: Path, sleeper: "subprocess.Popen[bytes]", pidfd: int
) -> None:
    log.mkdir()

    assert tell(TERM, pidfd).reason is Reason.NO_LOG
    assert sleeper.poll() is None


def test_refusals_are_noted_too(tell: Callable[..., Answer], log: Path, pidfd: int) -> None:
    tell(b"x", pidfd)
    tell(TERM)

    lines = [line.partition("): ")[2] for line in log.read_text().splitlines()]
    assert lines == ["REFUSED MALFORMED", "REFUSED DESCRIPTOR, signal 15"]


def test_what_the_kernel_refuses_is_told_with_its_number(
    tell: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, pidfd: int
) -> None:
    def refuse(_tid: int, _order: Order) -> None:
        raise PermissionError(1, "no")

    monkeypatch.setattr(deeds, "_put", refuse)

    assert tell(Order(Verb.NICE, 5), pidfd) == Answer(Result.FAILED, errno=1)


def test_a_value_that_does_not_stand_there_afterwards_is_unsure(
    tell: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, pidfd: int
) -> None:
    monkeypatch.setattr(deeds, "_put", lambda _tid, _order: None)

    assert tell(Order(Verb.NICE, 5), pidfd).result is Result.UNSURE


@pytest.mark.parametrize(
    "order", [Order(Verb.NICE, 5), Order(Verb.IO_PRIORITY, 3), Order(Verb.AFFINITY, cpus=frozenset({0}))]
)
def test_a_process_that_ends_while_it_is_acted_upon_is_unsure(
    tell: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, sleeper: "subprocess.Popen[bytes]", pidfd: int,
    order: Order,
) -> None:  # fmt: skip
    """Its number may have been another's when it was used: nobody can know."""
    put = deeds._put

    def put_and_end(tid: int, what: Order) -> None:
        put(tid, what)
        sleeper.kill()
        sleeper.wait()

    monkeypatch.setattr(deeds, "_put", put_and_end)

    assert tell(order, pidfd).result is Result.UNSURE


def test_it_ends_when_nobody_says_anything() -> None:
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, its:
        begun_s = time.monotonic()
        serve(its, Desk(ASKER, Log("/nonexistent/log")), idle_s=0.02)

        assert time.monotonic() - begun_s < 10


def test_it_ends_when_whoever_asked_is_gone() -> None:
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.close()
    with its:
        serve(its, Desk(ASKER, Log("/nonexistent/log")))


def test_it_ends_after_a_while_however_much_is_said(tmp_path: Path) -> None:
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def talk() -> None:
        with contextlib.suppress(OSError):
            while True:
                ours.send(b"x")
                ours.recv(100)

    with ours, its:
        thread = threading.Thread(target=talk)
        thread.start()
        serve(its, Desk(ASKER, Log(str(tmp_path / "log"))), life_s=0.1)
        its.close()
        thread.join()
