"""What the fault tests break things with: real processes, limits, namespaces and signals.

Everything here ends what it started, by pid, when its block ends.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from procmon_gui.collectors.eye_source import EyeSource
from procmon_gui.collectors.portable import PortableSource
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.reading import Reading
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.pulse import WatchedSource

ROOT = Path(__file__).parents[2]
NOBODY = 65_534
# For what never comes: a busy machine takes its time.
PATIENCE_S = 60.0

_CHURN = """
import os, sys, select, time
rate = float(sys.argv[1])
due = time.monotonic()
while not select.select([0], [], [], max(0.0, due - time.monotonic()))[0]:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    due = max(due + 1 / rate, time.monotonic() - 0.1)
"""
_BURN = "while True: pass"


@contextlib.contextmanager
def opened(name: str, attention: Attention | None = None) -> Iterator[WatchedSource]:
    """Open the source of this name, "eye" or "portable", and put it away at the end."""
    clock = SystemClock()
    source: WatchedSource = EyeSource(clock=clock) if name == "eye" else PortableSource(clock=clock)
    source.look_at(attention or Attention(interval_s=0.5))
    try:
        yield source
    finally:
        source.close()
        source.read(0.0)


def next_reading(source: WatchedSource, patience_s: float = PATIENCE_S) -> Reading:
    """Return the next reading."""
    reading = source.read(patience_s)
    assert reading is not None, source.workers()
    return reading


def reading_now(source: WatchedSource) -> Reading:
    """Return a reading that began after this call."""
    called_ns = time.monotonic_ns()
    source.refresh()
    while (reading := next_reading(source)).monotonic_ns < called_ns:
        pass
    return reading


def pids_of(reading: Reading) -> list[int]:
    """Return the pids that the reading shows."""
    return [int(pid) for pid in reading.numbers["pid"][reading.serials >= 0]]


def slot_of(reading: Reading, pid: int) -> int:
    """Return the slot of a pid, which must be shown once."""
    slots = np.flatnonzero((reading.numbers["pid"] == pid) & (reading.serials >= 0))
    assert len(slots) == 1, f"pid {pid} stands in {len(slots)} slots"
    return int(slots[0])


def serial_of(reading: Reading, pid: int) -> int:
    """Return the serial of a pid."""
    return int(reading.serials[slot_of(reading, pid)])


def wait_until(is_true: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait for something that another process does."""
    give_up_s = time.monotonic() + patience_s
    while not is_true():
        assert time.monotonic() < give_up_s, f"waited in vain: {what}"
        time.sleep(0.005)


def lives(pid: int) -> bool:
    """Say whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")


@contextlib.contextmanager
def started(command: Sequence[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process and end it with the block."""
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        process.wait(PATIENCE_S)


@contextlib.contextmanager
def fork_churn(rate_per_s: float) -> Iterator[None]:
    """Start and end that many processes a second."""
    command = [sys.executable, "-I", "-S", "-c", _CHURN, str(rate_per_s)]
    with started(command, stdin=subprocess.PIPE):
        yield


@contextlib.contextmanager
def burners(count: int) -> Iterator[None]:
    """Keep so many processes busy."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(started([sys.executable, "-I", "-S", "-c", _BURN]))
        yield


def child_script(body: str) -> list[str]:
    """Return the command that runs Python code with the program importable and every warning an error."""
    return [sys.executable, "-W", "error", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{body}"]


def opening() -> str:
    """Return the script that lets everybody in a mount namespace of its own run this interpreter and this checkout.

    They may live where only their owner may enter: an open folder is laid over it, here only.
    """
    script = ""
    needed = [os.path.realpath(sys.base_prefix), str(ROOT)]
    for locked in sorted({parent for parent in map(_locked_parent, needed) if parent is not None}):
        inside = [path for path in needed if path.startswith(f"{locked}/")]
        for number, path in enumerate(inside):
            script += f"keep{number}=$(mktemp -d) && mount --bind {path} $keep{number} || exit 99\n"
        script += f"mount -t tmpfs -o mode=0755 none {locked} || exit 99\n"
        for number, path in enumerate(inside):
            script += f"mkdir -p {path} && mount --move $keep{number} {path} && rmdir $keep{number} || exit 99\n"
    return script


def hidden_from_nobody(command: Sequence[str]) -> list[str]:
    """Return the command that runs another one as `nobody`, in a mount namespace whose /proc has hidepid=2."""
    script = "mount -t proc -o hidepid=2 proc /proc\n" + opening()
    script += f'cd {ROOT} && exec setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups "$@"\n'
    return ["unshare", "--mount", "sh", "-c", script, "sh", *command]


@contextlib.contextmanager
def as_nobody() -> Iterator[Path]:
    """Be nobody for a while, with a folder that nobody owns; who is not root stays who he is."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    try:
        if is_root:
            os.chown(folder, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, 0)
        yield folder
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def _locked_parent(path: str) -> str | None:
    """Return the topmost folder on the way to a path that strangers may not enter."""
    for folder in reversed([path, *map(str, Path(path).parents)]):
        if not os.stat(folder).st_mode & 0o001:
            return folder
    return None
