"""The real program on a real display: it shows itself, and it ends when it is told to."""

import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.desktop import PATIENCE_S, desktop, program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "openbox", "xdotool"))), reason="needs Xvfb, openbox and xdotool"
    ),
]


def test_ctrl_q_ends_it_and_the_next_start_opens_the_same_page(tmp_path: Path) -> None:
    with desktop(tmp_path) as screen:
        with program(screen) as process:
            screen.press("ctrl+2")
            time.sleep(0.5)
            screen.press("ctrl+q")
            assert process.wait(PATIENCE_S) == 0
        assert "page=processes" in (tmp_path / "config" / "procmon_gui" / "window.ini").read_text()

        with program(screen) as process:
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 0
    assert (tmp_path / "log").read_text() == ""
