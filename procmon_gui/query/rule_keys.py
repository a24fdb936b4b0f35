"""A rule as people write it, key by key: in a file, and in the editor of the window. Pure.

`read_rule` makes a rule of what is written and says what is wrong with it, key by key; `entry_of` writes one. What a
rule means is decided in `alerts`; `rule_values` and `rule_words` read single values, `rule_checks` says what goes with
what. A key is added in `KEYS`, `_Reader.rule` and `whole_entry`.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeVar

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.rules import Behaviour, Condition, Over, Rule, Severity, Side, Subject
from procmon_gui.query.rule_checks import (
    WITH_METRIC,
    Fault,
    faults_of,
    find_metric,
    judged_metric,
    known_metric,
    subject_of,
    usual_instance,
    usual_side,
)
from procmon_gui.query.rule_values import LONGEST, duration_text, number_text, quiet_text, read_duration, read_number
from procmon_gui.query.rule_words import (
    read_channels,
    read_choice,
    read_flag,
    read_id,
    read_instance,
    read_quiet_hours,
    read_severity,
    read_title,
    read_where,
    read_why,
)

# In the order in which they are written.
KEYS: Final = (
    "id", "title", "enabled", "subject", "metric", "instance", "where", "above", "below", "side", "warn", "critical",
    "clear", "for", "over", "window", "severity", "cooldown", "repeat", "quiet", "critical_is_loud", "channels", "why",
)  # fmt: skip
# Which side, and from when on it is a warning: whoever writes one of them means all of them.
SIDE_KEYS: Final = ("above", "below", "side", "warn")
_ALWAYS: Final = ("id", "title", "subject", "metric")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: a rule where it makes sense, and what is wrong where it does not."""

    rule: Rule | None
    faults: tuple[Fault, ...] = ()


def read_rule(entry: Mapping[str, object], base: Rule | None = None) -> Read:
    """Return the rule that is written; what is not written is as usual, or as in `base`.

    Keys that it does not know are passed over, see `misspelt`.
    """
    reader = _Reader(entry, base)
    rule = reader.rule()
    faults = reader.faults or ([] if rule is None else faults_of(rule))
    if rule is None or faults:
        return Read(None, tuple(faults))
    return Read(base if base is not None and replace(base, is_shipped=False) == rule else rule)


def misspelt(keys: Iterable[str]) -> list[Fault]:
    """Return what is wrong with the names of keys."""
    faults = []
    for key in keys:
        if key not in KEYS:
            near = difflib.get_close_matches(key[:40], KEYS, n=1, cutoff=0.6)
            faults.append(Fault(key, "there is no such key" + (f"; “{near[0]}” is one" if near else "")))
    return faults


def entry_of(rule: Rule, base: Rule | None = None) -> dict[str, object]:
    """Return how a rule is written: what is not as usual, or not as in `base`."""
    entry = whole_entry(rule)
    if base is not None:
        before = whole_entry(base)
        return {key: value for key, value in entry.items() if key == "id" or before.get(key) != value}
    usual = whole_entry(_usual(rule))
    return {key: value for key, value in entry.items() if (key in _ALWAYS and value) or usual.get(key) != value}


def whole_entry(rule: Rule) -> dict[str, object]:
    """Return every key of a rule that means something for it, as it is written."""
    condition, behaviour = rule.condition, rule.behaviour
    judged = judged_metric(rule.subject, known_metric(rule.metric_id))
    side: dict[str, object] = (
        {"side": condition.side.value}
        if condition.warn is None
        else {condition.side.value: _written(judged, condition.warn)}
    )
    return {
        "id": rule.id, "title": rule.title, "enabled": rule.is_enabled, "subject": rule.subject.value,
        "metric": rule.metric_id, "instance": rule.instance, "where": rule.where, **side,
        "critical": _written(judged, condition.critical), "clear": _written(judged, condition.clear),
        "for": _lasting(condition.for_s), "over": condition.over.value,
        "window": _lasting(condition.window_s), "severity": condition.severity.name.lower(),
        "cooldown": _lasting(behaviour.cooldown_s), "repeat": _lasting(behaviour.repeat_s),
        "quiet": [quiet_text(quiet) for quiet in behaviour.quiet], "critical_is_loud": behaviour.critical_is_loud,
        "channels": list(behaviour.channels), "why": rule.why,
    }  # fmt: skip


def _written(judged: Metric | None, value: float | None) -> object:
    if value is None:
        return "none"
    if judged is None:
        return value
    return _short(number_text(judged, value), value)


def _lasting(seconds: float) -> object:
    return _short(duration_text(seconds), seconds)


def _short(text: str, value: float) -> object:
    """Return a text, or the number where that has more digits than anybody reads."""
    return text if len(text) <= LONGEST else value


