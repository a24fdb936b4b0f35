"""Accounts in the desk: a `domain.accounts.Accounts`, and the `auth.register.Register` that logins ask. Any thread
that may wait, and any of our programs at any time.

A try is counted before anything is compared, so that two programs at once have no more tries than one. Hashing takes a
sixth of a second and is done outside of a transaction; what was read before it is compared again in the next one.
"""

import logging
import math
import time
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from sqlalchemy import Connection, delete, insert, update

from procmon_gui.auth.delays import FIRST_WAIT_S, Now, Tries, counted, wait_s
from procmon_gui.auth.hashing import BrokenHash, Hasher
from procmon_gui.auth.passwords import NotUsable, fold, new_code, read_code, typed, usable_name, usable_password
from procmon_gui.auth.register import Admission, Standing
from procmon_gui.domain.accounts import Account, AccountsDamaged, LoginRefused, Role
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.sentences import Sentence
from procmon_gui.store.desk.account_rows import (
    NAME_LETTERS,
    RESET,
    AccountRow,
    Rows,
    code_hash,
    forget,
    forget_all,
    keep_an_administrator,
    keep_code,
    keep_tries,
    meant,
    meant_by,
    rows_of,
    standing_in,
    tries_of,
    wrong_count,
)
from procmon_gui.store.desk.database import Damaged, Desk, is_for_want_of_room, is_helped_by_room
from procmon_gui.store.desk.reserve import PART_BYTES, reserve_of
from procmon_gui.store.desk.schema import ACCOUNTS, RECOVERY

log = logging.getLogger(__name__)

Result = TypeVar("Result")

# Few enough that the number of one says little about what was typed, and enough that they fill slowly.
_DRAWERS: Final = 256
# Names of accounts are behind a sign of their own, so that none is taken for one of these.
_ACCOUNT: Final = "="
_DRAWER: Final = "?"
_CODE: Final = "!"
_T = QT_TRANSLATE_NOOP
_CHANGED: Final = _T("Action", "Another program has changed the accounts meanwhile; look at them, and try again.")
_FIRST: Final = _T("Action", "The first account has to be an administrator: somebody must look after the others.")
_TAKEN: Final = _T("Action", "There is an account {name} already; names differ by more than upper and lower case.")
_NONE: Final = _T("Action", "There are no accounts, so there is nothing to recover.")
_WRONG_CODE: Final = _T("Action", "The recovery code or the name is wrong. The name is that of an administrator.")
_WRONG_CODE_AND_WAIT: Final = _T(
    "Action", "The recovery code or the name is wrong. The next try can be made in {count} s."
)
_CODE_BLOCKED: Final = _T(
    "Action", "Too many wrong recovery codes: an administrator can make a new one, or all accounts are made anew."
)


