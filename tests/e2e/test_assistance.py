"""The window without eyes: once by keys alone, once by what assistive technology asks for and no key at all."""

from collections.abc import Iterator

import pytest

from tests.e2e.assistive import Node, wait_for
from tests.e2e.window import Window, needs_a_desktop
from tests.zoo import Animal, Zoo

pytestmark = [pytest.mark.slow, needs_a_desktop]

FLOCK = (Animal(id="goat", name=b"zoo-goat"),)


@pytest.fixture(scope="module")
def goat() -> Iterator[Zoo]:
    with Zoo(FLOCK) as animals:
        yield animals


def rows_of(window: Window) -> list[str]:
    return [name.partition(",")[0] for (name,) in window.read_rows(1)]


def shown(window: Window, role: str, name: str = "", *, holds: str = "") -> Node:
    """Return the first thing of this role and name that is on the screen."""

    def look() -> Node | None:
        for node in window.root.walk():
            if node.role == role and (not name or node.name == name) and holds in node.name and node.has("showing"):
                return node
        return None

    return wait_for(look, f"{role} {name!r} {holds!r} on the screen")


def test_by_keys_a_process_is_found_its_detail_opened_and_a_setting_changed(shown_window: Window, goat: Zoo) -> None:
    window = shown_window
    window.press("ctrl+2")
    window.table()
    window.press("ctrl+f")
    wait_for(lambda: window.root.find("text", "Filter processes").has("focused"), "the keyboard in the filter")
    window.stage.type("zoo-goat")
    wait_for(lambda: "zoo-goat" in rows_of(window), "the goat")
    window.press("Return", "Tab", "Escape")
    window.press("ctrl+2", "End")
    window.press("Return")
    shown(window, "page tab", holds="General")

    window.press("ctrl+4")
    box = shown(window, "check box", "Taller rows")
    was_checked = box.has("checked")
    for _ in range(20):
        if box.has("focused"):
            break
        window.press("Tab")
    window.press("space")
    wait_for(lambda: box.has("checked") != was_checked, "the setting to change")


def test_without_keys_pages_filter_detail_and_a_setting_are_reached(shown_window: Window, goat: Zoo) -> None:
    window = shown_window
    pages = window.find("list", "Pages")
    pages.choose(1)
    window.table()

    window.find("text", "Filter processes").write("zoo-goat")
    wait_for(lambda: "zoo-goat" in rows_of(window), "the goat")
    window.table().choose_row(rows_of(window).index("zoo-goat"))
    shown(window, "check box", holds="etail").press()
    shown(window, "page tab", holds="General")

    pages.choose(3)
    box = shown(window, "check box", "Taller rows")
    was_checked = box.has("checked")
    box.press()
    wait_for(lambda: box.has("checked") != was_checked, "the setting to change")


@pytest.fixture
def shown_window(shown: Window) -> Window:
    return shown
