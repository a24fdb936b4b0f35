"""The manual page names every field, as it is."""

import re
from pathlib import Path

import pytest

from procmon_gui import query
from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.units import Unit

PAGE = Path(__file__).parents[2] / "resources" / "docs" / "manual" / "filter.md"

_KINDS = {
    Unit.NONE: "number",
    Unit.EXIT: "number",
    Unit.TEXT: "text",
    Unit.FLAG: "yes or no",
    Unit.CHOICE: "choice",
    Unit.COUNT: "count",
    Unit.COUNT_PER_S: "count a second",
    Unit.RATIO: "share",
    Unit.BYTES: "size",
    Unit.BYTES_PER_S: "size a second",
    Unit.SECONDS: "duration",
    Unit.TIME_UTC_S: "time",
}


def line_of(metric: Metric) -> str:
    """Return the line of the table that speaks of a field."""
    names = ", ".join(f"`{name}`" for name in (*metric.aliases, metric.id))
    costly = "" if metric.look is Look.CHEAP else " Costly."
    return f"| {names} | {_KINDS[metric.unit]} | {metric.description}{costly} |"


def test_the_manual_lists_every_field_with_its_names_unit_and_meaning() -> None:
    page = PAGE.read_text(encoding="utf-8").splitlines()
    missing = [line for line in map(line_of, PROCESS_CATALOGUE.metrics) if line not in page]

    assert not missing, "add to filter.md:\n" + "\n".join(missing)


def test_the_manual_lists_no_field_that_is_not_there() -> None:
    lines = {line_of(metric) for metric in PROCESS_CATALOGUE.metrics}
    table = PAGE.read_text(encoding="utf-8").partition("## Fields")[2].splitlines()
    spare = [line for line in table if line.startswith("| `") and line not in lines]

    assert not spare, "take out of filter.md:\n" + "\n".join(spare)


_EXAMPLES = re.findall(r"^\| `([^`]+)` \|", PAGE.read_text(encoding="utf-8").partition("\n## ")[0], re.MULTILINE)


@pytest.mark.parametrize("example", _EXAMPLES)
def test_every_example_of_the_manual_is_understood(example: str) -> None:
    assert query.compile(example).fields


def test_the_manual_begins_with_examples() -> None:
    assert len(_EXAMPLES) > 10
