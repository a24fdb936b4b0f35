"""The manual names every rule that comes with the program, as it is."""

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.rules import Severity
from tests.architecture.tree import ROOT

PAGE = (ROOT / "resources" / "docs" / "manual" / "rules.md").read_text(encoding="utf-8")


def test_every_rule_that_comes_with_the_program_is_in_the_manual_with_its_condition() -> None:
    """The table has exactly these rows."""
    part = PAGE.partition("## Those that come with the program")[2].partition("## The file")[0]
    rows = [line for line in part.splitlines() if line.startswith("| `")]

    assert rows == [f"| `{rule.id}` | {rule.title} | {condition_words(rule)} |" for rule in SHIPPED]
    quiet = [rule.id for rule in SHIPPED if rule.condition.severity is Severity.INFO]
    assert all(f"`{id}`" in part.rpartition("|\n")[2] for id in quiet)
