"""`procmon-gui users`: makes, changes and prints accounts, as who may look after them. Main thread."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.accounts import Access, AccessState, Account, Accounts, Role
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.text import csv_field, display_text, fit
from procmon_gui.reports.values import iso_utc
from procmon_gui.services.places import Options, open_settings
from procmon_gui.terminal.asking import Asker
from procmon_gui.terminal.identity import asker_of, identify
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import end_with
from procmon_gui.terminal.request import Request, complain

if TYPE_CHECKING:
    from procmon_gui.auth.access import LocalAccess

_SURE: Final = "reset"
_NAME_WIDTH: Final = 24
_ROLE_WIDTH: Final = len("administrator")
_TIME_WIDTH: Final = len("2026-11-20 14:00Z")
_LOST: Final = 40


class _Work:
    """What one call of the verb needs."""

    def __init__(self, request: Request, asker: Asker, open_accounts: Callable[[Access], Accounts]) -> None:
        self.request = request
        self.asker = asker
        self._open_accounts = open_accounts

    def logged_in(self) -> "tuple[LocalAccess, Accounts]":
        """Return accounts as somebody may look after them who has logged in."""
        access = identify(self.request, asker=self.asker)
        return access, self._open_accounts(access)

    def nobody(self) -> Accounts:
        """Return accounts as everybody may look after them: for what takes no login."""
        from procmon_gui.services.access import open_access

        options = _options(self.request)
        return self._open_accounts(open_access(options, open_settings(options), waits=True))

    def new_password(self, name: str) -> str:
        """Ask for a new password, twice where it is a person who types it."""
        shown = display_text(name, _LOST)
        password = self.asker.secret(f"New password of {shown}: ")
        if self.asker.is_person and self.asker.secret("The same once more: ") != password:
            raise WrongInput("The two are not the same, so nothing was changed.")
        return password


def run_users(request: Request, *, asker: Asker | None = None) -> int:
    """Do what was asked for; return the exit status."""
    from procmon_gui.services.access import open_accounts

    work = _Work(request, asker or asker_of(request), lambda access: open_accounts(_options(request), access))
    try:
        _DEEDS[request.deed](work)
    except ProcmonError as error:
        return end_with(error, request)
    return 0


def _options(request: Request) -> Options:
    return Options(data_dir=request.data_dir, config=request.config)


def _list(work: _Work) -> None:
    access, accounts = work.logged_in()
    if access.state() is AccessState.SYSTEM and work.request.format == "table":
        Output(is_utf8=False).write(
            "There are no accounts: the user of the system acts. `procmon-gui users add NAME` makes the first.\n"
        )
        return
    found = accounts.all()
    output = Output(is_utf8=work.request.format != "table")
    match work.request.format:
        case "json":
            output.write("".join(json.dumps(_fields(account), ensure_ascii=False) + "\n" for account in found))
        case "csv":
            output.write(_csv(found))
        case _:
            output.write(_table(found, output.size().columns))


def _add(work: _Work) -> None:
    access, accounts = work.logged_in()
    is_first = access.state() is AccessState.SYSTEM
    name = work.request.name
    role = Role(work.request.role or (Role.ADMINISTRATOR if is_first else Role.VIEWER))
    code = accounts.add(name, work.new_password(name), role)
    complain(f"{display_text(name, _LOST)} is {role.value} from now on")
    if code:
        _print_code(code)
        complain("acting asks for a login from now on; watching does only where access.watching_needs_login says so")


def _set_role(work: _Work) -> None:
    _, accounts = work.logged_in()
    role = Role(work.request.role)
    accounts.set_role(work.request.name, role)
    complain(f"{display_text(work.request.name, _LOST)} is {role.value} from now on")


def _set_password(work: _Work) -> None:
    access, accounts = work.logged_in()
    name = work.request.name or access.holder()
    if not name:
        raise WrongInput(
            "There are no accounts, so there is no password; `procmon-gui users add NAME` makes the first."
        )
    accounts.set_password(name, work.new_password(name))
    complain(f"{display_text(name, _LOST)} has another password from now on")


def _remove(work: _Work) -> None:
    access, accounts = work.logged_in()
    accounts.remove(work.request.name)
    complain(f"{display_text(work.request.name, _LOST)} is no account any more")
    if access.state() is AccessState.SYSTEM:
        complain("that was the last one: the user of the system acts again, without a login")


def _unblock(work: _Work) -> None:
    _, accounts = work.logged_in()
    accounts.unblock(work.request.name)
    complain(f"{display_text(work.request.name, _LOST)} may log in again")


def _recover(work: _Work) -> None:
    accounts = work.nobody()
    code = work.asker.secret("Recovery code: ")
    following = accounts.recover(code, work.request.name, work.new_password(work.request.name))
    complain(f"{display_text(work.request.name, _LOST)} has another password from now on")
    _print_code(following)


def _new_code(work: _Work) -> None:
    _, accounts = work.logged_in()
    _print_code(accounts.renew_code())


def _reset(work: _Work) -> None:
    accounts = work.nobody()
    if not work.request.is_sure:
        complain("this takes all accounts away; the user of the system acts then, without a login")
        if work.asker.line(f"Type {_SURE} to go on: ").strip() != _SURE:
            raise WrongInput("Nothing was changed.")
    accounts.reset()
    complain("there are no accounts any more; `procmon-gui users add NAME` makes the first")


_DEEDS: Final[dict[str, Callable[[_Work], None]]] = {
    "list": _list, "add": _add, "role": _set_role, "password": _set_password, "remove": _remove, "unblock": _unblock,
    "recover": _recover, "new-code": _new_code, "reset": _reset,
}  # fmt: skip


def _print_code(code: str) -> None:
    Output(is_utf8=False).write(code + "\n")
    complain("that is the recovery code: it sets the password of an administrator, once. Write it down; it is not kept")


def _fields(account: Account) -> dict[str, str | bool | None]:
    return {
        "name": account.name,
        "role": account.role.value,
        "made_at_utc": iso_utc(account.made_ms / 1000),
        "password_at_utc": iso_utc(account.password_ms / 1000),
        "is_blocked": account.is_blocked,
    }


def _csv(accounts: Sequence[Account]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("name", "role", "made_at_utc", "password_at_utc", "is_blocked"))
    for account in accounts:
        fields = _fields(account) | {"is_blocked": int(account.is_blocked)}
        writer.writerow((csv_field(account.name), *list(fields.values())[1:]))
    return stream.getvalue()


def _table(accounts: Sequence[Account], width: int) -> str:
    lines = [("NAME", "ROLE", "MADE (UTC)", "PASSWORD (UTC)", "")]
    for account in accounts:
        blocked = "blocked: too many wrong passwords" if account.is_blocked else ""
        lines.append(
            (account.name, account.role.value, _minute(account.made_ms), _minute(account.password_ms), blocked)
        )
    rows = (
        f"{fit(name, _NAME_WIDTH)}  {fit(role, _ROLE_WIDTH)}  {fit(made, _TIME_WIDTH)}  {fit(set, _TIME_WIDTH)}  {more}"
        for name, role, made, set, more in lines
    )
    return "".join(fit(row, width).rstrip() + "\n" for row in rows)


def _minute(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "?")[:16].replace("T", " ") + "Z"
