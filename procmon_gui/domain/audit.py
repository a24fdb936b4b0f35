"""The audit trail: who did what to whom, when, why, and how it ended; allowed and refused alike. Pure.

Each record carries a hash of itself and of the one before it, so that a record that was changed, moved or taken away is
noticed. Whoever may write the file can write all of it anew: only a copy of the newest hash elsewhere shows that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand


class Outcome(Enum):
    """How a deed ended."""

    # Written before it is done, so that nothing is done without a trace; a later record tells how it went.
    BEGUN = "begun"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody did, or was not allowed to do.

    Attributes:
        actor: the account that was logged in; empty where the user of the system acted.
        os_user, os_uid: as whom the program ran; -1 where the system has no such number.
        target: on whom or what, in words: the name of a process or an account.
        target_key: which process it was; None where it was none.
        reason: what the actor gave as one.
        detail: what else is worth knowing: the signal, the new priority, why it was refused.
        begun: the number of the record that says that it was begun, of which this is the outcome; None for none.
    """

    actor: str
    os_user: str
    os_uid: int
    action: str
    outcome: Outcome
    target: str = ""
    target_key: ProcessKey | None = None
    executable: str = ""
    reason: str = ""
    detail: str = ""
    begun: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """A deed as it is kept.

    Attributes:
        number: from 1 on, without gaps.
        at_ms: UTC, as the clock of the wall said; `monotonic_ns` of the boot `boot_id` tells the order of deeds though
            that was set back.
        hash: of all this and of the hash of the record before it.
    """

    number: int
    at_ms: int
    monotonic_ns: int
    boot_id: str
    deed: Deed
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCheck:
    """What became of comparing every hash.

    Attributes:
        count: how many records there are.
        head: the hash of the last of them.
        first_broken: the number of the first record that is not as it was written, or not there; None where all is
            well.
        fault: what is wrong with it; empty where all is well.
    """

    count: int
    head: bytes
    first_broken: int | None = None
    fault: str = ""


class AuditTrail(Protocol):
    """Keeps deeds. Any thread but the window's; all methods raise Unavailable, saying why, and have changed nothing."""

    def append(self, deed: Deed) -> AuditRecord:
        """Keep a deed; it is on the disk when this returns."""

    def append_all(self, deeds: Sequence[Deed]) -> Sequence[AuditRecord]:
        """Keep several deeds in their order, all of them or none."""

    def records(self, *, before: int | None = None, limit: int = 1000) -> Sequence[AuditRecord]:
        """Return so many records, the newest first: the last ones, or those before a number."""

    def verify(self, errand: Errand) -> AuditCheck:
        """Compare every hash; raises Cancelled when the errand is."""
