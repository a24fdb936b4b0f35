"""Accounts of a desk that is opened as late as can be: see `store.desk.late`."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from procmon_gui.auth.register import Admission, Standing
from procmon_gui.domain.accounts import Account, Role

if TYPE_CHECKING:
    from procmon_gui.store.desk.accounts import DeskAccounts


class LateAccounts:
    """A `domain.accounts.Accounts` and an `auth.register.Register`. Any thread that may wait."""

    def __init__(self, path: Path, opener: "Callable[[], DeskAccounts]") -> None:
        """Take where the file is and what opens it."""
        self._path = path
        self._opener = opener
        self._accounts: DeskAccounts | None = None

    @property
    def is_there(self) -> bool:
        """Return whether there is a file, so that somebody has to look into it. Returns at once."""
        return self._accounts is not None or os.path.lexists(self._path)

    def all(self) -> Sequence[Account]:
        """Return all of them by name; none where none was ever made."""
        return self._open().all() if self.is_there else ()

    def standings(self) -> Sequence[Standing]:
        """Return all of them as far as a login depends on them."""
        # SQLite is loaded where there is something to look into.
        if not self.is_there or (self._accounts is None and self._holds_none()):
            return ()
        return self._open().standings()

    def standing_of(self, name: str) -> Standing | None:
        """Return the account of a name, as it is typed; None for none, and for one that is blocked."""
        return self._open().standing_of(name) if self.is_there else None

    def admit(self, name: str, password: str) -> Admission:
        """Count a try, compare, and forget what was counted where it was right."""
        return self._open().admit(name, password) if self.is_there else Admission()

    def add(self, name: str, password: str, role: Role, *, is_first: bool | None = None) -> str:
        """Make an account, and return the recovery code where it is the first."""
        return self._open().add(name, password, role, is_first=is_first)

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role."""
        self._open().set_role(name, role)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and let it in again where it was blocked."""
        self._open().set_password(name, password)

    def unblock(self, name: str) -> None:
        """Forget the wrong passwords that were typed for an account."""
        self._open().unblock(name)

    def renew_code(self) -> str:
        """Return a new recovery code, once."""
        return self._open().renew_code()

    def remove(self, name: str) -> None:
        """Take an account away."""
        self._open().remove(name)

    def recover(self, code: str, name: str, password: str) -> str:
        """Set the password of an administrator with the recovery code, and return the next one."""
        return self._open().recover(code, name, password)

    def reset(self) -> None:
        """Take all accounts away."""
        if self.is_there:
            self._open().reset()

    def _holds_none(self) -> bool:
        from procmon_gui.store.desk.glance import holds_no_account

        return holds_no_account(self._path)

    def _open(self) -> "DeskAccounts":
        if self._accounts is None:
            self._accounts = self._opener()
        return self._accounts
