"""The audit trail: who did what to whom, when, why, and how it ended; allowed and refused alike. Pure.

Each record carries a hash of itself and of the one before it, so that a record that was changed, moved or taken away is
noticed. Whoever may write the file can write all of it anew: only a copy of the newest hash elsewhere shows that.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from procmon_gui.domain.errors import WrongInput
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


_ANCHOR: Final = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What was known of the trail once, kept elsewhere: which hash a record had when it was the last one."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        """Return it as it is printed, and kept in the journal of the system."""
        return f"{self.number}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Anchor":
        """Return what such a text means; raises WrongInput."""
        found = _ANCHOR.fullmatch(text.strip())
        if found is None:
            raise WrongInput(
                "An anchor is written as number:hash, as `procmon-gui audit --verify` prints it; the hash has 64 digits"
            )
        return cls(int(found[1]), bytes.fromhex(found[2]))


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

    def verify(self, errand: Errand, anchors: Collection[Anchor] = ()) -> AuditCheck:
        """Compare every hash, and what was known of some of them; raises Cancelled when the errand is.

        Without an anchor a tail that was cut off, together with the count of records, is not noticed, and neither is
        a trail that was written anew as a whole.
        """

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept."""

    def prepare(self) -> None:
        """Lay the reserve that keeps the trail writable on a full disk, where there is room; never raises."""

    def has_journal(self) -> bool:
        """Return whether the system has a journal, to which a copy of the newest hash goes with each deed."""

    def tell_journal(self, deeds: Sequence[Deed]) -> bool:
        """Keep deeds in the journal alone, for when the trail can not be written; False where that can not be."""

    def anchors(self) -> Sequence[Anchor]:
        """Return what the journal knows of this trail, the oldest first; nothing where there is none to be read."""