def _usual(rule: Rule) -> Rule:
    condition = Condition(side=usual_side(rule.subject))
    instance = usual_instance(known_metric(rule.metric_id))
    return Rule(id=rule.id, title=rule.id, subject=rule.subject, condition=condition, instance=instance)


class _Reader:
    """Reads the keys of one rule and gathers what is wrong with them."""

    def __init__(self, entry: Mapping[str, object], base: Rule | None) -> None:
        before = {} if base is None else whole_entry(base)
        if any(key in entry for key in SIDE_KEYS):
            before = {key: value for key, value in before.items() if key not in SIDE_KEYS}
        self._entry = {**before, **entry}
        self.faults: list[Fault] = []

    def rule(self) -> Rule | None:
        """Return it as far as it can be read; None where it is not known what it is about."""
        id = self._take("id", read_id, "")
        if not id and not self.faults:
            self.faults.append(Fault("id", 'a rule needs one, such as id = "disk-full"'))
        subject = self._subject()
        if subject is None:
            return None
        metric = self._metric(subject)
        condition = self._condition(subject, judged_metric(subject, metric))
        return Rule(
            id=id,
            title=self._take("title", read_title, id),
            subject=subject,
            condition=condition,
            why=self._take("why", read_why, ""),
            metric_id="" if metric is None else metric.id,
            instance=self._take("instance", read_instance, usual_instance(metric)),
            where=self._take("where", read_where, ""),
            behaviour=self._behaviour(),
            is_enabled=self._take("enabled", read_flag, True),
        )

    def _take(self, key: str, read: Callable[[object], Value], otherwise: Value) -> Value:
        if key not in self._entry:
            return otherwise
        try:
            return read(self._entry[key])
        except WrongInput as error:
            self.faults.append(Fault(key, str(error)))
            return otherwise

    def _subject(self) -> Subject | None:
        if "subject" in self._entry:
            return self._take("subject", partial(read_choice, Subject), None)
        written = self._entry.get("metric")
        subject = subject_of(written)
        if subject is None and written:
            self._take("metric", partial(find_metric, None), None)
        if subject is None and not self.faults:
            words = ", ".join(one.value for one in Subject)
            self.faults.append(Fault("subject", f"a rule needs one; expected one of {words}"))
        return subject

    def _metric(self, subject: Subject) -> Metric | None:
        if not self._entry.get("metric"):
            return None
        if subject not in WITH_METRIC:
            self.faults.append(Fault("metric", f"a rule about {subject.value} watches no metric; expected nothing"))
            return None
        return self._take("metric", partial(find_metric, subject), None)

    def _condition(self, subject: Subject, judged: Metric | None) -> Condition:
        side, key = self._side(subject)
        return Condition(
            side=side,
            warn=self._threshold(key, subject, judged),
            critical=self._threshold("critical", subject, judged),
            clear=self._threshold("clear", subject, judged),
            for_s=self._take("for", read_duration, 0.0),
            over=self._take("over", partial(read_choice, Over), Over.LAST),
            window_s=self._take("window", read_duration, 0.0),
            severity=self._take("severity", read_severity, Severity.WARNING),
        )

    def _side(self, subject: Subject) -> tuple[Side, str]:
        """Return the side, and the key that holds the threshold of a warning."""
        named = [key for key in ("above", "below", "warn") if key in self._entry]
        if len(named) > 1:
            self.faults.append(Fault(named[1], f"it says the same as {named[0]}; expected one of them"))
        if "side" in self._entry:
            side = self._take("side", partial(read_choice, Side), usual_side(subject))
            if named and named[0] in ("above", "below") and named[0] != side.value:
                self.faults.append(Fault("side", f"it says another side than {named[0]}; expected one of them"))
            return side, named[0] if named else "warn"
        if named and named[0] in ("above", "below"):
            return Side(named[0]), named[0]
        return usual_side(subject), "warn"

    def _threshold(self, key: str, subject: Subject, judged: Metric | None) -> float | None:
        if judged is None:
            # Where a metric is missing, that is what is said.
            if subject is Subject.NOT_RUNNING and self._entry.get(key, "none") not in ("none", ""):
                self.faults.append(Fault(key, f"a rule about {subject.value} has no thresholds; expected nothing"))
            return None
        return self._take(key, partial(read_number, judged), None)

    def _behaviour(self) -> Behaviour:
        usual = Behaviour()
        return Behaviour(
            cooldown_s=self._take("cooldown", read_duration, usual.cooldown_s),
            repeat_s=self._take("repeat", read_duration, usual.repeat_s),
            quiet=self._take("quiet", read_quiet_hours, usual.quiet),
            critical_is_loud=self._take("critical_is_loud", read_flag, usual.critical_is_loud),
            channels=self._take("channels", read_channels, usual.channels),
        )
