"""What may be written on a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.marks import MOST_LETTERS, mark_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("deployed 2.4", "deployed 2.4"),
        ("  fan\tnoise \n again ", "fan noise again"),
        ("<b>bold</b> &amp; %s {0}", "<b>bold</b> &amp; %s {0}"),
        ("rückwärts \u202egnp.exe", "rückwärts \\u{202e}gnp.exe"),
        ("bell\a and \x1b[31m", "bell\\x07 and \\x1b[31m"),
        ("\udcff", "\\xff"),
        ("日本語 🚀", "日本語 🚀"),
    ],
)
def test_a_mark_is_one_line_that_may_be_shown_anywhere(typed: str, kept: str) -> None:
    assert mark_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "a few words"), (" \t\n", "a few words"), ("x" * 201, "at most 200 letters, these are 201")],
)
def test_words_that_can_be_no_mark_are_refused_in_a_sentence(typed: str, words: str) -> None:
    with pytest.raises(WrongInput, match=words):
        mark_text(typed)


@given(st.text(max_size=MOST_LETTERS))
def test_whatever_is_typed_is_kept_within_the_limit_and_comes_out_the_same_again(typed: str) -> None:
    try:
        kept = mark_text(typed)
    except WrongInput:
        return

    assert 1 <= len(kept) <= MOST_LETTERS
    assert kept.isprintable()
    assert mark_text(kept) == kept
