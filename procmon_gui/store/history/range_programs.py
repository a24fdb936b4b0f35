"""Which programs used most in a range: whole hours are told by their rows, the minutes around them by theirs."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import ProgramInRange, Resource
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import MINUTE_MS, Digest
from procmon_gui.store.history.range_processes import BEATS_UP_TO_MS, digests, uses_by_minute
from procmon_gui.store.history.range_sources import RangeSources, Split
from procmon_gui.store.history.replay import TextSource
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.sums import by_key
from procmon_gui.store.history.uses import Uses, added, most, use_of, uses

_USED: Final = {
    "cpu_s": "cpu_s", "read_bytes": "read_bytes", "write_bytes": "write_bytes",
    "received_bytes": "tcp_received_bytes", "sent_bytes": "tcp_sent_bytes",
}  # fmt: skip


def top_programs(
    sources: RangeSources, span: Span, by: Resource, count: int, errand: Errand
) -> Sequence[ProgramInRange]:
    """Return the programs that used most, the dead among them."""
    split = sources.split(span, BEATS_UP_TO_MS)
    stored, met = sources.stored, MetPrograms(sources.stored)
    parts = [met.used(found, part.texts) for part, found, _ in digests(sources, split.beats, errand)]
    if stored is not None and split.has_minutes:
        parts += used_on_disk(sources, stored, split, errand)
    together = added(parts)
    rows = most(together, by, count)
    numbers = together.ids[rows].tolist()
    names = dict(stored.programs.names(number for number in numbers if number >= 0)) if stored is not None else {}
    names |= met.names
    return [
        ProgramInRange(
            name=names[number][0],
            executable=names[number][1],
            process_count=round(float(np.nan_to_num(together.columns["process_count"][row]))),
            use=use_of(together, row),
        )
        for row, number in zip(rows.tolist(), numbers, strict=True)
        if number in names
    ]


class MetPrograms:
    """The programs that were met in beats: their numbers on the disk, negative where they are not there yet."""

    def __init__(self, stored: StoredHistory | None) -> None:
        self._stored = stored
        self._number_of: dict[tuple[str, str], int] = {}
        self.names: dict[int, tuple[str, str]] = {}

    def used(self, found: Digest, texts: TextSource) -> Uses:
        """Return what each program used in each minute of some beats."""
        own = found.programs
        names, executables = (texts.many(numbers.tolist()) for numbers in (own.names, own.executables))
        numbers = self.numbers([(name or "", file or "") for name, file in zip(names, executables, strict=True)])
        return uses(
            numbers,
            cpu_ratio_most=own.cpu_ratio,
            rss_bytes_most=own.rss_bytes,
            process_count=own.process_count.astype(np.float64),
            peak_ms=np.maximum(found.minutes[own.minutes], found.first_ms).astype(np.float64),
            **{name: own.used[used] for name, used in _USED.items()},
        )

    def numbers(self, programs: Sequence[tuple[str, str]]) -> IntArray:
        """Return the numbers of programs by name and file."""
        missing = [program for program in dict.fromkeys(programs) if program not in self._number_of]
        if missing:
            known = self._stored.programs.numbers(missing) if self._stored is not None else {}
            for program in missing:
                number = known.get(program, -1 - len(self._number_of))
                self._number_of[program] = number
                self.names[number] = program
        return np.array([self._number_of[program] for program in programs], np.int64)


def used_on_disk(
    sources: RangeSources, stored: StoredHistory, split: Split, errand: Errand, *, has_idle: bool = True
) -> list[Uses]:
    """Return what programs used in the minutes of a split, in parts.

    Who asks for no memory need not know of those who were idle beside busier ones.
    """
    first, end = stored.programs.whole_hours(split.minutes_from_ms, split.minutes_end_ms)
    parts = [stored.programs.hours(first, end)]
    for from_ms, end_ms in around_hours(split, first, end):
        times, busy = stored.programs.each_minute(from_ms, end_ms)
        parts.append(busy)
        if has_idle:
            parts += _idle(sources, stored, from_ms, end_ms, _pairs(busy.ids, times), errand)
    return parts


def around_hours(split: Split, first: int, end: int) -> Iterable[tuple[int, int]]:
    """Return the times before and after whole hours."""
    if first == end:
        return [(split.minutes_from_ms, split.minutes_end_ms)]
    around = ((split.minutes_from_ms, first), (end, split.minutes_end_ms))
    return [(from_ms, end_ms) for from_ms, end_ms in around if end_ms > from_ms]


def _idle(
    sources: RangeSources, stored: StoredHistory, from_ms: int, end_ms: int, busy: IntArray, errand: Errand
) -> list[Uses]:
    """Return the memory of programs that had no row in a minute, because others were busier: of their processes."""
    minutes = Split(minutes_from_ms=from_ms, minutes_end_ms=end_ms)
    found = list(uses_by_minute(sources, minutes, errand))
    if not found:
        return []
    ids, times = np.concatenate([one.ids for _, one in found]), np.concatenate([at_ms for at_ms, _ in found])
    unique, places = np.unique(ids, return_inverse=True)
    program_of = stored.processes.programs_of(unique.tolist())
    programs = np.array([program_of.get(number, -1) for number in unique.tolist()], np.int64)[places]
    order, begins, pairs = by_key(_pairs(programs, times))
    memory = np.concatenate([np.nan_to_num(one.columns["rss_bytes_most"]) for _, one in found])[order]
    counts: FloatArray = np.diff(begins, append=len(order)).astype(np.float64)
    chosen = np.flatnonzero(~np.isin(pairs, busy) & (programs[order][begins] >= 0))
    return [
        uses(
            programs[order][begins][chosen],
            rss_bytes_most=np.add.reduceat(memory, begins)[chosen],
            process_count=counts[chosen],
        )
    ]


def _pairs(programs: IntArray, times: IntArray) -> IntArray:
    """Return one number for a program and a minute."""
    return programs * (1 << 32) + times // MINUTE_MS
