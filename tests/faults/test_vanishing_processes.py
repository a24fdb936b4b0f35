"""F1, F2: processes that end while they are read, and those that are dead and still there."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import psutil
import pytest

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.process_metrics import STATE_LABELS
from procmon_gui.domain.workers import Health
from procmon_gui.engine.pulse import WatchedSource
from tests.faults.rigs import fork_churn, next_reading, opened, pids_of, reading_now, serial_of, started

EVERYTHING = Attention(interval_s=0.5, slots=None, looks=frozenset(Look))


@pytest.fixture(params=["eye", "portable"])
def source(request: pytest.FixtureRequest) -> Iterator[WatchedSource]:
    with opened(request.param, EVERYTHING) as source:
        yield source


def churn(source: WatchedSource, *, rate_per_s: float, for_s: float) -> None:
    """Read while processes come and go; then nothing but the living may be shown."""
    first = next_reading(source)
    own = serial_of(first, os.getpid())
    end_s = time.monotonic() + for_s
    count = 0
    with fork_churn(rate_per_s):
        previous = first
        while time.monotonic() < end_s:
            reading = next_reading(source)
            count += 1
            pids = pids_of(reading)
            assert len(pids) == len(set(pids)), "one process stands in one slot"
            assert reading.sequence == previous.sequence + 1, f"the eye was started anew: {source.workers()}"
            assert serial_of(reading, os.getpid()) == own
            derive(previous, reading)
            previous = reading
    lasting = set(psutil.pids())
    shown = set(pids_of(reading_now(source)))
    lasting &= set(psutil.pids())

    assert previous.host["processes.count"][""] > 0
    assert lasting <= shown
    assert count + previous.missed_beats >= for_s / EVERYTHING.interval_s * 0.7
    assert [state.health for state in source.workers()] == [Health.OK]


def test_processes_may_end_while_they_are_read(source: WatchedSource) -> None:
    churn(source, rate_per_s=300, for_s=4.0)


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_processes_may_end_while_they_are_read_for_ten_minutes(source: WatchedSource) -> None:
    churn(source, rate_per_s=1000, for_s=600.0)


_PARENT_OF_ZOMBIES = """
import os, sys
for _ in range(200):
    os.fork() or os._exit(0)
sys.stdin.read()
for _ in range(200):
    os.wait()
"""


def test_no_ghost_is_left_of_hundreds_that_ended(source: WatchedSource) -> None:
    next_reading(source)
    with started([sys.executable, "-I", "-S", "-c", _PARENT_OF_ZOMBIES], stdin=subprocess.PIPE) as parent:
        zombies = 0
        while zombies < 200:
            reading = reading_now(source)
            mine = (reading.numbers["ppid"] == parent.pid) & (reading.serials >= 0)
            zombies = int(np.count_nonzero(reading.numbers["state"][mine] == STATE_LABELS.index("zombie")))
        children = set(reading.numbers["pid"][mine].astype(int).tolist())
        still = reading_now(source)
        assert children <= set(pids_of(still)), "a zombie is shown for as long as it is there"
        parent.communicate(timeout=20)
    after = set(pids_of(reading_now(source)))

    assert not children & after
    assert parent.pid not in after


def test_a_zombie_is_called_one_and_its_missing_values_are_unknown(source: WatchedSource) -> None:
    with started([sys.executable, "-I", "-S", "-c", "import os\nos.fork() or os._exit(0)\ninput()"],
                 stdin=subprocess.PIPE) as parent:  # fmt: skip
        while True:
            reading = reading_now(source)
            rows = np.flatnonzero((reading.numbers["ppid"] == parent.pid) & (reading.serials >= 0))
            if len(rows) and STATE_LABELS[int(reading.numbers["state"][rows[0]])] == "zombie":
                break
        row = int(rows[0])

        assert reading.texts["executable"][row] is None
        assert np.isnan(reading.numbers["pss_bytes"][row])
        assert reading.numbers["rss_bytes"][row] == 0
        assert reading.numbers["threads"][row] == 1


def test_a_stopped_process_is_called_one_and_runs_on_later(source: WatchedSource) -> None:
    with started(["/bin/sleep", "60"]) as process:
        next_reading(source)
        for number, expected in ((signal.SIGSTOP, "stopped"), (signal.SIGCONT, "sleeping")):
            process.send_signal(number)
            time.sleep(0.05)  # until the signal has arrived
            reading = reading_now(source)
            row = np.flatnonzero(reading.numbers["pid"] == process.pid)[0]
            assert STATE_LABELS[int(reading.numbers["state"][row])] == expected
