"""Who stands under whom, as arrays: one place for each process, parents before their children. Numpy only, no Qt.

All of it is vectorised and independent of the depth of the tree: a chain of 10,000 processes costs what a flat list
costs. A subtree is the range of places `place` to `place + size[place]`.
"""

from dataclasses import dataclass

import numpy as np

from procmon_gui.domain.metrics import Aggregate
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray

NO_PARENT = -1
# Trees are hardly ever deeper than 20; beyond this, going level by level costs more than the walk around the tree.
_MOST_LEVELS = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forest:
    """Processes in the order of a walk through the tree: parents first, siblings in the order of their pids.

    Attributes (all of one length, by place):
        members: which of the processes that were handed in stands here.
        parent: place of the parent, NO_PARENT for a root.
        depth: number of ancestors.
        size: number of processes in the subtree, itself included.
        children: number of direct children.
        by_pid: the places in the order of the pids.
    """

    members: IntArray
    parent: IntArray
    depth: IntArray
    size: IntArray
    children: IntArray
    by_pid: IntArray

    def totals(self, values: FloatArray, aggregate: Aggregate) -> FloatArray:
        """Put values together over each subtree, both by place; unknown only where nothing in it is known."""
        if aggregate is Aggregate.NONE or len(values) == 0:
            return values
        if aggregate is Aggregate.SUM:
            return self.sums(values)
        return self._extremes(values, largest=aggregate is Aggregate.MAX)

    def count_within(self, marked: BoolArray) -> IntArray:
        """Count the marked places of each subtree."""
        running: IntArray = np.concatenate(([0], np.cumsum(marked)))
        within: IntArray = running[np.arange(len(marked)) + self.size] - running[: len(marked)]
        return within

    def below(self, marked: BoolArray) -> BoolArray:
        """Mark every place that has a marked ancestor."""
        count = len(marked)
        edges = np.zeros(count + 1, dtype=np.int64)
        tops = np.flatnonzero(marked)
        edges[tops + 1] += 1
        np.subtract.at(edges, tops + self.size[tops], 1)
        return np.cumsum(edges)[:count] > 0

    def walk(self, rank: IntArray) -> IntArray:
        """Return the places in the order of a walk in which siblings follow their ranks (all different)."""
        count = len(rank)
        by_family = np.argsort((self.parent + 1) * (count + 1) + rank)
        size = self.size[by_family]
        before = np.cumsum(size) - size
        family = self.parent[by_family]
        is_first = np.ones(count, dtype=np.bool_)
        is_first[1:] = family[1:] != family[:-1]
        before -= np.maximum.accumulate(np.where(is_first, before, 0))
        step = np.empty(count, dtype=np.int64)
        step[by_family] = before + 1
        # A process stands after all that its ancestors stand after: a sum along the path, as a running sum.
        edges = np.zeros(count + 1, dtype=np.int64)
        edges[:count] = step
        np.subtract.at(edges, np.arange(count) + self.size, step)
        order = np.empty(count, dtype=np.int64)
        order[np.cumsum(edges)[:count] - 1] = np.arange(count)
        return order

    def sums(self, values: FloatArray) -> FloatArray:
        """Add values up over each subtree, shape (..., places); unknown only where nothing in it is known."""
        known = ~np.isnan(values)
        nothing = np.zeros((*values.shape[:-1], 1))
        running = np.concatenate((nothing, np.cumsum(np.where(known, values, 0.0), axis=-1)), axis=-1)
        ends = np.arange(values.shape[-1]) + self.size
        sums = running[..., ends] - running[..., :-1]
        if not known.all():
            running = np.concatenate((nothing, np.cumsum(known, axis=-1)), axis=-1)
            sums[running[..., ends] == running[..., :-1]] = np.nan
        # A running sum leaves crumbs of 1e-17; a process without children has its own value, to the last bit.
        return np.where(self.size == 1, values, sums)

    def _extremes(self, values: FloatArray, *, largest: bool) -> FloatArray:
        better = np.fmax if largest else np.fmin
        tables = [values]
        width = 1
        while 2 * width <= len(values):
            last = tables[-1]
            wider = last.copy()
            wider[: len(last) - width] = better(last[: len(last) - width], last[width:])
            tables.append(wider)
            width *= 2
        power = np.floor(np.log2(self.size)).astype(np.int64)
        table = np.stack(tables)
        places = np.arange(len(values))
        return better(table[power, places], table[power, places + self.size - (1 << power)])


def grow_forest(pid: FloatArray, ppid: FloatArray, start_ticks: FloatArray) -> Forest:
    """Build the forest of the processes with these pids, parents and starts.

    A parent that is not there, is younger than its child (the pid was handed out again) or is the process itself is
    no parent. Where parents go in a circle, the smallest pid of the circle becomes a root.
    """
    count = len(pid)
    by_pid = np.argsort(pid, kind="stable")
    parent = _without_circles(_parents(pid, ppid, start_ticks, by_pid), pid)
    rank = np.empty(count, dtype=np.int64)
    rank[by_pid] = np.arange(count)
    levels = _levels(parent)
    place, size, depth = _tour(parent, rank) if levels is None else _descent(parent, rank, levels)
    members = np.empty(count, dtype=np.int64)
    members[place] = np.arange(count)
    ordered_parent = parent[members]
    has_parent = ordered_parent >= 0
    ordered_parent[has_parent] = place[ordered_parent[has_parent]]
    return Forest(
        members=members,
        parent=ordered_parent,
        depth=depth[members],
        size=size[members],
        children=np.bincount(ordered_parent[has_parent], minlength=count).astype(np.int64),
        by_pid=place[by_pid],
    )


