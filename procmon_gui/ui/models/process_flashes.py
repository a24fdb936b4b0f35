"""Who came or ended within the last second: new rows are coloured, ended ones stay that long. Numpy only, no Qt."""

from typing import Final

import numpy as np

from procmon_gui.domain.ends import as_left
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_rows import Ghost, Rows
from procmon_gui.ui.models.slot_changes import SlotChanges

FLASH_S: Final = 1.0
# A beat a little early still takes the flash of the last one away, so that it is on for one beat at 1 Hz.
_FLASH_OVER_S: Final = 0.9
# So many may all end within one beat on a small machine; more that all end at once were those of another source.
_A_FEW: Final = 16


class Flashes:
    """Remembers births by slot, and the ended with their last values.

    Attributes:
        is_on: colour at all.
        is_jump: what comes next is not the next beat: a moment of the past, or the way back from one.
        ghosts: the ended that are still shown.
    """

    def __init__(self) -> None:
        self.is_on = True
        self.is_jump = False
        self.ghosts: tuple[Ghost, ...] = ()
        self._born_at_s: FloatArray = np.empty(0)

    def take(
        self,
        before: Snapshot | None,
        after: Snapshot,
        changes: SlotChanges,
        rows: Rows,
        now_s: float,
        *,
        is_next: bool = True,
    ) -> None:
        """Note who came and went between two snapshots; `rows` are those that were shown."""
        self.expire(now_s)
        is_next = is_next and self.is_on and not self.is_jump and _is_next_beat(before, after, changes)
        self._born_at_s = changes.carry(self._born_at_s, len(after.serials))
        self._born_at_s[changes.born] = now_s if is_next else -np.inf
        if not is_next:
            # Who ended later than the moment that is shown now may live in it.
            self.ghosts = ()
        if before is None or len(changes.gone) == 0 or not is_next:
            return
        is_gone = np.zeros(len(before.serials), dtype=np.bool_)
        is_gone[changes.gone] = True
        # Rows that were not arranged since an earlier beat may name slots that are gone or somebody else's; a ghost
        # that did not stand in them is left out when it is given its place.
        living = rows.slots[(rows.slots >= 0) & (rows.slots < len(before.serials))]
        left = as_left(before, after)
        self.ghosts += tuple(
            Ghost(serial=int(before.serials[slot]), slot=slot, snapshot=left, ended_at_s=now_s)
            for slot in living[is_gone[living]].tolist()
        )

    def expire(self, now_s: float) -> bool:
        """Forget the ended whose second is over; say whether there were any."""
        left = tuple(ghost for ghost in self.ghosts if now_s - ghost.ended_at_s < _FLASH_OVER_S)
        is_less = len(left) < len(self.ghosts)
        self.ghosts = left
        return is_less

    def is_new(self, slots: IntArray, now_s: float) -> BoolArray:
        """Mark the processes that were first seen less than a second ago."""
        return now_s - self._born_at_s[slots] < _FLASH_OVER_S

    def has_any(self, now_s: float) -> bool:
        """Say whether any row is coloured as new or ended."""
        return bool(self.ghosts) or bool((now_s - self._born_at_s < _FLASH_OVER_S).any())


def _is_next_beat(before: Snapshot | None, after: Snapshot, changes: SlotChanges) -> bool:
    """Say whether who came and went did so just now; not so after a step into the past, or in another source."""
    if before is None or after.monotonic_ns < before.monotonic_ns:
        return False
    return len(changes.gone) <= _A_FEW or len(changes.gone) < len(before.rows)
