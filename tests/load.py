"""Thousands of real processes, started in seconds: what the benches and the tests of scale look at.

`python tests/load.py 1000 --awake 0.2` starts them, prints one line of JSON when all of them stand, and ends all of
them when its standard input closes or it is killed. `with Load(1000, awake_ratio=0.2) as load:` does the same.

A sleeping process is a shell that waits for a line that never comes: real memory, a name of its own (the shell is
started through a link) and an argument list as found on servers and desktops. An awake one is a fork that works for
`work_ms` of CPU time once a second. All of them hold the reading end of one pipe whose writing end only the root has,
so that nothing outlives it. Standard library only, so that `python -I -S` starts it.
"""

import argparse
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, NoReturn, Self

FAMILY_SIZE = 250
START_LIMIT_S = 180.0
END_LIMIT_S = 60.0

_PROGRAMS: tuple[tuple[str, str], ...] = (
    ("postgres", "--cluster=main writer app{i} 10.0.{hi}.{lo}({port}) idle in transaction"),
    ("nginx", "--worker={i} --prefix=/usr/share/nginx --conf=/etc/nginx/sites-enabled/site-{i}.conf"),
    ("python3", "-m service.worker --queue=mail-{i} --concurrency=4 --loglevel=info --pidfile=/run/worker-{i}.pid"),
    ("node", "/srv/app-{i}/server.js --port={port} --max-old-space-size=512 --env=production"),
    (
        "java",
        "-Xms64m -Xmx512m -XX:+UseG1GC -Dfile.encoding=UTF-8 -Dapp.instance={i} -cp "
        + ":".join(f"/opt/app-{{i}}/lib/library-{part}-1.{part}.0.jar" for part in range(24))
        + " org.example.Main --port={port}",
    ),
    (
        "chrome",
        "--type=renderer --crashpad-handler-pid=1042 --enable-crash-reporter=, --change-stack-guard-on-fork=enable "
        "--lang=en-US --num-raster-threads=2 --renderer-client-id={i} --time-ticks-at-unix-epoch=-1700000000 "
        "--launch-time-ticks={port}000 --shared-files=v8_context_snapshot_data:100 --field-trial-handle=3,i,{i},{port}",
    ),
    ("php-fpm8.2", "pool www-{i}"),
    ("redis-server", "*:{port}"),
    ("ssh-agent", "-a /run/user/{port}/agent.{i}"),
    ("bash", "--rcfile /home/user{i}/.bashrc"),
)


def program_of(index: int) -> tuple[str, list[str]]:
    """Return the name and the arguments of the sleeping process with this number."""
    name, arguments = _PROGRAMS[index // 3 % len(_PROGRAMS)]
    text = arguments.format(i=index, hi=index // 250 % 250, lo=index % 250, port=1024 + index % 60_000)
    return name, text.split(" ")


class Load:
    """A context manager around `python tests/load.py`: real processes while the block runs.

    Attributes:
        pids: the sleeping and the awake processes, without those that started them.
        started_s: how long it took until all of them stood.
    """

    def __init__(self, count: int, *, awake_ratio: float = 0.0, work_ms: float = 0.2) -> None:
        self._count = count
        self._command = [
            sys.executable, "-I", "-S", __file__, str(count),
            "--awake", str(awake_ratio), "--work-ms", str(work_ms), "--pids",
        ]  # fmt: skip
        self._root: subprocess.Popen[str] | None = None
        self.pids: tuple[int, ...] = ()
        self.started_s = 0.0

    def __enter__(self) -> Self:
        began = time.monotonic()
        root = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._root = root
        line = _stream(root.stdout).readline() if _has_words(_stream(root.stdout)) else ""
        self.pids = tuple(json.loads(line)["pids"]) if line else ()
        if len(self.pids) != self._count:
            self.close()
            raise RuntimeError("the load did not start: is there a limit on processes or memory?")
        self.started_s = time.monotonic() - began
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End every process of the load and wait until they are gone."""
        root, self._root = self._root, None
        if root is None:
            return
        _stream(root.stdin).close()
        try:
            root.wait(END_LIMIT_S)
        except subprocess.TimeoutExpired:
            root.kill()
            root.wait()
        _stream(root.stdout).close()


def _has_words(stream: IO[str]) -> bool:
    """Wait for the first words; with `poll`, because a test that looks at thousands of processes has as many files."""
    waiting = select.poll()
    waiting.register(stream, select.POLLIN)
    return bool(waiting.poll(1000 * START_LIMIT_S))


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


@contextlib.contextmanager
def _links() -> Iterator[Path]:
    """Give the shell the names of other programs: the kernel takes a process's name from the path it was started by."""
    shell = os.path.realpath(shutil.which("sh") or "/bin/sh")
    folder = Path(tempfile.mkdtemp(prefix="load-"))
    try:
        for name, _ in _PROGRAMS:
            (folder / name).symlink_to(shell)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sleeper(folder: Path, index: int, gate: int) -> int:
    name, arguments = program_of(index)
    null = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
    try:
        return os.posix_spawn(
            folder / name,
            [f"/usr/bin/{name}", "-s", "--", *arguments],
            {"PATH": "/usr/bin:/bin"},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, gate, 0),
                (os.POSIX_SPAWN_DUP2, null, 1),
                (os.POSIX_SPAWN_DUP2, null, 2),
            ],
        )
    finally:
        os.close(null)


