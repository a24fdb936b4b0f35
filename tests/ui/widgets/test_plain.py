"""Tooltips that show a text as it is, in lines that fit a screen."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.ui.widgets.plain import plain_tooltip


def lines_of(tooltip: str) -> list[str]:
    """Return the lines that are shown."""
    found = re.fullmatch(r'<p style="white-space:pre; margin:0">(.*)</p>', tooltip, re.DOTALL)
    assert found is not None
    return html.unescape(found[1]).split("\n")


def test_markup_is_shown_and_lines_stay_lines() -> None:
    assert lines_of(plain_tooltip("<img src=/etc/x>\n&lt;b>")) == ["<img src=/etc/x>", "&lt;b>"]
    assert plain_tooltip("") == ""


def test_a_long_command_line_is_broken_at_its_spaces_and_a_word_without_end_anywhere() -> None:
    words = " ".join(f"--option-{number}=value" for number in range(20))

    assert " ".join(lines_of(plain_tooltip(words))) == words
    assert [len(line) for line in lines_of(plain_tooltip("x" * 200))] == [90, 90, 20]


def test_two_megabytes_are_cut_and_say_so() -> None:
    shown = lines_of(plain_tooltip("y" * 2_000_000))

    assert len(shown) == 31
    assert shown[-1] == "…"


@given(st.text(max_size=400))
def test_no_text_leads_out_of_the_markup_or_beyond_a_line(text: str) -> None:
    tooltip = plain_tooltip(text)

    if text:
        assert tooltip.count("<") == 2
        assert all(len(line) <= 90 for line in lines_of(tooltip))
