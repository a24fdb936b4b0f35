"""From what is typed to a range of time, and from one range to another that it is compared with. No widgets."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.history import Span
from procmon_gui.ui import moment_words, spoken, text

translate = QCoreApplication.translate


class Shortcut(Enum):
    """With which other time a range is compared."""

    BEFORE = "before"
    YESTERDAY = "yesterday"
    LAST_WEEK = "last-week"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRange:
    """What two typed times mean: a range, None for none, and the sentence that says so, or what is wrong."""

    span: Span | None
    words: str
    is_wrong: bool = False


def understood(from_text: str, to_text: str, now_ms: int, zone: tzinfo | None = None) -> TypedRange:
    """Return what two typed times mean; without an end, a range ends now."""
    # Here and not above: the language of times is loaded by who types one.
    from procmon_gui.query.errors import QueryError
    from procmon_gui.query.times import parse_time

    if not from_text.strip():
        return TypedRange(span=None, words=translate("Compare", "For example from 03:00 to 03:30, or from yesterday"))
    try:
        from_ms = parse_time(from_text, now_ms=now_ms, zone=zone)
        to_ms = parse_time(to_text, now_ms=now_ms, zone=zone) if to_text.strip() else now_ms
    except QueryError as error:
        return TypedRange(span=None, words=spoken.said(str(error)), is_wrong=True)
    if from_ms >= to_ms:
        words = translate("Compare", "The range ends before it begins.")
        return TypedRange(span=None, words=words, is_wrong=True)
    span = Span(from_ms=from_ms, to_ms=to_ms)
    return TypedRange(span=span, words=range_words(span))


def range_words(span: Span) -> str:
    """Word a range with its length: "Tue 03:00:00 to Tue 03:30:00, 30 min 0 s"."""
    return translate("Compare", "{first} to {last}, {length}").format(
        first=moment_words.moment_text(span.from_ms),
        last=moment_words.moment_text(span.to_ms),
        length=text.duration_text((span.to_ms - span.from_ms) / 1000),
    )


def other_range(span: Span, shortcut: Shortcut, zone: tzinfo | None = None) -> Span:
    """Return the range with which one is compared: just before it, or as long and at the same time of another day."""
    length_ms = span.to_ms - span.from_ms
    if shortcut is Shortcut.BEFORE:
        return Span(from_ms=span.from_ms - length_ms, to_ms=span.from_ms)
    from procmon_gui.query.wall_clock import WallClock

    clock = WallClock(zone)
    days = timedelta(days=1 if shortcut is Shortcut.YESTERDAY else 7)
    from_ms = clock.moments(clock.shows(span.from_ms) - days)[0]
    return Span(from_ms=from_ms, to_ms=from_ms + length_ms)


def typed(at_ms: int, zone: tzinfo | None = None) -> str:
    """Write a moment so that it is understood as just this one, to the second."""
    at = datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(zone)
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    # Where the clocks show a time twice, the offset says which of them is meant.
    return at.isoformat(sep=" ") if twice else f"{at:%Y-%m-%d %H:%M:%S}"
