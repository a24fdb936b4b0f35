"""The whole table at the gate: every role, every permission, every action on every grade of target, at every age.

What should be is written out here for a reader to compare with the design, and not taken from the code. A cell says:

    yes     allowed, however long ago the password was typed
    5 min   allowed if it was typed in the last five minutes; else it is asked for once more
    each    the same, with a minute: asked for each time
    login   somebody has to log in
    no      refused
"""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from procmon_gui.auth.gate import Denied, authorize, authorize_action
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Actor, Role
from procmon_gui.domain.actions import Action, ActionKind, Answer, Grade, IoClass, Target
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.settings import SETTINGS, Setting, Source
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.engine.guarded_settings import GuardedSettings

NOW_NS = 10**15
# Seconds since the password was typed.
AGES_S = (0.0, 59.0, 61.0, 299.0, 301.0, 40_000.0)

PERMISSIONS = """
permission               | no accounts | nobody | viewer | operator | administrator
watch                    | yes         | yes    | yes    | yes      | yes
read full command lines  | yes         | login  | no     | yes      | yes
export                   | yes         | login  | no     | yes      | yes
judge                    | yes         | login  | no     | yes      | yes
act on own processes     | yes         | login  | no     | 5 min    | yes
act on any process       | yes         | login  | no     | no       | each
read the own audit       | yes         | login  | no     | yes      | yes
read the audit           | yes         | login  | no     | no       | yes
manage                   | yes         | login  | no     | no       | 5 min
"""

# Own: of the user as whom the program runs. Others: of somebody else. Critical: what others live in.
ACTIONS = """
action                   | nobody | viewer | operator: own | others | critical | administrator: own | others | critical
end                      | login  | no     | 5 min         | no     | no       | yes                | each   | each
kill                     | login  | no     | no            | no     | no       | each               | each   | each
stop                     | login  | no     | 5 min         | no     | no       | yes                | each   | each
cont                     | login  | no     | 5 min         | no     | no       | yes                | each   | each
signal HUP               | login  | no     | 5 min         | no     | no       | yes                | each   | each
signal USR1              | login  | no     | 5 min         | no     | no       | yes                | each   | each
signal KILL              | login  | no     | no            | no     | no       | each               | each   | each
signal QUIT              | login  | no     | no            | no     | no       | each               | each   | each
signal ABRT              | login  | no     | no            | no     | no       | each               | each   | each
signal SEGV              | login  | no     | no            | no     | no       | each               | each   | each
nice, lower priority     | login  | no     | 5 min         | no     | no       | yes                | each   | each
nice, the same           | login  | no     | 5 min         | no     | no       | yes                | each   | each
nice, higher priority    | login  | no     | no            | no     | no       | each               | each   | each
nice, above one thread   | login  | no     | no            | no     | no       | each               | each   | each
nice, unknown before     | login  | no     | no            | no     | no       | each               | each   | each
ionice, idle             | login  | no     | 5 min         | no     | no       | yes                | each   | each
ionice, best effort      | login  | no     | 5 min         | no     | no       | yes                | each   | each
ionice, higher level     | login  | no     | no            | no     | no       | each               | each   | each
ionice, out of idle      | login  | no     | no            | no     | no       | each               | each   | each
ionice, unknown before   | login  | no     | no            | no     | no       | each               | each   | each
ionice, real time        | login  | no     | no            | no     | no       | each               | each   | each
affinity                 | login  | no     | 5 min         | no     | no       | yes                | each   | each
restart-unit, own        | login  | no     | 5 min         | no     | no       | yes                | each   | each
restart-unit, system's   | login  | no     | no            | no     | no       | each               | each   | each
"""
# The program itself runs with the rights of root.
AS_ROOT = """
action                   | nobody | viewer | operator | administrator
all of them              | login  | no     | no       | each
"""
SIGNALS = {"HUP": 1, "USR1": 10, "KILL": 9, "QUIT": 3, "ABRT": 6, "SEGV": 11}
WHO = {"nobody": None, "viewer": Role.VIEWER, "operator": Role.OPERATOR, "administrator": Role.ADMINISTRATOR}


