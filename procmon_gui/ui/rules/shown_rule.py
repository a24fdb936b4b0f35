"""A rule with how it does now: what fires of it, whether it is muted, what is wrong with it. Knows no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Final, Protocol

from procmon_gui.domain.alerts import Alert, Mute
from procmon_gui.domain.judged import JudgedNow, Pending
from procmon_gui.domain.rules import Rule, RuleProblem, Severity, Subject
from procmon_gui.domain.suspicion import RATE, SCORE

_OF_THE_UNUSUAL: Final = (SCORE, RATE)


class RuleState(Enum):
    """How a rule does, the worst first."""

    UNUSABLE = "unusable"
    FIRING = "firing"
    # Its condition holds, but not yet for as long as it asks.
    PENDING = "pending"
    MUTED = "muted"
    # What it watches is never known on this system.
    BLIND = "blind"
    OK = "ok"
    # Nothing fires of it; how near it is, is not known here.
    QUIET = "quiet"
    # It watches what is unusual, and what is usual is not known yet.
    LEARNING = "learning"
    OFF = "off"


class AlertsNow(Protocol):
    """The part of `ui.alert_list.AlertList` that is needed here."""

    @property
    def firing(self) -> Sequence[Alert]:
        """Return those that fire."""

    @property
    def past(self) -> Sequence[Alert]:
        """Return those that are over, as far as they were read, the newest first."""

    def mute_of(self, rule_id: str) -> Mute | None:
        """Return until when a rule tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRule:
    """One row of the list.

    Attributes:
        id: of the rule, or what the file calls one that can not be used.
        rule: None where it can not be used.
        problems: what is wrong with it in the file; of a rule that counts all the same, what of it does not.
        fired_ms: when it fired last, as far as that is known.
        is_own: it stands in no list of the program; it can be removed.
        is_changed: it came with the program and the file changes it.
        why_blind: why this system never knows what it watches; empty where it does.
        is_learning: it watches what is unusual, and what is usual is still learned.
        pending: how near it is to fire; None where it is not, or that is not known.
        why_unknown: why that is not known; empty where it is.
    """

    id: str
    rule: Rule | None
    state: RuleState
    problems: tuple[RuleProblem, ...] = ()
    firing_count: int = 0
    severity: Severity | None = None
    fired_ms: int | None = None
    muted_until_ms: int | None = None
    is_own: bool = False
    is_changed: bool = False
    why_blind: str = ""
    is_learning: bool = False
    pending: Pending | None = None
    why_unknown: str = ""


def shown_rules(
    rules: Sequence[Rule],
    problems: Sequence[RuleProblem],
    alerts: AlertsNow | None,
    came: frozenset[str],
    unsupported: Mapping[str, str] = MappingProxyType({}),
    now: JudgedNow | None = None,
    *,
    is_learning: bool = False,
) -> list[ShownRule]:
    """Return the rows of the list: all rules in their order, then those that can not be used.

    `now` is what whoever judges says of them; None where nobody was asked. `is_learning`: what is usual is not known.
    """
    known = {rule.id for rule in rules}
    firing, fired_ms = _of_each_rule(alerts)
    now = now or JudgedNow()
    pending = {one.rule_id: one for one in now.pending}
    failed = {one.rule for one in now.problems}
    rows = [
        ShownRule(
            id=rule.id,
            rule=rule,
            state=RuleState.OK,
            problems=tuple(one for one in (*problems, *now.problems) if one.rule == rule.id),
            firing_count=len(firing.get(rule.id, ())),
            severity=max((alert.severity for alert in firing.get(rule.id, ())), default=None),
            fired_ms=fired_ms.get(rule.id),
            muted_until_ms=mute.until_ms if (mute := alerts.mute_of(rule.id) if alerts else None) else None,
            is_own=rule.id not in came,
            is_changed=rule.id in came and not rule.is_shipped,
            why_blind=unsupported.get(rule.metric_id, ""),
            is_learning=is_learning and (rule.subject is Subject.ANOMALY or rule.metric_id in _OF_THE_UNUSUAL),
            pending=pending.get(rule.id),
            why_unknown=now.why_unknown,
        )
        for rule in rules
    ]
    rows = [replace(row, state=_state_of(row, has_failed=row.id in failed)) for row in rows]
    lost = dict.fromkeys(one.rule for one in problems if one.rule and one.rule not in known)
    for id in lost:
        found = tuple(one for one in problems if one.rule == id)
        rows.append(ShownRule(id=id, rule=None, state=RuleState.UNUSABLE, problems=found, is_own=True))
    return rows


def of_the_file(problems: Sequence[RuleProblem]) -> list[RuleProblem]:
    """Return what is wrong with the file as a whole."""
    return [one for one in problems if not one.rule]


def _of_each_rule(alerts: AlertsNow | None) -> tuple[Mapping[str, list[Alert]], Mapping[str, int]]:
    """Return what fires of each rule, and when each fired last, as far as that was read."""
    firing: dict[str, list[Alert]] = {}
    fired_ms: dict[str, int] = {}
    if alerts is None:
        return firing, fired_ms
    for alert in alerts.firing:
        firing.setdefault(alert.rule_id, []).append(alert)
    for alert in (*alerts.firing, *alerts.past):
        fired_ms[alert.rule_id] = max(alert.fired_ms, fired_ms.get(alert.rule_id, 0))
    return firing, fired_ms


def _state_of(row: ShownRule, *, has_failed: bool) -> RuleState:
    """Return the one word for how a rule does: the first of these that is so."""
    assert row.rule is not None
    for state, is_so in (
        (RuleState.OFF, not row.rule.is_enabled),
        (RuleState.UNUSABLE, has_failed),
        (RuleState.FIRING, row.firing_count > 0),
        (RuleState.PENDING, row.pending is not None),
        (RuleState.MUTED, row.muted_until_ms is not None),
        (RuleState.BLIND, bool(row.why_blind)),
        (RuleState.QUIET, bool(row.why_unknown)),
        (RuleState.LEARNING, row.is_learning),
    ):
        if is_so:
            return state
    return RuleState.OK
