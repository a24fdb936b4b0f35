"""Alerts and their evidence as they are written down: all of it as JSON, curves and culprits as CSV."""

import json
from collections.abc import Sequence

from procmon_gui.domain.alerts import Alert, Culprit, Evidence, Passer
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.text import csv_field
from procmon_gui.reports.rows import curves_csv, rows_csv
from procmon_gui.reports.values import Value, iso_utc


def alert_fields(alert: Alert, *, is_judged: bool = True) -> dict[str, object]:
    """Return what is kept of an alert; unknown is None. Where nobody judges, nobody knows whether it fires still."""
    return {
        "id": alert.id,
        "host": alert.host,
        "rule": alert.rule_id,
        "title": alert.title,
        "condition": alert.condition,
        "severity": alert.severity.name.lower(),
        "state": "over" if alert.resolved_ms is not None else "firing" if is_judged else "not judged",
        "subject": alert.about.subject.value,
        "about": alert.about.name or None,
        "executable": alert.about.executable,
        "process": _key_fields(alert.about.key),
        "metric": alert.metric_id or None,
        "instance": alert.instance or None,
        "since_utc": _utc(alert.since_ms),
        "fired_utc": _utc(alert.fired_ms),
        "resolved_utc": _utc(alert.resolved_ms),
        "value": _known(alert.value),
        "peak": _known(alert.peak),
        "threshold": _known(alert.threshold),
        "culprit": alert.culprit or None,
        "culprit_share": alert.culprit_share,
        "acknowledged_utc": _utc(alert.acknowledged_ms),
        "acknowledged_by": alert.acknowledged_by or None,
        "note": alert.note or None,
        "suppressed_count": alert.suppressed_count,
    }


def evidence_json(alert: Alert, evidence: Evidence | None, *, is_judged: bool = True) -> str:
    """Return an alert with all of its evidence, as one object."""
    fields = alert_fields(alert, is_judged=is_judged)
    fields["evidence"] = None if evidence is None else _evidence_fields(evidence)
    return json.dumps(fields, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def curve_csv(alert: Alert, evidence: Evidence) -> str:
    """Return a line for each sample: what was watched, and what each culprit used then."""
    columns = {csv_field(alert.metric_id) or "value": evidence.values}
    for culprit in evidence.culprits:
        if culprit.values is not None:
            columns[csv_field(f"{culprit.name} ({culprit.key.pid})")] = culprit.values
    return curves_csv(evidence.at_ms, columns)


def culprits_csv(evidence: Evidence) -> str:
    """Return a line for each process that had a part in it."""
    names = ("name", "pid", "user", "unit", "share_of_rise", "during", "before", "metric", "command_line", "parents")
    rows = [
        (
            one.name, one.key.pid, one.user, one.unit, one.share, one.during, one.before, evidence.culprit_metric_id,
            one.command_line, ", ".join(one.parents),
        )
        for one in evidence.culprits
    ]  # fmt: skip
    return rows_csv(names, rows)


def _evidence_fields(evidence: Evidence) -> dict[str, object]:
    return {
        "at_utc": [_utc(at_ms) for at_ms in evidence.at_ms.tolist()],
        "values": _numbers(evidence.values),
        "culprit_metric": evidence.culprit_metric_id,
        "before_from_utc": _utc(evidence.before_from_ms),
        "before_to_utc": _utc(evidence.before_to_ms),
        "culprits": [_culprit_fields(one) for one in evidence.culprits],
        "started": _passers(evidence.started),
        "ended": _passers(evidence.ended),
        "missing": evidence.missing or None,
        "is_complete": evidence.is_complete,
    }


def _culprit_fields(one: Culprit) -> dict[str, object]:
    return {
        "name": one.name,
        "process": _key_fields(one.key),
        "executable": one.executable,
        "user": one.user,
        "unit": one.unit,
        "command_line": one.command_line,
        "parents": list(one.parents),
        "share_of_rise": one.share,
        "before": one.before,
        "during": one.during,
        "values": None if one.values is None else _numbers(one.values),
    }


def _passers(passers: Sequence[Passer]) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "process": _key_fields(one.key),
            "user": one.user,
            "at_utc": _utc(one.at_ms),
            "command_line": one.command_line,
            "exit_status": one.exit_status,
        }
        for one in passers
    ]


def _key_fields(key: ProcessKey | None) -> dict[str, Value] | None:
    return None if key is None else {"boot_id": key.boot_id, "pid": key.pid, "start_ticks": key.start_ticks}


def _numbers(values: FloatArray) -> list[float | None]:
    return [_known(value) for value in values.tolist()]


def _known(value: float) -> float | None:
    return value if value == value and abs(value) != float("inf") else None


def _utc(at_ms: int | None) -> str | None:
    return None if at_ms is None else iso_utc(at_ms / 1000)
