"""What needs more rights goes to a helper that asks for a password: once, for one order, and its answer is kept."""

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from procmon_gui.control.privileged import Lost
from procmon_gui.domain.actions import NoTrail
from procmon_gui.domain.audit import AuditRecord, Deed, Outcome
from procmon_gui.domain.errors import Refused, Unavailable
from tests.control.held import (
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
    sleepers,
)


def test_a_second_click_while_a_password_is_typed_does_nothing(tmp_path: Path) -> None:
    seconds: list[tuple[Outcome, str]] = []
    helper = SlowHelper(lambda: seconds.extend(act(rig, held, TERM)))
    rig = Rig(tmp_path, anna(), privileged=helper, body=Unwilling())
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, TERM) == [(Outcome.DONE, "")]
        held.close()
        assert has_ended(victim)

    assert seconds == [(Outcome.FAILED, "This is being done already.")]
    assert helper.asked == [False]


def test_one_password_is_for_one_order_also_while_that_is_being_done(tmp_path: Path) -> None:
    """The system asks for its own password meanwhile: a minute in which another order would pass with the same one."""
    is_asked, is_answered = threading.Event(), threading.Event()

    def ask() -> None:
        is_asked.set()
        assert is_answered.wait(20)

    rig = Rig(tmp_path, anna(), privileged=SlowHelper(ask), body=Unwilling())
    with sleepers(2) as (first, second):
        one, other = rig.hold(first.pid), rig.hold(second.pid)
        told: list[tuple[Outcome, str]] = []
        acting = threading.Thread(target=lambda: told.extend(act(rig, one, KILL)))
        acting.start()
        assert is_asked.wait(20)
        late = act(rig, other, KILL)
        is_answered.set()
        acting.join()
        assert has_ended(first)
        assert lives(second)
        one.close()
        other.close()

    assert told == [(Outcome.DONE, "")]
    assert late == [(Outcome.REFUSED, "This needs your password once more.")]
    assert rig.access.spent == 1


def test_two_orders_that_come_at_the_same_moment_share_no_password(tmp_path: Path) -> None:
    class SlowTrail(MemoryTrail):
        """Waits for the disk between the decision and the first target."""

        def append_all(self, deeds: Sequence[Deed]) -> Sequence[AuditRecord]:
            both.wait(0.3)  # the other one may come as far, if nothing keeps it
            return super().append_all(deeds)

    class Both:
        def wait(self, limit_s: float) -> None:
            with contextlib.suppress(threading.BrokenBarrierError):
                self.barrier.wait(limit_s)

        barrier = threading.Barrier(2)

    both = Both()
    rig = Rig(tmp_path, anna(), trail=SlowTrail())
    with sleepers(2) as victims:
        outcomes: list[Outcome] = []
        orders = [
            threading.Thread(target=lambda held=held: outcomes.append(act(rig, held, KILL)[0][0]))
            for held in [rig.hold(victim.pid) for victim in victims]
        ]
        for order in orders:
            order.start()
        for order in orders:
            order.join()

    assert sorted(outcome.value for outcome in outcomes) == ["done", "refused"]


def test_what_nobody_may_do_uses_up_no_password_and_neither_does_what_could_not_be_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rig = Rig(tmp_path, anna(), trail=MemoryTrail(writes_left=0))
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        with pytest.raises(NoTrail):
            rig.hands.act(held, KILL, PATIENCE)
        rig.hands.act(rig.hold(1), KILL, PATIENCE)
        assert lives(victim)

    assert rig.access.spent == 0
    assert "could not be added to the audit trail" in caplog.text


def test_what_is_let_go_while_a_password_is_typed_is_still_the_same(tmp_path: Path) -> None:
    """The dialog is closed: its descriptors live until the order is over, and stand for nobody else."""
    helper = SlowHelper(lambda: held.close())
    rig = Rig(tmp_path, anna(), privileged=helper, body=Unwilling())
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, TERM) == [(Outcome.DONE, "")]
        assert has_ended(victim)
    assert act(rig, held, TERM)[0][1] == "It is not held any more."


def test_what_the_system_refuses_goes_to_the_helper_and_its_refusal_is_kept(tmp_path: Path) -> None:
    helper = SlowHelper(lambda: None, error=Refused("The question for the password was closed."))
    rig = Rig(tmp_path, anna(), privileged=helper, body=Unwilling())
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, TERM) == [(Outcome.REFUSED, "The question for the password was closed.")]
        assert lives(victim)
        held.close()

    assert rig.outcomes() == ["begun", "refused"]
    assert helper.closed == 1


def test_a_helper_that_was_lost_leaves_it_unsure_and_one_that_is_not_there_failed(tmp_path: Path) -> None:
    for error, outcome in ((Lost("lost"), Outcome.UNSURE), (Unavailable("not there"), Outcome.FAILED)):
        rig = Rig(tmp_path, anna(), privileged=SlowHelper(lambda: None, error=error), body=Unwilling())
        with sleepers() as (victim,):
            held = rig.hold(victim.pid)
            assert act(rig, held, TERM) == [(outcome, str(error))]
            held.close()
