"""What programs used of one resource in some beats, step by step, and nothing else: a part of what `digest` tells.

Blocks of slots are looked at one after the other, and only the fields that the resource needs are unpacked: a minute of
a thousand processes takes less than a megabyte. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.ranges import Resource
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.beats import SERIALS
from procmon_gui.store.history.digest import Stretches, growth
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.timeline import Tail, Timeline

# Counters whose growth is what was used; of memory there is none.
_COUNTERS: Final = {
    Resource.CPU: ("cpu_user_s", "cpu_system_s"),
    Resource.MEMORY: (),
    Resource.DISK: ("disk_read_bytes", "disk_write_bytes"),
    Resource.NETWORK: ("tcp_received_bytes", "tcp_sent_bytes"),
}
_MEMORY: Final = "rss_bytes"
# Slots that are looked at together: an eighth of a megabyte for each field of a minute.
_BLOCK: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgramUse:
    """What programs used in steps; matrices have the shape (programs, steps).

    Attributes:
        names, executables: the numbers of the texts of each program.
        at_ms, beat_counts: when each step began that has a beat, and how many it has.
        amount: what was used in all, of memory the most at a beat; NaN is unknown.
        most: of CPU and memory the most at a beat.
    """

    names: IntArray
    executables: IntArray
    at_ms: IntArray
    beat_counts: IntArray
    amount: FloatArray
    most: FloatArray


def fields_of(by: Resource) -> Sequence[str]:
    """Return what has to be known of the beat before."""
    return (SERIALS, *_COUNTERS[by])


def program_use(beats: Beats, tail: Tail | None, step_ms: int, by: Resource) -> ProgramUse:
    """Return what programs used of a resource; `tail` has at least `fields_of` it. Raises DamagedChunk."""
    timeline = Timeline(beats, tail)
    steps, begins = np.unique(timeline.time_ms // step_ms, return_index=True)
    stretches = Stretches(timeline, np.zeros(1, np.int64))
    values, is_known = _by_beat(timeline, stretches, by)
    known = np.logical_or.reduceat(is_known, begins, axis=1)
    most = np.maximum.reduceat(values, begins, axis=1)
    amount = most
    if by is not Resource.MEMORY:
        amount = np.add.reduceat(values, begins, axis=1)
        with np.errstate(invalid="ignore"):
            most = np.fmax.reduceat(values / timeline.elapsed_s(), begins, axis=1)
    return ProgramUse(
        names=stretches.programs[0],
        executables=stretches.programs[1],
        at_ms=steps * step_ms,
        beat_counts=np.diff(begins, append=timeline.beat_count),
        amount=np.where(known, amount, np.nan),
        most=np.where(known, most, np.nan),
    )


def _by_beat(timeline: Timeline, stretches: Stretches, by: Resource) -> tuple[FloatArray, FloatArray]:
    """Return what all processes of a program used in each beat, and whether it is known of any of them."""
    beat_count, program_count = timeline.beat_count, stretches.programs.shape[1]
    shape = (program_count + 1, beat_count)
    values, known = np.zeros(shape), np.zeros(shape, np.bool_)
    # What is in no program lies in the last row, and is cut off.
    program_of = np.full(len(stretches.places), program_count)
    program_of[stretches.is_lived] = stretches.program_of
    for first in range(0, timeline.slot_count, _BLOCK):
        end = min(first + _BLOCK, timeline.slot_count)
        chosen = stretches.within(first * beat_count, end * beat_count)
        if not stretches.is_lived[chosen].any():
            continue
        own = _used(timeline, first, end, by)
        programs = np.repeat(program_of[chosen], stretches.lengths[chosen])
        slots, at = np.nonzero(~np.isnan(own))
        cells = programs[slots * beat_count + at] * beat_count + at
        values += np.bincount(cells, own[slots, at], values.size).reshape(shape)
        known.reshape(-1)[cells] = True
    return values[:program_count], known[:program_count]


def _used(timeline: Timeline, first: int, end: int, by: Resource) -> FloatArray:
    """Return what some slots used in each beat, or had; NaN where that is not known."""
    if by is Resource.MEMORY:
        return timeline.course(_MEMORY).block(first, end).view(np.float64)
    lead = timeline.lead
    now, before = slice(lead, None), slice(lead - 1, -1)
    serials = timeline.block(SERIALS, first, end)
    is_other = (serials[:, now] != serials[:, before]) | (serials[:, now] < 0) | np.isnan(timeline.elapsed_s())
    one, other = (
        growth(column[:, before], column[:, now], is_other)
        for column in (timeline.block(field, first, end).view(np.float64) for field in _COUNTERS[by])
    )
    if by is Resource.CPU:
        return one + other
    # Of what was read and written either may be known.
    return np.where(np.isnan(one) & np.isnan(other), np.nan, np.nan_to_num(one) + np.nan_to_num(other))
