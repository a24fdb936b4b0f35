"""Rows of the desk about alerts, and what they mean. Pure.

Whoever owns the file may have written into it with other tools: texts are made fit to be shown, numbers are kept
within what makes sense, and a word that means nothing to us is taken for the plainest meaning, so that no row is lost.
"""

import math
from typing import Any, Final

from procmon_gui.domain.alerts import About, Alert, AlertEvent, Change, Firing, Mute
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.domain.text import display_text
from procmon_gui.store.desk.evidence_packing import LAST_MS, LINE_LETTERS, NAME_LETTERS

TITLE_LETTERS: Final = 400
NOTE_LETTERS: Final = 1000
_MOST: Final = 10**9


def values_of(event: AlertEvent, alert: Alert) -> dict[str, object]:
    """Return the columns of an alert that has just fired."""
    about, key = event.about, event.about.key
    return {
        "host": display_text(alert.host, NAME_LETTERS), "rule_id": display_text(event.rule_id, NAME_LETTERS),
        "title": display_text(alert.title, TITLE_LETTERS), "condition": display_text(alert.condition, TITLE_LETTERS),
        **identity_of(about),
        "about": display_text(about.name, NAME_LETTERS),
        "executable": None if about.executable is None else display_text(about.executable, LINE_LETTERS),
        "start_ticks": None if key is None else key.start_ticks,
        "metric_id": display_text(alert.metric_id, NAME_LETTERS),
        "instance": display_text(alert.instance, NAME_LETTERS),
        "worst": int(event.severity), "severity": int(event.severity),
        "since_ms": event.since_ms, "fired_ms": event.at_ms, "told_ms": event.at_ms if event.is_told else 0,
        "resolved_ms": event.at_ms if event.change is Change.RESOLVED else None,
        "value": _stored(event.value), "peak": _stored(event.value), "threshold": _stored(event.threshold),
        "culprit": "", "culprit_share": None, "acknowledged_ms": None, "acknowledged_by": "", "note": "",
        "suppressed_count": 0, "is_complete": 0,
    }  # fmt: skip


def identity_of(about: About) -> dict[str, object]:
    """Return the columns in which two things are never the same; the name and the file count for what is no process."""
    key = about.key
    if key is not None:
        return {"subject": about.subject.value, "boot_id": key.boot_id, "pid": key.pid, "start_ticks": key.start_ticks}
    return {
        "subject": about.subject.value, "boot_id": None, "pid": None,
        "about": display_text(about.name, NAME_LETTERS),
        "executable": None if about.executable is None else display_text(about.executable, LINE_LETTERS),
    }  # fmt: skip


def alert_of(row: Any) -> Alert:
    """Return the alert of a row."""
    return Alert(
        id=row.id,
        host=_name(row.host),
        rule_id=_name(row.rule_id),
        title=display_text(row.title, TITLE_LETTERS),
        condition=display_text(row.condition, TITLE_LETTERS),
        about=_about(row),
        metric_id=_name(row.metric_id),
        instance=_name(row.instance),
        severity=_severity(row.worst),
        since_ms=_time(row.since_ms),
        fired_ms=_time(row.fired_ms),
        resolved_ms=_time_or_none(row.resolved_ms),
        value=_read(row.value),
        peak=_read(row.peak),
        threshold=_read(row.threshold),
        culprit=_name(row.culprit),
        culprit_share=_share(row.culprit_share),
        acknowledged_ms=_time_or_none(row.acknowledged_ms),
        acknowledged_by=_name(row.acknowledged_by),
        note=display_text(row.note, NOTE_LETTERS),
        suppressed_count=min(max(row.suppressed_count, 0), _MOST),
        is_complete=bool(row.is_complete),
    )


def firing_of(row: Any) -> Firing:
    """Return what a judge has to know of it."""
    return Firing(
        rule_id=_name(row.rule_id),
        about=_about(row),
        severity=_severity(row.severity),
        since_ms=_time(row.since_ms),
        fired_ms=_time(row.fired_ms),
        told_ms=_time(row.told_ms),
        is_acknowledged=row.acknowledged_ms is not None,
    )


def mute_of(row: Any) -> Mute:
    """Return what a row says of a rule that is muted."""
    return Mute(
        rule_id=_name(row.rule_id), until_ms=_time(row.until_ms), by=_name(row.made_by), made_ms=_time(row.made_ms)
    )


def _about(row: Any) -> About:
    key = None
    if row.boot_id is not None and row.pid is not None and row.start_ticks is not None:
        key = ProcessKey(_name(row.boot_id), row.pid, row.start_ticks)
    executable = None if row.executable is None else display_text(row.executable, LINE_LETTERS)
    return About(subject=_subject(row.subject), name=_name(row.about), executable=executable, key=key)


def _subject(word: str) -> Subject:
    try:
        return Subject(word)
    except ValueError:
        return Subject.HOST


def _severity(number: int) -> Severity:
    return Severity(min(max(number, Severity.INFO), Severity.CRITICAL))


def _name(text: str) -> str:
    return display_text(text, NAME_LETTERS)


def _time(at_ms: int) -> int:
    return min(max(at_ms, 0), LAST_MS)


def _time_or_none(at_ms: int | None) -> int | None:
    return None if at_ms is None else _time(at_ms)


def _share(value: float | None) -> float | None:
    return value if value is not None and 0 <= value <= 1 else None


def _stored(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _read(value: float | None) -> float:
    return value if value is not None and math.isfinite(value) else math.nan
