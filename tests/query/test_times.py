"""What a typed time means, and what is said about one that means nothing."""

import datetime as dt
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procmon_gui.domain.errors import WrongInput
from procmon_gui.query.errors import QueryError
from procmon_gui.query.scanner import LONGEST
from procmon_gui.query.times import parse_time

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
APIA = ZoneInfo("Pacific/Apia")
# A Thursday.
NOW = "2026-11-26T14:30:00"
PAGE = Path(__file__).parents[2] / "resources" / "docs" / "manual" / "times.md"


def ms(iso: str, zone: ZoneInfo = BERLIN) -> int:
    """Return a moment; one without an offset is of the zone."""
    at = datetime.fromisoformat(iso)
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def meant(text: str, *, now: str = NOW, zone: ZoneInfo = BERLIN) -> str:
    """Return what the clock of the zone shows at the moment that a text means, with the offset."""
    at_ms = parse_time(text, now_ms=ms(now, zone), zone=zone)
    at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at_ms)
    return at.astimezone(zone).isoformat(timespec="milliseconds" if at_ms % 1000 else "seconds")


def complaint(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse_time(text, now_ms=ms(NOW), zone=BERLIN)
    return caught.value


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["now", "NOW", " now ", "jetzt", "0s ago", "now - 0s"], "2026-11-26T14:30:00+01:00"),
        (["03:12", "3:12", "03:12:00", "3.12 Uhr", "03:12 Uhr", "um 3:12", "at 3:12 am", "3:12 a.m."],
         "2026-11-26T03:12:00+01:00"),
        (["3:12:07"], "2026-11-26T03:12:07+01:00"),
        (["03:12:07.250", "03:12:07,25", "03:12:07.2509999999999"], "2026-11-26T03:12:07.250+01:00"),
        (["14:30"], "2026-11-26T14:30:00+01:00"),
        (["15:12", "3:12 pm", "3:12PM", "3.12 p.m.", "15 uhr 12"], "2026-11-25T15:12:00+01:00"),
        (["3am", "3 AM", "3 Uhr", "3Uhr", "3:00"], "2026-11-26T03:00:00+01:00"),
        (["noon", "12pm", "12:00", "Mittag"], "2026-11-26T12:00:00+01:00"),
        (["midnight", "Mitternacht", "12am", "0:00", "0 Uhr", "today", "heute", "thursday"],
         "2026-11-26T00:00:00+01:00"),
        (["today 14:00", "heute 14:00", "heute um 14 Uhr", "14:00 today", "today, 2pm"], "2026-11-26T14:00:00+01:00"),
        (["today 23:00", "2026-11-26 23:00"], "2026-11-26T23:00:00+01:00"),
        (["yesterday", "gestern", "yesterday midnight"], "2026-11-25T00:00:00+01:00"),
        (["yesterday 3am", "yesterday at 3am", "3am yesterday", "gestern 3 Uhr", "gestern um 3 Uhr", "3 Uhr gestern"],
         "2026-11-25T03:00:00+01:00"),
        (["vorgestern 14:00", "vor 2 Tagen und 30 min"], "2026-11-24T14:00:00+01:00"),
        (["tuesday 03:12", "Tue 03:12", "on tuesday at 3:12", "am Dienstag um 3 Uhr 12", "di 3:12", "last tuesday 3:12",
          "3:12 am tuesday"], "2026-11-24T03:12:00+01:00"),
        (["tuesday", "last tuesday", "letzten Dienstag"], "2026-11-24T00:00:00+01:00"),
        (["thursday 14:00"], "2026-11-26T14:00:00+01:00"),
        (["thursday 15:00", "last thursday 15:00", "letzter Donnerstag 15:00"], "2026-11-19T15:00:00+01:00"),
        (["last thursday", "2026-11-19"], "2026-11-19T00:00:00+01:00"),
        (["friday", "Freitag", "2026-11-20", "20261120", "2026/11/20", "2026.11.20", "2026-W47-5", "2026W475",
          "20.11.2026", "20. 11. 2026", "20.11.26", "20.11."], "2026-11-20T00:00:00+01:00"),
        (["2026-11-20 14:00", "2026-11-20T14:00", "2026-11-20t14", "20261120T1400", "20261120T140000",
          "2026-W47-5T14:00", "2026-11-20 2 pm", "20.11.2026 14:00", "20.11.2026, 14:00 Uhr", "20.11. 14:00",
          "20.11. 14 Uhr", "14:00 20.11.2026", "2026-11-20T14:00:00.000", "2026-11-20T14:00:00+01:00",
          "2026-11-20T14+01", "2026-11-20T13:00:00Z", "2026-11-20 13:00 UTC", "20261120T080000-0500",
          "2026-11-20 18:45 +05:45"], "2026-11-20T14:00:00+01:00"),
        (["13:00 UTC", "13:00z", "today 13:00 GMT"], "2026-11-26T14:00:00+01:00"),
        (["27.11. 14:00"], "2025-11-27T14:00:00+01:00"),
        (["29.2."], "2024-02-29T00:00:00+01:00"),
        (["2 hours ago", "2h ago", "2 hours  AGO", "-2h", "- 2 h", "−2h", "now-2h", "vor 2 Stunden", "vor 2h",
          "120 minutes ago", "an hour and 60 minutes ago"], "2026-11-26T12:30:00+01:00"),
        (["90 min ago", "1h30m ago", "1.5h ago", "1h, 30m ago"], "2026-11-26T13:00:00+01:00"),
        (["vor einer Stunde", "an hour ago"], "2026-11-26T13:30:00+01:00"),
        (["3 days ago", "-3d", "vor 3 Tagen"], "2026-11-23T14:30:00+01:00"),
        (["2 weeks ago", "vor 2 Wochen"], "2026-11-12T14:30:00+01:00"),
        (["@1764200000", "@ 1764200000"], "2025-11-27T00:33:20+01:00"),
        (["@1764200000.5"], "2025-11-27T00:33:20.500+01:00"),
        (["@0", "1970-01-01T00:00Z"], "1970-01-01T01:00:00+01:00"),
        (["1969-12-31T23:59:59.999Z"], "1970-01-01T00:59:59.999+01:00"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_a_time_means_what_people_mean_by_it(texts: list[str], expected: str) -> None:
    assert {text: meant(text) for text in texts} == dict.fromkeys(texts, expected)


# ---- clocks that are put forward and back


@pytest.mark.parametrize(
    ("text", "zone", "now", "expected"),
    [
        # Put forward from 2:00 to 3:00: what is skipped is the moment at which that happened.
        ("2026-03-29 02:30", BERLIN, NOW, "2026-03-29T03:00:00+02:00"),
        ("2026-03-29 02:00", BERLIN, NOW, "2026-03-29T03:00:00+02:00"),
        ("2026-03-29 01:59:59", BERLIN, NOW, "2026-03-29T01:59:59+01:00"),
        ("2026-03-29 03:00", BERLIN, NOW, "2026-03-29T03:00:00+02:00"),
        ("2026-03-08 02:59", NEW_YORK, NOW, "2026-03-08T03:00:00-04:00"),
        ("02:30", BERLIN, "2026-03-29T12:00:00", "2026-03-29T03:00:00+02:00"),
        ("02:30", BERLIN, "2026-03-29T01:59:00", "2026-03-28T02:30:00+01:00"),
        # Midnight itself can be skipped.
        ("2018-11-04", ZoneInfo("America/Sao_Paulo"), NOW, "2018-11-04T01:00:00-02:00"),
        # Put back from 3:00 to 2:00: the first of two, and the latest where the latest is meant.
        ("2026-10-25 02:30", BERLIN, NOW, "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+01:00", BERLIN, NOW, "2026-10-25T02:30:00+01:00"),
        ("2026-10-25 03:00", BERLIN, NOW, "2026-10-25T03:00:00+01:00"),
        ("2026-11-01 01:30", NEW_YORK, NOW, "2026-11-01T01:30:00-04:00"),
        ("today 02:30", BERLIN, "2026-10-25T12:00:00", "2026-10-25T02:30:00+02:00"),
        ("02:30", BERLIN, "2026-10-25T12:00:00", "2026-10-25T02:30:00+01:00"),
        ("02:30", BERLIN, "2026-10-25T02:45:00+01:00", "2026-10-25T02:30:00+01:00"),
        ("02:30", BERLIN, "2026-10-25T02:15:00+01:00", "2026-10-25T02:30:00+02:00"),
        ("02:30", BERLIN, "2026-10-25T02:15:00+02:00", "2026-10-24T02:30:00+02:00"),
        ("sunday 02:30", BERLIN, "2026-10-25T12:00:00", "2026-10-25T02:30:00+01:00"),
        # Days ago are of the calendar, hours are of the clock.
        ("1 day ago", BERLIN, "2026-03-29T14:00:00", "2026-03-28T14:00:00+01:00"),
        ("24 hours ago", BERLIN, "2026-03-29T14:00:00", "2026-03-28T13:00:00+01:00"),
        ("1 day 1 hour ago", BERLIN, "2026-03-29T14:00:00", "2026-03-28T13:00:00+01:00"),
        ("1 day ago", BERLIN, "2026-03-30T02:30:00", "2026-03-29T03:00:00+02:00"),
        ("1h ago", BERLIN, "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00"),
        # An offset of three quarters.
        ("yesterday 03:12", KATHMANDU, NOW, "2026-11-25T03:12:00+05:45"),
        ("2026-11-20T00:00Z", KATHMANDU, NOW, "2026-11-20T05:45:00+05:45"),
        # Samoa went from 29 to 31 December 2011, a Thursday and a Saturday.
        ("2011-12-30 12:00", APIA, NOW, "2011-12-31T00:00:00+14:00"),
        ("yesterday 03:00", APIA, "2011-12-31T12:00:00", "2011-12-29T03:00:00-10:00"),
        ("13:00", APIA, "2011-12-31T12:00:00", "2011-12-29T13:00:00-10:00"),
        ("friday", APIA, "2011-12-31T12:00:00", "2011-12-23T00:00:00-10:00"),
        ("friday", APIA, "2012-01-05T12:00:00", "2011-12-23T00:00:00-10:00"),
        ("1 day ago", APIA, "2011-12-31T12:00:00", "2011-12-31T00:00:00+14:00"),
        ("24h ago", APIA, "2011-12-31T12:00:00", "2011-12-29T12:00:00-10:00"),
    ],
)  # fmt: skip
def test_clocks_that_change_are_followed(text: str, zone: ZoneInfo, now: str, expected: str) -> None:
    assert meant(text, now=now, zone=zone) == expected


def test_a_zone_of_the_text_decides_what_today_is() -> None:
    """At 0:30 in Berlin it is still the day before in UTC."""
    now = "2026-11-26T00:30:00"

    assert meant("today 22:00 UTC", now=now) == "2026-11-25T23:00:00+01:00"
    assert meant("today 22:00", now=now) == "2026-11-26T22:00:00+01:00"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this process can not be changed here")
def test_without_a_zone_the_clock_of_this_machine_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("03:12", "yesterday 3am", "2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25", "300 days ago")
    wanted = [parse_time(text, now_ms=ms(NOW), zone=BERLIN) for text in texts]

    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Berlin")
        time.tzset()
        found = [parse_time(text, now_ms=ms(NOW)) for text in texts]
    time.tzset()

    assert found == wanted


# ---- what is refused


@pytest.mark.parametrize(
    ("text", "column", "problem", "expected"),
    [
        ("", 1, "", "a time, such as 03:12"),
        ("   ", 1, "", "a time, such as 03:12"),
        ("soon", 1, "'soon' can not stand here", "a time, such as 03:12"),
        ("  soon", 3, "'soon' can not stand here", "a time, such as 03:12"),
        ("tomorrow", 1, "'tomorrow' can not stand here", "a time"),
        ("yesterday soon", 11, "'soon' can not stand here", "a time of day"),
        ("yesterday at", 13, "the text ends here", "a time of day, such as 03:12"),
        ("yesterday,  ", 11, "the text ends here", "a time of day, such as 03:12"),
        ("yesterday 25:00", 11, "there is no such time as '25:00'", "a time of day"),
        ("24:00", 1, "there is no such time as '24:00'", "a time of day"),
        ("03:60", 1, "there is no such time as '03:60'", "a time of day"),
        ("3:5", 1, "'3:5' is not a time of day", "a time of day, such as 03:12"),
        ("3:", 1, "'3:' is not a time of day", "a time of day"),
        ("03:12:07:09", 1, "'03:12:07:09' is not a time of day", "a time of day"),
        ("13 pm", 1, "there is no such time as '13 pm'", "an hour from 1 to 12"),
        ("0am", 1, "there is no such time as '0 am'", "an hour from 1 to 12"),
        ("03:12 soon", 7, "'soon' can not stand here", "nothing more"),
        ("3", 1, "the number '3' alone is not a time", "a time"),
        ("1764200000", 1, "the number '1764200000' alone is not a time", "a time"),
        ("now soon", 5, "'soon' can not stand here", "now - 2h"),
        ("@", 1, "'@' can not stand here", "a time"),
        ("@1764200000 ago", 13, "'ago' can not stand here", "nothing more"),
        ("@1764200000000000", 1, "there is no such time", "a time"),
        ("last", 5, "the text ends here", "a day of the week"),
        ("last week", 6, "'week' can not stand here", "a day of the week"),
        ("on 3", 4, "'3' can not stand here", "a day, such as yesterday"),
        ("2 hours", 8, "the text ends here", "ago"),
        ("2 parsecs ago", 3, "'parsecs' can not stand here", "a unit, such as"),
        ("-2h ago", 5, "'ago' can not stand here", "nothing more"),
        ("-10", 4, "the text ends here", "a unit, such as"),
        ("vor", 4, "the text ends here", "a duration, such as 90s"),
        ("1,5h ago", 1, "the comma in '1,5' is not understood", "a duration"),
        ("200 000 000 h ago", 5, "'000' can not stand here", "a unit"),
        ("36526 days ago", 1, "the duration is too long", "no more than 100 years"),
        ("11/12/2026", 1, "'11/12/2026' can be read in two ways", "2026-11-20, or 20.11.2026 with the day first"),
        ("14:00 11-12-26", 7, "'11-12-26' can be read in two ways", "with the day first"),
        ("11/12", 1, "'11/12' can be read in two ways", "with the day first"),
        ("20.11", 1, "'20.11' can be read in two ways", "with the day first"),
        ("20.11 14:00", 1, "'20.11' can be read in two ways", "with the day first"),
        ("2026-02-30", 1, "there is no such time as '2026-02-30'", "a day"),
        ("29.2.2026", 1, "there is no such time as '29.2.2026'", "a day"),
        ("30.2.", 1, "there is no such time as '30.2.'", "a day"),
        ("2026-W54", 1, "there is no such time as '2026-W54'", "a day"),
        ("99999999", 1, "there is no such time as '99999999'", "a day"),
        ("2026-11-20T", 11, "'T' can not stand here", "a time of day"),
        ("14:00+25:00", 6, "there is no such time as '+25:00'", "an offset to UTC"),
        ("9999-12-31T23:59Z", 1, "there is no such time as '9999-12-31T23:59Z'", "a time"),
        ("0001-01-01", 1, "there is no such time as '0001-01-01'", "a time"),
        ("٣:١٢", 1, "'٣' can not stand here", "a time"),
        ("\ud800", 1, "can not stand here", "a time"),
        ("x" * 201, 201, "the text is too long", f"no more than {LONGEST} characters"),
    ],
)
def test_an_error_names_the_column_what_stands_there_and_what_was_expected(
    text: str, column: int, problem: str, expected: str
) -> None:
    error = complaint(text)

    assert error.column == column
    assert str(error).startswith(f"Column {column}: ")
    assert problem in str(error)
    assert expected in error.expected
    assert str(error).endswith(f"expected {error.expected}")
    assert str(error).isprintable()
    assert isinstance(error, WrongInput)


def test_a_wrong_word_brings_the_nearest_ones() -> None:
    assert complaint("yesterdy 3am").suggestions == ("yesterday",)
    assert complaint("tusday").suggestions[0] == "tuesday"
    assert complaint("last tusday").suggestions[0] == "tuesday"
    assert complaint("2 huors ago").suggestions[0] == "hours"
    assert complaint("1764200000").suggestions == ("@1764200000",)
    assert complaint("3").suggestions == ("3:00",)


# ---- whatever is typed


def outcome_of(text: str, now_ms: int, zone: ZoneInfo | None = BERLIN) -> int | QueryError:
    try:
        return parse_time(text, now_ms=now_ms, zone=zone)
    except QueryError as error:
        return error


_WORDS = st.sampled_from((
    "now", "vor", "ago", "-2h", "-", "@", "3am", "pm", "03:12", "12:60", ".", ",", ":", "T", "Z", "+", "+02:00",
    "yesterday", "last", "on", "am", "at", "um", "tuesday", "friday", "29.2.", "31.12.", "2026-11-20", "2026-W53-7",
    "0001-01-01", "9999-12-31", "11/12", "1.5", "2", "days", "h", "36525d", "1000000000", "@9999999999", "noon", "3",
    "Uhr", "²", "٣", "ſ", "İ",
))  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.text("0123456789:.,-+/@TtZWw apmhurd\u2212\u00a0", max_size=60),
    st.lists(_WORDS, max_size=8).map(" ".join),
    st.lists(_WORDS, max_size=8).map("".join),
    st.text(st.characters(codec=None, categories=["Cs", "Cf", "Nd", "No", "Zs", "Mn"]), max_size=50),
)
_ZONES = st.sampled_from([BERLIN, NEW_YORK, KATHMANDU, APIA, None])
_NOWS = st.integers(ms("1971-01-01T00:00Z"), ms("2037-12-31T00:00Z"))


