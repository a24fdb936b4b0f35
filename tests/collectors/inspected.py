"""One real process that holds one of each thing that can be asked about, and things that try to break who asks.

`with Inspected() as subject:` keeps it while the block runs; `subject.holds` says by which descriptor it holds what.
Standard library only, so that `python -I -S` starts it.
"""

import ctypes
import json
import mmap
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

THREAD_NAMES = (b"worker one", b"new\nline", b"\x1b[31mred", b"\xff\xfe")
POSITION = 1234
SIZE = 5000
HOSTILE_NAME = b"a\nb\x1b[2J \xff \xe2\x80\xae.txt"
ENVIRONMENT: Mapping[bytes, bytes] = {
    b"PLAIN": b"a value",
    b"EMPTY": b"",
    b"EQUALS": b"a=b=c",
    b"INVALID": b"\xff\xfe",
    b"NEWLINE": b"one\ntwo",
    b"ESCAPE": b"\x1b]0;owned\x07",
    b"DB_PASSWORD": b"hunter2",
    b"DATABASE_URL": b"postgres://anna:geheim@db/x",
    b"PATH": b"/usr/bin:/bin",
}
_PR_SET_NAME = 15
_PR_SET_PDEATHSIG = 1
_MFD_CLOEXEC = 1


class Inspected:
    """The process of this module, alive while the block runs.

    Attributes:
        holds: what it said of itself: descriptors and paths by name.
    """

    def __init__(self, threads: int = len(THREAD_NAMES), descriptors: int = 0, regions: int = 0) -> None:
        self._counts = (threads, descriptors, regions)
        self._process: subprocess.Popen[str] | None = None
        self.holds: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="inspected-")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__, self._folder.name, *map(str, self._counts)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        assert self._process.stdout is not None
        self.holds = json.loads(self._process.stdout.readline())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(20)
        self._folder.cleanup()

    @property
    def pid(self) -> int:
        """Return its pid."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it, and leave it a zombie."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)

    def reap(self) -> None:
        """Let the zombie go."""
        assert self._process is not None
        self._process.wait(20)


def _name_thread(name: bytes, ready: threading.Semaphore) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_NAME, name, 0, 0, 0)
    ready.release()
    threading.Event().wait()


def _open_things(folder: str) -> dict[str, Any]:
    path = f"{folder}/plain"
    Path(path).write_bytes(b"x" * SIZE)
    hostile = os.path.join(os.fsencode(folder), HOSTILE_NAME)
    Path(os.fsdecode(hostile)).write_bytes(b"")
    named_so = f"{folder}/really (deleted)"
    Path(named_so).write_bytes(b"")
    os.mkfifo(f"{folder}/fifo")
    reading = os.open(path, os.O_RDONLY)
    os.lseek(reading, POSITION, os.SEEK_SET)
    deleted = os.open(f"{folder}/gone", os.O_RDWR | os.O_CREAT)
    os.write(deleted, b"y" * 77)
    os.unlink(f"{folder}/gone")
    memory = os.memfd_create("secret plans", _MFD_CLOEXEC)
    os.ftruncate(memory, 4096)
    listening = socket.create_server(("127.0.0.1", 0))
    pair = socket.socketpair()
    libc = ctypes.CDLL(None)
    holds: dict[str, Any] = {
        "file": reading,
        "writing": os.open(path, os.O_WRONLY | os.O_APPEND),
        "both": os.open(path, os.O_RDWR),
        "path only": os.open(path, os.O_PATH),
        "deleted": deleted,
        "hostile": os.open(hostile, os.O_RDONLY),
        "named so": os.open(named_so, os.O_RDONLY),
        "folder": os.open(folder, os.O_RDONLY),
        "device": os.open("/dev/null", os.O_RDWR),
        "fifo": os.open(f"{folder}/fifo", os.O_RDWR),
        "memory": memory,
        "event": os.eventfd(0),
        "timer": libc.timerfd_create(1, 0),
        "poll": _kept(select.epoll()).fileno(),
        "watch": libc.inotify_init(),
        "process": os.pidfd_open(os.getpid()),
        "listening": listening.detach(),
        "unix": pair[0].detach(),
    }
    pair[1].detach()
    holds["pipe"], holds["pipe end"] = os.pipe()
    mapping = _kept(mmap.mmap(reading, SIZE, prot=mmap.PROT_READ))
    holds["mapped bytes"] = len(mapping)
    return holds


_KEPT: list[Any] = []


def _kept(thing: Any) -> Any:
    _KEPT.append(thing)
    return thing


def _be(folder: str, threads: int, descriptors: int, regions: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    ready = threading.Semaphore(0)
    threading.stack_size(65_536)
    for number in range(threads):
        name = THREAD_NAMES[number % len(THREAD_NAMES)]
        threading.Thread(target=_name_thread, args=(name, ready), daemon=True).start()
    for _ in range(threads):
        ready.acquire()
    os.chdir(folder)
    holds = _open_things(folder)
    for _ in range(descriptors):
        os.open(f"{folder}/plain", os.O_RDONLY)
    for number in range(regions):
        # Every other one is protected, so that the kernel can not join them.
        _kept(mmap.mmap(-1, 4096, prot=mmap.PROT_READ | (mmap.PROT_WRITE if number % 2 else 0)))
    os.mkdir(f"{folder}/left")
    os.chdir(f"{folder}/left")
    os.rmdir(f"{folder}/left")
    print(json.dumps({**holds, "folder path": folder}), flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _be(sys.argv[1], *map(int, sys.argv[2:]))
