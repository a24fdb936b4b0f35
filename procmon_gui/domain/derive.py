"""Turns two readings into a snapshot. Pure: no clock, no files, no threads.

First sight is unknown, a counter that went backwards is unknown, a slot with another serial is another process.
Unknown is NaN and never zero.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from procmon_gui.domain.derive_processes import NAN, ProcessColumns
from procmon_gui.domain.host_metrics import CPU_MODES, HOST_METRICS
from procmon_gui.domain.metrics import How
from procmon_gui.domain.process_metrics import PROCESS_METRICS, STATE_LABELS
from procmon_gui.domain.reading import TEXT_FIELDS, FloatArray, IntArray, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.units import Unit

_NO_VALUES: Final[Mapping[str, float]] = MappingProxyType({})
HostFigures = Mapping[str, Mapping[str, float]]
_HOST_GAUGES: Final = tuple(metric for metric in HOST_METRICS if metric.how is How.GAUGE)
_HOST_RATES: Final = tuple(metric for metric in HOST_METRICS if metric.how is How.RATE)
_CPU_COUNTERS: Final = tuple((mode, f"cpu.{mode}_s") for mode in CPU_MODES)
_STATE_IDS: Final = tuple(f"host.processes.{label.replace('-', '_')}" for label in STATE_LABELS)

# Raw fields behind the metrics that are put together: what is unsupported below is unsupported above.
MADE_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cpu_ratio": ("cpu_user_s", "cpu_system_s"),
        "cpu_time_s": ("cpu_user_s", "cpu_system_s"),
        "disk_bytes_per_s": ("disk_read_bytes", "disk_write_bytes"),
        "tcp_received_bytes_per_s": ("tcp_received_bytes",),
        "tcp_sent_bytes_per_s": ("tcp_sent_bytes",),
        "tcp_bytes_per_s": ("tcp_received_bytes", "tcp_sent_bytes"),
        "gpu_ratio": ("gpu_busy_ns",),
        "host.disk.latency_s": ("disk.read_ms", "disk.write_ms"),
        "host.filesystem.used_ratio": ("filesystem.used_bytes", "filesystem.available_bytes"),
        "host.swap.both_bytes_per_s": ("swap.in_bytes", "swap.out_bytes"),
    }
)


def derive(previous: Reading | None, current: Reading, *, before_sockets: Reading | None = None) -> Snapshot:
    """Return what a reading means, given the one before it.

    `before_sockets` is the last reading whose TCP counters are older than the current ones.
    """
    elapsed_s = 0.0
    if previous is not None and previous.boot_id == current.boot_id:
        elapsed_s = max(0.0, (current.monotonic_ns - previous.monotonic_ns) / 1e9)
    columns = ProcessColumns(previous if elapsed_s > 0 else None, current, elapsed_s, before_sockets=before_sockets)
    rows = np.flatnonzero(current.serials >= 0)
    return Snapshot(
        boot_id=current.boot_id,
        at_ms=current.at_ms,
        monotonic_ns=current.monotonic_ns,
        sequence=current.sequence,
        missed_beats=current.missed_beats,
        elapsed_s=elapsed_s,
        ticks_per_s=current.ticks_per_s,
        rows=rows,
        serials=current.serials,
        columns=columns,
        texts=MappingProxyType({field: current.texts[field] for field in TEXT_FIELDS}),
        text_revisions=current.text_revisions,
        refused=current.refused,
        host=MappingProxyType(_host(previous if elapsed_s > 0 else None, current, elapsed_s, columns, rows)),
        unsupported=MappingProxyType(_unsupported(current.unsupported)),
        notes=current.notes,
        suspended_ns=current.suspended_ns,
    )


# ---- the host


def _host(
    previous: Reading | None, current: Reading, elapsed_s: float, columns: Mapping[str, FloatArray], rows: IntArray
) -> dict[str, Mapping[str, float]]:
    host = host_values({} if previous is None else previous.host, current.host, elapsed_s)
    host["host.processes.count"] = {"": float(len(rows))}
    host["host.processes.threads"] = {"": float(_known(columns["threads"][rows]).sum())}
    states = _known(columns["state"][rows]).astype(np.int64)
    counts = np.bincount(states, minlength=len(_STATE_IDS))
    for metric_id, count in zip(_STATE_IDS, counts.tolist(), strict=True):
        host[metric_id] = {"": float(count)}
    return {metric_id: values for metric_id, values in host.items() if values}


def _known(values: FloatArray) -> FloatArray:
    known: FloatArray = values[~np.isnan(values)]
    return known


def host_values(before: HostFigures, raw: HostFigures, elapsed_s: float) -> dict[str, Mapping[str, float]]:
    """Return the metrics of the host that are made of its own figures; those counted from processes are not here.

    An empty `before` says that nothing is known of the time before.
    """
    host: dict[str, Mapping[str, float]] = {metric.id: raw[metric.raw] for metric in _HOST_GAUGES if metric.raw in raw}
    for metric in _HOST_RATES:
        if metric.raw in raw and metric.raw in before:
            # A share of the time: what was counted and the clock are read one after the other, so it may pass 1.
            most = 1.0 if metric.unit is Unit.RATIO else math.inf
            host[metric.id] = _host_rates(before[metric.raw], raw[metric.raw], elapsed_s / metric.scale, most)
    host |= _cpu_shares(before, raw)
    host |= _within_limits(before, raw, elapsed_s, host)
    host |= _memory(raw)
    host["host.disk.latency_s"] = _disk_latencies(before, raw)
    host["host.filesystem.used_ratio"] = _filled(raw)
    host["host.swap.both_bytes_per_s"] = _swapped_both_ways(host)
    return host


def _host_rates(
    before: Mapping[str, float], after: Mapping[str, float], elapsed_s: float, most: float
) -> dict[str, float]:
    """Return the growth a second of each instance that both know and that did not go backwards."""
    return {
        instance: min(most, (value - before[instance]) / elapsed_s)
        for instance, value in after.items()
        if instance in before and value >= before[instance]
    }


def _cpu_shares(before: HostFigures, after: HostFigures) -> dict[str, Mapping[str, float]]:
    """Return the share of the time in each mode, of the machine and of each core: 0 to 1."""
    counters = [
        (mode, before[raw_id], after[raw_id]) for mode, raw_id in _CPU_COUNTERS if raw_id in after and raw_id in before
    ]
    busy: dict[str, float] = {}
    shares: dict[str, dict[str, float]] = {mode: {} for mode, _, _ in counters}
    for instance in after.get("cpu.user_s", _NO_VALUES):
        grown = {
            # idle and iowait may step back a little on some kernels (proc(5)); that is no reset
            mode: max(0.0, new[instance] - old[instance])
            for mode, old, new in counters
            if instance in new and instance in old
        }
        total_s = sum(grown.values())
        if total_s <= 0:
            continue
        for mode, seconds in grown.items():
            shares[mode][instance] = seconds / total_s
        busy[instance] = 1.0 - (grown.get("idle", 0.0) + grown.get("iowait", 0.0)) / total_s
    return {"host.cpu.busy_ratio": busy, **{f"host.cpu.{mode}_ratio": share for mode, share in shares.items()}}


def _within_limits(
    before: HostFigures, after: HostFigures, elapsed_s: float, host: Mapping[str, Mapping[str, float]]
) -> dict[str, Mapping[str, float]]:
    """Inside a container with a CPU limit, the whole is what the container used of its limit."""
    limit_cores = _whole(after, "cpu.limit_cores")
    grown_s = _whole(after, "cpu.group_used_s") - _whole(before, "cpu.group_used_s")
    if not (limit_cores > 0 and grown_s >= 0 and elapsed_s > 0):
        return {}
    cores = host.get("host.cpu.busy_ratio", _NO_VALUES)
    return {"host.cpu.busy_ratio": {**cores, "": min(1.0, grown_s / elapsed_s / limit_cores)}}


def _memory(raw: HostFigures) -> dict[str, Mapping[str, float]]:
    size = _whole(raw, "memory.total_bytes")
    used = size - _whole(raw, "memory.available_bytes")
    limit = _whole(raw, "memory.limit_bytes")
    if limit > 0:
        size, used = limit, _whole(raw, "memory.group_bytes")
    swap_used = _whole(raw, "swap.total_bytes") - _whole(raw, "swap.free_bytes")
    figures = {
        "host.memory.size_bytes": size,
        "host.memory.used_bytes": used,
        "host.memory.used_ratio": used / size if size > 0 else NAN,
        "host.swap.used_bytes": swap_used,
    }
    return {metric_id: {"": value} for metric_id, value in figures.items() if value == value}


def _filled(raw: HostFigures) -> dict[str, float]:
    """Return the share of each file system that is in use."""
    used, available = (raw.get(f"filesystem.{name}_bytes", _NO_VALUES) for name in ("used", "available"))
    rooms = {instance: used[instance] + available[instance] for instance in used if instance in available}
    return {instance: used[instance] / room for instance, room in rooms.items() if room > 0}


def _swapped_both_ways(host: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    rates = [host.get(f"host.swap.{way}_bytes_per_s", _NO_VALUES).get("", NAN) for way in ("in", "out")]
    return {"": min(rates)} if all(rate == rate for rate in rates) else {}


def _disk_latencies(before: HostFigures, after: HostFigures) -> dict[str, float]:
    """Return the mean time of a request by device, for devices of which requests ended since the last reading."""

    def grown(instance: str, *raw_ids: str) -> float:
        pairs = [(before.get(raw_id, _NO_VALUES), after.get(raw_id, _NO_VALUES)) for raw_id in raw_ids]
        steps = [new.get(instance, NAN) - old.get(instance, NAN) for old, new in pairs]
        return sum(steps) if all(step >= 0 for step in steps) else NAN

    latencies: dict[str, float] = {}
    for instance in after.get("disk.read_ms", _NO_VALUES):
        ended = grown(instance, "disk.read_count", "disk.write_count")
        spent_ms = grown(instance, "disk.read_ms", "disk.write_ms")
        if ended > 0 and spent_ms >= 0:
            latencies[instance] = spent_ms / ended / 1000
    return latencies


def _whole(figures: HostFigures, raw_id: str) -> float:
    return figures.get(raw_id, _NO_VALUES).get("", NAN)


# ---- why not


def _unsupported(raw_reasons: Mapping[str, str]) -> dict[str, str]:
    """Return, by metric id, why this system never has a value."""
    return {metric_id: reason for raw, reason in raw_reasons.items() for metric_id in _MADE_FROM.get(raw, ())}


def _made_from() -> dict[str, list[str]]:
    """Return, by raw field, the metrics that can not be without it."""
    metric_ids: dict[str, list[str]] = {}
    for metric in (*PROCESS_METRICS, *HOST_METRICS):
        for raw in MADE_OF.get(metric.id, (metric.id if metric.is_text else metric.raw,)):
            metric_ids.setdefault(raw, []).append(metric.id)
    return metric_ids


_MADE_FROM: Final = MappingProxyType(_made_from())
