"""The window without eyes: once by keys alone, once by what assistive technology asks for and no key at all."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.e2e.assistive import Node, wait_for
from tests.e2e.window import Window, needs_a_desktop
from tests.zoo import Animal, Zoo

pytestmark = [pytest.mark.slow, needs_a_desktop]

FLOCK = (Animal(id="goat", name=b"zoo-goat"),)
# What runs as well: the window manager of the stage.
OTHER = "openbox"
NAME, PID = 0, 1


@pytest.fixture(scope="module")
def goat() -> Iterator[Zoo]:
    with Zoo(FLOCK) as animals:
        yield animals


@dataclass(frozen=True, slots=True)
class Heard:
    """A row as it is read out."""

    name: str
    level: int
    state: str
    pid: int


def heard(window: Window) -> list[Heard]:
    """Return the rows of the tree, top to bottom."""
    return [_row(*cells) for cells in window.read_rows(2)]


def _row(name: str, pid: str) -> Heard:
    before, _, after = name.rpartition(", level ")
    level, _, state = after.partition(", ")
    return Heard(name=before, level=int(level), state=state, pid=int(pid))


def place_of(rows: list[Heard], name: str) -> int:
    return [row.name for row in rows].index(name)


def place_of_parent(rows: list[Heard], child: int) -> int:
    return max(place for place in range(child) if rows[place].level == rows[child].level - 1)


def families(rows: list[Heard]) -> list[list[int]]:
    """Return the pids below each row, and of the first level, in the order in which they stand."""
    found: dict[int, list[int]] = {}
    above: list[int] = [-1]
    for place, row in enumerate(rows):
        del above[row.level :]
        found.setdefault(above[-1], []).append(row.pid)
        above.append(place)
    return list(found.values())


def is_sorted_by_pid(rows: list[Heard]) -> bool:
    return all(pids == sorted(pids) for pids in families(rows))


def names(window: Window) -> list[str]:
    return [row.name for row in heard(window)]


def wait_for_all(window: Window) -> None:
    """Wait until no filter hides anybody; the rows of a long list that moves are too many to be read for that."""
    wait_for(lambda: "shown" not in window.root.find("label", holds=" processes").name, "all processes again")


def shown(window: Window, role: str, name: str = "", *, holds: str = "") -> Node:
    """Return the first thing of this role and name that is on the screen."""

    def look() -> Node | None:
        for node in window.root.walk():
            if node.role == role and (not name or node.name == name) and holds in node.name and node.has("showing"):
                return node
        return None

    return wait_for(look, f"{role} {name!r} {holds!r} on the screen")


def assert_a_table_is_read(table: Node, goat: Zoo) -> None:
    """Check what a screen reader says of the goat: roles, title, value, row, level, that it is selected."""
    place = table.column(PID).index(str(goat.pids["goat"]))
    name, pid = table.cell(place, NAME), table.cell(place, PID)
    assert (table.role, name.role, pid.role, table.title(PID).role) == ("table", "cell", "cell", "column header")
    assert (table.title(NAME).name, table.title(PID).name) == ("Name", "PID")
    assert pid.name == str(goat.pids["goat"])
    assert _row(name.name, pid.name).level > 1
    assert name.has("selected")
    assert table.selected_rows == [place]


def test_by_keys_everything_is_reached(shown_window: Window, goat: Zoo) -> None:
    """Find, filter, sort, fold and unfold a row, open the detail, switch pages, change a setting."""
    window = shown_window
    window.press("ctrl+2")
    window.table()
    window.press("ctrl+f")
    wait_for(lambda: window.root.find("text", "Filter processes").has("focused"), "the keyboard in the filter")
    window.stage.type("zoo-goat")
    wait_for(lambda: "zoo-goat" in names(window) and OTHER not in names(window), "the goat and those above it alone")
    window.press("Return", "Escape")
    wait_for_all(window)

    window.press("ctrl+2", "Pause", "Home", "ctrl+Right", "shift+s")
    wait_for(lambda: is_sorted_by_pid(heard(window)), "siblings by their PID")
    window.stage.type("zoo-goat")
    table = window.table()
    wait_for(lambda: table.selected_rows == [place_of(heard(window), "zoo-goat")], "the goat to be selected")
    assert_a_table_is_read(table, goat)

    rows = heard(window)
    parent = place_of_parent(rows, place_of(rows, "zoo-goat"))
    window.press("Left")
    wait_for(lambda: table.selected_rows == [parent], "the keyboard at the parent")
    window.press("Left")
    wait_for(lambda: heard(window)[parent].state == "collapsed", "the parent to fold")
    assert "zoo-goat" not in names(window)
    window.press("Right")
    wait_for(lambda: heard(window)[parent].state == "expanded", "the parent to unfold")
    assert "zoo-goat" in names(window)

    window.press("Return")
    shown(window, "page tab", holds="General")
    window.press("ctrl+7")
    box = shown(window, "check box", "Taller rows")
    was_checked = box.has("checked")
    for _ in range(20):
        if box.has("focused"):
            break
        window.press("Tab")
    window.press("space")
    wait_for(lambda: box.has("checked") != was_checked, "the setting to change")


def test_without_keys_everything_is_reached(shown_window: Window, goat: Zoo) -> None:
    """The same, by nothing but what AT-SPI offers."""
    window = shown_window
    pages = window.find("list", "Pages")
    pages.choose(1)
    table = window.table()

    search = window.find("text", "Filter processes")
    search.write("zoo-goat")
    wait_for(lambda: "zoo-goat" in names(window) and OTHER not in names(window), "the goat and those above it alone")
    search.write("")
    wait_for_all(window)
    shown(window, "check box", "Freeze").press()
    shown(window, "check box", holds="Frozen")

    table.open_menu().find("menu item", "PID").press()
    wait_for(lambda: is_sorted_by_pid(heard(window)), "siblings by their PID")
    rows = heard(window)
    goats = place_of(rows, "zoo-goat")
    table.choose_row(goats)
    assert_a_table_is_read(table, goat)

    parent = place_of_parent(rows, goats)
    table.choose_row(parent)
    table.open_menu().find("menu item", "Fold").press()
    wait_for(lambda: heard(window)[parent].state == "collapsed", "the parent to fold")
    assert "zoo-goat" not in names(window)
    table.open_menu().find("menu item", "Open").press()
    wait_for(lambda: heard(window)[parent].state == "expanded", "the parent to unfold")

    table.choose_row(place_of(heard(window), "zoo-goat"))
    shown(window, "check box", holds="etail").press()
    shown(window, "page tab", holds="General")

    pages.choose(6)
    box = shown(window, "check box", "Taller rows")
    was_checked = box.has("checked")
    box.press()
    wait_for(lambda: box.has("checked") != was_checked, "the setting to change")


@pytest.fixture
def shown_window(shown: Window) -> Window:
    return shown
