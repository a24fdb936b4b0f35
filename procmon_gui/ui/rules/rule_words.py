"""Rules in words of the reader's language. Window thread only."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Metric
from procmon_gui.domain.ranges import HostSeries
from procmon_gui.domain.rules import EACH_INSTANCE, Over, Rule, Side, Subject
from procmon_gui.query.rule_checks import judged_metric, known_metric
from procmon_gui.ui import text
from procmon_gui.ui.condition_words import TONGUE
from procmon_gui.ui.widgets.history import series_words

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

SUBJECTS: Final = {
    Subject.HOST: _T("RuleWords", "The machine, or a device"),
    Subject.PROCESS: _T("RuleWords", "Each process"),
    Subject.PROGRAM: _T("RuleWords", "All processes of a program"),
    Subject.USER: _T("RuleWords", "All processes of a user"),
    Subject.UNIT: _T("RuleWords", "All processes of a unit"),
    Subject.TOGETHER: _T("RuleWords", "Chosen processes together"),
    Subject.NOT_RUNNING: _T("RuleWords", "Something does not run"),
    Subject.RESTARTS: _T("RuleWords", "A program is restarted again and again"),
    Subject.FULL_IN: _T("RuleWords", "A disk or the memory will be full"),
    Subject.GROWTH: _T("RuleWords", "A process grows without bound"),
    Subject.ANOMALY: _T("RuleWords", "Something is unusual"),
    Subject.HEARTBEAT: _T("RuleWords", "This program sees nothing"),
}
SIDES: Final = {Side.ABOVE: _T("RuleWords", "above"), Side.BELOW: _T("RuleWords", "below")}
OVERS: Final = {
    Over.LAST: _T("RuleWords", "the newest value"),
    Over.MEAN: _T("RuleWords", "the mean of"),
    Over.LEAST: _T("RuleWords", "the least of"),
    Over.MOST: _T("RuleWords", "the most of"),
}


def title_text(rule: Rule) -> str:
    """Return the title; that of a rule that came with the program is translated."""
    return translate("Rule", rule.title)


def why_text(rule: Rule) -> str:
    """Return what it means when it fires."""
    return translate("Rule", rule.why) if rule.why else ""


def value_text(rule: Rule, value: float) -> str:
    """Word a value that was judged."""
    judged = judged_metric(rule.subject, known_metric(rule.metric_id))
    if judged is None or value != value:
        return text.UNKNOWN
    return text.value_text(judged, value)


def limit_text(rule: Rule, value: float) -> str:
    """Word a threshold: "80 %", "2 GiB", "5 min"."""
    judged = judged_metric(rule.subject, known_metric(rule.metric_id))
    return text.UNKNOWN if judged is None else TONGUE.value(value, judged.unit)


def host_text(metric: Metric, instance: str) -> str:
    """Say which figure of the machine: "Disk read of each device", "CPU, core 3"."""
    if instance == EACH_INSTANCE:
        title = series_words.title_of(HostSeries(metric_id=metric.id))
        return translate("RuleWords", "{metric} of each device").format(metric=title)
    return series_words.title_of(HostSeries(metric_id=metric.id, instance=instance))
