"""Who acts from the command line, as the settings say: who logs in, or the account of the user of the system.

Main thread. Where no account was ever made nobody is asked for anything.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from procmon_gui.auth.gate import Denied, authorize
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import AccessState, LoginRefused
from procmon_gui.domain.actions import Answer
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.text import display_text
from procmon_gui.services.places import Options, open_settings
from procmon_gui.terminal.asking import Asker, InputAsker, TerminalAsker
from procmon_gui.terminal.request import Request, complain

if TYPE_CHECKING:
    from procmon_gui.auth.access import LocalAccess
    from procmon_gui.domain.settings import SettingsStore

MOST_TRIES: Final = 3

OpenAccess = Callable[[Options, "SettingsStore"], "LocalAccess"]


def identify(request: Request, *, asker: Asker | None = None, opener: OpenAccess | None = None) -> "LocalAccess":
    """Return who acts, logged in where there are accounts; asks for name and password, three times at most.

    Raises LoginRefused, WrongInput where nobody can be asked, and Unavailable.
    """
    access, settings = _at(request, opener)
    try:
        access.refresh()
        if access.state() is not AccessState.SYSTEM:
            _log_in(access, settings, request, asker or asker_of(request))
    except (WrongInput, Unavailable) as error:
        # What was asked of `act` is kept there, with whom it was about.
        if request.verb != "act":
            access.keep_refusal(request.verb, str(error))
        raise
    return access


def glance(request: Request, *, asker: Asker | None = None, opener: OpenAccess | None = None) -> "LocalAccess":
    """Return who watches: asks only where watching needs a login, or where an account is named. Raises as above.

    Where accounts can not be read, watching goes on for who needs no login, and it is said.
    """
    from procmon_gui.domain.settings import flag, word

    access, settings = _at(request, opener)
    needs_login = flag(settings, "access.watching_needs_login") or bool(request.account)
    try:
        access.refresh()
    except Unavailable as error:
        if needs_login:
            raise
        complain(str(error))
        return access
    if access.state() is AccessState.SYSTEM:
        return access
    if needs_login or word(settings, "access.command_line") == "system":
        _log_in(access, settings, request, asker or asker_of(request), is_needed=needs_login)
    return access


def demand(access: "LocalAccess", permission: Permission, request: Request, asker: Asker | None = None) -> None:
    """Make sure that who acts may do something, and ask for his password once more where that is needed.

    Raises Denied where he may not, and the audit trail has it.
    """
    now_ns = access.now_ns()
    verdict = authorize(access.actor(), permission, now_ns)
    if verdict.answer is Answer.CONFIRM:
        access.confirm((asker or asker_of(request)).secret(f"Password of {access.holder()}: "))
        verdict = authorize(access.actor(), permission, access.now_ns())
    if verdict.answer is not Answer.ALLOWED:
        denied = Denied(verdict)
        access.keep_refusal(request.verb, str(denied))
        raise denied


def may(access: "LocalAccess", permission: Permission) -> bool:
    """Return whether who acts may do something."""
    return authorize(access.actor(), permission, access.now_ns()).answer is Answer.ALLOWED


def asker_of(request: Request) -> Asker:
    """Return who is asked: a person, or standard input."""
    return InputAsker() if request.has_password_stdin else TerminalAsker()


def _at(request: Request, opener: OpenAccess | None) -> "tuple[LocalAccess, SettingsStore]":
    options = Options(data_dir=request.data_dir, config=request.config)
    settings = open_settings(options)
    _tell_doubts(settings)
    return (opener or _open)(options, settings), settings


def _tell_doubts(settings: "SettingsStore") -> None:
    """Say what of the settings of access makes no sense: the strict value counts there."""
    from procmon_gui.domain.settings import is_about

    if settings.path is None:
        return
    for problem in settings.problems():
        if is_about(problem, "access") or not (problem.key or problem.line):
            line = f", line {problem.line}" if problem.line else ""
            key = f" {problem.key}:" if problem.key else ""
            complain(f"{display_text(str(settings.path))}{line}:{key} {problem.sentence} The strict value counts.")


def _open(options: Options, settings: "SettingsStore") -> "LocalAccess":
    from procmon_gui.services.access import open_access

    return open_access(options, settings, waits=True)


def _log_in(
    access: "LocalAccess", settings: "SettingsStore", request: Request, asker: Asker, *, is_needed: bool = True
) -> None:
    from procmon_gui.domain.settings import word
    from procmon_gui.services.access import system_actor

    if not request.account and word(settings, "access.command_line") == "system":
        user = system_actor().os_user
        if access.log_in_as(user) is not None or not is_needed:
            return
        raise WrongInput(
            f"The settings say that the account of the user of the system acts here, and there is none with the name "
            f"{user} that may log in: --account NAME takes another one, with its password."
        )
    for is_last in (False,) * (MOST_TRIES - 1) + (True,):
        name = request.account or asker.line("Account: ")
        password = asker.secret(f"Password of {display_text(name, 64)}: " if request.account else "Password: ")
        try:
            access.log_in(name, password)
        except LoginRefused as refused:
            if is_last or refused.wait_s > 0 or not asker.is_person:
                raise
            complain(str(refused))
        else:
            return
