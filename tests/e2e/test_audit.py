"""What other programs do is in the window by itself and is verified; who changes it behind our back is found out."""

import subprocess
import sys

import pytest

from tests.e2e.assistive import wait_for
from tests.e2e.deeds import do_deeds, forge_deed
from tests.e2e.desktop import ROOT
from tests.e2e.scene import AUDIT
from tests.e2e.window import Stage, needs_a_desktop, window

pytestmark = [pytest.mark.slow, needs_a_desktop]


def test_deeds_of_others_appear_are_filtered_by_keys_and_verified(at_home: Stage) -> None:
    folder = at_home.home / "data" / "procmon_gui"
    with window(at_home) as running:
        running.press(AUDIT)
        running.find("label", holds="Nothing was done yet.")
        do_deeds(folder)
        running.find("label", holds="8 deeds")
        table = running.find("table", "Audit")
        assert table.cell(0, 0).name == "Resume ffmpeg (5120)"
        assert table.cell(0, 4).name == "begun, no outcome is known"

        # The page was opened while there was no list that could have the keyboard.
        box = running.find("text", "Filter of the audit trail")
        wait_for(lambda: box.has("focused"), "the keyboard in the filter")
        at_home.type("outcome = refused")
        running.find("label", holds="1 deed of 8")
        running.press("Return")
        wait_for(lambda: table.has("focused"), "the keyboard in the list")
        assert table.cell(0, 0).name == "Kill postgres (2114)"

        running.find("push button", "Verify").press()
        running.find("label", holds="13 records, unbroken")
        forge_deed(folder)
        running.find("push button", "Verify").press()
        running.find("label", holds="record 5 is not as it was written, or one before it is not")
    assert running.words == "", "the program complained"
    command = [sys.executable, "-m", "procmon_gui", "audit", "--verify"]
    done = subprocess.run(command, env=at_home.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the audit trail is broken: record 5 is not as it was written" in done.stderr
