"""A real process that leaks, seen by a real eye, is told long before the memory ends; its neighbours are not."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest

from procmon_gui.alerts.judge import Judge
from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rules import Side, Subject
from procmon_gui.engine.clock import SystemClock
from procmon_gui.services.live import open_eye
from tests.alerts.beats import rule

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="needs the eye")]

# 2 MB every 50 ms, until there are 800 MB: then the test has failed, and the machine goes on.
_LEAKS = """
import time
kept = []
for _ in range(400):
    kept.append(bytearray(b"x") * 2_000_000)
    time.sleep(0.05)
time.sleep(60)
"""
_STARTS_UP = """
import time
kept = bytearray(b"x") * 150_000_000
time.sleep(60)
"""
_TAKES_AND_GIVES = """
import time
while True:
    kept = []
    for _ in range(20):
        kept.append(bytearray(b"x") * 4_000_000)
        time.sleep(0.05)
"""
_GIVE_UP_S = 45.0


@contextmanager
def running(program: str) -> Iterator[int]:
    """Run a program and return its pid."""
    process = subprocess.Popen([sys.executable, "-c", program])
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def events_of(judge: Judge, until: Change) -> list[AlertEvent]:
    """Let a judge hear an eye until something is told, or for long enough."""
    source = open_eye(SystemClock())
    found: list[AlertEvent] = []
    try:
        source.look_at(Attention(interval_s=0.2))
        give_up_s = time.monotonic() + _GIVE_UP_S
        for before, now in pairwise(_readings(source.read)):
            found += judge.beat(derive(before, now))
            if any(one.change is until for one in found) or time.monotonic() > give_up_s:
                return found
    finally:
        source.close()
    return found


def _readings(read: Callable[[float], Reading | None]) -> Iterator[Reading]:
    while True:
        reading = read(30.0)
        assert reading is not None, "the eye is silent"
        yield reading


def test_a_leak_is_told_before_the_memory_ends() -> None:
    """Within seconds, where the window is seconds; and nobody else is told who starts up, or takes and gives back."""
    asked = rule(Subject.GROWTH, side=Side.BELOW, warn=7200, window_s=5, for_s=0.5, where="name ~ python")
    with running(_STARTS_UP) as calm, running(_TAKES_AND_GIVES) as saw, running(_LEAKS) as leaks:
        events = events_of(Judge([asked]), Change.FIRED)

    fired = [one for one in events if one.change is Change.FIRED]
    pids = [one.about.key.pid for one in fired if one.about.key is not None]
    assert leaks in pids
    assert calm not in pids
    assert saw not in pids
    told = fired[pids.index(leaks)]
    # Some 40 MB a second: gigabytes last for minutes.
    assert 10 < told.value < 7200
