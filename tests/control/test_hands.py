"""What the hands do to real processes, and what they write down of it: to one, a tree, a hundred; and once."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.control import proc
from procmon_gui.domain.accounts import AccountsDamaged
from procmon_gui.domain.actions import Action, ActionKind, Fate, Order, Seen
from procmon_gui.domain.audit import Outcome
from tests.control.held import (
    DEAF,
    KILL,
    PATIENCE,
    TERM,
    MemoryTrail,
    Rig,
    SlowHelper,
    Unwilling,
    act,
    anna,
    has_ended,
    lives,
    parent,
    sleepers,
    start_another,
)


def test_a_process_is_ended_and_the_trail_tells_before_and_after(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        (result,) = rig.hands.act(held, replace(TERM, reason="it hangs"), PATIENCE)
        told: list[Seen] = []
        (seen,) = rig.hands.watch(held, told.append, 10.0, PATIENCE)
        held.close()

        assert (result.outcome, result.why) == (Outcome.DONE, None)
        # Nobody asks how it ended, so it stays as a zombie.
        assert seen.fate is Fate.ZOMBIE
        assert told == [seen]
        assert 0 <= seen.after_s < 10
    begun, done, watched = (record.deed for record in rig.records())
    assert [begun.outcome, done.outcome, watched.outcome] == [Outcome.BEGUN, Outcome.DONE, Outcome.DONE]
    assert begun.target_key == result.target.seen
    assert (begun.actor, begun.action, begun.reason, begun.detail) == ("anna", "end", "it hangs", "SIGTERM")
    assert done.begun == watched.begun == result.record == 1
    assert watched.detail.startswith("ended after 0.")


@pytest.mark.parametrize("kind", [ActionKind.SUSPEND, ActionKind.KILL])
def test_a_tree_is_taken_from_below_and_only_those_that_were_shown(rig: Rig, kind: ActionKind) -> None:
    with parent() as (root, child):
        held = rig.hold(root.pid, has_tree=True)
        assert [target.seen.pid for target in held.targets] == [child, root.pid]
        assert [target.child_count for target in held.targets] == [0, 1]
        # The root is asked for another child after it was shown.
        order = Order(action=Action(kind=kind, is_tree=True))
        another = start_another(root)
        results = rig.hands.act(held, order, PATIENCE)
        held.close()

        assert [result.outcome for result in results] == [Outcome.DONE] * 2
        assert results[0].why is None
        assert str(results[1].why) == "Started below it since it was shown, and left alone: 1."
        assert proc.stat_of(another).state in "SR"


def test_where_accounts_are_damaged_nobody_acts(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise AccountsDamaged("what is kept of the accounts makes no sense")

    monkeypatch.setattr(rig.access, "refresh", damaged)
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        with pytest.raises(AccountsDamaged):
            rig.hands.act(held, TERM, PATIENCE)
        held.close()
        assert lives(victim)


def test_two_clicks_are_one_order(rig: Rig) -> None:
    with sleepers(first=DEAF) as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, TERM) == [(Outcome.DONE, "")]
        assert act(rig, held, TERM) == [(Outcome.DONE, "This was done already.")]
        held.close()
        assert act(rig, held, KILL) == [(Outcome.FAILED, "It is not held any more.")]
        assert lives(victim)

    assert rig.outcomes() == ["begun", "done"]


def test_a_hundred_are_ended_at_once_with_one_write_before_and_one_after(tmp_path: Path) -> None:
    trail = MemoryTrail()
    rig = Rig(tmp_path, anna(), trail=trail)
    command = ["sleep", "600"]
    victims = [subprocess.Popen(command) for _ in range(100)]
    try:
        held = rig.hold(*(victim.pid for victim in victims))
        results = rig.hands.act(held, KILL, PATIENCE)
        writes = trail.writes
        seen = rig.hands.watch(held, list[Seen]().append, 20.0, PATIENCE)
        held.close()
    finally:
        for victim in victims:
            victim.kill()
            victim.wait()

    assert [result.outcome for result in results] == [Outcome.DONE] * 100
    assert [result.record for result in results] == list(range(1, 101))
    assert {one.fate for one in seen} <= {Fate.ENDED, Fate.ZOMBIE}
    assert (writes, trail.writes, len(trail.deeds)) == (2, 3, 300)


def test_a_cancelled_order_leaves_the_rest_undone_and_says_so(rig: Rig) -> None:
    class Once:
        def __init__(self) -> None:
            self.asked = 0

        def is_cancelled(self) -> bool:
            self.asked += 1
            return self.asked > 1

        def tell_progress(self, done: int, total: int) -> None:
            """Nobody listens."""

    with sleepers(2) as (first, second):
        held = rig.hold(first.pid, second.pid)
        results = rig.hands.act(held, TERM, Once())
        held.close()
        assert has_ended(first)
        assert lives(second)

    assert [result.outcome for result in results] == [Outcome.DONE, Outcome.FAILED]
    assert rig.outcomes() == ["begun", "begun", "done", "failed"]


def test_what_was_done_is_kept_also_where_the_program_is_ended_in_the_middle(tmp_path: Path) -> None:
    class Stopped(BaseException):
        """As a signal ends the program."""

    def stop() -> None:
        raise Stopped

    rig = Rig(tmp_path, anna(), privileged=SlowHelper(stop), body=Unwilling(after=1))
    with sleepers(3) as victims:
        held = rig.hold(*(victim.pid for victim in victims))
        with pytest.raises(Stopped):
            rig.hands.act(held, TERM, PATIENCE)
        held.close()
        assert has_ended(victims[0])
        assert lives(victims[2])

    assert rig.outcomes() == ["begun"] * 3 + ["done", "unsure", "failed"]
    assert "not known whether it was done" in rig.records()[4].deed.detail
