"""The text border: whatever a stranger wrote, what is shown is one printable line."""

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procmon_gui.domain.text import MARKS_IN_A_ROW, cell_text, csv_field, display_text, fit, one_line, shown_width

ACUTE = "\u0301"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=400)
HOSTILE_TEXT = st.text(
    st.sampled_from("ab\\x{}é日😀\n\r\t\x00\x07\x1b\x7f\x85\x9b\u00a0\u00ad\u200b\u200d\u202e\u2028\u2066\u3164")
    | st.sampled_from("\u0301\u0308\u20dd\ufe0f\ufeff\U000e0041\U000e0101\ue000\uffff\U0010ffff\ud800\udcff\u0378"),
    max_size=400,
)
ANYTHING = st.binary(max_size=400) | ANY_TEXT | HOSTILE_TEXT


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"/usr/bin/python3 -m http.server", "/usr/bin/python3 -m http.server"),
        ("Grüße, 世界 😀", "Grüße, 世界 😀"),
        (b"two\nlines", r"two\nlines"),
        (b"a\tb\rc", r"a\tb\rc"),
        (b"\x1b[31mred\x07", r"\x1b[31mred\x07"),
        (b"\x7f", r"\x7f"),
        ("\x85\x9b", r"\u{85}\u{9b}"),
        (b"\xff\x85", r"\xff\x85"),
        (b"\xed\xa0\x80", r"\xed\xa0\x80"),
        ("\ud800", r"\u{d800}"),
        ("a\u202egnp.exe", r"a\u{202e}gnp.exe"),
        ("sys\u200btemd", r"sys\u{200b}temd"),
        ("a\u2028b\u2029c\ufeff", r"a\u{2028}b\u{2029}c\u{feff}"),
        ("\U000e0041", r"\u{e0041}"),
        ("\ue000\uffff", r"\u{e000}\u{ffff}"),
        ("a\u00a0b\u3164c\u115f", r"a\u{a0}b\u{3164}c\u{115f}"),
        ("a\ufe00\U000e0101", r"a\u{fe00}\u{e0101}"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("<img src=x>", "<img src=x>"),
        (r"C:\new\tools", r"C:\new\tools"),
        ("", ""),
    ],
)
def test_what_can_not_be_shown_becomes_a_visible_escape(raw: bytes | str, shown: str) -> None:
    assert display_text(raw) == shown


@given(ANYTHING)
@example(b"\xff" * 300)
def test_whatever_comes_in_one_printable_line_comes_out(raw: bytes | str) -> None:
    shown = display_text(raw, 200)

    assert shown.isprintable()
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert shown.encode().decode() == shown
    assert len(shown) <= 200


@given(ANYTHING, st.integers(1, 300))
def test_shown_text_goes_through_the_border_unchanged(raw: bytes | str, limit: int) -> None:
    """Several borders call the function; none of them may escape what another one wrote."""
    shown = display_text(raw, limit)

    assert display_text(shown, limit) == shown


@given(ANYTHING)
def test_marks_never_pile_up(raw: bytes | str) -> None:
    piled = 0
    for letter in display_text(raw):
        piled = piled + 1 if unicodedata.category(letter)[0] == "M" else 0
        assert piled <= MARKS_IN_A_ROW


def test_two_thousand_marks_are_counted_instead_of_drawn() -> None:
    assert display_text("e" + ACUTE * 2000) == "e" + ACUTE * 3 + r"\{+1997 marks}"


def test_ordinary_marks_stay() -> None:
    """Vietnamese in its decomposed form, Hebrew with points, Thai: real names use up to three."""
    for name in ("Nguye\u0302\u0303n", "\u05e9\u05bc\u05c1", "\u0e17\u0e35\u0e48"):
        assert display_text(name) == name


def test_a_mark_without_a_letter_does_not_sit_on_its_neighbour() -> None:
    assert display_text(ACUTE + "a") == r"\u{301}a"
    assert display_text("a\n" + ACUTE) == r"a\n\u{301}"


def test_a_cut_is_visible_and_within_the_limit() -> None:
    assert display_text("a" * 300, 256) == "a" * 255 + "…"
    assert display_text("a" * 256, 256) == "a" * 256


@pytest.mark.parametrize("limit", range(1, 30))
def test_a_cut_never_splits_an_escape_or_takes_a_letter_from_its_marks(limit: int) -> None:
    shown = display_text("ab\n\u200bé" + ("e" + ACUTE * 2) * 4, limit)
    left = shown.removesuffix("…")

    assert len(shown) <= limit
    for whole in (r"\n", r"\u{200b}"):
        assert left.count("\\" + whole[1]) == left.count(whole)
    assert left.count("e" + ACUTE) == left.count("e" + ACUTE * 2) == left.count("e")


def test_two_megabytes_are_not_read_to_the_end() -> None:
    """The cut is as good as on the first few thousand characters, whatever follows."""
    head = b"prog " + b"\x01" * 20_000

    assert display_text(head + b"\xff" * 2_000_000) == display_text(head)


def test_a_cell_holds_at_most_256_characters() -> None:
    assert len(cell_text("日" * 5000)) == 256
    assert len(cell_text(b"\x01" * 5000)) <= 256


def test_prose_becomes_one_line() -> None:
    assert one_line("no such\n  file:\tx\x1b") == r"no such file: x\x1b"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_a_spreadsheet_sees_no_formula(text: str) -> None:
    assert csv_field(text) == "'" + display_text(text)


def test_a_plain_field_is_left_alone() -> None:
    assert csv_field('sh -c "a=1, b"') == 'sh -c "a=1, b"'


@given(st.lists(ANY_TEXT | HOSTILE_TEXT, min_size=1, max_size=5))
def test_every_text_comes_back_from_csv_and_json_as_it_was_written(raws: list[str]) -> None:
    fields = [csv_field(raw) for raw in raws]
    stream = io.StringIO()
    csv.writer(stream).writerow(fields)

    assert next(csv.reader([stream.getvalue()])) == fields
    assert json.loads(json.dumps(fields, ensure_ascii=False).encode()) == fields
    assert not any(field.startswith(tuple("=+-@\t\r")) for field in fields)


@given(ANYTHING, st.integers(0, 60), st.booleans())
def test_a_fitted_text_takes_exactly_its_columns(raw: bytes | str, width: int, right: bool) -> None:
    assert shown_width(fit(display_text(raw), width, right=right)) == width


def test_wide_letters_take_two_columns() -> None:
    assert shown_width("日本") == 4
    assert fit("日本語", 4) == "日… "
    assert fit("ab", 4, right=True) == "  ab"