def _parents(pid: FloatArray, ppid: FloatArray, start_ticks: FloatArray, by_pid: IntArray) -> IntArray:
    if len(pid) == 0:
        return np.empty(0, dtype=np.int64)
    sorted_pid = pid[by_pid]
    found = np.minimum(np.searchsorted(sorted_pid, ppid), len(pid) - 1)
    parent = by_pid[found]
    is_parent = (
        (sorted_pid[found] == ppid) & ~(start_ticks[parent] > start_ticks) & (parent != np.arange(len(pid)))
    )  # fmt: skip
    return np.where(is_parent, parent, NO_PARENT)


def _without_circles(parent: IntArray, pid: FloatArray) -> IntArray:
    count = len(parent)
    up = np.append(np.where(parent < 0, count, parent), count)
    jump = 1
    while jump <= count and not (up == count).all():
        up = up[up]
        jump *= 2
    stuck = np.flatnonzero(up[:count] != count)
    if len(stuck) == 0:
        return parent
    mended = parent.copy()
    seen: set[int] = set()
    for start in stuck.tolist():
        path: list[int] = []
        at = start
        while at >= 0 and at not in seen:
            seen.add(at)
            path.append(at)
            at = int(mended[at])
        if at in path:
            circle = path[path.index(at) :]
            mended[min(circle, key=lambda member: float(pid[member]))] = NO_PARENT
    return mended


def _levels(parent: IntArray) -> list[IntArray] | None:
    """Return who stands at each depth, roots first; None for a tree so deep that this would take long."""
    levels = [np.flatnonzero(parent < 0)]
    alive = np.flatnonzero(parent >= 0)
    up = parent[alive]
    while len(alive):
        if len(levels) == _MOST_LEVELS:
            return None
        # Who looks at a root now stands as deep as the number of looks.
        further = parent[up]
        is_here = further < 0
        levels.append(alive[is_here])
        alive, up = alive[~is_here], further[~is_here]
    return levels


def _descent(parent: IntArray, rank: IntArray, levels: list[IntArray]) -> tuple[IntArray, IntArray, IntArray]:
    """Return place, size of the subtree and depth of each process, level by level."""
    count = len(parent)
    depth = np.zeros(count, dtype=np.int64)
    size = np.ones(count, dtype=np.int64)
    for number in range(len(levels) - 1, 0, -1):
        members = levels[number]
        depth[members] = number
        size += np.bincount(parent[members], weights=size[members], minlength=count).astype(np.int64)
    by_family = np.argsort((parent + 1) * (count + 1) + rank)
    before = np.cumsum(size[by_family]) - size[by_family]
    family = parent[by_family]
    is_first = np.ones(count, dtype=np.bool_)
    is_first[1:] = family[1:] != family[:-1]
    place = np.empty(count, dtype=np.int64)
    place[by_family] = before - np.maximum.accumulate(np.where(is_first, before, 0))
    for members in levels[1:]:
        place[members] += place[parent[members]] + 1
    return place, size, depth


def _tour(parent: IntArray, rank: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return place, size of the subtree and depth of each process, in a time that does not depend on the depth.

    The walk around the tree is a linked list of 2 (count + 1) steps, with one root above all; each round of doubling
    lets every step look twice as far ahead, so its distance to the end is known after log2 rounds.
    """
    count = len(parent)
    root = count
    family = np.where(parent < 0, root, parent)
    in_order = np.argsort(family * (count + 1) + rank)
    sorted_family = family[in_order]
    is_first = np.ones(count, dtype=np.bool_)
    is_first[1:] = sorted_family[1:] != sorted_family[:-1]
    leave = count + 1
    following = np.empty(2 * (count + 1), dtype=np.int64)
    following[: count + 1] = np.arange(count + 1) + leave
    following[sorted_family[is_first]] = in_order[is_first]
    following[leave : leave + count] = family + leave
    following[in_order[:-1][~is_first[1:]] + leave] = in_order[1:][~is_first[1:]]
    following[root + leave] = root + leave
    distance = np.ones(2 * (count + 1), dtype=np.int64)
    distance[root + leave] = 0
    for _ in range((2 * (count + 1)).bit_length()):
        distance += distance[following]
        following = following[following]
    reached = distance[root] - distance
    entered, left = reached[:count], reached[leave : leave + count]
    is_entry = np.zeros(2 * (count + 1), dtype=np.int64)
    is_entry[entered] = 1
    place = np.cumsum(is_entry)[entered] - 1
    # When a place is entered, `place` others were entered before; those that were not left are its ancestors.
    return place, (left - entered + 1) // 2, 2 * place - (entered - 1)
