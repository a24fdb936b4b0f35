"""Times of the past in words: on the banner, on the strip, in the status bar. 24 hours, in the reader's time."""

import time
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from procmon_gui.domain.history import Leader
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text

translate = QCoreApplication.translate
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86400
# Within these a weekday says which day is meant.
_WEEK_DAYS = 6
# Below this, seconds matter.
_SHORT_MS = 10 * 60_000


def clock_text(at_ms: int, *, has_seconds: bool = True) -> str:
    """Word the time of day: "03:12:07"."""
    return f"{_local(at_ms):%H:%M:%S}" if has_seconds else f"{_local(at_ms):%H:%M}"


def day_and_clock_text(at_ms: int) -> str:
    """Word a moment with its day: "Tuesday 03:12:07", "Tuesday 20 November 03:12:07"."""
    at, now = _local(at_ms), _now()
    day = QLocale().dayName(at.isoweekday())
    day = day[:1].upper() + day[1:]
    if not 0 <= (now.date() - at.date()).days <= _WEEK_DAYS:
        # A date as Qt writes it: d is the day, MMMM the name of the month, yyyy the year.
        form = translate("Moment", "d MMMM") if at.year == now.year else translate("Moment", "d MMMM yyyy")
        day = translate("Moment", "{day} {date}").format(day=day, date=_date(at, form))
    return translate("Moment", "{day} {time}").format(day=day, time=clock_text(at_ms))


def moment_text(at_ms: int, *, has_seconds: bool = True) -> str:
    """Word a moment as short as can be: "03:12:07", with "Tue" or "20 Nov" where it is not today."""
    at, now = _local(at_ms), _now()
    clock = clock_text(at_ms, has_seconds=has_seconds)
    days = (now.date() - at.date()).days
    if not days:
        return clock
    if 0 < days <= _WEEK_DAYS:
        return with_weekday(at_ms, clock)
    form = translate("Moment", "d MMM") if at.year == now.year else translate("Moment", "d MMM yyyy")
    return translate("Moment", "{day} {time}").format(day=_date(at, form), time=clock)


def with_weekday(at_ms: int, clock: str) -> str:
    """Word a time of day with its short day: "Tue 03:00"."""
    day = QLocale().dayName(_local(at_ms).isoweekday(), QLocale.FormatType.ShortFormat)
    return translate("Moment", "{day} {time}").format(day=day, time=clock)


def date_text(at_ms: int) -> str:
    """Word a day: "20 Nov"."""
    return _date(_local(at_ms), translate("Moment", "d MMM"))


def month_text(at_ms: int) -> str:
    """Word a month: "Nov 2026"."""
    return _date(_local(at_ms), translate("Moment", "MMM yyyy"))


def range_text(from_ms: int, to_ms: int) -> str:
    """Word from when to when, the day once where it is one: "Tue 03:00 to 03:30"; seconds where it is short."""
    has_seconds = to_ms - from_ms < _SHORT_MS
    is_one_day = _local(from_ms).date() == _local(to_ms).date()
    first = moment_text(from_ms, has_seconds=has_seconds)
    last = (clock_text if is_one_day else moment_text)(to_ms, has_seconds=has_seconds)
    return translate("Moment", "{first} to {last}").format(first=first, last=last)


def ago_text(seconds: float) -> str:
    """Word how long ago something was, with one unit: "6 h ago"."""
    whole = max(0, round(seconds))
    if whole < _MINUTE_S:
        return translate("Moment", "{count} s ago").format(count=whole)
    if whole < _HOUR_S:
        return translate("Moment", "{count} min ago").format(count=whole // _MINUTE_S)
    if whole < 2 * _DAY_S:
        return translate("Moment", "{count} h ago").format(count=whole // _HOUR_S)
    return translate("Moment", "{count} d ago").format(count=whole // _DAY_S)


def span_text(span_ms: float) -> str:
    """Word how much time the strip shows: "1 h"."""
    seconds = span_ms / 1000
    if seconds < 2 * _MINUTE_S:
        return translate("Moment", "{count} s").format(count=round(seconds))
    if seconds < 2 * _HOUR_S and round(seconds) != _HOUR_S:
        return translate("Moment", "{count} min").format(count=round(seconds / _MINUTE_S))
    if seconds >= 2 * _DAY_S:
        return translate("Moment", "{count} d").format(count=round(seconds / _DAY_S))
    hours = seconds / _HOUR_S
    return translate("Moment", "{count} h").format(count=f"{hours:.0f}" if hours >= 10 else f"{hours:.3g}")


def average_text(snapshot: Snapshot) -> str:
    """Word that a moment is the averages of a minute: "averages of the minute 03:12"; empty where it is a beat."""
    if not snapshot.average_of_ms:
        return ""
    words = translate("Moment", "averages of the minute {time}")
    return words.format(time=clock_text(snapshot.at_ms, has_seconds=False))


def ended_text(snapshot: Snapshot, ended_count: int) -> str:
    """Word how many of the processes of a moment have ended since; empty when all live."""
    if not ended_count:
        return ""
    words = translate("Moment", "{ended} of {all} processes have ended since")
    return words.format(ended=text.count_text(ended_count), all=text.count_text(len(snapshot.rows)))


def point_text(at_ms: int, busy_ratio: float, leader: Leader | None, core_count: float) -> str:
    """Word one point of the strip: time, CPU of the machine, and who led, as a share of the machine."""
    value = text.ratio_text(busy_ratio) if busy_ratio == busy_ratio else text.UNKNOWN
    lines = [moment_text(at_ms), translate("Moment", "CPU {value}").format(value=value)]
    if leader is not None:
        share = leader.value / core_count if core_count > 0 else leader.value
        words = translate("Moment", "{program} led with {value}")
        lines.append(words.format(program=leader.name, value=text.ratio_text(share)))
    return "\n".join(lines)


def _date(at: datetime, form: str) -> str:
    return QLocale().toString(QDate(at.year, at.month, at.day), form)


def _now() -> datetime:
    return _local(time.time_ns() // 1_000_000)


def _local(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC).astimezone()
