"""Temperatures and fans. Format: Documentation/ABI/testing/sysfs-class-hwmon (millidegrees, rpm), sysfs-class-thermal.

May wait for a slow bus or a firmware: this belongs to the slow part.
A sensor that does not answer is listed with the number of its error (errno(3)), 0 where the chip itself calls it
broken (`_fault`), so that it can be shown as unknown with a reason instead of being gone.
Thermal zones mirror the same chips, so they are read only where no hwmon chip tells a temperature (small boards).
A disk asked through `drivetemp` may not fall asleep any more (Documentation/hwmon/drivetemp.rst), so it is asked only
when it has worked since it was asked last.
"""

import errno
import os
import re
from typing import Final

from procmon_gui.collectors.eye.figures import (
    Figures,
    names_in,
    plain_text,
    put,
    read_bytes,
    read_counter,
    read_signed,
    signed,
)

COLDEST_C: Final = -100.0
HOTTEST_C: Final = 250.0  # what drivers say when they do not know (65261 °C) lies far above
FASTEST_RPM: Final = 100_000
_INPUT: Final = re.compile(r"(temp|fan)(\d{1,4})_input")


class Sensors:
    """Reads all chips; remembers what a sleeping disk said last."""

    def __init__(self, root: str = "/") -> None:
        self._hwmon = os.path.join(root, "sys/class/hwmon")
        self._thermal = os.path.join(root, "sys/class/thermal")
        self._drive_work: dict[str, bytes] = {}
        self._drive_said: dict[str, Figures] = {}

    def read(self) -> Figures:
        """Return temperatures, their limits and fan speeds by label, and what is wrong with those that say nothing."""
        figures: Figures = {}
        folders = [f"{self._hwmon}/{name}" for name in names_in(self._hwmon)]
        chips = [(folder, _chip_name(folder)) for folder in folders]
        names = [name for _, name in chips]
        for folder, name in chips:
            title = name if names.count(name) == 1 else f"{name} {_device_of(folder)}"
            for raw_id, values in self._chip(folder, name, title).items():
                for label, value in values.items():
                    put(figures, raw_id, _unused(label, figures.get(raw_id, {})), value)
        if "sensor.temperature_c" not in figures:
            self._read_zones(figures)
        return figures

    def _chip(self, folder: str, name: str, title: str) -> Figures:
        if name != "drivetemp":
            return _read_chip(folder, title)
        work = b"".join(
            read_bytes(f"{folder}/device/block/{disk}/stat") or b"" for disk in names_in(f"{folder}/device/block")
        )
        if folder not in self._drive_said or self._drive_work.get(folder) != work:
            self._drive_said[folder] = _read_chip(folder, title)
            self._drive_work[folder] = work
        return self._drive_said[folder]

    def _read_zones(self, figures: Figures) -> None:
        for zone in names_in(self._thermal):
            if not zone.startswith("thermal_zone"):
                continue
            folder = f"{self._thermal}/{zone}"
            kind = read_bytes(f"{folder}/type", 64)
            label = _unused(plain_text((kind or zone.encode()).strip()), figures.get("sensor.temperature_c", {}))
            celsius = _celsius(read_signed(f"{folder}/temp"))
            put(figures, "sensor.temperature_c", label, celsius)
            if celsius is not None:
                put(figures, "sensor.temperature_limit_c", label, _critical_trip(folder))


def _read_chip(folder: str, title: str) -> Figures:
    figures: Figures = {}
    for file_name in names_in(folder):
        match = _INPUT.fullmatch(file_name)
        if match is None:
            continue
        kind, number = match.groups()
        stem = f"{folder}/{kind}{number}"
        label = f"{title} {_label(stem, kind, number)}"
        if read_counter(f"{stem}_fault") == 1:
            put(figures, "sensor.error_number", label, 0)
            continue
        raw_value, error_number = _asked(f"{stem}_input")
        value = _rpm(raw_value) if kind == "fan" else _celsius(raw_value)
        if value is None:
            put(figures, "sensor.error_number", label, error_number or errno.ERANGE)
            continue
        put(figures, "sensor.fan_rpm" if kind == "fan" else "sensor.temperature_c", label, value)
        if kind == "temp":
            _put_limits(figures, stem, label)
    return figures


def _put_limits(figures: Figures, stem: str, label: str) -> None:
    """Write down from where on the chip calls it too warm (`_max`) and critical (`_crit`)."""
    warning, critical = _celsius(read_signed(f"{stem}_max")), _celsius(read_signed(f"{stem}_crit"))
    if critical is not None and critical > 0:
        put(figures, "sensor.temperature_limit_c", label, critical)
    if warning is not None and warning > 0 and (critical is None or not 0 < critical < warning):
        put(figures, "sensor.temperature_warning_c", label, warning)


def _asked(path: str) -> tuple[int | None, int]:
    """Return what a sensor says and 0, or None and the number of the error with which it refused to."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        return None, error.errno or errno.EIO
    try:
        return signed(os.read(fd, 64).strip()), 0
    except OSError as error:
        return None, error.errno or errno.EIO
    finally:
        os.close(fd)


def _rpm(told: int | None) -> int | None:
    return told if told is not None and 0 <= told <= FASTEST_RPM else None


def _celsius(millidegrees: int | None) -> float | None:
    if millidegrees is None or not COLDEST_C <= millidegrees / 1000 <= HOTTEST_C:
        return None
    return millidegrees / 1000


def _chip_name(folder: str) -> str:
    name = plain_text((read_bytes(f"{folder}/name", 64) or b"").strip())
    return name or os.path.basename(folder)


def _device_of(folder: str) -> str:
    """Return what the chip sits on ("nvme1", "0000:03:00.0"): stable, while the number of a hwmon folder is not."""
    try:
        return plain_text(os.fsencode(os.path.basename(os.readlink(f"{folder}/device"))))
    except OSError:
        return os.path.basename(folder)


def _label(stem: str, kind: str, number: str) -> str:
    label = plain_text((read_bytes(f"{stem}_label", 64) or b"").strip())
    return label or f"{kind}{number}"


def _unused(label: str, taken: dict[str, float]) -> str:
    """Return the label, with a number when another sensor has it already."""
    free = label
    number = 2
    while free in taken:
        free = f"{label} ({number})"
        number += 1
    return free


def _critical_trip(folder: str) -> float | None:
    for name in names_in(folder):
        if name.startswith("trip_point_") and name.endswith("_type"):
            kind = read_bytes(f"{folder}/{name}", 32) or b""
            if kind.strip() == b"critical":
                return _celsius(read_signed(f"{folder}/{name.removesuffix('_type')}_temp"))
    return None
