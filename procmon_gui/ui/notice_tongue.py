"""The language of the window for the notices that it shows on the desktop: an `engine.notice_words.Tongue`.

Notices are worded on threads of their own. Nothing here changes once the window speaks a language (`ui.language.use`).
"""

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.units import Unit
from procmon_gui.ui import text
from procmon_gui.ui.condition_words import kept_condition_text
from procmon_gui.ui.models.alert_words import age_text


class NoticeTongue:
    """Of one window."""

    def translated(self, context: str, text: str) -> str:
        """Return a text that is marked for translation."""
        return QCoreApplication.translate(context, text)

    def value(self, number: float, unit: Unit) -> str:
        """Return a value with its unit; a time with one unit."""
        if unit is Unit.SECONDS:
            return age_text(number)
        return text.value_text(Metric(id="", title="", unit=unit, description="", source=""), number)

    def condition(self, alert: Alert) -> str:
        """Return from when on its rule fires."""
        return kept_condition_text(alert)
