"""The columns of the portable eye: who sits in which slot, and frozen copies of everything for each reading.

Lives on the thread that reads the eye.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

import numpy as np

from procmon_gui.collectors.serials import next_serial
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, IntArray, Refusal

FIRST_CAPACITY: Final = 512
FREE: Final = -1
_Array = TypeVar("_Array", FloatArray, IntArray)


class SlotColumns:
    """Columns of equal length with a list of free slots; a serial is given out once and never again."""

    def __init__(self) -> None:
        self._numbers: dict[str, FloatArray] = {field: _unknown(FIRST_CAPACITY) for field in NUMBER_FIELDS}
        self._texts: dict[str, list[str | None]] = {field: [None] * FIRST_CAPACITY for field in TEXT_FIELDS}
        self._revisions: IntArray = np.zeros(FIRST_CAPACITY, np.int64)
        self._serials: IntArray = np.full(FIRST_CAPACITY, FREE, np.int64)
        self._refused: IntArray = np.zeros(FIRST_CAPACITY, np.int64)
        # Popped from the end, so that low slots are used first.
        self._free = list(range(FIRST_CAPACITY - 1, -1, -1))

    def take(self) -> int:
        """Give a newcomer a slot and a serial; return the slot."""
        if not self._free:
            self._grow()
        slot = self._free.pop()
        self._serials[slot] = next_serial()
        return slot

    def give_back(self, slot: int) -> None:
        """Free the slot of a process that is gone."""
        for column in self._numbers.values():
            column[slot] = np.nan
        for texts in self._texts.values():
            texts[slot] = None
        self._refused[slot] = 0
        self._serials[slot] = FREE
        self._free.append(slot)

    def write_numbers(self, slot: int, numbers: Mapping[str, float], refused: int) -> None:
        """Write what was read of one process in this beat."""
        for field, value in numbers.items():
            self._numbers[field][slot] = value
        self._refused[slot] = refused

    def refused_of(self, slot: int) -> Refusal:
        """Return what was refused when the process was read last."""
        return Refusal(int(self._refused[slot]))

    def write_texts(self, slot: int, texts: Mapping[str, str | None]) -> None:
        """Write texts that have passed the border; only a change counts as one."""
        changed = False
        for field, text in texts.items():
            column = self._texts[field]
            if column[slot] != text:
                column[slot] = text
                changed = True
        if changed:
            self._revisions[slot] += 1

    def forget(self, fields: tuple[str, ...]) -> None:
        """Make number fields unknown in every slot: an old value of a field that is not read now would be a lie."""
        for field in fields:
            self._numbers[field].fill(np.nan)

    def numbers(self) -> Mapping[str, FloatArray]:
        """Return frozen copies of the number columns."""
        return MappingProxyType({field: _frozen(column) for field, column in self._numbers.items()})

    def texts(self) -> Mapping[str, tuple[str | None, ...]]:
        """Return frozen copies of the text columns."""
        return MappingProxyType({field: tuple(texts) for field, texts in self._texts.items()})

    def identities(self) -> tuple[IntArray, IntArray, IntArray]:
        """Return frozen copies of the text revisions, the serials and the refusals."""
        return _frozen(self._revisions), _frozen(self._serials), _frozen(self._refused)

    def _grow(self) -> None:
        before = len(self._serials)
        self._numbers = {field: np.concatenate((column, _unknown(before))) for field, column in self._numbers.items()}
        self._texts = {field: texts + [None] * before for field, texts in self._texts.items()}
        self._revisions = np.concatenate((self._revisions, np.zeros(before, np.int64)))
        self._serials = np.concatenate((self._serials, np.full(before, FREE, np.int64)))
        self._refused = np.concatenate((self._refused, np.zeros(before, np.int64)))
        self._free = list(range(2 * before - 1, before - 1, -1))


def _unknown(count: int) -> FloatArray:
    return np.full(count, np.nan)


def _frozen(column: _Array) -> _Array:
    copy = column.copy()
    copy.setflags(write=False)
    return copy
