"""A real hog is named in the real window, and the window goes to its moment; all of it by keys, as it is read out."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.alarms import raise_alarms, raise_one_more, write_rules
from tests.e2e.assistive import Node, wait_for
from tests.e2e.scene import ALERTS, PROCESSES
from tests.e2e.window import Stage, Window, needs_a_desktop, window

pytestmark = [pytest.mark.slow, needs_a_desktop]

OF_A_HOG = """version = 1

[[rule]]
id = "busy-hog"
title = "A hog takes a core"
subject = "process"
metric = "cpu_ratio"
where = "name = procmon-hog"
critical = "50 %"
clear = "10 %"
for = "2 s"
"""


@contextmanager
def hog(folder: Path) -> Iterator[int]:
    """Run a process that takes all of a core that it gets, and whom the system takes it from last."""
    code = "import os; os.nice(-5) if os.geteuid() == 0 else None\nwhile True: pass"
    # A process is called as what was started is.
    called = folder / "procmon-hog"
    called.symlink_to(os.path.realpath(sys.executable))
    with subprocess.Popen([called, "-I", "-S", "-c", code]) as process:
        try:
            yield process.pid
        finally:
            process.kill()


def the_list(running: Window) -> Node:
    return running.find("table", "Alerts")


def test_what_was_kept_is_listed_acknowledged_and_told_by_keys(at_home: Stage) -> None:
    folder = at_home.home / "data" / "procmon_gui"
    write_rules(at_home.home)
    with window(at_home) as running:
        running.press(ALERTS)
        running.find("label", holds="No alerts yet.")
        row_count = raise_alarms(folder)
        table = the_list(running)
        wait_for(lambda: table.row_count == row_count, f"{row_count} rows of alerts and headings")
        assert table.cell(1, 0).name.startswith("Disk write above 10 MiB/s, critical, zstd (70421) made 62.4 %")
        running.find("list item", "Alerts, 2 firing")

        running.press(PROCESSES, ALERTS)
        wait_for(lambda: table.has("focused"), "the keyboard in the list")
        running.press("Home", "a")
        running.find("push button", "Acknowledged")
        running.press("Return")
        button = running.find("push button", "Go to this moment")
        wait_for(lambda: button.has("focused"), "the keyboard in the evidence")
        running.press("Escape")
        wait_for(lambda: table.has("focused"), "the keyboard in the list again")

        raise_one_more(folder)
        running.find("push button", "Mute 1 h")
        running.press(PROCESSES)
        running.find("push button", "Show").press()
        running.find("label", "Memory nearly exhausted")
    assert running.words == "", "the program complained"


def test_a_real_hog_is_named_and_the_window_goes_to_its_moment(at_home: Stage, tmp_path: Path) -> None:
    write_rules(at_home.home, OF_A_HOG)
    with window(at_home) as running:
        running.press(PROCESSES)
        running.table()
        with hog(tmp_path) as pid:
            running.find("list item", holds="firing")
            running.press(ALERTS)
            rows = the_list(running)

            def is_listed() -> bool:
                return any("procmon-hog" in rows.cell(row, 0).name for row in range(rows.row_count))

            wait_for(is_listed, "the hog among the alerts")
            who = running.find("table", "Who did it")
            wait_for(lambda: who.row_count > 0 and who.cell(0, 1).name == str(pid), "the hog as the first")
        running.find("push button", "Go to this moment").press()
        running.find("push button", holds="Return to live")
    assert running.words == "", "the program complained"
