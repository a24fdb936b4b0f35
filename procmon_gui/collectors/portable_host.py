"""The figures of the machine through psutil, under the raw ids of `domain.host_metrics`.

Each group is read for itself: what one of them can not tell is absent, and the others go on. File systems are asked
on a thread of their own, see `portable_filesystems`.
"""

import math
import os
import warnings
from collections.abc import Callable
from typing import Any, Final

import psutil

from procmon_gui.collectors.eye.figures import Figures, plain_text
from procmon_gui.collectors.portable_filesystems import FileSystems
from procmon_gui.collectors.portable_process import EXHAUSTED, LINUX, WINDOWS, number_of
from procmon_gui.domain.host_metrics import CPU_MODES, HOST_METRICS
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.reading import Note

# Sensors, batteries and link speeds ask drivers, which may take milliseconds, and change slowly.
SLOW_EVERY_NS: Final = 5_000_000_000
_MADE_FROM: Final = (*(f"cpu.{mode}_s" for mode in CPU_MODES), "swap.free_bytes")
_NETWORK: Final = {
    "network.received_bytes": ("bytes_recv",),
    "network.sent_bytes": ("bytes_sent",),
    "network.received_packets": ("packets_recv",),
    "network.sent_packets": ("packets_sent",),
    "network.errors": ("errin", "errout"),
    "network.drops": ("dropin", "dropout"),
}
_DISK: Final = {
    "disk.read_bytes": "read_bytes",
    "disk.write_bytes": "write_bytes",
    "disk.read_count": "read_count",
    "disk.write_count": "write_count",
    "disk.busy_ms": "busy_time",
    "disk.read_ms": "read_time",
    "disk.write_ms": "write_time",
}

_OF_ONE_DISK: Final = ("disk.busy_ms", "disk.read_ms", "disk.write_ms")


