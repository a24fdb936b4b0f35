"""The manual says what the program does: every field, option and key is in it, and its links lead somewhere."""

import argparse
import re
from pathlib import Path
from typing import NoReturn

import pytest

from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.terminal.arguments import _parser
from procmon_gui.ui.models.process_columns import grouped
from tests.architecture.tree import ROOT, place, python_files

DOCS = ROOT / "resources" / "docs"
MANUAL = DOCS / "manual"
PAGES = sorted(MANUAL.glob("*.md"))
TEXTS = [*PAGES, *sorted((DOCS / "decisions").glob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`]+)`")
# Keys as Qt names them, where the manual writes what stands on the keyboard.
_ON_THE_KEYBOARD = {
    "Escape": "Esc", "Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Asterisk": "*",
    "Plus": "+", "Minus": "-", "PageUp": "Page Up", "PageDown": "Page Down", "Find": "Ctrl+F", "Copy": "Ctrl+C",
    "P": "Shift+P", "M": "Shift+M", "T": "Shift+T", "S": "Shift+S",
}  # fmt: skip
_READ = {Look.CHEAP: ("beat", "start"), Look.SMAPS: ("in view, costly",), Look.SOCKETS: ("TCP",)}


def page(name: str) -> str:
    return (MANUAL / name).read_text(encoding="utf-8")


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of every line that is a row of a table."""
    return [
        [cell.strip().replace(r"\*", "*") for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


def row_of(metric: Metric, rows: list[list[str]], column: int) -> list[str]:
    found = [cells for cells in rows if len(cells) > column and cells[column] == f"`{metric.id}`"]
    assert len(found) == 1, f"{metric.id} has {len(found)} rows in the manual"
    return found[0]


def verbs_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    verbs: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            verbs |= action.choices
    return verbs


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    own = {option for action in parser._actions for option in action.option_strings}
    return own.union(*(options_of(verb) for verb in verbs_of(parser).values()))


# ---- fields


@pytest.mark.parametrize("metric", PROCESS_METRICS, ids=lambda metric: metric.id)
def test_every_field_of_a_process_is_in_the_manual_as_the_catalogue_has_it(metric: Metric) -> None:
    title, _, _, description, source, read = row_of(metric, table_rows(page("processes.md")), 1)

    assert (title, description, source) == (metric.title, metric.description, metric.source)
    assert read in _READ.get(metric.look, ("in view",))


def test_the_tables_of_the_manual_are_the_groups_of_the_column_chooser() -> None:
    titles = re.findall(r"^### (.+)$", page("processes.md"), re.MULTILINE)

    wanted = [title for title, _ in grouped()]
    assert [title for title in titles if title in wanted] == wanted


@pytest.mark.parametrize("metric", HOST_METRICS, ids=lambda metric: metric.id)
def test_every_figure_of_the_machine_is_in_the_manual_with_its_source(metric: Metric) -> None:
    cells = row_of(metric, table_rows(page("overview.md")), 0)

    assert cells[3] == ("each" if metric.per_instance else "host")
    assert cells[4].rstrip(" |") == metric.source


def test_the_manual_names_no_field_that_is_not_there() -> None:
    known = {f"`{metric.id}`" for metric in (*PROCESS_METRICS, *HOST_METRICS)}
    fields = {cells[1] for cells in table_rows(page("processes.md")) if len(cells) == 6}
    figures = {cells[0] for cells in table_rows(page("overview.md")) if len(cells) == 5}

    assert {name for name in fields | figures if name.startswith("`")} <= known


# ---- the terminal


def options_told() -> set[str]:
    """Return the options of the tables of the manual."""
    cells = [row[0] for row in table_rows(page("terminal.md"))]
    return {code.split(" ")[0] for cell in cells for code in _CODE.findall(cell) if code.startswith("-")}


def test_every_verb_and_option_is_in_the_manual() -> None:
    parser = _parser()

    assert options_of(parser) - options_told() == set()
    assert [verb for verb in verbs_of(parser) if f"\n## {verb}\n" not in page("terminal.md")] == []


def test_the_manual_tells_of_no_option_that_is_not_there() -> None:
    assert options_told() - options_of(_parser()) == set()


# ---- the keys


def keys_of_the_window() -> dict[str, str]:
    """Return every key that the source of the window names, as the manual writes it, with one place where it does."""
    keys: dict[str, str] = {}
    for path in python_files("procmon_gui/ui"):
        source = path.read_text(encoding="utf-8")
        here = place(path, 1)
        names = re.findall(r"Key\.Key_(\w+)|StandardKey\.(\w+)", source)
        keys |= {_ON_THE_KEYBOARD.get(key or standard, key or standard): here for key, standard in names}
        entries = re.findall(r'_entry\([^\n]*, "([A-Z][^"]+)"\)', source)
        keys |= {re.sub("Left|Right", _on_the_keyboard, entry): here for entry in entries}
    return keys


def _on_the_keyboard(found: re.Match[str]) -> str:
    return _ON_THE_KEYBOARD[found[0]]


def test_every_key_of_the_window_is_in_the_manual() -> None:
    """Those of the rail are numbers: one for each page."""
    from procmon_gui.program import page_makers
    from procmon_gui.ui.alert_list import AlertList
    from procmon_gui.ui.audit_list import AuditList
    from procmon_gui.ui.preferences import Preferences

    def no_past() -> NoReturn:
        raise AssertionError("no page is opened")

    text = page("index.md")
    told = {code for cells in table_rows(text) for code in _CODE.findall(cells[0])}
    makers = page_makers(Preferences(), no_past, AuditList(no_past), alerts=AlertList(no_past))
    keys = keys_of_the_window() | {f"Ctrl+{number}": "the rail" for number in range(1, len(makers) + 1)}

    assert {"F5", "F1", "Ctrl+Q", "Pause", "F3", "Shift+P"} <= keys.keys()
    assert {key: where for key, where in keys.items() if key not in told} == {}


# ---- the pages themselves


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = [target for target in _LINK.findall(path.read_text(encoding="utf-8")) if "://" not in target]

    broken = [target for target in targets if not (path.parent / target.partition("#")[0]).exists()]

    # Pictures are made from the running program and put there last.
    assert [target for target in broken if not target.startswith("resources/docs/pictures/")] == []


def test_the_index_leads_to_every_page() -> None:
    linked = set(_LINK.findall(page("index.md")))

    assert {path.name for path in PAGES} - {"index.md"} <= linked


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_page_begins_with_its_title_and_has_no_gap_left_to_fill(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith("# ")
    assert re.findall(r"TODO|TBD|FIXME|@@|\bXX+\b", text) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_row_of_a_table_has_the_cells_of_its_heading(path: Path) -> None:
    """A bar inside of a cell would end it, also between backticks."""
    broken: list[str] = []
    heading = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heading = 0
            continue
        count = len(re.findall(r"(?<!\\)\|", line))
        heading = heading or count
        if count != heading:
            broken.append(line)

    assert broken == []


@pytest.mark.parametrize("path", sorted((DOCS / "decisions").glob("*.md")), ids=lambda path: path.name)
def test_a_decision_is_one_page_with_question_choice_and_what_was_refused(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert all(f"**{part}.**" in text for part in ("Question", "Choice", "Refused"))
    assert len(text.splitlines()) <= 60


def test_the_source_speaks_of_pages_that_exist() -> None:
    named = {
        match
        for path in python_files("procmon_gui")
        for match in re.findall(r"resources/docs/[\w./-]+\.md", path.read_text(encoding="utf-8"))
    }

    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
