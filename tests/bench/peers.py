"""Runs a program as its users do and counts the CPU time that it takes, all its processes together.

CPU is the run time in ns that the scheduler counted for each thread (/proc/PID/task/TID/schedstat), never wall time.
"""

import contextlib
import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TERMINAL_ROWS, TERMINAL_COLUMNS = 50, 200
WINDOW_PATIENCE_S = 60.0
FULL = ("1280", "878")  # less the title bar

# What a small monitor reads …
_PSUTIL_LOOP = """
import time, psutil
FIELDS = ["pid", "ppid", "name", "username", "status", "cpu_times", "memory_info", "num_threads", "create_time"]
due = time.monotonic()
while True:
    for process in psutil.process_iter(FIELDS):
        pass
    due = max(due + 1, time.monotonic())
    time.sleep(max(0, due - time.monotonic()))
"""
# … and the fields that the eye reads at each beat, as far as psutil has them.
_PSUTIL_FULL_LOOP = """
import time, psutil
FIELDS = ["pid", "ppid", "name", "username", "status", "cpu_times", "memory_info", "num_threads", "create_time",
          "cmdline", "exe", "io_counters", "nice", "cpu_num", "terminal"]
due = time.monotonic()
while True:
    for process in psutil.process_iter(FIELDS):
        pass
    due = max(due + 1, time.monotonic())
    time.sleep(max(0, due - time.monotonic()))
"""


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A program and how it is started; `wish` is written to its stdin.

    `window` is the class of its window, which then gets the whole screen, or is minimised.
    """

    name: str
    command: Sequence[str]
    in_terminal: bool = True
    wish: bytes = b""
    window: str = ""
    is_minimised: bool = False
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def is_here(self) -> bool:
        """Say whether the program is installed."""
        return shutil.which(self.command[0]) is not None


@dataclass(frozen=True)
class Cost:
    """What a program took: CPU ms in a second and resident MiB of all its processes."""

    cpu_ms_per_s: float
    rss_mib: float


def family(pid: int) -> set[int]:
    """Return a process and all its descendants."""
    members = {pid}
    waiting = [pid]
    while waiting:
        for listing in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found = {int(child) for child in listing.read_text().split()} - members
                members |= found
                waiting += found
    return members


def cpu_ns(pids: set[int]) -> int:
    """Return the run time of all threads of these processes, ns."""
    total = 0
    for pid in pids:
        for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            with contextlib.suppress(OSError, ValueError):
                total += int(path.read_text().split()[0])
    return total


def rss_mib(pids: set[int]) -> float:
    """Return the resident memory of these processes, MiB; shared pages are counted in each."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError, ValueError):
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return total / 2**20


def peak_mib(pid: int) -> float:
    """Return the most resident memory that a process had since this was asked last, or since it began, MiB."""
    folder = Path(f"/proc/{pid}")
    told = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM:"))
    # From here on the kernel counts anew.
    (folder / "clear_refs").write_text("5")
    return int(told.split()[1]) / 1024


def _drain(fd: int) -> None:
    with contextlib.suppress(OSError):
        while os.read(fd, 1 << 20):
            pass


@contextlib.contextmanager
def running(peer: Peer) -> Iterator[int]:
    """Start a program, in a terminal of its own where it wants one; end it at the end."""
    environment = os.environ | {"TERM": "xterm-256color"} | peer.environment
    if peer.in_terminal:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", TERMINAL_ROWS, TERMINAL_COLUMNS, 0, 0))
        process = subprocess.Popen(
            peer.command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        out_fd, in_fd = ours, os.dup(ours)
    else:
        piped = subprocess.Popen(
            peer.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        assert piped.stdin is not None
        assert piped.stdout is not None
        process, in_fd, out_fd = piped, os.dup(piped.stdin.fileno()), os.dup(piped.stdout.fileno())
        piped.stdin.close()
    if peer.wish:
        os.write(in_fd, peer.wish)
    drain = threading.Thread(target=_drain, args=(out_fd,), daemon=True)
    drain.start()
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        os.close(in_fd)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(out_fd)


def arrange(peer: Peer) -> None:
    """Wait for the window of a program and give it the screen, or take it away.

    Raises:
        RuntimeError: it showed none.
    """
    search = ["xdotool", "search", "--onlyvisible", "--class", peer.window]
    deed = ["windowminimize", "%1"] if peer.is_minimised else ["windowmove", "%1", "0", "0", "windowsize", "%1", *FULL]
    ends_s = time.monotonic() + WINDOW_PATIENCE_S
    while time.monotonic() < ends_s:
        # Some programs begin with a window that they replace, so what was found may be gone at once.
        found = subprocess.run(search, env=peer.environment, capture_output=True, check=False).stdout.strip()
        if (
            found
            and subprocess.run([*search, *deed], env=peer.environment, capture_output=True, check=False).returncode == 0
        ):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{peer.name} showed no window")


def measure(peer: Peer, *, settle_s: float, measure_s: float) -> Cost:
    """Start a program, let it settle, and count what it takes."""
    with running(peer) as pid:
        if peer.window:
            arrange(peer)
        time.sleep(settle_s)
        members = family(pid)
        before_ns, began_s = cpu_ns(members), time.monotonic()
        time.sleep(measure_s)
        members |= family(pid)
        used_ns, took_s = cpu_ns(members) - before_ns, time.monotonic() - began_s
        return Cost(used_ns / 1e6 / took_s, rss_mib(members))


def python_peer(name: str, code: str) -> Peer:
    """Return a loop in Python as a peer."""
    return Peer(name=name, command=[sys.executable, "-c", code], in_terminal=False)


def peers() -> list[Peer]:
    """Return what is compared and has no window: our eye, and the programs that people use in terminals today."""
    from procmon_gui.collectors.eye.wire import Request
    from procmon_gui.collectors.eye_process import eye_command

    seen = Request(interval_s=1.0, slots=tuple(range(40)), looks=("sockets",))
    return [
        Peer(name="eye", command=eye_command(), in_terminal=False, wish=seen.line()),
        # What a minimised window asks of it.
        Peer(name="eye, unseen", command=eye_command(), in_terminal=False, wish=Request(interval_s=1.0).line()),
        Peer(name="htop", command=["htop", "-d", "10"]),
        Peer(name="btop", command=["btop", "-p", "0"]),
        Peer(name="top", command=["top", "-d", "1"]),
        Peer(name="atop", command=["atop", "1"]),
        Peer(
            name="glances", command=[str(Path(sys.executable).parent / "glances"), "-t", "1", "--disable-check-update"]
        ),
        python_peer("psutil, few", _PSUTIL_LOOP),
        python_peer("psutil", _PSUTIL_FULL_LOOP),
    ]
