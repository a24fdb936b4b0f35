"""Which times are written under the time strip, and how: from seconds to months. Local time."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from procmon_gui.ui import moment_words
from procmon_gui.ui.widgets.time_strip_scale import DAY_MS, HOUR_MS, MINUTE_MS, Window

_STEPS_MS: Final = (
    5_000, 10_000, 30_000, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS,
    HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 2 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS,
)  # fmt: skip
_MONTHS: Final = (1, 2, 3, 6, 12)
_MONTH_MS: Final = 30 * DAY_MS
# Weeks begin on a Monday; the first of January 1970 was a Thursday.
_MONDAY_MS: Final = 4 * DAY_MS


def tick_step(window: Window, columns_apart: float) -> int:
    """Return the time between two labels that stand at least so far apart, ms; above two weeks whole months."""
    least_ms = columns_apart * window.column_ms
    months = next((count * _MONTH_MS for count in _MONTHS if count * _MONTH_MS >= least_ms), _MONTHS[-1] * _MONTH_MS)
    return next((step_ms for step_ms in _STEPS_MS if step_ms >= least_ms), months)


def ticks(window: Window, step_ms: int, offset_at: Callable[[int], int]) -> list[int]:
    """Return the times of the labels in sight, round in the reader's time, whose offset to UTC is told for a time."""
    if step_ms >= _MONTH_MS:
        return _months(window, step_ms // _MONTH_MS)
    anchor_ms = _MONDAY_MS if step_ms > DAY_MS and step_ms % (7 * DAY_MS) == 0 else 0
    base_ms = offset_at(int(window.to_ms)) - anchor_ms
    first = -(-int(window.from_ms + base_ms) // step_ms)
    last = int(window.to_ms + base_ms) // step_ms
    found = [number * step_ms - base_ms for number in range(first, last + 1)]
    if step_ms < HOUR_MS:
        return found
    # The clocks may have changed in between.
    return [at_ms + offset_at(int(window.to_ms)) - offset_at(at_ms) for at_ms in found]


def tick_words(at_ms: int, step_ms: int, *, has_day: bool) -> str:
    """Word one label; where more than a day is in sight it names the day."""
    return _words(at_ms, step_ms, has_day=has_day)


@lru_cache(maxsize=128)
def _words(at_ms: int, step_ms: int, *, has_day: bool) -> str:
    if step_ms >= _MONTH_MS:
        return moment_words.month_text(at_ms)
    if step_ms >= DAY_MS:
        return moment_words.date_text(at_ms)
    clock = moment_words.clock_text(at_ms, has_seconds=step_ms < MINUTE_MS)
    return moment_words.with_weekday(at_ms, clock) if has_day else clock


def forget_language() -> None:
    """Word all labels anew."""
    _words.cache_clear()


def utc_offset_ms(at_ms: int) -> int:
    """Return how far the reader's clocks were ahead of UTC."""
    offset = datetime.fromtimestamp(at_ms / 1000, tz=UTC).astimezone().utcoffset()
    return round(offset.total_seconds() * 1000) if offset is not None else 0


def _months(window: Window, every: int) -> list[int]:
    first = datetime.fromtimestamp(max(0.0, window.from_ms) / 1000, tz=UTC).astimezone()
    number = -(-(first.year * 12 + first.month - 1) // every) * every
    found: list[int] = []
    while True:
        naive = datetime(number // 12, number % 12 + 1, 1)  # noqa: DTZ001 - of the reader's clocks
        at_ms = round(naive.timestamp() * 1000)
        if at_ms > window.to_ms:
            return [at_ms for at_ms in found if at_ms >= window.from_ms]
        found.append(at_ms)
        number += every
