"""A rule with how it does now: what fires of it, whether it is muted, what is wrong with it. Knows no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Protocol

from procmon_gui.domain.alerts import Alert, Mute
from procmon_gui.domain.rules import Rule, RuleProblem, Severity


class RuleState(Enum):
    """How a rule does, the worst first."""

    UNUSABLE = "unusable"
    FIRING = "firing"
    MUTED = "muted"
    # What it watches is never known on this system.
    BLIND = "blind"
    OK = "ok"
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


def shown_rules(
    rules: Sequence[Rule],
    problems: Sequence[RuleProblem],
    alerts: AlertsNow | None,
    came: frozenset[str],
    unsupported: Mapping[str, str] = MappingProxyType({}),
) -> list[ShownRule]:
    """Return the rows of the list: all rules in their order, then those that can not be used."""
    known = {rule.id for rule in rules}
    rows = [
        _row(rule, [one for one in problems if one.rule == rule.id], alerts, came, unsupported.get(rule.metric_id, ""))
        for rule in rules
    ]
    lost = dict.fromkeys(one.rule for one in problems if one.rule and one.rule not in known)
    for id in lost:
        found = tuple(one for one in problems if one.rule == id)
        rows.append(ShownRule(id=id, rule=None, state=RuleState.UNUSABLE, problems=found, is_own=True))
    return rows


def of_the_file(problems: Sequence[RuleProblem]) -> list[RuleProblem]:
    """Return what is wrong with the file as a whole."""
    return [one for one in problems if not one.rule]


def _row(
    rule: Rule, problems: list[RuleProblem], alerts: AlertsNow | None, came: frozenset[str], why_blind: str
) -> ShownRule:
    firing = [alert for alert in alerts.firing if alert.rule_id == rule.id] if alerts is not None else []
    past = next((alert for alert in alerts.past if alert.rule_id == rule.id), None) if alerts is not None else None
    mute = alerts.mute_of(rule.id) if alerts is not None else None
    fired = [alert.fired_ms for alert in firing] + ([past.fired_ms] if past is not None else [])
    state = RuleState.OK
    if not rule.is_enabled:
        state = RuleState.OFF
    elif firing:
        state = RuleState.FIRING
    elif mute is not None:
        state = RuleState.MUTED
    elif why_blind:
        state = RuleState.BLIND
    return ShownRule(
        id=rule.id,
        rule=rule,
        state=state,
        problems=tuple(problems),
        firing_count=len(firing),
        severity=max((alert.severity for alert in firing), default=None),
        fired_ms=max(fired, default=None),
        muted_until_ms=mute.until_ms if mute is not None else None,
        is_own=rule.id not in came,
        is_changed=rule.id in came and not rule.is_shipped,
        why_blind=why_blind,
    )
