"""`procmon-gui act`: who it is, whether it is meant, what came of it; and that nobody gets round the gate here."""

import contextlib
import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.control import proc
from procmon_gui.domain.accounts import Role
from procmon_gui.domain.audit import AuditRecord
from procmon_gui.domain.errors import WrongInput
from procmon_gui.services.access import open_access, open_accounts
from procmon_gui.services.control import open_control
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options, open_settings
from procmon_gui.terminal.act import OpenControl, run_act
from procmon_gui.terminal.arguments import parse
from tests.control.held import NOBODY, FixedAccess, anna, has_ended, key_of, lives, sleepers

pytestmark = pytest.mark.needs_root

PASSWORD = "four words in a row"
ROLES = {"vera": Role.VIEWER, "otto": Role.OPERATOR, "anna": Role.ADMINISTRATOR}
VERBS = (
    "end", "kill", "tree", "stop", "cont", "signal HUP", "nice 12", "ionice idle", "affinity 0", "restart-unit",
)  # fmt: skip
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"


class Said:
    """Somebody who answers; it is remembered what he was asked."""

    is_person = False

    def __init__(self, *lines: str, password: str = PASSWORD) -> None:
        self.lines = list(lines)
        self.password = password
        self.asked: list[str] = []

    def line(self, prompt: str) -> str:
        self.asked.append(prompt)
        if not self.lines:
            raise WrongInput("nobody is there")
        return self.lines.pop(0)

    def secret(self, prompt: str) -> str:
        return self.password


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of data with an account of each role."""
    folder = tmp_path_factory.mktemp("desk")
    options = Options(data_dir=folder, config=folder / "settings.toml")
    for name in ("anna", "vera", "otto"):
        access = open_access(options, open_settings(options), waits=True)
        access.refresh()
        if name != "anna":
            access.log_in("anna", PASSWORD)
        open_accounts(options, access).add(name, PASSWORD, ROLES[name])
    return folder


Act = Callable[..., int]


@pytest.fixture
def act(desk: Path) -> Act:
    """Return what runs the verb, as who is named, in this process."""

    def run(
        account: str,
        words: str,
        *more: str,
        said: Said | None = None,
        logs_in: bool = False,
        opener: OpenControl | None = None,
        has_root: bool = True,
    ) -> int:
        places = ("--data-dir", str(desk), "--config", str(desk / "settings.toml"), "--account", account)
        request = parse(["act", *words.split(), *more, *places])
        if logs_in:
            return run_act(request, asker=said or Said())
        # The slow hash of a password is tried elsewhere: here somebody has typed it just now.
        access: Any = FixedAccess(replace(anna(ROLES[account], has_root=has_root), account=account))
        return run_act(request, asker=said or Said(), opener=opener, identifier=lambda *_, **__: access)

    return run


def newest(desk: Path) -> AuditRecord:
    return open_audit(Options(data_dir=desk)).records(limit=1)[0]


@pytest.fixture
def victim() -> Iterator["subprocess.Popen[bytes]"]:
    with sleepers() as (process,):
        yield process


# ---- what it says and asks


def test_it_shows_who_it_is_asks_and_tells_what_came_of_it(
    act: Act, desk: Path, victim: "subprocess.Popen[bytes]", capsys: pytest.CaptureFixture[str]
) -> None:
    said = Said("y")

    assert act("anna", f"end {victim.pid}", "--reason", "it hangs", said=said) == 0

    assert said.asked == ["Go on? [y/N] "]
    told = capsys.readouterr()
    first, second, third = told.err.splitlines()[:3]
    assert first == "Send SIGTERM to 1 process:"
    assert f"(PID {victim.pid}), user root, started 20" in second
    assert second.endswith("0 children")
    assert third == f"    executable: {os.path.realpath(sys.executable)}"
    assert f"(PID {victim.pid}): done; ended after 0." in told.out
    assert (newest(desk).deed.actor, newest(desk).deed.reason) == ("anna", "it hangs")


@pytest.mark.parametrize("answer", ["", "n", "no", "maybe"])
def test_whoever_does_not_mean_it_changes_nothing(act: Act, victim: "subprocess.Popen[bytes]", answer: str) -> None:
    assert act("anna", f"end {victim.pid}", said=Said(answer)) == 3
    assert lives(victim)


def test_a_script_that_nobody_answers_for_has_to_say_yes(
    act: Act, victim: "subprocess.Popen[bytes]", capsys: pytest.CaptureFixture[str]
) -> None:
    assert act("anna", f"end {victim.pid}") == 2
    assert "--yes says so" in capsys.readouterr().err
    assert lives(victim)

    assert act("anna", f"end {victim.pid}", "--yes") == 0


def test_one_that_goes_on_running_is_told_and_has_a_status_of_its_own(
    act: Act, capsys: pytest.CaptureFixture[str]
) -> None:
    with sleepers(first=DEAF) as (deaf,):
        assert act("anna", f"end {deaf.pid}", "--yes", "--wait", "0.1") == 4
        assert "done; still running after 0.1 s" in capsys.readouterr().out
        assert lives(deaf)


def test_a_number_that_nobody_has_and_one_that_ends_in_between_do_not_keep_the_others(
    act: Act, victim: "subprocess.Popen[bytes]", capsys: pytest.CaptureFixture[str]
) -> None:
    assert act("anna", f"end 4194304 {victim.pid}", "--yes") == 1
    assert "PID 4194304: There is no process with this number." in capsys.readouterr().err
    assert has_ended(victim)


def test_it_has_to_be_the_one_that_was_started_then(
    act: Act, victim: "subprocess.Popen[bytes]", capsys: pytest.CaptureFixture[str]
) -> None:
    ticks = key_of(victim.pid).start_ticks

    assert act("anna", f"end {victim.pid} --started {ticks + 1}", "--yes") == 1
    assert act("anna", f"end {victim.pid}", "--yes", "--started", "2 hours ago") == 1
    assert "It was started at" in capsys.readouterr().err
    assert lives(victim)
    assert act("anna", f"signal CONT {victim.pid} --started {ticks}", "--yes") == 0
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - age_s(victim.pid)))
    assert act("anna", f"end {victim.pid} --started {now}", "--yes") == 0


def test_whoever_is_not_the_one_that_was_meant_is_kept_with_the_reason(
    act: Act, desk: Path, victim: "subprocess.Popen[bytes]"
) -> None:
    ticks = key_of(victim.pid).start_ticks

    assert act("anna", f"end {victim.pid} --started 5", "--yes", "--reason", "it hangs") == 1
    other = newest(desk).deed
    assert (other.actor, other.action, other.outcome.value, other.reason) == ("anna", "end", "failed", "it hangs")
    assert other.target_key == replace(key_of(victim.pid), start_ticks=5)
    assert other.detail == f"It was started {ticks} ticks after the boot, and not 5."

    assert act("anna", f"kill {victim.pid}", "--yes", "--started", "2026-01-01T00:00:00Z") == 1
    early = newest(desk).deed
    assert (early.action, early.target) == ("kill", f"PID {victim.pid}, started 2026-01-01T00:00:00Z")
    assert early.detail.startswith("It was started at")

    assert act("anna", "end 4194304", "--yes") == 1
    nobody = newest(desk).deed
    assert (nobody.target, nobody.outcome.value) == ("PID 4194304", "failed")
    assert nobody.detail == "There is no process with this number."


def test_whoever_can_not_be_held_is_kept_with_the_reason(act: Act, desk: Path) -> None:
    with sleepers() as (early,):
        key = key_of(early.pid)
        # It ends while it is looked for.
        ends = _EndsWhenHeld(early)
        assert act("anna", f"end {early.pid}", "--yes", opener=ends.opened) == 1

    deed = newest(desk).deed
    assert (deed.target_key, deed.outcome.value) == (key, "failed")
    assert deed.detail


class _EndsWhenHeld:
    """Hands that come too late."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._control: Any = None

    def opened(self, options: Options, access: Any) -> Any:
        self._control = open_control(options, access)
        return self

    def hold(self, *args: Any, **more: Any) -> Any:
        self._process.kill()
        self._process.wait()
        return self._control.hold(*args, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._control, name)


