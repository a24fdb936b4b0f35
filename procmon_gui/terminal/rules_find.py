"""Finds the rule that somebody names on the command line."""

from typing import Final

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.rules import Rule, RuleBook
from procmon_gui.domain.text import display_text

_LOST: Final = 64


def find_rule(book: RuleBook, id: str) -> Rule:
    """Return a rule by its id. Raises WrongInput, saying what is wrong with one that can not be used."""
    found = book.rules()
    rule = next((one for one in found.rules if one.id == id), None)
    if rule is not None:
        return rule
    wrong = next((one for one in found.problems if one.rule == id), None)
    if wrong is not None:
        said = ": ".join(filter(None, [wrong.where, wrong.words]))
        raise WrongInput(f"The rule {display_text(id, _LOST)} can not be used: {said}")
    raise WrongInput(f"There is no rule “{display_text(id, _LOST)}”; `procmon-gui rules` lists them.")
