"""What is said about an alert: in English, plain text, and nothing that strangers wrote is evaluated. Pure.

Whatever a process is called, it is escaped and capped here once; where it goes (a header, a notice with markup, JSON)
it is escaped for that place as well.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertEvent, Change
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.notices import Notice
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.domain.text import display_text
from procmon_gui.domain.units import Unit
from procmon_gui.reports.wording import UNKNOWN, worded

TITLE_LETTERS: Final = 160
LINE_LETTERS: Final = 256

_CHANGE_WORDS: Final = {
    Change.FIRED: "{title}",
    Change.WORSENED: "Critical now: {title}",
    Change.EASED: "Less bad now: {title}",
    Change.REPEATED: "Still: {title}",
    Change.RESOLVED: "Over: {title}",
}
SEVERITY_WORDS: Final = {Severity.INFO: "Info", Severity.WARNING: "Warning", Severity.CRITICAL: "Critical"}
_UNITS_OF_SUBJECTS: Final = {
    Subject.NOT_RUNNING: Unit.COUNT,
    Subject.RESTARTS: Unit.COUNT,
    Subject.FULL_IN: Unit.SECONDS,
    Subject.GROWTH: Unit.SECONDS,
    Subject.ANOMALY: Unit.RATIO,
    Subject.HEARTBEAT: Unit.SECONDS,
}
_UNITS_OF_METRICS: Final = {metric.id: metric.unit for metric in (*PROCESS_METRICS, *HOST_CATALOGUE.metrics)}


def notice_of(event: AlertEvent, alert: Alert, key: str) -> Notice:
    """Return what is told about a change of an alert."""
    title = alert.title or alert.rule_id
    if event.about.name:
        title = f"{title}: {event.about.name}"
    return Notice(
        alert_id=alert.id,
        rule_id=event.rule_id,
        host=display_text(alert.host, LINE_LETTERS),
        change=event.change,
        severity=event.severity,
        at_ms=event.at_ms,
        title=_CHANGE_WORDS[event.change].format(title=display_text(title, TITLE_LETTERS)),
        lines=tuple(display_text(line, LINE_LETTERS) for line in _lines(event, alert)),
        key=key,
    )


def digest_of(
    count: int, titles: Sequence[tuple[str, int]], *, host: str, severity: Severity, at_ms: int, key: str
) -> Notice:
    """Return what is told about notices that were held back."""
    named = sum(each for _, each in titles)
    lines = ["They were held back so that they drown nobody. The page Alerts of the window has all of them."]
    lines += [f"{each} × {display_text(title, TITLE_LETTERS)}" for title, each in titles]
    if titles and named < count:
        lines.append(f"{count - named} others")
    return Notice(
        alert_id=0,
        rule_id="",
        host=display_text(host, LINE_LETTERS),
        change=Change.REPEATED,
        severity=severity,
        at_ms=at_ms,
        title="1 more notice" if count == 1 else f"{count} more notices",
        lines=tuple(lines),
        key=key,
    )


def trial_notice(host: str, at_ms: int, key: str) -> Notice:
    """Return what is told to find out whether a channel works."""
    return Notice(
        alert_id=0,
        rule_id="",
        host=display_text(host, LINE_LETTERS),
        change=Change.FIRED,
        severity=Severity.INFO,
        at_ms=at_ms,
        title="This is a test",
        lines=("If you can read this, alerts of procmon_gui reach you this way.",),
        key=key,
    )


def held_back_words(notice: Notice) -> str:
    """Return what a notice says about those that it stands for; empty where there are none, or it is about them."""
    count = notice.suppressed_count
    if not count or not notice.alert_id:
        return ""
    return f"{count} notice{'' if count == 1 else 's'} before this one {'was' if count == 1 else 'were'} held back."


def _lines(event: AlertEvent, alert: Alert) -> list[str]:
    unit = _unit(event.about.subject, alert.metric_id)
    lines = []
    if alert.culprit:
        share = alert.culprit_share
        part = "" if share is None or not math.isfinite(share) else f", {share * 100:.0f} % of the rise"
        lines.append(f"Who: {alert.culprit}{part}")
    if math.isfinite(event.value):
        threshold = "" if not math.isfinite(event.threshold) else f", threshold {_worded(event.threshold, unit)}"
        lines.append(f"Value: {_worded(event.value, unit)}{threshold}{_core_words(event, alert)}")
    if alert.condition:
        lines.append(f"Rule: {alert.condition}")
    lines.append(f"Since: {_time_text(event.since_ms)}")
    if event.change is Change.RESOLVED:
        lines.append(f"Until: {_time_text(event.at_ms)}")
    key = event.about.key
    if key is not None:
        lines.append(f"PID: {key.pid}")
    if alert.host:
        lines.append(f"On: {alert.host}")
    return lines


def _core_words(event: AlertEvent, alert: Alert) -> str:
    """Say what a percentage of CPU is of: of processes it is of a core, of the machine it is of all of them."""
    is_of_a_core = alert.metric_id.startswith("cpu_") and event.about.subject not in _UNITS_OF_SUBJECTS
    return " (100 % is one core)" if is_of_a_core and _unit(event.about.subject, alert.metric_id) is Unit.RATIO else ""


def _unit(subject: Subject, metric_id: str) -> Unit:
    return _UNITS_OF_SUBJECTS.get(subject) or _UNITS_OF_METRICS.get(metric_id, Unit.NONE)


def _worded(number: float, unit: Unit) -> str:
    if unit is not Unit.SECONDS or not math.isfinite(number):
        return worded(number, unit)
    return _span_text(number)


def _span_text(seconds: float) -> str:
    """Return a time to wait in words: 40 s, 12 min, 3 h, 2 days."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.0f} days"


def _time_text(at_ms: int) -> str:
    """Return a time by the clock of this machine, with the zone that it counts in."""
    try:
        there = datetime.fromtimestamp(at_ms / 1000).astimezone()
    except (OverflowError, OSError, ValueError):  # no clock was ever there
        return UNKNOWN
    away = there.strftime("%z")
    zone, offset = there.tzname() or "", f"UTC{away[:3]}:{away[3:5]}" if away.strip("+-0") else "UTC"
    # Abbreviations mean different zones to different people, and some zones have none.
    named = f"{zone} ({offset})" if zone.isalpha() and zone != offset else offset
    return f"{there:%Y-%m-%d %H:%M:%S} {named}"
