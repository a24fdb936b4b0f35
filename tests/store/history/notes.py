"""Machines on which anything may happen, and what somebody would write down of them, looking at every beat."""

import dataclasses
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest

from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.digest import MINUTE_MS, PROCESS_FIGURES
from tests.domain.readings import reading

COUNTERS = ("cpu_user_s", "cpu_system_s", "disk_read_bytes", "disk_write_bytes", "tcp_received_bytes", "tcp_sent_bytes")
USED_OF = {
    "read_bytes": "disk_read_bytes", "write_bytes": "disk_write_bytes", "tcp_received_bytes": "tcp_received_bytes",
    "tcp_sent_bytes": "tcp_sent_bytes",
}  # fmt: skip


def wild(seed: int, beats: int = 40) -> list[Reading]:
    """Return beats in which processes come, go, change their program and their slot, and counters fall back."""
    rng = np.random.default_rng(seed)
    serials, serial, at_s, looked_s = [-1] * 3, 0, 0.0, 0.0
    numbers = {field: np.zeros(3) for field in COUNTERS}
    names: dict[int, str] = {}
    found = []
    for beat in range(beats):
        at_s += float(rng.choice([0.5, 1.0, 1.01, 9.0]))
        looked_s = at_s if rng.random() < 0.4 else looked_s
        if rng.random() < 0.1:
            order = rng.permutation(len(serials))
            serials = [serials[place] for place in order]
            numbers = {field: column[order] for field, column in numbers.items()}
        if rng.random() < 0.2:
            length = int(rng.integers(1, 7))
            serials = (serials + [-1] * length)[:length]
            numbers = {field: np.resize(column, length) for field, column in numbers.items()}
        for slot in range(len(serials)):
            if rng.random() < 0.15:
                serial += 1
                serials[slot] = serial if rng.random() < 0.7 else -1
            if rng.random() < 0.1 or serials[slot] not in names:
                names[serials[slot]] = str(rng.choice(["a", "b", "c"]))
        for field, column in numbers.items():
            grown = rng.integers(0, 3, len(column)) * (0.01 if field.startswith("cpu") else 4096.0)
            numbers[field] = np.where(rng.random(len(column)) < 0.05, 0.0, column + grown)
        shown = {
            field: np.where((rng.random(len(column)) < 0.05) | (np.array(serials) < 0), np.nan, column)
            for field, column in numbers.items()
        }
        gauges = {field: rng.integers(1, 9, len(serials)) * 1.0 for field in ("rss_bytes", "threads")}
        one = reading(at_s=at_s, serials=serials, sockets_s=looked_s, host=_host(beat, rng))
        own = [names[serial] for serial in serials]
        numbers_now = {**one.numbers, **shown, **gauges}
        texts = {**one.texts, "name": own, "executable": own}
        revisions = rng.integers(0, 2**40, len(serials))
        found.append(
            dataclasses.replace(
                one, numbers=numbers_now, texts=texts, sequence=1 if beat == 17 else beat, text_revisions=revisions
            )
        )
    return found


def _host(beat: int, rng: np.random.Generator) -> dict[str, dict[str, float]]:
    host = {
        "cpu.user_s": {"": beat * 0.5, "0": beat * 0.5},
        "cpu.idle_s": {"": beat * 1.5 - (beat % 4), "0": beat * 0.5},
        "load.1min": {"": beat / 4},
        "forks": {"": float(beat // 9 * 7)},
        "disk.read_bytes": {"": beat * 512.0, "sda": beat * 512.0},
        "memory.total_bytes": {"": 16e9},
        "memory.available_bytes": {"": 8e9 + 4096 * beat},
    }
    if rng.random() < 0.2:
        del host["load.1min"]
    if rng.random() < 0.2:
        host["disk.read_bytes"]["sdb"] = beat * 3.0
    return host


class Notes:
    """What is written down by somebody who looks at one beat after the other."""

    def __init__(self, shown: Sequence[Snapshot]) -> None:
        self.processes: dict[tuple[int, int, str], list[float]] = defaultdict(list)
        self.machine: dict[tuple[int, str, str], list[float]] = defaultdict(list)
        self.most: dict[tuple[int, str, str], list[float]] = defaultdict(list)
        self.used: dict[tuple[int, str, str], float] = defaultdict(float)
        before: Snapshot | None = None
        for snapshot in shown:
            minute = snapshot.at_ms // MINUTE_MS * MINUTE_MS
            for metric_id, values in snapshot.host.items():
                for instance, value in values.items():
                    self.machine[minute, metric_id, instance].append(value)
            self._note_processes(minute, snapshot, before)
            before = snapshot

    def _note_processes(self, minute: int, snapshot: Snapshot, before: Snapshot | None) -> None:
        together: dict[tuple[str, str], float] = defaultdict(float)
        for slot in snapshot.rows.tolist():
            name, serial = snapshot.texts["name"][slot] or "", int(snapshot.serials[slot])
            for metric_id in PROCESS_FIGURES:
                value = float(snapshot.columns[metric_id][slot])
                self.processes[minute, serial, metric_id].append(value)
                together[name, metric_id] += 0.0 if np.isnan(value) else value
            together[name, "process_count"] += 1
            ratio = float(snapshot.columns["cpu_ratio"][slot])
            self.used[minute, name, "cpu_s"] += 0.0 if np.isnan(ratio) else ratio * snapshot.elapsed_s
            if before is not None and slot < len(before.serials) and before.serials[slot] == serial:
                for used, field in USED_OF.items():
                    grown = snapshot.columns[field][slot] - before.columns[field][slot]
                    self.used[minute, name, used] += grown if grown > 0 else 0.0
        for (name, metric_id), value in together.items():
            self.most[minute, name, metric_id].append(value)


def assert_sums(rows: Sequence[tuple[float, ...]], values: Sequence[float], key: object) -> None:
    known = [value for value in values if value == value]
    count, total, least, most = np.array(rows).T
    assert count.sum() == len(known), key
    assert total.sum() == pytest.approx(sum(known)), key
    if known:
        assert (np.nanmin(least), np.nanmax(most)) == pytest.approx((min(known), max(known))), key
