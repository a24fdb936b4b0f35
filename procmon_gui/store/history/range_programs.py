"""Which programs used most in a range: whole hours are told by their rows, the minutes around them by theirs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import ProgramInRange, Resource
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.digest import MINUTE_MS, Digest
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import MINUTES_PER_HOUR, process_most
from procmon_gui.store.history.range_processes import BEATS_UP_TO_MS, digests
from procmon_gui.store.history.range_sources import RangeSources, Split
from procmon_gui.store.history.replay import TextSource
from procmon_gui.store.history.stored import StoredHistory
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
        parts += used_on_disk(stored, split, errand)
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
        return uses(
            self.known_as(own.names, own.executables, texts),
            cpu_ratio_most=own.cpu_ratio,
            rss_bytes_most=own.rss_bytes,
            process_count=own.process_count.astype(np.float64),
            peak_ms=np.maximum(found.minutes[own.minutes], found.first_ms).astype(np.float64),
            **{name: own.used[used] for name, used in _USED.items()},
        )

    def known_as(self, names: IntArray, executables: IntArray, texts: TextSource) -> IntArray:
        """Return the numbers of programs by the texts of their names and files."""
        pairs = zip(*(texts.many(numbers.tolist()) for numbers in (names, executables)), strict=True)
        return self.numbers([(name or "", file or "") for name, file in pairs])

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


def used_on_disk(stored: StoredHistory, split: Split, errand: Errand, *, has_idle: bool = True) -> list[Uses]:
    """Return what programs used in the minutes of a split, in parts.

    Who asks for no memory need not know of those who were idle beside busier ones.
    """
    first, end = stored.programs.whole_hours(split.minutes_from_ms, split.minutes_end_ms)
    parts = [stored.programs.hours(first, end)]
    for from_ms, end_ms in around_hours(split, first, end):
        if not has_idle:
            parts.append(stored.programs.in_steps(None, from_ms, end_ms, end_ms)[1])
            continue
        times, busy = stored.programs.each_minute(from_ms, end_ms)
        parts.append(busy)
        parts += _idle(stored, from_ms, end_ms, _pairs(busy.ids, times), errand)
    return parts


def around_hours(split: Split, first: int, end: int) -> Iterable[tuple[int, int]]:
    """Return the times before and after whole hours."""
    if first == end:
        return [(split.minutes_from_ms, split.minutes_end_ms)]
    around = ((split.minutes_from_ms, first), (end, split.minutes_end_ms))
    return [(from_ms, end_ms) for from_ms, end_ms in around if end_ms > from_ms]


def _idle(stored: StoredHistory, from_ms: int, end_ms: int, busy: IntArray, errand: Errand) -> Iterator[Uses]:
    """Yield the memory of programs that had no row in a minute, because others were busier: of their processes."""
    for found in memory_in_hours(stored, from_ms, end_ms, errand):
        programs, minutes = np.nonzero(found.process_counts > 0)
        numbers = found.programs[programs]
        chosen = ~np.isin(_pairs(numbers, found.at_ms[minutes]), busy)
        programs, minutes = programs[chosen], minutes[chosen]
        yield uses(
            numbers[chosen],
            rss_bytes_most=np.nan_to_num(found.rss_bytes[programs, minutes]),
            process_count=found.process_counts[programs, minutes].astype(np.float64),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgramMemory:
    """What all processes of each program held in the minutes of an hour; matrices have the shape (programs, minutes).

    Attributes:
        process_counts: how many there were.
        rss_bytes: the most of each of them together; NaN where that of none is known.
    """

    programs: IntArray
    at_ms: IntArray
    process_counts: IntArray
    rss_bytes: FloatArray


def memory_in_hours(stored: StoredHistory, from_ms: int, end_ms: int, errand: Errand) -> Iterator[ProgramMemory]:
    """Yield the memory of programs, hour by hour or in parts; what is damaged is left out."""
    for hour in stored.minutes.processes(from_ms, end_ms, errand):
        try:
            ids = hour.packed.column("process")
            begins = np.flatnonzero(np.diff(ids, prepend=-1))
            program_of = stored.processes.programs_of(ids[begins].tolist())
            numbers = np.array([program_of.get(number, -1) for number in ids[begins].tolist()], np.int64)
            programs, rows = np.unique(numbers, return_inverse=True)
            cells = np.repeat(rows * MINUTES_PER_HOUR, np.diff(begins, append=len(ids)))
            del ids
            cells += hour.packed.column("minute")
            memory = process_most(hour.packed, "rss_bytes")
        except DamagedChunk:
            continue
        shape = (len(programs), MINUTES_PER_HOUR)
        counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
        known = ~np.isnan(memory)
        has_any = np.bincount(cells[known], minlength=counts.size).reshape(shape) > 0
        held = np.bincount(cells[known], memory[known], counts.size).reshape(shape)
        at_ms = hour.hour_ms + MINUTE_MS * np.arange(MINUTES_PER_HOUR)
        inside = (at_ms >= from_ms) & (at_ms < end_ms)
        who = np.flatnonzero(programs >= 0)
        yield ProgramMemory(
            programs=programs[who],
            at_ms=at_ms[inside],
            process_counts=counts[who][:, inside],
            rss_bytes=np.where(has_any, held, np.nan)[who][:, inside],
        )


def _pairs(programs: IntArray, times: IntArray) -> IntArray:
    """Return one number for a program and a minute."""
    return programs * (1 << 32) + times // MINUTE_MS
