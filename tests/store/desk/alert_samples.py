"""Alerts and evidence for tests."""

from pathlib import Path

import numpy as np

from procmon_gui.domain.alerts import About, Alert, AlertEvent, AlertNews, Change, Culprit, Evidence, Passer
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.store.desk.desks import NOW_MS, StandingClock

HOST = About(subject=Subject.HOST)
KEY = ProcessKey("boot", 4711, 123_456)
PROCESS = About(subject=Subject.PROCESS, name="zstd", executable="/usr/bin/zstd", key=KEY)


def alerts_in(folder: Path) -> DeskAlerts:
    """Return what keeps alerts there, as a program that has just begun does."""
    return DeskAlerts(Desk(folder / FILE_NAME), clock=StandingClock())


def event(
    change: Change = Change.FIRED,
    *,
    about: About = HOST,
    rule_id: str = "cpu",
    severity: Severity = Severity.WARNING,
    at_ms: int = NOW_MS,
    value: float = 0.95,
    threshold: float = 0.9,
    is_told: bool = True,
) -> AlertEvent:
    return AlertEvent(
        change=change, rule_id=rule_id, about=about, severity=severity, at_ms=at_ms, since_ms=at_ms - 1000,
        value=value, threshold=threshold, is_told=is_told,
    )  # fmt: skip


def alert_of(found: AlertEvent) -> Alert:
    """Return what a rule says of an event."""
    return Alert(
        id=0, host="here", rule_id=found.rule_id, title="CPU is busy", condition="CPU above 90 % for 1 min",
        about=found.about, metric_id="host.cpu.busy_ratio", instance="", severity=found.severity,
        since_ms=found.since_ms, fired_ms=found.at_ms, resolved_ms=None, value=found.value, peak=found.value,
        threshold=found.threshold,
    )  # fmt: skip


def news(found: AlertEvent) -> AlertNews:
    return AlertNews(event=found, alert=alert_of(found))


def evidence(*, is_complete: bool = False, points: int = 600) -> Evidence:
    values = np.linspace(0.1, 0.99, points)
    values[3:4] = np.nan
    at_ms = NOW_MS - 300_000 + 1000 * np.arange(points)
    return Evidence(
        at_ms=at_ms,
        values=values,
        culprit_metric_id="cpu_ratio",
        before_from_ms=NOW_MS - 300_000,
        before_to_ms=NOW_MS - 1000,
        culprits=(
            Culprit(
                key=KEY, name="zstd", executable="/usr/bin/zstd", user="anna", unit="backup.service",
                command_line="zstd -19 /var/backup.tar", parents=("sh", "systemd"), share=0.62, before=0.0,
                during=1.0, values=values,
            ),
            Culprit(
                key=ProcessKey("boot", 1, 2), name="init", executable=None, user=None, unit=None, command_line=None,
                parents=(), share=None, before=None, during=None,
            ),
        ),
        started=(Passer(key=KEY, name="zstd", user="anna", at_ms=NOW_MS - 2000, command_line="zstd -19"),),
        ended=(Passer(key=ProcessKey("boot", 9, 9), name="cp", user=None, at_ms=NOW_MS - 1000, exit_status=-9),),
        missing="",
        is_complete=is_complete,
    )  # fmt: skip
