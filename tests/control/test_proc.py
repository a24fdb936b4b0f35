"""What /proc says of a process, as it is read: names, units, numbers of others."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.control import proc, units
from procmon_gui.control.holding import hold_number
from procmon_gui.domain.actions import Action, ActionKind, Order
from procmon_gui.domain.audit import Outcome
from tests.control.held import PATIENCE, Rig, anna, lives, sleepers
from tests.faults.rigs import wait_until

RESTART = Order(action=Action(kind=ActionKind.RESTART_UNIT))
SYSTEMCTL = """#!/bin/sh
printf '%s\\n' "$*" >> {log}
case "$*" in
*show*) echo {group} ;;
*fail.service) echo "Failed to restart: Access denied" >&2; exit 4 ;;
esac
"""


@given(name=st.binary(max_size=64))
def test_a_name_may_hold_anything_and_moves_no_field(name: bytes) -> None:
    line = b"7 (" + name + b") S 5 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 -3 11 0 4242 1 2 3\n"

    said = proc.parse_stat(line)

    assert (said.name, said.state, said.parent, said.nice, said.thread_count, said.start_ticks) == (
        name, "S", 5, -3, 11, 4242,
    )  # fmt: skip


@given(line=st.binary(max_size=200))
def test_what_is_no_line_of_stat_is_refused(line: bytes) -> None:
    try:
        proc.parse_stat(line)
    except ValueError:
        return
    assert line.count(b")") >= 1


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("/", None),
        ("/user.slice", None),
        ("/system.slice/nginx.service", ("nginx.service", None)),
        ("/system.slice/nginx.service/worker", ("nginx.service", None)),
        ("/system.slice/_cgroup.service", ("cgroup.service", None)),
        (r"/system.slice/a\x2db.service", (r"a\x2db.service", None)),
        ("/user.slice/user-1000.slice/session-2.scope", ("session-2.scope", None)),
        ("/user.slice/user-1000.slice/user@1000.service/app.slice/foo.service", ("foo.service", 1000)),
        ("/user.slice/user-1000.slice/user@1000.service", ("user@1000.service", None)),
        ("/user.slice/user-1000.slice/user@x.service/foo.service", ("foo.service", None)),
        ("/.service", None),
    ],
)
def test_the_unit_is_the_innermost_one_and_of_whose_systemd(path: str, unit: tuple[str, int | None] | None) -> None:
    found = proc.unit_in(path)

    assert (None if found is None else (found.name, found.owner)) == unit


# ---- restarting it


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let there be a systemd that says yes, and writes down what it was asked."""
    log = tmp_path / "asked"
    script = tmp_path / "bin" / "systemctl"
    script.parent.mkdir()
    script.write_text(SYSTEMCTL.format(log=log, group='/system.slice/$(basename "$5")'), encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(units, "_RUNS", tmp_path)
    return log


def in_group(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Let every process belong to a group."""
    read = proc.read

    def told(pid: int, file: str) -> bytes:
        return f"0::{path}\n".encode() if file == "cgroup" else read(pid, file)

    monkeypatch.setattr(proc, "read", told)


def restarted(rig: Rig, count: int = 1) -> list[tuple[Outcome, str]]:
    with sleepers(count) as victims:
        held = rig.hold(*(victim.pid for victim in victims))
        results = rig.hands.act(held, RESTART, PATIENCE)
        held.close()
        assert all(lives(victim) for victim in victims)
    return [(result.outcome, "" if result.why is None else str(result.why)) for result in results]


def test_a_service_is_restarted_once_however_many_of_its_processes_are_meant(
    tmp_path: Path, systemd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_group(monkeypatch, "/system.slice/web.service")

    assert restarted(Rig(tmp_path, anna()), 3) == [(Outcome.DONE, "")] * 3
    asked = systemd.read_text(encoding="utf-8").splitlines()
    assert [line for line in asked if "restart" in line] == ["restart -- web.service"]
    assert asked[0] == "show --property=ControlGroup --value -- web.service"


def test_a_service_of_the_user_is_restarted_by_his_own_systemd(
    tmp_path: Path, systemd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_group(monkeypatch, f"/system.slice/user@{os.geteuid()}.service/app.slice/mine.service")

    # Where it lies is told with other words before, so it is another group that this one names.
    assert restarted(Rig(tmp_path, anna()))[0][1] == "It is not systemd of this machine that runs this service."
    assert systemd.read_text(encoding="utf-8").startswith("--user show --property=ControlGroup")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/system.slice/--help.service", "It belongs to no service that could be restarted."),
        ("/system.slice/a b;reboot.service", "It belongs to no service that could be restarted."),
        ("/user.slice/session-2.scope", "It belongs to no service that could be restarted."),
        ("/docker/0123/system.slice/web.service", "It is not systemd of this machine that runs this service."),
        ("/x/user@4711.service/web.service", "It belongs to a service of another user, whose systemd is not reached."),
    ],
)
def test_what_only_looks_like_a_service_of_this_machine_is_not_restarted(
    tmp_path: Path, systemd: Path, monkeypatch: pytest.MonkeyPatch, path: str, why: str
) -> None:
    in_group(monkeypatch, path)

    assert restarted(Rig(tmp_path, anna())) == [(Outcome.FAILED, why)]
    assert not systemd.exists() or "restart" not in systemd.read_text(encoding="utf-8")


def test_what_systemd_refuses_is_told_in_its_words(
    tmp_path: Path, systemd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_group(monkeypatch, "/system.slice/fail.service")

    assert restarted(Rig(tmp_path, anna())) == [(Outcome.REFUSED, "systemd: Failed to restart: Access denied")]


def test_without_systemd_nothing_is_restarted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "_RUNS", tmp_path / "nowhere")

    assert restarted(Rig(tmp_path, anna()))[0][1] == "There is no systemd here that could restart it."


# ---- who it is


def test_a_descriptor_has_a_number_that_no_other_process_has() -> None:
    with sleepers(2) as (one, other):
        first, second, again = hold_number(one.pid), hold_number(other.pid), hold_number(one.pid)
        if first.inode is None:
            pytest.skip("this kernel does not number its pidfds (Linux 6.9)")
        assert first.inode == again.inode
        assert first.inode != second.inode
        one.kill()
        one.wait()
        assert [held.keeps_number() for held in (first, second)] == [False, True]
        for held in (first, second, again):
            held.close()


def test_a_thread_is_no_process(tmp_path: Path) -> None:
    with sleepers(first="import threading; threading.Thread(target=time.sleep, args=(600,)).start()") as (victim,):
        (tid,) = set(map(int, os.listdir(f"/proc/{victim.pid}/task"))) - {victim.pid}
        rig = Rig(tmp_path, anna())
        held = rig.hands.hold([replace(rig.hands.see(victim.pid), pid=tid)], seen_ns=2**62)

    assert [str(lost.why) for lost in held.lost] == ["It has ended."]


@pytest.mark.needs_root
def test_the_recorder_of_this_program_is_refused_to_everybody(tmp_path: Path) -> None:
    """And its eye with it, also to a program that did not start them."""
    from procmon_gui.services.control import open_body
    from procmon_gui.services.places import Options

    command = ["procmon_gui", "record", "--data-dir", str(tmp_path), "--config", str(tmp_path / "no.toml")]
    with subprocess.Popen(
        [sys.executable, "-m", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as recorder:

        def children() -> list[int]:
            return [pid for pid, said in proc.all_stats() if said.parent == recorder.pid]

        try:
            wait_until(lambda: (tmp_path / "recorder.socket").exists() and bool(children()), "it records")
            rig = Rig(tmp_path / "desk", anna(), body=open_body(Options(data_dir=tmp_path)))
            (eye,) = children()
            held = rig.hold(recorder.pid, eye)
            held.close()
        finally:
            recorder.terminate()
            recorder.communicate()

    assert [str(target.why) for target in held.targets] == [
        "It is the recorder of this program; it is ended where it was started, or in the settings.",
        "It is a part of this program.",
    ]
