"""What is turned on a process that runs: priorities and processors."""

import os

from procmon_gui.domain.actions import Action, ActionKind, Held, IoClass, Order, Target
from procmon_gui.domain.audit import Outcome
from tests.control.held import Rig, act, anna, sleepers


def nice(value: int) -> Order:
    return Order(action=Action(kind=ActionKind.NICE, nice=value))


def test_the_priority_is_set_for_every_thread(rig: Rig) -> None:
    with sleepers(first="import threading; threading.Thread(target=time.sleep, args=(600,)).start()") as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, nice(7)) == [(Outcome.DONE, "")]
        tids = list(map(int, os.listdir(f"/proc/{victim.pid}/task")))
        held.close()

        assert len(tids) == 2
        assert {os.getpriority(os.PRIO_PROCESS, tid) for tid in tids} == {7}
    # Who runs the tests may be nice.
    assert rig.records()[0].deed.detail == f"nice {os.getpriority(os.PRIO_PROCESS, 0)} → 7"


def test_the_priority_on_disks_and_the_processors_are_set(rig: Rig) -> None:
    cpu = min(os.sched_getaffinity(0))
    idle = Order(action=Action(kind=ActionKind.IO_PRIORITY, io_class=IoClass.IDLE))
    second = Order(action=Action(kind=ActionKind.IO_PRIORITY, io_class=IoClass.BEST_EFFORT, io_level=2))
    pinned = Order(action=Action(kind=ActionKind.AFFINITY, cpus=frozenset({cpu})))
    nowhere = Order(action=Action(kind=ActionKind.AFFINITY, cpus=frozenset({1000})))

    def now(held: Held) -> Target:
        return rig.hands.look(held)[0].target

    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, idle) == [(Outcome.DONE, "")]
        assert now(held).io == (IoClass.IDLE, 7)
        assert act(rig, held, second) == [(Outcome.DONE, "")]
        assert now(held).io == (IoClass.BEST_EFFORT, 2)
        # That came before others more than it did, so the password is used up.
        rig.access.now = anna()
        assert act(rig, held, pinned) == [(Outcome.DONE, "")]
        assert now(held).cpus == frozenset({cpu})
        ((outcome, why),) = act(rig, held, nowhere)
        assert (outcome, why) == (Outcome.FAILED, "The system did not take it: Invalid argument.")
        held.close()
