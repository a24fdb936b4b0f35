"""Texts by number: each text is kept once, however many processes and beats speak of it.

Used under the lock of its owner; only `text` and `many` may be called without it.
"""

import sys
from collections.abc import Iterable
from typing import Final

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
