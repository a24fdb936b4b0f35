"""What a dry run found, in words and in rows. Window thread only."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.dry_run import DryRun
from procmon_gui.domain.firings import Found, stretches_of
from procmon_gui.domain.history import Span
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.rules import Rule, Severity
from procmon_gui.query.rule_checks import known_metric
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.models.alert_words import severity_text
from procmon_gui.ui.models.detail_table import Column
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.rule_picture import RulePicture, limits_of, top_of

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP
_LEAST_SPAN_MS: Final = 10_000
_ICONS: Final = {Severity.INFO: "info", Severity.WARNING: "triangle-alert", Severity.CRITICAL: "octagon-x"}
_TOKENS: Final = {Severity.INFO: "t1", Severity.WARNING: "warn", Severity.CRITICAL: "crit"}


def summary_text(found: Sequence[Found], run: DryRun) -> str:
    """Say how often, how long in all, and how long at most."""
    if not run.beat_count:
        return translate("DryRun", "Nothing was recorded of this time.")
    if not run.is_known:
        return translate("DryRun", "What it watches was never known in this time.")
    if not found:
        return translate("DryRun", "It would not have fired.")
    total_ms = sum(one.lasted_ms for one in found)
    times = translate("DryRun", "It would have fired %n time(s)", None, len(found))
    words = translate("DryRun", "{times}: {total} in all, {longest} at most.")
    return words.format(
        times=times,
        total=text.duration_text(total_ms / 1000),
        longest=text.duration_text(max(one.lasted_ms for one in found) / 1000),
    )


def coverage_text(run: DryRun) -> str:
    """Say what was played, from averages where it was, and of how much nothing is known."""
    parts = [translate("DryRun", "%Ln sample(s) played.", None, run.beat_count)]
    if run.averages_to_ms > run.span.from_ms:
        words = translate("DryRun", "Up to {time} only averages are left: a short rise is not seen there.")
        parts.append(words.format(time=moment_words.moment_text(run.averages_to_ms, has_seconds=False)))
    if run.gap_ms:
        words = translate("DryRun", "Of {span} nothing was recorded.")
        parts.append(words.format(span=text.duration_text(run.gap_ms / 1000)))
    return " ".join(parts)


def untold_text(found: Sequence[Found]) -> str:
    """Say how many of them nobody would have been told of; empty for none."""
    quiet = sum(not one.is_told for one in found)
    if not quiet:
        return ""
    return translate("DryRun", "Of %n of them nobody would have been told (quiet hours, or a rest).", None, quiet)


def picture_of(rule: Rule, run: DryRun) -> RulePicture | None:
    """Return what the chart shows; None where there is no curve."""
    metric = known_metric(rule.metric_id)
    if run.curve is None or metric is None or not len(run.curve.at_ms):
        return None
    limits = limits_of(rule, partial(rule_words.limit_text, rule))
    # What was not recorded before the first sample takes no room.
    first_ms = min(max(run.span.from_ms, int(run.curve.at_ms[0])), run.span.to_ms - _LEAST_SPAN_MS)
    is_host = metric.id.startswith("host.")
    return RulePicture(
        span=Span(from_ms=first_ms, to_ms=run.span.to_ms),
        curve=run.curve,
        name=rule_words.host_text(metric, rule.instance) if is_host else text.metric_title(metric),
        words=partial(text.value_text, metric),
        top=top_of(metric, run.curve, limits),
        limits=limits,
        fires=stretches_of(run.events),
        averages_to_ms=run.averages_to_ms,
    )


def bare_picture_of(run: DryRun) -> RulePicture:
    """Return a chart of the marks alone, for what has no one curve."""
    return RulePicture(
        span=run.span, curve=None, name=translate("DryRun", "When it would have fired"), words=_no_words, top=1.0,
        fires=stretches_of(run.events), averages_to_ms=run.averages_to_ms,
    )  # fmt: skip


def _no_words(_value: float) -> str:
    return ""


# ---- rows


def when_text(found: Found) -> str:
    """Word when it fired."""
    return moment_words.moment_text(found.from_ms)


def _name(found: Found) -> str:
    if found.pid is None:
        return found.name
    return translate("RuleWords", "{name} (PID {pid})").format(name=found.name or text.UNKNOWN, pid=found.pid)


def _lasted(found: Found) -> str:
    lasted = text.duration_text(found.lasted_ms / 1000)
    return translate("DryRun", "{span}, still").format(span=lasted) if found.to_ms is None else lasted


def _from_value(found: Found) -> float:
    return float(found.from_ms)


def _lasted_value(found: Found) -> float:
    return float(found.lasted_ms)


def _value(found: Found) -> float:
    return found.value


def _severity(found: Found) -> str:
    return severity_text(found.severity)


def _severity_value(found: Found) -> float:
    return float(found.severity)


def _icon(found: Found) -> str:
    return _ICONS[found.severity]


def _token(found: Found) -> str:
    return _TOKENS[found.severity]


def _told(found: Found) -> str:
    return translate("DryRun", "yes") if found.is_told else translate("DryRun", "no")


def _told_value(found: Found) -> float:
    return float(found.is_told)


def identity(found: Found) -> int:
    """Return by what a row is the same as before."""
    return found.number


def columns(value_words: Callable[[Found], str]) -> tuple[Column[Found], ...]:
    """Return the columns of the list."""
    return (
        Column(id="when", title=_T("Detail", "Fired"), words=when_text, value=_from_value, least_px=150),
        Column(
            id="severity", title=_T("Detail", "Severity"), words=_severity, value=_severity_value, icon=_icon,
            token=_token, least_px=110,
        ),
        Column(id="about", title=_T("Detail", "About"), words=_name, value=_name, stretch=1, least_px=80, fold=2),
        Column(id="lasted", title=_T("Detail", "Lasted"), words=_lasted, value=_lasted_value, least_px=176,
               is_number=True),
        Column(id="value", title=_T("Detail", "Value"), words=value_words, value=_value, is_number=True,
               widest="1023.9 MiB/s"),
        Column(id="told", title=_T("Detail", "Told"), words=_told, value=_told_value, least_px=56, fold=1),
    )  # fmt: skip
