"""The gate: one actor, one thing, one answer."""

from dataclasses import replace

import pytest

from procmon_gui.auth.gate import authorize, authorize_action, readable_deeds
from procmon_gui.auth.permissions import EACH_S, RECENT_S, Permission
from procmon_gui.domain.accounts import Actor, Role
from procmon_gui.domain.actions import Action, ActionKind, Answer, Grade, Target
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sentences import Sentence

NOW_NS = 10**15
END, KILL = Action(kind=ActionKind.END), Action(kind=ActionKind.KILL)


def actor(role: Role | None = None, *, ago_s: float | None = 0.0) -> Actor:
    """Return who is logged in with a role, or nobody, where there are accounts."""
    confirmed_ns = None if ago_s is None else NOW_NS - int(ago_s * 1e9)
    name = "" if role is None else "anna"
    return Actor(has_accounts=True, account=name, role=role, os_user="anna", os_uid=1000, confirmed_ns=confirmed_ns)


def target(grade: Grade = Grade.OWN, uid: int = 1000) -> Target:
    return Target(
        seen=ProcessKey("boot", 5, 7), name="sleep", user="anna", uid=uid, started_ms=0, executable="/bin/sleep",
        command_line="sleep 1", unit=None, child_count=0, thread_count=1, state="S", nice=0, io=None, cpus=None,
        grade=grade, why=Sentence("It is init.") if grade is Grade.UNTOUCHABLE else None,
    )  # fmt: skip


def test_without_accounts_the_user_of_the_system_may_do_what_the_kernel_lets_him() -> None:
    nobody = Actor(os_user="anna", os_uid=1000)
    far = Sentence("There is no polkit.")

    assert authorize_action(nobody, KILL, target(), NOW_NS, out_of_reach=far).answer is Answer.ALLOWED
    verdict = authorize_action(nobody, END, target(Grade.OTHERS, 0), NOW_NS, out_of_reach=far)
    assert (verdict.answer, verdict.why) == (Answer.REFUSED, far)
    assert authorize_action(nobody, END, target(Grade.OTHERS, 0), NOW_NS).answer is Answer.ALLOWED


def test_a_program_that_runs_as_root_acts_for_accounts_only() -> None:
    root = Actor(os_user="root", os_uid=0, has_root=True)

    assert authorize_action(root, END, target(), NOW_NS).answer is Answer.LOG_IN


@pytest.mark.parametrize("role", [None, *Role])
def test_what_nobody_may_touch_is_refused_to_everybody(role: Role | None) -> None:
    verdict = authorize_action(actor(role), END, target(Grade.UNTOUCHABLE), NOW_NS)

    assert (verdict.answer, str(verdict.why)) == (Answer.REFUSED, "It is init.")


def test_an_operator_ends_own_processes_and_types_the_password_again_after_five_minutes() -> None:
    def answer(ago_s: float | None) -> Answer:
        return authorize_action(actor(Role.OPERATOR, ago_s=ago_s), END, target(), NOW_NS).answer

    assert [answer(RECENT_S), answer(RECENT_S + 1), answer(None)] == [Answer.ALLOWED, Answer.CONFIRM, Answer.CONFIRM]
    refused = authorize_action(actor(Role.OPERATOR), KILL, target(), NOW_NS)
    assert refused.answer is Answer.REFUSED
    assert str(refused.why) == "This needs the role of an administrator; anna is operator."


def test_an_administrator_types_the_password_for_each_dangerous_thing() -> None:
    fresh, stale = actor(Role.ADMINISTRATOR), actor(Role.ADMINISTRATOR, ago_s=EACH_S + 1)

    assert authorize_action(fresh, KILL, target(), NOW_NS).answer is Answer.ALLOWED
    assert authorize_action(stale, KILL, target(), NOW_NS).answer is Answer.CONFIRM
    assert authorize_action(stale, END, target(Grade.OTHERS), NOW_NS).answer is Answer.CONFIRM
    assert authorize_action(stale, END, target(), NOW_NS).answer is Answer.ALLOWED


@pytest.mark.parametrize(
    ("nice", "now", "answer"), [(5, 0, Answer.ALLOWED), (-5, 0, Answer.REFUSED), (5, None, Answer.REFUSED)]
)
def test_a_priority_is_lowered_by_an_operator_and_raised_by_an_administrator(
    nice: int, now: int | None, answer: Answer
) -> None:
    action = Action(kind=ActionKind.NICE, nice=nice)

    assert authorize_action(actor(Role.OPERATOR), action, replace(target(), nice=now), NOW_NS).answer is answer


def test_who_is_not_logged_in_may_watch_unless_a_setting_says_otherwise() -> None:
    assert authorize(actor(), Permission.WATCH, NOW_NS).answer is Answer.ALLOWED
    assert authorize(actor(), Permission.WATCH, NOW_NS, watching_needs_login=True).answer is Answer.LOG_IN
    assert authorize(actor(), Permission.EXPORT, NOW_NS).answer is Answer.LOG_IN
    assert authorize(actor(Role.VIEWER), Permission.EXPORT, NOW_NS).answer is Answer.REFUSED


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        (Actor(os_user="anna", os_uid=1000), None),
        (actor(), ""),
        (actor(Role.VIEWER), ""),
        (actor(Role.OPERATOR, ago_s=None), ""),
        (actor(Role.OPERATOR, ago_s=1e6), "anna"),
        (actor(Role.ADMINISTRATOR, ago_s=1e6), None),
    ],
)
def test_an_administrator_reads_all_deeds_an_operator_the_own_ones_and_others_none(
    who: Actor, whose: str | None
) -> None:
    assert readable_deeds(who, NOW_NS) == whose
