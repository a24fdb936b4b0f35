"""Frames on a stream: one byte that says what it is, four of length, then the content. Pure.

A frame that claims to be longer than any beat can be raises ValueError before it fills the memory.
"""

import struct
from collections.abc import Iterator
from typing import Final

BEAT: Final = b"B"
STATE: Final = b"S"
WISH: Final = b"W"
# Ten thousand processes with long command lines take some 3 MB.
LONGEST: Final = 64 * 1024**2
_HEAD: Final = struct.Struct("<cI")


def frame(kind: bytes, content: bytes) -> bytes:
    """Return content behind its head."""
    return _HEAD.pack(kind, len(content)) + content


class FrameReader:
    """Takes bytes as they come and gives frames."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield kind and content of each frame that is whole by now; raises ValueError for one that is too long."""
        self._buffer += data
        while len(self._buffer) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._buffer)
            if length > self._longest:
                raise ValueError(f"a frame of {length} bytes is too long")
            end = _HEAD.size + length
            if len(self._buffer) < end:
                return
            content = bytes(self._buffer[_HEAD.size : end])
            del self._buffer[:end]
            yield kind, content
