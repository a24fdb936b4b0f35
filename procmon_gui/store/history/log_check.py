"""Whether the write-ahead log that lies beside a file was written for it: SQLite believes any log that is whole.

A log of another file, or of a newer form of this one that was left when a copy was put in its place, would be mixed
with what is there, page by page. The first page of a file counts changes, and the log holds the first page as it was
after some of them: a log that belongs to a file begins right where that is, or was copied into it in part or wholly.
https://www.sqlite.org/fileformat2.html, "The Database Header" and "WAL File Format"
"""

import struct
from pathlib import Path
from typing import Final

from procmon_gui.store.history.room import log_of

_HEAD: Final = struct.Struct(">6I8x")
_FRAME: Final = struct.Struct(">4I8x")
_MAGIC: Final = 0x377F0682
_FORMAT: Final = b"SQLite format 3\0"
# Where the first page holds the change counter and the number of pages, and which file it is.
_COUNTER: Final = struct.Struct(">24xII")
_IDENTITY: Final = struct.Struct(">60xI")
_OURS: Final = struct.Struct(">16s52xI")
_PAGE_HEAD_BYTES: Final = 100


def log_fits(path: Path, application_id: int) -> bool:
    """Say whether a file of ours can have written its log, as far as that can be told. Raises OSError."""
    log = log_of(path)
    if not path.is_file() or not log.is_file():
        return True
    with path.open("rb") as file:
        head = file.read(_PAGE_HEAD_BYTES)
    if len(head) < _PAGE_HEAD_BYTES or _OURS.unpack_from(head) != (_FORMAT, application_id):
        # It can not be used anyway, and its log goes with it.
        return True
    first_pages, sizes = _told_by(log)
    counter, page_count = _COUNTER.unpack_from(head)
    if not first_pages:
        # Whatever makes a file longer or shorter changes its first page.
        return sizes <= {page_count}
    counters = [_COUNTER.unpack_from(page)[0] for page in first_pages]
    identity, newest = _IDENTITY.unpack_from(head)[0], _IDENTITY.unpack_from(first_pages[-1])[0]
    return min(counters) - 1 <= counter <= max(counters) and identity in (0, newest)


def _told_by(log: Path) -> tuple[list[bytes], set[int]]:
    """Return the heads of the first page that a log holds, oldest first, and how many pages its commits tell of."""
    pages: list[bytes] = []
    sizes: set[int] = set()
    with log.open("rb") as file:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return pages, sizes
        magic, _, page_bytes, _, *salts = _HEAD.unpack(head)
        if magic & ~1 != _MAGIC or not 512 <= page_bytes <= 65536:
            return pages, sizes
        while len(frame := file.read(_FRAME.size)) == _FRAME.size:
            number, size, *own = _FRAME.unpack(frame)
            page = file.read(page_bytes)
            if own != salts or len(page) < page_bytes:
                break
            if number == 1:
                pages.append(page[:_PAGE_HEAD_BYTES])
            # Only a commit tells it.
            if size:
                sizes.add(size)
    return pages, sizes
