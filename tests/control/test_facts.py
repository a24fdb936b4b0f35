"""What is told of a process before anything is done to it, and to whom."""

import os
import subprocess
import sys
from pathlib import Path

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.actions import Grade, IoClass
from tests.control.held import Rig, anna, sleepers


def test_a_target_is_told_of_with_all_that_there_is_to_say(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        (target,) = held.targets
        held.close()

    assert target.name.startswith("python")
    assert (target.user, target.uid) == ("root" if os.geteuid() == 0 else target.user, os.geteuid())
    assert target.executable == os.path.realpath(sys.executable)
    assert target.command_line is not None
    assert "time.sleep(600)" in target.command_line
    assert (target.grade, target.why) == (Grade.OWN, None)
    assert (target.nice, target.thread_count) == (0, 1)
    assert target.state in ("sleeping", "running")
    assert target.io == (IoClass.BEST_EFFORT, 4)
    assert target.cpus == frozenset(os.sched_getaffinity(0))


def test_a_secret_of_a_command_line_is_not_shown(rig: Rig) -> None:
    command = ["sh", "-c", "echo ready; exec cat", "--password=hunter2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        victim.stdout.readline()
        held = rig.hold(victim.pid)
        held.close()
        victim.kill()

    assert "hunter2" not in str(held.targets[0].command_line)


def test_who_may_not_read_command_lines_is_shown_none(tmp_path: Path) -> None:
    shown = []
    with sleepers() as (victim,):
        for number, role in enumerate((None, Role.VIEWER, Role.OPERATOR)):
            rig = Rig(tmp_path / str(number), anna(role))
            held = rig.hold(victim.pid)
            shown.append((bool(held.targets[0].command_line), bool(rig.hands.look(held)[0].target.command_line)))
            held.close()

    assert shown == [(False, False), (False, False), (True, True)]
