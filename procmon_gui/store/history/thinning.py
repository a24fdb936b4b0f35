"""Which beats are kept, where not all of them can be. Pure; lives on the sampler's thread."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import ENDS, IntArray, Reading
from procmon_gui.domain.snapshot import Snapshot


class Thinning:
    """Lets one of so many beats through. `every` may be set from any thread."""

    def __init__(self) -> None:
        self.every = 1
        self._left_out = 0
        # Who stood in the slots in the last beat that was left out.
        self._serials: IntArray = np.zeros(0, np.int64)
        # By slot, how those ended who were there in the last beat that was kept: what beats tell that are left out.
        self._ends: dict[int, tuple[float, ...]] = {}

    @property
    def beats(self) -> int:
        """Return how many beats of the pulse the next one stands for, itself among them."""
        return self._left_out + 1

    def kept(self, last: Reading | None, reading: Reading, snapshot: Snapshot) -> tuple[Reading, Snapshot] | None:
        """Return a beat and what it means after the last that was kept; None when it is left out.

        One that follows none is always kept.
        """
        if snapshot.elapsed_s == 0:
            self.begin_anew()
            return reading, snapshot
        if self.beats < self.every:
            self._note_ends(last, reading)
            self._left_out += 1
            self._serials = reading.serials
            return None
        if not self._left_out or last is None:
            return reading, snapshot
        self._note_ends(last, reading)
        whole = self._with_ends(reading)
        return whole, derive(last, whole)

    def begin_anew(self) -> None:
        """Count from the beat that was kept."""
        self._left_out = 0
        self._ends = {}

    def _note_ends(self, last: Reading | None, reading: Reading) -> None:
        """Note what a beat tells of those who were there in the last that was kept; others had their slot since."""
        if last is None:
            return
        before = self._serials if self._left_out else last.serials
        count = min(len(before), len(last.serials), len(reading.serials))
        is_told = ~np.isnan(reading.numbers["exit_status"][:count])
        is_theirs = (before[:count] == last.serials[:count]) & (before[:count] >= 0)
        for slot in np.flatnonzero(is_told & is_theirs).tolist():
            self._ends[slot] = tuple(float(reading.numbers[field][slot]) for field in ENDS)

    def _with_ends(self, reading: Reading) -> Reading:
        numbers = dict(reading.numbers)
        slots = [slot for slot in self._ends if slot < len(reading.serials)]
        for place, field in enumerate(ENDS):
            column = np.full(len(reading.serials), np.nan)
            column[slots] = [self._ends[slot][place] for slot in slots]
            column.setflags(write=False)
            numbers[field] = column
        return replace(reading, numbers=MappingProxyType(numbers))
