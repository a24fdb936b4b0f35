"""Accounts as people and scripts use them: real processes, a real terminal, real passwords."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANNA, BOB = "wolken ziehen dahin", "bohnen im garten"
PATIENCE_S = 120.0


def command(folder: Path, *words: str) -> list[str]:
    places = ("--data-dir", str(folder), "--config", str(folder / "settings.toml"))
    return [sys.executable, "-m", "procmon_gui", *words, *places]


def run(folder: Path, *words: str, passwords: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run it without a terminal, as a script does."""
    more = ("--password-stdin",) if passwords else ()
    return subprocess.run(
        command(folder, *words, *more), input="".join(f"{one}\n" for one in passwords), capture_output=True, text=True,
        timeout=PATIENCE_S, check=False, cwd=ROOT, start_new_session=True,
    )  # fmt: skip


class Terminal:
    """A program that has a terminal of its own, and what is seen there."""

    def __init__(self, words: list[str]) -> None:
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execv(words[0], words)
        self.seen = ""

    def wait_for(self, text: str) -> None:
        """Wait until something stands there."""
        deadline = time.monotonic() + PATIENCE_S
        while text not in self.seen:
            assert time.monotonic() < deadline, self.seen
            assert self._read(), self.seen

    def type(self, text: str) -> None:
        """Type a line, when the echo is what it is to be: getpass turns it off after it has asked."""
        os.write(self._fd, text.encode() + b"\n")

    def end(self) -> int:
        """Wait for the end, and return the exit status."""
        while self._read():
            pass
        os.close(self._fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        if not select.select([self._fd], [], [], PATIENCE_S)[0]:
            return False
        try:
            read = os.read(self._fd, 65_536)
        except OSError:  # Linux says that the other end is closed
            return False
        self.seen += read.decode()
        return bool(read)


def test_a_person_makes_an_account_and_nobody_sees_the_password(tmp_path: Path) -> None:
    terminal = Terminal(command(tmp_path, "users", "add", "anna"))
    terminal.wait_for("New password of anna: ")
    limits = Path(f"/proc/{terminal.pid}/limits").read_text()
    terminal.type(ANNA)
    terminal.wait_for("The same once more: ")
    terminal.type(ANNA)
    assert terminal.end() == 0

    assert "anna is administrator from now on" in terminal.seen
    assert ANNA not in terminal.seen
    (core,) = [line.split() for line in limits.splitlines() if line.startswith("Max core file size")]
    assert core[4:6] == ["0", "0"]


def test_a_script_that_is_a_person_is_told_that_the_password_would_be_seen(tmp_path: Path) -> None:
    terminal = Terminal(command(tmp_path, "users", "add", "anna", "--password-stdin"))
    assert terminal.end() == 2

    assert "Standard input is a terminal: without --password-stdin nobody sees what is typed there." in terminal.seen


def test_without_a_terminal_it_is_said_how_a_script_logs_in(tmp_path: Path) -> None:
    assert run(tmp_path, "users", "add", "anna", passwords=(ANNA,)).returncode == 0
    refused = run(tmp_path, "users")
    listed = run(tmp_path, "users", "list", "--format", "json", "--account", "anna", passwords=(ANNA,))
    early = run(tmp_path, "users", "add", "bob", "--account", "anna", passwords=(ANNA,))

    assert (refused.returncode, refused.stdout) == (2, "")
    assert (
        "there is no terminal to ask for it. Scripts hand it in with --account NAME --password-stdin" in refused.stderr
    )
    assert len(refused.stderr.splitlines()) == 1
    assert json.loads(listed.stdout)["name"] == "anna"
    assert early.stderr == (
        "procmon-gui: Standard input ended before the new password of bob: a line for each is expected.\n"
    )


def test_what_is_typed_in_the_wrong_place_is_kept_nowhere(tmp_path: Path) -> None:
    """The password as the name, which is seen while it is typed; and the wrong password."""
    run(tmp_path, "users", "add", "anna", passwords=(ANNA,))
    secrets = ("richtig-aber-falsch-hier", "falsch-und-auch-hier")
    terminal = Terminal(command(tmp_path, "users"))
    for account, password in ((secrets[0], secrets[1]), ("anna", secrets[0]), ("anna", ANNA)):
        terminal.wait_for("Account: ")
        terminal.seen = ""
        terminal.type(account)
        terminal.wait_for("Password: ")
        terminal.type(password)
    assert terminal.end() == 0

    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not [secret for secret in (*secrets, ANNA) if secret.encode() in kept]
    assert b"anna" in kept


@pytest.mark.parametrize("verb", ["sample", "query"])
def test_who_is_no_operator_reads_no_command_line_and_finds_nothing_in_one(tmp_path: Path, verb: str) -> None:
    run(tmp_path, "users", "add", "anna", passwords=(ANNA,))
    mark = f"marker{os.getpid()}x"
    words = [verb, "--format", "json"] + (["--count", "1", "--interval", "0.1"] if verb == "sample" else [])
    with subprocess.Popen([sys.executable, "-c", "input()", mark], stdin=subprocess.PIPE) as marked:
        if verb == "query":
            subprocess.run(
                command(tmp_path, "record", "--for", "2s", "--quiet"), check=True, cwd=ROOT, timeout=PATIENCE_S
            )
        nobody = run(tmp_path, *words)
        searched = run(tmp_path, *words, "--filter", mark) if verb == "sample" else run(tmp_path, *words, mark)
        anna = run(tmp_path, *words, "--account", "anna", passwords=(ANNA,))
        assert marked.stdin is not None
        marked.stdin.close()

    told = "command lines are cut down to the name of the program: only operators may read them (--account NAME)"
    assert nobody.stderr.count(told) == 1
    assert mark not in nobody.stdout
    (seen,) = [one for one in json.loads(nobody.stdout)["processes"] if one["pid"] == marked.pid]
    assert seen["command_line"] == seen["name"]
    assert json.loads(searched.stdout)["processes"] == []
    assert mark in anna.stdout
    assert told not in anna.stderr
