"""Decides which processes the table shows, and in which order: tree or list, sorted, filtered, folded, held.

Works without Qt; the item model asks it for `Rows` after every change. Everything is remembered by serial, so it
survives sorting, births, ends, and a restart of the eye that gives every process another slot.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from procmon_gui.domain.metrics import Aggregate
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_order import TextRanks, in_order
from procmon_gui.ui.models.process_rows import Ghost, Rows, flat_rows, no_rows, with_ghosts
from procmon_gui.ui.models.process_tree import Forest, grow_forest
from procmon_gui.ui.models.slot_changes import SlotChanges, compare

if TYPE_CHECKING:
    from procmon_gui.query import Query

FLASH_S: Final = 1.0
# A beat a little early still takes the flash of the last one away, so that it is on for one beat at 1 Hz.
_FLASH_OVER_S: Final = 0.9
_NOTHING: Final = np.empty(0, dtype=np.int64)


class Arrangement:
    """The state of the list: the newest snapshot and all choices about it."""

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        self.rows: Rows = no_rows()
        self.is_tree = True
        self.shows_kernel_threads = False
        self.sort_metric_id: str | None = "cpu_ratio"
        self.is_descending = True
        self.flashes = True
        self._query: Query | None = None
        self._match: BoolArray | None = None
        self._folded: set[int] = set()
        self._folded_in_filter: set[int] = set()
        self._ghosts: tuple[Ghost, ...] = ()
        self._born_at_s: FloatArray = np.empty(0)
        self._order_values: FloatArray = np.empty(0)
        self._totals: dict[str, FloatArray] = {}
        self._ranks: dict[str, TextRanks] = {}
        self._is_counted = False
        self._forest: Forest | None = None
        self._forest_of: tuple[IntArray, IntArray, FloatArray] | None = None
        self._slots: IntArray = _NOTHING
        self._by_pid: IntArray = _NOTHING

    # ---- what happens

    def take(self, snapshot: Snapshot, now_s: float) -> SlotChanges:
        """Take the next snapshot; `arrange` shows it."""
        changes = compare(self.snapshot, snapshot)
        self._mourn(changes, now_s)
        count = len(snapshot.serials)
        self._born_at_s = changes.carry(self._born_at_s, count)
        self._born_at_s[changes.born] = now_s if self.snapshot is not None and self.flashes else -np.inf
        self._order_values = changes.carry(self._order_values, count)
        self.snapshot = snapshot
        self._totals.clear()
        self._match = None
        self._is_counted = False
        return changes

    def arrange(self, *, keep_order: bool) -> Rows:
        """Put the rows together again; with `keep_order` nobody changes places, newcomers stand last."""
        snapshot = self.snapshot
        if snapshot is None:
            return self.rows
        self._count()
        if not keep_order:
            self._order_values = self._sort_values(snapshot)
        rows = self._tree_rows(snapshot) if self.is_tree else self._flat_rows(snapshot)
        if self._ghosts:
            rows = with_ghosts(rows, self._ghosts, self.rows)
        self.rows = rows
        return rows

    def expire(self, now_s: float) -> bool:
        """Forget the ended whose second is over; say whether there were any."""
        left = tuple(ghost for ghost in self._ghosts if now_s - ghost.ended_at_s < _FLASH_OVER_S)
        is_less = len(left) < len(self._ghosts)
        self._ghosts = left
        return is_less

    # ---- what is chosen

    def set_tree(self, is_tree: bool) -> None:
        """Show a tree, or a list."""
        self.is_tree = is_tree
        self._ghosts = ()

    def set_kernel_threads(self, is_shown: bool) -> None:
        """Count the threads of the kernel in, or not."""
        self.shows_kernel_threads = is_shown
        self._totals.clear()
        self._is_counted = False

    def set_query(self, query: "Query | None") -> None:
        """Show what passes; in a tree also its ancestors. A new filter opens every way to a match."""
        self._query = query
        self._match = None
        self._ghosts = ()
        self._folded_in_filter.clear()

    @property
    def has_query(self) -> bool:
        """Say whether a filter is in force."""
        return self._query is not None

    def set_open(self, serials: list[int], *, is_open: bool) -> None:
        """Open or close processes; remembered while they live."""
        (self._folds.difference_update if is_open else self._folds.update)(serials)

    def subtree_serials(self, serial: int) -> list[int]:
        """Return everybody in the subtree of a process, itself included, shown or not."""
        if self._forest is None or self.snapshot is None:
            return []
        serials = self.snapshot.serials[self._slots]
        at = np.flatnonzero(serials == serial)
        if len(at) == 0:
            return []
        found: list[int] = serials[at[0] : at[0] + self._forest.size[at[0]]].tolist()
        return found

    def ancestor_serials(self, serial: int) -> list[int]:
        """Return the ancestors of a process, nearest first."""
        if self._forest is None or self.snapshot is None:
            return []
        serials = self.snapshot.serials[self._slots]
        at = np.flatnonzero(serials == serial)
        found = []
        place = int(self._forest.parent[at[0]]) if len(at) else -1
        while place >= 0:
            found.append(int(serials[place]))
            place = int(self._forest.parent[place])
        return found

    # ---- what is asked

    @property
    def population(self) -> int:
        """Return how many processes there are, without the kernel threads while these are hidden."""
        self._count()
        return len(self._by_pid)

    @property
    def shown_count(self) -> int:
        """Return how many processes pass the filter, whether their parents are open or not."""
        self._count()
        match = self._matching()
        return self.population if match is None else int(np.count_nonzero(match[self._slots]))

    def own(self, metric_id: str) -> FloatArray:
        """Return the values of a metric by slot; NaN all over when the snapshot does not have it."""
        snapshot = self.snapshot
        if snapshot is None:
            return np.empty(0)
        column = snapshot.columns.get(metric_id)
        return np.full(len(snapshot.serials), np.nan) if column is None else column

    def shown(self, metric_id: str) -> FloatArray:
        """Return by slot what the cells say: in the tree the totals of subtrees where the metric adds up."""
        metric = PROCESS_CATALOGUE.by_id[metric_id]
        self._count()
        if self._forest is None or not self.is_tree or metric.aggregate is Aggregate.NONE:
            return self.own(metric_id)
        found = self._totals.get(metric_id)
        if found is None:
            own = self.own(metric_id)
            found = own.copy()
            found[self._slots] = self._forest.totals(own[self._slots], metric.aggregate)
            self._totals[metric_id] = found
        return found

    def is_new(self, slots: IntArray, now_s: float) -> BoolArray:
        """Mark the processes that were first seen less than a second ago."""
        return now_s - self._born_at_s[slots] < _FLASH_OVER_S

    def has_flashes(self, now_s: float) -> bool:
        """Say whether any row is coloured as new or ended."""
        return bool(self._ghosts) or bool((now_s - self._born_at_s < _FLASH_OVER_S).any())

    # ---- inside

    @property
    def _folds(self) -> set[int]:
        return self._folded if self._query is None else self._folded_in_filter

    def _mourn(self, changes: SlotChanges, now_s: float) -> None:
        self.expire(now_s)
        before = self.snapshot
        if before is None or len(changes.gone) == 0:
            return
        gone_serials = before.serials[changes.gone].tolist()
        self._folded.difference_update(gone_serials)
        self._folded_in_filter.difference_update(gone_serials)
        if not self.flashes:
            return
        is_gone = np.zeros(len(before.serials), dtype=np.bool_)
        is_gone[changes.gone] = True
        # Rows that were not arranged since an earlier beat may name slots that are gone or somebody else's; a ghost
        # that did not stand in them is left out when it is given its place.
        living = self.rows.slots[(self.rows.slots >= 0) & (self.rows.slots < len(before.serials))]
        self._ghosts += tuple(
            Ghost(serial=int(before.serials[slot]), slot=slot, snapshot=before, ended_at_s=now_s)
            for slot in living[is_gone[living]].tolist()
        )

    def _count(self) -> None:
        """Choose who may be shown at all, and build the forest again if anybody came, went or was given away."""
        snapshot = self.snapshot
        if snapshot is None or self._is_counted:
            return
        self._is_counted = True
        slots = snapshot.rows
        if not self.shows_kernel_threads:
            slots = slots[snapshot.columns["kernel_thread"][slots] != 1]
        ppid = snapshot.columns["ppid"][slots]
        made_of = (slots, snapshot.serials[slots], ppid)
        if self._forest_of is not None and all(
            np.array_equal(old, new) for old, new in zip(self._forest_of, made_of, strict=True)
        ):  # fmt: skip
            return
        self._forest_of = made_of
        self._forest = grow_forest(snapshot.columns["pid"][slots], ppid, snapshot.columns["start_ticks"][slots])
        self._slots = slots[self._forest.members]
        self._by_pid = self._forest.by_pid

    def _sort_values(self, snapshot: Snapshot) -> FloatArray:
        metric_id = self.sort_metric_id
        if metric_id is None:
            return np.zeros(len(snapshot.serials))
        if PROCESS_CATALOGUE.by_id[metric_id].is_text:
            values = self._ranks.setdefault(metric_id, TextRanks(metric_id)).ranks(snapshot)
        else:
            values = self.shown(metric_id)
        return -values if self.is_descending else values.copy()

    def _matching(self) -> BoolArray | None:
        if self._query is None or self.snapshot is None:
            return None
        if self._match is None:
            self._match = self._query.match(self.snapshot)
        return self._match

    def _flat_rows(self, snapshot: Snapshot) -> Rows:
        places = in_order(self._order_values[self._slots], self._by_pid)
        slots = self._slots[places]
        match = self._matching()
        if match is not None:
            slots = slots[match[slots]]
        return flat_rows(slots, snapshot.serials[slots])

    def _tree_rows(self, snapshot: Snapshot) -> Rows:
        forest = self._forest
        if forest is None or len(self._slots) == 0:
            return no_rows()
        slots, serials = self._slots, snapshot.serials[self._slots]
        count = len(slots)
        match = self._matching()
        passes = np.ones(count, dtype=np.bool_) if match is None else match[slots]
        is_needed = passes if match is None else forest.count_within(passes) > 0
        below = forest.size - 1 if match is None else forest.count_within(passes) - passes
        is_closed = np.isin(serials, np.fromiter(self._folds, dtype=np.int64)) if self._folds else None
        rank = np.empty(count, dtype=np.int64)
        rank[in_order(self._order_values[slots], self._by_pid)] = np.arange(count)
        order = forest.walk(rank)
        is_shown = is_needed if is_closed is None else is_needed & ~forest.below(is_closed)
        order = order[is_shown[order]]
        return Rows(
            slots=slots[order],
            serials=serials[order],
            depth=forest.depth[order],
            children=forest.children[order],
            size=forest.size[order],
            is_foldable=below[order] > 0,
            is_open=(below[order] > 0) & (True if is_closed is None else ~is_closed[order]),
            is_faint=~passes[order],
        )
