"""`procmon-gui act`: who it is, whether it is meant, and what came of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from procmon_gui.terminal.act import run_act
from procmon_gui.terminal.arguments import parse
from tests.control.held import DEAF, lives, sleepers
from tests.terminal.acting import Act, Said, newest

pytestmark = pytest.mark.needs_root


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
