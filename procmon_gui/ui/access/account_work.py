"""What is done about accounts beside the window: each piece knows the accounts and no widget."""

from collections.abc import Callable, Sequence

from procmon_gui.domain.accounts import Access, Account, Accounts, Role
from procmon_gui.domain.ports import Errand

OpenAccounts = Callable[[], Accounts]
Deed = Callable[[Accounts], object]


class ReadAll:
    """Reads who has an account."""

    def __init__(self, open_accounts: OpenAccounts) -> None:
        self._open_accounts = open_accounts

    def __call__(self, _errand: Errand) -> Sequence[Account]:
        """Do it."""
        return self._open_accounts().all()


class Change:
    """Changes something about accounts."""

    def __init__(self, open_accounts: OpenAccounts, deed: Deed) -> None:
        self._open_accounts = open_accounts
        self._deed = deed

    def __call__(self, _errand: Errand) -> None:
        """Do it."""
        self._deed(self._open_accounts())


class RenewCode:
    """Makes another recovery code and returns it."""

    def __init__(self, open_accounts: OpenAccounts) -> None:
        self._open_accounts = open_accounts

    def __call__(self, _errand: Errand) -> str:
        """Do it."""
        return self._open_accounts().renew_code()


class MakeFirst:
    """Makes the first administrator and lets him act; returns the recovery code."""

    def __init__(self, open_accounts: OpenAccounts, access: Access, name: str, password: str) -> None:
        self._open_accounts, self._access = open_accounts, access
        self._name, self._password = name, password

    def __call__(self, _errand: Errand) -> str:
        """Do it."""
        code = self._open_accounts().add(self._name, self._password, Role.ADMINISTRATOR)
        self._access.refresh()
        self._access.log_in(self._name, self._password)
        return code


class Recover:
    """Gives an administrator another password by the recovery code and lets him act; returns the next code."""

    def __init__(self, open_accounts: OpenAccounts, access: Access, code: str, name: str, password: str) -> None:
        self._open_accounts, self._access = open_accounts, access
        self._code, self._name, self._password = code, name, password

    def __call__(self, _errand: Errand) -> str:
        """Do it."""
        code = self._open_accounts().recover(self._code, self._name, self._password)
        self._access.refresh()
        self._access.log_in(self._name, self._password)
        return code
