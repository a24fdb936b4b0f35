"""The door of a window that records, as others meet it: two windows, a recorder beside it, a folder without a door."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from procmon_gui.remote.door import NAME
from tests.e2e.desktop import Desktop, desktop, program
from tests.e2e.test_recording import PATIENCE_S, eyes_of, hears_a_beat, recording, wait_for_beats

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs the eye"),
    pytest.mark.skipif(not all(map(shutil.which, ("Xvfb", "openbox", "xdotool"))), reason="needs a display"),
]
HEARS_ANOTHER = [0, []]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path) as screen:
        yield screen
    assert (tmp_path / "log").read_text() == "", "the program complained"


def wait_until(is_true: Callable[[], bool], what: str) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < give_up_s, what
        time.sleep(0.2)


def door_of(folder: Path) -> int:
    """Return when the door in a folder was made; inodes come again."""
    return os.stat(folder / NAME).st_mtime_ns


def end(window: "subprocess.Popen[bytes]") -> int:
    window.send_signal(signal.SIGTERM)
    return window.wait(PATIENCE_S)


def test_of_two_windows_the_second_listens_to_the_first_and_is_the_door_when_that_is_killed(
    screen: Desktop, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    own_settings = tmp_path / "settings.toml"
    own_settings.write_text("")  # with settings of its own it is another program, and no second start
    with program(screen, ["--data-dir", str(folder)]) as first:
        wait_for_beats(folder)
        door = door_of(folder)
        with program(screen, ["--data-dir", str(folder), "--config", str(own_settings)]) as second:
            wait_until(lambda: bool(eyes_of(first.pid)) and not eyes_of(second.pid), "the second looks for itself")
            assert door_of(folder) == door
            first.kill()
            first.wait(PATIENCE_S)
            wait_until(lambda: bool(eyes_of(second.pid)), "nobody looks any more")
            wait_until(lambda: hears_a_beat(folder) == HEARS_ANOTHER, "nobody can listen")
            assert door_of(folder) != door
            assert end(second) == 0

    assert not (folder / NAME).exists()


def test_a_window_leaves_the_door_to_the_recorder_it_finds_and_is_the_door_when_that_ends(
    screen: Desktop, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    with recording(folder) as recorder:
        wait_for_beats(folder)
        door = door_of(folder)
        with program(screen, ["--data-dir", str(folder)]) as window:
            time.sleep(3.0)  # until it has found the folder held
            assert door_of(folder) == door
            recorder.send_signal(signal.SIGTERM)
            recorder.wait(PATIENCE_S)
            wait_until(lambda: bool(eyes_of(window.pid)), "nobody looks any more")
            wait_until(lambda: hears_a_beat(folder) == HEARS_ANOTHER, "nobody can listen")
            # Who comes now finds the folder held, says so, and does not touch the door.
            door = door_of(folder)
            with recording(folder) as late:
                _, complaints = late.communicate(timeout=PATIENCE_S)
            assert late.returncode == 1
            assert f"Another program records into {folder} already" in complaints
            assert door_of(folder) == door
            assert hears_a_beat(folder) == HEARS_ANOTHER
            assert end(window) == 0

    assert not (folder / NAME).exists()


def test_where_no_door_can_be_made_the_window_records_all_the_same_and_others_look_for_themselves(
    screen: Desktop, tmp_path: Path
) -> None:
    """The name of a socket has 107 bytes at most, that of a folder many more."""
    folder = tmp_path / ("deep" * 30)
    with program(screen, ["--data-dir", str(folder)]) as window:
        wait_for_beats(folder)
        status, eyes = hears_a_beat(folder)
        assert end(window) == 0

    assert (status, len(list(eyes))) == (0, 1)  # type: ignore[call-overload]
    assert not (folder / NAME).exists()
