"""The columns of the list of rules."""

from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.judged import Pending
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.rules import Severity
from procmon_gui.ui import condition_words, moment_words, spoken, text
from procmon_gui.ui.models.detail_table import Column
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.shown_rule import RuleState, ShownRule

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

_ICONS: Final = {
    RuleState.UNUSABLE: "octagon-x",
    RuleState.FIRING: "bell-ring",
    RuleState.PENDING: "hourglass",
    RuleState.MUTED: "bell-off",
    RuleState.BLIND: "eye-off",
    RuleState.LEARNING: "eye-off",
    RuleState.OK: "circle-check",
    RuleState.QUIET: "bell",
    RuleState.OFF: "pause",
}
_TOKENS: Final = {
    RuleState.UNUSABLE: "crit",
    RuleState.FIRING: "warn",
    RuleState.PENDING: "warn",
    RuleState.MUTED: "t2",
    RuleState.BLIND: "t2",
    RuleState.LEARNING: "t2",
    RuleState.OK: "good",
    RuleState.QUIET: "t2",
    RuleState.OFF: "zero",
}
_ORDER: Final = {state: number for number, state in enumerate(RuleState)}


def title_text(shown: ShownRule) -> str:
    """Return the title, or what the file calls it."""
    return shown.id if shown.rule is None else rule_words.title_text(shown.rule)


def condition_text(shown: ShownRule) -> str:
    """Return the condition, or why there is none, or why it is not judged."""
    if shown.rule is None:
        return problem_text(shown)
    if shown.state is RuleState.UNUSABLE:
        return translate("RuleWords", "Can not be judged: {why}").format(why=problem_text(shown))
    return condition_words.condition_text(shown.rule)


def problem_text(shown: ShownRule) -> str:
    """Return what is wrong with it, in the order of the file."""
    said = []
    for one in shown.problems:
        words = ": ".join(filter(None, [one.where, spoken.said(one.words)]))
        said.append(
            translate("RuleWords", "line {line}: {words}").format(line=one.line, words=words) if one.line else words
        )
    return "; ".join(said)


def state_text(shown: ShownRule) -> str:
    """Word how it does."""
    match shown.state:
        case RuleState.UNUSABLE:
            return translate("RuleWords", "not usable")
        case RuleState.FIRING if shown.firing_count > 1:
            return translate("RuleWords", "firing ({count})").format(count=text.count_text(shown.firing_count))
        case RuleState.FIRING:
            return translate("RuleWords", "firing")
        case RuleState.PENDING if shown.pending is not None:
            return translate("RuleWords", "pending, {time} left").format(time=_left_text(shown.pending))
        case RuleState.QUIET:
            return translate("RuleWords", "not firing")
        case RuleState.MUTED:
            until = moment_words.moment_text(shown.muted_until_ms or 0, has_seconds=False)
            return translate("RuleWords", "muted until {time}").format(time=until)
        case RuleState.BLIND:
            return translate("RuleWords", "unknown here")
        case RuleState.LEARNING:
            return translate("RuleWords", "learning")
        case RuleState.OFF:
            return translate("RuleWords", "off")
    return translate("RuleWords", "OK")


def _left_text(pending: Pending) -> str:
    return moment_words.span_text(1000 * max(1, round(pending.left_s)))


def state_explained(shown: ShownRule) -> str:
    """Return what the tooltip of the state says: what is known beside the word."""
    parts = [state_text(shown)]
    if shown.pending is not None:
        since = moment_words.moment_text(shown.pending.since_ms)
        beyond = translate("RuleWords", "Beyond its threshold since {time}; it fires in {left} if that goes on.")
        parts.append(beyond.format(time=since, left=_left_text(shown.pending)))
        if shown.pending.count > 1:
            parts.append(translate("RuleWords", "%n of what it is about are beyond it.", "", shown.pending.count))
    if shown.state is RuleState.QUIET:
        why = spoken.said(shown.why_unknown)
        parts.append(translate("RuleWords", "Whether it is about to fire is not known here: {why}.").format(why=why))
    if shown.state is RuleState.LEARNING:
        parts.append(translate("RuleWords", "What is usual here is still learned; until then it does not fire."))
    if shown.muted_until_ms is not None and shown.state is not RuleState.MUTED:
        until = moment_words.moment_text(shown.muted_until_ms, has_seconds=False)
        parts.append(translate("RuleWords", "muted until {time}").format(time=until))
    return "\n".join(parts)


def fired_text(shown: ShownRule) -> str:
    """Word when it fired last."""
    return text.UNKNOWN if shown.fired_ms is None else moment_words.moment_text(shown.fired_ms, has_seconds=False)


def source_text(shown: ShownRule) -> str:
    """Say where it comes from."""
    if shown.is_own:
        return translate("RuleWords", "own")
    return translate("RuleWords", "changed") if shown.is_changed else translate("RuleWords", "shipped")


def state_token(shown: ShownRule) -> str:
    """Return the colour of the state."""
    if shown.state is RuleState.FIRING and shown.severity is Severity.CRITICAL:
        return "crit"
    return _TOKENS[shown.state]


def icon(shown: ShownRule) -> str:
    """Return the picture of the state."""
    return _ICONS[shown.state]


def explained(shown: ShownRule) -> str:
    """Return what the tooltip of the condition says."""
    if shown.rule is None:
        return problem_text(shown)
    parts = [condition_words.condition_text(shown.rule), rule_words.why_text(shown.rule), problem_text(shown)]
    parts.append(spoken.said(shown.why_blind))
    return "\n".join(filter(None, parts))


def _faded(token: str, shown: ShownRule) -> str:
    return "zero" if shown.state is RuleState.OFF else "crit" if shown.rule is None else token


def _fired_value(shown: ShownRule) -> float | None:
    return None if shown.fired_ms is None else float(shown.fired_ms)


def _state_value(shown: ShownRule) -> float:
    return float(_ORDER[shown.state])


RULE_COLUMNS: Final[tuple[Column[ShownRule], ...]] = (
    Column(
        id="title", title=_T("Detail", "Rule"), words=title_text, value=title_text, stretch=3, least_px=120,
        token=partial(_faded, "t1"),
    ),
    Column(
        id="state", title=_T("Detail", "State"), words=state_text, value=_state_value, icon=icon, token=state_token,
        least_px=150, stretch=1, explained=state_explained,
    ),
    Column(
        id="condition", title=_T("Detail", "Condition"), words=condition_text, value=condition_text, stretch=6,
        least_px=120, explained=explained, token=partial(_faded, "t2"),
    ),
    Column(
        id="fired", title=_T("Detail", "Last fired"), words=fired_text, value=_fired_value, least_px=92, fold=2,
        token=partial(_faded, "t2"),
    ),
    Column(
        id="source", title=_T("Detail", "Origin"), words=source_text, value=source_text, least_px=80, fold=1,
        token=partial(_faded, "t2"),
    ),
)  # fmt: skip
