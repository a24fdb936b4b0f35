"""What two typed times mean, and with which other time a range is compared."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.history import Span
from procmon_gui.query.times import parse_time
from procmon_gui.ui.widgets.compare.typed_ranges import Shortcut, other_range, range_words, typed, understood

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3_600_000
pytestmark = pytest.mark.usefixtures("qapp")


def ms(*parts: int, zone: ZoneInfo = BERLIN, fold: int = 0) -> int:
    return int(datetime(*parts, tzinfo=zone, fold=fold).timestamp() * 1000)  # type: ignore[arg-type, misc]


NOW = ms(2026, 11, 20, 12)


def test_two_typed_times_are_a_range(qapp: QApplication) -> None:
    meant = understood("yesterday 3am", "yesterday 4:30", NOW, BERLIN)

    assert meant.span == Span(from_ms=ms(2026, 11, 19, 3), to_ms=ms(2026, 11, 19, 4, 30))
    assert meant.words == range_words(meant.span)
    assert meant.words.endswith(", 1 h 30 min")


def test_without_an_end_a_range_ends_now() -> None:
    assert understood("2 hours ago", " ", NOW, BERLIN).span == Span(from_ms=NOW - 2 * HOUR, to_ms=NOW)


def test_nothing_typed_is_nothing_wrong() -> None:
    meant = understood("", "", NOW, BERLIN)

    assert (meant.span, meant.is_wrong) == (None, False)


@pytest.mark.parametrize(("first", "last"), [("3am", "2am"), ("now", ""), ("nonsense", ""), ("3am", "nonsense")])
def test_what_can_not_be_is_said(first: str, last: str) -> None:
    meant = understood(first, last, NOW, BERLIN)

    assert meant.span is None
    assert meant.is_wrong
    assert meant.words


def test_the_time_before_is_as_long_and_ends_where_it_begins() -> None:
    span = Span(from_ms=NOW - HOUR, to_ms=NOW)

    assert other_range(span, Shortcut.BEFORE, BERLIN) == Span(from_ms=NOW - 2 * HOUR, to_ms=NOW - HOUR)


def test_a_day_earlier_is_the_same_time_of_day_also_where_clocks_changed() -> None:
    """On 25 October 2026 clocks were put back: 24 hours earlier would be an hour off."""
    span = Span(from_ms=ms(2026, 10, 25, 9), to_ms=ms(2026, 10, 25, 10))

    assert other_range(span, Shortcut.YESTERDAY, BERLIN) == Span(
        from_ms=ms(2026, 10, 24, 9), to_ms=ms(2026, 10, 24, 10)
    )
    assert other_range(span, Shortcut.LAST_WEEK, BERLIN).from_ms == ms(2026, 10, 18, 9)
    assert span.from_ms - ms(2026, 10, 24, 9) == 25 * HOUR


@pytest.mark.parametrize(
    "at_ms",
    [NOW, ms(2026, 10, 25, 2, 30, fold=0), ms(2026, 10, 25, 2, 30, fold=1), ms(2026, 3, 29, 3, 0), ms(1999, 1, 1)],
)
def test_what_is_written_is_understood_as_just_that_moment(at_ms: int) -> None:
    """Also where the clocks show a time twice."""
    assert parse_time(typed(at_ms, BERLIN), now_ms=NOW, zone=BERLIN) == at_ms
    assert parse_time(typed(at_ms, UTC), now_ms=NOW, zone=UTC) == at_ms
