"""What a memory of earlier beats is asked for, and in which shapes it answers. Pure.

Times are milliseconds on the axis of the memory: UTC labels that never go back. Where the wall clock was set back, the
axis goes on from the last beat by what really elapsed; `Snapshot.at_ms` is the label as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray

# Stands for the time of an end of which it is not known when it was, only that it was.
UNKNOWN_END: Final = 0

Float32Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when something is remembered, both ends included."""

    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of which nothing is known: between two beats that do not follow each other."""

    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """One metric over time, oldest first: two arrays of one length; NaN is unknown."""

    at_ms: IntArray
    values: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CpuBeat:
    """The CPU of every process in one beat, by slot.

    Attributes:
        at_s: when it was taken, on the monotonic clock.
        serials: who stands in a slot, -1 for nobody.
        ratios: what each used, of one core; NaN is unknown.
    """

    at_s: float
    serials: IntArray
    ratios: Float32Array

    @property
    def rows(self) -> IntArray:
        """Return the slots that hold a process."""
        return np.flatnonzero(self.serials >= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """The process that used most CPU in one beat; `value` is a ratio of one core."""

    key: ProcessKey
    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """The beat of a time in which the machine was busiest.

    Attributes:
        busy_ratio: the CPU of the whole machine, 0 to 1.
        leader: who used most CPU then; None when that is not known.
    """

    at_ms: int
    busy_ratio: float
    leader: Leader | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HostBeat:
    """The machine in one beat.

    Attributes:
        at_s: when it was taken, on the monotonic clock; of a minute of which only averages are left, UTC.
        host: metric id to `{instance: value}`, as far as it is made of figures of the machine itself.
        leader: who used most CPU; None when that is not known.
    """

    at_s: float
    host: Mapping[str, Mapping[str, float]]
    leader: Leader | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """How much is kept, and in how much memory; `is_full` says that the oldest beats have begun to go."""

    beat_count: int
    used_bytes: int
    budget_bytes: int
    is_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much a recording writes, and how many beats it keeps.

    Attributes:
        bytes_a_day: what the last stretch would come to in a day; None while that can not be told.
        most_bytes_a_day: what a day may come to; 0 where there is no such limit.
        kept_every: of so many beats one is kept, to stay below it.
    """

    bytes_a_day: float | None = None
    most_bytes_a_day: int = 0
    kept_every: int = 1


ALL_IS_KEPT: Final = Pace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """How the recording to disk is doing.

    Attributes:
        trouble: why nothing is written now, for the person at the screen; empty while all is well.
        set_aside: where a file went that could not be used; empty when there was none.
        written_bytes: what was handed to the disk since it began.
        size_bytes: what the history takes there.
        lost_beats: beats that could not be kept.
        kept_ms: the time of the newest beat that is on the disk; 0 before the first.
        is_short: the disk is full, and what was kept free for that is being used.
        is_elsewhere: another program records into the same folder.
        pace: how much is written a day, and how many beats are kept.
        cut_off_ms: up to when there are beats of the recording before, where it was cut off; else 0.
    """

    path: str
    is_open: bool = False
    trouble: str = ""
    set_aside: str = ""
    written_bytes: int = 0
    size_bytes: int = 0
    lost_beats: int = 0
    kept_ms: int = 0
    is_short: bool = False
    is_elsewhere: bool = False
    pace: Pace = ALL_IS_KEPT
    cut_off_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding:
    """How the copying of the history to a server is doing.

    Attributes:
        server: which one, for the person at the screen.
        trouble: why nothing is copied now; empty while all is well.
        sent_count, sent_bytes: chunks, of about a minute each, that were copied since it began.
        waiting_count: chunks that are on the disk only, as far as was known when it last looked.
        missed_count: chunks that became too old on the disk before the server could have them.
    """

    server: str
    is_connected: bool = False
    trouble: str = ""
    sent_count: int = 0
    sent_bytes: int = 0
    waiting_count: int = 0
    missed_count: int = 0
