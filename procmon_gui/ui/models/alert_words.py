"""Alerts in words of the reader's language. Window thread only."""

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.host_metrics import HOST_CATALOGUE, scored
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.ui import moment_words, text

translate = QCoreApplication.translate

# Name and colour of the icon of each severity; their shapes differ, so that no colour is needed.
ICONS: Final = {
    Severity.INFO: ("info", "accent"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.CRITICAL: ("octagon-x", "crit"),
}
# What is judged there is a time, whatever is measured for it.
_IN_SECONDS: Final = frozenset({Subject.FULL_IN, Subject.GROWTH, Subject.HEARTBEAT})
_COUNTED: Final = frozenset({Subject.RESTARTS, Subject.NOT_RUNNING})
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400
_WEEK_DAYS: Final = 6
# Stands around what is to be read first in a sentence; no text of a stranger holds it.
STRONG: Final = ("\x02", "\x03")


def strong(words: str) -> str:
    """Return words marked to be read first."""
    return f"{STRONG[0]}{words}{STRONG[1]}"


def severity_text(severity: Severity) -> str:
    """Word how bad it is."""
    return {
        Severity.INFO: translate("Alerts", "information"),
        Severity.WARNING: translate("Alerts", "warning"),
        Severity.CRITICAL: translate("Alerts", "critical"),
    }[severity]


def title_text(alert: Alert) -> str:
    """Return what fired, and about what where its rule is about many things."""
    title = translate("Rule", alert.title) if alert.title else alert.condition
    figure = scored(alert.metric_id, alert.about.name)
    name = alert.about.name if figure is None else text.metric_title(figure)
    if not name or name in title:
        return title
    return translate("Alerts", "{title}: {name}").format(title=title, name=name)


def metric_of(metric_id: str) -> Metric | None:
    """Return a metric by its id, of the machine or of processes."""
    return HOST_CATALOGUE.by_id.get(metric_id) or PROCESS_CATALOGUE.by_id.get(metric_id)


def judged_text(alert: Alert, value: float) -> str:
    """Word a value as its rule has judged it."""
    if value != value:
        return text.UNKNOWN
    if alert.about.subject in _IN_SECONDS:
        return text.duration_text(value)
    if alert.about.subject in _COUNTED:
        return text.count_text(value)
    metric = metric_of(alert.metric_id)
    if alert.about.subject is Subject.ANOMALY or metric is None:
        return text.ratio_text(value)
    return text.value_text(metric, value)


def second_text(alert: Alert) -> str:
    """Return who did it, or else how bad it became."""
    if alert.culprit and alert.culprit_share is not None:
        words = translate("Alerts", "{culprit} made {share} of the rise")
        return words.format(culprit=alert.culprit, share=text.ratio_text(alert.culprit_share))
    if alert.culprit:
        return alert.culprit
    if alert.about.subject is Subject.NOT_RUNNING:
        return translate("Alerts", "nothing of it runs") if alert.resolved_ms is None else ""
    if alert.peak == alert.peak:
        words = translate("Alerts", "at worst {peak}")
        return words.format(peak=judged_text(alert, alert.peak))
    return ""


def state_text(alert: Alert, now_ms: int) -> str:
    """Word how long it fires, or when it fired: at the right of its row."""
    if alert.resolved_ms is None:
        return age_text((now_ms - alert.fired_ms) / 1000)
    return moment_words.clock_text(alert.fired_ms, has_seconds=False)


def age_text(seconds: float) -> str:
    """Word how long something lasts, with one unit: "4 min", "2 h"."""
    whole = max(0, round(seconds))
    if whole < _MINUTE_S:
        return translate("Moment", "{count} s").format(count=whole)
    if whole < _HOUR_S:
        return translate("Moment", "{count} min").format(count=whole // _MINUTE_S)
    if whole < 2 * _DAY_S:
        return translate("Moment", "{count} h").format(count=whole // _HOUR_S)
    return translate("Moment", "{count} d").format(count=whole // _DAY_S)


def spoken_text(alert: Alert, now_ms: int) -> str:
    """Word all of a row for who does not see it."""
    state = translate("Alerts", "firing for {span}") if alert.resolved_ms is None else translate("Alerts", "at {time}")
    said = state_text(alert, now_ms)
    parts = (
        title_text(alert), severity_text(alert.severity), second_text(alert), state.format(span=said, time=said),
        seen_text(alert),
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def seen_text(alert: Alert) -> str:
    """Say that somebody has acknowledged it; empty where nobody has."""
    if alert.acknowledged_ms is None:
        return ""
    if not alert.acknowledged_by:
        return translate("Alerts", "acknowledged")
    return translate("Alerts", "acknowledged by {who}").format(who=alert.acknowledged_by)


def day_of(at_ms: int) -> int:
    """Return the day of the reader's clock in which a moment lies, as a number."""
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC).astimezone().toordinal()


def day_text(day: int, today: int) -> str:
    """Word a day as the heading of a group: "Today", "Yesterday", "Tuesday", "20 November"."""
    if day == today:
        return translate("Alerts", "Today")
    if day == today - 1:
        return translate("Alerts", "Yesterday")
    at = datetime.fromordinal(day)
    if 0 < today - day <= _WEEK_DAYS:
        name = QLocale().dayName(at.isoweekday())
        return name[:1].upper() + name[1:]
    is_this_year = at.year == datetime.fromordinal(today).year
    form = translate("Moment", "d MMMM") if is_this_year else translate("Moment", "d MMMM yyyy")
    return QLocale().toString(QDate(at.year, at.month, at.day), form)


def worst_text(worst: Alert | None, count: int) -> str:
    """Word the worst of those that fire, and how many more do; empty where nothing fires."""
    if worst is None:
        return ""
    said = translate("Alerts", "{severity}: {alert}").format(
        severity=severity_text(worst.severity).capitalize(), alert=title_text(worst)
    )
    if count < 2:
        return said
    more = translate("Alerts", "and %n more", None, count - 1)
    return f"{said}, {more}"


def when_text(alert: Alert) -> str:
    """Word from when to when, as a sentence."""
    first = moment_words.day_and_clock_text(alert.fired_ms)
    if alert.resolved_ms is None:
        return translate("Alerts", "Firing since {first}.").format(first=first)
    same_day = day_of(alert.fired_ms) == day_of(alert.resolved_ms)
    last = (moment_words.clock_text if same_day else moment_words.day_and_clock_text)(alert.resolved_ms)
    return translate("Alerts", "{first} to {last}.").format(first=first, last=last)


def lasted_text(alert: Alert, now_ms: int) -> str:
    """Word how long it lasted and how bad it became."""
    end_ms = now_ms if alert.resolved_ms is None else alert.resolved_ms
    lasted = text.duration_text(max(0, end_ms - alert.fired_ms) / 1000)
    if alert.resolved_ms is None:
        lasted = translate("Alerts", "{span} so far").format(span=lasted)
    if alert.peak != alert.peak:
        return lasted
    words = translate("Alerts", "{span}, at worst {peak}")
    return words.format(span=lasted, peak=judged_text(alert, alert.peak))
