"""The conditions of alerts in the reader's language, as far as their rules are still what they were when it fired.

They are kept in English, as whoever judges said them; a rule that was changed since would say something else.
"""

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.alerts import Alert
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.rule_list import RuleList


class AlertConditions(QObject):
    """Belongs to one page.

    Signals:
        changed: the rules are known now, or others.
    """

    changed = Signal()

    def __init__(self, rules: RuleList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        self._has_asked = False
        rules.changed.connect(self._on_changed)

    def of(self, alert: Alert) -> str:
        """Return from when on it fired; the rules are read when this is asked for the first time."""
        if not self._has_asked and not self._rules.is_read:
            self._has_asked = True
            self._rules.look()
            # Once is enough: who looks at the rules themselves keeps looking.
            self._rules.rest()
        rule = self._rules.rule(alert.rule_id)
        if rule is None or condition_words(rule) != alert.condition:
            return alert.condition
        return rule_words.condition_text(rule)

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
