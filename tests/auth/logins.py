"""Accounts in a real desk, with a clock that the test moves and hashes that cost nothing."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from procmon_gui.auth.access import LocalAccess
from procmon_gui.auth.guarded import GuardedAccounts
from procmon_gui.auth.hashing import Cost, Hasher
from procmon_gui.domain.accounts import Actor, Role
from procmon_gui.domain.audit import AuditRecord
from procmon_gui.store.desk.accounts import DeskAccounts
from procmon_gui.store.desk.audit import DeskAudit
from procmon_gui.store.desk.database import FILE_NAME, Desk

CHEAP: Final = Cost(memory_kib=16, passes=1)
NOW_MS: Final = 1_700_000_000_000
USER: Final = Actor(os_user="desk", os_uid=1000)
RIGHT, OTHER, WRONG = "wolken ziehen", "bohnen im wald", "nicht das richtige"


@dataclass
class HandClock:
    """A clock that the test moves: both its hands, or the wall alone."""

    monotonic_s: float = 1000.0
    wall_ms: int = NOW_MS

    def monotonic_ns(self) -> int:
        return int(self.monotonic_s * 1e9)

    def utc_ms(self) -> int:
        return self.wall_ms

    def pass_by(self, seconds: float) -> None:
        self.monotonic_s += seconds
        self.wall_ms += int(seconds * 1000)


@dataclass
class Hall:
    """All of it over one folder, as one program has it."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)
    boot_id: str = "boot"
    lock_after_s: float = 600.0
    cost: Cost = CHEAP
    user: Actor = USER

    def __post_init__(self) -> None:
        desk = Desk(self.folder / FILE_NAME)
        self.audit = DeskAudit(desk, clock=self.clock, boot_id=self.boot_id)
        self.pauses: list[float] = []
        self.desk_accounts = DeskAccounts(
            desk, clock=self.clock, boot_id=self.boot_id, hasher=Hasher(self.cost), pause=self.pauses.append
        )
        self.access = LocalAccess(
            self.desk_accounts, user=self.user, clock=self.clock, trail=self.audit,
            lock_after_s=lambda: self.lock_after_s, is_known_empty=not (self.folder / FILE_NAME).exists(),
        )  # fmt: skip
        self.accounts = GuardedAccounts(self.desk_accounts, self.access, self.audit, self.clock)

    def again(self, *, boot_id: str | None = None) -> "Hall":
        """Return another program over the same folder, at the same time."""
        return Hall(self.folder, self.clock, self.boot_id if boot_id is None else boot_id, self.lock_after_s, self.cost)

    def fill(self) -> "Hall":
        """Make an account of each role, with passwords that begin with their names."""
        self.code = self.desk_accounts.add("Anna", f"anna {RIGHT}", Role.ADMINISTRATOR)
        self.desk_accounts.add("oskar", f"oskar {RIGHT}", Role.OPERATOR)
        self.desk_accounts.add("vera", f"vera {RIGHT}", Role.VIEWER)
        self.access.refresh()
        return self

    def log_in(self, name: str) -> Actor:
        """Log one of these in."""
        return self.access.log_in(name, f"{name.casefold()} {RIGHT}")

    def deeds(self) -> list[str]:
        """Return what the audit trail has, oldest first, in short."""
        return [_short(record) for record in reversed(self.audit.records())]


def _short(record: AuditRecord) -> str:
    deed = record.deed
    words = (deed.actor or "-", deed.action, deed.outcome.value, deed.target or "-", deed.detail)
    return " ".join(word for word in words if word)
