"""One real process of each kind that an eye must tell right; `with Kinds() as kinds:` keeps them while the block runs.

`kinds.pids` maps the kind to the pid. All of them end when the standard input of their parent closes. Standard library
only, so that `python -I -S` starts it.
"""

import ctypes
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

LONG_NAME = "a-name-that-is-longer-than-fifteen-bytes"
RENAMED = b"renamed (x) y"
THREAD_COUNT = 30
EXTRA_DESCRIPTOR_COUNT = 25
NOBODY = 65_534
_PR_SET_NAME = 15
_PR_SET_PDEATHSIG = 1


class Kinds:
    """The processes of this module, alive while the block runs."""

    def __init__(self) -> None:
        self._keeper: subprocess.Popen[str] | None = None
        self.pids: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._keeper.stdout is not None
        self.pids = json.loads(self._keeper.stdout.readline())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._keeper is not None
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.close()
        self._keeper.stdout.close()
        self._keeper.wait(20)


def _sleep() -> None:
    while True:
        signal.pause()


def _burn() -> None:
    while True:
        begin = time.thread_time()
        while time.thread_time() - begin < 0.01:
            pass
        time.sleep(0.05)


def _write(folder: str) -> None:
    with open(f"{folder}/written", "wb") as file:
        while True:
            file.seek(0)
            file.write(b"x" * 65_536)
            file.flush()
            os.fsync(file.fileno())
            time.sleep(0.05)


def _spin_threads() -> None:
    for _ in range(THREAD_COUNT - 1):
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    _sleep()


def _rename() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_NAME, RENAMED, 0, 0, 0)
    _sleep()


def _become_nobody() -> None:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    _sleep()


def _be_nice() -> None:
    os.nice(7)
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    _sleep()


def _hold_descriptors() -> None:
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(EXTRA_DESCRIPTOR_COUNT)]
    _sleep()
    del held


def _hold_memory() -> None:
    memory = bytearray(os.urandom(1)) * 40_000_000
    resource.getrusage(resource.RUSAGE_SELF)
    _sleep()
    del memory


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
    _sleep()


def _end() -> None:
    os._exit(3)


def _fork(behave: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        # Whatever becomes of the keeper, nothing of this stays behind.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        behave()
    finally:
        os._exit(1)


def _fork_with_terminal() -> tuple[int, int]:
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            _sleep()
        finally:
            os._exit(1)
    return pid, terminal


def _keep(folder: str) -> None:
    program = Path(folder) / LONG_NAME
    program.symlink_to("/bin/sleep")
    pids = {
        "long name": _fork(lambda: os.execv(program, [str(program), "1000"])),
        "arguments": _fork(lambda: os.execv("/bin/sleep", ["/bin/sleep", "1000", "0", "0.5"])),
        "zombie": _fork(_end),
        "stopped": _fork(_stop),
        "threads": _fork(_spin_threads),
        "renamed": _fork(_rename),
        "nice": _fork(_be_nice),
        "descriptors": _fork(_hold_descriptors),
        "memory": _fork(_hold_memory),
        "burner": _fork(_burn),
        "other burner": _fork(_burn),
        "writer": _fork(lambda: _write(folder)),
        **{f"sleeper {number}": _fork(_sleep) for number in range(10)},
    }
    if os.geteuid() == 0:
        pids["nobody"] = _fork(_become_nobody)
    pids["terminal"], terminal = _fork_with_terminal()
    time.sleep(0.5)  # until each has become what it is to be
    print(json.dumps(pids), flush=True)
    sys.stdin.read()
    for pid in pids.values():
        os.kill(pid, signal.SIGKILL)
    os.close(terminal)
    for pid in pids.values():
        os.waitpid(pid, 0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="kinds-") as place:
        _keep(place)
