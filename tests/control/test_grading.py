"""How careful one has to be with a process: what nobody may touch, what needs its name, whose it is."""

import os
from dataclasses import replace

import pytest

from procmon_gui.control import proc
from procmon_gui.domain.actions import Grade
from procmon_gui.domain.audit import Outcome
from tests.control.held import GO_ON, NOBODY, TERM, Rig, act, key_of, sleepers


@pytest.mark.parametrize("who", ["the first one", "a thread of the kernel", "this program"])
def test_what_the_system_lives_by_and_this_program_are_refused_to_everybody(rig: Rig, who: str) -> None:
    kernel = next((pid for pid, said in proc.all_stats() if said.is_kernel_thread), None)
    pid = {"the first one": 1, "a thread of the kernel": kernel, "this program": os.getpid()}[who]
    if pid is None:
        pytest.skip("this system shows no threads of its kernel")
    held = rig.hold(pid)
    assert [target.grade for target in held.targets] == [Grade.UNTOUCHABLE]
    ((outcome, why),) = act(rig, held, replace(TERM, typed=frozenset({key_of(pid)})))
    held.close()

    assert outcome is Outcome.REFUSED
    assert why.startswith("It is ")
    assert rig.outcomes() == ["refused"]


def test_who_started_this_program_needs_the_name_typed(rig: Rig) -> None:
    """Nothing is done: what is asked for is to go on, of one that goes on."""
    if os.getppid() <= 1:
        pytest.skip("it was the first process that started this one")
    held = rig.hold(os.getppid())
    assert [target.grade for target in held.targets] == [Grade.CRITICAL]
    assert act(rig, held, GO_ON)[0][0] is Outcome.REFUSED
    assert act(rig, held, replace(GO_ON, typed=frozenset({held.targets[0].seen}))) == [(Outcome.DONE, "")]
    held.close()


def test_a_name_can_make_more_careful_and_never_less(rig: Rig) -> None:
    say = "open('/proc/self/comm', 'w').write({!r})"
    with sleepers(first=say.format("Xorg")) as (display,), sleepers(first=say.format("procmon-gui")) as (own,):
        held = rig.hold(display.pid, own.pid)
        held.close()

    assert [target.grade for target in held.targets] == [Grade.CRITICAL, Grade.OWN]


@pytest.mark.needs_root
def test_one_with_the_rights_of_another_user_is_not_ones_own(rig: Rig) -> None:
    """Its real user is root, its effective one is not, and the other way round."""
    first = "import os; os.setresuid({})"
    with (
        sleepers(first=first.format(f"0, {NOBODY}, 0")) as (one,),
        sleepers(first=first.format(f"0, 0, {NOBODY}")) as (other,),
    ):
        held = rig.hold(one.pid, other.pid)
        held.close()

    assert [target.grade for target in held.targets] == [Grade.OTHERS] * 2
    assert [target.uid for target in held.targets] == [NOBODY, 0]
    why = "It was started by root and runs with the rights of nobody."
    assert [str(target.why) for target in held.targets] == [why] * 2
