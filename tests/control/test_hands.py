"""What the hands do to real processes, and what they write down of it."""

from pathlib import Path

from procmon_gui.domain.actions import Fate, Order, Seen
from procmon_gui.domain.audit import Outcome
from tests.control.held import PATIENCE, TERM, Rig, anna, sleepers


def test_a_process_is_ended_and_the_trail_tells_before_and_after(tmp_path: Path) -> None:
    rig = Rig(tmp_path, anna())
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        (result,) = rig.hands.act(held, Order(action=TERM.action, reason="it hangs"), PATIENCE)
        told: list[Seen] = []
        (seen,) = rig.hands.watch(held, told.append, 10.0, PATIENCE)
        held.close()

        assert result.outcome is Outcome.DONE
        assert result.why is None
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
