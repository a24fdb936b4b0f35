"""Does a rule make sense? Which metric it may watch, in which unit its thresholds are, what goes with what. Pure."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Aggregate, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.rules import EACH_INSTANCE, Condition, Over, Rule, Severity, Side, Subject
from procmon_gui.domain.units import Unit
from procmon_gui.query.errors import shown

HOUR_S: Final = 3600.0
DAY_S: Final = 24 * HOUR_S
LONGEST_FOR_S: Final = 7 * DAY_S
LONGEST_WINDOW_S: Final = DAY_S
LONGEST_RESTARTS_S: Final = 7 * DAY_S
LONGEST_REST_S: Final = 30 * DAY_S
SHORTEST_REPEAT_S: Final = 60.0

GROUPS: Final = (Subject.PROGRAM, Subject.USER, Subject.UNIT, Subject.TOGETHER)
# What a rule may be about that selects processes.
OF_PROCESSES: Final = (Subject.PROCESS, *GROUPS, Subject.NOT_RUNNING, Subject.RESTARTS, Subject.GROWTH)
WITH_METRIC: Final = (Subject.HOST, Subject.PROCESS, *GROUPS, Subject.FULL_IN, Subject.ANOMALY)
# What is told before it happens: the less time is left, the worse it is.
TIME_LEFT: Final = (Subject.FULL_IN, Subject.GROWTH)
FILLING: Final = ("host.filesystem.available_bytes", "host.memory.available_bytes")
_NO_NUMBERS: Final = (Unit.TEXT, Unit.FLAG, Unit.CHOICE, Unit.TIME_UTC_S, Unit.EXIT)
# Of these the machine as a whole has a figure too; of other devices each has its own only.
_WITH_WHOLE: Final = ("host.cpu.", "host.anomaly.")

_TIME = Metric(id="time", title="Time", unit=Unit.SECONDS, description="", source="")
_COUNT = Metric(id="restarts", title="Restarts", unit=Unit.COUNT, description="", source="")
_SCORE = Metric(id="anomaly", title="Anomaly", unit=Unit.RATIO, description="", source="")
_JUDGED: Final = {
    Subject.RESTARTS: _COUNT,
    Subject.FULL_IN: _TIME,
    Subject.GROWTH: _TIME,
    Subject.HEARTBEAT: _TIME,
    Subject.ANOMALY: _SCORE,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one key of a rule; the key is empty where it is the whole."""

    key: str
    words: str


@cache
def metrics_for(subject: Subject) -> tuple[Metric, ...]:
    """Return what a rule about this may watch; nothing where it watches no metric."""
    hosts = tuple(metric for metric in HOST_CATALOGUE.metrics if metric.unit not in _NO_NUMBERS)
    processes = tuple(metric for metric in PROCESS_CATALOGUE.metrics if metric.unit not in _NO_NUMBERS)
    summed = tuple(metric for metric in processes if metric.aggregate is not Aggregate.NONE)
    if subject is Subject.HOST:
        return hosts
    if subject is Subject.FULL_IN:
        return tuple(HOST_CATALOGUE.by_id[id] for id in FILLING)
    if subject is Subject.ANOMALY:
        return (*hosts, *summed)
    if subject is Subject.PROCESS:
        return processes
    return summed if subject in GROUPS else ()


def find_metric(subject: Subject | None, written: object) -> Metric:
    """Return the metric that is meant by its id, or by its short name; None for any subject. Raises WrongInput."""
    known = {metric.id: metric for metric in metrics_for(subject or Subject.ANOMALY)}
    named = {name: metric for metric in known.values() for name in (metric.id, *metric.aliases)}
    text = written.strip() if isinstance(written, str) else ""
    if text in named:
        return named[text]
    for form in (f"host.{text}", text.casefold()):
        if form in known:
            return known[form]
    said = shown(text) if text else "that"
    if subject is not None and not known:
        raise WrongInput(f"a rule about {subject.value} watches no metric; expected nothing")
    which = said if subject is None else f"{said} for {subject.value}"
    near = nearest_metric(text, tuple(named))
    if near:
        raise WrongInput(f"there is no metric {which}; “{near}” is close to it")
    first = " or ".join(list(known)[:2])
    raise WrongInput(f"there is no metric {which}; expected one such as {first}")


def nearest_metric(text: str, names: tuple[str, ...]) -> str:
    """Return the name that comes closest; empty for none."""
    plain = text.casefold()[:60]
    if not plain:
        return ""
    close = difflib.get_close_matches(plain, names, n=1, cutoff=0.7)
    close += difflib.get_close_matches(f"host.{plain}", names, n=1, cutoff=0.7)
    inside = [name for name in names if plain in name]
    return next(iter([*close, *inside]), "")


def subject_of(written: object) -> Subject | None:
    """Return about what a rule is that only names its metric; None where that can not be told."""
    text = written.strip() if isinstance(written, str) else ""
    if text in HOST_CATALOGUE.by_name or f"host.{text}" in HOST_CATALOGUE.by_name:
        return Subject.HOST
    return Subject.PROCESS if text.casefold() in PROCESS_CATALOGUE.by_name else None


def known_metric(metric_id: str) -> Metric | None:
    """Return a metric of either catalogue by its id."""
    return HOST_CATALOGUE.by_id.get(metric_id) or PROCESS_CATALOGUE.by_id.get(metric_id)


