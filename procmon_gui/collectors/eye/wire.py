"""How a beat travels from the eye to its reader: one frame a beat, little-endian.

frame   = head, JSON, rows, costly, tcp
head    = "<4sBxHIIII": magic, version, 0, length of the JSON, number of rows, of costly rows, of tcp rows
rows    = ROW_FIELDS float64 each: what is read at every beat, for the processes that moved
costly  = COSTLY_FIELDS float64 each: what is read only while somebody looks
tcp     = TCP_FIELDS float64 each: bytes by process, for those whose count moved

Raw units of the kernel (ticks, pages); NaN is unknown. Texts are JSON strings in which each byte that is not UTF-8
stands as a lone surrogate (PEP 383), so identity is kept.
A request is one line of JSON on the eye's stdin, see `Request`.
"""

import json
import struct
import sys
from array import array
from typing import Any, Final, NamedTuple

MAGIC: Final = b"PMEY"
VERSION: Final = 1
HEAD: Final = struct.Struct("<4sBxHIIII")
JSON_MAX_BYTES: Final = 64 * 1024 * 1024
ROWS_MAX: Final = 4_194_304  # the kernel's own limit of pids (proc(5), pid_max)

ROW_FIELDS: Final = (
    "slot", "state", "ppid", "tty_number", "major_faults", "user_ticks", "system_ticks", "nice", "threads",
    "virtual_bytes", "last_cpu", "scheduling_class", "block_io_ticks", "rss_pages", "shared_pages",
    "disk_read_bytes", "disk_write_bytes",
)  # fmt: skip
COSTLY_FIELDS: Final = (
    "slot", "swap_bytes", "peak_rss_bytes", "voluntary_switches", "involuntary_switches", "pss_bytes",
    "open_descriptors", "oom_score", "gpu_busy_ns", "gpu_memory_bytes",
)  # fmt: skip
TCP_FIELDS: Final = ("slot", "received_bytes", "sent_bytes")


class Request(NamedTuple):
    """What the reader asks of the eye; `slots` None means all rows."""

    interval_s: float = 1.0
    slots: tuple[int, ...] | None = ()
    looks: tuple[str, ...] = ()
    refresh: bool = False

    def line(self) -> bytes:
        """Return the request as the line that the eye reads."""
        return json.dumps(self._asdict(), separators=(",", ":")).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> "Request":
        """Read a request; raises ValueError, TypeError or OverflowError (a slot 1e999) for anything that is not one."""
        wish = json.loads(line)
        if not isinstance(wish, dict):
            raise ValueError("a request is an object")  # noqa: TRY004 - what is wrong is the line
        slots = wish.get("slots")
        return cls(
            interval_s=min(3600.0, max(0.05, float(wish.get("interval_s", 1.0)))),
            slots=None if slots is None else tuple(int(slot) for slot in slots),
            looks=tuple(str(look) for look in wish.get("looks", ())),
            refresh=bool(wish.get("refresh", False)),
        )


def pack(news: dict[str, Any], rows: "array[float]", costly: "array[float]", tcp: "array[float]") -> bytes:
    """Return one frame."""
    text = json.dumps(news, separators=(",", ":")).encode("ascii")
    counts = (
        len(rows) // len(ROW_FIELDS),
        len(costly) // len(COSTLY_FIELDS),
        len(tcp) // len(TCP_FIELDS),
    )
    if sys.byteorder == "big":
        for block in (rows, costly, tcp):
            block.byteswap()
    return b"".join((HEAD.pack(MAGIC, VERSION, 0, len(text), *counts), text, rows, costly, tcp))


class Lengths(NamedTuple):
    """What the head of a frame promises, in bytes and rows."""

    json_bytes: int
    rows: int
    costly: int
    tcp: int

    @property
    def body_bytes(self) -> int:
        """Return how many bytes follow the head."""
        floats = self.rows * len(ROW_FIELDS) + self.costly * len(COSTLY_FIELDS) + self.tcp * len(TCP_FIELDS)
        return self.json_bytes + 8 * floats


def lengths_of(head: bytes | bytearray | memoryview) -> Lengths:
    """Read a head; raises ValueError when it is not one of ours or promises too much."""
    magic, version, _, json_bytes, rows, costly, tcp = HEAD.unpack(head)
    if magic != MAGIC:
        raise ValueError("this is not a beat of an eye")
    if version != VERSION:
        raise ValueError(f"the eye speaks version {version} of the wire, this program version {VERSION}")
    if json_bytes > JSON_MAX_BYTES or max(rows, costly, tcp) > ROWS_MAX:
        raise ValueError("the beat is larger than any machine can make it")
    return Lengths(json_bytes, rows, costly, tcp)
