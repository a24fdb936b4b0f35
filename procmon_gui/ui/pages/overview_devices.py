"""What the overview says about devices: disks, interfaces, file systems, sensors, cards, and the kernel's limits.

Every list is as long as there is room for; what does not fit is counted in its last row. Names of devices are what
somebody gave them: painted as plain text, never trusted.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.figure_words import count_rate, latency_text, sensor_error
from procmon_gui.ui.pages.overview_history import card_loads
from procmon_gui.ui.pages.overview_words import devices, host, translate
from procmon_gui.ui.widgets.meters import Fact, Level

WARN_FULL: Final = 0.90
CRIT_FULL: Final = 0.97
HOT_SHARE: Final = 0.90
LOW_CHARGE: Final = 0.15
EMPTY_CHARGE: Final = 0.05
# What the kernel writes where there is no limit (fs.rst, file-nr) is larger than any machine could have.
NO_LIMIT: Final = 2.0**60
_NO_ROOM: Final = 10**6


def bounded(facts: Sequence[Fact], room: int) -> list[Fact]:
    """Return at most `room` rows; the last one counts those that do not fit."""
    if len(facts) <= room:
        return list(facts)
    shown = max(0, room - 1)
    return [*facts[:shown], Fact(translate("Overview", "and %Ln more", None, len(facts) - shown), "")]


def count_rate_axis(value: float) -> str:
    """Word the top of an axis of events: "16 k/s"."""
    return f"{round(value / 1024)} k/s" if value >= 1024 else f"{round(value)}/s"


# ---- disks


def _by_use(snapshot: Snapshot) -> list[str]:
    busy = devices(snapshot, "host.disk.busy_ratio")
    moved = {name: _moved(snapshot, name) for name in busy}
    return sorted(busy, key=lambda name: (-busy[name], -moved[name] if moved[name] == moved[name] else 0.0, name))


def _moved(snapshot: Snapshot, name: str) -> float:
    read = snapshot.host_value("host.disk.read_bytes_per_s", name)
    return read + snapshot.host_value("host.disk.write_bytes_per_s", name)


def disk_facts(snapshot: Snapshot, room: int = 2) -> list[Fact]:
    """Return how busy the disks are and what they move, only the busiest; the hint beside the title counts the rest."""
    busy = devices(snapshot, "host.disk.busy_ratio")
    words = translate("Overview", "{rate}, {share}")
    facts = []
    for name in _by_use(snapshot):
        rate = text.value_text(HOST_CATALOGUE.by_id["host.disk.read_bytes_per_s"], _moved(snapshot, name))
        worded = words.format(rate=rate, share=text.ratio_text(busy[name]))
        facts.append(Fact(name, worded, min(busy[name], 1.0)))
    return facts[: max(0, room)]


def disk_queue_facts(snapshot: Snapshot, room: int = _NO_ROOM) -> list[Fact]:
    """Return queue and latency of the disks, the busiest first."""
    words = translate("Overview", "queue {queue}, {latency}")
    facts = []
    for name in _by_use(snapshot):
        queue = snapshot.host_value("host.disk.queue_count", name)
        worded = QLocale().toString(queue, "f", 1) if queue == queue else text.UNKNOWN
        latency = latency_text(snapshot.host_value("host.disk.latency_s", name))
        facts.append(Fact(name, words.format(queue=worded, latency=latency)))
    return bounded(facts, room)


def disks_head(snapshot: Snapshot) -> tuple[str, str]:
    """Return how many disks there are."""
    count = len(devices(snapshot, "host.disk.busy_ratio"))
    return (text.count_text(count) if count else text.UNKNOWN), translate("Overview", "requests at a time, time of one")


# ---- network


def interface_facts(snapshot: Snapshot, room: int = _NO_ROOM) -> list[Fact]:
    """Return what each interface receives and sends, the busiest first."""
    received = devices(snapshot, "host.network.received_bytes_per_s")
    sent = devices(snapshot, "host.network.sent_bytes_per_s")
    names = sorted(received, key=lambda name: (-received[name] - sent.get(name, 0.0), name == "lo", name))
    words = translate("Overview", "{received} in, {sent} out")
    worded = [
        words.format(
            received=host(snapshot, "host.network.received_bytes_per_s", name),
            sent=host(snapshot, "host.network.sent_bytes_per_s", name),
        )
        for name in names[:room]
    ]
    facts = [Fact(name, value) for name, value in zip(names, worded, strict=False)]
    return bounded([*facts, *(Fact(name, "") for name in names[room:])], room)


def interface_head(snapshot: Snapshot) -> tuple[str, str]:
    """Return how many interfaces there are."""
    count = len(devices(snapshot, "host.network.received_bytes_per_s"))
    return (text.count_text(count) if count else text.UNKNOWN), ""


# ---- file systems


def _full_level(share: float) -> Level:
    return "crit" if share >= CRIT_FULL else "warn" if share >= WARN_FULL else "fill"


def file_system_facts(snapshot: Snapshot, room: int = _NO_ROOM) -> list[Fact]:
    """Return how full the file systems are, the fullest first."""
    sizes = devices(snapshot, "host.filesystem.size_bytes")
    used = devices(snapshot, "host.filesystem.used_bytes")
    shares = {name: used[name] / size for name, size in sizes.items() if size > 0 and name in used}
    words = translate("Overview", "{used} of {size}")
    facts = []
    for name in sorted(shares, key=lambda name: (-shares[name], name)):
        worded = words.format(used=text.bytes_text(used[name]), size=text.bytes_text(sizes[name]))
        facts.append(Fact(name, worded, shares[name], _full_level(shares[name])))
    return bounded(facts, room)


def file_system_head(snapshot: Snapshot) -> tuple[str, str]:
    """Return how full the fullest file system is, and its name."""
    facts = file_system_facts(snapshot)
    if not facts or facts[0].share is None:
        return text.UNKNOWN, ""
    return text.ratio_text(facts[0].share), translate("Overview", "fullest: {name}").format(name=facts[0].label)


# ---- sensors and batteries


def has_sensors(snapshot: Snapshot) -> bool:
    """Say whether the machine has anything to list as a sensor."""
    ids = ("host.sensor.temperature_c", "host.sensor.fan_rpm", "host.battery.charge_ratio")
    return any(devices(snapshot, metric_id) for metric_id in ids)


def sensor_facts(snapshot: Snapshot, room: int = _NO_ROOM) -> list[Fact]:
    """Return temperatures, the hottest first, then batteries, fans, and sensors that say nothing."""
    temperatures = _temperatures(snapshot)
    batteries = [
        _battery(snapshot, name, charge) for name, charge in devices(snapshot, "host.battery.charge_ratio").items()
    ]
    fans = [
        Fact(name, host(snapshot, "host.sensor.fan_rpm", name)) for name in devices(snapshot, "host.sensor.fan_rpm")
    ]
    silent = [
        Fact(name, f"{text.UNKNOWN} ({sensor_error(number)})")
        for name, number in devices(snapshot, "host.sensor.error_number").items()
    ]
    facts = [*temperatures, *batteries, *fans, *silent]
    if len(facts) > room:
        # With little room, one of each kind is worth more than all cores of one chip.
        facts = [*temperatures[:1], *batteries, *fans[:1], *temperatures[1:], *fans[1:], *silent]
    return bounded(facts, room)


def _temperatures(snapshot: Snapshot) -> list[Fact]:
    celsius = devices(snapshot, "host.sensor.temperature_c")
    limits = devices(snapshot, "host.sensor.temperature_limit_c")
    warnings = devices(snapshot, "host.sensor.temperature_warning_c")
    return [
        _temperature(snapshot, name, celsius[name], limits.get(name, 0.0), warnings.get(name, 0.0))
        for name in sorted(celsius, key=lambda name: (-celsius[name], name))
    ]


def temperature_level(celsius: float, limit: float, warning: float) -> Level:
    """Return the level by the chip's own limits; 0 where it has none. Without a warning, 90 % of the limit warn."""
    if limit > 0 and celsius >= limit:
        return "crit"
    warns_from = warning if warning > 0 else HOT_SHARE * limit
    return "warn" if 0 < warns_from <= celsius else "fill"


