"""What the preview of a rule says: what the curve is of, how often it would have fired, who it is about now.

Window thread only.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication

from procmon_gui.alerts.checking import cautions_of
from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.rules import EACH_INSTANCE, Rule, Subject
from procmon_gui.query.rule_checks import OF_PROCESSES, judged_metric, known_metric
from procmon_gui.ui import spoken, text
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.preview_reading import Match, Preview
from procmon_gui.ui.rules.rule_picture import RulePicture, limits_of, top_of

translate = QCoreApplication.translate


def picture_of(preview: Preview) -> RulePicture | None:
    """Return what the chart shows; None where there is no curve."""
    metric = known_metric(preview.rule.metric_id)
    if preview.curve is None or metric is None:
        return None
    limits = limits_of(preview.rule, partial(rule_words.limit_text, preview.rule))
    return RulePicture(
        span=preview.span,
        curve=preview.curve,
        name=curve_name(preview, metric),
        words=partial(text.value_text, metric),
        top=top_of(metric, preview.curve, limits),
        gaps=preview.gaps,
        limits=limits,
        fires=preview.fires,
    )


def curve_name(preview: Preview, metric: Metric) -> str:
    """Say of what the curve is."""
    if preview.match is not None:
        words = translate("RuleWords", "{metric} of {name}")
        return words.format(metric=text.metric_title(metric), name=match_name(preview.match))
    name = rule_words.host_text(metric, preview.instance or "")
    if preview.rule.instance == EACH_INSTANCE:
        return translate("RuleWords", "{name}: the worst now").format(name=name)
    return name


def match_name(match: Match) -> str:
    """Return how a process, or what is judged together, is called."""
    if match.pid is not None:
        return translate("RuleWords", "{name} (PID {pid})").format(name=match.name or text.UNKNOWN, pid=match.pid)
    return match.name or translate("RuleWords", "all together")


def fires_text(preview: Preview) -> str:
    """Say how often it would have fired in what is shown; empty where that can not be told from a curve."""
    rule, metric = preview.rule, known_metric(preview.rule.metric_id)
    if preview.curve is None or metric is None or judged_metric(rule.subject, metric) is not metric:
        return ""
    times = len({fire.from_ms for fire in preview.fires})
    if not times:
        return translate("RuleWords", "It would not have fired in this time.")
    return translate("RuleWords", "It would have fired %n time(s) in this time.", None, times)


def no_curve_text(preview: Preview) -> str:
    """Say why there is no curve."""
    rule = preview.rule
    match rule.subject:
        case Subject.NOT_RUNNING | Subject.RESTARTS | Subject.HEARTBEAT:
            return translate("RuleWords", "There is no curve of this. A dry run says when it would have fired.")
        case Subject.USER | Subject.UNIT | Subject.TOGETHER | Subject.PROGRAM:
            return translate("RuleWords", "No curve is kept of this together. A dry run says when it would have fired.")
        case Subject.PROCESS | Subject.GROWTH:
            return translate("RuleWords", "No curve is kept of this. A dry run says when it would have fired.")
    return translate("RuleWords", "Nothing was recorded of this in the time shown.")


def matching_text(preview: Preview) -> str:
    """Say who it is about now; empty where it is about no processes."""
    matching = preview.matching
    if matching is None:
        is_about = preview.rule.subject in OF_PROCESSES
        return translate("RuleWords", "Processes are known with the next beat.") if is_about else ""
    if preview.rule.subject is Subject.NOT_RUNNING:
        if not matching.process_count:
            return translate("RuleWords", "No process matches now: it would fire.")
        return translate("RuleWords", "%n process(es) match now: it is quiet.", None, matching.process_count)
    if not matching.process_count:
        return translate("RuleWords", "No process matches now.")
    said = translate("RuleWords", "%n process(es) match now", None, matching.process_count)
    if matching.beyond_count:
        beyond = translate("RuleWords", "%n beyond the threshold", None, matching.beyond_count)
        return translate("RuleWords", "{matching}, {beyond}.").format(matching=said, beyond=beyond)
    return f"{said}."


def caution_text(rule: Rule, unsupported: Mapping[str, str]) -> str:
    """Say what to know of a rule that is judged all the same: that it is costly, or unknown here; empty for nothing."""
    from procmon_gui.query import compile

    metric = known_metric(rule.metric_id)
    looks = compile(rule.where).looks if rule.where else frozenset()
    if metric is not None and metric.look is not Look.CHEAP:
        looks |= {metric.look}
    said = [spoken.said(one.words) for one in cautions_of(rule, looks, unsupported)]
    return " ".join(f"{words[:1].upper()}{words[1:]}." for words in said)


def value_of(rule: Rule, match: Match) -> str:
    """Word what a match comes to now."""
    metric = known_metric(rule.metric_id)
    return text.UNKNOWN if metric is None or match.value != match.value else text.value_text(metric, match.value)
