"""Who may act: local accounts with roles, and the one who acts now. Pure.

Where no account was ever made the user of the system acts, with every right that the kernel gives him.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from procmon_gui.domain.errors import Refused, Unavailable
from procmon_gui.domain.sentences import Sentence

WITHOUT_PASSWORD: Final = "without a password"


class Role(Enum):
    """What an account is for; each may do what those before it may."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A local account, without anything that is secret.

    Attributes:
        name: as it was typed when it was made, normalised (NFKC); names differ by more than upper and lower case.
        made_ms: UTC.
        password_ms: when the password was set, UTC.
        is_blocked: too many wrong passwords; only an administrator, or the recovery code, lets it in again.
    """

    name: str
    role: Role
    made_ms: int
    password_ms: int
    is_blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts at this moment.

    Attributes:
        has_accounts: local accounts were made, so that roles count.
        account: who is logged in; empty for nobody.
        role: the role of that account; None for nobody.
        os_user, os_uid: as whom the program runs; -1 where the system has no such number.
        has_root: the program itself runs with the rights of root (or of an administrator of Windows).
        confirmed_ns: when the password of the account was typed last, on the monotonic clock; None for never.
        is_trusted_by_system: nobody typed the password when he logged in: a setting trusts the user of the system.
    """

    has_accounts: bool = False
    account: str = ""
    role: Role | None = None
    os_user: str
    os_uid: int
    has_root: bool = False
    confirmed_ns: int | None = None
    is_trusted_by_system: bool = False

    def detail(self, words: str) -> str:
        """Return the detail of a deed of his: where no password was typed it says so first, as what is long is cut."""
        if not self.is_trusted_by_system:
            return words
        return f"{WITHOUT_PASSWORD}: {words}" if words else WITHOUT_PASSWORD


class AccessState(Enum):
    """What the reader sees of it."""

    SYSTEM = "no accounts: the user of the system acts"
    OUT = "nobody is logged in"
    IN = "somebody is logged in"
    LOCKED = "somebody is logged in, and was away for too long or locked it"


class LoginRefused(Refused):
    """Name or password is wrong, or it is too early to try again: it is not said which was wrong.

    `wait_s` is how long the next try has to wait; 0.0 for not at all, infinite where only an administrator helps.
    `said` is the sentence in parts, so that it can be translated.
    """

    def __init__(self, sentence: str | Sentence, wait_s: float) -> None:
        super().__init__(str(sentence))
        self.wait_s = wait_s
        self.said = sentence if isinstance(sentence, Sentence) else Sentence("{sentence}", {"sentence": sentence})


class AccountsDamaged(Unavailable):
    """What is kept of the accounts makes no sense, so nobody may act until they are made anew (`Accounts.reset`)."""


class AccountDeed(Enum):
    """What is done about accounts; the value is the word of the audit trail."""

    LOG_IN = "log-in"
    # The password of who is logged in, once more.
    CONFIRM = "confirm"
    LOCK = "lock"
    LOG_OUT = "log-out"
    ADD = "account-add"
    SET_ROLE = "account-role"
    SET_PASSWORD = "account-password"
    UNBLOCK = "account-unblock"
    REMOVE = "account-remove"
    RENEW_CODE = "recovery-code"
    RECOVER = "recover"
    RESET = "accounts-reset"
    LIST = "account-list"


class Access(Protocol):
    """Who acts now. One for each process. `actor`, `state`, `holder`, `touch`, `spend`, `lock`, `log_out` and
    `keep_refusal` return at once and may be called from any thread; all else waits for a disk and for a slow hash, and
    belongs in a worker.

    Before the first `refresh` nobody acts, unless nothing was ever kept. Whoever lets somebody act refreshes first:
    another program may have taken the account away.
    """

    def actor(self) -> Actor:
        """Return who acts now; where it is locked, nobody does."""

    def state(self) -> AccessState:
        """Return what the reader sees; looks whether he was away for too long."""

    def holder(self) -> str:
        """Return who is logged in, also where it is locked; empty for nobody."""

    def touch(self) -> None:
        """Say that the reader is there."""

    def lock(self) -> None:
        """Let nobody act before the password is typed again."""

    def log_out(self) -> None:
        """Let nobody act before somebody logs in."""

    def log_in(self, name: str, password: str) -> Actor:
        """Let an account act; also unlocks. Raises LoginRefused, and Unavailable where accounts can not be read."""

    def confirm(self, password: str) -> Actor:
        """Type the password of who is logged in once more. Raises as `log_in` does."""

    def spend(self) -> None:
        """Use up what was confirmed: the next thing that needs the password each time asks for it again."""

    def keep_refusal(self, action: str, why: str, target: str = "") -> None:
        """Keep in the audit trail that who acts now was not allowed to do something; never raises."""

    def refresh(self) -> None:
        """Look whether accounts were made, changed or taken away by another program. Raises Unavailable."""


class Accounts(Protocol):
    """Keeps accounts. Belongs in a worker; all raise Unavailable, saying why, and have changed nothing.

    Who may call what is decided above (`auth.gate`); what can not be is refused here with WrongInput: a name that is
    taken, a password that is too weak, the last administrator taken away.
    """

    def all(self) -> Sequence[Account]:
        """Return all of them by name; none where none was ever made."""

    def add(self, name: str, password: str, role: Role) -> str:
        """Make an account and return the recovery code of the desk, once, when it is the first; else an empty text.

        The first one must be an administrator.
        """

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role."""

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and let it in again where it was blocked."""

    def unblock(self, name: str) -> None:
        """Forget the wrong passwords that were typed for an account."""

    def renew_code(self) -> str:
        """Return a new recovery code, once; the one before it is of no use any more."""

    def remove(self, name: str) -> None:
        """Take an account away. With the last one all go back to acting as the user of the system."""

    def recover(self, code: str, name: str, password: str) -> str:
        """Set the password of an administrator with the recovery code, and return the next code.

        Raises LoginRefused.
        """

    def reset(self) -> None:
        """Take all accounts away, also where their table is damaged: the user who owns the file may always do so."""
