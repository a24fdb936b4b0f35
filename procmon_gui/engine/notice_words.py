"""What is said about an alert: plain text, and nothing that strangers wrote is evaluated. Pure.

In English, or in the language of whoever hands in a `Tongue`; texts are marked for translation in the context "Notice".
What leaves the machine is English: who reads a mail, and which language his telephone speaks, is not known here.

Whatever a process is called, it is escaped and capped here once; where it goes (a header, a notice with markup, JSON)
it is escaped for that place as well.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from procmon_gui.domain.alerts import Alert, AlertEvent, Change
from procmon_gui.domain.host_metrics import HOST_CATALOGUE, scored
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.notices import Notice
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.domain.text import display_text
from procmon_gui.domain.units import Unit
from procmon_gui.reports.wording import UNKNOWN, worded

_T = QT_TRANSLATE_NOOP
TITLE_LETTERS: Final = 160
LINE_LETTERS: Final = 256

_CHANGE_WORDS: Final = {
    Change.FIRED: "{title}",
    Change.WORSENED: _T("Notice", "Critical now: {title}"),
    Change.EASED: _T("Notice", "Less bad now: {title}"),
    Change.REPEATED: _T("Notice", "Still: {title}"),
    Change.RESOLVED: _T("Notice", "Over: {title}"),
}
SEVERITY_WORDS: Final = {
    Severity.INFO: _T("Notice", "Info"),
    Severity.WARNING: _T("Notice", "Warning"),
    Severity.CRITICAL: _T("Notice", "Critical"),
}
_WHY_A_DIGEST: Final = _T(
    "Notice", "They were held back so that they drown nobody. The page Alerts of the window has all of them."
)
_OTHERS: Final = _T("Notice", "{count} others")
_ONE_MORE: Final = _T("Notice", "1 more notice")
_MORE: Final = _T("Notice", "{count} more notices")
_TRIAL: Final = _T("Notice", "This is a test")
_TRIAL_LINE: Final = _T("Notice", "If you can read this, alerts of procmon_gui reach you this way.")
_ONE_HELD_BACK: Final = _T("Notice", "1 notice before this one was held back.")
_HELD_BACK: Final = _T("Notice", "{count} notices before this one were held back.")
_WHO: Final = _T("Notice", "Who: {name}")
_WHO_OF: Final = _T("Notice", "Who: {name}, {share} of the rise")
_VALUE: Final = _T("Notice", "Value: {value}")
_VALUE_OF: Final = _T("Notice", "Value: {value}, threshold {threshold}")
_OF_A_CORE: Final = _T("Notice", "(100 % is one core)")
_RULE: Final = _T("Notice", "Rule: {condition}")
_SINCE: Final = _T("Notice", "Since: {time}")
_UNTIL: Final = _T("Notice", "Until: {time}")
_ON: Final = _T("Notice", "On: {host}")
_UNITS_OF_SUBJECTS: Final = {
    Subject.NOT_RUNNING: Unit.COUNT,
    Subject.RESTARTS: Unit.COUNT,
    Subject.FULL_IN: Unit.SECONDS,
    Subject.GROWTH: Unit.SECONDS,
    Subject.ANOMALY: Unit.RATIO,
    Subject.HEARTBEAT: Unit.SECONDS,
}
_UNITS_OF_METRICS: Final = {metric.id: metric.unit for metric in (*PROCESS_METRICS, *HOST_CATALOGUE.metrics)}


class Tongue(Protocol):
    """A language that notices are worded in. Any thread."""

    def translated(self, context: str, text: str) -> str:
        """Return a text that is marked for translation."""

    def value(self, number: float, unit: Unit) -> str:
        """Return a value with its unit; a time as one with which something can be done: 12 min."""

    def condition(self, alert: Alert) -> str:
        """Return from when on its rule fires."""


class _English:
    def translated(self, context: str, text: str) -> str:
        return text

    def value(self, number: float, unit: Unit) -> str:
        return _worded(number, unit)

    def condition(self, alert: Alert) -> str:
        return alert.condition


ENGLISH: Final[Tongue] = _English()


def notice_of(event: AlertEvent, alert: Alert, key: str, tongue: Tongue = ENGLISH) -> Notice:
    """Return what is told about a change of an alert."""
    title = tongue.translated("Rule", alert.title) if alert.title else alert.rule_id
    figure = scored(alert.metric_id, event.about.name)
    name = event.about.name if figure is None else tongue.translated("Metric", figure.title)
    if name:
        title = f"{title}: {name}"
    return Notice(
        alert_id=alert.id,
        rule_id=event.rule_id,
        host=display_text(alert.host, LINE_LETTERS),
        change=event.change,
        severity=event.severity,
        at_ms=event.at_ms,
        title=_said(tongue, _CHANGE_WORDS[event.change], title=display_text(title, TITLE_LETTERS)),
        lines=tuple(display_text(line, LINE_LETTERS) for line in _lines(event, alert, tongue)),
        key=key,
    )


def digest_of(
    count: int,
    titles: Sequence[tuple[str, int]],
    *,
    host: str,
    severity: Severity,
    at_ms: int,
    key: str,
    tongue: Tongue = ENGLISH,
) -> Notice:
    """Return what is told about notices that were held back."""
    named = sum(each for _, each in titles)
    lines = [_said(tongue, _WHY_A_DIGEST)]
    lines += [f"{each} × {display_text(title, TITLE_LETTERS)}" for title, each in titles]
    if titles and named < count:
        lines.append(_said(tongue, _OTHERS, count=str(count - named)))
    return Notice(
        alert_id=0,
        rule_id="",
        host=display_text(host, LINE_LETTERS),
        change=Change.REPEATED,
        severity=severity,
        at_ms=at_ms,
        title=_said(tongue, _ONE_MORE if count == 1 else _MORE, count=str(count)),
        lines=tuple(lines),
        key=key,
    )


def trial_notice(host: str, at_ms: int, key: str, tongue: Tongue = ENGLISH) -> Notice:
    """Return what is told to find out whether a channel works."""
    return Notice(
        alert_id=0,
        rule_id="",
        host=display_text(host, LINE_LETTERS),
        change=Change.FIRED,
        severity=Severity.INFO,
        at_ms=at_ms,
        title=_said(tongue, _TRIAL),
        lines=(_said(tongue, _TRIAL_LINE),),
        key=key,
    )


def held_back_words(notice: Notice, tongue: Tongue = ENGLISH) -> str:
    """Return what a notice says about those that it stands for; empty where there are none, or it is about them."""
    count = notice.suppressed_count
    if not count or not notice.alert_id:
        return ""
    return _said(tongue, _ONE_HELD_BACK if count == 1 else _HELD_BACK, count=str(count))


def _said(tongue: Tongue, template: str, **fields: str) -> str:
    """Return a text with what belongs into it, which is never looked into."""
    return tongue.translated("Notice", template).format(**fields)


def _lines(event: AlertEvent, alert: Alert, tongue: Tongue) -> list[str]:
    lines = []
    if alert.culprit:
        lines.append(_who(alert.culprit, alert.culprit_share, tongue))
    if math.isfinite(event.value):
        lines.append(_value(event, alert, tongue))
    if alert.condition:
        lines.append(_said(tongue, _RULE, condition=tongue.condition(alert)))
    lines.append(_said(tongue, _SINCE, time=_time_text(event.since_ms)))
    if event.change is Change.RESOLVED:
        lines.append(_said(tongue, _UNTIL, time=_time_text(event.at_ms)))
    key = event.about.key
    if key is not None:
        lines.append(f"PID: {key.pid}")
    if alert.host:
        lines.append(_said(tongue, _ON, host=alert.host))
    return lines


def _who(name: str, share: float | None, tongue: Tongue) -> str:
    if share is None or not math.isfinite(share):
        return _said(tongue, _WHO, name=name)
    return _said(tongue, _WHO_OF, name=name, share=f"{share * 100:.0f} %")


def _value(event: AlertEvent, alert: Alert, tongue: Tongue) -> str:
    unit = _unit(event.about.subject, alert.metric_id)
    value = tongue.value(event.value, unit)
    if math.isfinite(event.threshold):
        said = _said(tongue, _VALUE_OF, value=value, threshold=tongue.value(event.threshold, unit))
    else:
        said = _said(tongue, _VALUE, value=value)
    # Of processes a percentage of CPU is of a core, of the machine it is of all of them.
    is_of_a_core = alert.metric_id.startswith("cpu_") and event.about.subject not in _UNITS_OF_SUBJECTS
    return f"{said} {_said(tongue, _OF_A_CORE)}" if is_of_a_core and unit is Unit.RATIO else said


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
