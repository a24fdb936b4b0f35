"""The program as a login starts it, beside a real panel: hidden in its tray, and back when the panel goes."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.assistive import wait_for
from tests.e2e.window import Stage, needs_a_desktop

pytestmark = [
    pytest.mark.slow, needs_a_desktop,
    pytest.mark.skipif(shutil.which("tint2") is None, reason="needs tint2: see packaging/test"),
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "procmon_gui", "--hidden"]
PANEL = "panel_items = S\npanel_size = 100% 30\n"


def windows(on: Stage) -> list[str]:
    """Return the windows of the program that are on the screen."""
    done = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^procmon_gui$"], env=on.environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    return done.stdout.split()


def is_in_tray(on: Stage) -> bool:
    """Say whether the panel holds an icon of the program."""
    tree = subprocess.run(
        ["xwininfo", "-root", "-tree"], env=on.environment, capture_output=True, text=True, check=False
    )
    panel = tree.stdout.partition('"tint2"')[2].partition("\n     0x")[0]
    return any("procmon" in line or "QSystemTrayIcon" in line for line in panel.splitlines()[1:])


def test_it_is_hidden_beside_a_panel_and_comes_back_when_the_panel_goes(at_home: Stage, tmp_path: Path) -> None:
    (tmp_path / "tint2rc").write_text(PANEL)
    panel = subprocess.Popen(
        ["tint2", "-c", str(tmp_path / "tint2rc")], env=at_home.environment, stderr=subprocess.DEVNULL
    )
    program = subprocess.Popen(COMMAND, env=at_home.environment, cwd=ROOT)
    try:
        wait_for(lambda: is_in_tray(at_home), "the icon in the tray")
        assert windows(at_home) == []
        again = subprocess.run(COMMAND, env=at_home.environment, cwd=ROOT, timeout=60, check=False)
        assert again.returncode == 0
        assert windows(at_home) == []

        time.sleep(1)  # a panel that goes while it still takes the icon in is another story
        panel.terminate()
        panel.wait(10)
        wait_for(lambda: windows(at_home), "the window")
    finally:
        panel.kill()
        program.terminate()
        panel.wait(10)
        status = program.wait(60)
    assert status == 0
