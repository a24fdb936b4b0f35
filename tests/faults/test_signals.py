"""F18: whoever is told to stop stops within two seconds, whatever he is doing, and leaves nothing behind."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.rigs import PATIENCE_S, ROOT, lives, started, wait_until
from tests.stopwatch import Stopwatch

SAMPLE = [sys.executable, "-m", "procmon_gui", "sample", "--interval", "0.5", "--format", "json"]
STOP_S = 2.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for the eye under /proc")


def children_of(pid: int) -> list[int]:
    """Return the children of a process."""
    found: list[int] = []
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/children") as file:
            found += [int(child) for child in file.read().split()]
    return found


def stopped_in_time(sample: "subprocess.Popen[bytes]", number: int) -> None:
    """Send the signal; check how long it takes, the status, and that no child survives."""
    eyes = children_of(sample.pid)
    watch = Stopwatch()
    sample.send_signal(number)
    status = sample.wait(PATIENCE_S)

    assert watch.took_s < STOP_S
    assert status == 0, "to be stopped is the normal end of what has no other"
    wait_until(lambda: not any(lives(eye) for eye in eyes), "the end of the eye")
    assert watch.took_s < 2 * STOP_S


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_samples_stop_when_told_to(number: int) -> None:
    with started(SAMPLE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as sample:
        assert sample.stdout is not None
        assert sample.stderr is not None
        assert sample.stdout.readline().startswith(b"{")
        # What it writes while it is told to stop must find room.
        os.set_blocking(sample.stdout.fileno(), False)
        stopped_in_time(sample, number)
        assert b"Traceback" not in sample.stderr.read()


@pytest.mark.parametrize("after_s", [0.02, 0.1, 0.3, 0.6])
def test_samples_stop_when_told_to_while_they_start(after_s: float) -> None:
    with started(SAMPLE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT) as sample:
        assert sample.stderr is not None
        time.sleep(after_s)
        eyes = children_of(sample.pid)
        watch = Stopwatch()
        sample.send_signal(signal.SIGTERM)
        status = sample.wait(PATIENCE_S)

        assert watch.took_s < STOP_S
        # In the first moments Python itself answers, and dies of the signal as any program does.
        assert status in (0, -signal.SIGTERM)
        assert b"Traceback" not in sample.stderr.read()
        wait_until(lambda: not any(lives(eye) for eye in eyes), "the end of the eye")
        assert watch.took_s < 2 * STOP_S


def test_samples_stop_although_the_eye_hangs() -> None:
    with started(SAMPLE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT) as sample:
        assert sample.stdout is not None
        assert sample.stdout.readline().startswith(b"{")
        eyes = children_of(sample.pid)
        for eye in eyes:
            os.kill(eye, signal.SIGSTOP)
        try:
            stopped_in_time(sample, signal.SIGTERM)
        finally:
            for eye in eyes:
                if lives(eye):
                    os.kill(eye, signal.SIGKILL)


def test_samples_stop_although_nobody_reads_them() -> None:
    with started(SAMPLE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT) as sample:
        time.sleep(3.0)  # until the pipe is full and the writer waits
        stopped_in_time(sample, signal.SIGTERM)


def test_samples_end_quietly_when_their_reader_goes() -> None:
    with started(SAMPLE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as sample:
        assert sample.stdout is not None
        assert sample.stderr is not None
        sample.stdout.readline()
        sample.stdout.close()

        assert sample.wait(PATIENCE_S) == 0
        assert b"Traceback" not in sample.stderr.read()


@pytest.mark.parametrize("is_ignored", [False, True], ids=["terminal", "nohup"])
def test_a_recorder_whose_terminal_closes_ends_in_order_unless_nohup_started_it(
    tmp_path: Path, is_ignored: bool
) -> None:
    command = [sys.executable, "-m", "procmon_gui", "record", "--quiet", "--data-dir", str(tmp_path)]
    if is_ignored:
        command = ["env", "--ignore-signal=HUP", *command]
    with started(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT) as recorder:
        wait_until(lambda: bool(rows_of(tmp_path, "SELECT 1 FROM journal")), "the first commit")
        recorder.send_signal(signal.SIGHUP)
        if is_ignored:
            time.sleep(0.5)
            assert recorder.poll() is None
            recorder.send_signal(signal.SIGTERM)
        assert recorder.wait(10) == 0

    assert rows_of(tmp_path, "SELECT 1 FROM runs WHERE ended_ms IS NOT NULL")


def rows_of(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a history; nothing while there is none."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{folder / 'history.sqlite'}?mode=ro", uri=True)) as history:
            return history.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []
