"""Alerts: what fired, about what, since when, and what is kept of it as evidence. Data only. Pure.

A rule may be about many things; each of these fires on its own and is one alert, from `since_ms` to its end. Times
are milliseconds on the axis of the memory (`domain.history`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import Severity, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an alert is about: the same in every beat, and after a restart. Its texts are escaped and capped.

    Attributes:
        name: of the device, the program, the user, the unit, the process; empty for the whole machine.
        executable: of a program or a process, None where it is not known.
        key: of a process.
    """

    subject: Subject
    name: str = ""
    executable: str | None = None
    key: ProcessKey | None = None

    @property
    def identity(self) -> tuple[str, str, str, ProcessKey | None]:
        """Return what is another for another thing; a process that was renamed is the same."""
        if self.key is not None:
            return (self.subject.value, "", "", self.key)
        return (self.subject.value, self.name, self.executable or "", None)


class Change(Enum):
    """What became of an alert."""

    FIRED = "fired"
    # From warning to critical, and back. WORSENED is told like FIRED.
    WORSENED = "worsened"
    EASED = "eased"
    # It fires still, and it is time to say so again.
    REPEATED = "repeated"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent:
    """One change of one alert.

    Attributes:
        severity: from now on; of RESOLVED, the one that it had.
        at_ms: the beat in which it changed.
        since_ms: the first beat beyond the threshold.
        value: what was judged; NaN where it is not known any more (the process ended).
        threshold: which was passed; NaN where the rule has none.
        is_told: whether somebody is to be told: not in its cooldown, not muted, not in quiet hours.
    """

    change: Change
    rule_id: str
    about: About
    severity: Severity
    at_ms: int
    since_ms: int
    value: float
    threshold: float
    is_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """What a judge must know of an alert that fires, to go on after a restart as if there had been none.

    Attributes:
        told_ms: when somebody was told last; 0 for never.
    """

    rule_id: str
    about: About
    severity: Severity
    since_ms: int
    fired_ms: int
    told_ms: int = 0
    is_acknowledged: bool = False


