"""A recorded time is cut out, and opened in a window of its own: by what a person does, seen as it is read out."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.assistive import PATIENCE_S, Vanished, wait_for
from tests.e2e.test_recording import recording, wait_for_beats
from tests.e2e.window import Stage, Window, needs_a_desktop
from tests.zoo import Animal, Zoo

pytestmark = [pytest.mark.slow, needs_a_desktop]


@contextlib.contextmanager
def opened(on: Stage, path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Open a file as a file manager does: nobody reads in a terminal."""
    log = (on.home / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "procmon_gui", "open", str(path)],
        env=on.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_S)
        log.close()


def name_of_the_front(on: Stage) -> str:
    command = ["xdotool", "getactivewindow", "getwindowname"]
    return subprocess.run(command, env=on.environment, capture_output=True, check=False, text=True).stdout.strip()


def test_what_happened_there_is_seen_here_and_nothing_is_live(at_home: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    with Zoo((Animal(id="ghost", name=b"zoo-ghost"),)), recording(folder) as recorder:
        wait_for_beats(folder)
        time.sleep(3)
        recorder.send_signal(signal.SIGTERM)
        recorder.wait()
    file = tmp_path / "web.procmon"
    command = ["incident", "--data-dir", str(folder), "--from=-5m", "--out", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "procmon_gui", *command], env=at_home.environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "without command lines" in done.stderr

    with opened(at_home, file) as process:
        wait_for(lambda: "read only" in name_of_the_front(at_home), "the window over the file")
        running = Window(at_home, process)
        running.press("ctrl+2")
        wait_for(lambda: any("zoo-ghost" in name for (name,) in running.read_rows(1)), "who was there")
        said = running.find("label", holds=", recorded ").name
        assert said.endswith("read only")
        assert name_of_the_front(at_home).startswith(said)
        assert running.eyes() == []

        with contextlib.suppress(Vanished):
            assert not running.root.find("button", "Live").has("showing")
        running.press("ctrl+q")
        assert running.wait_for_end()[0] == 0
    assert running.words == "", "the program complained"
    assert not (at_home.home / "data" / "procmon_gui" / "history.sqlite").exists()


def test_a_file_that_can_not_be_shown_says_why_in_a_window(at_home: Stage, tmp_path: Path) -> None:
    file = tmp_path / "<b>x.procmon"
    file.write_text("no")

    with opened(at_home, file) as process:
        wait_for(lambda: "can not be shown" in name_of_the_front(at_home), "the sentence")
        running = Window(at_home, process)
        assert "<b>x.procmon is no recording." in running.find("label", holds="is no recording").name
        running.press("Return")
        assert running.wait_for_end()[0] == 1
    assert "is no recording" in running.words
