"""What the reader wishes to be done, and what he is told about it. Frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from procmon_gui.domain.actions import Action
from procmon_gui.domain.identity import ProcessKey


@dataclass(frozen=True, slots=True)
class Kin:
    """A process directly below another one, as the list knows it. Texts are escaped."""

    name: str
    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One action on some processes.

    Attributes:
        keys: who was in hand when it was wished; the selection may change as it likes afterwards.
        seen_ns: when they were seen, `Snapshot.since_boot_ns`.
        names: what they are called in the list, by key.
        chooses: more is to be chosen before it can be done: which signal, which CPUs.
        kin: who is directly below, where it is one process.
        cpu_count: how many CPUs this machine has, 0 where that is unknown.
    """

    action: Action
    keys: tuple[ProcessKey, ...]
    seen_ns: int
    names: Mapping[ProcessKey, str] = field(default_factory=dict, compare=False)
    chooses: bool = False
    kin: tuple[Kin, ...] = ()
    cpu_count: int = 0


class Tone(Enum):
    """How a notice is meant; the values are the kinds of `ProcessNotice`."""

    INFO = "info"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a notice offers to do next, with the same processes, which are held until it goes away."""

    words: str
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence about what came of a wish."""

    tone: Tone
    words: str
    offer: Offer | None = None
