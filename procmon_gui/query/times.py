"""Reads a moment as people write it: `03:12`, `yesterday 3am`, `2026-11-20 14:00`, `2 hours ago`, `gestern 3 Uhr`.

`resources/docs/manual/times.md` is the page for people. Pure: now is handed in. `time_parts` reads the parts; what
they mean together is decided here. A new way to write a day or a time of day goes there.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Final

from procmon_gui.query.durations import EXPECTED_DURATION, Duration, parse_duration, take_duration
from procmon_gui.query.errors import QueryError, shown
from procmon_gui.query.scanner import Scanner
from procmon_gui.query.time_parts import (
    KNOWN_WORDS,
    Day,
    DayOfYear,
    DaysAgo,
    Weekday,
    milliseconds,
    no_such_time,
    take_clock,
    take_day,
    take_offset,
)
from procmon_gui.query.wall_clock import WallClock

__all__ = ["EXPECTED_TIME", "parse_duration", "parse_time"]

EXPECTED_TIME: Final = "a time, such as 03:12, yesterday 3am, 2026-11-20 14:00 or 2 hours ago"
_NOTHING_MORE: Final = "nothing more"

_NOW = frozenset({"now", "jetzt"})
_MINUS = re.compile(r"[-−]")
_UNIX = re.compile(r"@\s*([0-9]+)(?:[.,]([0-9]+))?")
_NUMBER_ALONE = re.compile(r"([0-9]+)\s*\Z")


def parse_time(text: str, *, now_ms: int, zone: tzinfo | None = None) -> int:
    """Return the moment that is meant, in milliseconds UTC; raises QueryError, and nothing else.

    Without an offset of its own, the text speaks of the clocks of `zone`, or of this machine when that is None.

    - A time of day alone, a weekday, and a date without a year mean the latest such moment that is not in the future.
      Any other time may lie in the future.
    - A day without a time of day means its beginning. `last tuesday` is never today.
    - Days ago are days of the calendar: `1 day ago` is the same time of day, also if the clocks changed since.
    - A time that the clocks skipped means the moment at which they were put forward.
    - A time that they showed twice means the first of the two, so that a date means the same whenever it is read; where
      the latest moment is meant, see above, it is the later one once that is past.
    """
    scanner = Scanner(text)
    column = scanner.column
    try:
        at_ms = _taken(scanner, now_ms, zone)
        # What no calendar can show is no time, even if it can be counted.
        WallClock(zone).shows(at_ms)
    except (ValueError, OverflowError, OSError) as wrong:
        raise no_such_time(text.strip(), column, EXPECTED_TIME) from wrong
    return at_ms


def _taken(scanner: Scanner, now_ms: int, zone: tzinfo | None) -> int:
    if scanner.take_word(_NOW):
        if scanner.take(_MINUS):
            return _taken_before(scanner, now_ms, zone)
        scanner.finish("nothing more, or how long before, such as now - 2h")
        return now_ms
    if scanner.take(_MINUS) or scanner.take_word({"vor"}):
        return _taken_before(scanner, now_ms, zone)
    found = scanner.take(_UNIX)
    if found:
        scanner.finish(_NOTHING_MORE)
        return int(found[1]) * 1000 + milliseconds(found[2])
    day = take_day(scanner)
    clock = take_clock(scanner, is_after_day=day is not None)
    if day is None and clock is None:
        return _taken_ago(scanner, now_ms, zone)
    if clock is not None:
        zone = take_offset(scanner) or zone
        day = day or take_day(scanner)
    scanner.finish("a time of day, or nothing more" if clock is None else _NOTHING_MORE)
    return _placed(day, clock or time.min, WallClock(zone), now_ms)


# ---- so long before now


def _taken_before(scanner: Scanner, now_ms: int, zone: tzinfo | None) -> int:
    duration = take_duration(scanner, needs_unit=True)
    if duration is None:
        raise scanner.wrong(EXPECTED_DURATION)
    scanner.finish(_NOTHING_MORE)
    return _before(now_ms, duration, zone)


def _taken_ago(scanner: Scanner, now_ms: int, zone: tzinfo | None) -> int:
    """Read what begins with neither a day nor a time of day: it is `2 hours ago`, or nothing that is known."""
    column = scanner.column
    alone = scanner.take(_NUMBER_ALONE)
    if alone:
        # Few digits were meant as an hour, many as seconds since 1970.
        meant = f"{alone[1]}:00" if len(alone[1]) <= 2 else f"@{alone[1]}"
        raise QueryError(f"the number {shown(alone[1])} alone is not a time", column=column, expected=EXPECTED_TIME,
                         suggestions=(meant,))  # fmt: skip
    duration = take_duration(scanner, needs_unit=True)
    if duration is None:
        raise scanner.wrong(EXPECTED_TIME, known=(*KNOWN_WORDS, *_NOW, "vor"))
    if not scanner.take_word({"ago"}):
        raise scanner.wrong("ago", known=("ago",))
    scanner.finish(_NOTHING_MORE)
    return _before(now_ms, duration, zone)


def _before(now_ms: int, duration: Duration, zone: tzinfo | None) -> int:
    at_ms = now_ms
    if duration.days:
        clock = WallClock(zone)
        at_ms = clock.moments(clock.shows(now_ms) - timedelta(days=duration.days))[0]
    return at_ms - int(duration.seconds * 1000)


# ---- a day and a time of day


def _placed(day: Day | None, at: time, clock: WallClock, now_ms: int) -> int:
    today = clock.shows(now_ms).date()
    match day:
        case None:
            return _latest(islice(clock.days_until(today), 3), at, clock, now_ms)
        case Weekday(number, is_before_today):
            # More than two weeks, because a day of the week can be missing from one, see `days_until`.
            near = islice(clock.days_until(today), 16)
            such = (one for one in near if one.weekday() == number and not (is_before_today and one == today))
            return _latest(such, at, clock, now_ms)
        case DayOfYear():
            return _latest(_years_back(day, today), at, clock, now_ms)
        case DaysAgo(count):
            meant = next(islice(clock.days_until(today), count, None))
        case _:
            meant = day
    return clock.moments(datetime.combine(meant, at))[0]


def _latest(days: Iterable[date], at: time, clock: WallClock, now_ms: int) -> int:
    """Return the latest moment that is not in the future; the days come latest first."""
    for day in days:
        past = [at_ms for at_ms in clock.moments(datetime.combine(day, at)) if at_ms <= now_ms]
        if past:
            return past[-1]
    raise ValueError


def _years_back(day: DayOfYear, today: date) -> Iterator[date]:
    # Leap years are eight years apart at most.
    for year in range(today.year, today.year - 10, -1):
        try:
            yield date(year, day.month, day.day)
        except ValueError:
            continue
