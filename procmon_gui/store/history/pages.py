"""Reads rows out of a SQLite file of which parts are broken: neither its head nor its schema nor its trees are needed.

Each page that looks like a leaf of a table is read by itself, those of the write-ahead log too, and of each row in it
what its cell and its overflow pages hold. Nothing that is found is to be believed before a checksum was compared. A
file may claim anything: no row is larger than `_LARGEST_ROW`, and no more is read than a few times the file.

https://www.sqlite.org/fileformat2.html
"""

import contextlib
import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

Values = tuple[Any, ...]
_MAGIC: Final = b"SQLite format 3\0"
_PAGE_SIZES: Final = (4096, 2048, 512, 1024, 8192, 16384, 32768, 65536)
_GUESSED_FROM_BYTES: Final = 16 * 1024**2
_FILE_HEAD_BYTES: Final = 100
_LEAF: Final = 13
_LEAF_HEAD_BYTES: Final = 8
_LOG_HEAD: Final = struct.Struct(">6I8x")
_LOG_MAGIC: Final = 0x377F0682
_FRAME_HEAD: Final = struct.Struct(">4I8x")
_LARGEST_ROW: Final = 16 * 1024**2
_MOST_COLUMNS: Final = 64
_TIMES_READ: Final = 4
# All rows of a page are of one table: after so many of another nobody wants the rest.
_MOST_OTHERS: Final = 3
# Bytes of whole numbers and floats by serial type; 8 and 9 are the numbers 0 and 1.
_SIZES: Final = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row as it lies in a page: its number, and its values in the order of the columns; the key itself is None."""

    id: int
    values: Values


class _Nonsense(Exception):
    """These bytes are no row."""


class _Unwanted(Exception):
    """This is a row of another table."""


def rows_of(path: Path, is_wanted: Callable[[str], bool], tell: Callable[[int, int], None]) -> Iterator[FoundRow]:
    """Yield the rows that a file and its log hold, in no order; some may be there twice, or in an older form.

    `is_wanted` is asked by the kinds of the columns, a letter each: n for NULL, i for a whole number, f, t and b for
    float, text and bytes. `tell` is told how many bytes were looked at, of how many. Raises OSError.
    """
    with contextlib.ExitStack() as stack:
        # Either may have been set aside without the other.
        file, log = (
            stack.enter_context(one.open("rb")) if one.is_file() else stack.enter_context(io.BytesIO())
            for one in (path, path.with_name(path.name + "-wal"))
        )
        yield from _Pages(file, log).rows(is_wanted, tell)


class _Pages:
    """The pages of a file and of its log."""

    def __init__(self, file: BinaryIO, log: BinaryIO) -> None:
        self._file, self._log = file, log
        head = file.read(_FILE_HEAD_BYTES)
        self._page_bytes = _page_bytes(head, file, log)
        reserved = head[20] if head.startswith(_MAGIC) else 0
        self._usable = self._page_bytes - (reserved if reserved < 64 else 0)
        self._count = -(-file.seek(0, io.SEEK_END) // self._page_bytes)
        self._frames = self._newest_frames()
        self._last = max(self._count, *self._frames, 0)
        total = (self._count + len(self._frames)) * self._page_bytes
        self._left_bytes = _TIMES_READ * total + _LARGEST_ROW

    def rows(self, is_wanted: Callable[[str], bool], tell: Callable[[int, int], None]) -> Iterator[FoundRow]:
        """Yield the rows of all pages."""
        total = self._count + len(self._frames)
        for done, number in enumerate(range(1, self._count + 1)):
            yield from self._rows_in(self._from_file(number), number, is_wanted, by_log=False)
            if done % 1024 == 0:
                tell(done * self._page_bytes, total * self._page_bytes)
        for number in self._frames:
            yield from self._rows_in(self._newest(number), number, is_wanted, by_log=True)

    # ---- pages

    def _newest_frames(self) -> dict[int, int]:
        """Return where in the log the newest form of each page is; what an earlier round has left there is none."""
        head = self._log.read(_LOG_HEAD.size)
        if len(head) < _LOG_HEAD.size:
            return {}
        magic, _, page_bytes, _, *salts = _LOG_HEAD.unpack(head)
        if magic & ~1 != _LOG_MAGIC or page_bytes != self._page_bytes:
            return {}
        frames: dict[int, int] = {}
        at, size = _LOG_HEAD.size, self._log.seek(0, io.SEEK_END)
        while at + _FRAME_HEAD.size + page_bytes <= size:
            self._log.seek(at)
            number, _, *found = _FRAME_HEAD.unpack(self._log.read(_FRAME_HEAD.size))
            if found != salts:
                break
            frames[number] = at + _FRAME_HEAD.size
            at += _FRAME_HEAD.size + page_bytes
        return frames

    def _from_file(self, number: int) -> bytes:
        self._file.seek((number - 1) * self._page_bytes)
        return self._file.read(self._page_bytes)

    def _newest(self, number: int) -> bytes:
        at = self._frames.get(number)
        if at is None:
            return self._from_file(number)
        self._log.seek(at)
        return self._log.read(self._page_bytes)

    # ---- rows

    def _rows_in(
        self, page: bytes, number: int, is_wanted: Callable[[str], bool], *, by_log: bool
    ) -> Iterator[FoundRow]:
        begin = _FILE_HEAD_BYTES if number == 1 else 0
        if len(page) < begin + _LEAF_HEAD_BYTES or page[begin] != _LEAF:
            return
        count = int.from_bytes(page[begin + 3 : begin + 5], "big")
        begin += _LEAF_HEAD_BYTES
        places = range(begin, min(begin + 2 * count, len(page) - 1), 2)
        others = 0
        for at in dict.fromkeys(int.from_bytes(page[place : place + 2], "big") for place in places):
            try:
                yield from self._row_at(page, at, is_wanted, by_log=by_log)
            except _Unwanted:
                others += 1
                if others == _MOST_OTHERS:
                    return
            except (_Nonsense, UnicodeDecodeError, struct.error, IndexError):
                continue

    def _row_at(self, page: bytes, at: int, is_wanted: Callable[[str], bool], *, by_log: bool) -> Iterator[FoundRow]:
        size, at = _varint(page, at)
        key, at = _varint(page, at)
        if key >= 1 << 63:
            key -= 1 << 64
        if not 0 < size <= _LARGEST_ROW:
            raise _Nonsense
        local = self._local_bytes(size)
        start = page[at : at + local]
        kinds, _ = _kinds(start, size)
        if not is_wanted("".join(map(_letter, kinds))):
            raise _Unwanted
        if local == size:
            yield FoundRow(key, _values(start, kinds))
            return
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        row = self._with_overflow(start, size, following, by_log=by_log)
        yield FoundRow(key, _values(row, kinds))
        if not by_log and self._frames:
            # Its page was written back and what follows it was not, or the other way round.
            yield FoundRow(key, _values(self._with_overflow(start, size, following, by_log=True), kinds))

    def _local_bytes(self, size: int) -> int:
        """Return how much of a row lies in its cell."""
        most = self._usable - 35
        if size <= most:
            return size
        least = (self._usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (self._usable - 4)
        return local if local <= most else least

    def _with_overflow(self, start: bytes, size: int, number: int, *, by_log: bool) -> bytes:
        parts, have = [start], len(start)
        while have < size:
            self._left_bytes -= self._page_bytes
            if not 0 < number <= self._last or self._left_bytes < 0:
                raise _Nonsense
            page = self._newest(number) if by_log else self._from_file(number)
            part = page[4 : min(self._usable, 4 + size - have)]
            if not part:
                raise _Nonsense
            parts.append(part)
            have += len(part)
            number = int.from_bytes(page[:4], "big")
        return b"".join(parts)


def _page_bytes(head: bytes, file: BinaryIO, log: BinaryIO) -> int:
    """Return what the head says; where it is broken, what that of the log says, or what the pages look like."""
    found = int.from_bytes(head[16:18], "big") if head.startswith(_MAGIC) else 0
    found = 65536 if found == 1 else found
    if found in _PAGE_SIZES:
        return found
    log_head = log.read(_LOG_HEAD.size)
    log.seek(0)
    if len(log_head) == _LOG_HEAD.size and _LOG_HEAD.unpack(log_head)[2] in _PAGE_SIZES:
        return int(_LOG_HEAD.unpack(log_head)[2])
    file.seek(0)
    start = file.read(_GUESSED_FROM_BYTES)
    return max(_PAGE_SIZES, key=lambda size: _leaf_count(start, size))


def _leaf_count(data: bytes, size: int) -> int:
    """Return how many pages of a size look like a leaf whose rows fill it from the end."""
    count = 0
    for at in range(0, len(data) - size + 1, size):
        if data[at] == _LEAF:
            cells, content = struct.unpack_from(">HH", data, at + 3)
            cell = int.from_bytes(data[at + _LEAF_HEAD_BYTES : at + _LEAF_HEAD_BYTES + 2], "big")
            count += cells > 0 and _LEAF_HEAD_BYTES + 2 * cells <= content <= cell < size
    return count


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    for place in range(at, at + 8):
        number = number << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return number, place + 1
    return number << 8 | data[at + 8], at + 9


def _kinds(row: bytes, size: int) -> tuple[list[int], int]:
    """Return the serial types of a row, which have to fit its size, and where its values begin."""
    end, at = _varint(row, 0)
    if not at < end <= len(row):
        raise _Nonsense
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(row, at)
        kinds.append(kind)
        if len(kinds) > _MOST_COLUMNS or kind in (10, 11):
            raise _Nonsense
    if at != end or end + sum(map(_size, kinds)) != size:
        raise _Nonsense
    return kinds, end


def _size(kind: int) -> int:
    return _SIZES[kind] if kind < len(_SIZES) else (kind - 12) // 2


def _letter(kind: int) -> str:
    if kind >= 12:
        return "t" if kind % 2 else "b"
    return {0: "n", 7: "f"}.get(kind, "i")


def _values(row: bytes, kinds: list[int]) -> Values:
    at, _ = _varint(row, 0)
    values: list[Any] = []
    for kind in kinds:
        part = row[at : at + _size(kind)]
        at += len(part)
        if kind == 0:
            values.append(None)
        elif kind == 7:
            values.append(struct.unpack(">d", part)[0])
        elif kind < 7:
            values.append(int.from_bytes(part, "big", signed=True))
        elif kind < 10:
            values.append(kind - 8)
        else:
            values.append(part.decode() if kind % 2 else part)
    return tuple(values)
