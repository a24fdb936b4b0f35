"""Graphics processors through the kernel's DRM drivers: what a process used, and what a card tells of itself.

Formats: Documentation/gpu/drm-usage-stats.rst for /proc/PID/fdinfo (with the pages of amdgpu, i915, xe, panfrost);
Documentation/gpu/amdgpu/ and Documentation/ABI/testing/sysfs-driver-intel-{i915,xe}-hwmon for sysfs.
"""

import os
import re
import time
from collections.abc import Callable
from typing import Final

from procmon_gui.collectors.eye.figures import (
    Figures,
    counter,
    names_in,
    plain_text,
    put,
    read_bytes,
    read_counter,
    read_signed,
)

NAN: Final = float("nan")
_CARD: Final = re.compile(r"card\d{1,4}")
_UNITS: Final = {b"": 1, b"KiB": 1024, b"MiB": 1024**2, b"GiB": 1024**3}
CALIBRATION_NS: Final = 200_000_000


class EngineClock:
    """Turns cycles of an engine into nanoseconds, for drivers (xe) that count nothing else.

    The driver gives the engine's own time (`drm-total-cycles`) beside the cycles of the client; two looks at it, at
    least CALIBRATION_NS apart, tell how many cycles make a second, which is a constant of the hardware.
    """

    def __init__(self, monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._monotonic_ns = monotonic_ns
        self._first: dict[tuple[bytes, bytes], tuple[int, int]] = {}
        self._ns_per_cycle: dict[tuple[bytes, bytes], float] = {}

    def busy_ns(self, device: bytes, engine: bytes, cycles: int, total_cycles: int) -> float:
        """Return the nanoseconds for so many cycles; NaN until the clock is known."""
        key = device, engine
        known = self._ns_per_cycle.get(key)
        if known is not None:
            return cycles * known
        now_ns = self._monotonic_ns()
        first_cycles, first_ns = self._first.setdefault(key, (total_cycles, now_ns))
        if total_cycles < first_cycles:  # the device was reset
            self._first[key] = (total_cycles, now_ns)
        elif now_ns - first_ns >= CALIBRATION_NS and total_cycles > first_cycles:
            self._ns_per_cycle[key] = (now_ns - first_ns) / (total_cycles - first_cycles)
            return cycles * self._ns_per_cycle[key]
        return NAN


_CLOCK: Final = EngineClock()


def read_fdinfo(pid: int, root: str = "/", clock: EngineClock = _CLOCK) -> tuple[float, float] | None:
    """Return nanoseconds of engine time and bytes of GPU memory of a process; None when it uses no GPU.

    Only descriptors of /dev/dri are opened; descriptors of one client (dup, fork) count once. A part that the driver
    does not tell is NaN. Raises PermissionError when the process may not be looked into.
    """
    folder = os.path.join(root, "proc", str(pid))
    clients: dict[tuple[bytes, bytes], dict[bytes, bytes]] = {}
    try:
        descriptors = os.listdir(f"{folder}/fd")
    except PermissionError:
        raise  # unlike all else that can be wrong: nobody knows what it uses
    except OSError:
        return None
    for descriptor in descriptors:
        try:
            if not os.readlink(f"{folder}/fd/{descriptor}").startswith("/dev/dri/"):
                continue
        except OSError:
            continue
        keys = parse_fdinfo(read_bytes(f"{folder}/fdinfo/{descriptor}", 16_384) or b"")
        if b"drm-driver" in keys:
            # Without an id nothing tells two descriptors of one client apart from two clients.
            client = keys.get(b"drm-client-id", b"fd " + descriptor.encode())
            clients[keys.get(b"drm-pdev", keys[b"drm-driver"]), client] = keys
    if not clients:
        return None
    busy = [busy_ns(device, keys, clock) for (device, _), keys in clients.items()]
    memory = [memory_bytes(keys) for keys in clients.values()]
    return _sum_known(busy), _sum_known(memory)


def _sum_known(values: list[float]) -> float:
    known = [value for value in values if value == value]
    return sum(known) if known else NAN


def parse_fdinfo(text: bytes) -> dict[bytes, bytes]:
    """Return the keys that begin with drm- and their values, without the white space around."""
    keys: dict[bytes, bytes] = {}
    for line in text.split(b"\n"):
        key, colon, value = line.partition(b":")
        if colon and key.startswith(b"drm-"):
            keys[key.strip()] = value.strip()
    return keys


def busy_ns(device: bytes, keys: dict[bytes, bytes], clock: EngineClock = _CLOCK) -> float:
    """Return the time that all engines worked for a client: `drm-engine-*`, else `drm-cycles-*`; NaN if neither."""
    spent: list[float] = []
    for key, value in keys.items():
        if key.startswith(b"drm-engine-") and not key.startswith(b"drm-engine-capacity-"):
            number, _, unit = value.partition(b" ")
            nanoseconds = counter(number)
            if nanoseconds is not None and unit.strip() in (b"ns", b""):
                spent.append(nanoseconds)
    if spent:
        return sum(spent)
    for key, value in keys.items():
        if key.startswith(b"drm-cycles-"):
            engine = key.removeprefix(b"drm-cycles-")
            cycles = counter(value)
            total = counter(keys.get(b"drm-total-cycles-" + engine, b""))
            if cycles is not None and total is not None:
                spent.append(clock.busy_ns(device, engine, cycles, total))
    return _sum_known(spent)


def memory_bytes(keys: dict[bytes, bytes]) -> float:
    """Return the memory of a client over all regions: resident, else `drm-memory-*` (older), else total; NaN if none.

    The first kind that the driver has is taken for each region, so that nothing counts twice.
    """
    regions: dict[bytes, int] = {}
    for prefix in (b"drm-resident-", b"drm-memory-", b"drm-total-"):
        for key, value in keys.items():
            if not key.startswith(prefix) or key.startswith(b"drm-total-cycles-"):
                continue
            number, _, unit = value.partition(b" ")
            size = counter(number)
            scale = _UNITS.get(unit.strip())
            if size is not None and scale is not None:
                regions.setdefault(key.removeprefix(prefix), size * scale)
    return float(sum(regions.values())) if regions else NAN


def read_cards(root: str = "/") -> Figures:
    """Return load, memory and temperature of each card that tells them; the label is the driver and the slot.

    A card that sleeps is not asked: the question alone would wake it. i915 and xe tell their load only by process.
    """
    folder = os.path.join(root, "sys/class/drm")
    names = [name for name in names_in(folder) if _CARD.fullmatch(name)]
    slots = {_slot(f"{folder}/{name}/device") or name for name in names}
    # A computing server has NVIDIA cards that draw nothing and are no DRM device; NVIDIA's driver lists them by slot.
    slots.update(names_in(os.path.join(root, "proc/driver/nvidia/gpus")))
    figures: Figures = {"gpu.card_count": {"": len(slots)}} if slots else {}
    for name in names:
        device = f"{folder}/{name}/device"
        label = _card_label(device, name)
        if (read_bytes(f"{device}/power/runtime_status", 32) or b"").strip() in (b"suspended", b"suspending"):
            continue
        percent = read_counter(f"{device}/gpu_busy_percent")
        put(figures, "gpu.busy_ratio", label, percent / 100 if percent is not None and percent <= 100 else None)
        put(figures, "gpu.memory_used_bytes", label, read_counter(f"{device}/mem_info_vram_used"))
        put(figures, "gpu.memory_size_bytes", label, read_counter(f"{device}/mem_info_vram_total"))
        put(figures, "gpu.temperature_c", label, _card_temperature(device))
    return figures


def card_drivers(root: str = "/") -> list[str]:
    """Return the driver of each card, for the reason why a figure is missing."""
    folder = os.path.join(root, "sys/class/drm")
    return [_driver(f"{folder}/{name}/device") for name in names_in(folder) if _CARD.fullmatch(name)]


def _driver(device: str) -> str:
    return _told(device, b"DRIVER=")


def _slot(device: str) -> str:
    return _told(device, b"PCI_SLOT_NAME=")


def _told(device: str, key: bytes) -> str:
    for line in (read_bytes(f"{device}/uevent") or b"").split(b"\n"):
        if line.startswith(key):
            return plain_text(line.removeprefix(key).strip())
    return ""


def _card_label(device: str, name: str) -> str:
    return " ".join(part for part in (_driver(device), _slot(device) or name) if part)


def _card_temperature(device: str) -> float | None:
    """Return the first temperature of the card's own chip: edge on amdgpu, the package on i915 and xe."""
    for chip in names_in(f"{device}/hwmon"):
        for file_name in names_in(f"{device}/hwmon/{chip}"):
            if re.fullmatch(r"temp\d{1,3}_input", file_name):
                millidegrees = read_signed(f"{device}/hwmon/{chip}/{file_name}")
                if millidegrees is not None and -100_000 <= millidegrees <= 250_000:
                    return millidegrees / 1000
    return None
