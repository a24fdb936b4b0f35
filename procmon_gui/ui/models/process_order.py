"""In which order processes stand: one ascending number for each slot, NaN last. Numpy only, no Qt."""

from collections.abc import Sequence

import numpy as np

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot


class TextRanks:
    """Turns a column of texts into numbers that sort like them; equal texts have equal numbers.

    Sorting starts from the last order, which is nearly right, so that a beat costs one pass and not a sort.
    """

    def __init__(self, metric_id: str) -> None:
        self._metric_id = metric_id
        self._order: list[int] = []
        self._serials: IntArray = np.empty(0, dtype=np.int64)
        self._revisions: IntArray = np.empty(0, dtype=np.int64)
        self._ranks: FloatArray = np.empty(0)

    def ranks(self, snapshot: Snapshot) -> FloatArray:
        """Return the rank of each slot; NaN where the text is unknown or the slot is free."""
        if not (
            np.array_equal(self._serials, snapshot.serials) and np.array_equal(self._revisions, snapshot.text_revisions)
        ):
            self._rank(snapshot.texts[self._metric_id], snapshot.rows, len(snapshot.serials))
            self._serials, self._revisions = snapshot.serials, snapshot.text_revisions
        return self._ranks

    def _rank(self, texts: Sequence[str | None], rows: IntArray, count: int) -> None:
        keys = {slot: text.casefold() for slot in rows.tolist() if (text := texts[slot]) is not None}
        known = set(self._order)
        order = [slot for slot in self._order if slot in keys]
        order += [slot for slot in keys if slot not in known]
        order.sort(key=keys.__getitem__)
        ranks = np.full(count, np.nan)
        rank, last = -1, None
        for slot in order:
            if keys[slot] != last:
                rank, last = rank + 1, keys[slot]
            ranks[slot] = rank
        self._order, self._ranks = order, ranks


def in_order(values: FloatArray, by_pid: IntArray) -> IntArray:
    """Return the places of `by_pid` sorted by `values` of their places, unknown last, equals by pid."""
    order: IntArray = by_pid[np.argsort(values[by_pid], kind="stable")]
    return order
