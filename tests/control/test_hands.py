"""What the hands do to real processes, and what they write down of it."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.control import proc
from procmon_gui.control.privileged import Lost
from procmon_gui.domain.accounts import AccountsDamaged, Role
from procmon_gui.domain.actions import Action, ActionKind, Fate, Grade, Held, IoClass, NoTrail, Order, Seen, Target
from procmon_gui.domain.audit import AuditRecord, Deed, Outcome
from procmon_gui.domain.errors import Cancelled, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from tests.control.held import (
    KILL,
    NOBODY,
    PATIENCE,
    TERM,
    MemoryTrail,
    Rig,
    SlowHelper,
    Unwilling,
    anna,
    has_ended,
    key_of,
    lives,
    parent,
    sleepers,
    start_another,
    waiting_for_a_device,
)

STOP, GO_ON = Order(action=Action(kind=ActionKind.SUSPEND)), Order(action=Action(kind=ActionKind.RESUME))
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"


def nice(value: int) -> Order:
    return Order(action=Action(kind=ActionKind.NICE, nice=value))


def act(rig: Rig, held: Held, order: Order) -> list[tuple[Outcome, str]]:
    """Do it, and return outcome and reason of each target."""
    results = rig.hands.act(held, order, PATIENCE)
    return [(result.outcome, "" if result.why is None else str(result.why)) for result in results]


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path, anna())


# ---- ends


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


# ---- a tree


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


# ---- who it is


def test_a_target_is_told_of_with_all_that_there_is_to_say(rig: Rig) -> None:
    with sleepers() as (victim,):
        held = rig.hold(victim.pid)
        (target,) = held.targets
        held.close()

    assert target.name.startswith("python")
    assert (target.user, target.uid) == ("root" if os.geteuid() == 0 else target.user, os.geteuid())
    assert target.executable == os.path.realpath(sys.executable)
    assert target.command_line is not None
    assert "time.sleep(600)" in target.command_line
    assert (target.grade, target.why) == (Grade.OWN, None)
    assert (target.nice, target.thread_count) == (0, 1)
    assert target.state in ("sleeping", "running")
    assert target.io == (IoClass.BEST_EFFORT, 4)
    assert target.cpus == frozenset(os.sched_getaffinity(0))


def test_a_secret_of_a_command_line_is_not_shown(rig: Rig) -> None:
    command = ["sh", "-c", "echo ready; exec cat", "--password=hunter2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        victim.stdout.readline()
        held = rig.hold(victim.pid)
        held.close()
        victim.kill()

    assert "hunter2" not in str(held.targets[0].command_line)


def test_who_may_not_read_command_lines_is_shown_none(tmp_path: Path) -> None:
    shown = []
    with sleepers() as (victim,):
        for number, role in enumerate((None, Role.VIEWER, Role.OPERATOR)):
            rig = Rig(tmp_path / str(number), anna(role))
            held = rig.hold(victim.pid)
            shown.append((bool(held.targets[0].command_line), bool(rig.hands.look(held)[0].target.command_line)))
            held.close()

    assert shown == [(False, False), (False, False), (True, True)]


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


# ---- bad days


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


def test_one_in_an_uninterruptible_wait_is_told_as_such(rig: Rig) -> None:
    """A parent waits like that for a child of vfork(2), until that starts another program."""
    with waiting_for_a_device() as pid:
        held = rig.hold(pid)
        assert act(rig, held, TERM) == [(Outcome.DONE, "")]
        (seen,) = rig.hands.watch(held, list[Seen]().append, 0.2, PATIENCE)
        held.close()

    assert seen.fate is Fate.UNINTERRUPTIBLE


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


# ---- the trail


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


# ---- what is turned


def test_the_priority_is_set_for_every_thread(rig: Rig) -> None:
    with sleepers(first="import threading; threading.Thread(target=time.sleep, args=(600,)).start()") as (victim,):
        held = rig.hold(victim.pid)
        assert act(rig, held, nice(7)) == [(Outcome.DONE, "")]
        tids = list(map(int, os.listdir(f"/proc/{victim.pid}/task")))
        held.close()

        assert len(tids) == 2
        assert {os.getpriority(os.PRIO_PROCESS, tid) for tid in tids} == {7}
    assert rig.records()[0].deed.detail == "nice 0 → 7"


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
