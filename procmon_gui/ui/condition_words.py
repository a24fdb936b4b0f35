"""From when on a rule fires, in the reader's language: of a rule, and of an alert, whose rule may be another by now.

Any thread, once the window speaks a language (`ui.language.use`).
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.alerts.rule_from_words import rule_from_words
from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.units import Unit
from procmon_gui.query.rule_values import duration_text
from procmon_gui.ui import text


class _Tongue:
    """The language of the window, for `alerts.words`."""

    def translated(self, context: str, text: str) -> str:
        """Return a text that is marked for translation."""
        return QCoreApplication.translate(context, text)

    def value(self, number: float, unit: Unit) -> str:
        """Return a number with its unit."""
        if unit is Unit.SECONDS:
            return duration_text(number)
        metric = Metric(id="", title="", unit=unit, description="", source="")
        return text.axis_text(text.value_text(metric, number))

    def duration(self, seconds: float) -> str:
        """Return how long something lasts."""
        return duration_text(seconds)


TONGUE: Final = _Tongue()
_found = lru_cache(maxsize=512)(rule_from_words)


def condition_text(rule: Rule) -> str:
    """Say from when on it fires: "CPU above 80 % for 5 min"."""
    return condition_words(rule, tongue=TONGUE)


def kept_condition_text(alert: Alert) -> str:
    """Say from when on the rule of an alert fired then. It is kept in English; what is not understood stays so."""
    rule = _found(alert.condition, alert.about.subject, alert.metric_id, alert.instance)
    return alert.condition if rule is None else condition_text(rule)
