"""The language of the window for the notices that it shows on the desktop: an `engine.notice_words.Tongue`.

Notices are worded on threads of their own. Nothing here changes once the window speaks a language (`ui.language.use`).
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.rules import RuleBook
from procmon_gui.domain.units import Unit
from procmon_gui.ui import text
from procmon_gui.ui.models.alert_words import age_text


class NoticeTongue:
    """Of one window."""

    def __init__(self, open_rules: Callable[[], RuleBook]) -> None:
        self._open_rules = open_rules

    def translated(self, context: str, text: str) -> str:
        """Return a text that is marked for translation."""
        return QCoreApplication.translate(context, text)

    def value(self, number: float, unit: Unit) -> str:
        """Return a value with its unit; a time with one unit."""
        if unit is Unit.SECONDS:
            return age_text(number)
        return text.value_text(Metric(id="", title="", unit=unit, description="", source=""), number)

    def condition(self, alert: Alert) -> str:
        """Return from when on its rule fires; in English where the rule is another one now, or can not be read."""
        from procmon_gui.ui.rules.rule_words import condition_text

        try:
            rules = self._open_rules().rules().rules
        except Unavailable:
            return alert.condition
        rule = next((one for one in rules if one.id == alert.rule_id), None)
        if rule is None or condition_words(rule) != alert.condition:
            return alert.condition
        return condition_text(rule)