class PortableHost:
    """Reads the machine once a beat, on the thread of the eye."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._filesystems = FileSystems(clock=clock)
        self._slow: Figures = {}
        self._slow_due_ns = clock.monotonic_ns()

    def read(self) -> Figures:
        """Return `{raw id: {instance: number}}`, "" for the whole machine; unknown figures are absent.

        Raises OSError only when the program has no file descriptor left.
        """
        figures: Figures = {}
        for group in (_processors, _load, _memory, _swap, _disks, _network):
            figures |= _guarded(group)
        now_ns = self._clock.monotonic_ns()
        if now_ns >= self._slow_due_ns:
            self._slow_due_ns = now_ns + SLOW_EVERY_NS
            self._slow = {}
            for group in (_frequencies, _speeds, _temperatures, _fans, _batteries):
                self._slow |= _guarded(group)
        figures |= {raw_id: dict(values) for raw_id, values in self._slow.items()}
        return figures | self._filesystems.newest()

    def unsupported(self) -> dict[str, str]:
        """Return the raw ids that this eye never reports on this system, with the reason."""
        told = {
            *_guarded(_processors), *_guarded(_load), *_guarded(_memory), *_guarded(_swap), *_NETWORK,
            "processes.count", "boot_at_utc", "eye.cpu_ratio", "filesystem.size_bytes", "filesystem.used_bytes",
            "filesystem.available_bytes", "battery.charge_ratio", "battery.time_left_s", "network.speed_bits_per_s",
            "cpu.frequency_hz", "sensor.temperature_c", "sensor.temperature_limit_c", "sensor.fan_rpm",
        }  # fmt: skip
        disk_fields = getattr(psutil.disk_io_counters(nowrap=False), "_fields", tuple(_DISK.values()))
        told |= {raw_id for raw_id, field in _DISK.items() if field in disk_fields}
        # How unusual a beat is comes from elsewhere, see `engine.with_suspicion`.
        asked = [metric.raw for metric in HOST_METRICS if metric.raw and not metric.raw.startswith("anomaly.")]
        asked += _MADE_FROM
        return {raw_id: "The portable eye can not read it on this system." for raw_id in asked if raw_id not in told}

    def notes(self) -> tuple[Note, ...]:
        """Return what the reader should know about the machine."""
        return tuple(
            Note("silent", f"No answer from the file system {mount}: its figures are left out.")
            for mount in self._filesystems.stuck()
        )

    def close(self) -> None:
        """Let the thread that asks file systems end."""
        self._filesystems.close()


def _guarded(group: Callable[[], Figures]) -> Figures:
    """Read one group; what a system does not have or refuses leaves it empty."""
    try:
        with warnings.catch_warnings():
            # psutil warns of files that this kernel does not have, at every beat.
            warnings.simplefilter("ignore", RuntimeWarning)
            return group()
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise
        return {}
    except (psutil.Error, RuntimeError, ValueError, AttributeError, ArithmeticError):
        return {}


def _put(figures: Figures, raw_id: str, instance: str, value: float) -> None:
    if math.isfinite(value):
        figures.setdefault(raw_id, {})[instance] = value


def _processors() -> Figures:
    figures: Figures = {}
    cores = psutil.cpu_times(percpu=True)
    for instance, times in [("", psutil.cpu_times()), *((str(n), core) for n, core in enumerate(cores))]:
        for mode, seconds in _modes(times).items():
            _put(figures, f"cpu.{mode}_s", instance, seconds)
    figures["cpu.core_count"] = {"": float(len(cores))}
    figures["context_switches"] = {"": float(psutil.cpu_stats().ctx_switches)}
    return figures


def _modes(times: Any) -> dict[str, float]:
    """Return the seconds by mode, which do not overlap; NaN for those that the system does not tell apart."""
    modes = {mode: number_of(times, mode) for mode in CPU_MODES}
    if WINDOWS:
        modes["irq"], modes["softirq"] = number_of(times, "interrupt"), number_of(times, "dpc")
        # Windows counts interrupts as kernel time too.
        modes["system"] = max(0.0, modes["system"] - modes["irq"] - modes["softirq"])
    return modes


def _frequencies() -> Figures:
    clocks = {
        str(number): frequency.current * 1e6
        for number, frequency in enumerate(psutil.cpu_freq(percpu=True))
        if frequency.current > 0
    }
    return {"cpu.frequency_hz": {"": sum(clocks.values()) / len(clocks), **clocks}} if clocks else {}


def _load() -> Figures:
    if not hasattr(os, "getloadavg"):
        return {}
    return {f"load.{minutes}min": {"": load} for minutes, load in zip((1, 5, 15), os.getloadavg(), strict=True)}


def _memory() -> Figures:
    figures: Figures = {}
    memory = psutil.virtual_memory()
    for name in ("total", "available", "free", "buffers", "shared"):
        _put(figures, f"memory.{name}_bytes", "", number_of(memory, name))
    if not LINUX:  # there psutil adds what the kernel can give back, which is another metric
        _put(figures, "memory.cached_bytes", "", number_of(memory, "cached"))
    return figures


def _swap() -> Figures:
    figures: Figures = {}
    swap = psutil.swap_memory()
    _put(figures, "swap.total_bytes", "", number_of(swap, "total"))
    _put(figures, "swap.free_bytes", "", number_of(swap, "free"))
    if not WINDOWS:  # psutil fills in 0 there
        _put(figures, "swap.in_bytes", "", number_of(swap, "sin"))
        _put(figures, "swap.out_bytes", "", number_of(swap, "sout"))
    return figures


def _disks() -> Figures:
    # nowrap would hide a counter that was reset, and deriving rates has to see that.
    figures: Figures = {}
    rows = [
        (plain_text(name), row)
        for name, row in psutil.disk_io_counters(perdisk=True, nowrap=False).items()
        if any(row) or not name.startswith(("loop", "ram"))  # Linux lists those that were never used too
    ]
    total = psutil.disk_io_counters(nowrap=False)
    for instance, row in [*rows, *([("", total)] if total else [])]:
        for raw_id, field in _DISK.items():
            if raw_id in _OF_ONE_DISK and not instance:
                continue  # the sum of the busy times of several devices is no busy time
            _put(figures, raw_id, instance, number_of(row, field))
    return figures


def _network() -> Figures:
    figures: Figures = {}
    loops = _loopbacks()
    for name, row in psutil.net_io_counters(pernic=True, nowrap=False).items():
        for raw_id, fields in _NETWORK.items():
            value = sum(number_of(row, field) for field in fields)
            _put(figures, raw_id, plain_text(name), value)
            if name not in loops:
                values = figures.setdefault(raw_id, {})
                values[""] = values.get("", 0.0) + value
    return figures


def _loopbacks() -> set[str]:
    flagged = {name for name, stats in psutil.net_if_stats().items() if "loopback" in getattr(stats, "flags", "")}
    return flagged | {"lo", "lo0", "Loopback Pseudo-Interface 1"}


def _speeds() -> Figures:
    speeds = {
        plain_text(name): stats.speed * 1e6 for name, stats in psutil.net_if_stats().items() if 0 < stats.speed < 1e7
    }
    return {"network.speed_bits_per_s": speeds} if speeds else {}


def _temperatures() -> Figures:
    figures: Figures = {}
    for chip, sensors in psutil.sensors_temperatures().items():
        for number, sensor in enumerate(sensors, start=1):
            instance = _sensor_name(chip, sensor.label or f"temp{number}")
            _put(figures, "sensor.temperature_c", instance, number_of(sensor, "current"))
            _put(figures, "sensor.temperature_limit_c", instance, number_of(sensor, "critical"))
    return figures


def _fans() -> Figures:
    figures: Figures = {}
    for chip, sensors in psutil.sensors_fans().items():
        for number, sensor in enumerate(sensors, start=1):
            instance = _sensor_name(chip, sensor.label or f"fan{number}")
            _put(figures, "sensor.fan_rpm", instance, number_of(sensor, "current"))
    return figures


def _sensor_name(chip: str, label: str) -> str:
    return plain_text(f"{chip} {label}")


def _batteries() -> Figures:
    figures: Figures = {}
    battery = psutil.sensors_battery()
    if battery is None:
        return figures
    _put(figures, "battery.charge_ratio", "", number_of(battery, "percent") / 100)
    seconds = number_of(battery, "secsleft")
    if seconds >= 0:  # negative numbers say "unlimited" and "unknown"
        _put(figures, "battery.time_left_s", "", seconds)
    return figures