class DeskAccounts:
    """Keeps accounts and what was typed wrongly."""

    def __init__(
        self,
        desk: Desk,
        *,
        clock: Clock,
        boot_id: str,
        hasher: Hasher | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take where they are kept; `pause` lets seconds go by."""
        self._desk = desk
        self._reserve = reserve_of(desk.path)
        self._clock = clock
        self._boot_id = boot_id
        self._hasher = hasher or Hasher()
        self._version: tuple[object, ...] | None = None
        self._standings: Sequence[Standing] = ()
        # Tries that could not be counted on the disk: it was full. The next program knows nothing of them.
        self._uncounted: dict[str, Tries] = {}
        self._pause = pause
        self._has_paused = False

    # ---- Accounts

    def all(self) -> Sequence[Account]:
        """Return all of them by name; none where none was ever made."""

        def work(connection: Connection) -> Sequence[Account]:
            rows = self._rows(connection)
            return tuple(self._account(row, tries_of(connection, _ACCOUNT + row.folded)) for row in rows.values())

        return self._desk.read(work) or ()

    def add(self, name: str, password: str, role: Role, *, is_first: bool | None = None) -> str:
        """Make an account and return the recovery code of the desk, once, when it is the first; else an empty text.

        With `is_first`, it is made only where it is, or is not: who may make it depends on that.
        """
        name = usable_name(name)
        kept = self._hasher.hash(usable_password(password, name))
        is_first = not self.standings() if is_first is None else is_first
        code = new_code() if is_first else ""
        kept_code = self._hasher.hash(read_code(code)) if is_first else ""
        now_ms = self._clock.utc_ms()
        values = {
            "folded": fold(name), "name": name, "role": role.value, "password_hash": kept, "made_ms": now_ms,
            "password_ms": now_ms,
        }  # fmt: skip

        def work(connection: Connection) -> str:
            rows = self._rows(connection)
            if bool(rows) == is_first:
                raise NotUsable(Sentence(_CHANGED))
            if is_first and role is not Role.ADMINISTRATOR:
                raise NotUsable(Sentence(_FIRST))
            if values["folded"] in rows:
                raise NotUsable(Sentence(_TAKEN, {"name": name}))
            connection.execute(insert(ACCOUNTS).values(values))
            if is_first:
                connection.execute(insert(RECOVERY).values(id=1, code_hash=kept_code))
            return code

        return self._changed(work)

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role."""

        def work(connection: Connection) -> bool:
            rows = self._rows(connection)
            row = meant(rows, name)
            if role is not Role.ADMINISTRATOR:
                keep_an_administrator(rows, row)
            self._update(connection, row, role=role.value)
            return True

        self._changed(work)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and let it in again where it was blocked."""
        kept = self._hasher.hash(usable_password(password, name))
        now_ms = self._clock.utc_ms()

        def work(connection: Connection) -> bool:
            row = meant(self._rows(connection), name)
            self._update(connection, row, password_hash=kept, password_ms=max(now_ms, row.password_ms + 1))
            forget(connection, _ACCOUNT + row.folded)
            return True

        self._changed(work)
        self._uncounted.pop(_ACCOUNT + fold(name), None)

    def unblock(self, name: str) -> None:
        """Forget the wrong passwords that were typed for an account."""

        def work(connection: Connection) -> bool:
            forget(connection, _ACCOUNT + meant(self._rows(connection), name).folded)
            return True

        self._changed(work)
        self._uncounted.pop(_ACCOUNT + fold(name), None)

    def renew_code(self) -> str:
        """Return a new recovery code, once; the one before it is of no use any more."""
        code = new_code()
        kept = self._hasher.hash(read_code(code))

        def work(connection: Connection) -> str:
            if not self._rows(connection):
                raise NotUsable(Sentence(_NONE))
            keep_code(connection, kept)
            forget(connection, _CODE)
            return code

        return self._changed(work)

    def remove(self, name: str) -> None:
        """Take an account away. With the last one all go back to acting as the user of the system."""

        def work(connection: Connection) -> bool:
            rows = self._rows(connection)
            row = meant(rows, name)
            if len(rows) == 1:
                forget_all(connection)
                return True
            keep_an_administrator(rows, row)
            connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.folded == row.folded))
            forget(connection, _ACCOUNT + row.folded)
            return True

        self._changed(work)

    def recover(self, code: str, name: str, password: str) -> str:
        """Set the password of an administrator with the recovery code, and return the next code.

        Raises LoginRefused.
        """
        kept = self._hasher.hash(usable_password(password, name))
        following = new_code()
        following_hash = self._hasher.hash(read_code(following))
        kept_code, wait = self._counted(_CODE, code_hash)
        if wait > 0 or not kept_code:
            raise _wrong_code(wait)
        if not self._is_right(kept_code, read_code(code)):
            wait = self._wait(_CODE)
            raise _wrong_code(wait)
        now_ms = self._clock.utc_ms()

        def work(connection: Connection) -> str:
            row = self._rows(connection).get(fold(name))
            if row is None or row.role != Role.ADMINISTRATOR.value or code_hash(connection) != kept_code:
                # Raised inside, so that nothing of it is kept: the code is as good as before.
                raise _wrong_code(0.0)
            self._update(connection, row, password_hash=kept, password_ms=max(now_ms, row.password_ms + 1))
            keep_code(connection, following_hash)
            forget(connection, _ACCOUNT + row.folded)
            forget(connection, _CODE)
            return following

        following = self._changed(work)
        self._uncounted.clear()
        return following

    def reset(self) -> None:
        """Take all accounts away, also where their table is damaged."""

        def work(connection: Connection) -> bool:
            forget_all(connection)
            return True

        self._desk.change(work)
        self._uncounted.clear()

    # ---- Register

    def standings(self) -> Sequence[Standing]:
        """Return all accounts; none where none was ever made. What nobody has changed is not read again."""
        version = self._desk.version()
        if version is not None and version == self._version:
            return self._standings
        self._version = None
        try:
            found = self._desk.read(lambda connection: [standing_in(row) for row in self._rows(connection).values()])
        except Damaged as error:
            raise AccountsDamaged(str(error)) from error
        self._standings, self._version = tuple(found or ()), version
        return self._standings

    def standing_of(self, name: str) -> Standing | None:
        """Return the account of a name, as it is typed; None for none, and for one that is blocked."""

        def work(connection: Connection) -> Standing | None:
            row = self._rows(connection).get(fold(name))
            if row is None or tries_of(connection, _ACCOUNT + row.folded).is_blocked:
                return None
            return standing_in(row)

        return self._desk.read(work)

    def admit(self, name: str, password: str) -> Admission:
        """Count a try, compare, and forget what was counted where it was right."""
        text = name if len(name) <= 4 * NAME_LETTERS and typed(name) is not None else ""
        row, salt = self._desk.read(lambda connection: meant_by(self._rows(connection), fold(text))) or (
            None,
            bytes(16),
        )
        if row is None:
            return self._refuse_unknown(text, salt)
        who = _ACCOUNT + row.folded
        kept, wait = self._counted(who, lambda connection: self._hash_of(connection, row.folded))
        usable = typed(password)
        if wait > 0 or not kept or usable is None:
            # As long as a comparison takes: how long it took must not say what was wrong.
            self._hasher.take_time()
            return self._refused(who, row.name, early_s=wait)
        if not self._is_right(kept, usable):
            return self._refused(who, row.name)
        dated = self._hasher.hash(usable) if self._hasher.is_dated(kept) else ""
        standing = self._admitted(row.folded, kept, dated)
        if standing is None:  # another program has changed the account while it was compared
            return self._refused(who, row.name)
        self._uncounted.pop(who, None)
        return Admission(standing=standing, account=row.name)

    # ---- trying

    def _refuse_unknown(self, name: str, salt: bytes) -> Admission:
        """Refuse a name that is none, as a wrong password is; what was typed may be one, and is not kept."""
        who = _DRAWER + str(self._hasher.drawer(fold(name), salt, _DRAWERS))
        _, wait = self._counted(who, lambda connection: "")
        return self._refused(who, "", early_s=wait)

    def _refused(self, who: str, account: str, *, early_s: float = 0.0) -> Admission:
        return Admission(
            account=account, is_early=early_s > 0, wait_s=early_s or self._wait(who), is_kept=who not in self._uncounted
        )

    def _counted(self, who: str, find: Callable[[Connection], str]) -> tuple[str, float]:
        """Count a try, and return what is compared with, and how long it is too early: then nothing was counted."""

        def work(connection: Connection) -> tuple[str, float]:
            tries = max(tries_of(connection, who), self._uncounted.get(who, Tries()), key=wrong_count)
            early_s = wait_s(tries, self._now())
            if early_s == 0.0:
                keep_tries(connection, who, counted(tries, self._now()))
            return find(connection), early_s

        try:
            return self._changed_on_reserve(work)
        except Unavailable as error:
            if not is_for_want_of_room(error):
                raise
            # Who ends what fills the disk has to log in first: it is counted here then, as long as this program runs.
            log.warning("a try to log in can not be counted on the disk: %s", error)
            return self._counted_here(who, find)

    def _counted_here(self, who: str, find: Callable[[Connection], str]) -> tuple[str, float]:
        def work(connection: Connection) -> tuple[str, Tries]:
            return find(connection), tries_of(connection, who)

        if not self._has_paused:
            # Else to start the program anew would be to have no tries behind one.
            self._pause(FIRST_WAIT_S)
            self._has_paused = True
        found = self._desk.read(work)
        if found is None:
            return "", 0.0
        tries = max(found[1], self._uncounted.get(who, Tries()), key=wrong_count)
        early_s = wait_s(tries, self._now())
        if early_s == 0.0:
            self._uncounted[who] = counted(tries, self._now())
        return found[0], early_s

    def _wait(self, who: str) -> float:
        found = self._desk.read(lambda connection: tries_of(connection, who)) or Tries()
        return wait_s(max(found, self._uncounted.get(who, Tries()), key=wrong_count), self._now())

    def _admitted(self, folded: str, kept: str, dated: str) -> Standing | None:
        """Forget wrong tries of who typed the right one; None where the account is not what was compared with."""

        def look(connection: Connection) -> AccountRow | None:
            row = self._rows(connection).get(folded)
            return row if row is not None and row.password_hash == kept else None

        def work(connection: Connection) -> tuple[Standing | None]:
            row = look(connection)
            if row is None:
                return (None,)
            if dated:
                self._update(connection, row, password_hash=dated)
            forget(connection, _ACCOUNT + folded)
            return (standing_in(row),)

        try:
            return self._changed_on_reserve(work)[0]
        except Unavailable as error:
            if not is_for_want_of_room(error):
                raise
            log.warning("what was typed wrongly before can not be forgotten on the disk: %s", error)
            return self._desk.read(
                lambda connection: standing_in(row) if (row := look(connection)) is not None else None
            )

    # ---- the table

    def _changed(self, work: Callable[[Connection], Result]) -> Result:
        try:
            return self._desk.change(work)
        except Damaged as error:
            raise AccountsDamaged(str(error)) from error

    def _changed_on_reserve(self, work: Callable[[Connection], Result]) -> Result:
        """Change it, on a full disk in the room of the reserve: it is laid again when the trail has room for it."""
        while True:
            try:
                return self._changed(work)
            except Unavailable as error:
                if not (is_helped_by_room(error) and self._reserve.release_part(PART_BYTES)):
                    raise

    def _rows(self, connection: Connection) -> Rows:
        return rows_of(connection, self._hasher)

    def _hash_of(self, connection: Connection, folded: str) -> str:
        row = self._rows(connection).get(folded)
        return "" if row is None else row.password_hash

    def _is_right(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.is_right(kept, password)
        except BrokenHash as error:
            raise AccountsDamaged(f"What is kept of a password or of the recovery code is damaged. {RESET}") from error

    def _update(self, connection: Connection, row: AccountRow, **values: object) -> None:
        connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.folded == row.folded).values(**values))

    def _account(self, row: AccountRow, tries: Tries) -> Account:
        return Account(
            name=row.name, role=Role(row.role), made_ms=row.made_ms, password_ms=row.password_ms,
            is_blocked=max(tries, self._uncounted.get(_ACCOUNT + row.folded, Tries()), key=wrong_count).is_blocked,
        )  # fmt: skip

    def _now(self) -> Now:
        clock = self._clock
        return Now(utc_ms=clock.utc_ms(), boot_id=self._boot_id, monotonic_ns=clock.monotonic_ns())


def _wrong_code(wait: float) -> LoginRefused:
    if math.isinf(wait):
        return LoginRefused(Sentence(_CODE_BLOCKED), wait)
    if wait > 0:
        return LoginRefused(Sentence(_WRONG_CODE_AND_WAIT, {"count": str(math.ceil(wait))}), wait)
    return LoginRefused(Sentence(_WRONG_CODE), wait)
