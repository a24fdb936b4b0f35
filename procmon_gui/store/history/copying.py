"""Rows in the form that PostgreSQL's `COPY … FROM STDIN (FORMAT binary)` takes: bytes as they are, not as digits. Pure.

https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Final

_HEAD: Final = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
_TAIL: Final = struct.pack("!h", -1)
_COUNT: Final = struct.Struct("!h")
_LENGTH: Final = struct.Struct("!i")
_WHOLE: Final = struct.Struct("!iq")


def binary_rows(rows: Iterable[Sequence[int | bytes]]) -> bytes:
    """Return rows of numbers (bigint) and bytes (bytea)."""
    parts = [_HEAD]
    for row in rows:
        parts.append(_COUNT.pack(len(row)))
        for value in row:
            parts += (_LENGTH.pack(len(value)), value) if isinstance(value, bytes) else (_WHOLE.pack(8, value),)
    parts.append(_TAIL)
    return b"".join(parts)
