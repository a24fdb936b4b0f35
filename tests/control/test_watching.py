"""What becomes of processes to which something was done: seen, told, and kept."""

import threading

import pytest

from procmon_gui.domain.actions import Fate, Seen
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Cancelled
from tests.control.held import (
    DEAF,
    GO_ON,
    KILL,
    PATIENCE,
    STOP,
    TERM,
    Rig,
    act,
    has_ended,
    lives,
    sleepers,
    waiting_for_a_device,
)


def test_one_whose_parent_asks_how_it_ended_is_told_as_ended(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        act(rig, held, KILL)
        reaper = threading.Thread(target=victim.wait)
        reaper.start()
        (seen,) = rig.hands.watch(held, list[Seen]().append, 10.0, PATIENCE)
        reaper.join()
        held.close()

    assert seen.fate is Fate.ENDED


def test_one_that_does_not_listen_is_told_as_still_running(rig: Rig) -> None:
    with sleepers(first=DEAF) as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, TERM) == [(Outcome.DONE, "")]
        (seen,) = rig.hands.watch(held, list[Seen]().append, 0.2, PATIENCE)

        assert seen.fate is Fate.RUNNING
        assert lives(victim)
        # What is done next to the same one is another order.
        assert act(rig, held, KILL) == [(Outcome.DONE, "")]
        assert has_ended(victim)
        held.close()
    details = [record.deed.detail for record in rig.records()]
    assert details == ["SIGTERM", "SIGTERM", "still running after 0.2 s", "SIGKILL", "SIGKILL"]


def test_one_is_suspended_and_goes_on(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        act(rig, held, STOP)
        told: list[Seen] = []
        (seen,) = rig.hands.watch(held, told.append, 5.0, PATIENCE)
        assert seen.fate is Fate.STOPPED
        assert told == [seen]
        assert [one.fate for one in rig.hands.look(held)] == [Fate.STOPPED]

        act(rig, held, GO_ON)
        assert [one.fate for one in rig.hands.look(held)] == [Fate.RUNNING]
        held.close()


def test_whoever_leaves_the_watch_leaves_what_was_seen_in_the_trail(rig: Rig) -> None:
    class Leaving:
        def is_cancelled(self) -> bool:
            return True

        def tell_progress(self, done: int, total: int) -> None:
            """Nobody listens."""

    with sleepers() as (quick,), sleepers(first=DEAF) as (deaf,):
        held = rig.hold(quick.pid, deaf.pid)
        act(rig, held, TERM)
        assert has_ended(quick)
        quick.wait()
        with pytest.raises(Cancelled):
            rig.hands.watch(held, list[Seen]().append, 30.0, Leaving())
        held.close()

    assert rig.records()[-1].deed.detail.startswith("ended after")
    assert rig.records()[-1].deed.target_key == held.targets[0].seen


def test_one_in_an_uninterruptible_wait_is_told_as_such(rig: Rig) -> None:
    """A parent waits like that for a child of vfork(2), until that starts another program."""
    with waiting_for_a_device() as pid:
        held = rig.hold(pid)
        assert act(rig, held, TERM) == [(Outcome.DONE, "")]
        (seen,) = rig.hands.watch(held, list[Seen]().append, 0.2, PATIENCE)
        held.close()

    assert seen.fate is Fate.UNINTERRUPTIBLE
