"""Which program, user or unit each process belongs to, as numbers; texts are read only where they changed. Pure."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot

NOBODY: Final = -1
# Groups that nobody belongs to any more stay known until there are so many of them.
_STALE: Final = 500

Key = tuple[str | None, ...]


class Groups:
    """The groups of a beat: each has a place, and keeps it while anybody belongs to it.

    Attributes:
        keys: by place, the texts that make the group.
        serials: by place, a number that is never used again.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        self._fields = tuple(fields)
        self.keys: list[Key] = []
        self.serials: IntArray = np.zeros(0, np.int64)
        self._place_of: dict[Key, int] = {}
        self._free: list[int] = []
        self._next_serial = 1
        self._codes: IntArray = np.zeros(0, np.int64)
        self._rows: IntArray = np.zeros(0, np.int64)
        self._revisions: IntArray = np.zeros(0, np.int64)

    def follow(self, snapshot: Snapshot, *, is_first: bool) -> IntArray:
        """Return by slot the place of its group."""
        serials, revisions = snapshot.serials, snapshot.text_revisions
        if not is_first and serials is self._rows and revisions is self._revisions:
            return self._codes
        kept = 0 if is_first else min(len(serials), len(self._rows))
        is_stale = serials >= 0
        is_stale[:kept] &= (serials[:kept] != self._rows[:kept]) | (revisions[:kept] != self._revisions[:kept])
        codes = np.full(len(serials), NOBODY)
        codes[:kept] = self._codes[:kept]
        codes[serials < 0] = NOBODY
        stale = np.flatnonzero(is_stale)
        if len(stale):
            columns = [snapshot.texts[field] for field in self._fields]
            codes[stale] = [self._place(tuple(column[slot] for column in columns)) for slot in stale.tolist()]
        self._codes, self._rows, self._revisions = codes, serials, revisions
        if len(self._place_of) > 2 * len(serials) + _STALE:
            self._let_go()
        self._grow()
        return codes

    def place_of(self, key: Key) -> int | None:
        """Return the place of a group, None where nobody belongs to it."""
        return self._place_of.get(key)

    def _place(self, key: Key) -> int:
        if key[0] is None:
            return NOBODY  # of whom nobody knows to what he belongs
        place = self._place_of.get(key)
        if place is None:
            if self._free:
                place = self._free.pop()
                self.keys[place] = key
                self.serials[place] = self._new_serial()
            else:
                place = len(self.keys)
                self.keys.append(key)
            self._place_of[key] = place
        return place

    def _grow(self) -> None:
        missing = len(self.keys) - len(self.serials)
        if missing:
            news = [self._new_serial() for _ in range(missing)]
            self.serials = np.concatenate((self.serials, np.array(news, np.int64)))

    def _new_serial(self) -> int:
        self._next_serial += 1
        return self._next_serial

    def _let_go(self) -> None:
        present = set(np.unique(self._codes).tolist())
        for key, place in list(self._place_of.items()):
            if place not in present:
                del self._place_of[key]
                self._free.append(place)
