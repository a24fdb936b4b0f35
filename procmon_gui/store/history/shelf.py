"""Chunks in the memory of this program: as they were gathered, then packed, a step at a time, then let go.

What is called with the lock of the owner held says so; the owner hands the lock in.
"""

import threading
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, replace

from procmon_gui.store.history.beats import RawChunk
from procmon_gui.store.history.codec import encode_in_steps


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kept:
    """A chunk: its number, its first beat, how many, the texts that it names, and either of its two forms.

    Which texts is packed, see `texts.pack_numbers`: as a set it would take more than all else. A chunk that is still
    being gathered is growing: this is how far it has come.
    """

    number: int
    first: int
    count: int
    text_numbers: bytes
    data: bytes = b""
    raw: RawChunk | None = None
    raw_bytes: int = 0
    is_growing: bool = False

    @property
    def end(self) -> int:
        """Return the number of the beat after its last."""
        return self.first + self.count

    @property
    def used_bytes(self) -> int:
        """Return what it takes in the form that it has."""
        return (len(self.data) or self.raw_bytes) + len(self.text_numbers)


class Shelf:
    """Keeps chunks in their order, and packs them."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self._kept: deque[Kept] = deque()
        self._packing: tuple[Kept, Generator[None, None, bytes]] | None = None

    # ---- under the lock

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def kept(self) -> tuple[Kept, ...]:
        """Return all chunks, oldest first."""
        return tuple(self._kept)

    @property
    def used_bytes(self) -> int:
        """Return what all of them take."""
        return sum(kept.used_bytes for kept in self._kept)

    @property
    def waiting_count(self) -> int:
        """Return how many are not packed."""
        return sum(kept.raw is not None for kept in self._kept)

    def put(self, kept: Kept) -> None:
        """Add a chunk at the end."""
        self._kept.append(kept)

    def drop_oldest(self) -> Kept:
        """Forget the oldest chunk and return it."""
        return self._kept.popleft()

    def between(self, first: int, last: int) -> list[Kept]:
        """Return the chunks that hold any of these beats, both ends included."""
        return [kept for kept in self._kept if kept.first <= last and kept.end > first]

    # ---- without the lock, on one thread

    def pack_on(self) -> int | None:
        """Do one step of packing the oldest chunk that is not packed; return the number of one that became packed."""
        if self._packing is None:
            with self._lock:
                waiting = next((kept for kept in self._kept if kept.raw is not None), None)
            if waiting is None or waiting.raw is None:
                return None
            self._packing = (waiting, encode_in_steps(waiting.raw))
        kept, steps = self._packing
        try:
            next(steps)
        except StopIteration as done:
            self._packing = None
            packed = replace(kept, data=done.value, raw=None, raw_bytes=0)
            with self._lock:
                if kept in self._kept:
                    self._kept[self._kept.index(kept)] = packed
            return kept.number
        return None
