"""What the beats of a chunk come to: who there was, and sums by minute of processes, programs and the machine.

All of it is arithmetic on arrays, blocks of slots at a time: never a step for each process and beat. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.host_metrics import CPU_MODES
from procmon_gui.domain.host_over_time import SeriesKey, host_over_time
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.store.history.beats import SERIALS
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.sums import NOTHING, Sums, by_key, merged, over, stacked, totals, unknown
from procmon_gui.store.history.timeline import COUNTERS, Ends, Tail, Timeline

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
PROCESS_FIGURES: Final = (
    "cpu_ratio", "rss_bytes", "threads", "disk_read_bytes_per_s", "disk_write_bytes_per_s",
    "tcp_received_bytes_per_s", "tcp_sent_bytes_per_s",
)  # fmt: skip
_GAUGES: Final = ("rss_bytes", "threads")
# What processes used between two beats, by the counter that tells.
_USED: Final = {"read_bytes": "disk_read_bytes", "write_bytes": "disk_write_bytes",
                "tcp_received_bytes": "tcp_received_bytes", "tcp_sent_bytes": "tcp_sent_bytes"}  # fmt: skip
USED: Final = ("cpu_s", *_USED)
# Slots that are looked at together: an eighth of a megabyte for each field of a minute.
_BLOCK: Final = 256
# Of single cores the minutes keep how busy they were; the modes stay with the beats.
_MODES: Final = frozenset(f"host.cpu.{mode}_ratio" for mode in CPU_MODES)
_PROGRAM: Final = ("name", "executable")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """The processes of a chunk, by their serials in ascending order; texts as numbers.

    Attributes:
        first_ms, last_ms: the first and the last beat that saw each.
        gone_ms: the first beat after that, -1 for those that were there to the end.
        ends: how those ended that went.
    """

    serials: IntArray
    pids: IntArray
    parent_pids: IntArray
    start_ticks: IntArray
    names: IntArray
    executables: IntArray
    users: IntArray
    command_lines: IntArray
    first_ms: IntArray
    last_ms: IntArray
    gone_ms: IntArray
    ends: Ends


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProcessSums:
    """Figures of each process in each minute: `processes` is a place in `Seen`, `minutes` one in `Digest.minutes`.

    `used` is for each of USED what it used; NaN is unknown.
    """

    processes: IntArray
    minutes: IntArray
    sums: Mapping[str, Sums]
    used: Mapping[str, FloatArray]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgramSums:
    """Figures of each program in each minute: a program is the numbers of its name and of its file.

    Attributes:
        used: for each of USED, what all its processes used together; NaN is unknown.
        process_count, cpu_ratio, rss_bytes: the most at one beat.
        is_active: it used something, or the number of its processes changed.
    """

    names: IntArray
    executables: IntArray
    minutes: IntArray
    used: Mapping[str, FloatArray]
    process_count: IntArray
    cpu_ratio: FloatArray
    rss_bytes: FloatArray
    is_active: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Digest:
    """What a chunk comes to.

    Attributes:
        minutes: when each minute began that the chunk has a beat of, in their order.
        beat_counts: how many beats of each.
        host: figures of the machine and of its devices, shape (keys, minutes).
        started: processes and threads that were started, by minute; NaN is unknown.
        ends_before: how those ended that the beat before the chunk saw last.
    """

    minutes: IntArray
    beat_counts: IntArray
    host_keys: Sequence[SeriesKey]
    host: Sums
    started: FloatArray
    seen: Seen
    ends_before: Ends
    processes: ProcessSums
    programs: ProgramSums
    first_ms: int
    last_ms: int
    tail: Tail


def digest(beats: Beats, tail: Tail | None, minute_ms: int = MINUTE_MS) -> Digest:
    """Return what a chunk comes to; `tail` is that of the chunk before, None where it is not known.

    For who looks closer, or from farther away, minutes are so long. Raises DamagedChunk.
    """
    timeline = Timeline(beats, tail)
    minute_of_beat = timeline.time_ms // minute_ms
    minutes, begins = np.unique(minute_of_beat, return_index=True)
    stretches = Stretches(timeline, begins)
    figures = _Figures(timeline, stretches)
    host = host_over_time(timeline.host_keys, timeline.host_rows(), timeline.elapsed_s())
    forks = host.get(("host.forks_per_s", ""), np.full(timeline.beat_count, np.nan))
    host["host.processes.count", ""] = figures.process_count
    host["host.processes.threads", ""] = figures.thread_count
    kept = {key: values for key, values in host.items() if key[1] == "" or key[0] not in _MODES}
    host_sums = over(np.stack(list(kept.values())), begins)
    return Digest(
        minutes=minutes * minute_ms,
        beat_counts=np.diff(begins, append=timeline.beat_count),
        host_keys=tuple(kept),
        host=host_sums,
        started=totals(forks * timeline.elapsed_s(), begins),
        seen=_seen(timeline, stretches),
        ends_before=timeline.ends_before(),
        processes=_process_sums(stretches, figures),
        programs=_program_sums(stretches, figures, begins, timeline.beat_count),
        first_ms=int(timeline.time_ms[0]),
        last_ms=int(timeline.time_ms[-1]),
        tail=timeline.tail(),
    )


# ---- who was where


class Stretches:
    """Beats of one slot in one minute in which the same process ran the same program, in the order of places."""

    def __init__(self, timeline: Timeline, minute_begins: IntArray) -> None:
        beat_count, slot_count = timeline.beat_count, timeline.slot_count
        courses = {field: timeline.course(field) for field in (SERIALS, *_PROGRAM)}
        grid = np.arange(slot_count)[:, np.newaxis] * beat_count + minute_begins
        self.places: IntArray = np.unique(np.concatenate([grid.ravel(), *(one.places for one in courses.values())]))
        self.lengths = np.diff(self.places, append=slot_count * beat_count)
        self.first_beats = self.places % beat_count
        self.minutes = np.searchsorted(minute_begins, self.first_beats, side="right") - 1
        serials = courses[SERIALS].at(self.places)
        self.is_lived: BoolArray = serials >= 0
        # Of the stretches in which a slot was free all numbers are that of the last process, and nobody uses them.
        self.serials, self.process_of = np.unique(serials[self.is_lived], return_inverse=True)
        pairs = np.stack([courses[field].at(self.places)[self.is_lived] for field in _PROGRAM])
        self.programs, self.program_of = np.unique(pairs, axis=1, return_inverse=True)

    def within(self, first_place: int, end_place: int) -> slice:
        """Return which stretches lie between two places."""
        return slice(*np.searchsorted(self.places, (first_place, end_place)).tolist())


def _seen(timeline: Timeline, stretches: Stretches) -> Seen:
    lived = stretches.is_lived
    places, begins = stretches.places[lived], stretches.first_beats[lived]
    ends = begins + stretches.lengths[lived] - 1
    count = len(stretches.serials)
    first_of, last_of = np.zeros(count, np.int64), np.zeros(count, np.int64)
    # The last one to be written stays: of each process the stretch that begins first, and the one that ends last.
    by_begin, by_end = np.argsort(begins, kind="stable")[::-1], np.argsort(ends, kind="stable")
    first_of[stretches.process_of[by_begin]] = by_begin
    last_of[stretches.process_of[by_end]] = by_end
    last_beats = ends[last_of]
    last_places = places[last_of] + last_beats - begins[last_of]
    times = timeline.time_ms
    after = np.append(times, -1)[last_beats + 1]

    def number(field: str, at: IntArray) -> IntArray:
        return np.nan_to_num(timeline.course(field).at(at).view(np.float64), nan=-1.0).astype(np.int64)

    return Seen(
        serials=stretches.serials,
        pids=number("pid", last_places),
        parent_pids=number("ppid", places[first_of]),
        start_ticks=number("start_ticks", last_places),
        names=timeline.course("name").at(last_places),
        executables=timeline.course("executable").at(last_places),
        users=timeline.course("user").at(last_places),
        command_lines=timeline.course("command_line").at(last_places),
        first_ms=times[begins[first_of]],
        last_ms=times[last_beats],
        gone_ms=after,
        ends=timeline.ends(stretches.serials, last_places // timeline.beat_count, last_beats + 1),
    )


# ---- what they did


class _Figures:
    """The figures of all stretches, and of all programs in each beat."""

    def __init__(self, timeline: Timeline, stretches: Stretches) -> None:
        beat_count, program_count = timeline.beat_count, stretches.programs.shape[1]
        self.process_count = np.zeros(beat_count)
        self.thread_count = np.zeros(beat_count)
        # Programs by beats: how many processes, their CPU and their memory together, and in how many it is known.
        self.by_program = {
            name: np.zeros((program_count, beat_count))
            for name in ("processes", "cpu_ratio", "cpu_known", "rss_bytes", "rss_known")
        }
        program_of = np.full(len(stretches.places), program_count)
        program_of[stretches.is_lived] = stretches.program_of
        parts: list[dict[str, Sums]] = [dict.fromkeys(PROCESS_FIGURES, NOTHING)]
        used: list[dict[str, FloatArray]] = [dict.fromkeys(USED, np.zeros(0))]
        for first in range(0, timeline.slot_count, _BLOCK):
            end = min(first + _BLOCK, timeline.slot_count)
            chosen = stretches.within(first * beat_count, end * beat_count)
            if not stretches.is_lived[chosen].any():
                # Slots of processes that came all at once and are gone: nothing is known of nobody.
                count = chosen.stop - chosen.start
                parts.append(dict.fromkeys(PROCESS_FIGURES, unknown(count)))
                used.append(dict.fromkeys(USED, np.full(count, np.nan)))
                continue
            block = _Block(timeline, first, end)
            begins = stretches.places[chosen] - first * beat_count
            parts.append({name: over(block.figures[name].ravel(), begins) for name in PROCESS_FIGURES})
            used.append({name: totals(block.figures[name].ravel(), begins) for name in USED})
            cells = np.repeat(program_of[chosen], stretches.lengths[chosen]).reshape(-1, beat_count)
            self._add_up(block, cells)
        self.sums = {name: stacked([part[name] for part in parts]) for name in PROCESS_FIGURES}
        self.used = {name: np.concatenate([part[name] for part in used]) for name in USED}

    def _add_up(self, block: "_Block", cells: IntArray) -> None:
        program_count, beat_count = self.by_program["processes"].shape
        lived = cells < program_count
        self.process_count += lived.sum(axis=0)
        self.thread_count += np.nansum(np.where(lived, block.figures["threads"], np.nan), axis=0)
        places = (cells * beat_count + np.arange(beat_count)).ravel()
        size = (program_count + 1) * beat_count

        def added(weights: FloatArray | BoolArray | None) -> FloatArray:
            found = np.bincount(places, None if weights is None else weights.ravel(), size)
            return found.reshape(-1, beat_count)[:program_count].astype(np.float64)

        self.by_program["processes"] += added(None)
        for name, known_name in (("cpu_ratio", "cpu_known"), ("rss_bytes", "rss_known")):
            values = block.figures[name]
            known = ~np.isnan(values)
            self.by_program[name] += added(np.where(known, values, 0.0))
            self.by_program[known_name] += added(known)


class _Block:
    """The figures of some slots in each beat, NaN where unknown: the same formulas as `derive`."""

    def __init__(self, timeline: Timeline, first: int, end: int) -> None:
        lead, elapsed_s = timeline.lead, timeline.elapsed_s()
        serials = timeline.block(SERIALS, first, end)
        now, before = slice(lead, None), slice(lead - 1, -1)
        is_other = (serials[:, now] != serials[:, before]) | (serials[:, now] < 0) | np.isnan(elapsed_s)
        columns = {field: timeline.block(field, first, end).view(np.float64) for field in COUNTERS}
        grown = {field: growth(column[:, before], column[:, now], is_other) for field, column in columns.items()}
        self.figures: dict[str, FloatArray] = {
            field: timeline.course(field).block(first, end).view(np.float64) for field in _GAUGES
        }
        self.figures["cpu_s"] = grown["cpu_user_s"] + grown["cpu_system_s"]
        self.figures["cpu_ratio"] = self.figures["cpu_s"] / elapsed_s
        for name, field in _USED.items():
            self.figures[name] = grown[field]
        for field in ("disk_read_bytes", "disk_write_bytes"):
            self.figures[f"{field}_per_s"] = grown[field] / elapsed_s
        looks, looked_s = timeline.looks()
        is_other = (serials[:, now] != serials[:, looks]) | (serials[:, now] < 0) | np.isnan(looked_s)
        for field in ("tcp_received_bytes", "tcp_sent_bytes"):
            column = columns[field]
            self.figures[f"{field}_per_s"] = growth(column[:, looks], column[:, now], is_other) / looked_s


def growth(before: FloatArray, after: FloatArray, is_other: BoolArray) -> FloatArray:
    """Return by how much counters grew; one that went backwards was reset, so the pair says nothing."""
    grown: FloatArray = after - before
    grown[is_other | ~(grown >= 0)] = np.nan
    return grown


def _process_sums(stretches: Stretches, figures: _Figures) -> ProcessSums:
    lived = stretches.is_lived
    minute_count = int(stretches.minutes.max(initial=0)) + 1
    keys = stretches.process_of * minute_count + stretches.minutes[lived]
    order, begins, unique = by_key(keys)
    rows = np.flatnonzero(lived)[order]
    return ProcessSums(
        processes=unique // minute_count,
        minutes=unique % minute_count,
        sums={name: merged(figures.sums[name], rows, begins) for name in PROCESS_FIGURES},
        used={name: totals(figures.used[name][rows], begins) for name in USED},
    )


def _program_sums(stretches: Stretches, figures: _Figures, minute_begins: IntArray, beat_count: int) -> ProgramSums:
    lived = stretches.is_lived
    program_count, minute_count = stretches.programs.shape[1], len(minute_begins)
    keys = stretches.program_of * minute_count + stretches.minutes[lived]
    size = program_count * minute_count
    used = {}
    for name in USED:
        own = figures.used[name][lived]
        known = ~np.isnan(own)
        added = np.bincount(keys[known], own[known], size)
        used[name] = np.where(np.bincount(keys[known], minlength=size) > 0, added, np.nan)
    most = {
        name: np.maximum.reduceat(values, minute_begins, axis=1).ravel() for name, values in figures.by_program.items()
    }
    counts = figures.by_program["processes"]
    is_new_count = np.zeros(counts.shape, np.bool_)
    is_new_count[:, 1:] = counts[:, 1:] != counts[:, :-1]
    changed = np.logical_or.reduceat(is_new_count, minute_begins, axis=1).ravel()
    is_active = changed | np.logical_or.reduce([np.nan_to_num(column) > 0 for column in used.values()])
    there = np.flatnonzero(most["processes"] > 0)
    programs, minutes = there // minute_count, there % minute_count
    return ProgramSums(
        names=stretches.programs[0][programs],
        executables=stretches.programs[1][programs],
        minutes=minutes,
        used={name: column[there] for name, column in used.items()},
        process_count=most["processes"][there].astype(np.int64),
        cpu_ratio=np.where(most["cpu_known"] > 0, most["cpu_ratio"], np.nan)[there],
        rss_bytes=np.where(most["rss_known"] > 0, most["rss_bytes"], np.nan)[there],
        is_active=is_active[there],
    )