def _temperature(snapshot: Snapshot, name: str, celsius: float, limit: float, warning: float) -> Fact:
    worded = host(snapshot, "host.sensor.temperature_c", name)
    level = temperature_level(celsius, limit, warning)
    most = limit if limit > 0 else warning
    if most <= 0:
        return Fact(name, worded, celsius / 100)
    words = translate("Overview", "{value} of {limit}").format(value=worded, limit=round(most))
    return Fact(name, words, celsius / most, level)


def _battery(snapshot: Snapshot, name: str, charge: float) -> Fact:
    level: Level = "crit" if charge < EMPTY_CHARGE else "warn" if charge < LOW_CHARGE else "fill"
    left_s = snapshot.host_value("host.battery.time_left_s", name)
    power_w = snapshot.host_value("host.battery.power_w", name)
    words = text.ratio_text(charge)
    if left_s == left_s:
        words = translate("Overview", "{charge}, {time} left").format(charge=words, time=text.duration_text(left_s))
    elif power_w < 0:
        watt = text.value_text(HOST_CATALOGUE.by_id["host.battery.power_w"], -power_w)
        words = translate("Overview", "{charge}, charging with {power}").format(charge=words, power=watt)
    return Fact(name, words, charge, level)


def sensor_head(snapshot: Snapshot) -> tuple[str, str]:
    """Return the highest temperature and where it is; a dash where none is known."""
    temperatures = devices(snapshot, "host.sensor.temperature_c")
    if not temperatures:
        return text.UNKNOWN, translate("Overview", "no temperature is known")
    hottest = max(temperatures, key=temperatures.__getitem__)
    words = translate("Overview", "hottest: {name}").format(name=hottest)
    return host(snapshot, "host.sensor.temperature_c", hottest), words


