"""The helper as the program sees it, through a stand-in for pkexec: what it waits for, and what it says on bad days."""

import array
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from procmon_gui.control import helper_client
from procmon_gui.control.helper import wire
from procmon_gui.control.helper_client import HelperClient, pack_order
from procmon_gui.control.privileged import Lost
from procmon_gui.domain.actions import Action, ActionKind, IoClass
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.sentences import Sentence
from tests.collectors.errands import GaveUp, Patient
from tests.faults.rigs import started, wait_until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the helper is for Linux")

STAND_IN = [sys.executable, str(Path(__file__).parent / "stand_in.py")]
SUSPEND = Action(kind=ActionKind.SUSPEND)
NICE = Action(kind=ActionKind.NICE, nice=7)
# What begins a helper that goes wrong afterwards.
READY = f"""
import os, socket, struct, time
channel = socket.socket(fileno=0)
pack = struct.Struct({wire.ANSWER.format!r}).pack
channel.send(pack({wire.MAGIC!r}, {int(wire.Result.READY)}, 0, 0, 0))
message = channel.recv(10_000)
"""

Opener = Callable[..., HelperClient]


@pytest.fixture
def open_client() -> Iterator[Opener]:
    """Return what opens a client of some command, and closes it with the test."""
    opened: list[HelperClient] = []

    def open_one(*command: str, **more: float) -> HelperClient:
        opened.append(HelperClient(command, **more))  # type: ignore[arg-type]
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def client(open_client: Opener, tmp_path: Path) -> HelperClient:
    """Return a client of the helper of this checkout."""
    return open_client(*STAND_IN, str(tmp_path / "log"))


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    with started(["sleep", "1000"]) as process:
        yield process


@pytest.fixture
def pidfd(sleeper: "subprocess.Popen[bytes]") -> Iterator[int]:
    fd = os.pidfd_open(sleeper.pid)
    yield fd
    os.close(fd)


def python(words: str) -> tuple[str, str, str]:
    return sys.executable, "-c", words


def state_of(process: "subprocess.Popen[bytes]") -> str:
    return Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]


def said(error: "pytest.ExceptionInfo[Exception]") -> str:
    """Return the words of an error, which must be in parts, so that they can be translated."""
    assert isinstance(error.value.args[0], Sentence)
    return str(error.value)


@pytest.mark.needs_root
def test_it_does_what_is_asked(client: HelperClient, sleeper: "subprocess.Popen[bytes]", pidfd: int) -> None:
    assert client.do(pidfd, NICE, Patient()) is Outcome.DONE
    assert os.getpriority(os.PRIO_PROCESS, sleeper.pid) == 7
    idle = Action(kind=ActionKind.IO_PRIORITY, io_class=IoClass.IDLE, io_level=4)
    assert client.do(pidfd, idle, Patient()) is Outcome.DONE
    one = Action(kind=ActionKind.AFFINITY, cpus=frozenset({0}))
    assert client.do(pidfd, one, Patient()) is Outcome.DONE
    assert os.sched_getaffinity(sleeper.pid) == {0}
    assert client.do(pidfd, SUSPEND, Patient()) is Outcome.DONE
    wait_until(lambda: state_of(sleeper) == "T", "it has stopped")


@pytest.mark.needs_root
def test_an_order_to_many_asks_once_and_keeps_the_pace_that_the_helper_bears(
    client: HelperClient, tmp_path: Path, pidfd: int
) -> None:
    """Of twelve the last two wait for a second: the helper counts by its own clock."""
    errand = Patient()

    assert {client.do(pidfd, NICE, errand) for _ in range(12)} == {Outcome.DONE}

    assert sum("started" in line for line in (tmp_path / "log").read_text().splitlines()) == 1


@pytest.mark.needs_root
def test_the_next_order_asks_anew(client: HelperClient, tmp_path: Path, pidfd: int) -> None:
    errand = Patient()
    client.do(pidfd, NICE, errand)
    client.do(pidfd, NICE, Patient())
    client.close()
    client.do(pidfd, NICE, errand)

    assert sum("started" in line for line in (tmp_path / "log").read_text().splitlines()) == 3


@pytest.mark.needs_root
def test_a_process_that_ended_before_is_told_so(
    client: HelperClient, sleeper: "subprocess.Popen[bytes]", pidfd: int
) -> None:
    sleeper.kill()
    sleeper.wait()

    with pytest.raises(Ended):
        client.do(pidfd, SUSPEND, Patient())


@pytest.mark.parametrize(
    "action",
    [
        Action(kind=ActionKind.RESTART_UNIT),
        Action(kind=ActionKind.SIGNAL, signal=signal.SIGSEGV),
        Action(kind=ActionKind.SIGNAL, signal=signal.SIGUSR1),
        Action(kind=ActionKind.NICE, nice=-21),
        Action(kind=ActionKind.AFFINITY),
        Action(kind=ActionKind.AFFINITY, cpus=frozenset({wire.CPU_LIMIT})),
    ],
)
def test_what_the_helper_does_not_do_asks_for_no_password(open_client: Opener, pidfd: int, action: Action) -> None:
    client = open_client(*python("raise SystemExit('it was started')"))

    with pytest.raises(Refused) as refused:
        client.do(pidfd, action, Patient())

    assert said(refused) == "This can not be done to processes of other users."


