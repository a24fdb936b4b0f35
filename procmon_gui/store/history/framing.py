"""The head that every packed piece of the history begins with: what it is, its version, its checksum, its length.

    magic (3 bytes), version (1), CRC-32 of the body (4), length of the body (4), the body

SQLite does not notice a bit that flips inside of a value, so each piece can tell by itself. Pure.
"""

import struct
import zlib
from collections.abc import Sequence
from typing import Final

from procmon_gui.domain.errors import Unavailable

_HEAD: Final = struct.Struct("<3sBII")
# What numpy, zlib and json raise over bytes that are not what they should be.
NONSENSE: Final = (
    ValueError, KeyError, IndexError, TypeError, struct.error, zlib.error, OverflowError, MemoryError, RecursionError,
)  # fmt: skip


class DamagedChunk(Unavailable):
    """These bytes are no piece of the history, or not any more; the text says what is wrong with them."""


def framed(magic: bytes, version: int, body: bytes, beside: Sequence[int] = ()) -> bytes:
    """Return a body behind its head; the checksum is also that of the numbers that stand beside it in its row."""
    return _HEAD.pack(magic, version, _checksum(body, beside), len(body)) + body


def body_of(data: bytes, magic: bytes, version: int, beside: Sequence[int] = ()) -> bytes:
    """Return what stands behind the head; raises DamagedChunk where it is not what was once written."""
    if len(data) < _HEAD.size:
        raise DamagedChunk(f"A chunk of the history is cut off: it has {len(data)} bytes")
    found, found_version, checksum, length = _HEAD.unpack_from(data)
    if found != magic:
        raise DamagedChunk("These bytes are no chunk of the history")
    if found_version != version:
        raise DamagedChunk(f"A chunk of the history has version {found_version}; this program reads version {version}")
    body = data[_HEAD.size :]
    if len(body) != length:
        raise DamagedChunk(f"A chunk of the history is cut off: {len(body)} of {length} bytes are there")
    if _checksum(body, beside) != checksum:
        raise DamagedChunk("A chunk of the history is damaged: its checksum does not fit")
    return body


def begun_body(data: bytes, magic: bytes, version: int) -> bytes:
    """Return what there is of a body of which only the beginning was read: what is in it has to vouch for itself."""
    if len(data) < _HEAD.size:
        raise DamagedChunk(f"A chunk of the history is cut off: it has {len(data)} bytes")
    found, found_version, _checksum, _length = _HEAD.unpack_from(data)
    if found != magic or found_version != version:
        raise DamagedChunk("These bytes are no chunk of the history")
    return data[_HEAD.size :]


def moved(data: bytes, beside: Sequence[int], to: Sequence[int]) -> bytes:
    """Return a piece as it is where other numbers stand beside it; one that is damaged stays as it is, and damaged."""
    if len(data) < _HEAD.size:
        return data
    magic, version, checksum, length = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if len(body) != length or _checksum(body, beside) != checksum:
        return data
    return framed(magic, version, body, to)


def _checksum(body: bytes, beside: Sequence[int]) -> int:
    return zlib.crc32(struct.pack(f"<{len(beside)}q", *beside), zlib.crc32(body)) if beside else zlib.crc32(body)
