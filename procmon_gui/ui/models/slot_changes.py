"""Who was born, ended or moved to another slot between two snapshots. Numpy only, no Qt."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from procmon_gui.domain.reading import FloatArray, IntArray

_NOBODY = -1


class Population(Protocol):
    """Who is there: what is asked of a snapshot."""

    @property
    def serials(self) -> IntArray:
        """Return by slot who is there, -1 for nobody."""

    @property
    def rows(self) -> IntArray:
        """Return the slots that hold a process."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SlotChanges:
    """What differs between two snapshots, by serial.

    Attributes:
        born: slots of the second snapshot with a process that the first did not have.
        gone: slots of the first snapshot with a process that the second does not have.
        moved_from, moved_to: old and new slots of processes whose slot is another now, as after a restart of the eye.
    """

    born: IntArray
    gone: IntArray
    moved_from: IntArray
    moved_to: IntArray

    def carry(self, values: FloatArray, count: int) -> FloatArray:
        """Return by-slot values of the first snapshot for the slots of the second, NaN for the newborn."""
        carried = np.full(count, np.nan)
        kept = min(count, len(values))
        carried[:kept] = values[:kept]
        carried[self.moved_to] = values[self.moved_from]
        carried[self.born] = np.nan
        return carried


def compare(before: Population | None, after: Population) -> SlotChanges:
    """Compare the populations of two snapshots; everybody is newborn if there is nothing before."""
    nobody = np.empty(0, dtype=np.int64)
    if before is None:
        return SlotChanges(born=after.rows, gone=nobody, moved_from=nobody, moved_to=nobody)
    count = max(len(before.serials), len(after.serials))
    old, new = _padded(before.serials, count), _padded(after.serials, count)
    changed = np.flatnonzero(old != new)
    left = changed[old[changed] != _NOBODY]
    came = changed[new[changed] != _NOBODY]
    _, at_left, at_came = np.intersect1d(old[left], new[came], assume_unique=True, return_indices=True)
    return SlotChanges(
        born=np.delete(came, at_came),
        gone=np.delete(left, at_left),
        moved_from=left[at_left],
        moved_to=came[at_came],
    )


def _padded(serials: IntArray, count: int) -> IntArray:
    if len(serials) == count:
        return serials
    return np.concatenate((serials, np.full(count - len(serials), _NOBODY, dtype=np.int64)))