@pytest.mark.parametrize(
    ("script", "kind", "words"),
    [
        ("echo 'Error executing command as another user: Request dismissed' >&2; exit 126", Refused, "was closed"),
        ("echo 'Error executing command as another user: Not authorized' >&2; exit 127", Refused, "did not allow it"),
        ("echo 'No authentication agent found.' >&2; exit 127", Refused, "could not ask"),
        ("printf 'The value for \\033[31m SHELL' >&2; exit 127", Unavailable, "started: The value for \\x1b[31m SHELL"),
        ("exit 3", Unavailable, "exit status 3"),
        ("kill -9 $$", Unavailable, "exit status -9"),
        ("exec 0<&-; exec sleep 100", Unavailable, "does not speak"),
    ],
)
def test_what_pkexec_says_is_told_plainly(
    open_client: Opener, monkeypatch: pytest.MonkeyPatch, pidfd: int, script: str, kind: type[Exception], words: str
) -> None:
    monkeypatch.setattr(helper_client, "_END_S", 0.3)
    with pytest.raises(kind) as error:
        open_client("sh", "-c", script).do(pidfd, SUSPEND, Patient())

    assert words in said(error)


def test_without_the_program_it_is_said(open_client: Opener, pidfd: int) -> None:
    with pytest.raises(Unavailable, match="could not be started: No such file"):
        open_client("/nonexistent/pkexec").do(pidfd, SUSPEND, Patient())


def test_who_closed_the_question_is_not_asked_for_the_rest_of_the_order(
    open_client: Opener, tmp_path: Path, pidfd: int
) -> None:
    count = tmp_path / "count"
    client = open_client("sh", "-c", f"echo >>{count}; exit 126")
    errand = Patient()

    for _ in range(5):
        with pytest.raises(Refused):
            client.do(pidfd, SUSPEND, errand)
    assert count.read_text() == "\n"
    with pytest.raises(Refused):
        client.do(pidfd, SUSPEND, Patient())
    assert count.read_text() == "\n\n"


def test_whoever_does_not_wait_any_longer_gets_rid_of_the_question(open_client: Opener, pidfd: int) -> None:
    client = open_client("sleep", "1000")

    with pytest.raises(Cancelled):
        client.do(pidfd, SUSPEND, GaveUp())


def test_the_question_is_taken_back_after_a_while(open_client: Opener, pidfd: int) -> None:
    client = open_client("sleep", "1000", password_s=0.05)

    with pytest.raises(Refused, match="not typed in time"):
        client.do(pidfd, SUSPEND, Patient())


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("os._exit(0)", "was lost on the way"),
        ("os.kill(os.getpid(), 9)", "was lost on the way"),
        ("channel.send(b'x' * 50)", "means nothing"),
        (f"channel.send(pack({wire.MAGIC!r}, 99, 0, 0, 1))", "means nothing"),
        (f"channel.send(pack({wire.MAGIC!r}, 2, 77, 0, 1))", "means nothing"),
        (f"channel.send(pack({wire.MAGIC!r}, 2, 0, 0, 8))", "means nothing"),
        (f"channel.send(pack({wire.MAGIC!r}, 1, 0, 0, 1))", "means nothing"),
        (f"channel.send(pack({wire.MAGIC!r}, 2, 0, 0, 1) + bytes(50))", "means nothing"),
        ("time.sleep(100)", "no answer in time"),
    ],
)
def test_a_helper_that_goes_wrong_after_it_was_told_leaves_it_unknown(
    open_client: Opener, pidfd: int, then: str, words: str
) -> None:
    client = open_client(*python(READY + then + "\ntime.sleep(100)"), answer_s=0.3 if "sleep" in then else 20.0)
    errand = Patient()

    with pytest.raises(Lost) as lost:
        client.do(pidfd, SUSPEND, errand)
    with pytest.raises(Refused, match="broken off"):
        client.do(pidfd, SUSPEND, errand)

    assert words in said(lost)


def test_a_helper_of_another_version_is_told_so(open_client: Opener, pidfd: int) -> None:
    with pytest.raises(Unavailable, match=r"of another version\. If this program was brought up to date"):
        open_client(*python(READY.replace("PMH1", "PMH0"))).do(pidfd, SUSPEND, Patient())


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (wire.Reason.NO_LOG, "can not write its log"),
        (wire.Reason.STRANGER, "who asks"),
        (wire.Reason.UNSAFE, "changed"),
    ],
)
def test_a_helper_that_does_not_begin_says_why(
    open_client: Opener, pidfd: int, reason: wire.Reason, words: str
) -> None:
    begin = READY.replace(f"{int(wire.Result.READY)}, 0, 0, 0", f"{int(wire.Result.REFUSED)}, {int(reason)}, 0, 0")
    with pytest.raises(Unavailable) as error:
        open_client(*python(begin)).do(pidfd, SUSPEND, Patient())

    assert words in said(error)


