"""The last minute of CPU of every process and of what stands above it, for the sparklines. Numpy only, no Qt."""

from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np

from procmon_gui.domain.history import CpuBeat, Float32Array
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.slot_changes import SlotChanges, compare

WINDOW_S: Final = 60.0
# Half a second is the shortest interval, so a minute has at most 120 beats.
_BEATS: Final = 120


def beat_of(snapshot: Snapshot) -> CpuBeat:
    """Return what is kept of a snapshot."""
    return CpuBeat(
        at_s=snapshot.monotonic_ns / 1e9,
        serials=snapshot.serials,
        ratios=snapshot.columns.get("cpu_ratio", np.full(len(snapshot.serials), np.nan)).astype(np.float32),
    )


class CpuHistory:
    """A ring of the last beats: one row a beat, one column a slot, NaN where a process was not known.

    A beat is one contiguous write; only the slots in view are ever read back. A list that stands still keeps its ring
    too: what happens meanwhile waits, and is taken in when the list goes on. The totals of subtrees and groups are
    summed from the ring when somebody looks, also for the beats that nobody saw; these count those who live now.
    """

    def __init__(self) -> None:
        self._ring: Float32Array = np.full((_BEATS, 0), np.nan, dtype=np.float32)
        self._totals: Float32Array = np.full((_BEATS, 0), np.nan, dtype=np.float32)
        self._has_totals = np.zeros(_BEATS, dtype=np.bool_)
        self._at_s: FloatArray = np.full(_BEATS, -np.inf)
        self._next = 0
        self._newest: CpuBeat | None = None
        self._totals_are_by_slot = True
        self._waiting: deque[CpuBeat] = deque(maxlen=_BEATS)

    def remember(self, beat: CpuBeat) -> None:
        """Let a beat wait until the list comes to it."""
        last = self._waiting[-1] if self._waiting else self._newest
        if last is None or beat.at_s > last.at_s:
            self._waiting.append(beat)

    def come_to(self, at_s: float) -> None:
        """Take in what happened up to the moment that is shown."""
        while self._waiting and self._waiting[0].at_s <= at_s:
            self._append(self._waiting.popleft())

    def forget_totals(self, *, are_by_slot: bool) -> None:
        """Begin the totals anew: they are of subtrees, by slot, or of groups, by seat."""
        self._totals_are_by_slot = are_by_slot
        self._has_totals[:] = False

    def sum_up(
        self, columns: int, born: IntArray, totals: Callable[[Float32Array], tuple[IntArray, FloatArray]]
    ) -> None:
        """Add the totals of all beats that have none.

        `totals` turns values by (beat, slot) into columns and values by (beat, column); `columns` is how many there
        are, `born` are those that stood for somebody else before.
        """
        if columns > self._totals.shape[1]:
            self._totals = _wider(self._totals, columns)
        self._totals[:, born] = np.nan
        missing = np.flatnonzero(~self._has_totals & (self._at_s > self._at_s[self._next - 1] - WINDOW_S - 1.0))
        if len(missing) == 0:
            return
        at, values = totals(self._ring[missing])
        self._totals[missing] = np.nan
        self._totals[np.ix_(missing, at)] = values
        self._has_totals[missing] = True

    def read(self, slots: IntArray, serials: IntArray) -> tuple[FloatArray, Float32Array]:
        """Return the ages in seconds, oldest first, and the values of some processes, shape (beats, slots).

        All is unknown of a process that the ring does not know in its slot.
        """
        ages, order = self._order()
        values = np.full((len(order), len(slots)), np.nan, dtype=np.float32)
        if self._newest is not None and len(order):
            known = slots < len(self._newest.serials)
            known[known] = self._newest.serials[slots[known]] == serials[known]
            values[:, known] = self._ring[np.ix_(order, slots[known])]
        return ages, values

    def read_totals(self, columns: IntArray) -> Float32Array:
        """Return the totals of some columns at the same beats."""
        _, order = self._order()
        values = np.full((len(order), len(columns)), np.nan, dtype=np.float32)
        known = columns < self._totals.shape[1]
        values[:, known] = self._totals[np.ix_(order, columns[known])]
        values[~self._has_totals[order]] = np.nan
        return values

    def _order(self) -> tuple[FloatArray, IntArray]:
        newest = self._at_s[self._next - 1]
        if newest == -np.inf:
            # Painted before the first beat was shown: there is no past yet.
            return np.zeros(0), np.zeros(0, dtype=np.int64)
        order = (np.arange(_BEATS) + self._next) % _BEATS
        order = order[self._at_s[order] >= newest - WINDOW_S]
        return newest - self._at_s[order], order

    def _append(self, beat: CpuBeat) -> None:
        if self._ring.shape[1] < len(beat.ratios):
            self._ring = _wider(self._ring, len(beat.ratios))
        # A new ring holds nothing that somebody else left there.
        if self._newest is not None and not np.array_equal(self._newest.serials, beat.serials):
            self._follow(compare(self._newest, beat))
        self._ring[self._next, : len(beat.ratios)] = beat.ratios
        self._ring[self._next, len(beat.ratios) :] = np.nan
        self._at_s[self._next] = beat.at_s
        self._has_totals[self._next] = False
        self._next = (self._next + 1) % _BEATS
        self._newest = beat

    def _follow(self, changes: SlotChanges) -> None:
        """Let the past of those whose slot is another move with them, and forget that of slots that changed hands."""
        for ring in (self._ring, self._totals) if self._totals_are_by_slot else (self._ring,):
            width = ring.shape[1]
            moves = (changes.moved_to < width) & (changes.moved_from < width)
            if moves.any():
                ring[:, changes.moved_to[moves]] = ring[:, changes.moved_from[moves]]
            born = changes.born[changes.born < width]
            if len(born):
                ring[:, born] = np.nan


def _wider(ring: Float32Array, count: int) -> Float32Array:
    wider = np.full((_BEATS, count + count // 4), np.nan, dtype=np.float32)
    wider[:, : ring.shape[1]] = ring
    return wider
