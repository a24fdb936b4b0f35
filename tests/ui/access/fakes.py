"""Who acts, as a test says: accounts in memory, of which every password is right that is the name read backwards."""

import math
import threading
from collections.abc import Sequence
from dataclasses import replace

from procmon_gui.domain.accounts import AccessState, Account, Actor, LoginRefused, Role
from procmon_gui.domain.errors import Unavailable, WrongInput

CODE = "K7QM-2XPA-9RTD-5HVC-1WNB-8YEJ"


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.ns = 1_000_000_000

    def __call__(self) -> int:
        return self.ns

    def monotonic_ns(self) -> int:
        return self.ns

    def utc_ms(self) -> int:
        return 1_700_000_000_000 + self.ns // 1_000_000

    def move(self, seconds: float) -> None:
        self.ns += round(seconds * 1e9)


class FakeAccounts:
    """Keeps accounts in memory."""

    def __init__(self, **roles: Role) -> None:
        self.kept: dict[str, Account] = {}
        self.passwords: dict[str, str] = {}
        self.code = CODE
        for name, role in roles.items():
            self._keep(name, name[::-1], role)

    def _keep(self, name: str, password: str, role: Role) -> None:
        self.kept[name] = Account(name=name, role=role, made_ms=1_700_000_000_000, password_ms=1_700_000_000_000)
        self.passwords[name] = password

    def all(self) -> Sequence[Account]:
        return sorted(self.kept.values(), key=lambda account: account.name)

    def add(self, name: str, password: str, role: Role) -> str:
        if name in self.kept:
            raise WrongInput(f"There is an account {name} already.")
        if len(password) < 8:
            raise WrongInput("The password has less than 8 letters.")
        is_first = not self.kept
        self._keep(name, password, role)
        return self.code if is_first else ""

    def set_role(self, name: str, role: Role) -> None:
        self._keep_an_administrator(name, is_gone=role is not Role.ADMINISTRATOR)
        self.kept[name] = replace(self.kept[name], role=role)

    def set_password(self, name: str, password: str) -> None:
        if len(password) < 8:
            raise WrongInput("The password has less than 8 letters.")
        self.passwords[name] = password
        self.unblock(name)

    def block(self, name: str) -> None:
        """Let it be as after too many wrong passwords."""
        self.kept[name] = replace(self.kept[name], is_blocked=True)

    def unblock(self, name: str) -> None:
        self.kept[name] = replace(self.kept[name], is_blocked=False)

    def remove(self, name: str) -> None:
        self._keep_an_administrator(name, is_gone=len(self.kept) > 1)
        del self.kept[name], self.passwords[name]

    def _keep_an_administrator(self, name: str, *, is_gone: bool) -> None:
        others = [one for one in self.kept.values() if one.role is Role.ADMINISTRATOR and one.name != name]
        if is_gone and not others and self.kept[name].role is Role.ADMINISTRATOR:
            raise WrongInput(f"{name} is the last administrator.")

    def recover(self, code: str, name: str, password: str) -> str:
        if code != self.code:
            raise LoginRefused("The code is wrong.", 0.0)
        self.set_password(name, password)
        return self.renew_code()

    def renew_code(self) -> str:
        self.code = self.code[::-1]
        return self.code

    def reset(self) -> None:
        self.kept.clear()


class FakeAccess:
    """Lets accounts in and out. A try waits where `holds_back` is set, until `let_go`."""

    def __init__(self, accounts: FakeAccounts, clock: Clock, *, has_root: bool = False) -> None:
        self.accounts, self.clock, self.has_root = accounts, clock, has_root
        self.name = ""
        self.is_locked = False
        self.lock_after_s = math.inf
        self.used_ns = clock()
        self.confirmed_ns: int | None = None
        self.wait_s = 0.0
        self.tries: list[tuple[str, str]] = []
        self.touches = 0
        self.refusals: list[tuple[str, str, str, str]] = []
        self.trouble: Unavailable | None = None
        self._free = threading.Event()
        self._free.set()

    def hold_back(self) -> None:
        self._free.clear()

    def let_go(self) -> None:
        self._free.set()

    def actor(self) -> Actor:
        is_in = self.state() is AccessState.IN
        return Actor(
            has_accounts=bool(self.accounts.kept),
            account=self.name if is_in else "",
            role=self.accounts.kept[self.name].role if is_in else None,
            os_user="someone",
            os_uid=1000,
            has_root=self.has_root,
            confirmed_ns=self.confirmed_ns if is_in else None,
        )

    def state(self) -> AccessState:
        if not self.accounts.kept:
            return AccessState.SYSTEM
        if self.name not in self.accounts.kept:
            return AccessState.OUT
        if self.clock() - self.used_ns > self.lock_after_s * 1e9:
            self.is_locked = True
        return AccessState.LOCKED if self.is_locked else AccessState.IN

    def holder(self) -> str:
        return self.name if self.name in self.accounts.kept else ""

    def touch(self) -> None:
        self.touches += 1
        if self.state() is AccessState.IN:
            self.used_ns = self.clock()

    def lock(self) -> None:
        self.is_locked = True

    def log_out(self) -> None:
        self.name, self.is_locked = "", False

    def log_in(self, name: str, password: str) -> Actor:
        self.tries.append((name, password))
        self._free.wait(30)
        self._check(name, password)
        self.name, self.is_locked = name, False
        self.used_ns = self.confirmed_ns = self.clock()
        return self.actor()

    def confirm(self, password: str) -> Actor:
        self.tries.append((self.name, password))
        self._free.wait(30)
        self._check(self.name, password)
        self.confirmed_ns = self.clock()
        return self.actor()

    def _check(self, name: str, password: str) -> None:
        if self.wait_s or self.accounts.passwords.get(name) != password:
            raise LoginRefused("Name or password is wrong.", self.wait_s)

    def spend(self) -> None:
        if self.confirmed_ns is not None:
            self.confirmed_ns = min(self.confirmed_ns, self.clock() - 60_000_000_001)

    def keep_refusal(self, action: str, why: str, target: str = "") -> None:
        self.refusals.append((self.actor().account, action, target, why))

    def refresh(self) -> None:
        if self.trouble is not None:
            raise self.trouble
