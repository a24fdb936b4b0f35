"""The hands of Windows and macOS, on this system: through psutil, by number and time of creation."""

import os
import time
from pathlib import Path

import psutil
import pytest

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.control import proc
from procmon_gui.control.portable import PortableBody
from procmon_gui.domain.actions import Action, ActionKind, Fate, Grade, Held, IoClass, Order, Seen
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Ended
from procmon_gui.domain.identity import ProcessKey
from tests.control.held import KILL, NOBODY, PATIENCE, TERM, Rig, anna, desktop_user, has_ended, lives, parent, sleepers

BOOT = "this boot"


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path, anna(), body=PortableBody(redact, BOOT))


def hold(rig: Rig, *pids: int, has_tree: bool = False) -> Held:
    keys = [rig.hands.see(pid) for pid in pids]
    return rig.hands.hold(keys, seen_ns=rig.hands.since_boot_ns(), has_tree=has_tree)


def test_it_sees_the_start_that_the_kernel_tells(rig: Rig) -> None:
    with sleepers() as (victim,):
        assert abs(rig.hands.see(victim.pid).start_ticks - proc.stat_of(victim.pid).start_ticks) <= 1
        assert abs(rig.hands.started_ms(rig.hands.see(victim.pid)) - time.time() * 1000) < 60_000
    with pytest.raises(Ended, match="no process with this number"):
        rig.hands.see(4_194_304)


def test_a_process_is_told_of_ended_and_watched(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = hold(rig, victim.pid)
        (target,) = held.targets
        assert (target.grade, target.uid, target.nice) == (Grade.OWN, os.geteuid(), 0)
        assert "time.sleep(600)" in str(target.command_line)
        (result,) = rig.hands.act(held, TERM, PATIENCE)
        (seen,) = rig.hands.watch(held, list[Seen]().append, 10.0, PATIENCE)

        assert (result.outcome, seen.fate) == (Outcome.DONE, Fate.ZOMBIE)
        assert [one.fate for one in rig.hands.look(held)] == [Fate.ZOMBIE]
        (again,) = rig.hands.act(held, KILL, PATIENCE)
        assert (again.outcome, str(again.why)) == (Outcome.FAILED, "It has ended.")


def test_another_start_another_boot_and_a_look_that_was_too_soon_are_lost(rig: Rig) -> None:
    with sleepers() as (victim,):
        key = rig.hands.see(victim.pid)
        late = rig.hands.since_boot_ns()
        lost = [
            rig.hands.hold([ProcessKey(BOOT, key.pid, key.start_ticks + 5)], seen_ns=late + 10**9).lost,
            rig.hands.hold([ProcessKey("another", key.pid, key.start_ticks)], seen_ns=late).lost,
            rig.hands.hold([key], seen_ns=key.start_ticks * 10_000_000).lost,
        ]
    gone = rig.hands.hold([key], seen_ns=late).lost

    assert [str(one[0].why).split(",")[0] for one in (*lost, gone)] == [
        "It has ended",
        "It ran before the machine was started the last time.",
        "It was seen in the moment of its start",
        "It has ended.",
    ]


def test_one_that_ended_since_it_was_held_is_not_hit_whoever_has_its_number(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = hold(rig, victim.pid)
        victim.kill()
        victim.wait()
        (result,) = rig.hands.act(held, TERM, PATIENCE)

    assert (result.outcome, str(result.why)) == (Outcome.FAILED, "It has ended.")


def test_a_tree_is_held_from_below(rig: Rig) -> None:
    with parent() as (root, child):
        held = hold(rig, root.pid, has_tree=True)
        results = rig.hands.act(held, Order(action=Action(kind=ActionKind.KILL, is_tree=True)), PATIENCE)

    assert [result.target.seen.pid for result in results] == [child, root.pid]
    assert [result.outcome for result in results] == [Outcome.DONE] * 2


def test_what_is_turned_is_turned_and_what_the_system_does_not_take_is_told(rig: Rig) -> None:
    cpu = min(os.sched_getaffinity(0))
    deeds = (
        Action(kind=ActionKind.NICE, nice=5),
        Action(kind=ActionKind.AFFINITY, cpus=frozenset({cpu})),
        Action(kind=ActionKind.IO_PRIORITY, io_class=IoClass.IDLE),
        Action(kind=ActionKind.SUSPEND),
        Action(kind=ActionKind.RESUME),
        Action(kind=ActionKind.AFFINITY, cpus=frozenset({5000})),
        Action(kind=ActionKind.RESTART_UNIT),
    )
    with sleepers() as (victim,):
        held = hold(rig, victim.pid)
        outcomes = [rig.hands.act(held, Order(action=action), PATIENCE)[0].outcome for action in deeds]

        assert outcomes == [Outcome.DONE] * 5 + [Outcome.FAILED] * 2
        assert os.getpriority(os.PRIO_PROCESS, victim.pid) == 5
        assert os.sched_getaffinity(victim.pid) == {cpu}
        assert psutil.Process(victim.pid).ionice().ioclass == psutil.IOPRIO_CLASS_IDLE
        assert lives(victim)


def test_this_program_and_the_first_process_are_refused_and_who_started_us_is_critical(rig: Rig) -> None:
    if os.getppid() <= 1:
        pytest.skip("it was the first process that started this one")
    held = hold(rig, 1, os.getpid(), os.getppid())
    results = rig.hands.act(held, Order(action=Action(kind=ActionKind.RESUME)), PATIENCE)

    assert [target.grade for target in held.targets] == [Grade.UNTOUCHABLE, Grade.UNTOUCHABLE, Grade.CRITICAL]
    assert [result.outcome for result in results] == [Outcome.REFUSED] * 3


@pytest.mark.needs_root
def test_those_of_others_can_not_be_reached(tmp_path: Path) -> None:
    rig = Rig(tmp_path, desktop_user(), body=PortableBody(redact, BOOT))
    with sleepers(first=f"import os; os.setuid({NOBODY})") as (other,):
        held = hold(rig, other.pid)
        (result,) = rig.hands.act(held, TERM, PATIENCE)

        assert held.targets[0].grade is Grade.OTHERS
        assert result.outcome is Outcome.REFUSED
        assert not has_ended(other, 0.0)
