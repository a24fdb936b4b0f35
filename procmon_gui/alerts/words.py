"""Says the condition of a rule in words: "CPU above 80 % for 5 min". Pure.

In English, or in the language of whoever hands in a `Tongue`: all texts are marked for translation, in the context
"Rule", those of metrics in "Metric".
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from procmon_gui.domain.host_metrics import HOST_CATALOGUE, scored
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.rules import EACH_INSTANCE, Over, Rule, Severity, Side, Subject
from procmon_gui.domain.suspicion import SCORE
from procmon_gui.domain.text import one_line
from procmon_gui.domain.units import Unit

_T = QT_TRANSLATE_NOOP
_SHORT: Final = 80
_MINUTE_S: Final = 60.0
_LENGTHS: Final = ((86400.0, "d"), (3600.0, "h"), (_MINUTE_S, "min"))
_SIZES: Final = ((1024.0**4, "TiB"), (1024.0**3, "GiB"), (1024.0**2, "MiB"), (1024.0, "KiB"))


class Tongue(Protocol):
    """A language."""

    def translated(self, context: str, text: str) -> str:
        """Return a text that is marked for translation."""

    def value(self, number: float, unit: Unit) -> str:
        """Return a number with its unit."""

    def duration(self, seconds: float) -> str:
        """Return how long something lasts, short: 5 min."""


class _English:
    def translated(self, context: str, text: str) -> str:
        return text

    def value(self, number: float, unit: Unit) -> str:
        match unit:
            case Unit.RATIO:
                return f"{number * 100:.6g} %"
            case Unit.BYTES:
                return _size(number)
            case Unit.BYTES_PER_S:
                return f"{_size(number)}/s"
            case Unit.SECONDS:
                return self.duration(number)
            case Unit.COUNT | Unit.NONE | Unit.FLAG | Unit.CHOICE | Unit.TEXT | Unit.EXIT | Unit.TIME_UTC_S:
                return f"{number:.6g}"
            case Unit.COUNT_PER_S:
                return f"{number:.6g}/s"
            case _:
                return f"{number:.6g} {unit.value}"

    def duration(self, seconds: float) -> str:
        for length, name in _LENGTHS:
            if seconds >= length and seconds % (length / 2) == 0:
                return f"{seconds / length:.6g} {name}"
        if seconds >= 2 * _MINUTE_S:
            return f"{seconds / _MINUTE_S:.3g} min"
        return f"{seconds:.6g} s"


ENGLISH: Final[Tongue] = _English()

_WHAT: Final[Mapping[Subject, str]] = MappingProxyType(
    {
        Subject.PROCESS: _T("Rule", "{metric} of a process"),
        Subject.PROGRAM: _T("Rule", "{metric} of a program"),
        Subject.USER: _T("Rule", "{metric} of a user"),
        Subject.UNIT: _T("Rule", "{metric} of a unit"),
        Subject.TOGETHER: _T("Rule", "{metric} of all together"),
        Subject.RESTARTS: _T("Rule", "Restarts of a program"),
        Subject.GROWTH: _T("Rule", "Time until a process that only grows has taken all memory"),
        Subject.HEARTBEAT: _T("Rule", "Time without anything seen or kept"),
        Subject.NOT_RUNNING: _T("Rule", "Not running: {where}"),
    }
)
_OF_HOST: Final = "{metric}"
_OF_ONE: Final = _T("Rule", "{metric} of {instance}")
_OF_EACH: Final = _T("Rule", "{metric} of each")
_UNUSUAL: Final = _T("Rule", "How unusual is: {metric}")
_UNUSUAL_EACH: Final = _T("Rule", "How unusual a figure is")
_UNUSUAL_PROGRAM: Final = _T("Rule", "How unusual is: {metric} of a program")
_FULL: Final = _T("Rule", "Time until the memory is full")
_FULL_ONE: Final = _T("Rule", "Time until {instance} is full")
_FULL_EACH: Final = _T("Rule", "Time until a file system is full")
_WHERE: Final = _T("Rule", "{what} ({where})")
_SIDES: Final = {
    Side.ABOVE: _T("Rule", "{what} above {value}"),
    Side.BELOW: _T("Rule", "{what} below {value}"),
}
# How it is said shorter, where the trouble is on the side where it is for everybody.
_SHORTER: Final[Mapping[tuple[Subject, Side], str]] = MappingProxyType(
    {
        (Subject.GROWTH, Side.BELOW): _T("Rule", "A process that only grows takes all memory in less than {value}"),
        (Subject.HEARTBEAT, Side.ABOVE): _T("Rule", "Nothing seen or kept for {value}"),
        (Subject.RESTARTS, Side.ABOVE): _T("Rule", "A program started again more than {value} times"),
    }
)
_FULL_SHORTER: Final[Mapping[str, str]] = MappingProxyType(
    {
        _FULL: _T("Rule", "Memory full in less than {value}"),
        _FULL_ONE: _T("Rule", "{instance} full in less than {value}"),
        _FULL_EACH: _T("Rule", "A file system full in less than {value}"),
    }
)
_BOTH: Final = _T("Rule", "{condition} (critical: {value})")
_OVER: Final = {
    Over.MEAN: _T("Rule", "{what}, mean of {time}"),
    Over.LEAST: _T("Rule", "{what}, least of {time}"),
    Over.MOST: _T("Rule", "{what}, most of {time}"),
}
_WITHIN: Final = _T("Rule", "{what} within {time}")
_FOR: Final = _T("Rule", "{condition} for {time}")
_UNITS: Final = {
    Subject.RESTARTS: Unit.COUNT,
    Subject.FULL_IN: Unit.SECONDS,
    Subject.GROWTH: Unit.SECONDS,
    Subject.HEARTBEAT: Unit.SECONDS,
    Subject.ANOMALY: Unit.RATIO,
}


def condition_words(rule: Rule, severity: Severity | None = None, *, tongue: Tongue = ENGLISH) -> str:
    """Return when a rule fires, as one line: for one severity, or for all that it has."""
    condition, said = rule.condition, tongue.translated
    words = _what(rule, tongue)
    if rule.subject is not Subject.NOT_RUNNING:
        words = _thresholds(rule, words, severity, tongue)
    if condition.for_s > 0:
        words = said("Rule", _FOR).format(condition=words, time=tongue.duration(condition.for_s))
    return one_line(words)


def value_words(rule: Rule, value: float, *, tongue: Tongue = ENGLISH) -> str:
    """Return a value that was judged, shortly and with its unit; empty where it is not known, or means nothing."""
    if rule.subject is Subject.NOT_RUNNING or not abs(value) < float("inf"):
        return ""
    unit = unit_of(rule)
    return tongue.value(round(value, 3) if unit is Unit.RATIO else float(f"{value:.4g}"), unit)


def unit_of(rule: Rule) -> Unit:
    """Return the unit of thresholds and values of a rule."""
    metric = _metric(rule)
    return _UNITS.get(rule.subject, metric.unit if metric is not None else Unit.NONE)


def _what(rule: Rule, tongue: Tongue) -> str:
    """Return what is watched."""
    said = tongue.translated
    where = one_line(rule.where, _SHORT)
    if rule.subject is Subject.NOT_RUNNING:
        return said("Rule", _WHAT[rule.subject]).format(where=where)
    metric = scored(rule.metric_id, rule.instance) or _metric(rule)
    title = said("Metric", metric.title) if metric is not None else one_line(rule.metric_id, _SHORT)
    words = said("Rule", _template(rule)).format(metric=title, instance=one_line(rule.instance, _SHORT))
    return said("Rule", _WHERE).format(what=words, where=where) if where else words


def _template(rule: Rule) -> str:
    found = _WHAT.get(rule.subject)
    if found is not None:
        return found
    if rule.metric_id == SCORE and rule.instance:
        return _UNUSUAL_EACH if rule.instance == EACH_INSTANCE else _UNUSUAL
    if rule.subject is Subject.ANOMALY:
        return _UNUSUAL_PROGRAM if rule.metric_id in PROCESS_CATALOGUE.by_id else _UNUSUAL
    choices = (_FULL, _FULL_ONE, _FULL_EACH) if rule.subject is Subject.FULL_IN else (_OF_HOST, _OF_ONE, _OF_EACH)
    if not rule.instance:
        return choices[0]
    return choices[2] if rule.instance == EACH_INSTANCE else choices[1]


def _thresholds(rule: Rule, words: str, severity: Severity | None, tongue: Tongue) -> str:
    """Return what is watched and from which value on it fires."""
    condition, said = rule.condition, tongue.translated
    unit = unit_of(rule)
    value = condition.warn if condition.warn is not None else condition.critical
    if severity is not None:
        value = condition.threshold(severity)
    if value is None:
        return _over(rule, words, tongue)
    number, shorter = tongue.value(value, unit), _shorter(rule)
    if shorter is not None:
        words = said("Rule", shorter).format(value=number, instance=one_line(rule.instance, _SHORT))
        words = _over(rule, words, tongue)
        if rule.where:
            words = said("Rule", _WHERE).format(what=words, where=one_line(rule.where, _SHORT))
    else:
        words = said("Rule", _SIDES[condition.side]).format(what=_over(rule, words, tongue), value=number)
    if severity is None and condition.warn is not None and condition.critical is not None:
        words = said("Rule", _BOTH).format(condition=words, value=tongue.value(condition.critical, unit))
    return words


def _shorter(rule: Rule) -> str | None:
    side = rule.condition.side
    if rule.subject is Subject.FULL_IN and side is Side.BELOW:
        return _FULL_SHORTER[_template(rule)]
    return _SHORTER.get((rule.subject, side))


def _over(rule: Rule, words: str, tongue: Tongue) -> str:
    condition = rule.condition
    if condition.window_s <= 0 or rule.subject in (Subject.GROWTH, Subject.FULL_IN):
        return words
    template = _WITHIN if rule.subject is Subject.RESTARTS else _OVER.get(condition.over)
    if template is None:
        return words
    return tongue.translated("Rule", template).format(what=words, time=tongue.duration(condition.window_s))


def _metric(rule: Rule) -> Metric | None:
    return HOST_CATALOGUE.by_id.get(rule.metric_id) or PROCESS_CATALOGUE.by_id.get(rule.metric_id)


def _size(number: float) -> str:
    for size, name in _SIZES:
        if abs(number) >= size:
            return f"{number / size:.4g} {name}"
    return f"{number:.6g} B"
