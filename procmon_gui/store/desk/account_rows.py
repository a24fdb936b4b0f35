"""The rows of accounts, of what was typed wrongly, and of the recovery code: read with suspicion, changed in a
transaction that somebody else has begun.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select

from procmon_gui.auth.delays import Tries
from procmon_gui.auth.hashing import BrokenHash, Hasher
from procmon_gui.auth.passwords import NotUsable, fold
from procmon_gui.auth.register import Standing
from procmon_gui.domain.accounts import AccountsDamaged, Role
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import display_text
from procmon_gui.store.desk.schema import ACCOUNTS, LOGIN_TRIES, RECOVERY

NAME_LETTERS: Final = 64
RESET: Final = "`procmon-gui users reset` takes all accounts away, so that new ones can be made; watching goes on"

_T = QT_TRANSLATE_NOOP
_NO_ACCOUNT: Final = _T("Action", "There is no account “{name}”.")
_ONLY_ADMINISTRATOR: Final = _T(
    "Action",
    "{name} is the only administrator: somebody must look after the other accounts. Make another one first.",
)

AccountRow = Row[Any]
Rows = Mapping[str, AccountRow]


def rows_of(connection: Connection, hasher: Hasher) -> Rows:
    """Return all accounts by their folded names, in their order. Raises AccountsDamaged for what makes no sense."""
    rows = {row.folded: row for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.folded))}
    for row in rows.values():
        fault = _fault(row, hasher)
        if fault:
            shown = display_text(row.name, NAME_LETTERS)
            raise AccountsDamaged(f"The account “{shown}” is damaged: {fault}. Nobody can log in. {RESET}")
    if rows and not any(row.role == Role.ADMINISTRATOR.value for row in rows.values()):
        raise AccountsDamaged(f"The accounts are damaged: none is an administrator. Nobody can log in. {RESET}")
    if not rows and code_hash(connection):
        raise AccountsDamaged(
            f"The accounts were taken away by another program: only their recovery code is left. {RESET}"
        )
    return rows


def _fault(row: AccountRow, hasher: Hasher) -> str:
    if row.role not in {role.value for role in Role}:
        return f"“{display_text(row.role, NAME_LETTERS)}” is no role"
    if display_text(row.name) != row.name or not row.name or fold(row.name) != row.folded:
        return "its name is not as it was written"
    try:
        hasher.check(row.password_hash)
    except BrokenHash:
        return "what is kept of its password is not as it was written"
    return ""


def meant(rows: Rows, name: str) -> AccountRow:
    """Return the account of a name. Raises WrongInput."""
    row = rows.get(fold(name[: 4 * NAME_LETTERS]))
    if row is None:
        raise NotUsable(Sentence(_NO_ACCOUNT, {"name": display_text(name, NAME_LETTERS)}))
    return row


def meant_by(rows: Rows, folded: str) -> tuple[AccountRow | None, bytes]:
    """Return the account of a name, and what makes the drawers of this desk others than those of any other."""
    eldest = min(((row.made_ms, row.folded) for row in rows.values()), default=())
    return rows.get(folded), hashlib.sha256(repr(eldest).encode()).digest()[:16]


def keep_an_administrator(rows: Rows, row: AccountRow) -> None:
    """Raise WrongInput where nobody else looks after the accounts."""
    if all(other is row or other.role != Role.ADMINISTRATOR.value for other in rows.values()):
        raise NotUsable(Sentence(_ONLY_ADMINISTRATOR, {"name": row.name}))


def standing_in(row: AccountRow) -> Standing:
    """Return an account as far as a login depends on it."""
    return Standing(name=row.name, role=Role(row.role), made_ms=row.made_ms, password_ms=row.password_ms)


def wrong_count(tries: Tries) -> int:
    """Return by what one is more than another."""
    return tries.wrong_count


def tries_of(connection: Connection, who: str) -> Tries:
    """Return what was typed wrongly for somebody."""
    row = connection.execute(select(LOGIN_TRIES).where(LOGIN_TRIES.c.who == who)).one_or_none()
    if row is None:
        return Tries()
    return Tries(
        wrong_count=max(0, row.wrong_count), next_ms=row.next_ms, boot_id=row.boot_id,
        next_monotonic_ns=row.next_monotonic_ns,
    )  # fmt: skip


def keep_tries(connection: Connection, who: str, tries: Tries) -> None:
    """Put it in the place of what was there."""
    forget(connection, who)
    values = {name: getattr(tries, name) for name in ("wrong_count", "next_ms", "boot_id", "next_monotonic_ns")}
    connection.execute(insert(LOGIN_TRIES).values(who=who, **values))


def forget(connection: Connection, who: str) -> None:
    """Forget what was typed wrongly for somebody."""
    connection.execute(delete(LOGIN_TRIES).where(LOGIN_TRIES.c.who == who))


def forget_all(connection: Connection) -> None:
    """Take all accounts away, and whatever belongs to them."""
    for table in (ACCOUNTS, LOGIN_TRIES, RECOVERY):
        connection.execute(delete(table))


def code_hash(connection: Connection) -> str:
    """Return what is kept of the recovery code; empty where there is none."""
    return connection.scalar(select(RECOVERY.c.code_hash)) or ""


def keep_code(connection: Connection, kept: str) -> None:
    """Put another recovery code in its place."""
    connection.execute(delete(RECOVERY))
    connection.execute(insert(RECOVERY).values(id=1, code_hash=kept))
