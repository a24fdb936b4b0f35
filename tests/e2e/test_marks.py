"""Scripts mark moments while a window is open and records; what it marks itself is there for them."""

import json
import subprocess
import sys

import pytest

from tests.e2e.assistive import wait_for
from tests.e2e.desktop import ROOT
from tests.e2e.window import Stage, needs_a_desktop, window

pytestmark = [pytest.mark.slow, needs_a_desktop]


def command(on: Stage, *words: str) -> "subprocess.Popen[str]":
    """Start the program in the terminal of the same user."""
    return subprocess.Popen(
        [sys.executable, "-m", "procmon_gui", *words], env=on.environment, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_marks_of_scripts_are_found_in_the_window_and_its_own_in_the_terminal(at_home: Stage) -> None:
    with window(at_home) as running:
        running.press("ctrl+2")
        running.table()
        scripts = [command(at_home, "mark", f"deployed {number}") for number in range(3)]
        assert [script.communicate(timeout=60)[0] for script in scripts] == [""] * 3
        assert [script.returncode for script in scripts] == [0] * 3

        running.press("ctrl+m")
        field = running.find("text", "Words of the mark")
        wait_for(lambda: field.has("focused"), "the keyboard in the box")
        at_home.type("fan noise")
        running.press("Return")
        running.press("ctrl+g")
        running.find("list item", holds="fan noise")
        for number in range(3):
            running.find("list item", holds=f"deployed {number}")
        field = running.find("text", "Time to go to")
        wait_for(lambda: field.has("focused"), "the keyboard in the box")
        at_home.type("deployed 1")
        strip = running.find("slider", "Time strip: CPU of this machine")

        def is_there() -> bool:
            """Press until it was understood: a busy window may not have read the letters yet."""
            running.press("Return")
            return "mark: deployed 1" in strip.description

        wait_for(is_there, "the moment of the mark")
        printed = command(at_home, "marks", "--format", "json")
        lines = printed.communicate(timeout=60)[0].splitlines()
    assert running.words == "", "the program complained"
    assert {json.loads(line)["text"] for line in lines} == {"fan noise", "deployed 0", "deployed 1", "deployed 2"}
