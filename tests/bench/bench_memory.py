"""Prints what remembering every beat costs: bytes a process and beat, CPU of the sampler's thread, and memory.

    python tests/bench/bench_memory.py --sizes 1000 10000 --beats 600
    python tests/bench/bench_memory.py --sizes 1000 --beats 5000 --budget 16     (is the memory flat?)

The machine is made up: of the awake processes each uses some ticks of CPU, changes its memory now and then and moves
between cores; every hundredth beat somebody ends and somebody is born. CPU is the time of the thread, not of the wall.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from types import MappingProxyType
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.derive import derive
from procmon_gui.domain.host_metrics import CPU_MODES
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, Reading
from procmon_gui.store.history.recent import RecentMemory

PAGE_BYTES = 4096.0
CORES = 8


class Machine:
    """Yields readings as an eye would, one second apart."""

    def __init__(self, size: int, awake_ratio: float) -> None:
        self._rng = np.random.default_rng(1)
        self._size = size
        self._awake = round(size * awake_ratio)
        self._beat = 0
        self._next_serial = size
        rng, unknown = self._rng, np.full(size, np.nan)
        self._numbers: dict[str, FloatArray] = {field: unknown.copy() for field in NUMBER_FIELDS}
        write = self._numbers
        write["pid"] = _floats(300 + np.cumsum(rng.integers(1, 9, size)))
        write["ppid"] = np.where(np.arange(size) < 2, 0.0, write["pid"][rng.integers(0, 20, size)])
        write["start_ticks"] = np.cumsum(rng.integers(0, 4000, size)).astype(float)
        for field, top in (("rss_bytes", 20_000), ("shared_bytes", 3_000), ("virtual_bytes", 300_000)):
            write[field] = _floats(PAGE_BYTES * rng.integers(200, top, size))
        write["cpu_user_s"] = _floats(rng.integers(0, 90_000, size) / 100)
        write["cpu_system_s"] = _floats(rng.integers(0, 30_000, size) / 100)
        write["major_faults"] = rng.integers(0, 400, size).astype(float)
        write["disk_read_bytes"] = _floats(PAGE_BYTES * rng.integers(0, 9_000, size))
        write["disk_write_bytes"] = _floats(PAGE_BYTES * rng.integers(0, 900, size))
        write["last_cpu"] = rng.integers(0, CORES, size).astype(float)
        for field in ("uid", "kernel_thread", "tty_number", "nice", "scheduling_class", "block_io_delay_s"):
            write[field] = np.zeros(size)
        write["threads"], write["state"] = np.ones(size), np.ones(size)
        write["tcp_received_bytes"], write["tcp_sent_bytes"] = np.zeros(size), np.zeros(size)
        self._serials = np.arange(size)
        self._revisions = np.ones(size, np.int64)
        self._texts: dict[str, list[str | None]] = {
            field: [self._words(field, place) for place in range(size)] for field in TEXT_FIELDS
        }

    def _words(self, field: str, place: int) -> str:
        if field == "command_line":
            return f"/usr/lib/worker/bin/worker-{place % 97} --shard {place} --config /etc/worker/{place}.toml"
        return f"{field}-{place % 97}"

    def reading(self) -> Reading:
        """Return the next beat."""
        self._beat += 1
        rng = self._rng
        self._numbers = {field: column.copy() for field, column in self._numbers.items()}
        write = self._numbers
        awake = rng.choice(self._size // 2, self._awake, replace=False) if self._awake else np.zeros(0, np.int64)
        write["cpu_user_s"][awake] = np.round(write["cpu_user_s"][awake] * 100 + rng.integers(0, 5, len(awake))) / 100
        write["cpu_system_s"][awake] = (
            np.round(write["cpu_system_s"][awake] * 100 + (rng.random(len(awake)) < 0.3)) / 100
        )
        some = awake[rng.random(len(awake)) < 0.3]
        write["rss_bytes"][some] += PAGE_BYTES * rng.integers(-5, 9, len(some))
        some = awake[rng.random(len(awake)) < 0.4]
        write["last_cpu"][some] = rng.integers(0, CORES, len(some))
        some = awake[rng.random(len(awake)) < 0.1]
        write["disk_write_bytes"][some] += PAGE_BYTES * rng.integers(1, 60, len(some))
        if self._beat % 100 == 0:
            self._replace(int(rng.integers(0, self._size)))
        for column in self._numbers.values():
            column.setflags(write=False)
        return self._told()

    def _replace(self, slot: int) -> None:
        self._serials, self._revisions = self._serials.copy(), self._revisions.copy()
        self._serials[slot] = self._next_serial
        self._revisions[slot] += 1
        self._next_serial += 1
        self._texts = {field: list(texts) for field, texts in self._texts.items()}
        for field, texts in self._texts.items():
            texts[slot] = self._words(field, self._next_serial)
        self._numbers["start_ticks"][slot] = self._beat * 100.0

    def _told(self) -> Reading:
        beat, rng = self._beat, self._rng
        cores = {str(core): beat * 0.5 + core for core in range(CORES)}
        host = {f"cpu.{mode}_s": {"": beat * 4.0, **cores} for mode in CPU_MODES}
        host["memory.available_bytes"] = {"": PAGE_BYTES * int(rng.integers(1_000_000, 1_010_000))}
        host["memory.total_bytes"] = {"": 16e9}
        host["context_switches"] = {"": float(beat * 20_000 + int(rng.integers(0, 5000)))}
        host["disk.write_bytes"] = {name: float(beat * 8192 * int(rng.integers(1, 9))) for name in ("", "sda", "sdb")}
        host["load.1min"] = {"": round(float(rng.random()), 2)}
        return Reading(
            boot_id="boot", at_ms=1_700_000_000_000 + 1000 * beat + int(rng.integers(0, 4)),
            monotonic_ns=beat * 1_000_000_000 + int(rng.integers(0, 3_000_000)), sockets_ns=beat // 10 * 10_000_000_000,
            suspended_ns=0, sequence=beat, missed_beats=0, ticks_per_s=100, boot_at_utc_s=1_699_999_000.0,
            numbers=MappingProxyType(self._numbers), texts=MappingProxyType(dict(self._texts)),
            text_revisions=self._revisions, serials=self._serials, refused=np.zeros(self._size, np.int64),
            host=MappingProxyType(host), unsupported=MappingProxyType({}),
        )  # fmt: skip


def _floats(numbers: npt.NDArray[Any]) -> FloatArray:
    return numbers.astype(np.float64)


def rss_mib() -> float:
    """Return the memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def bench(size: int, awake_ratio: float, beats: int, budget_mib: int) -> None:
    """Remember so many beats and print what it took."""
    machine, memory = Machine(size, awake_ratio), RecentMemory(budget_mib)
    previous: Reading | None = None
    spent_ms: list[float] = []
    rss: list[float] = []
    for beat in range(beats):
        one = machine.reading()
        snapshot = derive(previous, one)
        previous = one
        began_ns = time.thread_time_ns()
        memory.offer(one, snapshot)
        spent_ms.append((time.thread_time_ns() - began_ns) / 1e6)
        if beat % 500 == 499:
            rss.append(rss_mib())
    packed = [kept for kept in memory._kept if kept.data]
    per_beat = sum(len(kept.data) for kept in packed) / max(1, sum(kept.count for kept in packed))
    told = memory.remembered()
    span = memory.span()
    assert span is not None
    took_ms = []
    for at_ms in np.linspace(span.from_ms, span.to_ms, 20).tolist():
        began_ns = time.thread_time_ns()
        memory.snapshot_at(round(at_ms))
        took_ms.append((time.thread_time_ns() - began_ns) / 1e6)
    again_ms = []
    for step in range(10):
        began_ns = time.thread_time_ns()
        memory.snapshot_at(span.from_ms + 20_000 + 1000 * step)
        again_ms.append((time.thread_time_ns() - began_ns) / 1e6)
    counted = np.array(spent_ms[5:])
    line = f"{size:>6}{awake_ratio:>7.0%}{per_beat / size:>10.3f}{per_beat:>9.0f}{counted.mean():>9.2f}"
    line += f"{np.percentile(counted, 99):>8.2f}{counted.max():>8.2f}{np.median(took_ms):>9.1f}"
    line += f"{np.median(again_ms):>8.1f}{told.used_bytes / 2**20:>9.1f}{(span.to_ms - span.from_ms) / 60_000:>9.1f}"
    print(line, flush=True)
    if len(rss) > 2:
        print("       RSS MiB every 500 beats:", " ".join(f"{one:.0f}" for one in rss), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--awake", type=float, nargs="+", default=[0.0, 0.05, 0.2])
    parser.add_argument("--beats", type=int, default=600)
    parser.add_argument("--budget", type=int, default=64)
    options = parser.parse_args()
    print(f"{'size':>6}{'awake':>7}{'B/proc':>10}{'B/beat':>9}{'ms mean':>9}{'p99':>8}{'max':>8}{'jump ms':>9}"
          f"{'next':>8}{'MiB':>9}{'minutes':>9}")  # fmt: skip
    for size in options.sizes:
        for awake_ratio in options.awake:
            bench(size, awake_ratio, options.beats, options.budget)


if __name__ == "__main__":
    main()
