"""Beats of this machine while processes come, work, talk, change their program and go."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import Reading
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.pulse import WatchedSource
from procmon_gui.services.live import open_eye
from tests.load import Load

BEAT_TIMEOUT_S = 30.0
# A shell that works, becomes another program, and ends: its slot keeps the process while its texts change.
_SHORT_LIVED = "i=0; while [ $i -lt 9000 ]; do i=$((i + 1)); done; exec sleep 0.3"
_TALKING = """
import socket, time
door = socket.create_server(("127.0.0.1", 0))
one = socket.create_connection(door.getsockname())
other, _ = door.accept()
while True:
    one.sendall(bytes(5000))
    other.recv(1 << 16)
    time.sleep(0.03)
"""


def real_beats(beats: int, *, interval_s: float = 0.1) -> list[Reading]:
    """Return so many beats of one eye; a load comes and goes, and somebody looks closely for a while."""
    source = open_eye(SystemClock())
    found: list[Reading] = []
    try:
        with Load(20, awake_ratio=0.5), _restless():
            source.look_at(Attention(interval_s=interval_s))
            with Load(5):  # there from the first beat on, and gone in the last
                _take(source, found, beats // 3)
            looks = frozenset({Look.SOCKETS, Look.SMAPS, Look.DESCRIPTORS, Look.STATUS})
            source.look_at(Attention(interval_s=interval_s, slots=None, looks=looks))
            with Load(20, awake_ratio=0.5):
                _take(source, found, beats // 2)
            _take(source, found, 2 * beats // 3)
            source.look_at(Attention(interval_s=2 * interval_s))
            _take(source, found, beats)
    finally:
        source.close()
    return found


def _take(source: WatchedSource, found: list[Reading], until: int) -> None:
    while len(found) < until:
        reading = source.read(BEAT_TIMEOUT_S)
        assert reading is not None, "the eye is silent"
        found.append(reading)


@contextlib.contextmanager
def _restless() -> Iterator[None]:
    """Let one process talk over TCP, and start a short-lived one every 100 ms, while the block runs."""
    commands = (
        ["sh", "-c", f"while :; do sh -c '{_SHORT_LIVED}' & sleep 0.1; done"],
        [sys.executable, "-I", "-S", "-c", _TALKING],
    )
    started = [subprocess.Popen(command, start_new_session=True) for command in commands]
    try:
        yield
    finally:
        for process in started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
