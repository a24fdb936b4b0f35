"""Rules, a past and a present for the tests of the editor."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from procmon_gui.domain.alerts import About, Alert, AlertEvent, Change, Mute
from procmon_gui.domain.dry_run import DryRun
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.history import Span
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve, HostSeries
from procmon_gui.domain.rules import Condition, Over, Rule, Severity, Side, Subject
from procmon_gui.domain.snapshot import Snapshot
from tests.ui.population import Person, snapshot_of
from tests.ui.ranges import FakeRanges

FILE = """\
[[rule]]
id = "cpu"
title = "CPU is busy"
metric = "host.cpu.busy_ratio"
above = "70 %"
for = "1 min"

[[rule]]
id = "broken"
above = 80 %

[[rule]]
id = "cpu-busy"
enabled = false
"""
NOW_MS = 1_700_000_000_000
HOUR_MS = 3_600_000
LAST_HOUR = Span(from_ms=NOW_MS - HOUR_MS, to_ms=NOW_MS)
CPU = Rule(
    id="cpu", title="CPU is busy", subject=Subject.HOST, metric_id="host.cpu.busy_ratio",
    condition=Condition(warn=0.7, critical=0.9, clear=0.5, for_s=60),
)  # fmt: skip
BIG = Rule(
    id="big", title="A process is big", subject=Subject.PROCESS, metric_id="rss_bytes", where="user = postgres",
    condition=Condition(warn=2.0 * 2**30, for_s=30),
)  # fmt: skip


def host_curve(span: Span = LAST_HOUR, points: int = 361) -> Curve:
    """Return a curve that is high for the third sixth of a span."""
    at_ms = np.linspace(span.from_ms, span.to_ms, points).astype(np.int64)
    values = np.full(points, 0.2)
    values[points // 3 : points // 2] = 0.8
    return Curve(at_ms=at_ms, mean=values, least=values, most=values)


@dataclass
class Past(FakeRanges):
    """A machine of two disks, of which the second is fuller; asked for nothing else."""

    def host_series(self, span: Span, errand: Errand) -> Sequence[HostSeries]:
        return [HostSeries(metric_id="host.disk.busy_ratio", instance=name) for name in ("sda", "sdb")]

    def host_curve(self, series: HostSeries, span: Span, points: int, errand: Errand) -> Curve:
        self._answer((series, span), errand)
        curve = host_curve(span)
        return curve if series.instance != "sda" else replace(curve, mean=curve.mean / 2)


def now() -> Snapshot:
    """Return a beat with two postgres, one of which is big, and others."""
    people = [
        Person(serial=place, pid=1000 + place, name=name, kernel_thread=user == "kernel",
               values={"rss_bytes": mib * 2.0**20, "cpu_ratio": mib / 1000},
               texts={"user": user, "executable": f"/usr/bin/{name}"})
        for place, (name, mib, user) in enumerate(
            [("postgres", 300, "postgres"), ("postgres", 3000, "postgres"), ("zstd", 50, "anna"),
             ("kworker", 1, "kernel")]
        )
    ]  # fmt: skip
    return replace(snapshot_of(people), host={"host.disk.busy_ratio": {"sda": 0.1, "sdb": 0.9}})


def event(change: Change, at_s: float, severity: Severity = Severity.WARNING, **more: object) -> AlertEvent:
    values = {"value": 0.8, "threshold": 0.7, "about": About(subject=Subject.HOST), "since_ms": 0, **more}
    at_ms = LAST_HOUR.from_ms + round(at_s * 1000)
    return AlertEvent(change=change, rule_id="cpu", severity=severity, at_ms=at_ms, **values)  # type: ignore[arg-type]


EVENTS = (
    event(Change.FIRED, 600),
    event(Change.WORSENED, 700, Severity.CRITICAL),
    event(Change.RESOLVED, 900, Severity.CRITICAL),
    event(Change.FIRED, 3000, is_told=False),
)


@dataclass
class Player:
    """Finds the same in every rule; waits, if it is told to, until nobody wants it any more."""

    asked: list[tuple[Rule, Span]] = field(default_factory=list)
    hangs: bool = False
    events: Sequence[AlertEvent] = EVENTS
    beat_count: int = 3600
    is_known: bool = True

    def test(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        self.asked.append((rule, span))
        errand.tell_progress(1, 2)
        while self.hangs:
            if errand.is_cancelled():
                raise Cancelled
        curve = host_curve(span) if self.beat_count else None
        return DryRun(
            span=span, events=self.events, curve=curve, averages_to_ms=span.from_ms + 60_000,
            beat_count=self.beat_count, gap_ms=90_000, is_known=self.is_known,
        )  # fmt: skip


@dataclass
class Alarms:
    """What fires and is muted, as a test says."""

    firing: Sequence[Alert] = ()
    past: Sequence[Alert] = ()
    mutes: Sequence[Mute] = ()

    def mute_of(self, rule_id: str) -> Mute | None:
        return next((mute for mute in self.mutes if mute.rule_id == rule_id), None)


class Told:
    """Somebody who judges, as a test says."""

    def __init__(self) -> None:
        self.now = JudgedNow()
        self.count = 0

    def __call__(self) -> JudgedNow:
        self.count += 1
        return self.now


MEAN = replace(CPU, condition=Condition(side=Side.BELOW, critical=0.1, over=Over.MEAN, window_s=300))
