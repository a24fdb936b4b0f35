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

from procmon_gui.collectors.eye.figures import COUNTER_MAX, Figures, counters, names_in, plain_text, read_bytes

SECTOR_BYTES: Final = 512  # the unit of diskstats, whatever the device calls a sector
_MOST_SECTORS: Final = COUNTER_MAX // SECTOR_BYTES
_ON_TOP: Final = re.compile(r"(loop|ram|zram|zd|drbd|dm-|md)\d")
_QUIET: Final = re.compile(r"(loop|ram)\d")
_PARTITION: Final = re.compile(r"((?:nvme|mmcblk|nbd|md|loop).*\d)p\d+|((?:sd|hd|vd|xvd)[a-z]+)\d+")
_IDS: Final = (
    "disk.read_count", "disk.read_bytes", "disk.write_count", "disk.write_bytes", "disk.busy_ms",
    "disk.read_ms", "disk.write_ms", "disk.waiting_ms",
)  # fmt: skip
_EACH_ONLY: Final = ("disk.busy_ms", "disk.read_ms", "disk.write_ms", "disk.waiting_ms")
_COLUMNS: Final = 11  # up to the time weighted with the requests in flight


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
        self._known: dict[bytes, tuple[Kind, str]] = {}
        self._names: list[bytes] = []
        self._parsed: dict[bytes, tuple[bytes, tuple[float, ...] | None]] = {}

    def look_again(self) -> None:
        """Find out anew what the devices are: an array may have been put together. From any thread, off the beat."""
        self._known = {name: self._know(name) for name in self._names}

    def parse(self, text: bytes) -> Figures:
        """Return operations and bytes by device, "" for the machine; milliseconds busy and spent by device."""
        by_name: dict[str, tuple[float, ...]] = {}
        bottom: list[tuple[float, ...]] = []
        parsed: dict[bytes, tuple[bytes, tuple[float, ...] | None]] = {}
        known = self._known
        names: list[bytes] = []
        for line in text.split(b"\n"):
            fields = line.split(None, 3)
            if len(fields) < 4:
                continue
            name = fields[2]
            names.append(name)
            if name not in known:
                known[name] = self._know(name)
            kind, shown = known[name]
            if kind is Kind.NONE:
                continue
            numbers = self._numbers(name, fields[3])
            parsed[name] = (fields[3], numbers)
            if numbers is None or (not any(numbers) and _QUIET.match(shown)):
                continue
            by_name[shown] = numbers
            if kind is Kind.BOTTOM:
                bottom.append(numbers)
        self._parsed = parsed
        self._names = names
        if bottom:
            by_name[""] = tuple(map(sum, zip(*bottom, strict=True)))
        figures = {raw_id: {n: v[column] for n, v in by_name.items()} for column, raw_id in enumerate(_IDS) if by_name}
        if bottom:
            # Two devices that are busy half of the time do not make a machine that is busy all of it.
            for raw_id in _EACH_ONLY:
                del figures[raw_id][""]
        return figures

    def _numbers(self, name: bytes, rest: bytes) -> tuple[float, ...] | None:
        last = self._parsed.get(name)
        if last is not None and last[0] == rest:
            return last[1]
        fields = counters(rest.split(None, _COLUMNS), _COLUMNS)
        if fields is None:
            return None
        reads, _, sectors_read, read_ms, writes, _, sectors_written, write_ms, _, busy_ms, waiting_ms = fields
        if max(sectors_read, sectors_written) > _MOST_SECTORS:
            return None
        read_bytes, written_bytes = sectors_read * SECTOR_BYTES, sectors_written * SECTOR_BYTES
        return reads, read_bytes, writes, written_bytes, busy_ms, read_ms, write_ms, waiting_ms

    def _know(self, raw_name: bytes) -> tuple[Kind, str]:
        """Return how a device is counted and how its name is shown."""
        name = os.fsdecode(raw_name)
        return self._kind(name), plain_text(raw_name)

    def _kind(self, name: str) -> Kind:
        if not self._has_sysfs:
            partition = _PARTITION.fullmatch(name)
            return Kind.NONE if partition else Kind.TOP if _ON_TOP.match(name) else Kind.BOTTOM
        folder = f"{self._block}/{name.replace('/', '!')}"
        if not os.path.isdir(folder) or (read_bytes(f"{folder}/hidden", 8) or b"0").strip() == b"1":
            return Kind.NONE
        return Kind.TOP if _ON_TOP.match(name) or names_in(f"{folder}/slaves") else Kind.BOTTOM
