"""The last minute of CPU of every process, for the sparklines. Numpy only, no Qt."""

from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.ui.models.slot_changes import SlotChanges

WINDOW_S: Final = 60.0
# Half a second is the shortest interval, so a minute has at most 120 beats.
_BEATS: Final = 120

Float32Array = npt.NDArray[np.float32]


class CpuHistory:
    """A ring of the last beats: one row a beat, one column a slot, NaN where a process was not known.

    A beat is one contiguous write; only the slots in view are ever read back.
    """

    def __init__(self) -> None:
        self._ring: Float32Array = np.full((_BEATS, 0), np.nan, dtype=np.float32)
        self._at_s: FloatArray = np.full(_BEATS, -np.inf)
        self._next = 0

    def append(self, at_s: float, values: FloatArray, changes: SlotChanges) -> None:
        """Take one beat; `changes` says what happened to the slots since the last."""
        if self._ring.shape[1] < len(values):
            self._widen(len(values))
        if len(changes.moved_to):
            self._ring[:, changes.moved_to] = self._ring[:, changes.moved_from]
        if len(changes.born):
            self._ring[:, changes.born] = np.nan
        self._ring[self._next, : len(values)] = values
        self._at_s[self._next] = at_s
        self._next = (self._next + 1) % _BEATS

    def read(self, slots: IntArray) -> tuple[FloatArray, Float32Array]:
        """Return the ages in seconds, oldest first, and the values of some slots, shape (beats, slots)."""
        newest = self._at_s[self._next - 1]
        if newest == -np.inf:
            # Painted before the first beat was shown: there is no past yet.
            return np.zeros(0), np.zeros((0, len(slots)), dtype=np.float32)
        order = (np.arange(_BEATS) + self._next) % _BEATS
        order = order[self._at_s[order] >= newest - WINDOW_S]
        return newest - self._at_s[order], self._ring[np.ix_(order, slots)]

    def _widen(self, count: int) -> None:
        wider = np.full((_BEATS, count + count // 4), np.nan, dtype=np.float32)
        wider[:, : self._ring.shape[1]] = self._ring
        self._ring = wider
