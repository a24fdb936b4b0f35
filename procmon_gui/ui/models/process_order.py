"""In which order processes stand: one ascending number for each slot, NaN last. Numpy only, no Qt."""

import operator
from typing import cast

import numpy as np

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot


class TextRanks:
    """Turns a column of texts into numbers that sort like them; equal texts have equal numbers.

    Sorting starts from the last order, which is nearly right, so that a beat costs one pass and not a sort.
    """

    def __init__(self, metric_id: str) -> None:
        self._metric_id = metric_id
        self._keys: list[str | None] = []
        self._order: list[int] = []
        self._serials: IntArray = np.empty(0, dtype=np.int64)
        self._revisions: IntArray = np.empty(0, dtype=np.int64)
        self._ranks: FloatArray = np.empty(0)

    def ranks(self, snapshot: Snapshot) -> FloatArray:
        """Return the rank of each slot; NaN where the text is unknown or the slot is free."""
        count = len(snapshot.serials)
        if count != len(self._serials):
            changed = np.arange(count)
        else:
            changed = np.flatnonzero(
                (self._serials != snapshot.serials) | (self._revisions != snapshot.text_revisions)
            )  # fmt: skip
        if len(changed):
            self._read_again(snapshot, changed.tolist())
            self._rank(count)
        self._serials, self._revisions = snapshot.serials, snapshot.text_revisions
        return self._ranks

    def _read_again(self, snapshot: Snapshot, changed: list[int]) -> None:
        texts, count = snapshot.texts[self._metric_id], len(snapshot.serials)
        is_there = (snapshot.serials >= 0).tolist()
        self._keys = (self._keys + [None] * (count - len(self._keys)))[:count]
        had = set(self._order)
        for slot in changed:
            said = texts[slot] if is_there[slot] else None
            self._keys[slot] = None if said is None else said.casefold()
        keys = self._keys
        self._order = [slot for slot in self._order if slot < count and keys[slot] is not None]
        self._order += [slot for slot in changed if slot not in had and keys[slot] is not None]

    def _rank(self, count: int) -> None:
        keys = cast("list[str]", self._keys)
        self._order.sort(key=keys.__getitem__)
        sorted_keys = [keys[slot] for slot in self._order]
        self._ranks = np.full(count, np.nan)
        if sorted_keys:
            differs = np.fromiter(map(operator.ne, sorted_keys[1:], sorted_keys), dtype=np.int64)
            self._ranks[self._order] = np.concatenate(([0], np.cumsum(differs)))


def in_order(values: FloatArray, by_pid: IntArray) -> IntArray:
    """Return the places of `by_pid` sorted by `values` of their places, unknown last, equals by pid."""
    order: IntArray = by_pid[np.argsort(values[by_pid], kind="stable")]
    return order
