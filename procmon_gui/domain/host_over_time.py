"""The figures of the host over many beats at once: what `derive.host_values` says of each, made of arrays. Pure.

A test holds the two against each other. Unknown and absent are both NaN here.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from procmon_gui.domain.host_metrics import CPU_MODES, HOST_METRICS
from procmon_gui.domain.metrics import How
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.units import Unit

# A metric and its instance, "" for the whole machine.
SeriesKey = tuple[str, str]
_IDLE: Final = ("idle", "iowait")


def host_over_time(
    keys: Sequence[tuple[str, str | None]], rows: FloatArray, elapsed_s: FloatArray
) -> dict[SeriesKey, FloatArray]:
    """Return each figure as one value a beat.

    Args:
        keys: what the columns of `rows` are: raw id and instance; None for a raw id without any.
        rows: one row for each beat, and before them the beat that the first is taken against.
        elapsed_s: from the beat before to each; NaN where nothing is known of the time before.
    """
    raw = _Raw(keys, rows, elapsed_s)
    series: dict[SeriesKey, FloatArray] = {}
    for metric in HOST_METRICS:
        if metric.how is How.GAUGE:
            for instance in raw.instances(metric.raw):
                series[metric.id, instance] = raw.now(metric.raw, instance)
        elif metric.how is How.RATE:
            most = 1.0 if metric.unit is Unit.RATIO else math.inf
            for instance in raw.instances(metric.raw):
                grown = raw.grown(metric.raw, instance)
                rates = np.minimum(grown / (elapsed_s / metric.scale), most)
                series[metric.id, instance] = np.where(grown >= 0, rates, np.nan)
    series |= _cpu_shares(raw)
    _hold_within_limits(raw, elapsed_s, series)
    series |= _memory(raw)
    series |= _latencies(raw)
    for instance in raw.instances("filesystem.used_bytes"):
        used = raw.now("filesystem.used_bytes", instance)
        room = used + raw.now("filesystem.available_bytes", instance)
        series["host.filesystem.used_ratio", instance] = used / np.where(room > 0, room, np.nan)
    ways = [series.get((f"host.swap.{way}_bytes_per_s", ""), raw.unknown) for way in ("in", "out")]
    series["host.swap.both_bytes_per_s", ""] = np.minimum(*ways)
    return series


class _Raw:
    """Raw figures by id and instance, as arrays over the beats."""

    def __init__(self, keys: Sequence[tuple[str, str | None]], rows: FloatArray, elapsed_s: FloatArray) -> None:
        self._columns = np.ascontiguousarray(rows.T)
        self._places: dict[str, dict[str, int]] = {}
        for place, (raw_id, instance) in enumerate(keys):
            if instance is not None:
                self._places.setdefault(raw_id, {})[instance] = place
        self.unknown = np.full(len(elapsed_s), np.nan)
        self._is_alone = np.isnan(elapsed_s)

    def instances(self, raw_id: str) -> Sequence[str]:
        """Return the instances that are known at any time."""
        return list(self._places.get(raw_id, ()))

    def now(self, raw_id: str, instance: str = "") -> FloatArray:
        """Return a figure as it was read, NaN where it is not known."""
        place = self._places.get(raw_id, {}).get(instance)
        if place is None:
            return self.unknown
        found: FloatArray = self._columns[place, 1:]
        return found

    def grown(self, raw_id: str, instance: str = "") -> FloatArray:
        """Return the growth since the beat before, NaN where one of the two is not known."""
        place = self._places.get(raw_id, {}).get(instance)
        if place is None:
            return self.unknown
        grown: FloatArray = np.diff(self._columns[place])
        grown[self._is_alone] = np.nan
        return grown


def _cpu_shares(raw: _Raw) -> dict[SeriesKey, FloatArray]:
    """Return the share of the time in each mode, of the machine and of each core."""
    series: dict[SeriesKey, FloatArray] = {}
    for instance in raw.instances("cpu.user_s"):
        # idle and iowait may step back a little on some kernels (proc(5)); that is no reset
        grown = np.maximum(np.stack([raw.grown(f"cpu.{mode}_s", instance) for mode in CPU_MODES]), 0.0)
        counted = np.nan_to_num(grown)
        total_s = counted.sum(axis=0)
        total_s[(total_s <= 0) | np.isnan(raw.now("cpu.user_s", instance))] = np.nan
        for mode, seconds in zip(CPU_MODES, grown, strict=True):
            series[f"host.cpu.{mode}_ratio", instance] = seconds / total_s
        idle_s = sum(counted[CPU_MODES.index(mode)] for mode in _IDLE)
        series["host.cpu.busy_ratio", instance] = 1.0 - idle_s / total_s
    return series


def _hold_within_limits(raw: _Raw, elapsed_s: FloatArray, series: dict[SeriesKey, FloatArray]) -> None:
    """Inside a container with a CPU limit, the whole is what the container used of its limit."""
    limit_cores, grown_s = raw.now("cpu.limit_cores"), raw.grown("cpu.group_used_s")
    is_limited = (limit_cores > 0) & (grown_s >= 0) & (elapsed_s > 0)
    if is_limited.any():
        used = np.minimum(1.0, grown_s / elapsed_s / np.where(limit_cores > 0, limit_cores, np.nan))
        whole = series.get(("host.cpu.busy_ratio", ""), raw.unknown)
        series["host.cpu.busy_ratio", ""] = np.where(is_limited, used, whole)


def _memory(raw: _Raw) -> dict[SeriesKey, FloatArray]:
    size = raw.now("memory.total_bytes")
    used = size - raw.now("memory.available_bytes")
    limit = raw.now("memory.limit_bytes")
    size = np.where(limit > 0, limit, size)
    used = np.where(limit > 0, raw.now("memory.group_bytes"), used)
    return {
        ("host.memory.size_bytes", ""): size,
        ("host.memory.used_bytes", ""): used,
        ("host.memory.used_ratio", ""): used / np.where(size > 0, size, np.nan),
        ("host.swap.used_bytes", ""): raw.now("swap.total_bytes") - raw.now("swap.free_bytes"),
    }


def _latencies(raw: _Raw) -> dict[SeriesKey, FloatArray]:
    """Return the mean time of a request by device, where requests ended since the last beat."""

    def both(instance: str, *raw_ids: str) -> FloatArray:
        steps = np.stack([raw.grown(raw_id, instance) for raw_id in raw_ids])
        return np.where((steps >= 0).all(axis=0), steps.sum(axis=0), np.nan)

    series: dict[SeriesKey, FloatArray] = {}
    for instance in raw.instances("disk.read_ms"):
        ended = both(instance, "disk.read_count", "disk.write_count")
        spent_ms = both(instance, "disk.read_ms", "disk.write_ms")
        series["host.disk.latency_s", instance] = spent_ms / np.where(ended > 0, ended, np.nan) / 1000
    return series
