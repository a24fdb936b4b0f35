"""F4: the wall clock is set while the program runs: labels move, nothing else does."""

import json
import os
import subprocess
import time

import numpy as np
import psutil
import pytest

from procmon_gui.collectors.columns import Columns
from procmon_gui.collectors.eye import wire
from procmon_gui.collectors.portable import PortableSource
from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from tests.faults.rigs import ROOT, child_script, serial_of, slot_of, started

HOUR_S = 3600


class JumpingClock:
    """Elapsed time runs on, the wall clock is wherever the test puts it."""

    def __init__(self) -> None:
        self.wall_offset_ms = 0

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def utc_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.wall_offset_ms


def rates_are_sane(snapshot: Snapshot) -> None:
    assert 0 < snapshot.elapsed_s < 10
    for metric_id in ("cpu_ratio", "disk_read_bytes_per_s", "age_s"):
        column = snapshot.columns[metric_id][snapshot.rows]
        assert (column[~np.isnan(column)] >= 0).all(), metric_id
    assert np.nanmax(snapshot.columns["cpu_ratio"][snapshot.rows]) < 10 * (os.cpu_count() or 1)
    assert 0 <= snapshot.host_value("host.cpu.busy_ratio") <= 1


@pytest.mark.parametrize("jump_s", [HOUR_S, -HOUR_S])
def test_the_portable_eye_keeps_processes_and_rates_when_the_clock_is_set(
    jump_s: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = JumpingClock()
    source = PortableSource(clock=clock)
    booted_s = psutil.boot_time()
    try:
        with started(["/bin/sleep", "60"]) as old:
            source.refresh()
            before = source.read(0.0)
            clock.wall_offset_ms = jump_s * 1000
            # Linux tells the time of boot by the wall clock, so it is another one now.
            monkeypatch.setattr("psutil._pslinux.boot_time", lambda: booted_s + jump_s)
            with started(["/bin/sleep", "60"]) as young:
                time.sleep(0.1)
                source.refresh()
                after = source.read(0.0)
                assert before is not None
                assert after is not None
                snapshot = derive(before, after)

                assert after.at_ms - before.at_ms == pytest.approx(jump_s * 1000, abs=5000)
                assert serial_of(after, old.pid) == serial_of(before, old.pid)
                rates_are_sane(snapshot)
                assert snapshot.columns["age_s"][slot_of(after, young.pid)] < 5
                started_at = snapshot.columns["started_at_utc"][slot_of(after, old.pid)]
                assert started_at == pytest.approx(after.at_ms / 1000, abs=10)
    finally:
        source.close()


_JUMP = """
import os, time
from procmon_gui.collectors.columns import Columns
from procmon_gui.collectors.eye import beats, wire
from procmon_gui.collectors.users import UserNames
from tests.faults import test_clock_jumps as test

eye, columns, wall_ns = beats.Eye(), Columns(UserNames()), time.time_ns
before = test.decoded(eye.beat(wire.Request(), 0), columns)
time.time_ns = lambda: wall_ns() + {jump_s} * 1_000_000_000
time.sleep(0.1)
after = test.decoded(eye.beat(wire.Request(), 0), columns)
assert abs(after.at_ms - before.at_ms - {jump_s} * 1000) < 5000, (before.at_ms, after.at_ms)
assert test.serial_of(after, os.getpid()) == test.serial_of(before, os.getpid())
test.rates_are_sane(test.derive(before, after))
print("as it should be", flush=True)
os._exit(0)  # the eye never gives back what it opened: it ends with its process
"""


def decoded(frame: bytes, columns: Columns) -> Reading:
    """Take one frame as the reader of the eye does."""
    lengths = wire.lengths_of(frame[: wire.HEAD.size])
    at = wire.HEAD.size + lengths.json_bytes
    news = json.loads(frame[wire.HEAD.size : at])
    blocks = []
    for count, fields in (
        (lengths.rows, wire.ROW_FIELDS),
        (lengths.costly, wire.COSTLY_FIELDS),
        (lengths.tcp, wire.TCP_FIELDS),
    ):
        size = count * len(fields)
        blocks.append(np.frombuffer(frame, "<f8", size, at).reshape(count, len(fields)))
        at += size * 8
    return columns.apply(news, *blocks)


@pytest.mark.parametrize("jump_s", [HOUR_S, -HOUR_S])
def test_the_eye_keeps_processes_and_rates_when_the_clock_is_set(jump_s: int) -> None:
    command = child_script(_JUMP.format(jump_s=jump_s))
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, cwd=ROOT)

    assert done.stdout == "as it should be\n", done.stderr
