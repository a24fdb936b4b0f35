"""What is usual, in words."""

import pytest

from procmon_gui.domain.suspicion import Normal
from procmon_gui.ui import text
from procmon_gui.ui.usual import usual_forms
from tests.ui.usuals import learning, normal


def test_what_is_usual_is_told_from_least_to_most_and_gets_shorter_where_there_is_no_room() -> None:
    assert usual_forms(normal(0.002, 0.014), text.ratio_text, "postgres") == (
        "Usual for all of postgres at this hour: 0.2 % to 1.4 %",
        "All of postgres, usual: 0.2 % to 1.4 %",
        "Usual for its program: 0.2 % to 1.4 %",
    )


def test_what_is_always_the_same_is_one_value() -> None:
    assert usual_forms(normal(0.0, 0.00001), text.ratio_text)[0] == f"Usual at this hour: {text.ratio_text(0.0)}"


def test_what_is_unusual_is_called_so() -> None:
    assert usual_forms(normal(0.1, 0.2, score=0.5), text.ratio_text)[-1].startswith("Unusual; ")


@pytest.mark.parametrize(
    ("left_s", "words"), [(7200, "2 h"), (3601, "2 h"), (3600, "60 min"), (61, "2 min"), (0.1, "1 min")]
)
def test_while_it_is_learned_it_says_how_long_that_lasts(left_s: float, words: str) -> None:
    assert usual_forms(learning(left_s), text.ratio_text, "postgres") == (f"Learning what is usual, {words} left",)


def test_what_is_not_known_is_not_told_as_zero() -> None:
    unknown = Normal(least=None, middle=None, most=None, score=0.0)

    assert usual_forms(unknown, text.ratio_text) == ("What is usual at this hour is not known yet",)
    assert usual_forms(None, text.ratio_text) == ("",)


def test_a_program_that_calls_itself_like_a_template_is_told_as_it_is() -> None:
    forms = usual_forms(normal(0.1, 0.2), text.ratio_text, "{values}{0}%n")

    assert forms[0] == "Usual for all of {values}{0}%n at this hour: 10.0 % to 20.0 %"
