"""A wrong query is answered with a column and with what was expected there, and with nothing else, ever."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from procmon_gui import query
from procmon_gui.domain.errors import WrongInput
from procmon_gui.query.grammar import DEEPEST, LONGEST_BYTES


def complaint(text: str) -> query.QueryError:
    with pytest.raises(query.QueryError) as caught:
        query.compile(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "column", "problem", "expected"),
    [
        ("cpu > ", 6, "the query ends here", "a number with a unit, such as 50%"),
        ("mem >", 6, "the query ends here", "300MB or 2GiB"),
        ("cpu > > 5", 7, "'>' can not stand here", "such as 50%"),
        ("cpu > and name ~ x", 7, "'and' can not stand here", "such as 50%"),
        ("cpu > lots", 7, "'lots' is not a number", "such as 50%"),
        ("cpu > 5,5%", 7, "the comma in '5,5%' is not understood", "such as 50%"),
        ("mem > 1,000", 7, "the comma in '1,000' is not understood", "2GiB"),
        ("cpu > 5GiB", 7, "the unit of '5GiB' does not fit cpu_ratio", "such as 50%"),
        ("cpu > 5 %%", 7, "the unit of '5 %%' does not fit cpu_ratio", "such as 50%"),
        ("mem > 5%", 7, "the unit of '5%' does not fit rss_bytes", "2GiB"),
        ("mem > 5MB/s", 7, "the unit of '5MB/s' does not fit rss_bytes", "2GiB"),
        ("mem > 1h30m", 7, "'1h30m' is not a number", "2GiB"),
        ("age > 1h30x", 7, "the unit of '1h30x' does not fit age_s", "a duration, such as 90s"),
        ("age > 1GiB", 7, "the unit of '1GiB' does not fit age_s", "a duration, such as 90s"),
        ("pid = 1e5", 7, "'1e5'", "a number, such as 10"),
        ("pid = 1_0", 7, "'1_0'", "a number, such as 10"),
        ("pid = ٣", 7, "'٣' is not a number", "a number, such as 10"),
        ("pid = /1/", 7, "pid is not a text", "a number, such as 10"),
        ("cpu ~ 5", 5, "'~' does not work with cpu_ratio", ">, <, >=, <=, = or !="),
        ("user < m", 6, "'<' does not work with user", "~, =, != or !~"),
        ("state > zombie", 7, "'>' does not work with state", "=, !=, ~ or !~"),
        ("kthread ~ yes", 9, "'~' does not work with kernel_thread", "= or !="),
        ("kthread = maybe", 11, "'maybe' is not yes or no", "yes or no"),
        ("state = q", 9, "'q' is not a state", "one of running, sleeping"),
        ("state = wak", 9, "'wak' can mean wake-kill or waking", "one of running"),
        ("state = /Z/", 7, "a regular expression can only be matched", "~ or !~"),
        ("name = /x/", 6, "a regular expression can only be matched", "~ or !~"),
        ("started > 2h", 11, "'2h' is not a time", "2026-11-20T14:00"),
        ("started > 2026-02-30", 11, "there is no such time as '2026-02-30'", "2026-11-20"),
        ("started > 9999-12-31", 11, "there is no such time", "2026-11-20"),
        ("started > 2026-11-20T14:00+99:00", 11, "there is no such time", "2026-11-20"),
        ("cpuu > 5%", 1, "there is no field 'cpuu'", "a field, such as cpu"),
        ("python usr = x", 8, "there is no field 'usr'", "a field, such as user"),
        ("zzzz = x", 1, "there is no field 'zzzz'", "a field, such as cpu or mem or name"),
        ("zzzz is unknown", 1, "there is no field 'zzzz'", "a field"),
        ("(python", 8, "the query ends here", "and, or, or )"),
        ("python)", 7, "this ) has no (", "and, or, or another term"),
        ("()", 2, "')' can not stand here", "a field, a word to look for, not or ("),
        ("and x", 1, "'and' can not stand here", "a field, a word to look for"),
        ("a or or b", 6, "'or' can not stand here", "a field, a word to look for"),
        ("a and", 6, "the query ends here", "a field, a word to look for"),
        ("not", 4, "the query ends here", "a field, a word to look for"),
        ("= 5", 1, "'=' can not stand here", "a field, a word to look for"),
        ("cpu = 1 = 2", 9, "'=' can not stand here", "and, or, or another term"),
        ('name ~ "abc', 8, 'the quote " is not closed', 'a second "'),
        ("it's", 3, "the quote ' is not closed", "a second '"),
        ("a || b", 3, "'||' is not a word of this language", "or"),
        ("a && b", 3, "'&&' is not a word of this language", "and"),
        ("name ~ /a(b/", 8, "missing )", "a regular expression of RE2"),
        ("/(?=a)b/", 1, "invalid perl operator", "no look-around"),
        (r"x /(a)\1/", 3, "invalid escape sequence", "no back-references"),
        ("name ~ /a{2000}/", 8, "invalid repetition size", "a regular expression of RE2"),
        ("name ~ /(.{0,500}x){2}/", 8, "the pattern is too large", "fewer or smaller repetitions"),
        ("name ~ " + "?" * 1000, 8, "the pattern is too large", "fewer or smaller repetitions"),
        ("a \ud800", 3, "not valid Unicode", "text"),
        ("cpu >\n>", 7, "'>' can not stand here", "such as 50%"),
    ],
)
def test_an_error_names_the_column_the_problem_and_what_was_expected(
    text: str, column: int, problem: str, expected: str
) -> None:
    error = complaint(text)

    assert error.column == column
    assert str(error).startswith(f"Column {column}: ")
    assert problem in str(error)
    assert expected in error.expected
    assert str(error).endswith(f"expected {error.expected}")


def test_a_wrong_query_is_the_fault_of_who_typed_it() -> None:
    assert isinstance(complaint("cpu >"), WrongInput)


def test_a_wrong_name_brings_the_nearest_ones() -> None:
    assert complaint("cpuu > 5").suggestions[0] == "cpu"
    assert complaint("memry > 5").suggestions[0] == "memory"
    assert "tcp_bytes_per_s" in complaint("tcp_bytes > 5").suggestions
    assert complaint("a || b").suggestions == ("or",)


def test_an_error_shows_no_more_of_the_text_than_fits_and_nothing_that_does_not_print() -> None:
    long = str(complaint("pid = " + "x" * 1000))
    hostile = str(complaint("pid = a\x1b[31m\u202eb"))

    assert len(long) < 120
    assert hostile.isprintable()


@pytest.mark.parametrize("opening", ["(", "not ", "!", "not(", "( "])
def test_too_deep_is_an_error_and_just_deep_enough_is_not(opening: str) -> None:
    levels = opening.count("(") + opening.count("not") + opening.count("!")
    closing = ")" * opening.count("(")

    def nested(depth: int) -> str:
        return opening * (depth // levels) + "cpu > 1" + closing * (depth // levels)

    query.compile(nested(DEEPEST))
    assert "too many brackets" in str(complaint(nested(DEEPEST + levels)))


@pytest.mark.parametrize("text", ["(" * 4000, "not " * 1000, "!" * 4000, "(" * 2000 + "a" + ")" * 2000, "a (" * 1000])
def test_thousands_of_brackets_end_in_an_error_and_not_in_the_stack(text: str) -> None:
    complaint(text)


def test_a_query_may_have_four_kilobytes() -> None:
    query.compile("x" * LONGEST_BYTES)
    query.compile("ä" * (LONGEST_BYTES // 2))

    assert complaint("x" * (LONGEST_BYTES + 1)).column == LONGEST_BYTES + 1
    assert complaint("ä" * LONGEST_BYTES).column == LONGEST_BYTES // 2 + 1


_PIECES = st.sampled_from(
    [
        *("cpu", "name", "user", "state", "started", "kthread", "pid", "mem", "age", "python"),
        *("and", "or", "not", "is", "unknown", "zombie", "yes", "i", "ß", "-", ".", "[", "$", "{9}"),
        *("(", ")", "=", "!=", "<", ">=", "~", "!~", "!", '"', "'", "/", "\\", "*", "?", "/a(b)*/"),
        *("5", "%", "GiB", "1h30m", "2026-11-20", "5,5", ","),
        *(" ", "  ", "\n", "\x00", "\u202e", '"x y"'),
    ]
)


@settings(max_examples=600)
@given(
    st.one_of(st.lists(_PIECES, max_size=25).map("".join), st.text(max_size=60), st.text(st.characters(), max_size=20))
)
@example("=" * 4096)
@example('"' + "\\" * 4000 + '"')
@example("1" * 4000 + "KiB")
@example("mem > " + "9" * 4000 + "PiB")
@example("age > " + "1h" * 1000)
@example("/" + "(a|" * 1000 + ")" * 1000 + "/")
@example("/" + "(" * 2000 + "/")
@example("\udfff")
def test_no_text_raises_anything_but_a_query_error(text: str) -> None:
    try:
        asked = query.compile(text)
    except query.QueryError as wrong:
        error = wrong
    else:
        assert asked.text == text
        return
    assert 1 <= error.column <= len(text) + 1
    assert error.expected
