"""The recorded curves: `python -m tests.bench.anomaly.curves FOLDER` takes them from what `record` wrote there.

They were recorded with `procmon-gui record`, a beat a second, on a machine of two cores that lived ordinary life while
it was built on: compilers, tests, copies, a web server, a database, bursts every three minutes as of cron. Its day was
pressed into 24 minutes, 15 of them busy. The split was fixed, and committed, before the second half was recorded.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

FILE: Final = Path(__file__).with_name("curves.npz")
DAY_S: Final = 24 * 60
# When its first day began, and where the tuning half ends and what is held out begins.
DAYS_BEGAN_AT_MS: Final = 1_795_749_832_000
SPLIT_AT_MS: Final = 1_795_752_680_000
HOST: Final = (
    ("host.cpu.busy_ratio", ""), ("host.cpu.user_ratio", ""), ("host.cpu.system_ratio", ""),
    ("host.cpu.iowait_ratio", ""), ("host.cpu.busy_ratio", "0"), ("host.load.1min", ""),
    ("host.pressure.cpu.some_ratio", ""), ("host.pressure.io.some_ratio", ""), ("host.memory.used_ratio", ""),
    ("host.memory.cached_bytes", ""), ("host.memory.anonymous_bytes", ""), ("host.memory.dirty_bytes", ""),
    ("host.disk.read_bytes_per_s", "vda"), ("host.disk.write_bytes_per_s", "vda"), ("host.disk.writes_per_s", "vda"),
    ("host.disk.busy_ratio", "vda"), ("host.filesystem.used_bytes", "/"), ("host.network.received_bytes_per_s", "lo"),
    ("host.network.received_packets_per_s", "lo"), ("host.network.sent_bytes_per_s", "eth0"),
    ("host.network.tcp_sockets", ""), ("host.context_switches_per_s", ""), ("host.interrupts_per_s", ""),
    ("host.forks_per_s", ""), ("host.processes.count", ""), ("host.limits.open_files", ""),
)  # fmt: skip
PROGRAMS: Final = (
    ("python3", "cpu_ratio"), ("python3", "rss_bytes"), ("python3", "disk_bytes_per_s"), ("bash", "rss_bytes"),
    ("procmon-gui", "cpu_ratio"), ("procmon-eye", "cpu_ratio"),
)  # fmt: skip
Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Curves:
    """One half: (metric id, instance or program), beats, and the values by series and beat; NaN is unknown."""

    names: tuple[tuple[str, str], ...]
    at_ms: npt.NDArray[np.int64]
    values: Float32


def load(half: str) -> Curves:
    """Return the `tuning` half or what is `held out`."""
    with np.load(FILE) as kept:
        at_ms, values = kept["at_ms"], kept["values"]
    chosen = (at_ms < SPLIT_AT_MS) == (half == "tuning")
    names = (*HOST, *((metric_id, name) for name, metric_id in PROGRAMS))
    return Curves(names, at_ms[chosen], values[:, chosen])


def take(folder: Path) -> None:
    """Read the curves from a recording and write the file."""
    from procmon_gui.services.history import open_stored_history
    from procmon_gui.services.places import Options

    history = open_stored_history(Options(data_dir=folder))
    span = history.span()
    if span is None:
        raise SystemExit("nothing was recorded there")
    at_ms: list[int] = []
    rows: list[list[float]] = []
    at = history.beat_near(span.from_ms)
    while at is not None and (not at_ms or at > at_ms[-1]):
        snapshot = history.snapshot_at(at)
        if snapshot is not None:
            at_ms.append(at)
            named = np.array(snapshot.texts["name"], object)[snapshot.rows]
            of_programs = [
                float(np.nansum(snapshot.columns[metric_id][snapshot.rows[named == name]]))
                for name, metric_id in PROGRAMS
            ]
            rows.append([*(snapshot.host_value(*key) for key in HOST), *of_programs])
        at = history.beat_near(at, 1)
    history.close()
    values = np.array(rows, np.float32).T
    np.savez_compressed(FILE, at_ms=np.array(at_ms), values=values)
    print(f"{len(at_ms)} beats, {values.shape[0]} curves, {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    take(Path(sys.argv[1]))
