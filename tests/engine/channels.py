"""Channels, clocks and alerts for tests of what is told."""

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from procmon_gui.domain.alerts import About, Alert, AlertEvent, Change
from procmon_gui.domain.notices import AlertChannel, ChannelSpec, Notice, Undelivered
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.engine.ways import Limit, Way

NOW_MS = 1_700_000_000_000
POP_UPS = Limit(most=10, within_s=600, rule_gap_s=60)
MAILS = Limit(most=10, within_s=3600)


@dataclass
class MovedClock:
    """A clock that a test moves."""

    now_ms: int = NOW_MS

    def monotonic_ns(self) -> int:
        return self.now_ms * 1_000_000

    def utc_ms(self) -> int:
        return self.now_ms

    def move(self, seconds: float) -> None:
        self.now_ms += int(seconds * 1000)


@dataclass
class Sink:
    """A channel that notes what it is told, or does what a test says."""

    notices: list[Notice] = field(default_factory=list)
    act: Callable[[Notice], str] | None = None
    told: threading.Event = field(default_factory=threading.Event)

    def deliver(self, notice: Notice, timeout_s: float) -> str:
        words = "told" if self.act is None else self.act(notice)
        self.notices.append(notice)
        self.told.set()
        return words


class Several:
    """Some ways that never change."""

    def __init__(self, *ways: Way) -> None:
        self._ways = ways
        self.count = 0
        self.sinks = {way.spec.id: Sink() for way in ways}

    def version(self) -> object:
        return self.count

    def ways(self) -> Sequence[Way]:
        return self._ways

    def set(self, *ways: Way) -> None:
        self._ways = ways
        self.count += 1

    def open(self, spec: ChannelSpec) -> AlertChannel:
        return self.sinks[spec.id]


def way(id: str, limit: Limit = MAILS, *, from_severity: Severity = Severity.WARNING, timeout_s: float = 30) -> Way:
    spec = ChannelSpec(id=id, kind="mail", from_severity=from_severity)
    return Way(spec=spec, limit=limit, timeout_s=timeout_s)


def event(
    change: Change = Change.FIRED, *, rule: str = "busy", severity: Severity = Severity.WARNING, name: str = "",
    at_ms: int = NOW_MS, is_told: bool = True,
) -> AlertEvent:  # fmt: skip
    return AlertEvent(
        change=change, rule_id=rule, about=About(subject=Subject.PROCESS, name=name), severity=severity, at_ms=at_ms,
        since_ms=at_ms - 60_000, value=0.93, threshold=0.8, is_told=is_told,
    )  # fmt: skip


def alert(id: int = 1, *, title: str = "CPU above 80 % for 5 min", name: str = "", culprit: str = "") -> Alert:
    return Alert(
        id=id, host="tower", rule_id="busy", title=title, condition="CPU above 80 % for 5 min",
        about=About(subject=Subject.PROCESS, name=name), metric_id="process.cpu.busy_ratio", instance="",
        severity=Severity.WARNING, since_ms=NOW_MS, fired_ms=NOW_MS, resolved_ms=None, value=0.93, peak=0.93,
        threshold=math.nan, culprit=culprit,
    )  # fmt: skip


def refuses(words: str, *, is_final: bool = False) -> Callable[[Notice], str]:
    """Return what a channel does that never delivers."""

    def act(_: Notice) -> str:
        raise Undelivered(words, is_final=is_final)

    return act


def renamed(one: Way, id: str) -> Way:
    return replace(one, spec=replace(one.spec, id=id))
