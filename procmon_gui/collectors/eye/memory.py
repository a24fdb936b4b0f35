"""Memory and swap of the machine. Formats: proc_meminfo(5) (kB are KiB) and proc_vmstat(5) (pages)."""

import os
from typing import Final

from procmon_gui.collectors.eye.figures import COUNTER_MAX, Figures, counter, put

_FIELDS: Final = {
    b"MemTotal:": "memory.total_bytes", b"MemAvailable:": "memory.available_bytes", b"MemFree:": "memory.free_bytes",
    b"Buffers:": "memory.buffers_bytes", b"Cached:": "memory.cached_bytes", b"Shmem:": "memory.shared_bytes",
    b"SReclaimable:": "memory.reclaimable_bytes", b"Dirty:": "memory.dirty_bytes",
    b"Writeback:": "memory.writeback_bytes", b"AnonPages:": "memory.anonymous_bytes",
    b"SwapTotal:": "swap.total_bytes", b"SwapFree:": "swap.free_bytes",
}  # fmt: skip
_PAGE_BYTES: Final = os.sysconf("SC_PAGE_SIZE")
_MOST_KIBIBYTES: Final = COUNTER_MAX // 1024  # an address has 64 bits
_MOST_PAGES: Final = COUNTER_MAX // _PAGE_BYTES


class Meminfo:
    """Parses /proc/meminfo; remembers where the fields stand, since their order holds for a boot."""

    def __init__(self) -> None:
        self._places: list[tuple[int, bytes, str]] = []

    def parse(self, text: bytes) -> Figures:
        """Return the fields in bytes. Where the kernel does not tell what is available, it is estimated (below)."""
        words = text.split()
        figures = self._at_places(words)
        if figures is None:
            self._places = [(at, word, _FIELDS[word]) for at, word in enumerate(words) if word in _FIELDS]
            figures = self._at_places(words) or {}
        if "memory.available_bytes" not in figures:
            put(figures, "memory.available_bytes", "", _estimated_available(figures))
        return figures

    def _at_places(self, words: list[bytes]) -> Figures | None:
        """Return the figures, or None when a field does not stand where it stood."""
        figures: Figures = {}
        if not self._places or self._places[-1][0] + 1 >= len(words):
            return None
        for at, word, raw_id in self._places:
            if words[at] != word:
                return None
            kibibytes = counter(words[at + 1])
            if kibibytes is not None and kibibytes <= _MOST_KIBIBYTES:
                figures[raw_id] = {"": kibibytes * 1024}
        return figures


def _estimated_available(figures: Figures) -> float | None:
    """Return free + buffers + cached - shared, what tools showed before Linux 3.14 had MemAvailable."""
    parts = [figures.get(f"memory.{name}_bytes", {}).get("") for name in ("free", "buffers", "cached")]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return max(0.0, sum(known) - figures.get("memory.shared_bytes", {}).get("", 0.0))


def parse_vmstat(text: bytes) -> Figures:
    """Return the bytes that were swapped in and out since boot."""
    figures: Figures = {}
    for key, raw_id in ((b"pswpin ", "swap.in_bytes"), (b"pswpout ", "swap.out_bytes")):
        at = text.find(b"\n" + key)
        fields = text[at + 1 + len(key) : at + 64].split(None, 1) if at >= 0 else []
        pages = counter(fields[0]) if fields else None
        put(figures, raw_id, "", None if pages is None or pages > _MOST_PAGES else pages * _PAGE_BYTES)
    return figures
