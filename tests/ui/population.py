"""Made-up machines for the tests and benches of the window: snapshots of any size, changed as the test says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.snapshot import Snapshot

CORES = 4.0
RAM_BYTES = 16.0 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One made-up process; `values` and `texts` replace what everybody has."""

    serial: int
    pid: int
    ppid: int = 0
    start_ticks: float = 1.0
    name: str | None = "thing"
    kernel_thread: bool = False
    values: Mapping[str, float] = field(default_factory=dict)
    texts: Mapping[str, str | None] = field(default_factory=dict)


def snapshot_of(
    people: Sequence[Person],
    *,
    slots: Sequence[int] | None = None,
    sequence: int = 1,
    slot_count: int = 0,
    refused: int = 0,
    unsupported: Mapping[str, str] | None = None,
) -> Snapshot:
    """Return a snapshot in which each of the people has the slot of the same place, or the next; others are free."""
    slots = list(range(len(people))) if slots is None else list(slots)
    count = max(max(slots, default=-1) + 1, slot_count)
    columns = {metric.id: np.full(count, np.nan) for metric in PROCESS_CATALOGUE.metrics if not metric.is_text}
    texts: dict[str, list[str | None]] = {
        metric.id: [None] * count for metric in PROCESS_CATALOGUE.metrics if metric.is_text
    }
    serials = np.full(count, -1, dtype=np.int64)
    for slot, person in zip(slots, people, strict=True):
        serials[slot] = person.serial
        known = {"pid": person.pid, "ppid": person.ppid, "start_ticks": person.start_ticks, "cpu_ratio": 0.0,
                 "kernel_thread": float(person.kernel_thread), "state": 1.0, "rss_bytes": 1024.0,
                 **person.values}  # fmt: skip
        for metric_id, value in known.items():
            columns.setdefault(metric_id, np.full(count, np.nan))[slot] = value
        for metric_id, text in {"name": person.name, "user": "anna", **person.texts}.items():
            texts[metric_id][slot] = text
    return Snapshot(
        boot_id="boot",
        at_ms=1_700_000_000_000 + 1000 * sequence,
        monotonic_ns=1_000_000_000 * sequence,
        sequence=sequence,
        missed_beats=0,
        elapsed_s=1.0,
        ticks_per_s=100,
        rows=np.flatnonzero(serials >= 0),
        serials=serials,
        columns=columns,
        texts=texts,
        text_revisions=serials.copy(),
        refused=np.full(count, refused, dtype=np.int64),
        host={"host.cpu.core_count": {"": CORES}, "host.memory.size_bytes": {"": RAM_BYTES}},
        unsupported=unsupported or {},
    )


def with_end(snapshot: Snapshot, slot: int, status: float) -> Snapshot:
    """Return a snapshot that tells how somebody ended who had a slot before, half a second before."""
    columns = {metric_id: column.copy() for metric_id, column in snapshot.columns.items()}
    columns["exit_status"][slot] = status
    columns["ended_at_utc"][slot] = snapshot.at_ms / 1000 - 0.5
    return replace(snapshot, columns=columns)


def family(*edges: tuple[int, int], **names: str) -> list[Person]:
    """Return people by (pid, ppid); their serial is a hundred times the pid, their start the pid."""
    return [
        Person(serial=100 * pid, pid=pid, ppid=ppid, start_ticks=float(pid), name=names.get(f"p{pid}", f"name-{pid}"))
        for pid, ppid in edges
    ]


def crowd(count: int, *, seed: int = 1) -> Snapshot:
    """Return a machine of `count` processes in a bushy tree, a fifth of them busy."""
    rng = np.random.default_rng(seed)
    people = [
        Person(
            serial=1000 + place,
            pid=1 + place,
            ppid=0 if place == 0 else int(rng.integers(1, max(2, min(place + 1, count // 8)))),
            start_ticks=float(place),
            name=f"worker-{place % 97}",
            texts={
                "user": ("root", "anna", "postgres")[place % 3],
                "command_line": f"/usr/lib/worker/bin/worker-{place % 97} --shard {place} --config /etc/worker.toml",
            },
        )
        for place in range(count)
    ]
    return next_beat(snapshot_of(people), rng)


def next_beat(snapshot: Snapshot, rng: np.random.Generator) -> Snapshot:
    """Return the same people one beat later, with other values; a fifth of them are busy."""
    count = len(snapshot.serials)

    def some(scale: float) -> FloatArray:
        return np.where(rng.random(count) < 0.2, rng.exponential(scale, count), 0.0)

    columns = dict(snapshot.columns) | {
        "cpu_ratio": some(0.2),
        "rss_bytes": rng.exponential(40e6, count),
        "disk_read_bytes_per_s": some(1e6),
        "disk_write_bytes_per_s": some(1e6),
        "tcp_bytes_per_s": some(1e5),
    }
    return replace(
        snapshot,
        columns=columns,
        sequence=snapshot.sequence + 1,
        monotonic_ns=snapshot.monotonic_ns + 1_000_000_000,
        at_ms=snapshot.at_ms + 1000,
    )
