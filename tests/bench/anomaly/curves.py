"""The recorded curves: `python -m tests.bench.anomaly.curves FOLDER` takes what is held out from what `record` wrote.

They were recorded with `procmon-gui record`, a beat a second, on a machine of two cores that lived ordinary life while
it was built on: compilers, tests, copies, a web server, a database, bursts every three minutes as of cron. Its day was
pressed into 24 minutes, 15 of them busy.

There are four recordings, of other times each. The tuning half is the first, 1.6 hours, and the second, 2.0 hours: what
had been held out of either was seen when it was reported. The third, 2.05 hours, was held out of that tuning, and is
reported beside the fourth. The fourth is what is held out: nothing was tuned after the third was seen, and seeds,
counting and all that judges were committed before anybody read it.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

DAY_S: Final = 24 * 60
_FOLDER: Final = Path(__file__).parent
# Which files make a half, and when the first pressed day of each began.
_RECORDED: Final = {
    "held out": {"held_out.npz": 1_795_791_971_000},
    "third": {"third.npz": 1_795_778_740_000},
    "tuning": {"tuning.npz": 1_795_749_832_000, "tuning_later.npz": 1_795_760_198_000},
}
# Events that nobody put into the curves, written down before a recording was read, in minutes from its begin. In the
# third ten processes did nothing but spin, to find a race; the load went to 21. In the fourth there were none.
KNOWN_EVENTS_MIN: Final[dict[str, tuple[tuple[float, float], ...]]] = {"third": ((57.0, 64.0),)}
_LONGEST_BEAT_MS: Final = 5000
# So many bits of each value are dropped from the file: 0.003 %, and a sixth of its size.
_DROPPED_BITS: Final = 8
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
    """One half: (metric id, instance or program), the hour of the day that each beat stands for, of 24, and the values
    by series and beat; NaN is unknown.
    """

    names: tuple[tuple[str, str], ...]
    hours: npt.NDArray[np.float64]
    values: Float32


def halves() -> tuple[str, ...]:
    """Return which halves there are, what is held out first."""
    return tuple(half for half, files in _RECORDED.items() if all((_FOLDER / name).exists() for name in files))


def load(half: str) -> Curves:
    """Return the `tuning` half, one recording after the other, or what is `held out`."""
    hours, values = zip(*(_recorded(name, began_ms) for name, began_ms in _RECORDED[half].items()), strict=True)
    names = (*HOST, *((metric_id, name) for name, metric_id in PROGRAMS))
    return Curves(names, np.concatenate(hours), np.concatenate(values, axis=1))


def _recorded(name: str, began_ms: int) -> tuple[npt.NDArray[np.float64], Float32]:
    """Return a recording: a minute of the pressed day stands for an hour."""
    with np.load(_FOLDER / name) as kept:
        at_ms, values = _with_gaps(kept["at_ms"], kept["values"])
    return (at_ms - began_ms) / 1000 % DAY_S / 60, values


def _with_gaps(at_ms: npt.NDArray[np.int64], values: Float32) -> tuple[npt.NDArray[np.int64], Float32]:
    """Return beats with one for each second that nobody recorded, of which nothing is known."""
    pieces, before = [], 0
    for place in np.flatnonzero(np.diff(at_ms) > _LONGEST_BEAT_MS).tolist():
        missing = np.arange(at_ms[place] + 1000, at_ms[place + 1] - 500, 1000)
        pieces += [(at_ms[before : place + 1], values[:, before : place + 1]),
                   (missing, np.full((len(values), len(missing)), np.nan, np.float32))]  # fmt: skip
        before = place + 1
    pieces.append((at_ms[before:], values[:, before:]))
    return np.concatenate([at for at, _ in pieces]), np.concatenate([part for _, part in pieces], axis=1)


def take(folder: Path) -> None:
    """Read the curves from a recording, and write the file of what is held out."""
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
    values = np.ascontiguousarray(np.array(rows, np.float32).T)
    values.view(np.uint32)[...] &= np.uint32(0xFFFF_FFFF << _DROPPED_BITS & 0xFFFF_FFFF)
    file = _FOLDER / "held_out.npz"
    np.savez_compressed(file, at_ms=np.array(at_ms), values=values)
    print(f"{(at_ms[-1] - at_ms[0]) / 3.6e6:.2f} h, {len(at_ms)} beats, {len(values)} curves, "
          f"{file.stat().st_size:,} bytes, unknown {np.isnan(values).mean():.2%}")  # fmt: skip


if __name__ == "__main__":
    take(Path(sys.argv[1]))
