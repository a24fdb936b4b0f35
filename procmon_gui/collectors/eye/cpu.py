"""Processor time, load, pressure and clock of the machine.

Formats: proc_stat(5) and proc_loadavg(5); Documentation/accounting/psi.rst for /proc/pressure;
Documentation/admin-guide/pm/cpufreq.rst for scaling_cur_freq (kHz).
"""

import os
from typing import Final

from procmon_gui.collectors.eye.figures import Figures, counter, counters, fraction, put, read_bytes
from procmon_gui.collectors.eye.kept_file import KeptFile

MODES: Final = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
MODE_IDS: Final = tuple(f"cpu.{mode}_s" for mode in MODES)
PRESSURE_RESOURCES: Final = ("cpu", "memory", "io")
FREQUENCIES_A_BEAT: Final = 8
FREQUENCY_MAX_HZ: Final = 1e11
LOAD_MAX: Final = 4_194_304.0  # a task more than the kernel has numbers for (proc(5), pid_max) can not wait


def parse_stat(text: bytes, ticks_per_s: int) -> Figures:
    """Return CPU seconds by mode for the machine ("") and each core ("0"), and what the kernel counts beside it.

    Modes that an old kernel does not count are absent. Guest time is part of user and nice, and is left there.
    """
    figures: Figures = {}
    # The line of interrupts may be tens of kilobytes on a big server; of it only the first number, the sum, is wanted.
    head, _, tail = text.partition(b"\nintr ")
    names: list[str] = []
    rows: list[list[int]] = []
    for line in head.split(b"\n"):
        if not line.startswith(b"cpu"):
            break
        name, *fields = line.split(None, 9)
        ticks = counters(fields, min(len(fields), len(MODES)))
        core = name[3:]
        if ticks is not None and len(ticks) >= 4 and (not core or (core.isdigit() and len(core) < 6)):
            names.append(core.decode("ascii"))
            rows.append(ticks)
    # By columns, since a machine may have hundreds of cores; the shortest row says which modes are counted.
    shortest = min(map(len, rows), default=0)
    for raw_id, column in zip(MODE_IDS, zip(*(row[:shortest] for row in rows), strict=True), strict=False):
        figures[raw_id] = dict(zip(names, [ticks / ticks_per_s for ticks in column], strict=True))
    if any(names):
        figures["cpu.core_count"] = {"": sum(map(bool, names))}
    put(figures, "interrupts", "", counter(tail[:24].split(b"\n", 1)[0].split(b" ", 1)[0]))
    for key, raw_id in ((b"ctxt ", "context_switches"), (b"processes ", "forks"), (b"btime ", "boot_at_utc")):
        put(figures, raw_id, "", _line_counter(tail if tail else head, key))
    return figures


def _line_counter(text: bytes, key: bytes) -> int | None:
    at = text.find(b"\n" + key)
    if at < 0:
        return None
    fields = text[at + 1 + len(key) : at + 64].split(None, 1)
    return counter(fields[0]) if fields else None


def parse_loadavg(text: bytes) -> Figures:
    """Return the three load averages."""
    figures: Figures = {}
    fields = text.split(None, 3)
    if len(fields) >= 3:
        for raw_id, field in zip(("load.1min", "load.5min", "load.15min"), fields, strict=False):
            load = fraction(field)
            put(figures, raw_id, "", load if load is not None and load <= LOAD_MAX else None)
    return figures


def parse_pressure(text: bytes, resource: str) -> Figures:
    """Return the total stall time of one resource in microseconds: `some` and, where the kernel has it, `full`."""
    figures: Figures = {}
    for line in text.split(b"\n"):
        kind, _, rest = line.partition(b" ")
        if kind in (b"some", b"full"):
            total = counter(rest.rpartition(b"total=")[2].strip())
            put(figures, f"pressure.{resource}.{kind.decode('ascii')}_us", "", total)
    return figures


def parse_cpuinfo(text: bytes) -> dict[str, float]:
    """Return the clock of each core in Hz out of /proc/cpuinfo ("cpu MHz", x86 only)."""
    clocks: dict[str, float] = {}
    core = ""
    for line in text.split(b"\n"):
        key, _, value = line.partition(b":")
        key = key.strip()
        if key == b"processor":
            core = value.strip().decode("ascii") if counter(value.strip()) is not None else ""
        elif key == b"cpu MHz" and core:
            megahertz = fraction(value.strip())
            if megahertz is not None and 0 < megahertz * 1e6 < FREQUENCY_MAX_HZ:
                clocks[core] = megahertz * 1e6
    return clocks


class Frequencies:
    """The clock of each core, from descriptors that are kept, a few cores a beat in turn.

    Some kernels interrupt a core to learn its clock, so a machine with 64 cores is asked 8 at a time.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._files: dict[str, KeptFile] = {}
        self._turn = 0
        self._values: dict[str, float] = {}

    def read(self, cores: list[str]) -> dict[str, float]:
        """Return `{core: Hz}`, empty where the machine has no cpufreq; `cores` are those that are online."""
        if self._files.keys() != set(cores):
            self._follow(cores)
        due = [cores[(self._turn + n) % len(cores)] for n in range(min(FREQUENCIES_A_BEAT, len(cores)))]
        self._turn += len(due)
        for core in due:
            kilohertz = counter(self._files[core].read().strip())
            if kilohertz is not None and 0 < kilohertz * 1e3 < FREQUENCY_MAX_HZ:
                self._values[core] = kilohertz * 1e3
            else:
                self._values.pop(core, None)
        return dict(self._values)

    def _follow(self, cores: list[str]) -> None:
        """Keep a descriptor for each core that is online now: cores come and go."""
        for core in self._files.keys() - set(cores):
            self._files.pop(core).close()
            self._values.pop(core, None)
        for core in cores:
            if core not in self._files:
                path = os.path.join(self._root, f"sys/devices/system/cpu/cpu{core}/cpufreq/scaling_cur_freq")
                self._files[core] = KeptFile(path)

    def close(self) -> None:
        """Give all descriptors back."""
        self._follow([])


def read_cpuinfo_clocks(root: str) -> dict[str, float]:
    """Return the clocks out of /proc/cpuinfo. Slow on big machines (all cores are asked): not for every beat."""
    file = KeptFile(os.path.join(root, "proc/cpuinfo"), whole=False)
    try:
        return parse_cpuinfo(file.read())
    finally:
        file.close()


def has_cpufreq(root: str) -> bool:
    """Say whether the first core tells its clock in sysfs."""
    return read_bytes(os.path.join(root, "sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq"), 32) is not None
