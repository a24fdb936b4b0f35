"""Alerts as marks of the time strip and of charts. Window thread only."""

from collections.abc import Sequence
from dataclasses import dataclass

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.rules import Severity
from procmon_gui.ui.models.alert_words import second_text, title_text


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMark(Mark):
    """When an alert fired. Nobody renames it, and nobody takes it away. Its id is that of the alert."""

    severity: Severity


def with_alerts(marks: Sequence[Mark], alerts: Sequence[Alert]) -> Sequence[Mark]:
    """Return marks, and when alerts fired, oldest moment first."""
    return tuple(sorted((*marks, *map(_mark_of, alerts)), key=_time_of)) if alerts else marks


def _mark_of(alert: Alert) -> AlertMark:
    said = ", ".join(words for words in (title_text(alert), second_text(alert)) if words)
    return AlertMark(
        id=alert.id, at_ms=alert.fired_ms, text=said, author="", made_ms=alert.fired_ms, severity=alert.severity
    )


def _time_of(mark: Mark) -> int:
    return mark.at_ms