def cells(table: str) -> list[tuple[str, list[str]]]:
    """Return the first word of each row, and its cells."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]
    return [(name, row) for name, *row in rows]


def actor(role: Role | None, ago_s: float, *, has_root: bool = False) -> Actor:
    name = "" if role is None else "anna"
    confirmed_ns = None if role is None else NOW_NS - int(ago_s * 1e9)
    return Actor(
        has_accounts=True, account=name, role=role, os_user="desk", os_uid=1000, has_root=has_root,
        confirmed_ns=confirmed_ns,
    )  # fmt: skip


def meant(cell: str, ago_s: float) -> Answer:
    match cell:
        case "yes":
            return Answer.ALLOWED
        case "5 min":
            return Answer.ALLOWED if ago_s <= 300 else Answer.CONFIRM
        case "each":
            return Answer.ALLOWED if ago_s <= 60 else Answer.CONFIRM
        case "login":
            return Answer.LOG_IN
        case "no":
            return Answer.REFUSED
    raise AssertionError(cell)


def target(grade: Grade) -> Target:
    return Target(
        seen=ProcessKey("boot", 5, 7), name="sleep", user="anna", uid=1000, started_ms=0, executable="/bin/sleep",
        command_line="sleep 1", unit=None, child_count=0, thread_count=1, state="S", nice=0, io=None, cpus=None,
        grade=grade, why=Sentence("It is init.") if grade is Grade.UNTOUCHABLE else None,
    )  # fmt: skip


def deed(name: str, grade: Grade) -> tuple[Action, Target]:
    """Return what a row of the table of actions means."""
    word, _, how = name.replace(", ", " ").partition(" ")
    whom, kind = target(grade), ActionKind(word)
    action = Action(kind=kind)
    match kind, how:
        case ActionKind.SIGNAL, signal:
            return replace(action, signal=SIGNALS[signal]), whom
        case ActionKind.NICE, how:
            nice = {"lower priority": 5, "the same": 0, "higher priority": -1}.get(how, 5)
            before = None if how == "unknown before" else 0
            return replace(action, nice=nice), replace(
                whom, nice=before, nicest=6 if how == "above one thread" else before
            )
        case ActionKind.IO_PRIORITY, how:
            classes = {"idle": IoClass.IDLE, "real time": IoClass.REALTIME}
            action = replace(action, io_class=classes.get(how, IoClass.BEST_EFFORT), io_level=4)
            before_io = {"higher level": (IoClass.BEST_EFFORT, 5), "out of idle": (IoClass.IDLE, 7)}
            normal = None if how in ("unknown before", "idle") else (IoClass.BEST_EFFORT, 4)
            return action, replace(whom, io=before_io.get(how, normal))
        case ActionKind.RESTART_UNIT, how:
            return action, replace(whom, unit="x.service", is_user_unit=how == "own")
    assert not how
    return action, whom


@pytest.mark.parametrize(("name", "row"), cells(PERMISSIONS))
def test_each_role_may_what_the_design_says_and_nothing_else(name: str, row: list[str]) -> None:
    permission = Permission(name)
    free = Actor(os_user="desk", os_uid=1000)
    assert authorize(free, permission, NOW_NS, watching_needs_login=True).answer is meant(row[0], 0)
    for role, cell in zip(WHO.values(), row[1:], strict=True):
        for ago_s in AGES_S:
            verdict = authorize(actor(role, ago_s), permission, NOW_NS)
            assert verdict.answer is meant(cell, ago_s), (role, ago_s)
            assert verdict.answer is Answer.ALLOWED or str(verdict.why).startswith("This needs ")


@pytest.mark.parametrize(("name", "row"), cells(ACTIONS))
def test_each_role_may_do_to_each_process_what_the_design_says_and_nothing_else(name: str, row: list[str]) -> None:
    grades = (Grade.OWN, Grade.OTHERS, Grade.CRITICAL)
    columns: list[tuple[Role | None, Grade, str]] = [(None, grade, row[0]) for grade in grades]
    columns += [(Role.VIEWER, grade, row[1]) for grade in grades]
    columns += [(Role.OPERATOR, grade, cell) for grade, cell in zip(grades, row[2:5], strict=True)]
    columns += [(Role.ADMINISTRATOR, grade, cell) for grade, cell in zip(grades, row[5:8], strict=True)]
    for role, grade, cell in columns:
        action, whom = deed(name, grade)
        for ago_s in AGES_S:
            verdict = authorize_action(actor(role, ago_s), action, whom, NOW_NS)
            assert verdict.answer is meant(cell, ago_s), (role, grade, ago_s)
    for role in WHO.values():
        for ago_s in AGES_S:
            verdict = authorize_action(actor(role, ago_s), *deed(name, Grade.UNTOUCHABLE), NOW_NS)
            assert (verdict.answer, str(verdict.why)) == (Answer.REFUSED, "It is init.")


@pytest.mark.parametrize("name", [name for name, _ in cells(ACTIONS)])
def test_where_the_program_has_the_rights_of_root_all_of_it_is_for_administrators_each_time(name: str) -> None:
    """What is its own are the daemons of the system then; the system itself would stop nothing."""
    columns = dict(zip(WHO.values(), cells(AS_ROOT)[0][1], strict=True))
    for role, cell in columns.items():
        for grade in (Grade.OWN, Grade.OTHERS, Grade.CRITICAL):
            for ago_s in AGES_S:
                verdict = authorize_action(actor(role, ago_s, has_root=True), *deed(name, grade), NOW_NS)
                assert verdict.answer is meant(cell, ago_s), (role, grade, ago_s)
        refused = authorize_action(actor(role, 0, has_root=True), *deed(name, Grade.UNTOUCHABLE), NOW_NS)
        assert refused.answer is Answer.REFUSED


def test_the_tables_leave_nothing_out() -> None:
    assert [name for name, _ in cells(PERMISSIONS)] == [permission.value for permission in Permission]
    assert {name.replace(",", "").split()[0] for name, _ in cells(ACTIONS)} == {kind.value for kind in ActionKind}
    assert list(WHO.values()) == [None, *Role]
    assert set(Grade) == {Grade.OWN, Grade.OTHERS, Grade.CRITICAL, Grade.UNTOUCHABLE}


# What shows more, keeps less, or goes elsewhere; all others are everybody's.
MANAGED = {
    "access.lock_after_min", "access.watching_needs_login", "access.command_line", "history.recorded",
    "history.most_mib_a_day", "history.beats_days", "history.minutes_days", "history.hours_days", "history.limit_mib",
    "history.postgresql_url", "alerts.enabled", "alerts.kept_days",
}  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
@pytest.mark.parametrize("role", WHO.values())
def test_settings_that_are_managed_are_changed_by_administrators_and_all_others_by_everybody(
    setting: Setting, role: Role | None
) -> None:
    def is_changed_by(who: Actor) -> bool:
        store = SettingsInMemory()
        access: Any = SimpleNamespace(actor=lambda: who, keep_refusal=lambda *_: None)
        clock: Any = SimpleNamespace(monotonic_ns=lambda: NOW_NS)
        try:
            GuardedSettings(store, access, clock).set(setting.key, setting.default)
        except Denied:
            return False
        return store.source(setting.key) is Source.FILE

    assert is_changed_by(actor(role, 10)) is (setting.key not in MANAGED or role is Role.ADMINISTRATOR)
    assert not is_changed_by(actor(role, 400)) or setting.key not in MANAGED
    assert is_changed_by(Actor(os_user="desk", os_uid=1000))
