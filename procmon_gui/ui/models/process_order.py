"""In which order processes stand: one ascending number for each slot, NaN last. Numpy only, no Qt."""

from bisect import bisect_left
from typing import Final

import numpy as np

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot

# Where more than this share of the texts changed, it is cheaper to begin anew.
_MANY: Final = 0.1
# Texts that nobody has any more stay known until there are so many of them.
_STALE: Final = 1000


class TextRanks:
    """Turns a column of texts into numbers that sort like them; equal texts have equal numbers.

    A text that comes gets a number between those of its neighbours, so a beat costs what changed and not a sort.
    """

    def __init__(self, metric_id: str) -> None:
        self._metric_id = metric_id
        self._known: list[str] = []
        self._rank_of: dict[str, float] = {}
        self._serials: IntArray = np.empty(0, dtype=np.int64)
        self._revisions: IntArray = np.empty(0, dtype=np.int64)
        self._ranks: FloatArray = np.empty(0)

    def ranks(self, snapshot: Snapshot) -> FloatArray:
        """Return the rank of each slot; NaN where the text is unknown or the slot is free."""
        changed = self._changed(snapshot)
        count = len(snapshot.serials)
        is_stale = len(self._known) > 2 * count + _STALE
        if len(changed) > _MANY * count or is_stale or not self._rank_some(snapshot, changed):
            self._rank_all(snapshot)
        self._serials, self._revisions = snapshot.serials, snapshot.text_revisions
        return self._ranks

    def _changed(self, snapshot: Snapshot) -> IntArray:
        count = len(snapshot.serials)
        both = min(count, len(self._serials))
        is_changed = np.ones(count, dtype=np.bool_)
        is_changed[:both] = (self._serials[:both] != snapshot.serials[:both]) | (
            self._revisions[:both] != snapshot.text_revisions[:both]
        )
        return np.flatnonzero(is_changed)

    def _key(self, snapshot: Snapshot, slot: int) -> str | None:
        said = snapshot.texts[self._metric_id][slot] if snapshot.serials[slot] >= 0 else None
        return None if said is None else said.casefold()

    def _rank_all(self, snapshot: Snapshot) -> None:
        keys = [self._key(snapshot, slot) for slot in range(len(snapshot.serials))]
        self._known = sorted({key for key in keys if key is not None})
        self._rank_of = {key: float(rank) for rank, key in enumerate(self._known)}
        unknown = float("nan")
        ranks = (unknown if key is None else self._rank_of[key] for key in keys)
        self._ranks = np.fromiter(ranks, dtype=np.float64, count=len(keys))

    def _rank_some(self, snapshot: Snapshot, changed: IntArray) -> bool:
        """Rank the slots that changed; say whether there was room between the numbers."""
        count = len(snapshot.serials)
        ranks = np.full(count, np.nan)
        both = min(count, len(self._ranks))
        ranks[:both] = self._ranks[:both]
        for slot in changed.tolist():
            key = self._key(snapshot, slot)
            rank = float("nan") if key is None else self._rank_of.get(key)
            if rank is None and key is not None:
                rank = self._take_in(key)
            if rank is None:
                return False
            ranks[slot] = rank
        self._ranks = ranks
        return True

    def _take_in(self, key: str) -> float | None:
        place = bisect_left(self._known, key)
        below = self._rank_of[self._known[place - 1]] if place else None
        above = self._rank_of[self._known[place]] if place < len(self._known) else None
        if below is None or above is None:
            rank = 0.0 if below is above else below + 1.0 if below is not None else (above or 0.0) - 1.0
        else:
            rank = (below + above) / 2
            if not below < rank < above:
                return None
        self._known.insert(place, key)
        self._rank_of[key] = rank
        return rank


def in_order(values: FloatArray, by_pid: IntArray) -> IntArray:
    """Return the places of `by_pid` sorted by `values` of their places, unknown last, equals by pid."""
    order: IntArray = by_pid[np.argsort(values[by_pid], kind="stable")]
    return order
