"""The one place that decides: may this actor do this, now? Pure.

What is shown in the window asks here for comfort; what acts, or hands out what is not for everybody, asks again.
"""

import signal
from typing import Final

from procmon_gui.auth.permissions import ROLES, WITHOUT_LOGIN, Permission, least_role
from procmon_gui.domain.accounts import Actor, Role
from procmon_gui.domain.actions import Action, ActionKind, Answer, Grade, IoClass, Target, Verdict
from procmon_gui.domain.errors import Refused
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence

_T = QT_TRANSLATE_NOOP

ALLOWED: Final = Verdict(Answer.ALLOWED)
_ROLE_WORDS: Final = {
    Role.VIEWER: _T("Action", "This needs the role of a viewer or more; {account} is {role}."),
    Role.OPERATOR: _T("Action", "This needs the role of an operator or more; {account} is {role}."),
    Role.ADMINISTRATOR: _T("Action", "This needs the role of an administrator; {account} is {role}."),
}
_LOG_IN: Final = Verdict(Answer.LOG_IN, Sentence(_T("Action", "This needs a login.")))
_CONFIRM: Final = Verdict(Answer.CONFIRM, Sentence(_T("Action", "This needs your password once more.")))
_ROOT_NEEDS_ACCOUNT: Final = Verdict(
    Answer.LOG_IN,
    Sentence(_T("Action", "The program runs with the rights of root, so acting needs a local account; there is none.")),
)
# Signals that leave a program no chance to finish what it does, or that are made to let it crash, signal(7).
_FORCEFUL: Final = frozenset(
    int(getattr(signal, name))
    for name in (
        "SIGKILL", "SIGQUIT", "SIGABRT", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS", "SIGXCPU",
        "SIGXFSZ",
    )
    if hasattr(signal, name)
)  # fmt: skip


class Denied(Refused):
    """The gate said no. `verdict` is what it said: a login, or the password once more, may be all that it takes."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict.why or _LOG_IN.why))
        self.verdict = verdict


def demand(actor: Actor, permission: Permission, now_ns: int, *, watching_needs_login: bool = False) -> None:
    """Raise Denied unless an actor may do something that is done to no process."""
    verdict = authorize(actor, permission, now_ns, watching_needs_login=watching_needs_login)
    if verdict.answer is not Answer.ALLOWED:
        raise Denied(verdict)


def authorize(actor: Actor, permission: Permission, now_ns: int, *, watching_needs_login: bool = False) -> Verdict:
    """Return whether an actor may do something that is done to no process; `now_ns` is monotonic."""
    if not actor.has_accounts:
        return ALLOWED
    if actor.role is None:
        is_free = permission in WITHOUT_LOGIN and not watching_needs_login
        return ALLOWED if is_free else _LOG_IN
    most_s = ROLES[actor.role].get(permission)
    if most_s is None:
        fields = {"account": actor.account, "role": actor.role.value}
        return Verdict(Answer.REFUSED, Sentence(_ROLE_WORDS[least_role(permission)], fields))
    if actor.confirmed_ns is None or now_ns - actor.confirmed_ns > most_s * 1e9:
        return _CONFIRM
    return ALLOWED


def hides_command_lines(actor: Actor, now_ns: int) -> bool:
    """Return whether an actor may not see whole command lines."""
    answer = authorize(actor, Permission.FULL_COMMAND_LINES, now_ns).answer
    return answer in (Answer.LOG_IN, Answer.REFUSED)


def readable_deeds(actor: Actor, now_ns: int) -> str | None:
    """Return whose deeds alone an actor may read in the audit trail; None for all, an empty name for nobody's."""
    if authorize(actor, Permission.READ_AUDIT, now_ns).answer is Answer.ALLOWED:
        return None
    is_own = authorize(actor, Permission.READ_OWN_AUDIT, now_ns).answer is Answer.ALLOWED
    return actor.account if is_own else ""


def authorize_action(
    actor: Actor, action: Action, target: Target, now_ns: int, *, out_of_reach: Sentence | None = None
) -> Verdict:
    """Return whether an actor may do this to this process; `out_of_reach` is why those of others can not be reached."""
    if target.grade is Grade.UNTOUCHABLE:
        return Verdict(Answer.REFUSED, target.why)
    if actor.has_accounts:
        return authorize(actor, permission_for(actor, action, target), now_ns)
    if actor.has_root:
        return _ROOT_NEEDS_ACCOUNT
    if target.uid != actor.os_uid and out_of_reach is not None:
        return Verdict(Answer.REFUSED, out_of_reach)
    return ALLOWED


def permission_for(actor: Actor, action: Action, target: Target) -> Permission:
    """Return what an account needs to do this to this process.

    Where the program itself has the rights of root, the system stops it from nothing: its own are everybody's daemons.
    """
    is_strong = actor.has_root or target.grade is not Grade.OWN or _is_strong(action, target)
    return Permission.ACT_STRONGLY if is_strong else Permission.ACT_MILDLY


def _is_strong(action: Action, target: Target) -> bool:
    if action.kind is ActionKind.NICE:
        # Every thread gets the value, so it is compared with the one that is preferred least now.
        values = [nice for nice in (target.nice, target.nicest) if nice is not None]
        return target.nice is None or action.nice < max(values)
    if action.kind is ActionKind.IO_PRIORITY:
        if action.io_class in (IoClass.REALTIME, IoClass.IDLE):
            return action.io_class is IoClass.REALTIME
        return target.io is None or (action.io_class.value, action.io_level) < _io_rank(*target.io)
    if action.kind is ActionKind.RESTART_UNIT:
        return not target.is_user_unit
    return action.signal_number in _FORCEFUL


def _io_rank(io_class: IoClass, level: int) -> tuple[int, int]:
    """Return what is less for whoever comes first; the level means nothing for who waits for all others."""
    return io_class.value, 0 if io_class is IoClass.IDLE else level