@given(_TEXTS, _NOWS, _ZONES)
@example("9" * 200, 0, BERLIN)
@example("@" + "9" * 199, 0, BERLIN)
@example("03:12:07." + "9" * 191, 0, BERLIN)
@example("1." * 100, 0, BERLIN)
@example("1:" * 100, 0, BERLIN)
@example("0." + "0" * 190 + "1s ago", 0, None)
def test_any_text_is_a_moment_or_the_one_error(text: str, now_ms: int, zone: ZoneInfo | None) -> None:
    outcome = outcome_of(text, now_ms, zone)

    if isinstance(outcome, QueryError):
        assert 1 <= outcome.column <= len(text) + 1
        assert str(outcome).isprintable()
    else:
        assert type(outcome) is int
        # It can be shown.
        datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=outcome)


_MOMENTS = st.integers(ms("0002-01-01T00:00Z"), ms("9998-12-31T00:00Z"))
_REAL_ZONES = st.sampled_from([BERLIN, NEW_YORK, KATHMANDU, APIA, ZoneInfo("UTC")])


@given(_MOMENTS, _REAL_ZONES, st.sampled_from("T "))
def test_a_moment_written_as_iso_8601_is_read_as_the_same(at_ms: int, zone: ZoneInfo, sep: str) -> None:
    at = (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at_ms)).astimezone(zone)

    assert parse_time(at.isoformat(sep, timespec="milliseconds"), now_ms=0, zone=BERLIN) == at_ms


