"""Habits of the source that no other tool checks."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, parsed, place, python_files

# Real programs under real load may wait; everything else has a fake clock or waits for an event.
MAY_SLEEP = ("tests/faults/", "tests/bench/", "tests/e2e/", "tests/collectors/", "tests/load.py", "tests/zoo.py")
FUNCTION_LINES = 60
MODULE_LINES = 600


def tracked_files() -> list[Path]:
    """Return what git keeps; the tests of a source archive without git skip."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
    return [ROOT / name for name in listing.decode().split("\0") if name and (ROOT / name).is_file()]


def is_sleep(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("time.sleep", "sleep")


def test_no_test_sleeps_without_saying_why() -> None:
    """A sleep that is the thing under test (a frozen window) says so in a comment on its line."""
    sleepers = [
        place(path, node.lineno)
        for path in python_files("tests")
        if not str(path.relative_to(ROOT)).startswith(MAY_SLEEP)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and is_sleep(node)
        if "#" not in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
    ]

    assert sleepers == []


def test_no_moment_hangs_on_the_hour_at_which_it_is_looked_at() -> None:
    """A bare time of day is one of yesterday or of today, as the clock has it; give it a date, unless it is the thing.

    And the offset of now is not that of another hour on the day on which clocks are put forward or back: make the
    moment of its day and its hour (`datetime(year, month, day, 8).astimezone()`).
    """
    bare = re.compile(r'"--(?:from|to|at|since|until|with-from|with-to)", "[0-9]{1,2}[:.][0-9]{2}')
    hanging = [
        place(path, number)
        for path in python_files("procmon_gui", "tests")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line) or ".replace(hour=" in line
        if path != Path(__file__)
    ]

    assert hanging == []


def shown_by_hand(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the windows that a function makes and shows without waiting until they have the keyboard."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            made = {ast.unparse(call.args[0]) for call in calls if ast.unparse(call.func) == "qtbot.addWidget"}
            for call in calls:
                name, dot, method = ast.unparse(call.func).rpartition(".")
                if dot and method == "show" and name in made:
                    yield call.lineno, name


def test_who_presses_keys_waits_until_the_window_has_the_keyboard() -> None:
    """A window manager gives it some time after the window was shown; until then keys of actions do nothing."""
    hasty = [
        f"{place(path, line)}: {name}; use tests.ui.screen.show_active"
        for path in python_files("tests/ui")
        if "keyClick" in path.read_text(encoding="utf-8")
        for line, name in shown_by_hand(parsed(path))
    ]

    assert hasty == []


def test_who_asks_where_the_keyboard_is_asks_the_window() -> None:
    """That of the application is nowhere until the window manager has given the keyboard to a window."""
    asked = re.compile(r"QApplication\.focusWidget\(|qapp\.focusWidget\(")
    hasty = [
        place(path, number)
        for path in python_files("tests/ui")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asked.search(line)
    ]

    assert hasty == []


def test_a_window_that_is_shown_by_hand_is_found() -> None:
    source = "def page(qtbot):\n    page = Page()\n    qtbot.addWidget(page)\n    page.show()\n"

    assert list(shown_by_hand(ast.parse(source))) == [(4, "page")]


def test_no_tracked_file_holds_the_address_of_a_registry_or_a_folder_of_one_machine() -> None:
    """Where packages come from is the reader's own business; where one developer works is nobody's."""
    marks = re.compile(
        rb"--(?:extra-)?index-url|--find-links|PIP_INDEX_URL|pypi\.org|pythonhosted|registry\.npmjs|/simple/?['\"\s]"
        rb"|/home/(?!visitor\b|user\b|you\b|me\b)[a-z]|/work/|/Users/[a-z]"
    )
    me = Path(__file__).resolve()

    faults = [
        f"{place(path, number)}: {line[:120]!r}"
        for path in tracked_files()
        # Recorded command lines are examples of what strangers type.
        if path != me and ROOT / "tests/recorded" not in path.parents
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if marks.search(line)
    ]

    assert faults == []


def test_the_changelog_has_the_headings_of_keep_a_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()

    assert text.startswith("# Changelog\n")
    assert "\n## [Unreleased]\n" in text
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= {
        "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security",
    }  # fmt: skip


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "resources/docs/decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_functions_and_modules_stay_readable() -> None:
    """The house aims at 40 and 400 lines; good sense may exceed it, this far and no further."""
    long_functions = [
        f"{place(path, node.lineno)} {node.name}"
        for path in python_files("procmon_gui")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.body[0].lineno >= FUNCTION_LINES
    ]
    long_modules = [
        str(path.relative_to(ROOT))
        for path in python_files("procmon_gui")
        if len(path.read_text(encoding="utf-8").splitlines()) > MODULE_LINES
    ]

    assert long_functions == []
    assert long_modules == []


@pytest.mark.parametrize("name", ["utils", "helpers", "misc", "common"])
def test_there_is_no_drawer_for_everything(name: str) -> None:
    assert [str(path) for path in python_files("procmon_gui") if path.stem == name or name in path.parent.parts] == []
