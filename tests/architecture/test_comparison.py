"""The table beside other monitors says nothing that the catalogue does not keep."""

import re

import pytest

from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from tests.architecture.tree import ROOT

PAGE = (ROOT / "resources" / "docs" / "manual" / "comparison.md").read_text(encoding="utf-8")
PEERS = ("System Informer", "htop", "btop", "Mission Center", "Resources", "Plasma")
_CODE = re.compile(r"`([^`]+)`")
# What stands somewhere else than in a column.
_ELSEWHERE = re.compile(r"\b(detail|page|doctor|tree|Overview)\b")


def table(title: str) -> list[list[str]]:
    """Return the rows of one table: what, a dot or nothing for each peer, and what is here."""
    part = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("title", ["Fields of a process", "Figures of the machine"])
def test_a_field_that_is_here_is_in_the_catalogue_and_one_that_is_not_has_a_reason(title: str) -> None:
    known = {metric.id for metric in (*PROCESS_METRICS, *HOST_METRICS)}
    wrong = []
    for what, *_, here in table(title):
        ids = [name for name in _CODE.findall(here) if " " not in name and not name.startswith("procmon")]
        is_reason = here.startswith(("no: ", "not yet: "))
        if set(ids) - known or not (ids or is_reason or _ELSEWHERE.search(here)) or here in ("no:", "yes"):
            wrong.append(f"{what}: {here}")

    assert wrong == []


def test_every_field_of_a_process_is_compared() -> None:
    named = {name for row in table("Fields of a process") for name in _CODE.findall(row[-1])}

    assert {metric.id for metric in PROCESS_METRICS} - named == set()


@pytest.mark.parametrize("title", ["Fields of a process", "Figures of the machine", "Habits in the list"])
def test_every_row_has_a_cell_for_each_monitor(title: str) -> None:
    rows = table(title)

    assert len(rows) > 30
    assert [row[0] for row in rows if len(row) != len(PEERS) + 2 or set(row[1:-1]) - {"", "•"} or not row[-1]] == []
    assert len({row[0] for row in rows}) == len(rows)
