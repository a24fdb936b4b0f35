"""A window that a signal killed: what the next one says of it, and where it leads."""

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.assistive import PATIENCE_S
from tests.e2e.window import Stage, needs_a_desktop, window

pytestmark = [pytest.mark.slow, needs_a_desktop]


def test_a_window_that_was_killed_is_told_of_by_the_next_one_once(at_home: Stage, tmp_path: Path) -> None:
    with window(at_home) as shown:
        shown.find("button menu", "Menu")
        os.kill(shown.process.pid, signal.SIGSEGV)
        assert shown.process.wait(PATIENCE_S) == -signal.SIGSEGV

    with window(at_home) as again:
        again.find("label", holds="procmon_gui ended unexpectedly at ")
        again.find("push button", "Show…").press()
        again.find("list item", holds="Killed by a signal")
        again.find("push button", "Copy").press()
        again.find("label", "Copied.")
        text = again.stage.clipboard()
        again.press("Escape")
        again.press("ctrl+q")
        assert again.wait_for_end()[0] == 0
    kept = [path.name for path in (tmp_path / "state" / "procmon_gui" / "crashes").iterdir()]

    assert "Fatal Python error" in text
    assert "program: window" in text
    assert "qt: 6." in text
    assert sorted(name.startswith(("new-", "running-")) for name in kept) == [False, True]
