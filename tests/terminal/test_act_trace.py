"""What `procmon-gui act` was asked and did not do is kept with the reason; and it has to be the one that was meant."""

import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.control import proc
from procmon_gui.services.control import open_control
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options
from procmon_gui.terminal.act import run_act
from procmon_gui.terminal.arguments import parse
from tests.control.held import has_ended, key_of, lives, sleepers
from tests.terminal.acting import Act, Said, newest

pytestmark = pytest.mark.needs_root


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
