"""What the detail of one process costs: each part of a process with 5,000 descriptors, 1,000 threads, 10,000 regions.

    python tests/bench/bench_inspector.py

For each part the median and the slowest of some readings, in milliseconds, and what of it is CPU time of this program.
`pause` is the longest that another thread of this program (the window) had to wait meanwhile to run for a moment.
"""

import gc
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.domain.ports import Inspector
from tests.collectors.inspected import Inspected
from tests.collectors.waiting import Patient, key_of

ROUNDS = 15
PARTS = ("general", "threads", "open_files", "memory", "limits", "environment")


class Ticker:
    """Another thread that wants to run every millisecond, and notes how late it comes."""

    def __init__(self) -> None:
        self.worst_ms = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Ticker":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        before_s = time.monotonic()
        while not self._stop.is_set():
            time.sleep(0.001)
            now_s = time.monotonic()
            self.worst_ms = max(self.worst_ms, (now_s - before_s) * 1e3 - 1.0)
            before_s = now_s


def measured(read: Callable[[], object]) -> tuple[float, float, float, float]:
    """Return median and slowest time, median CPU time and the longest pause of another thread, in milliseconds."""
    times_ms, cpu_ms = [], []
    with Ticker() as ticker:
        for _ in range(ROUNDS):
            began_ns, began_cpu_ns = time.perf_counter_ns(), time.thread_time_ns()
            read()
            times_ms.append((time.perf_counter_ns() - began_ns) / 1e6)
            cpu_ms.append((time.thread_time_ns() - began_cpu_ns) / 1e6)
    return statistics.median(times_ms), max(times_ms), statistics.median(cpu_ms), ticker.worst_ms


def main() -> None:
    """Print the table."""
    gc.disable()  # as in the program, which collects on the window thread only
    inspector: Inspector = ProcInspector()
    print(f"{'part':<14}{'rows':>8}{'median':>10}{'slowest':>10}{'cpu':>10}{'pause':>10}  ms")
    with Inspected(threads=1_000, descriptors=5_000, regions=10_000) as subject:
        key = key_of(subject.pid)
        for part in PARTS:
            read = getattr(inspector, part)
            answer = read(key, Patient())
            rows = len(getattr(answer, "rows", ())) or getattr(answer, "region_count", 1)
            figures = measured(lambda read=read: read(key, Patient()))  # type: ignore[misc]
            print(f"{part:<14}{rows:>8}" + "".join(f"{figure:>10.2f}" for figure in figures))


if __name__ == "__main__":
    main()
