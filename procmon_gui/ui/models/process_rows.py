"""The rows of the table as arrays: which process stands where, how deep, open or closed. Numpy only, no Qt."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.reading import BoolArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_groups import GROUPS, Group

# So many are sought one by one; for more it pays to sort all rows by serial first.
_FEW: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ghost:
    """A process that has ended and is still shown for a moment, with the values that it had last."""

    serial: int
    slot: int
    snapshot: Snapshot
    ended_at_s: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """What the table shows, top to bottom.

    Attributes (all arrays of one length, by row):
        slots: slot in the newest snapshot; -1 - n for `ghosts[n]`, GROUPS + its seat for a group.
        serials: who it is; below -1 for a group.
        depth: number of ancestors, 0 in a flat list.
        children: number of direct children, or of members.
        size: number of rows in the subtree if all were shown, itself included.
        is_foldable: has rows below it, or would have them if it were open.
        is_open: its children are shown.
        is_faint: does not pass the filter; shown because something below it does.

    `ghosts` are the ended among them, `groups` the groups by seat.
    """

    slots: IntArray
    serials: IntArray
    depth: IntArray
    children: IntArray
    size: IntArray
    is_foldable: BoolArray
    is_open: BoolArray
    is_faint: BoolArray
    ghosts: tuple[Ghost, ...] = ()
    groups: tuple[Group | None, ...] = ()

    def __len__(self) -> int:
        return len(self.slots)

    def row_of(self, serial: int) -> int:
        """Return the row of a process, -1 if it is not shown."""
        found = np.flatnonzero(self.serials == serial)
        return int(found[0]) if len(found) else -1

    def rows_of(self, serials: IntArray) -> IntArray:
        """Return the rows of several processes, -1 where one is not shown."""
        if len(self) == 0 or len(serials) <= _FEW:
            return np.array([self.row_of(serial) for serial in serials.tolist()], dtype=np.int64)
        by_serial = np.argsort(self.serials)
        found = np.minimum(np.searchsorted(self.serials, serials, sorter=by_serial), len(self) - 1)
        rows = by_serial[found]
        return np.where(self.serials[rows] == serials, rows, -1)

    def parent_row(self, row: int) -> int:
        """Return the row of the parent, -1 for a root."""
        above = np.flatnonzero(self.depth[:row] < self.depth[row])
        return int(above[-1]) if len(above) and self.depth[row] > 0 else -1


def no_rows() -> Rows:
    """Return an empty table."""
    nothing, never = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.bool_)
    return Rows(slots=nothing, serials=nothing, depth=nothing, children=nothing, size=nothing, is_foldable=never,
                is_open=never, is_faint=never)  # fmt: skip


def flat_rows(slots: IntArray, serials: IntArray) -> Rows:
    """Return a list without levels."""
    nothing, never = np.zeros(len(slots), dtype=np.int64), np.zeros(len(slots), dtype=np.bool_)
    return Rows(slots=slots, serials=serials, depth=nothing, children=nothing, size=nothing + 1, is_foldable=never,
                is_open=never, is_faint=never)  # fmt: skip


def with_ghosts(rows: Rows, ghosts: tuple[Ghost, ...], before: Rows) -> Rows:
    """Return the rows with the ended processes at the places where they stood, next to the same neighbours."""
    stood = before.rows_of(np.array([ghost.serial for ghost in ghosts], dtype=np.int64))
    in_order = np.argsort(stood[stood >= 0], kind="stable")
    old_rows = stood[stood >= 0][in_order]
    if len(old_rows) == 0:
        return rows
    now_at = _now_at(rows, before)
    lives = np.where(now_at >= 0, np.arange(len(before)), -1)
    neighbour = np.maximum.accumulate(lives)[old_rows]
    places = np.where(neighbour >= 0, now_at[neighbour] + 1, 0)
    shown = np.flatnonzero(stood >= 0)[in_order]
    # The neighbours of two ghosts may have changed their order; np.insert sorts by place, so the ghosts do too.
    by_place = np.argsort(places, kind="stable")
    places, old_rows, shown = places[by_place], old_rows[by_place], shown[by_place]
    return Rows(
        slots=np.insert(rows.slots, places, -1 - np.arange(len(shown))),
        serials=np.insert(rows.serials, places, before.serials[old_rows]),
        depth=np.insert(rows.depth, places, before.depth[old_rows]),
        children=np.insert(rows.children, places, 0),
        size=np.insert(rows.size, places, 1),
        is_foldable=np.insert(rows.is_foldable, places, False),
        is_open=np.insert(rows.is_open, places, False),
        is_faint=np.insert(rows.is_faint, places, False),
        ghosts=tuple(ghosts[index] for index in shown.tolist()),
        groups=rows.groups,
    )


def _now_at(rows: Rows, before: Rows) -> IntArray:
    """Return the row at which each former row stands now, by slot; -1 for who is not shown or changed the slot."""
    if len(rows) == 0:
        return np.full(len(before), -1, dtype=np.int64)
    now, then = rows.slots, before.slots
    first_group = int(max(now[now < GROUPS].max(initial=0), then[then < GROUPS].max(initial=0))) + 1
    now, then = (np.where(slots < GROUPS, slots, slots - GROUPS + first_group) for slots in (now, then))
    by_slot = np.full(max(now.max(), then.max()) + 1, -1, dtype=np.int64)
    by_slot[now] = np.arange(len(rows))
    now_at = np.where(then >= 0, by_slot[np.maximum(then, 0)], -1)
    return np.where(rows.serials[now_at] == before.serials, now_at, -1)
