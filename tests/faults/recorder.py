"""A program that records made-up beats quickly and says how far it is after each commit; it waits to be killed.

The one that listens has loaded everything; it forks one recorder for each wish, so that a hundred of them take no time.
"""

import contextlib
import itertools
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.writer import HistoryWriter
from tests.faults.rigs import PATIENCE_S, child_script, lives, started, wait_until
from tests.store.history.machines import START_MS, beating, day
from tests.store.history.recording import recover, stored

# The beats are dated long ago.
KEEPING = Keeping(commit_s=0.05, beats_days=36_500)
BEAT_S = 0.003
# A busy machine may take that long to load what the one loads who listens.
LOADING_S = 60.0
_SERVE = "from tests.faults.recorder import serve; serve()"


# ---- in the child


def serve(work: Callable[[Path, int], None] | None = None) -> None:
    """Fork a recorder, or who does this work, for each line "FIRST-BEAT FOLDER" of stdin."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        first, folder = line.rstrip("\n").split(" ", 1)
        pid = os.fork()
        if pid == 0:
            (work or record)(Path(folder), int(first))
            os._exit(0)
        say(f"pid {pid}")


def record(folder: Path, first: int) -> None:
    """Record beats from this number on, for ever; say the time of the newest that is committed."""
    memory = RecentMemory()
    writer = HistoryWriter(memory, folder, clock=SystemClock(), keeping=KEEPING, ballast_bytes=4096)
    writer.start()
    said = (0, "")
    readings = (day(1, first=number)[0] for number in itertools.count(first))
    for _ in beating(readings, memory):
        figures = writer.figures()
        if (figures.kept_ms, figures.trouble) != said:
            said = figures.kept_ms, figures.trouble
            say(f"trouble {figures.trouble}" if figures.trouble else f"kept {figures.kept_ms}")
        time.sleep(BEAT_S)


def say(words: str) -> None:
    """Tell the test."""
    os.write(1, f"{words}\n".encode())


# ---- in the test


class Recorders:
    """Starts recorders and hears what they say."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._wishes, self._words = process.stdin, process.stdout.fileno()
        os.set_blocking(self._words, False)
        self._heard = b""
        self.lines: list[str] = []

    def start(self, folder: Path, first: int) -> int:
        """Start one and return its pid; what was heard before is forgotten."""
        self.lines.clear()
        self._wishes.write(f"{first} {folder}\n".encode())
        self._wishes.flush()
        return int(self.wait_for("pid ", patience_s=LOADING_S).split()[1])

    def listen(self, for_s: float) -> None:
        """Hear what is said within a time."""
        until_s = time.monotonic() + for_s
        while select.select([self._words], [], [], max(0.0, until_s - time.monotonic()))[0]:
            data = os.read(self._words, 65536)
            if not data:
                break
            *lines, self._heard = (self._heard + data).split(b"\n")
            self.lines += [line.decode() for line in lines]

    def wait_for(self, beginning: str, count: int = 1, patience_s: float = PATIENCE_S) -> str:
        """Return the line that begins so, the last of several."""
        give_up_s = time.monotonic() + patience_s
        while len(found := [line for line in self.lines if line.startswith(beginning)]) < count:
            assert time.monotonic() < give_up_s, f"nobody said {beginning!r}: {self.lines}"
            self.listen(0.02)
        return found[-1]

    def kill(self, pid: int) -> None:
        """End one at once, and hear what it had said."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not lives(pid), f"{pid} is gone")
        self.listen(0.0)

    @property
    def kept_ms(self) -> int:
        """Return the time of the newest beat that somebody said is kept; 0 for none."""
        return max((int(line.split()[1]) for line in self.lines if line.startswith("kept ")), default=0)


@contextlib.contextmanager
def recorders(serve: str = _SERVE) -> Iterator[Recorders]:
    """Load a program that starts recorders, or others whose folder and number it reads as `serve` does."""
    # Threads of BLAS would make a fork unsafe.
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    with started(child_script(serve), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        yield Recorders(process)


def shown_until(first: int, kept_ms: int) -> Sequence[Snapshot]:
    """Return what a recorder that began with a beat showed until a time."""
    count = (kept_ms - START_MS) // 1000 - first + 1
    return list(beating(day(count, first=first))) if count > 0 else []


def opened_after(folder: Path) -> float:
    """Let the next start make it whole; return the CPU seconds that took."""
    began_s = time.process_time()
    assert recover(folder) == 0
    return time.process_time() - began_s


def past_of(folder: Path, times_ms: Sequence[int]) -> list[Snapshot | None]:
    """Return what a history says of some times."""
    history = stored(folder)
    found = [history.snapshot_at(at_ms) for at_ms in times_ms]
    history.close()
    return found
