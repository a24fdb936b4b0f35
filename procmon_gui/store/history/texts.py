"""Texts by number: each text is kept once, however many processes and beats speak of it.

Used under the lock of its owner; only `text` and `many` may be called without it.
"""

import json
import struct
import sys
import zlib
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from procmon_gui.domain.reading import IntArray
from procmon_gui.store.history.framing import DamagedChunk, body_of, framed
from procmon_gui.store.history.packing import differences, pack, pack_bytes, unpack, unpack_bytes

NOTHING: Final = 0
# What two entries of dictionaries take beside the text itself.
_ENTRY_BYTES: Final = 200


class Texts:
    """Numbers for texts. A number is never given to another text; one that nobody uses any more is forgotten."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._text: dict[int, str] = {}
        self._users: dict[int, int] = {}
        self._next = NOTHING + 1
        self.used_bytes = 0

    def __len__(self) -> int:
        return len(self._text)

    @property
    def next_number(self) -> int:
        """Return the number that the next new text will have."""
        return self._next

    @property
    def numbers(self) -> frozenset[int]:
        """Return the numbers of all texts that were not forgotten."""
        return frozenset(self._text)

    def since(self, first: int) -> list[tuple[int, str]]:
        """Return number and text of those from a number on that were not forgotten."""
        return [(number, self._text[number]) for number in range(first, self._next) if number in self._text]

    def number(self, text: str | None) -> int:
        """Return the number of a text, a new one if it was never seen; None is `NOTHING`."""
        if text is None:
            return NOTHING
        number = self._number.get(text)
        if number is None:
            number = self._next
            self._next += 1
            self._number[text] = number
            self._text[number] = text
            self._users[number] = 0
            self.used_bytes += sys.getsizeof(text) + _ENTRY_BYTES
        return number

    def text(self, number: int) -> str | None:
        """Return the text of a number, None for `NOTHING`; raises KeyError for one that was forgotten."""
        return None if number == NOTHING else self._text[number]

    def many(self, numbers: Iterable[int]) -> list[str | None]:
        """Return several texts; raises KeyError as `text`."""
        known = self._text
        return [known[number] if number else None for number in numbers]

    def hold(self, numbers: Iterable[int]) -> None:
        """Keep these until they are let go as often."""
        for number in numbers:
            self._users[number] += 1

    def let_go(self, numbers: Iterable[int]) -> None:
        """Forget those of the numbers that nobody else holds."""
        for number in numbers:
            self._users[number] -= 1
            if self._users[number] <= 0:
                text = self._text.pop(number)
                del self._users[number], self._number[text]
                self.used_bytes -= sys.getsizeof(text) + _ENTRY_BYTES


# ---- texts as bytes

_MAGIC: Final = b"PMT"
_VERSION: Final = 1


def pack_texts(texts: Sequence[tuple[int, str]], run: int) -> bytes:
    """Return numbers and their texts as bytes, behind a checksum that knows whose they are."""
    words = json.dumps([[number for number, _ in texts], [text for _, text in texts]], separators=(",", ":"))
    return framed(_MAGIC, _VERSION, pack_bytes(words.encode()), (run,))


def unpack_texts(data: bytes, run: int) -> dict[int, str]:
    """Return texts by number; raises DamagedChunk."""
    try:
        words, _ = unpack_bytes(memoryview(body_of(data, _MAGIC, _VERSION, (run,))), 0)
        numbers, texts = json.loads(words)
        return {int(number): str(text) for number, text in zip(numbers, texts, strict=True)}
    except (ValueError, TypeError, struct.error, zlib.error, RecursionError) as error:
        raise DamagedChunk(f"Texts of the history can not be read: {error}") from error


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return which texts something names as bytes, behind a checksum."""
    return framed(_MAGIC, _VERSION, pack(differences(np.array(sorted(numbers), np.int64))))


def unpack_numbers(data: bytes) -> IntArray:
    """Return which texts something names, in their order; raises DamagedChunk."""
    try:
        return np.cumsum(unpack(memoryview(body_of(data, _MAGIC, _VERSION)), 0)[0])
    except (ValueError, struct.error, zlib.error) as error:
        raise DamagedChunk(f"The numbers of texts can not be read: {error}") from error
