"""What the audit trail is told, and what is done where it can not be written."""

from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.actions import NoTrail, Seen
from procmon_gui.domain.audit import Outcome
from tests.control.held import KILL, PATIENCE, TERM, MemoryTrail, Rig, act, anna, has_ended, key_of, lives, sleepers


def test_a_question_that_is_refused_stands_in_the_trail_and_one_that_is_not_does_not(rig: Rig) -> None:
    with sleepers() as (own,):
        both = rig.hold(own.pid, 1)
        rig.hands.refuse(both, KILL.action)

        (refused,) = (record.deed for record in rig.records())
        both.close()
        assert lives(own)
    assert (refused.outcome, refused.action) == (Outcome.REFUSED, "kill")
    assert refused.target_key is not None
    assert refused.target_key.pid == 1
    assert refused.detail.startswith("SIGKILL: ")


def test_a_question_about_those_who_can_not_be_held_stands_in_the_trail_as_failed(rig: Rig) -> None:
    with sleepers() as (own,):
        another = replace(key_of(own.pid), start_ticks=5)
        held = rig.hands.hold([another], seen_ns=rig.hands.since_boot_ns())
        rig.hands.refuse(held, KILL.action)
        held.close()

    (missed,) = (record.deed for record in rig.records())
    assert (missed.outcome, missed.action, missed.target_key) == (Outcome.FAILED, "kill", another)
    assert missed.detail == str(held.lost[0].why)


def test_without_a_trail_nothing_is_done(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    trail = MemoryTrail()
    rig = Rig(tmp_path, anna(), trail=trail)
    trail.writes_left = 0
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        for journal in (None, list[object]()):
            trail.journal = journal  # type: ignore[assignment]
            with pytest.raises(NoTrail) as caught:
                rig.hands.act(held, TERM, PATIENCE)
            assert caught.value.has_journal is (journal is not None)
        assert lives(victim)

        trail.journal = None
        with pytest.raises(NoTrail):
            rig.hands.act(held, replace(TERM, goes_without_trail=True), PATIENCE)
        assert lives(victim)

        trail.journal = []
        assert act(rig, held, replace(TERM, goes_without_trail=True)) == [(Outcome.DONE, "")]
        rig.hands.watch(held, list[Seen]().append, 10.0, PATIENCE)
        held.close()

    assert [deed.outcome for deed in trail.journal] == [Outcome.BEGUN, Outcome.DONE, Outcome.DONE]
    assert len(caplog.records) == 1


def test_a_refusal_needs_no_trail_to_be_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    trail = MemoryTrail(writes_left=0)
    trail.journal = []
    rig = Rig(tmp_path, anna(Role.VIEWER), trail=trail)
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, TERM)[0][0] is Outcome.REFUSED
        held.close()

    assert [deed.outcome for deed in trail.journal] == [Outcome.REFUSED]
    assert "could not be added to the audit trail" in caplog.text


def test_a_disk_that_is_full_in_between_is_told_and_what_was_done_stays_done(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    trail = MemoryTrail(writes_left=1)
    rig = Rig(tmp_path, anna(), trail=trail)
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        ((outcome, why),) = act(rig, held, TERM)
        held.close()
        assert has_ended(victim)

    assert outcome is Outcome.DONE
    assert why == "It was done, but the audit trail could not keep how it went."
    assert "could not be added to the audit trail" in caplog.text