def unseen_event(firing: Firing, change: Change, at_ms: int) -> AlertEvent:
    """Return an event that nobody saw happen, and nobody is told of; `at_ms` is when it was over."""
    nothing = float("nan")
    return AlertEvent(
        change=change, rule_id=firing.rule_id, about=firing.about, severity=firing.severity,
        at_ms=at_ms if change is Change.RESOLVED else firing.fired_ms, since_ms=firing.since_ms, value=nothing,
        threshold=nothing, is_told=False,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A rule that tells nobody until a time; it is judged and kept all the same."""

    rule_id: str
    until_ms: int
    by: str
    made_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert as it is kept. What depends on its rule is as it was when it fired.

    Attributes:
        title, condition: of the rule, the second in words: "CPU above 80 % for 5 min".
        metric_id, instance: what was watched; empty where the rule has none.
        severity: the worst that it had.
        resolved_ms: None while it fires.
        value: when it fired. peak: the worst since. threshold: NaN where there is none.
        culprit: who did it, in a few words; empty while that is not known.
        culprit_share: of the rise, 0 to 1; None where that is not known.
        suppressed_count: notices of it that nobody was sent, so as not to drown others.
        is_complete: whether its evidence is all that there will be.
    """

    id: int
    host: str
    rule_id: str
    title: str
    condition: str
    about: About
    metric_id: str
    instance: str
    severity: Severity
    since_ms: int
    fired_ms: int
    resolved_ms: int | None
    value: float
    peak: float
    threshold: float
    culprit: str = ""
    culprit_share: float | None = None
    acknowledged_ms: int | None = None
    acknowledged_by: str = ""
    note: str = ""
    suppressed_count: int = 0
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Culprit:
    """One process and its part in what rose. Its texts are escaped, redacted and capped.

    Attributes:
        parents: names of its ancestors, the nearest first.
        share: of the rise, 0 to 1; None where nothing rose, or it is not known.
        before, during: its mean before the alert and in it, in the unit of `Evidence.culprit_metric_id`; None where
            it was not there, or it is not known.
        values: its curve, one for each of `Evidence.at_ms`; None where it was not kept.
    """

    key: ProcessKey
    name: str
    executable: str | None
    user: str | None
    unit: str | None
    command_line: str | None
    parents: tuple[str, ...]
    share: float | None
    before: float | None
    during: float | None
    values: FloatArray | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passer:
    """A process that came or went around an alert."""

    key: ProcessKey
    name: str
    user: str | None
    at_ms: int
    command_line: str | None = None
    exit_status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What is kept of an alert, also when the beats are long gone.

    Attributes:
        at_ms, values: what was watched, from five minutes before it fired to five minutes after; NaN is a gap.
        culprit_metric_id: of processes, by which the culprits are ranked.
        before_from_ms, before_to_ms: what the rise is measured against.
        started, ended: who came and went from five minutes before to five after, the nearest to the rise first.
        missing: what is not there and why, in a sentence; empty where all is.
        is_complete: the five minutes after are over, or will never be seen.
    """

    at_ms: IntArray
    values: FloatArray
    culprit_metric_id: str
    before_from_ms: int
    before_to_ms: int
    culprits: Sequence[Culprit]
    started: Sequence[Passer] = ()
    ended: Sequence[Passer] = ()
    missing: str = ""
    is_complete: bool = False


# What made less of a rise than this is not said to have done it.
LEAST_SHARE: Final = 0.1


def culprit_of(evidence: Evidence) -> tuple[str, float | None]:
    """Return who did it and its share of the rise; nobody where the rise is spread over many, or is not known."""
    first = evidence.culprits[0] if evidence.culprits else None
    if first is None or first.share is None or first.share < LEAST_SHARE:
        return "", None
    return f"{first.name} ({first.key.pid})", first.share


class Alerts(Protocol):
    """What the desk keeps of alerts. Any thread but the window's; each may wait for a disk, or for another program.

    All raise Unavailable where that fails, saying why; nothing has changed then.
    """

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept. Cheap."""

    def firing(self) -> Sequence[Alert]:
        """Return those that fire, the worst first."""

    def past(self, *, before: int | None = None, limit: int = 500) -> Sequence[Alert]:
        """Return so many that are over, the newest first: the last ones, or those before an id."""

    def between(self, from_ms: int, to_ms: int) -> Sequence[Alert]:
        """Return those that fired in a time, oldest first."""

    def alert(self, id: int) -> Alert | None:
        """Return one."""

    def evidence(self, id: int) -> Evidence | None:
        """Return what is kept of one; None while there is nothing."""

    def acknowledge(self, id: int, *, by: str, note: str = "") -> None:
        """Say that somebody has seen it; it is not told again."""

    def mutes(self) -> Sequence[Mute]:
        """Return what is muted now."""

    def mute(self, rule_id: str, until_ms: int, *, by: str) -> None:
        """Let a rule tell nobody until a time; one in the past unmutes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertNews:
    """An event on its way to where it is kept.

    Attributes:
        alert: what it is about, whose `id` is ignored; None where the rule is not known any more.
    """

    event: AlertEvent
    alert: Alert | None = None


class AlertKeeper(Alerts, Protocol):
    """The side of who judges."""

    def firings(self) -> Sequence[Firing]:
        """Return what a judge must know of what fires, to go on from it."""

    def keep(self, news: Sequence[AlertNews]) -> Sequence[int]:
        """Keep several events in their order, all or none; return the ids of their alerts.

        One that fires already is that one, by its rule and what it is about. The id is 0 where an alert is over of
        which nothing is kept.
        """

    def fire(self, event: AlertEvent, alert: Alert) -> int:
        """Keep a new alert and return its id; `alert.id` is ignored. One that fires already is that one."""

    def go_on(self, id: int, event: AlertEvent) -> None:
        """Keep that an alert became worse, or better, or was told again, or is over."""

    def keep_evidence(self, id: int, evidence: Evidence) -> None:
        """Keep what was found, in the place of what was kept of it before."""

    def incomplete(self) -> Sequence[Alert]:
        """Return those whose evidence is not complete, the oldest first."""

    def suppress(self, id: int, notice_count: int) -> None:
        """Add to how many notices of an alert nobody was sent."""

    def forget(self, before_ms: int) -> int:
        """Drop what was over before a time; return how many."""
