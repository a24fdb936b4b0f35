"""Notices: what somebody is told about an alert, by which way, and what became of it. Data only. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.text import one_line

if TYPE_CHECKING:
    from procmon_gui.domain.channel_kinds import ChannelKind

DESKTOP: Final = "desktop"
"""The id of the one channel that is always there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told. All of it is plain text that strangers may have written: escaped, one line each, never evaluated.

    Attributes:
        alert_id: 0 for a test, and for a digest of many.
        title: one line, such as "CPU above 80 % for 5 min".
        lines: what more there is to say, the most important first.
        suppressed_count: notices that were held back since the last one, which this one stands for.
        key: the same for every try to tell it, and of no other notice, so that who hears it twice can know.
    """

    alert_id: int
    rule_id: str
    host: str
    change: Change
    severity: Severity
    at_ms: int
    title: str
    lines: tuple[str, ...] = ()
    suppressed_count: int = 0
    key: str = ""


class Undelivered(ProcmonError):
    """A notice did not arrive. `is_final`: trying again would not help (wrong password, unknown receiver)."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        super().__init__(words)
        self.is_final = is_final


class AlertChannel(Protocol):
    """One way to tell somebody. Called on a thread of its own, with a limit; must not go on after it."""

    def deliver(self, notice: Notice, timeout_s: float) -> str:
        """Tell it; return in a few words how it went. Raises Undelivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSpec:
    """A channel as it was set up.

    Attributes:
        id: letters, digits, - and _.
        kind: which one of `channels`: desktop, mail, sms, webhook, chat, command.
        settings: by name, as its kind declares them; never a secret.
        secrets: names of the secrets that are kept for it.
        doubt: why it is not used although it is set up, as a sentence; empty for nothing. Found out, never kept.
    """

    id: str
    kind: str
    is_enabled: bool = True
    from_severity: Severity = Severity.WARNING
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelProblem:
    """What is wrong with a channel in the file; the others work.

    Attributes:
        channel: its id; empty where it is the file.
        where: the key; empty where it is the whole.
        words: what is wrong, and what was expected.
        line: in the file, from 1; 0 where that is not known.
        template, fields: of the words, marked for translation in the context "Channel".
    """

    channel: str
    where: str
    words: str
    line: int = 0
    template: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_place(self) -> str:
        """Return what is wrong and where, as one line."""
        where = "channels.toml" + (f", line {self.line}" if self.line else "")
        return one_line(f"{where}: {self.channel + ': ' if self.channel else ''}{self.words}")


class DeliveryState(Enum):
    """What became of a notice on one channel."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    # Given up: by what the other side said, or because it had become too old.
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One notice on one channel.

    Attributes:
        words: how it went, or why it did not, the last time.
        next_ms: when it is tried again; None where it is not.
    """

    id: int
    channel_id: str
    alert_id: int
    title: str
    state: DeliveryState
    try_count: int
    made_ms: int
    done_ms: int | None
    next_ms: int | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A notice on its way over one channel.

    Attributes:
        id: 0 before it is kept.
        next_ms: when it is to be tried.
    """

    channel_id: str
    notice: Notice
    made_ms: int
    expires_ms: int
    next_ms: int
    id: int = 0
    try_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """What one channel told lately, and how many notices it held back so as not to drown anybody.

    Attributes:
        waiting_count: not told of yet; the next one that goes out stands for them.
        waiting_severity: the worst of them; None where there are none.
        total_count: of all time.
        told: when it told something lately, and by which rule, the oldest first.
    """

    channel_id: str
    waiting_count: int = 0
    waiting_severity: Severity | None = None
    total_count: int = 0
    told: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one try; `next_ms` is when there is another one."""

    id: int
    state: DeliveryState
    try_count: int
    at_ms: int
    words: str
    next_ms: int | None = None


class DeliveryQueue(Protocol):
    """What is on its way, kept on disk so that a restart loses nothing. Any thread but the window's.

    All raise Unavailable where that fails; nothing has changed then.
    """

    def take_in(
        self, parcels: Sequence[Parcel], held: Sequence[HeldBack], suppressed: Mapping[int, int]
    ) -> Sequence[Parcel]:
        """Keep new parcels, and return them with their ids; what channels hold back; and how many notices of which
        alerts were. All of it or nothing.
        """

    def waiting(self) -> Sequence[Parcel]:
        """Return what is on its way, the oldest first."""

    def held_back(self) -> Sequence[HeldBack]:
        """Return what channels told lately and hold back."""

    def told_over(self, alert_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
        """Return over which channels alerts were told, or are to be."""

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of tries."""

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return the last ones, the newest first."""

    def prune(self, before_ms: int, most: int) -> int:
        """Drop what is over and older than a time, and the oldest of more than so many; return how many."""


class ChannelBook(Protocol):
    """Keeps how channels are set up, and tells how deliveries went. Any thread but the window's.

    All raise Unavailable, and WrongInput for what makes no sense.
    """

    def kinds(self) -> "Sequence[ChannelKind]":
        """Return every kind of channel there is; at once."""

    def channels(self) -> Sequence[ChannelSpec]:
        """Return those that can be used, the desktop first."""

    def problems(self) -> Sequence[ChannelProblem]:
        """Return what of the file can not be used."""

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""

    def put(self, spec: ChannelSpec, secrets: Mapping[str, str]) -> None:
        """Keep a channel in the place of the one with its id, and those of its secrets that are given; an empty one
        is forgotten. Which are kept is found out, whatever the spec says. A command without a `doubt` is confirmed by
        that: somebody has seen it.
        """

    def remove(self, id: str) -> None:
        """Take a channel and its secrets away."""

    def test(self, id: str) -> str:
        """Tell a test notice over it now; return how it went. Raises Undelivered."""

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return the last ones, the newest first."""

    def warnings(self) -> Sequence[str]:
        """Return what a person should know: where secrets lie in a file, which way to the desktop works."""
