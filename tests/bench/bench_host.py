"""What one reading of the host costs, beside the psutil calls that give the same. Prints CPU microseconds.

Run: python tests/bench/bench_host.py [readings]
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from procmon_gui.collectors.eye.host import HostReader


def psutil_calls() -> None:
    """Read with psutil what the host reader reads at every beat, as far as psutil has it."""
    psutil.cpu_times()
    psutil.cpu_times(percpu=True)
    psutil.cpu_stats()
    psutil.getloadavg()
    psutil.virtual_memory()
    psutil.swap_memory()
    psutil.disk_io_counters(perdisk=True)
    psutil.net_io_counters(pernic=True)


def cost_us(call: Callable[[], object], readings: int) -> tuple[float, float]:
    """Return the median and the 99th percentile of the CPU microseconds of this thread for one call."""
    samples = []
    for _ in range(readings):
        begun_ns = time.thread_time_ns()
        call()
        samples.append((time.thread_time_ns() - begun_ns) / 1000)
    samples.sort()
    return statistics.median(samples), samples[int(len(samples) * 0.99)]


def main() -> None:
    """Print the table; the rounds alternate, so that a noisy neighbour meets both."""
    readings = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    reader = HostReader(first_wait_s=5)
    reader.read()
    psutil_calls()
    gc.collect()
    gc.freeze()
    print(f"{'':24} {'median':>9} {'p99':>9}   CPU µs a reading")
    for number in range(3):
        for name, call in (("host reader", reader.read), ("psutil, same figures", psutil_calls)):
            median, worst = cost_us(call, readings)
            print(f"{name + f', round {number + 1}':24} {median:9.0f} {worst:9.0f}")
    reader.close()


if __name__ == "__main__":
    main()
