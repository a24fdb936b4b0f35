"""Starting the program again: the window that is open comes to the front, unless it hangs."""

import os
import signal
import subprocess
import sys

import pytest

from tests.e2e.assistive import PATIENCE_S, wait_for
from tests.e2e.window import Stage, Window, window
from tests.stopwatch import Stopwatch

SECOND_START_S = 3.0  # it takes a fifth of that where nothing else runs

pytestmark = pytest.mark.slow


def start_again(on: Stage, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "procmon_gui"], env={**on.environment, **environment}, capture_output=True, check=False,
        timeout=PATIENCE_S,
    )  # fmt: skip


def windows(on: Stage) -> list[str]:
    search = ["xdotool", "search", "--onlyvisible", "--name", "^procmon_gui$"]
    return subprocess.run(search, env=on.environment, capture_output=True, check=False).stdout.decode().split()


def test_a_second_start_brings_the_minimised_window_back_and_ends(at_home: Stage, shown: Window) -> None:
    (shown_id,) = windows(at_home)
    subprocess.run(["xdotool", "windowminimize", shown_id], env=at_home.environment, check=True)
    wait_for(lambda: not windows(at_home), "the window to be minimised")

    watch = Stopwatch()
    second = start_again(at_home, DESKTOP_STARTUP_ID="launcher-1_TIME5")
    took_s = watch.took_s

    assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
    assert took_s < SECOND_START_S
    wait_for(lambda: windows(at_home) == [shown_id], "the window to be back")


def test_another_data_folder_gets_a_window_of_its_own(at_home: Stage, shown: Window) -> None:
    command = [sys.executable, "-m", "procmon_gui", "--data-dir", str(at_home.home / "other")]
    other = subprocess.Popen(command, env=at_home.environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: len(windows(at_home)) == 2, "a second window")
    finally:
        other.terminate()
        other.wait(PATIENCE_S)


def test_a_first_window_that_hangs_does_not_keep_a_second_from_opening(at_home: Stage) -> None:
    with window(at_home) as first:
        # Its own watchdog will have something to say, so what it says is not looked at here.
        os.kill(first.process.pid, signal.SIGSTOP)
        second = subprocess.Popen(
            [sys.executable, "-m", "procmon_gui"], env=at_home.environment, stderr=subprocess.PIPE, text=True
        )
        try:
            wait_for(lambda: len(windows(at_home)) == 2, "a second window")
        finally:
            os.kill(first.process.pid, signal.SIGCONT)
            second.terminate()
            _, words = second.communicate(timeout=PATIENCE_S)

    assert "does not answer; opening another one" in words
