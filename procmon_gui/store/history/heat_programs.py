"""Programs over time: those that used most in a range, a cell for each step.

Steps of less than a minute are told by beats, steps of minutes by the minutes of the busiest programs, steps of hours
by the hours of all. Who is not among the busiest of a minute counts there as having used nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from procmon_gui.domain.heat import Heat, HeatProgram, HeatSteps, HeatWish, steps_of, unusual_of
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Resource
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.heat_cells import Used
from procmon_gui.store.history.program_use import fields_of, program_use
from procmon_gui.store.history.range_processes import BEATS_UP_TO_MS
from procmon_gui.store.history.range_programs import MetPrograms, around_hours, memory_in_hours, used_on_disk
from procmon_gui.store.history.range_sources import RangeSources, Split
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.stored_minutes import lengths_of
from procmon_gui.store.history.uses import Uses, added, most, uses

_SECONDS: Final = 60.0
# A row that stands so still, or nearly, is not unusual anywhere: cores, bytes, bytes a second.
_LEAST_DEVIATION: Final = {
    Resource.CPU: 0.01,
    Resource.MEMORY: 1024.0**2,
    Resource.DISK: 16 * 1024.0,
    Resource.NETWORK: 16 * 1024.0,
}
# What tells of a resource; of two together.
_COLUMNS: Final = {
    Resource.CPU: ("cpu_s",),
    Resource.MEMORY: ("rss_bytes_most",),
    Resource.DISK: ("read_bytes", "write_bytes"),
    Resource.NETWORK: ("received_bytes", "sent_bytes"),
}


def program_heat(sources: RangeSources, wish: HeatWish, errand: Errand) -> Heat:
    """Return the programs that used most, the first of them first."""
    split = sources.split(wish.span, BEATS_UP_TO_MS)
    steps = steps_of(wish.span, _step_ms(sources, split, wish))
    found = _Programs(sources, wish.by)
    found.read_beats(split, steps, errand)
    subjects = found.choose(split, wish.count, errand)
    used = found.used(split, steps, errand)
    mean = used.most if wish.by is Resource.MEMORY else used.rate
    return Heat(
        subjects=subjects,
        from_ms=steps.from_ms,
        step_ms=steps.step_ms,
        mean=mean,
        most=used.most if wish.by in (Resource.CPU, Resource.MEMORY) else np.full(mean.shape, np.nan),
        is_recorded=used.is_recorded,
        unusual=unusual_of(mean, _LEAST_DEVIATION[wish.by]) if wish.is_unusual else None,
    )


def _step_ms(sources: RangeSources, split: Split, wish: HeatWish) -> int:
    """Return how long a step is at least, of what is left."""
    stored = sources.stored
    if stored is None or not split.has_minutes:
        return wish.step_ms
    oldest = stored.programs.oldest_minute()
    is_gone = oldest is None or split.minutes_from_ms < oldest
    # Where processes have no minutes, only hours know the memory of whoever slept.
    sleepers = wish.by is Resource.MEMORY and not sources.has_process_minutes
    least_ms = HOUR_MS if is_gone or sleepers else MINUTE_MS
    return max(least_ms, -(-wish.step_ms // least_ms) * least_ms)


def _amounts(own: Uses, by: Resource) -> FloatArray:
    """Return what somebody used of a resource in all: seconds, or bytes; NaN where nothing is known."""
    one, *other = (own.columns[name] for name in _COLUMNS[by])
    return np.nan_to_num(one) + np.nan_to_num(other[0]) if other else one


def _most_of(own: Uses, by: Resource) -> FloatArray:
    return own.columns["rss_bytes_most" if by is Resource.MEMORY else "cpu_ratio_most"]


@dataclass(frozen=True, slots=True, eq=False)
class _InBeats:
    """What beats tell of programs that used anything: their numbers, and of each in each step how much."""

    numbers: IntArray
    at_ms: IntArray
    amount: FloatArray
    most: FloatArray

    def uses(self, by: Resource) -> Uses:
        """Return what each used in all."""
        together = np.fmax.reduce(self.amount, axis=1) if by is Resource.MEMORY else np.nansum(self.amount, axis=1)
        return uses(self.numbers, **{_COLUMNS[by][0]: together})


class _Programs:
    """What is gathered of them."""

    def __init__(self, sources: RangeSources, by: Resource) -> None:
        self._sources = sources
        self._by = by
        self._met = MetPrograms(sources.stored)
        self._beats: list[_InBeats] = []
        self._covered: list[tuple[IntArray, FloatArray]] = []
        self._numbers: IntArray = np.zeros(0, np.int64)

    def read_beats(self, split: Split, steps: HeatSteps, errand: Errand) -> None:
        """Read what beats tell, in steps; of each chunk only what is added up is kept."""
        for part in self._sources.parts(split.beats, errand, fields=fields_of(self._by)):
            beats = part.followed.beats
            try:
                found = program_use(beats, part.followed.tail, steps.step_ms, self._by)
            except DamagedChunk:
                continue
            self._covered.append((found.at_ms, found.beat_counts.astype(np.float64) * lengths_of(beats.fact("time"))))
            # Who used nothing adds nothing.
            rows = np.flatnonzero((np.nan_to_num(found.amount) > 0).any(axis=1))
            numbers = self._met.known_as(found.names[rows], found.executables[rows], part.texts)
            self._beats.append(_InBeats(numbers, found.at_ms, found.amount[rows], found.most[rows]))

    def choose(self, split: Split, count: int, errand: Errand) -> Sequence[HeatProgram]:
        """Choose those that used most, the first of them first."""
        stored = self._sources.stored
        parts = [own.uses(self._by) for own in self._beats]
        if stored is not None and split.has_minutes:
            sleepers = self._by is Resource.MEMORY
            parts += used_on_disk(stored, split, errand, has_idle=sleepers)
        together = added(parts)
        numbers = together.ids[most(together, self._by, count)]
        known = dict(stored.programs.names(numbers[numbers >= 0].tolist())) if stored is not None else {}
        known |= self._met.names
        self._numbers = np.array([number for number in numbers.tolist() if number in known], np.int64)
        return [HeatProgram(name=known[number][0], executable=known[number][1]) for number in self._numbers.tolist()]

    def used(self, split: Split, steps: HeatSteps, errand: Errand) -> Used:
        """Return what the chosen ones used in each step."""
        used = Used(len(self._numbers), steps)
        for at_ms, seconds in self._covered:
            used.cover(at_ms, seconds)
        for own in self._beats:
            rows = np.repeat(self._rows_of(own.numbers), len(own.at_ms))
            at_ms = np.tile(own.at_ms, len(own.numbers))
            used.add(rows, at_ms, own.amount.ravel(), own.most.ravel())
        stored = self._sources.stored
        if stored is not None and split.has_minutes:
            self._cover_minutes(used, stored, split)
            self._add_stored(used, stored, split, errand)
        return used

    def _rows_of(self, ids: IntArray) -> IntArray:
        """Return in which rows programs stand; -1 for who was not chosen."""
        if not len(self._numbers):
            return np.full(len(ids), -1)
        order = np.argsort(self._numbers)
        places = np.minimum(np.searchsorted(self._numbers[order], ids), len(order) - 1)
        return np.where(self._numbers[order][places] == ids, order[places], -1)

    def _add(self, used: Used, at_ms: IntArray, own: Uses) -> None:
        used.add(self._rows_of(own.ids), at_ms, _amounts(own, self._by), _most_of(own, self._by))

    # ---- what lies on disk

    def _cover_minutes(self, used: Used, stored: StoredHistory, split: Split) -> None:
        from_ms, end_ms = split.minutes_from_ms, split.minutes_end_ms
        at_ms, minutes = stored.minutes.recorded(from_ms, end_ms, used.steps.step_ms)
        used.cover(at_ms, minutes * _SECONDS)
        hours, _ = stored.old.busy_hours(from_ms, end_ms)
        used.cover(hours, np.full(len(hours), 60 * _SECONDS))

    def _add_stored(self, used: Used, stored: StoredHistory, split: Split, errand: Errand) -> None:
        from_ms, end_ms, step_ms = split.minutes_from_ms, split.minutes_end_ms, used.steps.step_ms
        first = end = from_ms
        if step_ms >= HOUR_MS:
            first, end = stored.programs.whole_hours(from_ms, end_ms)
            self._add(used, *stored.programs.in_steps(self._numbers.tolist(), first, end, step_ms, are_hours=True))
        rest = replace(split, minutes_from_ms=from_ms, minutes_end_ms=end_ms)
        for begin_ms, until_ms in around_hours(rest, first, end):
            if self._by is Resource.MEMORY and self._sources.has_process_minutes:
                self._add_memory(used, stored, begin_ms, until_ms, errand)
            else:
                self._add(used, *stored.programs.in_steps(self._numbers.tolist(), begin_ms, until_ms, step_ms))

    def _add_memory(self, used: Used, stored: StoredHistory, from_ms: int, end_ms: int, errand: Errand) -> None:
        """Add the memory of programs in minutes: that of their processes, since who slept has no row of his own."""
        for found in memory_in_hours(stored, from_ms, end_ms, errand):
            rows = np.repeat(self._rows_of(found.programs), len(found.at_ms))
            held = found.rss_bytes.ravel()
            used.add(rows, np.tile(found.at_ms, len(found.programs)), np.full(len(held), np.nan), held)