# ---- graphics cards


def has_gpu(snapshot: Snapshot) -> bool:
    """Say whether a card tells something, or a process uses one."""
    ids = ("host.gpu.busy_ratio", "host.gpu.memory_used_bytes")
    if any(devices(snapshot, metric_id) for metric_id in ids):
        return True
    memory = snapshot.columns["gpu_memory_bytes"][snapshot.rows]
    return bool((memory > 0).any())


def gpu_head(snapshot: Snapshot) -> tuple[str, str]:
    """Return the load of the busiest card and its name."""
    busy = devices(snapshot, "host.gpu.busy_ratio")
    if not busy:
        loads = card_loads(snapshot)
        if loads:
            return text.ratio_text(loads[0]), translate("Overview", "of its processes, the card tells none")
        return text.UNKNOWN, snapshot.unsupported.get("host.gpu.busy_ratio", "").rstrip(".")
    most = max(busy, key=busy.__getitem__)
    return text.ratio_text(busy[most]), most


def gpu_facts(snapshot: Snapshot, room: int = _NO_ROOM) -> list[Fact]:
    """Return load, memory and temperature of each card."""
    busy = devices(snapshot, "host.gpu.busy_ratio")
    used = devices(snapshot, "host.gpu.memory_used_bytes")
    sizes = devices(snapshot, "host.gpu.memory_size_bytes")
    celsius = devices(snapshot, "host.gpu.temperature_c")
    names = sorted({*busy, *used, *celsius}, key=lambda name: (-busy.get(name, 0.0), name))
    facts: list[Fact] = []
    for name in names:
        if len(names) > 1 and name in busy:
            facts.append(Fact(name, text.ratio_text(busy[name]), busy[name]))
        facts.extend(_gpu_memory(name, len(names), used.get(name), sizes.get(name, 0.0)))
        if name in celsius:
            label = translate("Overview", "Temperature") if len(names) == 1 else _of(name, "Temperature")
            facts.append(Fact(label, host(snapshot, "host.gpu.temperature_c", name), celsius[name] / 100))
    return bounded(facts, room)


def _of(name: str, what: str) -> str:
    return translate("Overview", "{device}: {what}").format(device=name, what=translate("Overview", what))


def _gpu_memory(name: str, count: int, used: float | None, size: float) -> list[Fact]:
    if used is None:
        return []
    label = translate("Overview", "Memory") if count == 1 else _of(name, "Memory")
    if size <= 0:
        return [Fact(label, text.bytes_text(used))]
    words = translate("Overview", "{used} of {size}").format(used=text.bytes_text(used), size=text.bytes_text(size))
    return [Fact(label, words, used / size)]


# ---- the kernel


def kernel_head(snapshot: Snapshot) -> tuple[str, str]:
    """Return how often the cores change from one thread to another."""
    return count_rate(snapshot.host_value("host.context_switches_per_s")), translate("Overview", "context switches")


def kernel_facts(snapshot: Snapshot, *, with_rates: bool = True) -> list[Fact]:
    """Return how near the machine is to the limits of the kernel, and how often it does what."""
    threads = snapshot.host_value("host.processes.threads")
    facts = [
        _limit(translate("Overview", "Process numbers"), threads, snapshot.host_value("host.limits.max_pids")),
        _limit(
            translate("Overview", "Open files"),
            snapshot.host_value("host.limits.open_files"),
            snapshot.host_value("host.limits.max_files"),
        ),
        _limit(translate("Overview", "Threads"), threads, snapshot.host_value("host.limits.max_threads")),
        Fact(translate("Overview", "New processes and threads"), count_rate(snapshot.host_value("host.forks_per_s"))),
    ]
    if with_rates:
        facts.append(
            Fact(translate("Overview", "Interrupts"), count_rate(snapshot.host_value("host.interrupts_per_s")))
        )
    return facts


def _limit(label: str, used: float, most: float) -> Fact:
    if used != used:
        return Fact(label, text.UNKNOWN)
    if not 0 < most < NO_LIMIT:
        return Fact(label, text.count_text(used))
    words = translate("Overview", "{used} of {limit}").format(used=text.count_text(used), limit=text.count_text(most))
    return Fact(label, words, used / most, _full_level(used / most))
