"""The locked window of the real program, by keys and as it is read out; and nothing that was typed is in any file."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e.assistive import Vanished, wait_for
from tests.e2e.test_acting import ADMINISTRATOR, PASSWORD, admit, showing
from tests.e2e.window import Stage, Window, needs_a_desktop, window

pytestmark = [pytest.mark.slow, needs_a_desktop]

WRONG = "a short walk to the harbour"


def reads(running: Window) -> str:
    """Return everything that is on the screen, as it is read out."""
    said: list[str] = []
    for node in running.root.walk():
        try:
            if node.has("showing"):
                said.append(node.name)
        except Vanished:
            continue
    return "\n".join(said)


def is_list_shown(running: Window) -> bool:
    with suppress(Vanished):
        return running.root.find("table", "Processes").has("showing")
    return False


def type_password(running: Window, password: str) -> None:
    field = showing(running, "text", "Password")
    wait_for(lambda: field.has("focused"), "the field of the password has the keyboard")
    # Not by xdotool: what it types stands on its command line, which is recorded like any other.
    field.write(password)
    running.press("Return")


def test_the_window_shows_nothing_before_a_login_and_after_ctrl_l_and_keeps_nothing_that_was_typed(
    at_home: Stage,
) -> None:
    admit(at_home, ADMINISTRATOR, "administrator")
    settings = at_home.home / "config" / "procmon_gui" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    with settings.open("a", encoding="utf-8") as file:
        file.write("\n[access]\nwatching_needs_login = true\n")
    with window(at_home) as running:
        showing(running, "push button", "Log in")
        assert not is_list_shown(running)
        assert "Nothing is shown here before somebody logs in." in reads(running)
        name = showing(running, "text", "Name")
        wait_for(lambda: name.has("focused"), "the name has the keyboard")
        running.stage.type(ADMINISTRATOR)
        running.press("Return")
        type_password(running, WRONG)
        wait_for(lambda: "Name or password is wrong." in reads(running), "that it is wrong")
        type_password(running, PASSWORD)
        wait_for(lambda: f"{ADMINISTRATOR} (administrator)" in reads(running), "who is logged in")
        running.press("ctrl+2")
        assert running.table().row_count

        running.press("ctrl+l")
        showing(running, "push button", "Unlock")
        assert not is_list_shown(running)
        assert "Recording goes on." in reads(running)
        type_password(running, PASSWORD)
        wait_for(lambda: is_list_shown(running), "the list again")
        running.press("ctrl+q")
        running.wait_for_end()
        assert running.words == "", "the program complained"

    assert places_of(at_home.home, (PASSWORD, WRONG)) == []


def places_of(home: Path, planted: tuple[str, ...]) -> list[str]:
    """Return the files below a home that hold any of these, in the letters of a file or of a program."""
    found = []
    for path in home.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            forms = [form for secret in planted for form in (secret.encode(), secret.encode("utf-16-le"))]
            found += [str(path) for form in forms if form in kept]
    return found
