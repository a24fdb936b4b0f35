"""Decides which processes the table shows, and in which order: shape, sorted, filtered, folded, held.

Works without Qt; the item model asks it for `Rows` after every change. Everything is remembered by serial, so it
survives sorting, births, ends, and a restart of the eye that gives every process another slot.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count as counting
from typing import TYPE_CHECKING, Final

import numpy as np

from procmon_gui.domain.metrics import Aggregate
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_columns import CPU_METRICS
from procmon_gui.ui.models.process_flashes import Flashes
from procmon_gui.ui.models.process_groups import NOBODY, Grouping
from procmon_gui.ui.models.process_order import TextRanks
from procmon_gui.ui.models.process_rows import Rows, flat_rows, no_rows, with_ghosts
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.models.process_standing import Standing, group_standing, nested_rows, tree_standing
from procmon_gui.ui.models.slot_changes import SlotChanges, compare

if TYPE_CHECKING:
    from procmon_gui.query import Query

_NOTHING: Final = np.empty(0, dtype=np.int64)
_NO_VALUES: Final = np.empty(0)


class Arrangement:
    """The state of the list: the newest snapshot and all choices about it."""

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        self.rows: Rows = no_rows()
        self.shape = Shape.TREE
        self.shows_kernel_threads = False
        self.sort_metric_id: str | None = "cpu_ratio"
        self.is_descending = True
        self.flashes = Flashes()
        # When processes ended that are shown in the past: UTC ms by serial; None while the list is live.
        self.ended_ms: Mapping[int, int] | None = None
        self._query: Query | None = None
        self._match: BoolArray | None = None
        self._folded: set[int] = set()
        self._folded_in_filter: set[int] = set()
        # Groups come folded: their totals are what one looks at first.
        self._opened_groups: set[int] = set()
        self._order_values: FloatArray = _NO_VALUES
        self._group_order_values: FloatArray = _NO_VALUES
        self._totals: dict[str, FloatArray] = {}
        self._group_totals: dict[str, FloatArray] = {}
        self._ranks: dict[str, TextRanks] = {}
        self._group_numbers = counting(2)
        self._grouping: Grouping | None = None
        self._is_counted = False
        self._slots: IntArray = _NOTHING
        self._chosen_of: tuple[IntArray, IntArray] | None = None
        self._standing: Standing | None = None
        self._standing_of: tuple[IntArray, ...] = ()
        self._tree: Standing | None = None
        self._tree_of: tuple[IntArray | FloatArray, ...] = ()

    # ---- what happens

    def set_past(self, ended_ms: Mapping[int, int] | None) -> None:
        """Say that the next snapshot is of the past, with what ended since; None for a live one."""
        self.flashes.is_jump = self.ended_ms is not None or ended_ms is not None
        self.ended_ms = ended_ms

    def take(self, snapshot: Snapshot, now_s: float, *, is_next: bool = True) -> SlotChanges:
        """Take a snapshot, that of the next beat or a later one; `arrange` shows it."""
        changes = compare(self.snapshot, snapshot)
        self.flashes.take(self.snapshot, snapshot, changes, self.rows, now_s, is_next=is_next)
        if self.snapshot is not None and not self.flashes.is_jump:
            gone = self.snapshot.serials[changes.gone].tolist()
            self._folded.difference_update(gone)
            self._folded_in_filter.difference_update(gone)
        self._order_values = changes.carry(self._order_values, len(snapshot.serials))
        self.snapshot = snapshot
        self._match = None
        self._recount()
        return changes

    def arrange(self, *, keep_order: bool) -> Rows:
        """Put the rows together again; with `keep_order` nobody changes places, newcomers stand last."""
        snapshot = self.snapshot
        if snapshot is None:
            return self.rows
        self._count()
        if not keep_order:
            self._sort(snapshot)
        rows = self._nested_rows(snapshot) if self.shape.has_levels else self._flat_rows(snapshot)
        if self.flashes.ghosts:
            rows = with_ghosts(rows, self.flashes.ghosts, self.rows)
        self.rows = rows
        return rows

    # ---- what is chosen

    def set_shape(self, shape: Shape) -> None:
        """Show a tree, a list, or groups."""
        self.shape = shape
        self.flashes.ghosts = ()
        self._grouping = Grouping(shape, self._group_numbers) if shape.is_grouped else None
        self._group_order_values = _NO_VALUES
        self._opened_groups.clear()
        self._standing = None
        self._recount()

    def set_kernel_threads(self, is_shown: bool) -> None:
        """Count the threads of the kernel in, or not."""
        self.shows_kernel_threads = is_shown
        self._recount()

    def set_query(self, query: "Query | None") -> None:
        """Show only what passes; in a tree also its ancestors. A new filter opens every way to a match."""
        self._query = query
        self._match = None
        self.flashes.ghosts = ()
        self._folded_in_filter.clear()

    @property
    def has_query(self) -> bool:
        """Say whether a filter is in force."""
        return self._query is not None

    def set_open(self, serials: list[int], *, is_open: bool) -> None:
        """Open or close processes and groups; remembered while they live."""
        people = [serial for serial in serials if serial > NOBODY]
        groups = [serial for serial in serials if serial < NOBODY]
        if self._query is not None:
            change = self._folded_in_filter.difference_update if is_open else self._folded_in_filter.update
            change(serials)
            return
        (self._folded.difference_update if is_open else self._folded.update)(people)
        (self._opened_groups.update if is_open else self._opened_groups.difference_update)(groups)

    def set_all_open(self, is_open: bool) -> None:
        """Open or close everything that has something below it."""
        standing = self.standing
        if standing is not None:
            serials = self._serials_by_place(standing)[standing.forest.size > 1]
            self.set_open(serials.tolist(), is_open=is_open)

    # ---- who belongs to whom

    def lives(self, serial: int) -> bool:
        """Say whether a process is there, shown or not."""
        return self.snapshot is not None and bool((self.snapshot.serials == serial).any())

    def subtree_serials(self, serial: int) -> list[int]:
        """Return everybody in the subtree of a process, itself included, shown or not; of a group all its members."""
        standing = self._standing if serial < NOBODY else self._family()
        place = self._place_of(serial, standing)
        if standing is None or place < 0:
            return []
        found: list[int] = self._serials_by_place(standing)[place : place + standing.forest.size[place]].tolist()
        return found

    def ancestor_serials(self, serial: int) -> list[int]:
        """Return the ancestors of a process, nearest first, whatever the shape of the list."""
        return self._above(serial, self._family())

    def openers(self, serial: int) -> list[int]:
        """Return what has to be open for a process to be shown, nearest first."""
        return self._above(serial, self._standing) if self.shape.has_levels else []

    def member_slots(self, seats: IntArray) -> IntArray:
        """Return the slots of all processes of some groups that may be shown."""
        if self._grouping is None:
            return _NOTHING
        return self._slots[np.isin(self._grouping.seats[self._slots], seats)]

    def born_seats(self) -> IntArray:
        """Return the seats that were given to another group since this was asked last."""
        if self._grouping is None:
            return _NOTHING
        born = np.fromiter(self._grouping.born, dtype=np.int64)
        self._grouping.born.clear()
        return born

    @property
    def standing(self) -> Standing | None:
        """Return who stands under whom in the list; None for a flat one."""
        self._count()
        return self._standing if self.shape.has_levels else None

    # ---- what is asked

    @property
    def population(self) -> int:
        """Return how many stand in the list when nothing filters it."""
        self._count()
        return len(self._slots)

    @property
    def kernel_thread_count(self) -> int:
        """Return how many of these are threads of the kernel: none while they are hidden."""
        return self.snapshot.kernel_thread_count if self.snapshot is not None and self.shows_kernel_threads else 0

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
            return _NO_VALUES
        column = snapshot.columns.get(metric_id)
        return np.full(len(snapshot.serials), np.nan) if column is None else column

    def shown(self, metric_id: str) -> FloatArray:
        """Return by slot what the cells say: in the tree the totals of subtrees where the metric adds up."""
        if self.shape is not Shape.TREE or PROCESS_CATALOGUE.by_id[metric_id].aggregate is Aggregate.NONE:
            return self.own(metric_id)
        self._sum_up(metric_id)
        return self._totals.get(metric_id, self.own(metric_id))

    def group_totals(self, metric_id: str) -> FloatArray:
        """Return by seat what the cells of groups say: totals, NaN where the metric does not add up."""
        self._sum_up(metric_id)
        return self._group_totals.get(metric_id, _NO_VALUES)

    # ---- inside

    def _recount(self) -> None:
        self._totals.clear()
        self._group_totals.clear()
        self._is_counted = False

    def _count(self) -> None:
        """Choose who may be shown at all, and who stands under whom; built again only if anybody came or went."""
        snapshot = self.snapshot
        if snapshot is None or self._is_counted:
            return
        self._is_counted = True
        slots = snapshot.rows
        if not self.shows_kernel_threads:
            slots = slots[snapshot.columns["kernel_thread"][slots] != 1]
        chosen_of = (slots, snapshot.serials[slots])
        if not _are_equal(self._chosen_of or (), chosen_of):
            self._chosen_of = chosen_of
            self._slots = slots[np.argsort(snapshot.columns["pid"][slots], kind="stable")]
        if self.shape is Shape.TREE:
            self._standing = self._family()
        elif self._grouping is not None:
            self._group(snapshot, self._grouping)

    def _family(self) -> Standing | None:
        snapshot = self.snapshot
        if snapshot is None:
            return None
        self._count()
        tree_of = (self._slots, snapshot.serials[self._slots], snapshot.columns["ppid"][self._slots])
        if self._tree is None or not _are_equal(self._tree_of, tree_of):
            self._tree, self._tree_of = tree_standing(snapshot, self._slots), tree_of
        return self._tree

    def _group(self, snapshot: Snapshot, grouping: Grouping) -> None:
        before = grouping.serials.copy()
        grouping.follow(snapshot)
        self._opened_groups.difference_update(np.setdiff1d(before, grouping.serials).tolist())
        seat_count = len(grouping.serials)
        kept = np.full(seat_count, np.nan)
        both = min(seat_count, len(self._group_order_values))
        is_same = before[:both] == grouping.serials[:both]
        kept[:both][is_same] = self._group_order_values[:both][is_same]
        self._group_order_values = kept
        standing_of = (self._slots, grouping.seats[self._slots], grouping.serials.copy())
        if self._standing is None or not _are_equal(self._standing_of, standing_of):
            is_first = self._standing is None
            self._standing, self._standing_of = group_standing(grouping, self._slots), standing_of
            if is_first and len(self._standing.heads) == 1:
                # Of one group alone, such as "No unit" without systemd, its members are what one looks at.
                self._opened_groups.update(grouping.serials[self._standing.head_seats].tolist())

    def _sum_up(self, metric_id: str) -> None:
        if metric_id in self._totals or metric_id in self._group_totals:
            return
        standing, own, metric = self.standing, self.own(metric_id), PROCESS_CATALOGUE.by_id[metric_id]
        seat_count = len(self._grouping.serials) if self._grouping is not None else 0
        by_seat = np.full(seat_count, np.nan)
        if standing is None:
            return
        if metric.aggregate is not Aggregate.NONE and not metric.is_text:
            totals = standing.forest.totals(standing.spread(own, by_seat), metric.aggregate)
            if metric_id in CPU_METRICS and self.snapshot is not None:
                # Processes are read one after another, each over a span of its own: the sum can pass what there is.
                most = self.snapshot.host_value("host.cpu.core_count")
                totals = np.where(totals > most, most, totals)
            if self._grouping is None:
                found = own.copy()
                found[standing.people_slots] = totals[standing.people]
                self._totals[metric_id] = found
            by_seat[standing.head_seats] = totals[standing.heads]
        self._group_totals[metric_id] = by_seat

    def _sort(self, snapshot: Snapshot) -> None:
        """Give everybody the number by which the list is sorted upwards."""
        metric_id, grouping = self.sort_metric_id, self._grouping
        seat_count = len(grouping.serials) if grouping is not None else 0
        groups = np.zeros(seat_count)
        if metric_id is None:
            self._order_values, self._group_order_values = np.zeros(len(snapshot.serials)), groups
            return
        metric = PROCESS_CATALOGUE.by_id[metric_id]
        if metric.is_text:
            values = self._ranks.setdefault(metric_id, TextRanks(metric_id)).ranks(snapshot)
            if grouping is not None and metric_id == "name":
                groups = grouping.label_ranks().astype(np.float64)
        else:
            values = self.shown(metric_id)
            if grouping is not None:
                groups = self.group_totals(metric_id)
        self._order_values = -values if self.is_descending else values.copy()
        self._group_order_values = -groups if self.is_descending else groups.copy()

    def _matching(self) -> BoolArray | None:
        if self._query is None or self.snapshot is None:
            return None
        if self._match is None:
            self._match = self._query.match(self.snapshot)
        return self._match

    def _flat_rows(self, snapshot: Snapshot) -> Rows:
        slots = self._slots[np.argsort(self._order_values[self._slots], kind="stable")]
        match = self._matching()
        if match is not None:
            slots = slots[match[slots]]
        return flat_rows(slots, snapshot.serials[slots])

    def _nested_rows(self, snapshot: Snapshot) -> Rows:
        standing, grouping = self._standing, self._grouping
        if standing is None or len(self._slots) == 0:
            return no_rows()
        no_seats = _NOTHING if grouping is None else np.zeros(len(grouping.serials), dtype=np.int64)
        serials = self._serials_by_place(standing)
        match = self._matching()
        rows = nested_rows(
            standing,
            serials,
            standing.spread(self._order_values, self._group_order_values),
            None if match is None else standing.spread(match, no_seats.astype(np.bool_)),
            self._closed(standing, serials),
        )
        return rows if grouping is None else replace(rows, groups=tuple(grouping.groups))

    def _closed(self, standing: Standing, serials: IntArray) -> BoolArray | None:
        folded = self._folded if self._query is None else self._folded_in_filter
        is_closed = np.isin(serials, np.fromiter(folded, dtype=np.int64)) if folded else None
        if self._query is not None or len(standing.heads) == 0:
            return is_closed
        if is_closed is None:
            is_closed = np.zeros(len(serials), dtype=np.bool_)
        opened = np.fromiter(self._opened_groups, dtype=np.int64)
        is_closed[standing.heads] = ~np.isin(serials[standing.heads], opened)
        return is_closed

    def _serials_by_place(self, standing: Standing) -> IntArray:
        assert self.snapshot is not None
        return standing.spread(
            self.snapshot.serials, self._grouping.serials if self._grouping is not None else _NOTHING
        )

    def _place_of(self, serial: int, standing: Standing | None) -> int:
        found = np.flatnonzero(self._serials_by_place(standing) == serial) if standing is not None else _NOTHING
        return int(found[0]) if len(found) else -1

    def _above(self, serial: int, standing: Standing | None) -> list[int]:
        place = self._place_of(serial, standing)
        if standing is None or place < 0:
            return []
        serials = self._serials_by_place(standing)
        found = []
        while (place := int(standing.forest.parent[place])) >= 0:
            found.append(int(serials[place]))
        return found


def _are_equal(before: tuple[IntArray | FloatArray, ...], after: tuple[IntArray | FloatArray, ...]) -> bool:
    return len(before) == len(after) and all(np.array_equal(*pair) for pair in zip(before, after, strict=True))
