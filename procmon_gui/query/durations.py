"""Reads how long something lasts: `10s`, `1h30m`, `2 days`, `1.5 Stunden`. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from procmon_gui.domain.units import Unit
from procmon_gui.query.errors import QueryError, shown
from procmon_gui.query.scanner import Scanner
from procmon_gui.query.values import FACTORS

EXPECTED_DURATION: Final = "a duration, such as 90s, 15min, 2h or 1h30m"
_ARTICLES: Final = frozenset({"a", "an", "one", "ein", "eine", "einem", "einen", "einer"})

_DAY_S: Final = Decimal(86400)
_LONGEST_S: Final = 36525 * _DAY_S

# Everything that the filter understands as a unit of time, and the words that people write out.
_WORDS: Final = {
    "millisecond milliseconds millisekunde millisekunden": Decimal("0.001"),
    "secs sek sekunde sekunden": Decimal(1),
    "mins minuten": Decimal(60),
    "hr hrs std stunde stunden": Decimal(3600),
    "tag tage tagen": _DAY_S,
    "woche wochen": 7 * _DAY_S,
}
_UNITS: Final = {name: factor for name, factor in FACTORS[Unit.SECONDS].items() if name} | {
    name: factor for names, factor in _WORDS.items() for name in names.split()
}

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_COMMA = re.compile(r",[0-9]")
_JOINT = re.compile(r",")
_MINUS = re.compile(r"[-−]")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length in whole days of the calendar, which are not always 24 hours long, and in seconds beside them."""

    days: int
    seconds: Decimal


def parse_duration(text: str) -> float:
    """Return the seconds of a duration; a number alone counts seconds, a day has 24 hours.

    Raises QueryError, and nothing else: also for what is negative or longer than 100 years.
    """
    scanner = Scanner(text)
    column = scanner.column
    if scanner.take(_MINUS):
        raise QueryError("a duration is never negative", column=column, expected=EXPECTED_DURATION)
    duration = take_duration(scanner, needs_unit=False)
    if duration is None:
        raise scanner.wrong(EXPECTED_DURATION)
    scanner.finish(EXPECTED_DURATION)
    return float(duration.days * _DAY_S + duration.seconds)


def take_duration(scanner: Scanner, *, needs_unit: bool) -> Duration | None:
    """Go past numbers with units, such as `1h 30m` or `1 day and 2 hours`; None where no number stands.

    Raises QueryError.
    """
    column = scanner.column
    days = seconds = Decimal(0)
    amount = _amount(scanner)
    if amount is None:
        return None
    if scanner.is_at_end and not needs_unit:
        return _checked(days, amount, column)
    while amount is not None:
        unit = scanner.take_word(_UNITS)
        if not unit:
            raise scanner.wrong("a unit, such as s, min, h or d", known=_UNITS)
        if _UNITS[unit] % _DAY_S:
            seconds += amount * _UNITS[unit]
        else:
            days += amount * _UNITS[unit] / _DAY_S
        goes_on = bool(scanner.take(_JOINT) or scanner.take_word({"and", "und"}))
        amount = _amount(scanner)
        if goes_on and amount is None:
            raise scanner.wrong(EXPECTED_DURATION)
    return _checked(days, seconds, column)


def _amount(scanner: Scanner) -> Decimal | None:
    column = scanner.column
    number = scanner.take(_NUMBER)
    if number is None:
        return Decimal(1) if scanner.take_word(_ARTICLES) else None
    fraction = scanner.take(_COMMA)
    if fraction is not None:
        written = shown(number[0] + fraction[0])
        problem = f"the comma in {written} is not understood, fractions have a point"
        raise QueryError(problem, column=column, expected=EXPECTED_DURATION)
    return Decimal(number[0])


def _checked(days: Decimal, seconds: Decimal, column: int) -> Duration:
    if days * _DAY_S + seconds > _LONGEST_S:
        raise QueryError("the duration is too long", column=column, expected="no more than 100 years")
    whole = int(days)
    return Duration(whole, seconds + (days - whole) * _DAY_S)
