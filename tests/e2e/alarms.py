"""Alerts with evidence for pictures: what fires, and what fired in the last days, as judgement keeps them."""

import os
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertEvent, Change, Culprit
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.ui.alerts.kept import evidence_of, firing, night

# Beyond their limits all the time, but for too short a time to fire by themselves: who judges lets them fire on.
RULES: Final = """version = 1

[[rule]]
id = "disk-write"
title = "Disk write above 10 MiB/s"
metric = "host.memory.used_ratio"
critical = "0.01 %"
for = "40 h"

[[rule]]
id = "memory-alarm"
title = "Memory nearly exhausted"
metric = "host.memory.used_ratio"
critical = "0.01 %"
for = "40 h"

[[rule]]
id = "disk-full"
title = "File system nearly full"
metric = "host.filesystem.used_ratio"
instance = "/"
above = "0.01 %"
for = "40 h"
"""


def write_rules(home: Path, rules: str = RULES) -> None:
    """Let the program find these rules when it starts."""
    path = home / "config" / "procmon_gui" / "rules.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rules, encoding="utf-8")


def write_channels(home: Path, channels: str) -> None:
    """Let the program find these channels when it starts."""
    (home / "config" / "procmon_gui" / "channels.toml").write_text(channels, encoding="utf-8")


def raise_alarms(folder: Path) -> int:
    """Write a night of them, and return how many rows they take in the list: what fires stands under one heading, what
    is past under one for each day. The process needs the rights of whoever the desk belongs to.
    """
    alerts = DeskAlerts(Desk(folder / FILE_NAME), clock=SystemClock())
    fires, past = night(time.time_ns() // 1_000_000)
    for alert in (*past[::-1], *fires[::-1]):
        _keep(alerts, alert)
    days = {datetime.fromtimestamp(alert.fired_ms / 1000).astimezone().date() for alert in past}
    return len(fires) + len(past) + 1 + len(days)


def raise_one_more(folder: Path) -> None:
    """Let something critical fire now."""
    now_ms = time.time_ns() // 1_000_000
    alert = firing(
        1, rule_id="memory-alarm", title="Memory nearly exhausted", condition="Memory above 92 % for 30 s",
        metric_id="host.memory.used_ratio", fired_ms=now_ms, since_ms=now_ms - 30_000, culprit="java (812)",
        value=0.93, peak=0.96, threshold=0.92,
    )  # fmt: skip
    _keep(DeskAlerts(Desk(folder / FILE_NAME), clock=SystemClock()), alert)


def _keep(alerts: DeskAlerts, alert: Alert) -> None:
    event = AlertEvent(
        change=Change.FIRED, rule_id=alert.rule_id, about=alert.about, severity=alert.severity, at_ms=alert.fired_ms,
        since_ms=alert.since_ms, value=alert.value, threshold=alert.threshold,
    )  # fmt: skip
    id = alerts.fire(event, alert)
    is_over = alert.resolved_ms is not None
    evidence = evidence_of(alert, is_complete=is_over)
    # Told of four cores: what was used is the same share of those that there are.
    share = (os.cpu_count() or 4) / 4
    told = () if not alert.culprit else tuple(_scaled(one, share) for one in evidence.culprits)
    evidence = replace(evidence, culprits=told)
    alerts.keep_evidence(id, evidence)
    if alert.resolved_ms is not None:
        alerts.go_on(id, replace(event, change=Change.RESOLVED, at_ms=alert.resolved_ms, value=alert.peak))
    if alert.acknowledged_ms is not None:
        alerts.acknowledge(id, by=alert.acknowledged_by, note="known, builds the kernel")


def _scaled(one: Culprit, by: float) -> Culprit:
    values = None if one.values is None else by * one.values
    before, during = (None if used is None else by * used for used in (one.before, one.during))
    return replace(one, before=before, during=during, values=values)
