"""The chunks of a history on disk: read and unpacked when they are asked for, the last of them kept. Any thread.

A chunk is known by its entry in the catalogue of `stored`. What is damaged is counted.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Column, Engine, func, select

from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import NO_ROWS, unpack_rows
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.schema import CHUNKS
from procmon_gui.store.history.stored_texts import StoredTexts
from procmon_gui.store.sqlite import told

_OPENED: Final = 4
_ROWS: Final = 500
_AT_ONCE: Final = 32
# In these lie directory, facts and figures of a machine with few devices; of another one more is read from then on.
_BEGINNING_BYTES: Final = 10 * 1024
_SPARE: Final = 5 / 4
# What is known of a chunk without opening it.
CATALOGUE: Final = np.dtype([(name, np.int64) for name in ("id", "run", "number", "from_ms", "to_ms", "count")])
Entry = npt.NDArray[Any]
# All numbers of an entry: one of which a bit has flipped may be the key of another row, all together are not.
_Key = tuple[int, ...]
T = TypeVar("T")


class StoredChunks:
    """Reads one chunk at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._guard = threading.Lock()
        self._opened: OrderedDict[_Key, Beats] = OrderedDict()
        self._rows: OrderedDict[_Key, IndexRows] = OrderedDict()
        self._texts: dict[int, StoredTexts] = {}
        self._damaged: set[int] = set()
        self._beginning_bytes = _BEGINNING_BYTES
        self._unfinished: Mapping[_Key, tuple[IndexRows, Beats]] = {}

    @property
    def damaged_count(self) -> int:
        """Return how many were found damaged so far."""
        with self._guard:
            return len(self._damaged)

    def hold(self, unfinished: Mapping[_Key, tuple[IndexRows, Beats]]) -> None:
        """Know index and beats of chunks that are no rows of the history yet, instead of those before."""
        self._unfinished = unfinished

    def rows_of(self, entry: Entry) -> IndexRows:
        """Return the index of a chunk; without any row where it is damaged."""
        key: _Key = entry.item()
        if (unfinished := self._unfinished.get(key)) is not None:
            return unfinished[0]

        def load() -> IndexRows:
            data = self._blob(CHUNKS.c.rows, key[0])
            try:
                return unpack_rows(data, key[1:]) if data is not None else NO_ROWS
            except DamagedChunk:
                self.note_damage(key)
                return NO_ROWS

        return self._remembered(self._rows, key, _ROWS, load)

    def known_rows(self, entry: Entry, beside: Entry) -> IndexRows | None:
        """Return the rows of a chunk and of those beside it, as far as they were read before. Never reads."""
        with self._guard:
            rows = [self._rows[one.item()] for one in beside if one.item() in self._rows]
            return np.concatenate(rows) if entry.item() in self._rows else None

    def open(self, entry: Entry) -> Beats:
        """Return a chunk that can be asked; raises DamagedChunk."""
        key: _Key = entry.item()
        if (unfinished := self._unfinished.get(key)) is not None:
            return unfinished[1]

        def load() -> Beats:
            data = self._blob(CHUNKS.c.data, key[0])
            if data is None:
                raise DamagedChunk("This part of the history became too old while it was being read")
            try:
                return Chunk(data)
            except DamagedChunk:
                self.note_damage(key)
                raise

        return self._remembered(self._opened, key, _OPENED, load)

    def open_in_a_row(self, entries: Entry, *, machine_only: bool) -> Iterator[Beats | None]:
        """Open many, some with each look at the disk, and keep none; None stands for one that is damaged.

        Where only the machine is asked, only the beginning of each is read, which is a tenth of it.
        """
        parts = [entries[place : place + _AT_ONCE] for place in range(0, len(entries), _AT_ONCE)]
        # The disk is waited for beside the work.
        with ThreadPoolExecutor(1, "read-ahead") as ahead:
            reading = ahead.submit(self._blobs, parts[0], machine_only=machine_only) if parts else None
            for place, some in enumerate(parts, 1):
                assert reading is not None
                blobs = reading.result()
                if place < len(parts):
                    reading = ahead.submit(self._blobs, parts[place], machine_only=machine_only)
                for entry in some:
                    yield self._opened_once(entry, blobs, machine_only=machine_only)

    def _blobs(self, entries: Entry, *, machine_only: bool) -> Mapping[int, bytes]:
        data = func.substr(CHUNKS.c.data, 1, self._beginning_bytes) if machine_only else CHUNKS.c.data
        with told(), self._engine.connect() as connection:
            query = select(CHUNKS.c.id, data.label("bytes")).where(CHUNKS.c.id.in_(entries["id"].tolist()))
            return {row.id: row.bytes for row in connection.execute(query)}

    def _opened_once(self, entry: Entry, blobs: Mapping[int, bytes], *, machine_only: bool) -> Beats | None:
        key: _Key = entry.item()
        if (unfinished := self._unfinished.get(key)) is not None:
            return unfinished[1]
        data = blobs.get(key[0])
        if data is None:
            return None  # it became too old meanwhile
        try:
            if not machine_only:
                return Chunk(data)
            return self._beginning(data) or self.open(entry)
        except DamagedChunk:
            self.note_damage(key)
            return None

    def _beginning(self, data: bytes) -> Beats | None:
        """Return what the machine can be asked of; None where that is not all there, or damaged."""
        try:
            chunk = Chunk(data, is_beginning=True)
        except DamagedChunk:
            return None
        if chunk.machine_bytes <= len(data):
            return chunk
        self._beginning_bytes = max(self._beginning_bytes, round(_SPARE * chunk.machine_bytes))
        return None

    def texts_of(self, run: int) -> StoredTexts:
        """Return the texts of a run."""
        with self._guard:
            found = self._texts.get(run)
            if found is None:
                found = self._texts[run] = self.make_texts(run)
            return found

    def make_texts(self, run: int) -> StoredTexts:
        """Return what reads the texts of a run."""
        return StoredTexts(self._engine, run)

    def known_text(self, run: int, number: int) -> str | None:
        """Return a text that was read before; None for any other. Never reads."""
        with self._guard:
            texts = self._texts.get(run)
        return texts.known(number) if texts is not None else None

    def _blob(self, column: Column[bytes], key: int) -> bytes | None:
        """Return what a chunk has in a column; None when it was too old meanwhile."""
        with told(), self._engine.connect() as connection:
            return connection.scalar(select(column).where(CHUNKS.c.id == key))

    def note_damage(self, key: _Key) -> None:
        """Count a chunk that is damaged."""
        with self._guard:
            self._damaged.add(key[0])

    def _remembered(self, held: OrderedDict[_Key, T], key: _Key, most: int, load: Callable[[], T]) -> T:
        """Return what was loaded before, or load it; the next wish is often near."""
        with self._guard:
            if key in held:
                held.move_to_end(key)
                return held[key]
        found = load()
        with self._guard:
            held[key] = found
            while len(held) > most:
                held.popitem(last=False)
        return found
