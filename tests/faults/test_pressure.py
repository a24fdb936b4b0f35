"""Overload: four busy processes for each core, and memory that is hardly enough. Beats may be late, and are counted."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.collectors.eye_source import EyeSource
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.workers import Health
from procmon_gui.engine.pulse import WatchedSource
from tests.faults.rigs import burners, next_reading, opened, started

INTERVAL_S = 0.5
GIVE_UP_S = 120.0
LIMIT_BYTES = 48 * 1024 * 1024
# Anonymous memory and a file that do not fit together: the kernel takes pages away from everybody in the group.
_HOG = """
import os, sys, tempfile
with tempfile.TemporaryFile() as file:
    block = os.urandom(1_000_000)
    for _ in range(80):
        file.write(block)
    file.flush()
    memory = bytearray(16_000_000)
    while True:
        file.seek(0)
        while file.read(1_000_000):
            pass
        memory[::4096] = bytes(len(memory[::4096]))
"""


def beats_for(source: WatchedSource, seconds: float) -> list[Reading]:
    """Return the readings of so many seconds, and at least three, however late they come."""
    begun_s = time.monotonic()
    readings: list[Reading] = []
    while len(readings) < 3 or time.monotonic() - begun_s < seconds:
        assert time.monotonic() - begun_s < GIVE_UP_S, f"{len(readings)} beats in {GIVE_UP_S:.0f} s"
        reading = source.read(1.0)
        if reading is not None:
            readings.append(reading)
    return readings


def every_beat_is_accounted_for(readings: list[Reading]) -> None:
    """Check that what was due was either taken or counted as missed."""
    first, last = readings[0], readings[-1]
    due = (last.monotonic_ns - first.monotonic_ns) / 1e9 / INTERVAL_S
    taken = last.sequence - first.sequence
    missed = last.missed_beats - first.missed_beats
    assert [reading.sequence for reading in readings] == list(range(first.sequence, last.sequence + 1))
    assert taken + missed == pytest.approx(due, abs=1.5)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["eye", "portable"])
def test_with_four_busy_processes_for_each_core_beats_are_taken_or_counted(name: str) -> None:
    with opened(name, Attention(interval_s=INTERVAL_S)) as source:
        next_reading(source)
        with burners(4 * (os.cpu_count() or 1)):
            readings = beats_for(source, 3.0)
        every_beat_is_accounted_for(readings)
        snapshot = derive(readings[-2], readings[-1])

        assert snapshot.host_value("host.cpu.busy_ratio") > 0.9
        shares = snapshot.columns["cpu_ratio"][snapshot.rows]
        assert np.nansum(shares) <= 1.2 * (os.cpu_count() or 1)
        assert [state.health for state in source.workers()] == [Health.OK]


@contextlib.contextmanager
def memory_group() -> Iterator[Path]:
    """Make a control group whose memory is limited; skip where there is none to be had."""
    for root, limit in (
        (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
        (Path("/sys/fs/cgroup"), "memory.max"),
    ):
        group = root / f"procmon-test-{os.getpid()}"
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            (group / limit).write_text(str(LIMIT_BYTES))
        except OSError:
            group.rmdir()
            continue
        try:
            yield group
        finally:
            _empty(group)
        return
    pytest.skip("no control group with a limit of memory can be made here")


def _had_to_take_pages_back(group: Path) -> bool:
    """Say whether the limit was reached: memory.failcnt (cgroup v1), the line max of memory.events (v2)."""
    count = group / "memory.failcnt"
    if count.exists():
        return int(count.read_text()) > 0
    events = dict(line.split() for line in (group / "memory.events").read_text().splitlines())
    return int(events["max"]) > 0


def _empty(group: Path) -> None:
    give_up_s = time.monotonic() + GIVE_UP_S
    while True:
        for pid in (group / "cgroup.procs").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
        try:
            group.rmdir()
        except OSError:
            assert time.monotonic() < give_up_s
            time.sleep(0.05)
        else:
            return


@pytest.mark.slow
@pytest.mark.needs_root
@pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux")
def test_when_memory_is_hardly_enough_beats_are_taken_or_counted() -> None:
    with memory_group() as group, opened("eye", Attention(interval_s=INTERVAL_S)) as source:
        first = next_reading(source)
        assert isinstance(source, EyeSource)
        assert source.eye_pid is not None
        eye = source.eye_pid
        (group / "cgroup.procs").write_text(str(eye))
        hog = [sys.executable, "-I", "-S", "-c", f"import os\nos.nice(5)\n{_HOG}"]
        # It must be in the group before it takes its first page.
        enter = ["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh", *hog]
        with started(enter, stdout=subprocess.DEVNULL):
            readings = beats_for(source, 4.0)

            assert _had_to_take_pages_back(group), "there was no pressure"

        assert source.eye_pid == eye, source.workers()
        every_beat_is_accounted_for([first, *readings])
