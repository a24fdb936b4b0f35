"""Who may do what to whom, all of it, with real processes: what is denied is refused below any window, and is kept.

What is expected is written here anew, from the table of the manual, and not taken from the gate.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.control import proc
from procmon_gui.control.facts import UserNames
from procmon_gui.control.grading import Grading
from procmon_gui.control.linux import LinuxBody
from procmon_gui.domain.accounts import Actor, Role
from procmon_gui.domain.actions import Action, ActionKind, Grade, IoClass, Order
from procmon_gui.domain.audit import Outcome
from tests.control.held import NOBODY, PATIENCE, Rig, SlowHelper, anna, lives

pytestmark = pytest.mark.needs_root

EYE = b"/a/part/of/this/program"
# How old the password is, in seconds: just typed, a while ago, long ago.
ACTORS = {
    "nobody": (None, None),
    "viewer": (Role.VIEWER, 0.0),
    "operator": (Role.OPERATOR, 100.0),
    "operator, long ago": (Role.OPERATOR, 400.0),
    "administrator": (Role.ADMINISTRATOR, 0.0),
    "administrator, a while ago": (Role.ADMINISTRATOR, 100.0),
}
MILD = {
    "end": Action(kind=ActionKind.END),
    "stop": Action(kind=ActionKind.SUSPEND),
    "cont": Action(kind=ActionKind.RESUME),
    "signal HUP": Action(kind=ActionKind.SIGNAL, signal=signal.SIGHUP),
    "nice up": Action(kind=ActionKind.NICE, nice=12),
    "ionice idle": Action(kind=ActionKind.IO_PRIORITY, io_class=IoClass.IDLE),
    "affinity": Action(kind=ActionKind.AFFINITY, cpus=frozenset({0})),
}
STRONG = {
    "kill": Action(kind=ActionKind.KILL),
    "signal QUIT": Action(kind=ActionKind.SIGNAL, signal=signal.SIGQUIT),
    "nice down": Action(kind=ActionKind.NICE, nice=-5),
    "ionice realtime": Action(kind=ActionKind.IO_PRIORITY, io_class=IoClass.REALTIME),
    "restart-unit": Action(kind=ActionKind.RESTART_UNIT),
}
TARGETS = {
    "own": (Grade.OWN, "pass"),
    "another user's": (Grade.OTHERS, f"os.setresuid({NOBODY}, {NOBODY}, {NOBODY})"),
    "own with other rights": (Grade.OTHERS, f"os.setresuid(0, 0, {NOBODY})"),
    "critical": (Grade.CRITICAL, "open('/proc/self/comm', 'w').write('Xorg')"),
    "untouchable": (Grade.UNTOUCHABLE, "pass"),
}


def is_allowed(actor: str, is_strong: bool, target: str, *, has_root: bool) -> bool:
    """Return what the table of the manual says; with the rights of root everything is for administrators, each time."""
    is_strong = is_strong or has_root
    if target == "untouchable" or actor in ("nobody", "viewer"):
        return False
    is_ordinary = target == "own" and not is_strong
    if actor.startswith("operator"):
        return is_ordinary and actor == "operator"
    return is_ordinary or actor == "administrator"


@contextlib.contextmanager
def victim(target: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start one of a kind."""
    script = f"import os, time; {TARGETS[target][1]}; print('ready', flush=True); time.sleep(600)"
    command = [sys.executable, "-I", "-S", "-c", script]
    more = [os.fsdecode(EYE)] if target == "untouchable" else []
    with subprocess.Popen([*command, *more], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process
        finally:
            process.kill()


def around(user_of: UserNames) -> Grading:
    return Grading(user_of, own_paths=frozenset({EYE}))


def as_it_is(pid: int) -> tuple[object, ...]:
    """Return what could have been done to a process that has not ended."""
    return os.getpriority(os.PRIO_PROCESS, pid), proc.stat_of(pid).state in "Tt", os.sched_getaffinity(pid)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("has_root", [False, True], ids=["as a user", "as root"])
def test_every_denied_cell_is_refused_and_every_refusal_is_kept(
    has_root: bool, actor: str, target: str, tmp_path: Path
) -> None:
    role, ago_s = ACTORS[actor]
    with contextlib.ExitStack() as stack:
        process = stack.enter_context(victim(target))
        for number, (word, action) in enumerate((MILD | STRONG).items()):
            who: Actor = anna(role, confirmed_s_ago=ago_s, has_root=has_root)
            # There is a helper, so that whose it is does not decide; it is never asked, as the tests are root.
            helper = SlowHelper(lambda: None)
            rig = Rig(tmp_path, who, body=LinuxBody(redact, around), privileged=helper)
            held = rig.hold(process.pid)
            assert held.targets[0].grade is TARGETS[target][0]
            before = as_it_is(process.pid)
            # Its name was typed, so that nothing else stands in the way.
            order = Order(action=action, reason=f"cell {number}", typed=frozenset({held.targets[0].seen}))
            (result,) = rig.hands.act(held, order, PATIENCE)
            held.close()

            last = rig.trail.records(limit=1)[0].deed
            if is_allowed(actor, word in STRONG, target, has_root=has_root):
                assert result.outcome is not Outcome.REFUSED, (word, str(result.why))
                assert last.outcome is result.outcome
                process = stack.enter_context(victim(target))
            else:
                assert result.outcome is Outcome.REFUSED, word
                assert lives(process)
                assert as_it_is(process.pid) == before
                assert (last.outcome, last.action, last.reason) == (
                    Outcome.REFUSED,
                    action.kind.value,
                    f"cell {number}",
                )
                assert last.detail.endswith(str(result.why))
                assert last.target_key == result.target.seen


def test_what_others_live_by_is_refused_to_everybody_whose_hand_did_not_type_its_name(tmp_path: Path) -> None:
    rig = Rig(tmp_path, anna())
    with victim("critical") as process:
        for action in (MILD | STRONG).values():
            held = rig.hold(process.pid)
            (result,) = rig.hands.act(held, Order(action=action), PATIENCE)
            held.close()
            assert result.outcome is Outcome.REFUSED
        assert lives(process)

    assert rig.outcomes() == ["refused"] * len(MILD | STRONG)


@pytest.mark.parametrize(("actor", "spent"), [("administrator", 1), ("operator", 0)])
def test_a_password_that_is_asked_for_each_time_is_used_up_by_what_was_done(
    actor: str, spent: int, tmp_path: Path
) -> None:
    role, _ = ACTORS[actor]
    rig = Rig(tmp_path, anna(role))
    with victim("own") as process:
        held = rig.hold(process.pid)
        rig.hands.act(held, Order(action=STRONG["kill"] if spent else MILD["end"]), PATIENCE)
        held.close()

    assert rig.access.spent == spent


def test_the_user_of_the_system_may_do_what_the_kernel_lets_him_and_learns_why_not_more(tmp_path: Path) -> None:
    """Without accounts, and without a helper, there are his own processes only."""
    nobody = Actor(os_user="user", os_uid=os.geteuid())
    rig = Rig(tmp_path, nobody)
    with victim("own") as own, victim("another user's") as other:
        held = rig.hold(own.pid, other.pid)
        results = rig.hands.act(held, Order(action=STRONG["kill"]), PATIENCE)
        held.close()
        assert lives(other)

    assert [result.outcome for result in results] == [Outcome.DONE, Outcome.REFUSED]
    assert "can not be reached from here" in str(results[1].why)


def test_a_program_with_the_rights_of_root_acts_for_accounts_only(tmp_path: Path) -> None:
    rig = Rig(tmp_path, Actor(os_user="root", os_uid=0, has_root=True))
    with victim("own") as own:
        held = rig.hold(own.pid)
        (result,) = rig.hands.act(held, Order(action=MILD["end"]), PATIENCE)
        held.close()
        assert lives(own)

    assert result.outcome is Outcome.REFUSED
    assert rig.outcomes() == ["refused"]
