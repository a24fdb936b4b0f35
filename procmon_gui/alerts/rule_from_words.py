"""Finds the rule that somebody has said in words: the sentence of an alert outlives its rule, and English.

What is found says the very same in English, so whatever language it is said in, it is what was kept. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.rules import EACH_INSTANCE, Condition, Over, Rule, Side, Subject

# Longer than any condition of ours: nobody needs to try to read it.
_LONGEST: Final = 320
_FOR: Final = re.compile(r"(.+) for ([^()]+)")
_CRITICAL: Final = re.compile(r"(.+) \(critical: ([^()]+)\)")
_SIDE: Final = re.compile(r"(.+) (above|below) ([^()]+)")
_SHORTER: Final = re.compile(
    r".+? (?:less than|more than|kept for) ([^()]+?)(?: times)?(?: within ([^()]+))?(?: \((.*)\))?"
)
_OVER: Final = re.compile(r"(.+), (mean|least|most) of ([^()]+)")
_WITHIN: Final = re.compile(r"(.+) within ([^()]+)")
_WHERE: Final = re.compile(r".+? \((.*)\)")
_NOT_RUNNING: Final = re.compile(r"Not running: (.*)")
_NUMBER: Final = re.compile(r"([-+]?[0-9.]+(?:e[-+]?[0-9]+)?) ?(.*)")
_FACTORS: Final = {
    "%": 0.01, "KiB": 1024.0, "MiB": 1024.0**2, "GiB": 1024.0**3, "TiB": 1024.0**4,
    "min": 60.0, "h": 3600.0, "d": 86400.0,
}  # fmt: skip


def rule_from_words(words: str, subject: Subject, metric_id: str, instance: str) -> Rule | None:
    """Return a rule about this whose condition is said like that; None where none is."""
    if len(words) > _LONGEST:
        return None
    # Of a rule about each device only the one is known that fired.
    for one in dict.fromkeys((instance, EACH_INSTANCE, "")):
        rule = Rule(id="", title="", subject=subject, metric_id=metric_id, instance=one, condition=Condition())
        for found in _read(words, rule):
            if condition_words(found) == words:
                return found
    return None


def _read(words: str, rule: Rule) -> Iterator[Rule]:
    """Yield all rules that it may be: what looks like a part of the sentence may be one of what is watched."""
    for rest, for_s in (*_with_number(_FOR, words), (words, 0.0)):
        if missing := _NOT_RUNNING.fullmatch(rest):
            yield replace(rule, condition=Condition(for_s=for_s), where=missing[1])
        for head, critical in (*_with_number(_CRITICAL, rest), (rest, None)):
            condition = Condition(for_s=for_s, critical=critical)
            if found := _SIDE.fullmatch(head):
                sided = replace(condition, side=Side(found[2]), warn=_number(found[3]))
                yield from _with_windows(found[1], replace(rule, condition=sided))
            if found := _SHORTER.fullmatch(head):
                side = Side.BELOW if " less than " in head else Side.ABOVE
                window_s = _number(found[2]) if found[2] else 0.0
                shorter = replace(condition, side=side, warn=_number(found[1]), window_s=window_s)
                yield replace(rule, condition=shorter, where=found[3] or "")


def _with_windows(what: str, rule: Rule) -> Iterator[Rule]:
    """Yield the rule with what is said of processes and of a window before its threshold."""
    condition = rule.condition
    if found := _OVER.fullmatch(what):
        windowed = replace(condition, over=Over(found[2]), window_s=_number(found[3]))
        yield replace(rule, condition=windowed, where=_where(found[1]))
    if found := _WITHIN.fullmatch(what):
        windowed = replace(condition, window_s=_number(found[2]))
        yield replace(rule, condition=windowed, where=_where(found[1]))
    yield replace(rule, where=_where(what))


def _where(what: str) -> str:
    found = _WHERE.fullmatch(what)
    return found[1] if found is not None else ""


def _with_number(form: re.Pattern[str], words: str) -> Iterator[tuple[str, float]]:
    found = form.fullmatch(words)
    if found is not None and (number := _number(found[2])) == number:
        yield found[1], number


def _number(words: str) -> float:
    """Return a number with its unit; NaN for what is none, so that it is said in no way."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return float("nan")
    try:
        return float(found[1]) * _FACTORS.get(found[2].removesuffix("/s"), 1.0)
    except ValueError:
        return float("nan")