@pytest.mark.needs_root
def test_a_descriptor_that_another_process_got_hold_of_is_worth_nothing(tmp_path: Path, pidfd: int) -> None:
    """The kernel tells with each message who sent it."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, started([*STAND_IN, str(tmp_path / "log")], stdin=its):
        its.close()
        ours.settimeout(20)
        assert helper_client.unpack_answer(ours.recv(100)).result is wire.Result.READY
        message = pack_order(wire.Order(wire.Verb.SIGNAL, signal.SIGKILL))
        notes = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [pidfd]))]
        child = os.fork()
        if child == 0:
            ours.sendmsg([message], notes)
            os._exit(0)
        os.waitpid(child, 0)

        assert helper_client.unpack_answer(ours.recv(100)).reason is wire.Reason.STRANGER


@pytest.mark.needs_root
def test_ctrl_c_in_the_terminal_of_the_program_does_not_break_it_off_in_the_middle(
    client: HelperClient, sleeper: "subprocess.Popen[bytes]", pidfd: int
) -> None:
    errand = Patient()
    client.do(pidfd, NICE, errand)
    assert client._helper is not None
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP):
        client._helper._process.send_signal(number)

    assert client.do(pidfd, NICE, errand) is Outcome.DONE


@pytest.mark.needs_root
def test_a_helper_that_is_killed_between_two_targets_is_not_started_again(client: HelperClient, pidfd: int) -> None:
    errand = Patient()
    client.do(pidfd, NICE, errand)
    assert client._helper is not None
    client._helper._process.kill()
    client._helper._process.wait()

    with pytest.raises(Unavailable, match="before it was told, so nothing was done") as gone:
        client.do(pidfd, NICE, errand)
    assert not isinstance(gone.value, Lost)
    with pytest.raises(Refused, match="broken off"):
        client.do(pidfd, NICE, errand)


def test_two_orders_wait_for_one_another_and_can_be_given_up(open_client: Opener, pidfd: int) -> None:
    client = open_client("sleep", "1000", password_s=0.5)

    def order() -> None:
        with contextlib.suppress(Refused):
            client.do(pidfd, SUSPEND, Patient())

    first = threading.Thread(target=order)
    first.start()
    while client._errand is None:
        time.sleep(0.001)  # until the other thread has begun

    with pytest.raises(Cancelled):
        client.do(pidfd, SUSPEND, GaveUp())
    client.close()
    first.join()


# ---- whether it is there


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay an installed helper down where nobody looks, and return its folder."""
    folder = tmp_path / "helper"
    path = folder / helper_client.HELPER_PATH.relative_to(helper_client.HELPER_FOLDER)
    path.parent.mkdir(parents=True)
    path.write_text("#!/usr/bin/env -S python3\n")
    (tmp_path / "policy").touch()
    monkeypatch.setattr(helper_client, "HELPER_FOLDER", folder)
    monkeypatch.setattr(helper_client, "HELPER_PATH", path)
    monkeypatch.setattr(helper_client, "POLICY_PATH", tmp_path / "policy")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    return folder


def test_where_all_is_there_and_roots_own_it_can_be_used(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    def look_at(paths: Iterable[Path]) -> str:
        seen.extend(paths)
        return ""

    monkeypatch.setattr(helper_client, "fault_of_all", look_at)

    assert helper_client.why_not() is None
    assert {helper_client.HELPER_PATH, helper_client.POLICY_PATH, Path("/usr/bin/env").resolve()} <= set(seen)


def test_where_others_can_change_it_it_is_not_used(installed: Path) -> None:
    """The folder of a test lies in one that everybody may write."""
    why = helper_client.why_not()

    assert why is not None
    assert str(why).startswith("Only your own processes can be acted on: /")
    assert "not safe from change" in str(why)


@pytest.mark.parametrize("missing", ["HELPER_PATH", "POLICY_PATH"])
def test_where_it_is_not_installed_it_is_said_how_to(installed: Path, missing: str) -> None:
    path: Path = getattr(helper_client, missing)
    path.unlink()

    why = helper_client.why_not()

    assert why is not None
    words = "The .deb and the .rpm bring it; in a checkout packaging/install-helper, run as root, installs it."
    assert f"({path} is missing). {words}" in str(why)


@pytest.mark.usefixtures("installed")
def test_without_pkexec_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    assert "pkexec" in str(helper_client.why_not())


@pytest.mark.usefixtures("installed")
def test_elsewhere_than_on_linux_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert "Linux alone" in str(helper_client.why_not())


def test_a_window_is_never_asked_for_a_password_in_a_terminal_that_nobody_looks_at() -> None:
    assert "--disable-internal-agent" in HelperClient()._command
    assert "--disable-internal-agent" not in HelperClient(asks_in_terminal=True)._command
