"""What a login asks of whatever keeps the accounts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.audit import Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account as far as a login depends on it: who logged in stays so while this is the same."""

    name: str
    role: Role
    made_ms: int
    password_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What became of a name and a password.

    Attributes:
        standing: who it is; None where nobody is let in.
        account: the name of the account that was meant; empty where the name is that of none, and is not kept.
        is_early: nothing was compared, because it was too early.
        wait_s: how long the next try has to wait.
        is_kept: the try was counted where a restart does not forget it.
    """

    standing: Standing | None = None
    account: str = ""
    is_early: bool = False
    wait_s: float = 0.0
    is_kept: bool = True


class Register(Protocol):
    """Knows accounts, and counts wrong passwords. Belongs in a worker; all raise Unavailable."""

    def standings(self) -> Sequence[Standing]:
        """Return all accounts; none where none was ever made."""

    def admit(self, name: str, password: str) -> Admission:
        """Count a try, compare, and forget what was counted where it was right.

        Takes the same time for an unknown name and for a wrong password.
        """

    def standing_of(self, name: str) -> Standing | None:
        """Return the account of a name, as it is typed; None for none, and for one that is blocked."""


class DeedKeeper(Protocol):
    """Keeps deeds, as `domain.audit.AuditTrail` does."""

    def append(self, deed: Deed) -> object:
        """Keep a deed. Raises Unavailable."""
