"""Somebody who keeps alerts in memory, for windows of tests; and a night as the look draws it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from procmon_gui.domain.alerts import About, Alert, Culprit, Evidence, Mute, Passer
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.rules import Severity, Subject

AT_MS = 1_790_000_000_000
MINUTE_MS = 60_000
DAY_MS = 86_400_000
HOST = About(subject=Subject.HOST)


def alert_of(id: int = 1, **changed: Any) -> Alert:
    """Return an alert that is over."""
    alert = Alert(
        id=id, host="here", rule_id="cpu", title="CPU above 80 % for 5 min", condition="CPU above 80 % for 5 min",
        about=HOST, metric_id="host.cpu.busy_ratio", instance="", severity=Severity.CRITICAL,
        since_ms=AT_MS - 270_000, fired_ms=AT_MS, resolved_ms=AT_MS + 942_000, value=0.87, peak=0.934, threshold=0.8,
        culprit="zstd (70421)", culprit_share=0.624, is_complete=True,
    )  # fmt: skip
    return replace(alert, **changed)


def firing(id: int = 2, **changed: Any) -> Alert:
    """Return one that fires."""
    defaults: dict[str, Any] = {"resolved_ms": None, "is_complete": False}
    return alert_of(id, **(defaults | changed))


def culprit_of(pid: int, name: str, user: str, share: float | None, during: float, **changed: Any) -> Culprit:
    """Return somebody who had a part."""
    one = Culprit(
        key=ProcessKey("boot", pid, pid), name=name, executable=f"/usr/bin/{name}", user=user, unit=None,
        command_line=f"/usr/bin/{name} --all", parents=(), share=share, before=0.0, during=during,
    )  # fmt: skip
    return replace(one, **changed)


def evidence_of(alert: Alert, *, is_complete: bool = True, **changed: Any) -> Evidence:
    """Return what was kept of an alert: five minutes before it fired to five minutes after it."""
    at_ms = alert.fired_ms + 1_000 * np.arange(-420, 301 if is_complete else 60)
    waves = 0.03 * np.sin(np.arange(len(at_ms)) / 4) + 0.02 * np.sin(np.arange(len(at_ms)) / 1.7)
    rose = np.clip((at_ms - (alert.since_ms - 60_000)) / 60_000, 0, 1)
    values = 0.18 + 0.68 * rose + waves
    zstd = culprit_of(
        70421, "zstd", "backup", 0.624, 1.872, unit="cron.service", parents=("nightly-backup", "cron", "systemd"),
        values=4 * (0.47 * rose + 0.3 * waves * rose),
    )  # fmt: skip
    others = (
        culprit_of(70424, "postgres", "postgres", 0.181, 0.628, before=0.084, unit="postgresql.service"),
        culprit_of(70420, "pg_dump", "backup", 0.172, 0.516, unit="cron.service", parents=("nightly-backup",)),
        culprit_of(2131, "postgres", "postgres", 0.02, 0.076, before=0.016, unit="postgresql.service"),
        culprit_of(8870, "python", "app", 0.003, 0.104, before=0.096, unit="shop-worker"),
    )
    evidence = Evidence(
        at_ms=at_ms, values=values, culprit_metric_id="cpu_ratio", before_from_ms=int(at_ms[0]),
        before_to_ms=alert.since_ms, culprits=(zstd, *others),
        started=(Passer(key=zstd.key, name="zstd", user="backup", at_ms=alert.since_ms - 60_000,
                        command_line="zstd -19 /var/backup.tar"),
                 Passer(key=ProcessKey("boot", 70420, 70420), name="pg_dump", user="backup",
                        at_ms=alert.since_ms - 61_000, command_line="pg_dump --format=custom shop")),
        ended=(Passer(key=ProcessKey("boot", 70100, 70100), name="cp", user="backup", at_ms=alert.since_ms - 65_000,
                      command_line="cp -a /srv /backup", exit_status=1),),
        is_complete=is_complete,
    )  # fmt: skip
    return replace(evidence, **changed)


def night(now_ms: int = AT_MS) -> tuple[list[Alert], list[Alert]]:
    """Return what fires, and what is past, as the picture of the page has it; newest first."""
    minute = MINUTE_MS
    fires = [
        firing(30, rule_id="disk-write", title="Disk write above 10 MiB/s", culprit="postgres (2114)",
               condition="Disk write above 10 MiB/s for 1 min", metric_id="host.disk.write_bytes_per_s",
               culprit_share=0.81, fired_ms=now_ms - 4 * minute, since_ms=now_ms - 5 * minute, peak=17.7 * 2**20,
               threshold=10 * 2**20, value=12.0 * 2**20),
        firing(29, rule_id="disk-full", title="File system nearly full", severity=Severity.WARNING, culprit="",
               condition="File system used above 90 %", metric_id="host.filesystem.used_ratio", culprit_share=None,
               about=About(subject=Subject.HOST, name="/"), instance="/", fired_ms=now_ms - 125 * minute,
               since_ms=now_ms - 125 * minute, peak=0.912, threshold=0.9),
    ]  # fmt: skip
    past = [
        alert_of(28, title="Memory pressure above 10 %", severity=Severity.WARNING, culprit="cc1plus (812)",
                 rule_id="pressure", metric_id="host.pressure.memory.some_ratio", fired_ms=now_ms - 160 * minute,
                 since_ms=now_ms - 161 * minute, resolved_ms=now_ms - 150 * minute, acknowledged_ms=now_ms,
                 acknowledged_by="anna", culprit_share=0.4),
        alert_of(27, fired_ms=now_ms - 200 * minute, since_ms=now_ms - 205 * minute,
                 resolved_ms=now_ms - 184 * minute),
        alert_of(26, title="Process restarts too often", severity=Severity.WARNING, culprit="", culprit_share=None,
                 rule_id="restarts", about=About(subject=Subject.RESTARTS, name="shop-worker"), peak=6.0, metric_id="",
                 fired_ms=now_ms - 300 * minute, since_ms=now_ms - 300 * minute, resolved_ms=now_ms - 290 * minute),
        alert_of(25, fired_ms=now_ms - DAY_MS, since_ms=now_ms - DAY_MS - 5 * minute,
                 resolved_ms=now_ms - DAY_MS + 15 * minute),
        alert_of(24, title="Swap in use above 1 GiB", severity=Severity.INFO, culprit="firefox (99)", rule_id="swap",
                 metric_id="host.swap.used_bytes", peak=1.2 * 2**30, threshold=2.0**30, culprit_share=None,
                 fired_ms=now_ms - DAY_MS - 6 * 60 * minute, since_ms=now_ms - DAY_MS - 361 * minute,
                 resolved_ms=now_ms - DAY_MS - 300 * minute),
    ]  # fmt: skip
    return fires, past


class KeptAlerts:
    """Keeps alerts; as long as it has a `trouble`, it fails with it."""

    def __init__(self, *alerts: Alert) -> None:
        self.kept = {alert.id: alert for alert in alerts}
        self.found: dict[int, Evidence] = {}
        self.muted: dict[str, Mute] = {}
        self.trouble = ""
        self.reads: list[str] = []
        self._version = 0

    def put(self, alert: Alert, evidence: Evidence | None = None) -> None:
        """Let there be an alert, or another one with its id."""
        self._version += 1
        self.kept[alert.id] = alert
        if evidence is not None:
            self.found[alert.id] = evidence

    def version(self) -> object:
        self._fail()
        return self._version if self.kept else None

    def firing(self) -> Sequence[Alert]:
        self._tell("firing")
        open_ones = [alert for alert in self.kept.values() if alert.resolved_ms is None]
        return sorted(open_ones, key=lambda alert: (-alert.severity, -alert.fired_ms))

    def past(self, *, before: int | None = None, limit: int = 500) -> Sequence[Alert]:
        self._tell(f"past {before or ''}".strip())
        over = [alert for alert in self.kept.values() if alert.resolved_ms is not None]
        wanted = [alert for alert in over if before is None or alert.id < before]
        return sorted(wanted, key=lambda alert: -alert.id)[:limit]

    def between(self, from_ms: int, to_ms: int) -> Sequence[Alert]:
        self._tell("between")
        return sorted((a for a in self.kept.values() if from_ms <= a.fired_ms <= to_ms), key=lambda a: a.fired_ms)

    def alert(self, id: int) -> Alert | None:
        self._tell(f"alert {id}")
        return self.kept.get(id)

    def evidence(self, id: int) -> Evidence | None:
        self._tell(f"evidence {id}")
        return self.found.get(id)

    def acknowledge(self, id: int, *, by: str, note: str = "") -> None:
        self._tell(f"acknowledge {id} {note}".strip())
        changed = replace(self.kept[id], acknowledged_ms=AT_MS + 1, acknowledged_by=by or "anna", note=note)
        self.put(changed)

    def mutes(self) -> Sequence[Mute]:
        return list(self.muted.values())

    def mute(self, rule_id: str, until_ms: int, *, by: str) -> None:
        self._tell(f"mute {rule_id}")
        self._version += 1
        self.muted[rule_id] = Mute(rule_id=rule_id, until_ms=until_ms, by=by, made_ms=AT_MS)

    def _tell(self, what: str) -> None:
        self.reads.append(what)
        self._fail()

    def _fail(self) -> None:
        if self.trouble:
            raise Unavailable(self.trouble)
