"""Who stands under whom, and the rows that come of it: for the tree and for groups alike. Numpy only, no Qt."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_groups import GROUPS, Grouping
from procmon_gui.ui.models.process_order import in_order
from procmon_gui.ui.models.process_rows import Rows, no_rows
from procmon_gui.ui.models.process_tree import NO_PARENT, Forest, grow_forest

Values = TypeVar("Values", FloatArray, IntArray, BoolArray)
_NOTHING: IntArray = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """A forest of processes, or of groups with their members.

    Attributes:
        forest: who stands under whom, by place.
        slots: by place the slot of a process, or GROUPS + the seat of a group.
        heads: the places of groups; head_seats: their seats.
        people: the places of processes; people_slots: their slots.
    """

    forest: Forest
    slots: IntArray
    heads: IntArray
    head_seats: IntArray
    people: IntArray
    people_slots: IntArray

    def spread(self, by_slot: Values, by_seat: Values) -> Values:
        """Return values of processes and of groups by place."""
        if len(self.heads) == 0:
            return by_slot[self.people_slots]
        found = np.empty(len(self.slots), dtype=by_slot.dtype)
        found[self.people] = by_slot[self.people_slots]
        found[self.heads] = by_seat[self.head_seats]
        return found


def tree_standing(snapshot: Snapshot, slots: IntArray) -> Standing:
    """Return these processes under their parents."""
    columns = snapshot.columns
    forest = grow_forest(columns["pid"][slots], columns["ppid"][slots], columns["start_ticks"][slots])
    by_place = slots[forest.members]
    return Standing(
        forest=forest,
        slots=by_place,
        heads=_NOTHING,
        head_seats=_NOTHING,
        people=np.arange(len(by_place)),
        people_slots=by_place,
    )


def group_standing(grouping: Grouping, slots: IntArray) -> Standing:
    """Return these processes, given by rising pid, under their groups; groups by name, members by pid."""
    ranks = grouping.label_ranks()
    rank = ranks[grouping.seats[slots]] if len(slots) else _NOTHING
    in_groups = np.argsort(rank, kind="stable")
    members = slots[in_groups]
    _, first, sizes = np.unique(rank[in_groups], return_index=True, return_counts=True)
    count, groups = len(slots) + len(first), len(first)
    heads = first + np.arange(groups)
    is_head = np.zeros(count, dtype=np.bool_)
    is_head[heads] = True
    people = np.flatnonzero(~is_head)
    seats = grouping.seats[members[first]] if groups else _NOTHING
    by_place = np.empty(count, dtype=np.int64)
    by_place[heads], by_place[people] = GROUPS + seats, members
    parent, size, children = (np.full(count, value, dtype=np.int64) for value in (NO_PARENT, 1, 0))
    parent[people] = np.repeat(heads, sizes)
    size[heads], children[heads] = sizes + 1, sizes
    forest = Forest(
        members=np.arange(count),
        parent=parent,
        depth=(~is_head).astype(np.int64),
        size=size,
        children=children,
        by_pid=np.arange(count),
    )
    return Standing(forest=forest, slots=by_place, heads=heads, head_seats=seats, people=people, people_slots=members)


def nested_rows(
    standing: Standing,
    serials: IntArray,
    order_values: FloatArray,
    passes: BoolArray | None,
    is_closed: BoolArray | None,
) -> Rows:
    """Return the rows of a standing; all arrays by place.

    `passes` are those that match the filter, None without one; what leads to a match is shown with it, but a group is
    never faint: the filter is asked of processes.
    """
    forest, count = standing.forest, len(standing.slots)
    if count == 0:
        return no_rows()
    below = forest.size - 1 if passes is None else forest.count_within(passes) - passes
    is_needed = None if passes is None else below + passes > 0
    rank = np.empty(count, dtype=np.int64)
    rank[in_order(order_values, forest.by_pid)] = np.arange(count)
    order = forest.walk(rank)
    if is_closed is not None:
        is_open = ~forest.below(is_closed)
        is_needed = is_open if is_needed is None else is_needed & is_open
    if is_needed is not None:
        order = order[is_needed[order]]
    is_foldable = below[order] > 0
    slots = standing.slots[order]
    is_faint = np.zeros(len(order), dtype=np.bool_) if passes is None else ~passes[order] & (slots < GROUPS)
    return Rows(
        slots=slots,
        serials=serials[order],
        depth=forest.depth[order],
        children=forest.children[order],
        size=forest.size[order],
        is_foldable=is_foldable,
        is_open=is_foldable if is_closed is None else is_foldable & ~is_closed[order],
        is_faint=is_faint,
    )
