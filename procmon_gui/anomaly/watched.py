"""Which figures of the host are watched, and how small a change of each matters to nobody.

Not watched are limits and sizes, which change by hand, what is only a smoothed copy of another (the longer loads), and
what this program says of itself.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.suspicion import TELLING
from procmon_gui.domain.units import Unit

# The most telling come first, and are watched on the largest machine.
WATCHED: Final = (
    *TELLING,
    "host.cpu.user_ratio", "host.cpu.system_ratio", "host.cpu.nice_ratio", "host.cpu.irq_ratio",
    "host.cpu.softirq_ratio", "host.pressure.memory.full_ratio", "host.pressure.io.full_ratio",
    "host.memory.cached_bytes", "host.memory.anonymous_bytes", "host.memory.shared_bytes",
    "host.memory.reclaimable_bytes", "host.memory.writeback_bytes", "host.swap.in_bytes_per_s",
    "host.swap.out_bytes_per_s", "host.disk.reads_per_s", "host.disk.writes_per_s", "host.disk.queue_count",
    "host.network.received_packets_per_s", "host.network.sent_packets_per_s", "host.network.errors_per_s",
    "host.network.drops_per_s", "host.sensor.temperature_c", "host.sensor.fan_rpm", "host.gpu.busy_ratio",
    "host.gpu.memory_used_bytes", "host.gpu.temperature_c", "host.interrupts_per_s",
    "host.processes.short_lived_per_s", "host.processes.threads", "host.processes.running",
    "host.processes.disk_sleep", "host.processes.zombie",
)  # fmt: skip
# Of what has an instance for each core only the whole is watched, but for how busy a core is.
_WHOLE_ONLY: Final = frozenset(
    metric_id for metric_id in WATCHED if metric_id.startswith("host.cpu.") and metric_id != "host.cpu.busy_ratio"
)
MOST_HOST_SERIES: Final = 256
_MOST_INSTANCES: Final = 64
# Away for longer, a series makes room for another one, where there is no room left.
_KEPT_BEATS: Final = 600

_FLOORS: Final[Mapping[Unit, float]] = {
    Unit.RATIO: 0.05, Unit.BYTES: 32 * 1024**2, Unit.BYTES_PER_S: 512 * 1024, Unit.COUNT_PER_S: 50.0,
    Unit.COUNT: 10.0, Unit.NONE: 0.5, Unit.SECONDS: 0.005, Unit.CELSIUS: 20.0, Unit.RPM: 500.0,
}  # fmt: skip
# Packets, interrupts and switches come by the thousand where forks come by the dozen.
_FLOOR_OF: Final[Mapping[str, float]] = {
    "host.context_switches_per_s": 500.0, "host.interrupts_per_s": 500.0, "host.forks_per_s": 5.0,
    "host.network.errors_per_s": 1.0, "host.network.drops_per_s": 1.0, "host.limits.open_files": 500.0,
    "host.processes.short_lived_per_s": 5.0, "host.processes.running": 2.0, "host.processes.disk_sleep": 1.0,
    "host.processes.zombie": 3.0, "host.filesystem.used_bytes": 1024**3, "host.processes.threads": 50.0,
}  # fmt: skip
PROGRAM_METRICS: Final = ("cpu_ratio", "rss_bytes", "disk_bytes_per_s")
PROGRAM_FLOORS: Final = (0.05, 32.0 * 1024**2, 512.0 * 1024)


def floor_of(metric_id: str) -> float:
    """Return below which value a metric of the host says nothing; of another version's, any."""
    metric = HOST_CATALOGUE.by_id.get(metric_id)
    return _FLOOR_OF.get(metric_id) or _FLOORS.get(metric.unit if metric is not None else Unit.NONE, 1.0)


class HostSeries:
    """The series of the host: each metric and instance keeps its place until it is away and another one needs it.

    Attributes:
        keys: (metric id, instance) by place.
        floors: by place, of all that there is room for.
    """

    def __init__(self) -> None:
        self.keys: list[tuple[str, str]] = []
        self.floors: FloatArray = np.ones(MOST_HOST_SERIES)
        self._instances: dict[str, tuple[str, ...]] = {}
        self._places: dict[str, tuple[tuple[str, int], ...]] = {}
        self._by_key: dict[tuple[str, str], int] = {}
        self._seen_at: IntArray = np.zeros(MOST_HOST_SERIES, np.int64)
        self._beat = 0

    def values(self, host: Mapping[str, Mapping[str, float]], out: FloatArray) -> list[int]:
        """Write the value of every series to its place, NaN where it is not known; return the places that others have
        now.
        """
        self._beat += 1
        out[:] = np.nan
        taken: list[int] = []
        for metric_id in WATCHED:
            found = host.get(metric_id)
            if not found:
                continue
            instances = tuple(found)
            if self._instances.get(metric_id) != instances:
                self._enter(metric_id, instances, taken)
            for instance, place in self._places[metric_id]:
                out[place] = found[instance]
        self._seen_at[~np.isnan(out)] = self._beat
        return taken

    def place(self, key: tuple[str, str]) -> int | None:
        """Return where a series stands, None where it is not watched."""
        return self._by_key.get(key)

    def restore(self, keys: list[tuple[str, str]]) -> None:
        """Give series the places that they had."""
        self.keys, self._by_key = [], {}
        self._instances.clear()
        for metric_id, instance in keys:
            self._place_of(metric_id, instance, [])

    def _enter(self, metric_id: str, instances: tuple[str, ...], taken: list[int]) -> None:
        chosen = ("",) if metric_id in _WHOLE_ONLY else instances[:_MOST_INSTANCES]
        found = [(instance, self._place_of(metric_id, instance, taken)) for instance in chosen if instance in instances]
        self._instances[metric_id] = instances
        self._places[metric_id] = tuple((instance, place) for instance, place in found if place is not None)

    def _place_of(self, metric_id: str, instance: str, taken: list[int]) -> int | None:
        key = (metric_id, instance)
        place = self._by_key.get(key)
        if place is not None:
            return place
        if len(self.keys) < MOST_HOST_SERIES:
            place = len(self.keys)
            self.keys.append(key)
        else:
            # Interfaces of containers come and go, each under a name of its own.
            place = int(self._seen_at.argmin())
            if self._beat - self._seen_at[place] <= _KEPT_BEATS:
                return None
            before = self.keys[place]
            del self._by_key[before]
            self._instances.pop(before[0], None)
            self.keys[place] = key
            taken.append(place)
        self._by_key[key] = place
        self._seen_at[place] = self._beat
        self.floors[place] = floor_of(metric_id)
        return place