@given(_NOWS, _REAL_ZONES, st.times())
def test_yesterday_is_the_day_before_and_past(now_ms: int, zone: ZoneInfo, at: dt.time) -> None:
    """Within 48 hours by the clock on the wall: in truth an hour more or less where clocks changed in between."""
    found_ms = parse_time(f"yesterday {at:%H:%M}", now_ms=now_ms, zone=zone)
    now, found = (datetime.fromtimestamp(one / 1000, zone) for one in (now_ms, found_ms))
    days = 2 if now.tzinfo is APIA and now.date() == dt.date(2011, 12, 31) else 1

    assert found_ms < now_ms
    assert (now.date() - found.date()).days == days
    assert now_ms - found_ms <= 49 * 3600 * 1000


@given(_NOWS, _REAL_ZONES, st.times())
def test_a_time_of_day_is_never_in_the_future_and_never_long_past(now_ms: int, zone: ZoneInfo, at: dt.time) -> None:
    found_ms = parse_time(f"{at:%H:%M:%S}", now_ms=now_ms, zone=zone)

    assert 0 <= now_ms - found_ms <= 25 * 3600 * 1000


@pytest.mark.parametrize("piece", ["9", "1:", "1.", "a", " ", "1h", "1d ", "-", "@1", "\u0301", "3 ", "20.11. "])
def test_the_longest_text_costs_little(piece: str) -> None:
    """Long enough to show a cost that grows with the square, as the longest text is 200 characters."""
    long = (piece * LONGEST)[:LONGEST]
    start = time.thread_time()
    for _ in range(10):
        outcome_of(long, ms(NOW))

    assert (time.thread_time() - start) / 10 < 0.02


# ---- the page for people


_EXAMPLES = [
    text
    for line in PAGE.read_text(encoding="utf-8").partition("\n## Durations")[0].splitlines()
    if line.startswith("| `")
    for text in re.findall(r"`([^`]+)`", line.split(" | ")[0])
]


@pytest.mark.parametrize("text", _EXAMPLES)
def test_every_example_of_the_manual_is_understood(text: str) -> None:
    assert meant(text)
