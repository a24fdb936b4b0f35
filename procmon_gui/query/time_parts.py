"""Reads the parts of a time: a day (`yesterday`, `tuesday`, `20.11.`), a time of day (`3am`, `14:00:07`), an offset.

Each function goes past its part, or returns None where none stands; each raises QueryError for one that can not be.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta, timezone
from typing import Final

from procmon_gui.query.errors import QueryError, shown
from procmon_gui.query.scanner import Scanner

_EXPECTED_CLOCK: Final = "a time of day, such as 03:12, 3am or noon"
_EXPECTED_DAY: Final = "a day, such as yesterday, tuesday or 2026-11-20"

_DAYS_AGO = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1, "vorgestern": 2}
_WEEKDAYS = {
    name: number
    for number, names in enumerate((
        "monday mon montag mo", "tuesday tues tue dienstag di", "wednesday wed mittwoch mi",
        "thursday thurs thur thu donnerstag do", "friday fri freitag fr", "saturday sat samstag sonnabend sa",
        "sunday sun sonntag so",
    ))
    for name in names.split()
}  # fmt: skip
_HOURS = {"noon": 12, "mittag": 12, "midnight": 0, "mitternacht": 0}
_ON = frozenset({"on", "am"})
_AT = frozenset({"at", "um"})
_LAST = frozenset({"last", "letzte", "letzten", "letzter"})
_UTC = frozenset({"z", "utc", "gmt"})
KNOWN_WORDS: Final = (*_DAYS_AGO, *_WEEKDAYS, *_HOURS, *_LAST)

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(r"[0-9]{8}(?![0-9])|[0-9]{4}-?[Ww][0-9]{2}(?:-?[0-9])?(?![0-9])")
# A year of two digits stands close to its point: in `20.11. 14:00` the 14 is an hour.
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.(?:([0-9]{2})(?![0-9:])|\s*([0-9]{4})(?![0-9:]))?")
_UNCLEAR = re.compile(r"[0-9]{1,2}([/-])[0-9]{1,2}(?:\1[0-9]+)?(?![0-9])|[0-9]{1,2}\.[0-9]{1,2}(?=\s*\Z|\s+[0-9])")

_CLOCK = re.compile(
    r"[0-9]+(?::[0-9]*)+(?:[.,][0-9]+)?|[0-9]+(?:\.[0-9]+)?(?=\s*(?:[ap]\.m\.|[ap]m\b|uhr\b))", re.IGNORECASE
)
_CLOCK_PARTS = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?)?")
_ISO_CLOCK = re.compile(r"[Tt]([0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?)?(?![0-9])")
_HALF_OF_DAY = re.compile(r"([ap])(?:\.m\.|m\b)", re.IGNORECASE)
_UHR = re.compile(r"uhr\b(?:\s*([0-9]{2})(?![0-9:.]))?", re.IGNORECASE)
_COMMA = re.compile(r",")
_OFFSET = re.compile(r"([+-])([0-9]{2})(?::?([0-5][0-9])(?::?([0-5][0-9]))?)?(?![0-9])")


@dataclass(frozen=True, slots=True)
class DaysAgo:
    """Today, yesterday and so on."""

    count: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0."""

    number: int
    is_before_today: bool


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A date without its year."""

    month: int
    day: int


Day = date | DaysAgo | Weekday | DayOfYear


def no_such_time(written: str, column: int, expected: str) -> QueryError:
    """Return the error for what is well written and is in no calendar and on no clock."""
    return QueryError(f"there is no such time as {shown(written)}", column=column, expected=expected)


def milliseconds(fraction: str | None) -> int:
    """Return the digits behind the point of a second, cut to three."""
    return int((fraction or "").ljust(3, "0")[:3])


# ---- a day


def take_day(scanner: Scanner) -> Day | None:
    """Go past a day in words or a date."""
    is_begun = bool(scanner.take_word(_ON))
    is_before_today = bool(scanner.take_word(_LAST))
    name = scanner.take_word(_WEEKDAYS)
    if name:
        return Weekday(_WEEKDAYS[name], is_before_today=is_before_today)
    if is_before_today:
        raise scanner.wrong("a day of the week, such as tuesday", known=_WEEKDAYS)
    name = scanner.take_word(_DAYS_AGO)
    if name:
        return DaysAgo(_DAYS_AGO[name])
    day = _take_date(scanner)
    if day is None and is_begun:
        raise scanner.wrong(_EXPECTED_DAY, known=KNOWN_WORDS)
    return day


def _take_date(scanner: Scanner) -> date | DayOfYear | None:
    column = scanner.column
    unclear = scanner.take(_UNCLEAR)
    if unclear:
        raise QueryError(f"{shown(unclear[0])} can be read in two ways", column=column,
                         expected="a date such as 2026-11-20, or 20.11.2026 with the day first")  # fmt: skip
    for pattern, read in ((_YEAR_FIRST, _year_first), (_COMPACT, _compact), (_DAY_FIRST, _day_first)):
        found = scanner.take(pattern)
        if found:
            try:
                return read(found)
            except ValueError as wrong:
                raise no_such_time(found[0], column, _EXPECTED_DAY) from wrong
    return None


def _year_first(found: re.Match[str]) -> date:
    return date(int(found[1]), int(found[3]), int(found[4]))


def _compact(found: re.Match[str]) -> date:
    return date.fromisoformat(found[0].upper())


def _day_first(found: re.Match[str]) -> date | DayOfYear:
    day, month, short_year, year = found.groups()
    if year or short_year:
        return date(int(year or f"20{short_year}"), int(month), int(day))
    # Raises for what can not be; a leap year has every day that can.
    date(2000, int(month), int(day))
    return DayOfYear(int(month), int(day))


# ---- a time of day


def take_clock(scanner: Scanner, *, is_after_day: bool) -> time | None:
    """Go past a time of day, and past what joins it to the day before it."""
    is_begun = is_after_day and scanner.take(_COMMA) is not None
    is_begun = bool(scanner.take_word(_AT)) or is_begun
    column = scanner.column
    name = scanner.take_word(_HOURS)
    if name:
        return time(_HOURS[name])
    found = scanner.take(_ISO_CLOCK) if is_after_day else None
    if found:
        return _time_of_day(found[0], found[1], found.groups()[1:], column)
    found = scanner.take(_CLOCK)
    if found:
        return _clock_with_words(scanner, found[0], column)
    if is_begun:
        raise scanner.wrong(_EXPECTED_CLOCK, known=_HOURS)
    return None


def _clock_with_words(scanner: Scanner, written: str, column: int) -> time:
    parts = _CLOCK_PARTS.fullmatch(written)
    if parts is None:
        raise QueryError(f"{shown(written)} is not a time of day", column=column, expected=_EXPECTED_CLOCK)
    hour, minute, *rest = parts.groups()
    half = scanner.take(_HALF_OF_DAY)
    if half:
        if not 1 <= int(hour) <= 12:
            raise no_such_time(f"{written} {half[0]}", column, "an hour from 1 to 12 before am or pm")
        hour = str(int(hour) % 12 + (12 if half[1] in "pP" else 0))
    else:
        uhr = scanner.take(_UHR)
        minute = minute or (uhr[1] if uhr else None)
    return _time_of_day(written, hour, (minute, *rest), column)


def _time_of_day(written: str, hour: str, rest: tuple[str | None, ...], column: int) -> time:
    minute, second, fraction = rest
    try:
        return time(int(hour), int(minute or 0), int(second or 0), milliseconds(fraction) * 1000)
    except ValueError as wrong:
        raise no_such_time(written, column, _EXPECTED_CLOCK) from wrong


def take_offset(scanner: Scanner) -> timezone | None:
    """Go past an offset to UTC."""
    if scanner.take_word(_UTC):
        return UTC
    column = scanner.column
    found = scanner.take(_OFFSET)
    if found is None:
        return None
    sign, hours, minutes, seconds = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0), seconds=int(seconds or 0))
    try:
        return timezone(-offset if sign == "-" else offset)
    except ValueError as wrong:
        raise no_such_time(found[0], column, "an offset to UTC, such as Z or +02:00") from wrong
