"""`procmon-gui act` through the front door: by scripts, by a person at a terminal, and when it is broken off."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from procmon_gui.domain.accounts import Role
from procmon_gui.services.access import open_access, open_accounts
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options, open_settings
from tests.control.held import DEAF, has_ended, key_of, lives, sleepers
from tests.terminal.acting import PASSWORD, command, newest

pytestmark = pytest.mark.needs_root


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
