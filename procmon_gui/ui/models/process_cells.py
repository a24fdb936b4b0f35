"""What the cells of the process table hold: numbers, texts, tints and small curves, by row. Numpy only, no Qt.

Nothing is copied per row: the columns of the newest snapshot are read at the slots of the rows that are asked for.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from procmon_gui.domain.history import CpuBeat, Float32Array
from procmon_gui.domain.metrics import Aggregate, Metric
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.cpu_history import CpuHistory, beat_of
from procmon_gui.ui.models.process_arrangement import Arrangement
from procmon_gui.ui.models.process_columns import CPU_METRICS, core_count, heat, is_heated
from procmon_gui.ui.models.process_groups import GROUPS, Group
from procmon_gui.ui.models.process_rows import Ghost, Rows
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.models.process_standing import Standing


class ProcessCells:
    """Answers for rows of an arrangement. A group has totals, and nothing else of its own.

    Attributes:
        rows: the rows that are shown.
        is_per_core: 100 % is one full core, not the whole machine.
    """

    def __init__(self, arrangement: Arrangement, clock: Callable[[], float], history: CpuHistory) -> None:
        self._arrangement = arrangement
        self._clock = clock
        self._live = self._history = history
        self._totals_are_of: Shape | None = arrangement.shape
        self.rows: Rows = arrangement.rows
        self.is_per_core = False

    # ---- what happens

    def remember(self, snapshot: Snapshot) -> None:
        """Keep what the small curves need of a beat, shown or not."""
        self._live.remember(beat_of(snapshot))

    def set_past(self, minute: Iterable[CpuBeat] | None) -> None:
        """Say that the next snapshot is of the past, with the beats before it; None for a live one."""
        if minute is None and self._history is self._live:
            return
        self._history = self._live if minute is None else CpuHistory()
        self._totals_are_of = None
        for beat in minute or ():
            self._history.remember(beat)

    def take(self, snapshot: Snapshot) -> None:
        """Come to the moment of a snapshot."""
        at_s = snapshot.monotonic_ns / 1e9
        self._history.remember(beat_of(snapshot))
        self._history.come_to(at_s)

    def sum_up(self) -> None:
        """Bring the totals of the small curves up to date; asked only while somebody looks."""
        arrangement = self._arrangement
        if self._totals_are_of is not arrangement.shape:
            self._totals_are_of = arrangement.shape
            self._history.forget_totals(are_by_slot=not arrangement.shape.is_grouped)
        standing = arrangement.standing
        if standing is None or len(standing.slots) == 0:
            return
        columns = standing.head_seats if arrangement.shape.is_grouped else standing.people_slots
        self._history.sum_up(int(columns.max()) + 1, arrangement.born_seats(), _Totals(standing))

    # ---- what is asked

    def numbers(self, metric: Metric, rows: IntArray) -> FloatArray:
        """Return what the cells of some rows say, as in the catalogue; an ended process has what it had last."""
        slots = self.rows.slots[rows]
        is_group = slots >= GROUPS
        if is_group.any():
            values = np.empty(len(slots))
            values[is_group] = self._group_totals(metric, slots[is_group] - GROUPS)
            values[~is_group] = self._arrangement.shown(metric.id)[np.maximum(slots[~is_group], 0)]
        else:
            values = self._arrangement.shown(metric.id)[np.maximum(slots, 0)]
        for at in np.flatnonzero(slots < 0).tolist():
            ghost = self._ghost(int(slots[at]))
            column = ghost.snapshot.columns.get(metric.id)
            values[at] = np.nan if column is None else column[ghost.slot]
        return values

    def cell_scale(self, metric: Metric) -> float:
        """Return by what a number is multiplied before it is worded: the basis of CPU."""
        if self.is_per_core or metric.id not in CPU_METRICS or self._arrangement.snapshot is None:
            return 1.0
        return 1.0 / core_count(self._arrangement.snapshot)

    def texts(self, metric: Metric, rows: IntArray) -> list[str | None]:
        """Return the texts of some rows; the name of a group stands in `group`."""
        snapshot = self._arrangement.snapshot
        if snapshot is None:
            return []
        column: Sequence[str | None] | None = snapshot.texts.get(metric.id)
        if column is None:
            return [None] * len(rows)
        found: list[str | None] = []
        for slot in self.rows.slots[rows].tolist():
            if slot >= GROUPS:
                found.append("")
            elif slot >= 0:
                found.append(column[slot])
            else:
                ghost = self._ghost(slot)
                found.append(ghost.snapshot.texts[metric.id][ghost.slot])
        return found

    def group(self, row: int) -> Group | None:
        """Return the group that stands in a row; None for a process."""
        slot = int(self.rows.slots[row])
        return self.rows.groups[slot - GROUPS] if slot >= GROUPS else None

    def is_group(self, rows: IntArray) -> BoolArray:
        """Mark the rows of groups."""
        return self.rows.slots[rows] >= GROUPS

    def is_blank(self, metric: Metric, row: int) -> bool:
        """Say whether a cell is empty because a group has no such thing; that is not the same as unknown."""
        if metric.id == "name" or self.rows.slots[row] < GROUPS:
            return False
        return metric.is_text or metric.aggregate is Aggregate.NONE

    def heat_steps(self, metric: Metric, rows: IntArray, values: FloatArray) -> IntArray:
        """Return the tint of cells whose `numbers` are given; an open parent's total does not glow."""
        snapshot = self._arrangement.snapshot
        if snapshot is None or not is_heated(metric):
            return np.zeros(len(rows), dtype=np.int64)
        steps = heat(metric, values, snapshot)
        steps[self.is_total(metric, rows)] = 0
        return steps

    def is_total(self, metric: Metric, rows: IntArray) -> BoolArray:
        """Mark the rows whose cell is the total of an open subtree and not the process's own value."""
        if metric.aggregate is Aggregate.NONE:
            return np.zeros(len(rows), dtype=np.bool_)
        return self.rows.is_open[rows]

    def is_new(self, rows: IntArray) -> BoolArray:
        """Mark the rows of processes that were first seen less than a second ago."""
        slots = self.rows.slots[rows]
        is_living = (slots >= 0) & (slots < GROUPS)
        return is_living & self._arrangement.flashes.is_new(np.where(is_living, slots, 0), self._clock())

    def cpu_history(self, rows: IntArray) -> tuple[FloatArray, Float32Array]:
        """Return ages in seconds and CPU ratios of the last minute, shape (beats, rows); NaN for ended rows."""
        slots = self.rows.slots[rows]
        shape, is_group = self._arrangement.shape, slots >= GROUPS
        is_total = (self.rows.size[rows] > 1) & (slots >= 0) if shape is Shape.TREE else is_group
        people = np.where(is_group | (slots < 0), 0, slots)
        ages, values = self._history.read(people, np.where(slots < 0, -1, self.rows.serials[rows]))
        if is_total.any():
            columns = slots[is_total] - (GROUPS if shape.is_grouped else 0)
            values[:, is_total] = self._history.read_totals(columns)
        return ages, values

    def snapshot_at(self, row: int) -> tuple[Snapshot, int]:
        """Return the snapshot and the slot in which the values of a process stand; never asked for a group."""
        slot = int(self.rows.slots[row])
        if slot < 0:
            ghost = self._ghost(slot)
            return ghost.snapshot, ghost.slot
        assert self._arrangement.snapshot is not None
        assert slot < GROUPS
        return self._arrangement.snapshot, slot

    def _group_totals(self, metric: Metric, seats: IntArray) -> FloatArray:
        totals = self._arrangement.group_totals(metric.id)
        # While rows are exchanged, the old ones are still asked about.
        known = np.where(seats < len(totals), seats, -1)
        return np.append(totals, np.nan)[known]

    def _ghost(self, slot: int) -> Ghost:
        return self.rows.ghosts[-1 - slot]


class _Totals:
    """Sums CPU over the subtrees or groups of a standing, for many beats at once."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def __call__(self, values: Float32Array) -> tuple[IntArray, FloatArray]:
        standing = self._standing
        # Processes that came after the ring was written last have no column there.
        known = standing.people_slots < values.shape[1]
        by_place = np.full((len(values), len(standing.slots)), np.nan)
        by_place[:, standing.people[known]] = values[:, standing.people_slots[known]]
        totals = standing.forest.sums(by_place)
        if len(standing.heads):
            return standing.head_seats, totals[:, standing.heads]
        return standing.people_slots, totals
