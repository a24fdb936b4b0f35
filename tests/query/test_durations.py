"""What a typed duration means, and what is said about one that means nothing."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procmon_gui.query.errors import QueryError
from procmon_gui.query.times import parse_duration

PAGE = Path(__file__).parents[2] / "resources" / "docs" / "manual" / "times.md"
HUNDRED_YEARS_S = 36525 * 86400


def complaint(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse_duration(text)
    return caught.value


@pytest.mark.parametrize(
    ("texts", "seconds"),
    [
        (["10", " 10 ", "10s", "10 S", "10sec", "10 secs", "10 seconds", "10 Sekunden", "10."], 10),
        (["0", "0s"], 0),
        (["500ms", "0.5", ".5s", "500 Millisekunden"], 0.5),
        (["250us"], 0.00025),
        (["10m", "10 min", "10 mins", "10 minutes", "10 Minuten"], 600),
        (["1h30m", "1h 30m", "1 h, 30 min", "1.5h", "1.5 Stunden", "1 hour and 30 minutes", "eine Stunde und 30 min"],
         5400),
        (["1h", "an hour", "one hour", "1 hr", "1 Std", "1 Stunde"], 3600),
        (["2 days", "2d", "2 Tage", "2 Tagen", "1d 24h", "48h"], 172800),
        (["1w", "1 week", "1 Woche", "7d"], 604800),
        (["1.5d"], 129600),
        (["36525d"], HUNDRED_YEARS_S),
    ],
    ids=lambda value: None if isinstance(value, list) else str(value),
)  # fmt: skip
def test_a_duration_means_what_it_says(texts: list[str], seconds: float) -> None:
    assert {text: parse_duration(text) for text in texts} == dict.fromkeys(texts, seconds)


@pytest.mark.parametrize(
    ("text", "column", "problem", "expected"),
    [
        ("", 1, "", "a duration, such as 90s, 15min, 2h or 1h30m"),
        (" ", 1, "", "a duration"),
        ("-5", 1, "a duration is never negative", "a duration"),
        (" −5s", 2, "a duration is never negative", "a duration"),
        ("nan", 1, "'nan' can not stand here", "a duration"),
        ("inf", 1, "'inf' can not stand here", "a duration"),
        ("h", 1, "'h' can not stand here", "a duration"),
        ("1e5", 2, "'e5' can not stand here", "a unit, such as s, min, h or d"),
        ("1_0", 2, "'_' can not stand here", "a unit"),
        ("1:30", 2, "':' can not stand here", "a unit"),
        ("5 years", 3, "'years' can not stand here", "a unit"),
        ("1,5h", 1, "the comma in '1,5' is not understood, fractions have a point", "a duration"),
        ("1h 30", 6, "the text ends here", "a unit"),
        ("1h,", 4, "the text ends here", "a duration"),
        ("1h and", 7, "the text ends here", "a duration"),
        ("1h ago", 4, "'ago' can not stand here", "a duration"),
        ("10ſ", 3, "'ſ' can not stand here", "a unit"),
        ("٣", 1, "'٣' can not stand here", "a duration"),
        ("36526d", 1, "the duration is too long", "no more than 100 years"),
        ("36525d 1ms", 1, "the duration is too long", "no more than 100 years"),
        ("9" * 200, 1, "the duration is too long", "no more than 100 years"),
        ("9" * 201, 201, "the text is too long", "no more than 200 characters"),
    ],
)
def test_an_error_names_the_column_what_stands_there_and_what_was_expected(
    text: str, column: int, problem: str, expected: str
) -> None:
    error = complaint(text)

    assert error.column == column
    assert problem in str(error)
    assert expected in error.expected


def test_a_wrong_unit_brings_the_nearest_ones() -> None:
    assert complaint("10 secconds").suggestions[0] == "seconds"


def outcome_of(text: str) -> float | QueryError:
    try:
        return parse_duration(text)
    except QueryError as error:
        return error


@given(st.one_of(st.text(max_size=200), st.text("0123456789.,- hmsdw", max_size=60)))
@example("0." + "0" * 190 + "1 s")
@example("36525." + "0" * 150 + "1 d")
def test_any_text_is_a_duration_or_the_one_error(text: str) -> None:
    outcome = outcome_of(text)

    if isinstance(outcome, QueryError):
        assert 1 <= outcome.column <= len(text) + 1
        assert str(outcome).isprintable()
    else:
        assert type(outcome) is float
        assert math.isfinite(outcome)
        assert 0 <= outcome <= HUNDRED_YEARS_S


_EXAMPLES = [
    text
    for line in PAGE.read_text(encoding="utf-8").partition("\n## Durations")[2].splitlines()
    if line.startswith("| `")
    for text in re.findall(r"`([^`]+)`", line.split(" | ")[0])
]


@pytest.mark.parametrize("text", _EXAMPLES)
def test_every_example_of_the_manual_is_understood(text: str) -> None:
    assert parse_duration(text) > 0
