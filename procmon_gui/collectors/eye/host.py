"""The host's figures: what the machine as a whole does, by raw id and instance, as domain.host_metrics names them.

What is cheap is read at every beat from descriptors that stay open; what may wait for hardware or a server is read by
`slow` in its own thread. A figure that the system does not give is absent, and `unsupported` says why.
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from procmon_gui.collectors.eye import cpu, filesystems, limits, memory
from procmon_gui.collectors.eye.batteries import read_batteries
from procmon_gui.collectors.eye.disks import Disks
from procmon_gui.collectors.eye.figures import Figures, read_bytes
from procmon_gui.collectors.eye.gpu import card_drivers, read_cards
from procmon_gui.collectors.eye.kept_file import KeptFile
from procmon_gui.collectors.eye.kernel_limits import read_kernel_limits
from procmon_gui.collectors.eye.network import Interfaces, read_speeds
from procmon_gui.collectors.eye.sensors import Sensors
from procmon_gui.collectors.eye.slow import PATIENCE_S, SlowPart, Step

FIRST_WAIT_S: Final = 0.25
FILE_SYSTEM_STEP: Final = "file system "
Measure = Callable[[str, str], tuple[float, float, float] | None]

_REASONS: Final = (
    ("cpu.iowait_s cpu.irq_s cpu.softirq_s cpu.steal_s", "This kernel does not count that mode (/proc/stat)."),
    ("memory.available_bytes memory.reclaimable_bytes memory.shared_bytes memory.anonymous_bytes",
     "This kernel does not tell it (/proc/meminfo)."),
    ("swap.in_bytes swap.out_bytes", "This kernel does not count swapped pages (/proc/vmstat)."),
    ("pressure.cpu.some_us pressure.memory.some_us pressure.memory.full_us pressure.io.some_us pressure.io.full_us",
     "This kernel has no pressure stall information (/proc/pressure)."),
    ("pressure.cpu.full_us", "This kernel does not tell full pressure of the CPU (it came with Linux 5.13)."),
    ("disk.read_bytes disk.write_bytes disk.read_count disk.write_count disk.busy_ms disk.read_ms disk.write_ms "
     "disk.waiting_ms", "No disk is visible here (/proc/diskstats)."),
    ("network.received_bytes network.sent_bytes network.received_packets network.sent_packets network.errors "
     "network.drops", "No network interface is visible here (/proc/net/dev)."),
)  # fmt: skip
_SLOW_REASONS: Final = (
    ("cpu.frequency_hz", "The processor does not tell its clock (cpufreq, /proc/cpuinfo)."),
    ("filesystem.size_bytes filesystem.used_bytes filesystem.available_bytes",
     "No file system that holds files answered (statvfs)."),
    ("network.speed_bits_per_s", "No network interface tells a link speed (/sys/class/net)."),
    ("sensor.temperature_c", "No temperature sensors were found (/sys/class/hwmon, /sys/class/thermal)."),
    ("sensor.temperature_limit_c", "No sensor tells a critical temperature (/sys/class/hwmon)."),
    ("sensor.temperature_warning_c", "No sensor tells from which temperature on it is too warm (/sys/class/hwmon)."),
    ("sensor.error_number", "Every sensor that was found answers (/sys/class/hwmon)."),
    ("sensor.fan_rpm", "No fans were found (/sys/class/hwmon)."),
    ("battery.charge_ratio battery.power_w", "There is no battery (/sys/class/power_supply)."),
    ("battery.time_left_s", "No battery is being drained (/sys/class/power_supply)."),
    ("limits.open_files limits.max_files", "This kernel does not tell it (/proc/sys/fs/file-nr)."),
    ("limits.max_pids limits.max_threads", "This kernel does not tell it (/proc/sys/kernel)."),
)  # fmt: skip
_GPU_IDS: Final = (
    "gpu.card_count",
    "gpu.busy_ratio",
    "gpu.memory_used_bytes",
    "gpu.memory_size_bytes",
    "gpu.temperature_c",
)


class HostReader:
    """Reads the figures of the host below `root`; belongs to one thread."""

    def __init__(
        self,
        root: str = "/",
        *,
        ticks_per_s: int | None = None,
        first_wait_s: float = FIRST_WAIT_S,
        measure: Measure = filesystems.measure,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Open nothing yet; the first `read` starts the slow part and gives it `first_wait_s` to say something.

        `measure` takes a mount point and the root, as `filesystems.measure`; what does not answer within `patience_s`
        is left out from then on, until it does.
        """
        self._root = root
        self._ticks_per_s = ticks_per_s or os.sysconf("SC_CLK_TCK")
        self._first_wait_s = first_wait_s
        self._measure = measure
        self._patience_s = patience_s
        proc = os.path.join(root, "proc")
        self._stat = KeptFile(f"{proc}/stat")
        self._loadavg = KeptFile(f"{proc}/loadavg")
        self._meminfo_file = KeptFile(f"{proc}/meminfo")
        self._vmstat = KeptFile(f"{proc}/vmstat")
        self._diskstats = KeptFile(f"{proc}/diskstats", whole=False)
        self._net_dev = KeptFile(f"{proc}/net/dev", whole=False)
        # Opening what is not there would cost more than all else, and pressure does not come while a kernel runs.
        self._pressure = [
            (name, KeptFile(f"{proc}/pressure/{name}"))
            for name in cpu.PRESSURE_RESOURCES
            if read_bytes(f"{proc}/pressure/{name}", 256)
        ]
        self._meminfo = memory.Meminfo()
        self._disks = Disks(root)
        self._interfaces = Interfaces(root)
        self._frequencies = cpu.Frequencies(root) if cpu.has_cpufreq(root) else None
        self._sensors = Sensors(root)
        self._in_container = limits.is_container(root)
        self._limits = limits.Limits()
        self._group_files: list[KeptFile] = []
        self._group_of: limits.Limits | None = None
        self._figures: Figures = {}
        self._unsupported: dict[str, str] = {}
        self._unsupported_of = -1
        self._slow: SlowPart | None = None

    def read(self) -> Figures:
        """Return every figure that is known now: `{raw id: {instance: number}}`, a new dict at each call."""
        figures = cpu.parse_stat(self._stat.read(), self._ticks_per_s)
        figures |= cpu.parse_loadavg(self._loadavg.read())
        figures |= self._meminfo.parse(self._meminfo_file.read())
        figures |= memory.parse_vmstat(self._vmstat.read())
        figures |= self._disks.parse(self._diskstats.read())
        figures |= self._interfaces.parse(self._net_dev.read())
        for name, file in self._pressure:
            figures |= cpu.parse_pressure(file.read(), name)
        if self._frequencies is not None:
            _put_clocks(figures, self._frequencies.read([core for core in figures.get("cpu.user_s", {}) if core]))
        self._figures = figures
        slow = self._watched_slow_part()
        figures |= slow.figures
        figures |= self._read_group()
        return dict(figures)

    def _watched_slow_part(self) -> SlowPart:
        slow = self._slow
        if slow is None:
            self.follow_limits()
            slow = self._slow = SlowPart(self._slow_steps, patience_s=self._patience_s)
            slow.wait_for_pass(self._first_wait_s)
        else:
            slow.watch()
        return slow

    def _slow_steps(self) -> Mapping[str, Step]:
        """Return what the slow part takes, by the name that stands in a note; what may hang comes last."""
        steps: dict[str, Step] = {
            "batteries": partial(read_batteries, self._root),
            "temperature sensors": self._sensors.read,
            "graphics cards": partial(read_cards, self._root),
            "network links": self._look_at_links,
            "disks": self._look_at_disks,
            "limits of the container": self.follow_limits,
            "limits of the kernel": partial(read_kernel_limits, self._root),
        }
        if self._frequencies is None:
            steps["processor clocks"] = self._read_clocks
        text = KeptFile(os.path.join(self._root, "proc/self/mountinfo"), whole=False)
        try:
            mounts = filesystems.parse_mountinfo(text.read())
        finally:
            text.close()
        for mount in filesystems.wanted_mounts(mounts):
            name = filesystems.label(mount.point)
            steps[FILE_SYSTEM_STEP + name] = partial(self._file_system, mount.point, name)
        return steps

    def _file_system(self, point: str, name: str) -> Figures:
        measured = self._measure(point, self._root)
        if measured is None:
            return {}
        size, used, available = measured
        return {
            "filesystem.size_bytes": {name: size},
            "filesystem.used_bytes": {name: used},
            "filesystem.available_bytes": {name: available},
        }

    def _look_at_links(self) -> Figures:
        self._interfaces.look_again()
        speeds = read_speeds(self._root)
        return {"network.speed_bits_per_s": speeds} if speeds else {}

    def _look_at_disks(self) -> Figures:
        self._disks.look_again()
        return {}

    def _read_clocks(self) -> Figures:
        figures: Figures = {}
        _put_clocks(figures, cpu.read_cpuinfo_clocks(self._root))
        return figures

    def follow_limits(self) -> Figures:
        """Read the limits anew: they can be changed while a container runs."""
        if self._in_container:
            cores = self._figures.get("cpu.core_count", {}).get("")
            total = self._figures.get("memory.total_bytes", {}).get("")
            self._limits = limits.read_limits(self._root, cores, total)
        return {}

    def _read_group(self) -> Figures:
        current = self._limits
        if current is not self._group_of:
            for file in self._group_files:
                file.close()
            paths = (current.cpu_usage, current.memory_usage, current.memory_stat)
            self._group_files = [KeptFile(path) for path in paths]
            self._group_of = current
        if current.cores is None and current.memory_bytes is None:
            return {}
        cpu_usage, memory_usage, memory_stat = (file.read() if file.path else b"" for file in self._group_files)
        return limits.limit_figures(current, cpu_usage, memory_usage, memory_stat)

    def unsupported(self) -> dict[str, str]:
        """Return the reason, for people, of every raw id that this system does not give."""
        passes = self._slow.passes if self._slow is not None else 0
        if self._unsupported_of != passes:
            self._unsupported_of = passes
            self._unsupported = self._missing(_REASONS)
            if passes:
                self._unsupported |= self._missing(_SLOW_REASONS) | self._missing_gpu() | self._missing_limits()
        return dict(self._unsupported)

    def _missing(self, reasons: tuple[tuple[str, str], ...]) -> dict[str, str]:
        return {raw_id: text for raw_ids, text in reasons for raw_id in raw_ids.split() if raw_id not in self._figures}

    def _missing_gpu(self) -> dict[str, str]:
        drivers = [driver for driver in card_drivers(self._root) if driver]
        if not drivers:
            reason = "No graphics card was found (/sys/class/drm)."
        elif set(drivers) & {"i915", "xe"}:
            reason = f"The driver ({', '.join(drivers)}) tells this by process only, not for the card."
        else:
            reason = f"The driver ({', '.join(drivers)}) does not tell this, or the card sleeps."
        return {raw_id: reason for raw_id in _GPU_IDS if raw_id not in self._figures}

    def _missing_limits(self) -> dict[str, str]:
        where = "This container has no such limit." if self._in_container else "This is not the inside of a container."
        ids = ("cpu.limit_cores", "cpu.group_used_s", "memory.limit_bytes", "memory.group_bytes")
        return {raw_id: where for raw_id in ids if raw_id not in self._figures}

    def notes(self) -> list[tuple[str, str]]:
        """Return what the reader should know about this machine: `(code, text)`."""
        found: list[tuple[str, str]] = []
        if self._in_container and (text := container_text(self._limits)):
            found.append(("container", text))
        slow = self._slow
        if slow is None:
            return found
        for step in sorted(slow.silent):
            found.append(("silent", f"No answer from the {step}: its figures are left out until it answers."))
        if slow.is_stopped:
            found.append(("slow_stopped", "Disks, sensors and links are not read any more: too many do not answer."))
        found.extend(("unreadable", f"The {step} could not be read: {text}") for step, text in slow.failures.items())
        return found

    def close(self) -> None:
        """Give all descriptors back and let the slow part end."""
        if self._slow is not None:
            self._slow.close()
        if self._frequencies is not None:
            self._frequencies.close()
        files = [self._stat, self._loadavg, self._meminfo_file, self._vmstat, self._diskstats, self._net_dev]
        for file in (*files, *self._group_files, *(file for _, file in self._pressure)):
            file.close()


def _put_clocks(figures: Figures, clocks: dict[str, float]) -> None:
    if clocks:
        figures["cpu.frequency_hz"] = {"": sum(clocks.values()) / len(clocks), **clocks}


def container_text(found: limits.Limits) -> str:
    """Say what the bars are measured against inside a container; nothing where it has no limits of its own."""
    parts = []
    if found.cores is not None:
        parts.append(f"{found.cores:g} cores" if found.cores != 1 else "1 core")
    if found.memory_bytes is not None:
        gibibytes = found.memory_bytes / 1024**3
        parts.append(f"{gibibytes:.3g} GiB" if gibibytes >= 1 else f"{found.memory_bytes / 1024**2:.3g} MiB")
    if not parts:
        return ""
    return f"Inside a container: the bars are measured against its limits: {', '.join(parts)}"