def judged_metric(subject: Subject, metric: Metric | None) -> Metric | None:
    """Return in what thresholds are counted: a metric of the catalogue, or a count, a time, a score; None for none."""
    return metric if subject in (Subject.HOST, Subject.PROCESS, *GROUPS) else _JUDGED.get(subject)


def usual_side(subject: Subject) -> Side:
    """Return on which side of a threshold the trouble is, where nothing is said."""
    return Side.BELOW if subject in TIME_LEFT else Side.ABOVE


def usual_instance(metric: Metric | None) -> str:
    """Return which instance is meant where none is named: the whole machine, else each device."""
    if metric is None or not metric.per_instance or metric.id.startswith(_WITH_WHOLE):
        return ""
    return EACH_INSTANCE


# ---- what goes with what


def faults_of(rule: Rule) -> list[Fault]:
    """Return what makes no sense about a rule whose values can all be read."""
    return [*_of_what_it_watches(rule), *_of_thresholds(rule), *_of_times(rule)]


def _of_what_it_watches(rule: Rule) -> Iterator[Fault]:
    subject = rule.subject
    metric = known_metric(rule.metric_id)
    if subject in WITH_METRIC and metric is None:
        such = " or ".join(one.id for one in metrics_for(subject)[:2])
        yield Fault("metric", f"a rule about {subject.value} needs a metric, such as {such}")
    if subject not in WITH_METRIC and rule.metric_id:
        yield Fault("metric", f"a rule about {subject.value} watches no metric; expected nothing")
    if rule.instance and (metric is None or not metric.per_instance):
        yield Fault("instance", "only metrics of devices have one; expected nothing")
    takes_where = subject in OF_PROCESSES or (subject is Subject.ANOMALY and metric in PROCESS_CATALOGUE.metrics)
    if rule.where and not takes_where:
        yield Fault("where", f"a rule about {subject.value} selects no processes; expected nothing")
    if subject is Subject.NOT_RUNNING and not rule.where:
        yield Fault("where", "it has to say which processes are missed, such as name = postgres")


def _of_thresholds(rule: Rule) -> Iterator[Fault]:
    condition, subject = rule.condition, rule.subject
    known = [value for value in (condition.warn, condition.critical) if value is not None]
    side_key = condition.side.value
    if subject is Subject.NOT_RUNNING:
        if known or condition.clear is not None:
            yield Fault("above", "a rule about not-running has no thresholds; expected nothing")
        return
    if not known and judged_metric(subject, known_metric(rule.metric_id)) is not None:
        yield Fault(side_key, f"a threshold is needed, such as {side_key} = {_example(rule)}")
    if not known:
        return
    if condition.severity is Severity.CRITICAL:
        yield Fault("severity", "what is critical has a threshold of its own: critical")
    if subject in TIME_LEFT and condition.side is Side.ABOVE:
        yield Fault("above", "the less time is left, the worse it is; expected below")
    yield from _of_order(condition, known)


def _of_order(condition: Condition, known: list[float]) -> Iterator[Fault]:
    is_above = condition.side is Side.ABOVE
    if condition.warn is not None and condition.critical is not None:
        is_turned = condition.critical < condition.warn if is_above else condition.critical > condition.warn
        if is_turned:
            yield Fault("critical", f"critical has to be {'above' if is_above else 'below'} the warning, or the same")
    if condition.clear is not None:
        least = min(known) if is_above else max(known)
        if condition.clear > least if is_above else condition.clear < least:
            said = "below" if is_above else "above"
            yield Fault("clear", f"what ends it has to be {said} every threshold, or the same")


def _example(rule: Rule) -> str:
    judged = judged_metric(rule.subject, known_metric(rule.metric_id))
    unit = judged.unit if judged is not None else Unit.NONE
    examples = {Unit.RATIO: '"80 %"', Unit.BYTES: '"2 GiB"', Unit.BYTES_PER_S: '"50 MiB/s"', Unit.SECONDS: '"2 h"'}
    return examples.get(unit, "10")


def _of_times(rule: Rule) -> Iterator[Fault]:
    condition, behaviour = rule.condition, rule.behaviour
    is_counting = rule.subject is Subject.RESTARTS
    # There a window is how far is looked back, and nothing is made of its values.
    looks_back = is_counting or rule.subject in TIME_LEFT
    if is_counting and not condition.window_s:
        yield Fault("window", "it has to say in how long, such as 1 h")
    if looks_back and condition.over is not Over.LAST:
        yield Fault("over", f"a rule about {rule.subject.value} makes nothing of several values; expected nothing")
    if not looks_back and condition.over is not Over.LAST and not condition.window_s:
        yield Fault("window", f"the {condition.over.value} is taken over some time, such as 1 min")
    if not looks_back and condition.over is Over.LAST and condition.window_s:
        yield Fault("over", "it has to say what is made of the values of a window; expected mean, least or most")
    most_window_s = LONGEST_RESTARTS_S if is_counting else LONGEST_WINDOW_S
    for key, seconds, most_s in (
        ("for", condition.for_s, LONGEST_FOR_S),
        ("window", condition.window_s, most_window_s),
        ("cooldown", behaviour.cooldown_s, LONGEST_REST_S),
        ("repeat", behaviour.repeat_s, LONGEST_REST_S),
    ):
        if seconds > most_s:
            yield Fault(key, f"that is too long; expected no more than {most_s / DAY_S:g} days")
    if 0 < behaviour.repeat_s < SHORTEST_REPEAT_S:
        yield Fault("repeat", "that is too often; expected 1 min or more, or never")
