"""What suspicion costs: `python -m tests.bench.bench_anomaly`; milliseconds of CPU of this process for one beat.

A machine of 200 watched figures and 300 programs, at a beat a second for two hours and a bit: through a full hour, all
minutes in which something is learned, and with every hundredth process another one in each beat.
"""

import argparse
import time
from collections.abc import Iterator
from typing import Final

import numpy as np

from procmon_gui.anomaly.suspicion import Suspicion
from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.anomaly.watched import PROGRAM_METRICS, WATCHED
from procmon_gui.domain.snapshot import Snapshot

_STARTS_AT_MS: Final = 1_800_230_400_000
SERIES, PROGRAMS = 200, 300


def host_of(chance: np.random.Generator) -> dict[str, dict[str, float]]:
    """Return 200 figures of a machine: some with one instance, the others with as many as are needed."""
    each = [metric_id for metric_id in WATCHED if metric_id.startswith(("host.disk.", "host.network.r"))]
    host = {metric_id: {"": float(chance.uniform(0, 1))} for metric_id in WATCHED if metric_id not in each}
    instances = -(-(SERIES - len(host)) // len(each))
    for metric_id in each:
        host[metric_id] = {f"device-{place}": float(chance.uniform(0, 1e6)) for place in range(instances)}
    return host


def beats(count: int, process_count: int) -> Iterator[Snapshot]:
    """Yield beats of a machine on which every hundredth process is another one each time."""
    chance = np.random.default_rng(1)
    serials = np.arange(process_count, dtype=np.int64)
    names = [f"program-{place % PROGRAMS}" for place in range(process_count)]
    hosts = [host_of(chance) for _ in range(20)]
    columns = {metric_id: chance.uniform(0, 1e6, process_count) for metric_id in PROGRAM_METRICS}
    columns["kernel_thread"] = np.zeros(process_count)
    revisions = np.zeros(process_count, np.int64)
    for beat in range(count):
        changed = chance.integers(0, process_count, process_count // 100)
        serials = serials.copy()
        serials[changed] = process_count + beat
        yield Snapshot(
            boot_id="boot", at_ms=_STARTS_AT_MS + beat * 1000, monotonic_ns=beat * 10**9, sequence=beat,
            missed_beats=0, elapsed_s=1.0 if beat else 0.0, ticks_per_s=100, rows=np.arange(process_count),
            serials=serials, columns=columns, texts={"name": names, "executable": [None] * process_count},
            text_revisions=revisions, refused=revisions, host=hosts[beat % 20], unsupported={},
        )  # fmt: skip


def cost_ms(count: int, process_count: int) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], Suspicion]:
    """Return what each beat cost, and what it was measured with: it judges from its first half hour on."""
    suspicion = Suspicion(Tuning(learning_min=30))
    costs = []
    for snapshot in beats(count, process_count):
        began = time.process_time_ns()
        suspicion.beat(snapshot)
        costs.append((time.process_time_ns() - began) / 1e6)
    return np.array(costs), suspicion


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beats", type=int, default=8000)
    count = parser.parse_args().beats
    print("| processes | series | mean | median | 99 % | worst | copy | to bytes | bytes |")
    print("|---" * 9 + "|")
    for process_count in (500, 10_000):
        costs, suspicion = cost_ms(count if process_count < 1000 else count // 4, process_count)
        began = time.process_time_ns()
        kept = suspicion.copy()
        copied = time.process_time_ns()
        size = len(kept.to_bytes())
        packed_ms = (time.process_time_ns() - copied) / 1e6
        judged = int(suspicion.series_count)
        print(
            f"| {process_count:,} | {judged} | {costs.mean():.2f} | {np.median(costs):.2f} | "
            f"{np.percentile(costs, 99):.2f} | {costs[1:].max():.2f} | {(copied - began) / 1e6:.1f} | "
            f"{packed_ms:.0f} | {size:,} |"
        )


if __name__ == "__main__":
    main()
