"""What the panels of the overview say about a snapshot: numbers chosen and worded, nothing drawn."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.unknown import refusal_of
from procmon_gui.ui import text
from procmon_gui.ui.widgets.meters import Fact

translate = QCoreApplication.translate
_GIB = 1024.0**3


def host(snapshot: Snapshot, metric_id: str, instance: str = "") -> str:
    """Word one value of the host."""
    return text.value_text(HOST_CATALOGUE.by_id[metric_id], snapshot.host_value(metric_id, instance))


def devices(snapshot: Snapshot, metric_id: str) -> dict[str, float]:
    """Return the known values of a metric by device, without the sum of the machine."""
    values = snapshot.host.get(metric_id, {})
    return {name: value for name, value in values.items() if name and value == value}


def core_ratios(snapshot: Snapshot) -> list[float]:
    """Return how busy each core is, in the order of their numbers."""
    cores = devices(snapshot, "host.cpu.busy_ratio")
    return [cores[name] for name in sorted(cores, key=lambda name: (len(name), name))]


def usable_cores(snapshot: Snapshot) -> float:
    """Return how many cores the machine, or this container, may use."""
    limit = snapshot.host_value("host.cpu.limit_cores")
    count = snapshot.host_value("host.cpu.core_count")
    return limit if limit > 0 else count if count > 0 else 1.0


def cpu_hint(snapshot: Snapshot) -> str:
    """Say how many cores there are and how fast they run."""
    count = snapshot.host_value("host.cpu.core_count")
    words = []
    limit = snapshot.host_value("host.cpu.limit_cores")
    if limit > 0:
        of_all = translate("Overview", "limit {limit} of %Ln threads", None, round(count))
        words.append(of_all.format(limit=f"{limit:g}"))
    elif count > 0:
        words.append(translate("Overview", "%Ln threads", None, round(count)))
    frequencies = devices(snapshot, "host.cpu.frequency_hz")
    hertz = snapshot.host_value("host.cpu.frequency_hz")
    if hertz != hertz and frequencies:
        hertz = sum(frequencies.values()) / len(frequencies)
    if hertz == hertz:
        words.append(text.value_text(HOST_CATALOGUE.by_id["host.cpu.frequency_hz"], hertz))
    stolen = snapshot.host_value("host.cpu.steal_ratio")
    if stolen >= 0.0005:
        words.append(translate("Overview", "{share} stolen").format(share=text.ratio_text(stolen)))
    return ", ".join(words)


def cpu_modes(snapshot: Snapshot) -> list[tuple[str, float]]:
    """Return how the time of the cores was spent: user, system, waiting for disks, and the idle rest, as shares."""

    def share(*modes: str) -> float:
        known = [snapshot.host_value(f"host.cpu.{mode}_ratio") for mode in modes]
        return sum(value for value in known if value == value)

    if snapshot.host_value("host.cpu.user_ratio") != snapshot.host_value("host.cpu.user_ratio"):
        return []
    return [
        (translate("Overview", "User"), share("user", "nice")),
        (translate("Overview", "System"), share("system", "irq", "softirq")),
        (translate("Overview", "I/O wait"), share("iowait")),
        (translate("Overview", "Idle"), share("idle", "steal")),
    ]


def short_bytes(value: float, size: float) -> str:
    """Word a part of a memory of `size` bytes for a legend: "9.8", in GiB as the whole is where it is that large."""
    if value != value:
        return text.UNKNOWN
    if size < _GIB:
        return text.bytes_text(value)
    return QLocale().toString(value / _GIB, "f", 0 if size >= 100 * _GIB else 1)


def memory_parts(snapshot: Snapshot) -> list[tuple[str, float]]:
    """Return the parts of the memory by name, in bytes, in the order programs, cache, buffers, free."""
    size = snapshot.host_value("host.memory.size_bytes")
    if snapshot.host_value("host.memory.limit_bytes") > 0:
        used = snapshot.host_value("host.memory.used_bytes")
        return [(translate("Overview", "Used"), used), (translate("Overview", "Free"), size - used)]
    free = snapshot.host_value("host.memory.free_bytes")
    buffers = snapshot.host_value("host.memory.buffers_bytes")
    reclaimable = snapshot.host_value("host.memory.reclaimable_bytes")
    cache = snapshot.host_value("host.memory.cached_bytes") + (reclaimable if reclaimable == reclaimable else 0.0)
    known = [value for value in (free, buffers, cache) if value == value]
    return [
        (translate("Overview", "Programs"), size - sum(known)),
        (translate("Overview", "Cache"), cache),
        (translate("Overview", "Buffers"), buffers),
        (translate("Overview", "Free"), free),
    ]


def swap_fact(snapshot: Snapshot) -> Fact:
    """Say how much swap is used and whether the machine is swapping."""
    total = snapshot.host_value("host.swap.total_bytes")
    label = translate("Overview", "Swap")
    if total == 0:
        return Fact(label, translate("Overview", "none"))
    used = translate("Overview", "{used} of {size}").format(
        used=host(snapshot, "host.swap.used_bytes"), size=host(snapshot, "host.swap.total_bytes")
    )
    moved = snapshot.host_value("host.swap.in_bytes_per_s") + snapshot.host_value("host.swap.out_bytes_per_s")
    if moved > 0:
        rate = text.value_text(HOST_CATALOGUE.by_id["host.swap.in_bytes_per_s"], moved)
        return Fact(label, translate("Overview", "{used}, swapping {rate}").format(used=used, rate=rate))
    return Fact(label, used)


def pressure(snapshot: Snapshot) -> tuple[str, str]:
    """Return the largest pressure and what work had to wait for."""
    known = {name: snapshot.host_value(f"host.pressure.{key}.some_ratio") for name, key in _pressure_names().items()}
    known = {name: value for name, value in known.items() if value == value}
    if not known:
        return text.UNKNOWN, translate("Overview", "time that work had to wait")
    most = max(known, key=known.__getitem__)
    if known[most] < 0.0005:
        return text.ratio_text(0.0), translate("Overview", "nothing had to wait")
    return text.ratio_text(known[most]), translate("Overview", "waiting for {resource}").format(resource=most)


def _pressure_names() -> dict[str, str]:
    return {
        translate("Overview", "CPU"): "cpu",
        translate("Overview", "memory"): "memory",
        translate("Overview", "disk"): "io",
    }


def load_facts(snapshot: Snapshot) -> list[Fact]:
    """Return load, numbers of processes, switches and how long the machine is up."""
    loads = "   ".join(text.load_text(snapshot.host_value(f"host.load.{minutes}min")) for minutes in (1, 5, 15))
    # As in the status bar and in the list, threads of the kernel are threads only.
    process_count = snapshot.host_value("host.processes.count") - snapshot.kernel_thread_count
    processes = translate("Overview", "{processes}, {threads} threads").format(
        processes=_count(process_count), threads=host(snapshot, "host.processes.threads")
    )
    running = snapshot.host_value("host.processes.running")
    waiting = snapshot.host_value("host.processes.disk_sleep")
    states = translate("Overview", "{running} running, {waiting} waiting for disk").format(
        running=_count(running), waiting=_count(waiting)
    )
    zombies = snapshot.host_value("host.processes.zombie")
    up_s = snapshot.at_ms / 1000 - snapshot.host_value("host.boot_at_utc")
    facts = [
        Fact(translate("Overview", "Load, 1 5 15 min"), loads),
        Fact(translate("Overview", "Processes"), processes),
        Fact(translate("Overview", "States"), states),
        Fact(translate("Overview", "Context switches"), per_second(snapshot, "host.context_switches_per_s")),
        Fact(translate("Overview", "Interrupts"), per_second(snapshot, "host.interrupts_per_s")),
        Fact(translate("Overview", "New processes and threads"), per_second(snapshot, "host.forks_per_s")),
        Fact(translate("Overview", "Up"), text.duration_text(up_s) if up_s == up_s else text.UNKNOWN),
    ]
    if zombies > 0:
        facts.insert(3, Fact(translate("Overview", "Zombies"), _count(zombies)))
    return facts


def _count(value: float) -> str:
    return text.count_text(value) if value == value else text.UNKNOWN


def per_second(snapshot: Snapshot, metric_id: str) -> str:
    """Word how often something happened."""
    value = snapshot.host_value(metric_id)
    return f"{text.count_text(value)}/s" if value == value else text.UNKNOWN


def disk_hint(snapshot: Snapshot) -> str:
    """Name the busiest device."""
    busy = devices(snapshot, "host.disk.busy_ratio")
    if not busy:
        return ""
    most = max(busy, key=busy.__getitem__)
    # In whole percent: its row below has the decimal, and there is little room beside the title.
    words = translate("Overview", "{device}, busy {share}").format(device=most, share=f"{round(busy[most] * 100)} %")
    if len(busy) == 1:
        return words
    return translate("Overview", "{first}, and %Ln more", None, len(busy) - 1).format(first=words)


def hidden_facts(snapshot: Snapshot, metric_id: str) -> list[Fact]:
    """Say of how many processes a metric may not be read, so that nobody takes the list for the whole truth."""
    rows = snapshot.rows
    flag = int(refusal_of(PROCESS_CATALOGUE.by_id[metric_id]))
    is_refused = (snapshot.refused[rows] & flag != 0) & (snapshot.columns["kernel_thread"][rows] != 1)
    count = int(np.count_nonzero(is_refused))
    if not count:
        return []
    words = translate("Overview", "of %Ln processes", None, count)
    return [Fact(translate("Overview", "Not permitted to see"), words)]


def network_hint(snapshot: Snapshot) -> str:
    """Name the busiest interface and its speed."""
    received = devices(snapshot, "host.network.received_bytes_per_s")
    sent = devices(snapshot, "host.network.sent_bytes_per_s")
    moved = {name: value + sent.get(name, 0.0) for name, value in received.items() if name != "lo"}
    if not moved:
        return ""
    most = max(moved, key=moved.__getitem__)
    if moved[most] <= 0:
        within = received.get("lo", 0.0) + sent.get("lo", 0.0)
        return translate("Overview", "only within this machine") if within > 0 else translate("Overview", "idle")
    speed = snapshot.host_value("host.network.speed_bits_per_s", most)
    if speed != speed:
        return most
    worded = text.value_text(HOST_CATALOGUE.by_id["host.network.speed_bits_per_s"], speed)
    return translate("Overview", "{device}, {speed}").format(device=most, speed=worded)


def network_facts(snapshot: Snapshot) -> list[Fact]:
    """Return connections, and errors or losses when there are any."""
    facts = []
    sockets = snapshot.host_value("host.network.tcp_sockets")
    if sockets == sockets:
        facts.append(Fact(translate("Overview", "TCP sockets"), _count(sockets)))
    errors = snapshot.host_value("host.network.errors_per_s")
    drops = snapshot.host_value("host.network.drops_per_s")
    if errors > 0 or drops > 0:
        words = translate("Overview", "{errors} errors, {drops} dropped a second")
        facts.append(Fact(translate("Overview", "Losses"), words.format(errors=_count(errors), drops=_count(drops))))
    return facts


def rate_sum(snapshot: Snapshot, first_id: str, second_id: str) -> str:
    """Word the sum of two rates; what one side does not know makes the sum unknown."""
    total = snapshot.host_value(first_id) + snapshot.host_value(second_id)
    return text.value_text(HOST_CATALOGUE.by_id[first_id], total)


def program_words(name: str, process_count: int) -> str:
    """Word how many processes a program has; nothing for one."""
    if process_count < 2:
        return ""
    return translate("Overview", "%Ln processes", None, process_count)
