"""A program over its runs in a range: who ran it, what all of them used together, and its curves."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve, ProcessFacts, ProcessInRange, ProgramLife
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.met import Met
from procmon_gui.store.history.range_processes import (
    BEATS_UP_TO_MS,
    digests,
    facts_of,
    noted,
    numbers_of,
    uses_by_minute,
)
from procmon_gui.store.history.range_programs import MetPrograms, around_hours
from procmon_gui.store.history.range_sources import RangeSources, Split, whole_steps
from procmon_gui.store.history.steps import Steps, stepped_curve
from procmon_gui.store.history.sums import Sums, by_key
from procmon_gui.store.history.used import used_in_digest
from procmon_gui.store.history.uses import Uses, added, use_of, uses

_MOST_RUNS: Final = 500
_SECONDS_PER_MINUTE: Final = 60
_SECONDS_PER_HOUR: Final = 3600


def program_life(
    sources: RangeSources, program: tuple[str, str], span: Span, points: int, errand: Errand
) -> ProgramLife:
    """Return a program over its runs in a range."""
    split = sources.split(span, BEATS_UP_TO_MS)
    step_ms = whole_steps(span.from_ms, span.to_ms, points, MINUTE_MS)
    life = _Life(sources, program)
    life.add_beats(split.beats, errand)
    runs, is_cut = life.runs(span)
    # On a server only beats know runs: those around the minutes.
    is_cut = is_cut or (split.has_minutes and not sources.has_process_minutes)
    life.add_minutes(split, step_ms, sorted(runs), errand)
    together = added(life.used)
    by_run = added(life.used_by_runs)
    row_of = {number: row for row, number in enumerate(by_run.ids.tolist())}
    nothing = uses(np.zeros(1, np.int64))
    if split.has_minutes and sources.stored is not None and life.begins_with_hours:
        step_ms = whole_steps(span.from_ms, span.to_ms, points, HOUR_MS)
    return ProgramLife(
        name=program[0],
        executable=program[1],
        runs=[
            ProcessInRange(facts=facts, use=use_of(by_run, row_of[number]) if number in row_of else use_of(nothing, 0))
            for number, facts in runs.items()
        ],
        is_cut=is_cut,
        use=use_of(together, 0) if len(together.ids) else use_of(nothing, 0),
        cpu=life.cpu.curve(step_ms),
        memory=_most_of(life.memory, step_ms),
        processes=_most_of(life.processes, step_ms),
    )


def _most_of(steps: Steps, step_ms: int) -> Curve:
    """Return a curve of the most of each step; nothing else is kept of it."""
    at_ms, sums = steps.together(step_ms)
    return stepped_curve(at_ms, sums.most, np.full(len(at_ms), np.nan), sums.most, step_ms)


class _Life:
    """What is gathered of one program."""

    def __init__(self, sources: RangeSources, program: tuple[str, str]) -> None:
        self._sources = sources
        self._program = program
        self._met_programs = MetPrograms(sources.stored)
        self._number = int(self._met_programs.numbers([program])[0])
        self._met = Met()
        self._numbers: IntArray = np.zeros(0, np.int64)
        self.cpu, self.memory, self.processes = Steps(), Steps(), Steps()
        self.used: list[Uses] = []
        self.used_by_runs: list[Uses] = []
        self.begins_with_hours = False

    def add_beats(self, spans: Sequence[Span], errand: Errand) -> None:
        """Add what beats tell."""
        by_runs = []
        for part, found, length_s in digests(self._sources, spans, errand):
            by_runs.append(used_in_digest(found, noted(self._met, part, found), length_s))
            own = self._met_programs.used(found, part.texts)
            rows = np.flatnonzero(own.ids == self._number)
            minutes = found.programs.minutes[rows]
            self.used.append(own.rows(rows))
            seconds = np.maximum(np.rint(found.beat_counts[minutes] * length_s), 1).astype(np.int64)
            self._add(found.minutes[minutes], own.rows(rows), seconds)
        self._numbers = numbers_of(self._sources, self._met)
        self.used_by_runs += [Uses(self._numbers[part.ids], part.columns) for part in by_runs]

    def runs(self, span: Span) -> tuple[Mapping[int, ProcessFacts], bool]:
        """Return the newest runs by number, the newest first, and whether there were more."""
        stored = self._sources.stored
        found: dict[int, ProcessFacts] = {}
        if stored is not None and self._number >= 0:
            found |= stored.processes.runs_of(self._number, span.from_ms, span.to_ms, _MOST_RUNS + 1)
        met = facts_of(self._sources, self._numbers.tolist(), self._met, self._numbers)
        found |= {number: facts for number, facts in met.items() if (facts.name, facts.executable) == self._program}
        newest = sorted(found, key=lambda number: found[number].first_ms or 0, reverse=True)
        return {number: found[number] for number in newest[:_MOST_RUNS]}, len(newest) > _MOST_RUNS

    def add_minutes(self, split: Split, step_ms: int, runs: Sequence[int], errand: Errand) -> None:
        """Add what the disk tells: whole hours and the minutes around them, or all minutes for short steps."""
        stored = self._sources.stored
        if stored is None or not split.has_minutes or self._number < 0:
            return
        first, end = stored.programs.whole_hours(split.minutes_from_ms, split.minutes_end_ms)
        self.used.append(stored.programs.hours(first, end, self._number))
        if first < split.minutes_from_ms or step_ms >= HOUR_MS:
            self.begins_with_hours = first < end
            times, hours = stored.programs.each_hour(first, end, self._number)
            self._add(times, hours, np.full(len(times), _SECONDS_PER_HOUR))
            curve_minutes = list(around_hours(split, first, end))
        else:
            curve_minutes = [(split.minutes_from_ms, split.minutes_end_ms)]
        busy_times = [np.zeros(0, np.int64)]
        for from_ms, end_ms in curve_minutes:
            times, busy = stored.programs.each_minute(from_ms, end_ms, self._number)
            busy_times.append(times)
            self._add(times, busy, np.full(len(times), _SECONDS_PER_MINUTE))
            outside = np.flatnonzero((times < first) | (times >= end))
            self.used.append(busy.rows(outside))
        self._add_runs(split, np.array(runs, np.int64), np.concatenate(busy_times), curve_minutes, errand)

    def _add_runs(
        self, split: Split, runs: IntArray, busy: IntArray, curve: Sequence[tuple[int, int]], errand: Errand
    ) -> None:
        """Add what runs used, and of minutes in which others were busier what they come to."""
        for minutes, everybody in uses_by_minute(self._sources, split, errand):
            rows = np.flatnonzero(np.isin(everybody.ids, runs))
            own, at_ms = everybody.rows(rows), minutes[rows]
            self.used_by_runs.append(added([own]))
            inside = np.logical_or.reduce([(at_ms >= from_ms) & (at_ms < end_ms) for from_ms, end_ms in curve])
            idle = np.flatnonzero(inside & ~np.isin(at_ms, busy))
            if len(idle):
                order, begins, times = by_key(at_ms[idle])
                together = _together(own.rows(idle[order]), begins, self._number)
                self._add(times, together, np.full(len(times), _SECONDS_PER_MINUTE))

    def _add(self, at_ms: IntArray, own: Uses, seconds: IntArray) -> None:
        unknown = np.full(len(at_ms), np.nan)
        used = own.columns["cpu_s"]
        count = np.where(np.isnan(used), 0, seconds)
        self.cpu.add(at_ms, Sums(count, np.nan_to_num(used), unknown, own.columns["cpu_ratio_most"]))
        for steps, name in ((self.memory, "rss_bytes_most"), (self.processes, "process_count")):
            values = own.columns[name]
            known = ~np.isnan(values)
            steps.add(at_ms, Sums(known.astype(np.int64), np.nan_to_num(values), unknown, values))


def _together(own: Uses, begins: IntArray, number: int) -> Uses:
    """Return what several processes used together, in groups."""
    columns: dict[str, FloatArray] = {
        name: np.add.reduceat(np.nan_to_num(own.columns[name]), begins)
        for name in ("cpu_s", "cpu_ratio_most", "rss_bytes_most")
    }
    counts = np.diff(begins, append=len(own.ids)).astype(np.float64)
    return uses(np.full(len(begins), number), **columns, process_count=counts)