def _worker(index: int, gate: int, tell: int, work_ms: float) -> int:
    """Fork a process that works a little once a second, each at its own moment of the second."""
    pid = os.fork()
    if pid:
        return pid
    try:
        Path("/proc/self/comm").write_text(f"awake-{index}", encoding="ascii")
        os.close(tell)  # who waits for its end finds us under our own name
        work_ns = int(work_ms * 1e6)
        due = time.monotonic() + index % 997 / 997
        while not select.select([gate], [], [], max(0.0, due - time.monotonic()))[0]:
            begin = time.thread_time_ns()
            while time.thread_time_ns() - begin < work_ns:
                pass
            due = max(due + 1.0, time.monotonic())
    finally:
        os._exit(0)


def _family(folder: Path, indexes: range, gate: int, tell: int, options: argparse.Namespace) -> NoReturn:
    """Be the parent of some of the processes; tell their pids, wait for the end, collect them."""
    pids: list[int] = []
    status = 1
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1):
            os.dup2(null, standard)
        for index in indexes:
            awake = int((index + 1) * options.awake) > int(index * options.awake)
            pids.append(_worker(index, gate, tell, options.work_ms) if awake else _sleeper(folder, index, gate))
        with os.fdopen(tell, "w") as stream:
            json.dump(pids, stream)
        status = 0
        select.select([gate], [], [])
    finally:
        for pid in pids:
            if status:
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os._exit(status)


def _start_families(options: argparse.Namespace, folder: Path, gate: int, root_end: int) -> tuple[list[int], list[int]]:
    """Start the parents, each with its share; return their pids, and the pids of all that they started."""
    families: list[int] = []
    streams: list[int] = []
    for first in range(0, options.count, FAMILY_SIZE):
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            for descriptor in (root_end, ours, *streams):
                os.close(descriptor)
            _family(folder, range(first, min(first + FAMILY_SIZE, options.count)), gate, theirs, options)
        os.close(theirs)
        families.append(pid)
        streams.append(ours)
    pids: list[int] = []
    for stream in streams:
        with os.fdopen(stream) as told:
            pids.extend(json.loads(told.read() or "[]"))
    return families, pids


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the load, say so, and keep it until standard input closes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many processes")
    parser.add_argument("--awake", type=float, default=0.0, metavar="RATIO", help="share that works once a second")
    parser.add_argument("--work-ms", type=float, default=0.2, help="CPU time of one working turn")
    parser.add_argument("--pids", action="store_true", help="list the pids in the line that says that all stand")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop)
    began = time.monotonic()
    gate, root_end = os.pipe()
    with _links() as folder:
        families, pids = _start_families(options, folder, gate, root_end)
        try:
            facts = {"count": len(pids), "started_s": round(time.monotonic() - began, 2)}
            print(json.dumps({**facts, "pids": pids} if options.pids else facts), flush=True)
            if len(pids) == options.count:
                while os.read(0, 4096):
                    pass
        except KeyboardInterrupt:
            pass
        finally:
            os.close(root_end)
            for family in families:
                os.waitpid(family, 0)
    return 0 if len(pids) == options.count else 1


if __name__ == "__main__":
    raise SystemExit(main())
