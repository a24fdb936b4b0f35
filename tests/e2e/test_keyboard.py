"""The window by keys alone: everything that the eye can do with a mouse, read out by what assistive technology sees."""

import re
from collections.abc import Iterator

import pytest

from tests.e2e.assistive import Node, wait_for
from tests.e2e.window import Window, needs_a_desktop
from tests.zoo import Animal, Zoo

pytestmark = [pytest.mark.slow, needs_a_desktop]

LIMIT_S = 2.0
FLOCK = tuple(Animal(id=f"sheep {number}", name=f"zoo-sheep-{number}".encode()) for number in range(3))
MEMORY = 4
MOST_TABS = 25
_POWERS = {"B": 0, "KiB": 1, "MiB": 2, "GiB": 3}


@pytest.fixture(scope="module")
def flock() -> Iterator[Zoo]:
    with Zoo(FLOCK) as animals:
        yield animals


@pytest.fixture
def listed(shown: Window) -> Window:
    """Return the window with the process page open."""
    shown.press("ctrl+2")
    shown.table()
    return shown


def _focused(window: Window) -> Node | None:
    # Qt says so of the current item of every list too.
    has_it = (node for node in window.root.walk() if node.has("focused") and node.role != "list item")
    return next(has_it, None)


def _tab_to(window: Window, name: str) -> Node:
    """Press the tab key until a thing of this name has the keyboard."""
    before = ""
    for _ in range(MOST_TABS):
        node = wait_for(lambda: _focused(window), "something with the keyboard")
        if node.name == name:
            return node
        before = f"{before}, {node.role} {node.name!r}"
        window.press("Tab")
        wait_for(lambda at=node: not at.has("focused"), f"the keyboard to leave {node.name}")  # type: ignore[misc]
    raise AssertionError(f"the tab key never comes to {name!r}, only to {before}")


def _bytes(words: str) -> float:
    number, _, unit = words.partition(" ")
    return float(number) * 1024.0 ** _POWERS[unit or "B"]


def _names(window: Window) -> list[str]:
    return [name for (name,) in window.read_rows(1)]


def test_a_filter_is_typed_counted_and_cleared(listed: Window, flock: Zoo) -> None:
    everybody = listed.find("label", holds=" processes").name
    assert "shown" not in everybody

    listed.press("ctrl+f")
    listed.find("text", "Filter processes")
    wait_for(lambda: listed.root.find("text", "Filter processes").has("focused"), "the keyboard in the filter")
    listed.stage.type("name ~ zoo-sheep-*")
    assert re.search(r"\b3 shown", listed.find("label", holds="3 shown").name)
    # Parents stand in the tree, dimmed, so that it is seen where the three belong.
    rows = wait_for(lambda: [name for name in _names(listed) if "zoo-sheep-" in name], "the flock")
    assert sorted(name.partition(",")[0] for name in rows) == [f"zoo-sheep-{number}" for number in range(3)]

    listed.press("Escape")
    wait_for(lambda: listed.table().row_count > len(FLOCK) + 3, "all processes again")
    wait_for(lambda: "shown" not in listed.find("label", holds=" processes").name, "the count of all")


def test_a_filter_that_is_wrong_says_where_and_what_was_expected(listed: Window) -> None:
    listed.press("ctrl+f")
    listed.stage.type("cpu > banana")

    words = listed.find("label", holds="banana").name
    assert re.search(r"\d", words), words


def test_the_tree_folds_and_unfolds(listed: Window) -> None:
    listed.press("Home", "ctrl+Home")
    rows = listed.table().row_count
    wait_for(lambda: listed.table().cell(0, 0).name.endswith("expanded"), "the first row")

    listed.press("Left")
    wait_for(lambda: listed.table().cell(0, 0).name.endswith("collapsed"), "the first row to fold")
    assert listed.table().row_count < rows

    listed.press("Right")
    wait_for(lambda: listed.table().cell(0, 0).name.endswith("expanded"), "the first row to unfold")
    assert listed.table().row_count > 1


def test_the_list_is_made_flat_and_sorted_by_memory(listed: Window) -> None:
    # Within a group of which one is chosen, the arrows choose.
    assert _tab_to(listed, "Tree").has("checked")
    listed.press("Right")
    wait_for(lambda: listed.root.find("check box", "Flat").has("checked"), "the choice")
    wait_for(lambda: all("level" not in name for name in _names(listed)), "a list without levels")

    listed.press("Pause")  # so that no value changes while it is read
    listed.find("check box", holds="Frozen")
    _tab_to(listed, "Processes")
    listed.press("shift+m")

    def is_sorted() -> bool:
        sizes = [_bytes(words) for words in listed.table().column(MEMORY) if words[:1].isdigit()]
        return len(sizes) > 3 and sizes == sorted(sizes, reverse=True)

    wait_for(is_sorted, "the largest first")


def test_a_frozen_list_stands_while_the_status_goes_on(listed: Window) -> None:
    listed.press("Pause")
    listed.find("check box", holds="Frozen")
    count = listed.find("label", holds=" processes").name
    status = listed.find("label", holds="This program")
    words = status.name

    with Zoo((Animal(id="late", name=b"zoo-latecomer"),)):
        wait_for(lambda: status.name != words, "news in the status bar")
        assert not any("zoo-latecomer" in name for name in _names(listed))
        assert listed.find("label", count).has("showing")

        listed.press("Pause")
        listed.find("check box", "Freeze")
        wait_for(lambda: any("zoo-latecomer" in name for name in _names(listed)), "the latecomer")


def test_pages_are_switched_and_each_takes_the_keyboard(listed: Window) -> None:
    table = listed.table()
    assert table.has("focused")

    listed.press("ctrl+1")
    wait_for(lambda: not table.has("showing"), "the other page")
    chart = listed.find("filler", holds="CPU, last")
    assert chart.has("showing")

    listed.press("ctrl+2")
    wait_for(lambda: table.has("showing") and table.has("focused"), "the table with the keyboard")


def test_a_name_is_gone_to_by_typing_it(listed: Window, flock: Zoo) -> None:
    listed.stage.type("zoo-sheep-2")

    def is_selected() -> bool:
        table = listed.table()
        return [table.cell(row, 0).name.partition(",")[0] for row in table.selected_rows] == ["zoo-sheep-2"]

    wait_for(is_selected, "the third sheep to be selected")


def test_ctrl_q_quits_in_time_with_status_zero(listed: Window) -> None:
    listed.press("ctrl+q")
    status, took_s = listed.wait_for_end()

    assert status == 0
    assert took_s < LIMIT_S
    assert not listed.survivors()
