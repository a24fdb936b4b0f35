"""Who is held is who was seen, and stays it: not one that ended, not another with its number, not with other rights."""

import os
import signal
from pathlib import Path

import pytest

from procmon_gui.domain.actions import Fate, Grade
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.identity import ProcessKey
from tests.control.held import KILL, NOBODY, TERM, Rig, act, anna, has_ended, key_of, lives, sleepers


def test_one_that_ended_before_is_told_and_nothing_is_done(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        victim.kill()
        victim.wait()
        assert act(rig, held, TERM) == [(Outcome.FAILED, "It has ended.")]
        assert [one.fate for one in rig.hands.look(held)] == [Fate.ENDED]
        held.close()

    assert rig.outcomes() == ["failed"]


def test_a_zombie_can_not_be_held(rig: Rig) -> None:
    with sleepers() as (victim,):
        key = key_of(victim.pid)
        victim.kill()
        assert has_ended(victim)
        held = rig.hands.hold([key], seen_ns=2**62)
        held.close()

    assert not held.targets
    assert [str(lost.why) for lost in held.lost] == ["It has ended."]


def test_one_whose_main_thread_has_ended_is_no_zombie(rig: Rig) -> None:
    first = (
        "import threading, ctypes; threading.Thread(target=time.sleep, args=(600,)).start();"
        "print('ready', flush=True); ctypes.CDLL(None).syscall(60, 0) if sys.maxsize else None"
    )
    if os.uname().machine != "x86_64":
        pytest.skip("the number of exit(2) is another one there")
    with sleepers(first=first) as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, KILL) == [(Outcome.DONE, "")]
        assert has_ended(victim)
        held.close()


def test_another_start_another_boot_and_a_look_in_the_tick_of_the_start_are_lost(rig: Rig) -> None:
    with sleepers() as (victim,):
        key = key_of(victim.pid)
        tick_ns = 10_000_000
        held = rig.hands.hold([ProcessKey(key.boot_id, key.pid, key.start_ticks - 1)], seen_ns=2**62)
        other_boot = rig.hands.hold([ProcessKey("another", key.pid, key.start_ticks)], seen_ns=2**62)
        too_soon = rig.hands.hold([key], seen_ns=(key.start_ticks + 1) * tick_ns - 1)
        in_time = rig.hands.hold([key], seen_ns=(key.start_ticks + 1) * tick_ns)
        for one in (held, other_boot, too_soon, in_time):
            one.close()

    assert [len(one.lost) for one in (held, other_boot, too_soon, in_time)] == [1, 1, 1, 0]
    assert str(held.lost[0].why) == f"It has ended, and its number {key.pid} belongs to another process now."


@pytest.mark.needs_root
def test_one_that_changes_its_user_while_the_question_is_open_is_refused(tmp_path: Path) -> None:
    rig = Rig(tmp_path, anna(has_root=True))
    first = f"import os; signal.signal(signal.SIGUSR1, lambda *_: os.setresuid({NOBODY}, {NOBODY}, {NOBODY}))"
    with sleepers(first=first) as (victim,):
        held = rig.hold(victim.pid)
        victim.send_signal(signal.SIGUSR1)
        while rig.hands.look(held)[0].target.uid != NOBODY:
            pass
        ((outcome, why),) = act(rig, held, TERM)

        assert outcome is Outcome.REFUSED
        assert why == "It has other rights than when it was shown: look again."
        assert lives(victim)
        held.close()


@pytest.mark.needs_root
def test_one_that_goes_from_one_foreign_user_to_another_while_the_question_is_open_is_refused(tmp_path: Path) -> None:
    """It is another's before and after, so that no grade tells it: whose it is has to be the same."""
    rig = Rig(tmp_path, anna(has_root=True))
    other = NOBODY - 1
    change = f"signal.signal(signal.SIGUSR1, lambda *_: os.setresuid({other}, {other}, {other}))"
    with sleepers(first=f"import os; {change}; os.setresuid({NOBODY}, {NOBODY}, {other})") as (victim,):
        held = rig.hold(victim.pid)
        victim.send_signal(signal.SIGUSR1)
        while (now := rig.hands.look(held)[0].target).uid != other:
            pass
        assert held.targets[0].grade is now.grade is Grade.OTHERS
        assert act(rig, held, TERM) == [
            (Outcome.REFUSED, "It has other rights than when it was shown: look again.")
        ]  # fmt: skip
        assert lives(victim)
        held.close()