def test_where_nobody_can_log_in_what_was_asked_is_kept_as_refused(
    desk: Path, tmp_path: Path, victim: "subprocess.Popen[bytes]", capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--data-dir", str(tmp_path), "--config", str(tmp_path / "settings.toml")]
    shutil.copy(desk / "desk.sqlite", tmp_path / "desk.sqlite")
    words = ["act", "kill", str(victim.pid), "1", "--yes", "--reason", "it hangs", *places]

    # A script without a login.
    assert run_act(parse(words), asker=Said()) == 2
    without = [record.deed for record in open_audit(Options(data_dir=tmp_path)).records(limit=2)]
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as connection, connection:
        connection.execute("UPDATE accounts SET role = 'god'")
    assert run_act(parse(words), asker=Said()) == 1
    assert "Nobody can log in" in capsys.readouterr().err
    damaged = [record.deed for record in open_audit(Options(data_dir=tmp_path)).records(limit=2)]

    for deeds, why in ((without, "nobody is there"), (damaged, "Nobody can log in")):
        assert [deed.target for deed in deeds] == ["PID 1", f"PID {victim.pid}"]
        for deed in deeds:
            assert (deed.actor, deed.os_user, deed.action) == ("", "root", "kill")
            assert (deed.outcome.value, deed.reason) == ("refused", "it hangs")
            assert why in deed.detail
    assert lives(victim)


def age_s(pid: int) -> float:
    started_s = proc.stat_of(pid).start_ticks / proc.TICKS_PER_S
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s


def test_what_others_live_by_needs_its_name(act: Act, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sleepers(first="open('/proc/self/comm', 'w').write('Xorg')") as (display,):
        assert act("anna", f"end {display.pid}", said=Said("xorg")) == 3
        assert act("anna", f"end {display.pid}", "--yes") == 3
        assert "Its name was not typed" in capsys.readouterr().out
        assert newest(desk).deed.outcome.value == "refused"
        assert lives(display)

        said = Said("Xorg")
        assert act("anna", f"stop {display.pid}", said=said) == 0
        assert said.asked == [f"Type the name of Xorg (PID {display.pid}) to go on: "]
        assert act("anna", f"kill {display.pid}", "--yes", "--confirm", "Xorg") == 0


def test_who_said_only_yes_is_told_how_to_say_that_it_is_meant(act: Act, capsys: pytest.CaptureFixture[str]) -> None:
    with sleepers(first="open('/proc/self/comm', 'w').write('gnome-shell')") as (shell, *_):
        assert act("anna", f"end {shell.pid}", "--yes") == 3
        assert "procmon-gui: beside --yes, --confirm gnome-shell says that it is meant\n" in capsys.readouterr().err
        assert act("anna", f"end {shell.pid}", "--yes", "--confirm", "gnome-shell") == 0
        assert "--confirm" not in capsys.readouterr().err


def test_root_without_an_account_is_told_how_to_make_one(
    tmp_path: Path, victim: "subprocess.Popen[bytes]", capsys: pytest.CaptureFixture[str]
) -> None:
    places = ("--data-dir", str(tmp_path), "--config", str(tmp_path / "settings.toml"))

    assert run_act(parse(["act", "end", str(victim.pid), "--yes", *places]), asker=Said()) == 3

    told = capsys.readouterr()
    assert "needs a local account" in told.out
    assert "`procmon-gui users add NAME --role administrator` makes an account" in told.err
    assert lives(victim)


def test_a_name_that_wants_to_do_harm_is_one_line_of_signs_that_do_none(
    act: Act, capsys: pytest.CaptureFixture[str]
) -> None:
    with sleepers(first="open('/proc/self/comm', 'wb').write(b'a\\x1b[2J\\nb\\xff')") as (hostile,):
        assert act("anna", f"end {hostile.pid}", "--yes") == 0

    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert told.out.startswith("a\\x1b[2J\\nb\\xff (PID ")
    assert len(told.out.splitlines()) == 1


def test_who_may_not_read_command_lines_does_not_see_them_here(
    act: Act, victim: "subprocess.Popen[bytes]", capsys: pytest.CaptureFixture[str]
) -> None:
    act("vera", f"end {victim.pid}")
    assert "time.sleep" not in capsys.readouterr().err
    act("otto", f"end {victim.pid}", said=Said("n"))
    assert "time.sleep" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        "nice 20 1", "nice 1.5 1", "nice x 1", "signal NONE 1", "signal 65 1", "signal 0 1", "signal RTMIN+40 1",
        "ionice 3 1", "ionice idle:1 1", "ionice best-effort:8 1", "affinity 3-1 1", "affinity x 1",
        "affinity 99999 1", "end --started 1 1 2",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_before_anybody_is_asked(
    act: Act, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert act("anna", words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("words", ["end", "end 0", "end -1", "end x", "nice 5", "tree", "mend 1", "end 1 --wait -1"])
def test_what_is_no_command_is_said_in_one_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["act", *words.split()])

    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


# ---- who may not; all of the matrix is in test_act_matrix


@pytest.mark.parametrize("verb", ["end", "nice 12"])
def test_a_viewer_does_nothing_to_anybody(act: Act, desk: Path, victim: "subprocess.Popen[bytes]", verb: str) -> None:
    before = os.getpriority(os.PRIO_PROCESS, victim.pid), os.sched_getaffinity(victim.pid)

    assert act("vera", f"{verb} {victim.pid}", "--yes") == 3

    assert lives(victim)
    assert (os.getpriority(os.PRIO_PROCESS, victim.pid), os.sched_getaffinity(victim.pid)) == before
    assert proc.stat_of(victim.pid).state not in "Tt"
    deed = newest(desk).deed
    assert (deed.actor, deed.outcome.value, deed.target_key) == ("vera", "refused", key_of(victim.pid))
    assert "needs the role" in deed.detail


def test_an_operator_ends_what_is_his_and_leaves_what_is_anothers(act: Act, victim: "subprocess.Popen[bytes]") -> None:
    """Where the program has no rights of root."""
    with sleepers(first=f"import os; os.setuid({NOBODY})") as (other,):
        # Of several the gravest is told.
        assert act("otto", f"end {other.pid} {victim.pid}", "--yes", has_root=False) == 3
        assert lives(other)
        assert has_ended(victim)


@pytest.mark.parametrize("verb", VERBS)
def test_as_root_an_operator_acts_on_nobody_and_an_administrator_does(
    act: Act, desk: Path, victim: "subprocess.Popen[bytes]", verb: str
) -> None:
    """Else an operator would end every daemon of root."""
    assert act("otto", f"{verb} {victim.pid}", "--yes") == 3
    assert lives(victim)
    assert "This needs the role of an administrator; otto is operator." in newest(desk).deed.detail
    if verb != "restart-unit":  # it belongs to none
        assert act("anna", f"{verb} {victim.pid}", "--yes") == 0


@pytest.mark.parametrize("verb", ["end", "kill", "stop", "signal HUP", "nice 12", "restart-unit"])
def test_nobody_touches_the_first_process(act: Act, desk: Path, verb: str) -> None:
    assert act("anna", f"{verb} 1", "--yes", "--confirm", proc.stat_of(1).name.decode()) == 3
    assert newest(desk).deed.outcome.value == "refused"


def test_a_wrong_password_acts_on_nobody(act: Act, victim: "subprocess.Popen[bytes]") -> None:
    assert act("anna", f"end {victim.pid}", "--yes", said=Said(password="a wrong one"), logs_in=True) == 3
    assert lives(victim)
    assert act("anna", f"end {victim.pid}", "--yes", logs_in=True) == 0


# ---- through the front door


def test_a_variable_of_the_environment_lets_nobody_in_and_what_is_done_without_a_password_says_so(
    tmp_path: Path, victim: "subprocess.Popen[bytes]"
) -> None:
    """A settings file may say that the user of the system is trusted; whoever names it is in the trail with that."""
    options = Options(data_dir=tmp_path, config=tmp_path / "settings.toml")
    access = open_access(options, open_settings(options), waits=True)
    access.refresh()
    open_accounts(options, access).add(access.actor().os_user, PASSWORD, Role.ADMINISTRATOR)
    words = [word for word in command(tmp_path, "kill", str(victim.pid), "--yes") if word != "--password-stdin"]

    def status() -> int:
        trusting = os.environ | {"PROCMON_GUI_ACCESS_COMMAND_LINE": "system"}
        return subprocess.run(words, env=trusting, capture_output=True, start_new_session=True, check=False).returncode

    assert status() == 2
    assert lives(victim)
    (tmp_path / "settings.toml").write_text('[access]\ncommand_line = "system"\n')
    assert status() == 0
    assert has_ended(victim)
    deeds = [record.deed for record in open_audit(options).records()]
    kills = [deed.detail for deed in deeds if deed.action == "kill"]
    # The newest first; the last one is of who was not let in.
    assert [detail.startswith("without a password: ") for detail in kills] == [True] * 3 + [False]


def command(desk: Path, *words: str) -> list[str]:
    places = ("--data-dir", str(desk), "--config", str(desk / "settings.toml"), "--password-stdin")
    return [sys.executable, "-m", "procmon_gui", "act", *words, *places]


def test_the_front_door_acts_and_refuses_with_its_statuses(desk: Path, victim: "subprocess.Popen[bytes]") -> None:
    refused = subprocess.run(
        command(desk, "kill", str(victim.pid), "--yes", "--account", "vera"), input=f"{PASSWORD}\n", text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (refused.returncode, "refused" in refused.stdout) == (3, True), refused.stderr
    assert lives(victim)
    # The tests run as root, where everything is for administrators.
    mild = subprocess.run(
        command(desk, "end", str(victim.pid), "--yes", "--account", "otto"), input=f"{PASSWORD}\n", text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert mild.returncode == 3, mild.stderr
    assert lives(victim)
    assert (newest(desk).deed.actor, newest(desk).deed.outcome.value) == ("otto", "refused")
    done = subprocess.run(
        command(desk, "kill", str(victim.pid), "--yes", "--account", "anna"), input=f"{PASSWORD}\n", text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "done; ended after" in done.stdout) == (0, True), done.stderr


def test_ctrl_c_while_it_is_watched_leaves_what_was_done_in_the_trail(desk: Path) -> None:
    with sleepers(first=DEAF) as (deaf,):
        words = ("end", str(deaf.pid), "--yes", "--wait", "60", "--account", "anna")
        with subprocess.Popen(command(desk, *words), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as acting:
            assert acting.stdin is not None
            acting.stdin.write(f"{PASSWORD}\n".encode())
            acting.stdin.close()
            while newest(desk).deed.target_key != key_of(deaf.pid) or newest(desk).deed.outcome.value != "done":
                time.sleep(0.02)  # another process writes it
            acting.send_signal(signal.SIGINT)
            assert acting.wait(20) == 130
            assert acting.stdout is not None
            acting.stdout.close()
        assert lives(deaf)


class Terminal:
    """The verb at a terminal of its own, with somebody who types."""

    def __init__(self, words: list[str]) -> None:
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execv(words[0], words)
        self.seen = b""

    def read_until(self, text: bytes) -> None:
        while text not in self.seen:
            self.seen += os.read(self._fd, 4096)

    def type(self, text: bytes) -> None:
        os.write(self._fd, text)

    def status(self) -> int:
        with contextlib.suppress(OSError):
            while part := os.read(self._fd, 4096):
                self.seen += part
        os.close(self._fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of forkpty:DeprecationWarning")
def test_a_person_types_the_password_and_what_is_meant_at_the_terminal(
    desk: Path, victim: "subprocess.Popen[bytes]"
) -> None:
    words = [word for word in command(desk, "end", str(victim.pid), "--account", "anna") if word != "--password-stdin"]
    for answer, status in ((b"\x03", 130), (b"n\r", 3), (b"y\r", 0)):
        assert lives(victim)
        terminal = Terminal(words)
        terminal.read_until(b"Password of anna: ")
        terminal.type(PASSWORD.encode() + b"\r")
        terminal.read_until(b"Go on? [y/N] ")
        terminal.type(answer)
        assert terminal.status() == status, terminal.seen
        assert PASSWORD.encode() not in terminal.seen
    assert b"done; ended after" in terminal.seen


def test_it_loads_neither_qt_nor_what_draws(desk: Path) -> None:
    script = (
        "import sys, json; from procmon_gui.cli import main; main(['act', 'end', '4194304', '--yes', *sys.argv[1:]]);"
        "print(json.dumps([name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph'))]))"
    )
    places = ("--data-dir", str(desk / "another"), "--config", str(desk / "settings.toml"))
    done = subprocess.run([sys.executable, "-c", script, *places], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []
