"""What the overview remembers: the last ten minutes of the machine, and which program leads. Uses no Qt."""

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np

from procmon_gui.domain.attention import INTERVALS_S
from procmon_gui.domain.history import HostBeat
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.widgets.chart_view import SPANS_S
from procmon_gui.ui.widgets.ring import RingTable, nearest
from procmon_gui.ui.widgets.series_table import SeriesTable

# Room for ten minutes of the fastest beat, and a little for gaps.
CAPACITY: Final = round(SPANS_S[-1] / min(INTERVALS_S)) + 60
# One late beat is drawn through; more than this many missed in a row is a time of which nothing is known.
GAP_BEATS: Final = 2
# Of what was recorded it is not known how many beats were missed: a step longer than this, and than two, is a gap.
RECALLED_GAP_S: Final = 15.0

COLUMNS: Final = {
    "cpu": "host.cpu.busy_ratio",
    "memory": "host.memory.used_ratio",
    "pressure_cpu": "host.pressure.cpu.some_ratio",
    "pressure_memory": "host.pressure.memory.some_ratio",
    "pressure_disk": "host.pressure.io.some_ratio",
    "disk_write": "host.disk.write_bytes_per_s",
    "disk_read": "host.disk.read_bytes_per_s",
    "net_received": "host.network.received_bytes_per_s",
    "net_sent": "host.network.sent_bytes_per_s",
    "switches": "host.context_switches_per_s",
    "interrupts": "host.interrupts_per_s",
}
# Remembered for each device, and for the machine where it has a sum.
OF_EACH: Final = (
    "host.cpu.busy_ratio",
    "host.disk.write_bytes_per_s",
    "host.disk.read_bytes_per_s",
    "host.network.received_bytes_per_s",
    "host.network.sent_bytes_per_s",
    "host.sensor.temperature_c",
    "host.gpu.busy_ratio",
)
# Cards that tell their load: more than this many lines no chart of the overview has.
GPU_LINES: Final = ("gpu_0", "gpu_1", "gpu_2", "gpu_3")
LED_BY: Final = {
    "cpu": "cpu_ratio",
    "memory": "rss_bytes",
    "disk": "disk_bytes_per_s",
    "net": "tcp_bytes_per_s",
    "gpu": "gpu_ratio",
}


# Two minutes of which that between them is not known.
MINUTES_GAP_S: Final = 90.0


def clock_s(snapshot: Snapshot) -> float:
    """Return when a snapshot was on the clock of its charts: the monotonic one; UTC where it is a minute's averages."""
    return snapshot.at_ms / 1000 if snapshot.average_of_ms else snapshot.monotonic_ns / 1e9


class Leader(NamedTuple):
    """The process that led one beat: its name, its value in the unit of the metric, and who it is."""

    name: str
    value: float
    key: ProcessKey | None = None


class OverviewHistory:
    """Ring buffers of the host and of who led, one row a beat.

    Attributes:
        is_of_minutes: each row is the averages of a minute: beats are gone.
    """

    def __init__(self) -> None:
        self.table = RingTable((*COLUMNS, *GPU_LINES), CAPACITY)
        self.devices = SeriesTable(CAPACITY)
        self._leaders: deque[dict[str, Leader]] = deque(maxlen=CAPACITY)
        self._missed_before = 0
        self._step_s = 0.0
        self._boot_id = ""
        self.now_s = 0.0
        self.is_of_minutes = False

    def remember(self, snapshot: Snapshot) -> None:
        """Add one beat; a stretch that was not sampled becomes a gap."""
        at_s = clock_s(snapshot)
        if len(self.table) and (snapshot.boot_id != self._boot_id or at_s <= self.now_s):
            # Another boot, or another machine: its clock has nothing to do with ours.
            self.table = RingTable((*COLUMNS, *GPU_LINES), CAPACITY)
            self.devices = SeriesTable(CAPACITY)
            self._leaders.clear()
            self._step_s = 0.0
        elif len(self.table) and self._is_gap(snapshot, at_s - self.now_s):
            self._append((self.now_s + at_s) / 2, {}, (), {})
        values = {name: snapshot.host_value(metric_id) for name, metric_id in COLUMNS.items()}
        values |= dict(zip(GPU_LINES, card_loads(snapshot), strict=False))
        leaders = {name: _leader(snapshot, metric_id) for name, metric_id in LED_BY.items()}
        self._append(at_s, values, _of_each(snapshot), leaders)
        self._step_s = at_s - self.now_s
        self._missed_before, self._boot_id, self.now_s = snapshot.missed_beats, snapshot.boot_id, at_s

    def _is_gap(self, snapshot: Snapshot, step_s: float) -> bool:
        if snapshot.elapsed_s == 0:
            return True
        # Beats are also missed while the interval changes; a gap takes its time.
        return snapshot.missed_beats - self._missed_before > GAP_BEATS and step_s > GAP_BEATS * self._step_s

    def knows(self, snapshot: Snapshot) -> bool:
        """Say whether it remembers the beat that is shown."""
        if not len(self.table) or snapshot.boot_id != self._boot_id:
            return False
        return float(self.table.times()[0]) <= clock_s(snapshot) <= self.now_s

    def recall(self, beats: Iterable[HostBeat], boot_id: str, *, are_minutes: bool = False) -> None:
        """Take beats that were recorded, oldest first, all of one boot; of them only who led by CPU is known."""
        self._boot_id, self.is_of_minutes = boot_id, are_minutes
        for beat in beats:
            step_s = beat.at_s - self.now_s if len(self.table) else 0.0
            usual_s = self._step_s or step_s
            if step_s > (MINUTES_GAP_S if are_minutes else max(RECALLED_GAP_S, GAP_BEATS * usual_s)):
                self._append((self.now_s + beat.at_s) / 2, {}, (), {})
            values = {name: beat.host.get(metric_id, {}).get("", math.nan) for name, metric_id in COLUMNS.items()}
            cards = (busy for _, busy in sorted(beat.host.get("host.gpu.busy_ratio", {}).items()))
            leader = {"cpu": Leader(beat.leader.name, beat.leader.value, beat.leader.key)} if beat.leader else {}
            of_each = (
                (metric_id, instance, value)
                for metric_id in OF_EACH
                for instance, value in beat.host.get(metric_id, {}).items()
            )
            self._append(beat.at_s, values | dict(zip(GPU_LINES, cards, strict=False)), of_each, leader)
            self._step_s, self.now_s = step_s, beat.at_s

    def _append(
        self,
        at_s: float,
        values: Mapping[str, float],
        of_each: Iterable[tuple[str, str, float]],
        leaders: dict[str, Leader],
    ) -> None:
        self.table.append(at_s, values)
        self.devices.append(at_s, of_each)
        self._leaders.append(leaders)

    def leader_at(self, at_s: float, of: str) -> Leader | None:
        """Return who led at a time of the monotonic clock, None when that is not known."""
        if not self._leaders:
            return None
        leader = self._leaders[nearest(self.table.times(), at_s)].get(of)
        return leader if leader is not None and leader.value > 0 else None


def _leader(snapshot: Snapshot, metric_id: str) -> Leader:
    values = snapshot.columns[metric_id][snapshot.rows]
    if not len(values):
        return Leader("", 0.0)
    place = int(np.fmax(values, -1.0).argmax())
    value = float(values[place])
    if not value > 0:
        return Leader("", 0.0)
    slot = int(snapshot.rows[place])
    return Leader(snapshot.texts["name"][slot] or "", value, snapshot.key(slot))


def card_loads(snapshot: Snapshot) -> list[float]:
    """Return how busy each graphics card is; where none tells, what its processes used together."""
    cards = snapshot.host.get("host.gpu.busy_ratio", {})
    if cards:
        return [busy for _, busy in sorted(cards.items())]
    used = snapshot.columns["gpu_ratio"][snapshot.rows]
    known = used[used >= 0]
    return [min(1.0, float(known.sum()))] if len(known) else []


def _of_each(snapshot: Snapshot) -> Iterator[tuple[str, str, float]]:
    for metric_id in OF_EACH:
        for instance, value in snapshot.host.get(metric_id, {}).items():
            yield metric_id, instance, value


class ProgramShare(NamedTuple):
    """What all processes of one name used together."""

    name: str
    process_count: int
    value: float


class Programs:
    """Groups processes by name; only names that changed are looked at again."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._names: list[str] = []
        self._group: IntArray = np.zeros(0, np.int64)
        self._serials: IntArray = np.zeros(0, np.int64)
        self._revisions: IntArray = np.zeros(0, np.int64)

    def _forget(self) -> None:
        self._number.clear()
        self._names.clear()
        self._serials = np.zeros(0, np.int64)

    def update(self, snapshot: Snapshot) -> None:
        """Take the names of one snapshot."""
        if len(self._names) > 1000 + 4 * len(snapshot.rows):
            # Names that came and went would pile up.
            self._forget()
        length = len(snapshot.serials)
        known = min(length, len(self._serials))
        changed = np.ones(length, dtype=np.bool_)
        changed[:known] = (self._serials[:known] != snapshot.serials[:known]) | (
            self._revisions[:known] != snapshot.text_revisions[:known]
        )
        group = np.zeros(length, np.int64)
        group[:known] = self._group[:known]
        names = snapshot.texts["name"]
        for slot in np.flatnonzero(changed & (snapshot.serials >= 0)).tolist():
            group[slot] = self._number_of(names[slot] or "")
        self._group = group
        self._serials = snapshot.serials.copy()
        self._revisions = snapshot.text_revisions.copy()

    def _number_of(self, name: str) -> int:
        number = self._number.get(name)
        if number is None:
            number = self._number[name] = len(self._names)
            self._names.append(name)
        return number

    def top(self, snapshot: Snapshot, metric_id: str, count: int) -> list[ProgramShare]:
        """Return the programs that use most, at most `count`; those that use nothing are left out."""
        rows = snapshot.rows
        values = snapshot.columns[metric_id][rows]
        used = values > 0
        if not used.any():
            return []
        groups = self._group[rows]
        sums = np.bincount(groups[used], weights=values[used], minlength=len(self._names))
        processes = np.bincount(groups, minlength=len(self._names))
        first = np.argsort(-sums, kind="stable")[:count]
        return [
            ProgramShare(self._names[number], int(processes[number]), float(sums[number]))
            for number in first.tolist()
            if sums[number] > 0
        ]
