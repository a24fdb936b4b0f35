"""A file of /proc or /sys that stays open: reading it again is one pread.

Opened late, and again after an error (a core or a device that went and came back).
"""

import os
from typing import Final

_FIRST_BYTES: Final = 16_384
_MOST_BYTES: Final = 4 * 1024 * 1024
# A file that the kernel writes record by record (seq_file) comes in pieces of up to a page; a shorter piece is the end.
_SHORT_BYTES: Final = 2_048


class KeptFile:
    """One file, kept open between beats.

    `whole` says that one read may return everything (single_open files and sysfs); else short pieces are put together.
    """

    __slots__ = ("_fd", "_size", "_whole", "path")

    def __init__(self, path: str, *, whole: bool = True) -> None:
        self.path = path
        self._fd = -1
        self._size = _FIRST_BYTES
        self._whole = whole

    def read(self) -> bytes:
        """Return what the file says now; b"" when it can not be read."""
        try:
            if self._fd < 0:
                self._fd = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            text = os.pread(self._fd, self._size, 0)
            if len(text) < self._size and (self._whole or len(text) < _SHORT_BYTES):
                return text
            return self._rest(text)
        except OSError:
            self.close()
            return b""

    def _rest(self, text: bytes) -> bytes:
        pieces = [text]
        length = len(text)
        while length < _MOST_BYTES:
            piece = os.pread(self._fd, self._size, length)
            if not piece:
                break
            pieces.append(piece)
            length += len(piece)
        if self._whole:
            self._size = min(_MOST_BYTES, max(self._size, 2 * length))
        return b"".join(pieces)

    def close(self) -> None:
        """Give the descriptor back; a later read opens the file anew."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
