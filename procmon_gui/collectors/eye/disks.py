"""What the block devices read and wrote. Format: Documentation/admin-guide/iostats.rst, proc_diskstats(5).

A byte that a program writes to a logical volume is written again by the disk under it. So the sum of the machine
counts only devices at the bottom: whole, nothing under them (`/sys/block/NAME/slaves` is empty), no path of a
multipath NVMe drive (`hidden`), and neither memory (ram, zram) nor a file in disguise (loop, zd, drbd).
Partitions are not listed at all; logical volumes and arrays are, each for itself.
"""

import os
import re
from enum import Enum
from typing import Final

from procmon_gui.collectors.eye.figures import Figures, counters, names_in, read_bytes

SECTOR_BYTES: Final = 512  # the unit of diskstats, whatever the device calls a sector
_ON_TOP: Final = re.compile(r"(loop|ram|zram|zd|drbd|dm-|md)\d")
_QUIET: Final = re.compile(r"(loop|ram)\d")
_PARTITION: Final = re.compile(r"((?:nvme|mmcblk|nbd|md|loop).*\d)p\d+|((?:sd|hd|vd|xvd)[a-z]+)\d+")
_IDS: Final = ("disk.read_count", "disk.read_bytes", "disk.write_count", "disk.write_bytes", "disk.busy_ms")


class Kind(Enum):
    """How a block device is counted."""

    BOTTOM = "alone and in the sum"
    TOP = "alone only"
    NONE = "not at all"


class Disks:
    """Parses /proc/diskstats; remembers what each device is, and the last line of each, since most are idle."""

    def __init__(self, root: str = "/") -> None:
        self._block = os.path.join(root, "sys/block")
        self._has_sysfs = bool(names_in(self._block))
        self._kinds: dict[bytes, Kind] = {}
        self._names: list[bytes] = []
        self._parsed: dict[bytes, tuple[bytes, tuple[float, ...] | None]] = {}

    def look_again(self) -> None:
        """Find out anew what the devices are: an array may have been put together. From any thread, off the beat."""
        self._kinds = {name: self._kind(_device_name(name)) for name in self._names}

    def parse(self, text: bytes) -> Figures:
        """Return operations, bytes and busy milliseconds by device, "" for the machine."""
        by_name: dict[str, tuple[float, ...]] = {}
        total = [0.0] * len(_IDS)
        summed = False
        seen: dict[bytes, tuple[bytes, tuple[float, ...] | None]] = {}
        kinds = self._kinds
        names: list[bytes] = []
        for line in text.split(b"\n"):
            fields = line.split(None, 3)
            if len(fields) < 4:
                continue
            name = fields[2]
            names.append(name)
            kind = kinds.get(name)
            if kind is None:
                kind = kinds[name] = self._kind(_device_name(name))
            if kind is Kind.NONE:
                continue
            numbers = self._numbers(name, fields[3])
            seen[name] = (fields[3], numbers)
            if numbers is None or (not any(numbers) and _QUIET.match(_device_name(name))):
                continue
            by_name[_device_name(name)] = numbers
            if kind is Kind.BOTTOM:
                summed = True
                total = [sum(pair) for pair in zip(total, numbers, strict=True)]
        self._parsed = seen
        self._names = names
        if summed:
            by_name[""] = tuple(total)
        return {raw_id: {n: v[column] for n, v in by_name.items()} for column, raw_id in enumerate(_IDS) if by_name}

    def _numbers(self, name: bytes, rest: bytes) -> tuple[float, ...] | None:
        last = self._parsed.get(name)
        if last is not None and last[0] == rest:
            return last[1]
        fields = counters(rest.split(None, 11), 10)
        if fields is None:
            return None
        reads, _, sectors_read, _, writes, _, sectors_written, _, _, busy_ms = fields
        return reads, sectors_read * SECTOR_BYTES, writes, sectors_written * SECTOR_BYTES, busy_ms

    def _kind(self, name: str) -> Kind:
        if not self._has_sysfs:
            partition = _PARTITION.fullmatch(name)
            return Kind.NONE if partition else Kind.TOP if _ON_TOP.match(name) else Kind.BOTTOM
        folder = f"{self._block}/{name.replace('/', '!')}"
        if not os.path.isdir(folder) or (read_bytes(f"{folder}/hidden", 8) or b"0").strip() == b"1":
            return Kind.NONE
        return Kind.TOP if _ON_TOP.match(name) or names_in(f"{folder}/slaves") else Kind.BOTTOM


def _device_name(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")
