"""Batteries of the machine. Format: Documentation/ABI/testing/sysfs-class-power (µWh, µAh, µW, µA, µV, %).

Drivers differ: a battery counts in energy or in charge, tells its power or only its current, gives the current a sign
or not, and after a sleep some tell a power of 0 until they have measured. The direction is therefore taken from
`status`, the size from what is there. Batteries of a mouse or a headset (`scope` Device) are not the machine's.
"""

import os
from typing import Final

from procmon_gui.collectors.eye.figures import Figures, names_in, plain_text, put, read_bytes, read_counter, read_signed

POWER_MAX_W: Final = 1_000.0  # 0xFFFF and 0xFFFFFFFF, "not known" in ACPI, lie above
TIME_MAX_S: Final = 7 * 86_400.0


def read_batteries(root: str = "/") -> Figures:
    """Return charge, power (negative while it charges) and, while it discharges, the seconds that are left."""
    figures: Figures = {}
    folder = os.path.join(root, "sys/class/power_supply")
    for name in names_in(folder):
        battery = f"{folder}/{name}"
        if _word(battery, "type") != b"Battery" or _word(battery, "scope") == b"Device":
            continue
        if read_counter(f"{battery}/present") == 0:
            continue
        label = plain_text(os.fsencode(name))
        status = _word(battery, "status")
        power_w = _power_w(battery, status)
        put(figures, "battery.charge_ratio", label, _charge_ratio(battery))
        put(figures, "battery.power_w", label, power_w)
        if status == b"Discharging":
            put(figures, "battery.time_left_s", label, _time_left_s(battery, power_w))
    return figures


def _word(battery: str, name: str) -> bytes:
    return (read_bytes(f"{battery}/{name}", 64) or b"").strip()


def _charge_ratio(battery: str) -> float | None:
    percent = read_counter(f"{battery}/capacity")
    if percent is not None and percent <= 110:
        return min(1.0, percent / 100)  # a worn battery may claim 101 %
    for kind in ("energy", "charge"):
        now = read_counter(f"{battery}/{kind}_now")
        full = read_counter(f"{battery}/{kind}_full")
        if now is not None and full:
            return min(1.0, now / full)
    return None


def _power_w(battery: str, status: bytes) -> float | None:
    """Return the power with its direction; None when either is not known."""
    size = _power_size_w(battery)
    if size is None or size > POWER_MAX_W:
        return None
    if status == b"Charging":
        return -size
    if status in (b"Discharging", b"Full", b"Not charging"):
        return size
    return 0.0 if size == 0 else None


def _power_size_w(battery: str) -> float | None:
    microwatts = read_signed(f"{battery}/power_now")
    microamperes = read_signed(f"{battery}/current_now")
    microvolts = read_counter(f"{battery}/voltage_now")
    product = None if microamperes is None or microvolts is None else abs(microamperes) * microvolts / 1e12
    if microwatts is None or (microwatts == 0 and product):
        return product
    return abs(microwatts) / 1e6


def _time_left_s(battery: str, power_w: float | None) -> float | None:
    told = read_counter(f"{battery}/time_to_empty_now")
    if told:
        return told if told <= TIME_MAX_S else None
    microwatt_hours = read_counter(f"{battery}/energy_now")
    if microwatt_hours is None:
        microampere_hours = read_counter(f"{battery}/charge_now")
        microvolts = read_counter(f"{battery}/voltage_now")
        if microampere_hours is None or microvolts is None:
            return None
        microwatt_hours = microampere_hours * microvolts // 1_000_000
    if not power_w or power_w < 0:
        return None
    seconds = microwatt_hours / 1e6 / power_w * 3600
    return seconds if seconds <= TIME_MAX_S else None
