"""What is wrong with a rule, in words, and what of it works only in part. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Final

from procmon_gui.alerts.limits import Limits, absence, limits_of
from procmon_gui.alerts.subjects.building import subject_of
from procmon_gui.alerts.thing import Case
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rules import Condition, Over, QuietHours, Rule, RuleProblem, Side, Subject
from procmon_gui.query import TextMemory

# Longer than this nobody waits, and nothing is remembered.
_LONGEST_S: Final = 366 * 86400.0
_LAST_MIN: Final = 24 * 60
_NAMES: Final = {
    Look.STATUS: "swap and context switches",
    Look.SMAPS: "proportional memory",
    Look.DESCRIPTORS: "open descriptors",
    Look.SCORES: "the OOM score",
    Look.GPU: "the graphics card",
    Look.SOCKETS: "the TCP counters",
}


def problems_of(rule: Rule) -> Sequence[RuleProblem]:
    """Return everything that is wrong with a rule; with any of it, it can not be judged."""
    found = [RuleProblem(rule=rule.id, where=where, words=words) for where, words in _wrong(rule)]
    if not found:
        try:
            subject_of(Case.of(rule, limits_for(rule)), (), TextMemory())
        except WrongInput as error:
            found.append(problem_in(rule, error))
    return found


def problem_in(rule: Rule, error: WrongInput) -> RuleProblem:
    """Return what a subject refused, by the key that its words begin with."""
    where, colon, words = str(error).partition(": ")
    return RuleProblem(rule=rule.id, where=where if colon else "", words=words if colon else str(error))


def cautions_of(rule: Rule, looks: frozenset[Look], unsupported: Mapping[str, str]) -> Iterator[RuleProblem]:
    """Yield what to know of a rule that is judged all the same; `unsupported` is what this system never tells."""
    if rule.metric_id in unsupported:
        words = f"{rule.metric_id} is not known on this system: {unsupported[rule.metric_id]}"
        yield RuleProblem(rule=rule.id, where="metric", words=words)
    if looks:
        names = " and ".join(sorted(_NAMES.get(look, look.value) for look in looks))
        words = (
            f"asks for what is costly to read ({names}); it is read for the processes that may be meant while the rule "
            "is on, and where it is not read it is unknown: then nothing fires, and nothing ends"
        )
        yield RuleProblem(rule=rule.id, where="where", words=words)


def limits_for(rule: Rule) -> Limits:
    """Return a condition as it is compared."""
    return absence(rule.condition) if rule.subject is Subject.NOT_RUNNING else limits_of(rule.condition)


def _wrong(rule: Rule) -> Iterator[tuple[str, str]]:
    condition = rule.condition
    if rule.subject is not Subject.NOT_RUNNING:
        yield from _wrong_thresholds(condition)
    for key, seconds in (("for", condition.for_s), ("window", condition.window_s),
                         ("cooldown", rule.behaviour.cooldown_s), ("repeat", rule.behaviour.repeat_s)):  # fmt: skip
        if not 0 <= seconds <= _LONGEST_S:
            yield key, "is a time between nothing and a year"
    if condition.over is not Over.LAST and condition.window_s <= 0:
        yield "window", f"the {condition.over.value} of which time? For example: 5min"
    for hours in rule.behaviour.quiet:
        if not _is_time(hours):
            yield "quiet", "is from one time of the day to another, such as 22:00-07:00"


def _wrong_thresholds(condition: Condition) -> Iterator[tuple[str, str]]:
    given = {"warn": condition.warn, "critical": condition.critical, "clear": condition.clear}
    for key, value in given.items():
        if value is not None and not isfinite(value):
            yield key, "is a number"
    if condition.warn is None and condition.critical is None:
        yield "warn", "from which value on does it fire? warn, critical or both have to be given"
        return
    limits = limits_of(condition)
    beyond, before = ("above", "below") if condition.side is Side.ABOVE else ("below", "above")
    if condition.warn is not None and condition.critical is not None and limits.critical < limits.warn:
        yield "critical", f"lies {before} warn; what is critical is further {beyond}"
    if limits.clear > limits.least:
        yield "clear", f"lies {beyond} the threshold; it is over when it is passed backwards"


def _is_time(hours: QuietHours) -> bool:
    return all(0 <= minute <= _LAST_MIN for minute in (hours.from_min, hours.to_min))
