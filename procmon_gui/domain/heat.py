"""Heat maps: many things over one time, a cell for each of them and each step. What is asked, and the answer. Pure.

A cell is a mean over what was recorded of its step. NaN is unknown: of a step of which nothing was recorded it is so in
every row. What did not run in a step that was recorded used nothing, and that is a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import HostSeries, RangeReader, Resource
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.suspicion import SCORE, instance_of

if TYPE_CHECKING:
    from procmon_gui.domain.recorded_hosts import RecordedHost

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
# Lengths of a step that can be said in a word or two; longer ones are whole days.
STEPS_MS: Final = (
    *(1000 * seconds for seconds in (1, 2, 5, 10, 15, 30)),
    *(_MINUTE_MS * minutes for minutes in (1, 2, 5, 10, 15, 20, 30)),
    *(_HOUR_MS * hours for hours in (1, 2, 3, 4, 6, 12, 24)),
)
# The machine in a dozen curves: those of which every minute is at hand without unpacking anything.
METRICS: Final = tuple(
    HostSeries(metric_id=f"host.{metric_id}")
    for metric_id in (
        "cpu.busy_ratio", "load.1min", "memory.used_bytes", "swap.used_bytes",
        "disk.read_bytes_per_s", "disk.write_bytes_per_s", "network.received_bytes_per_s",
        "network.sent_bytes_per_s", "pressure.cpu.some_ratio", "pressure.memory.some_ratio",
        "pressure.io.some_ratio", "processes.count",
    )
)  # fmt: skip
# Of memory the share is judged.
_JUDGED_AS: Final = {"host.memory.used_bytes": "host.memory.used_ratio"}
# From here on something is called unusual.
UNUSUAL: Final = 0.5
# Where a deviation from the median, in robust standard deviations, is UNUSUAL (Iglewicz and Hoaglin).
_UNUSUAL_DEVIATION: Final = 3.5
# What makes a median deviation, and a mean one, a standard deviation of a normal distribution.
_FROM_MEDIAN: Final = 1.4826
_FROM_MEAN: Final = 1.2533
# Fewer known cells of a row say nothing of what is usual there.
_LEAST_KNOWN: Final = 8


class HeatKind(Enum):
    """What the rows are."""

    METRICS = "metrics"
    PROGRAMS = "programs"
    CORES = "cores"
    HOSTS = "hosts"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatWish:
    """What is asked.

    Attributes:
        step_ms: how long a cell is wished to be; the answer is coarser where less is kept.
        by: by what programs are ranked, and what their cells are.
        count: of so many programs.
        is_unusual: how unusual it was is wanted, and not only how much.
    """

    kind: HeatKind
    span: Span
    step_ms: int
    by: Resource = Resource.CPU
    count: int = 20
    is_unusual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatProgram:
    """All processes of one name and file."""

    name: str
    executable: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heat:
    """Rows of cells; matrices have the shape (subjects, steps).

    Attributes:
        subjects: what each row is; of programs the one that used most first.
        from_ms: when the first step begins; the others follow each other.
        mean: what each cell is about: of programs ratios of one core, bytes (the most in a step), bytes a second.
        most: the greatest in a cell; NaN too where that was not kept.
        unusual: 0 to 1, as `unusual_of` or as it was judged while it happened; None where it was not wished.
        is_recorded: of which steps anything is known.
    """

    subjects: "Sequence[HostSeries | HeatProgram | RecordedHost]"
    from_ms: int
    step_ms: int
    mean: FloatArray
    most: FloatArray
    is_recorded: BoolArray
    unusual: FloatArray | None = None

    @property
    def step_count(self) -> int:
        """Return how many steps there are."""
        return len(self.is_recorded)


class HeatReader(RangeReader, Protocol):
    """A `RangeReader` that answers with heat maps too; see there."""

    def heat(self, wish: HeatWish, errand: Errand) -> Heat:
        """Return many things over one range, a cell for each step."""

    def hosts(self) -> "Sequence[RecordedHost]":
        """Return the machines whose histories lie beside this one, itself among them; none where it is alone.

        At once.
        """


@dataclass(frozen=True, slots=True)
class HeatSteps:
    """The steps that a time has, each beginning at a multiple of its length: so they stay where they are."""

    from_ms: int
    step_ms: int
    count: int

    def of(self, at_ms: IntArray) -> IntArray:
        """Return in which step each moment lies; -1 for one that lies in none."""
        places = (at_ms - self.from_ms) // self.step_ms
        return np.where((places >= 0) & (places < self.count), places, -1)


def steps_of(span: Span, step_ms: int) -> HeatSteps:
    """Return the steps of a span, the first and the last of which may reach beyond it."""
    from_ms = span.from_ms // step_ms * step_ms
    return HeatSteps(from_ms, step_ms, (span.to_ms - from_ms) // step_ms + 1)


def step_for(span_ms: float, most: int) -> int:
    """Return how long a step is of which a time has at most about so many."""
    wanted = span_ms / max(1, most)
    for step_ms in STEPS_MS:
        if step_ms >= wanted:
            return step_ms
    return int(-(-wanted // STEPS_MS[-1])) * STEPS_MS[-1]


def without_pauses(heat: Heat, gaps: Sequence[Gap]) -> Heat:
    """Return a map in which a sample speaks for the time since the one before it, as far as that was no gap.

    Steps may be shorter than it is from one sample to the next: what lies between two is known all the same.
    """
    recorded = np.flatnonzero(heat.is_recorded)
    if not len(recorded):
        return heat
    missing = np.flatnonzero(~heat.is_recorded)
    missing = missing[(missing > recorded[0]) & (missing < recorded[-1])]
    middles = heat.from_ms + missing * heat.step_ms + heat.step_ms // 2
    in_gap = np.zeros(len(missing), np.bool_)
    for gap in gaps:
        in_gap |= (middles > gap.from_ms) & (middles < gap.to_ms)
    missing = missing[~in_gap]
    if not len(missing):
        return heat
    source = np.arange(heat.step_count)
    source[missing] = recorded[np.searchsorted(recorded, missing)]
    return replace(
        heat,
        mean=heat.mean[:, source],
        most=heat.most[:, source],
        is_recorded=heat.is_recorded[source],
        unusual=None if heat.unusual is None else heat.unusual[:, source],
    )


def score_of(series: HostSeries) -> HostSeries:
    """Return the series that says how unusual a metric of the machine was."""
    judged = _JUDGED_AS.get(series.metric_id, series.metric_id)
    return HostSeries(metric_id=SCORE, instance=instance_of(judged))


def unusual_of(values: FloatArray, least: float) -> FloatArray:
    """Return how far each cell of a row is from what is usual in that row, 0 to 1; from UNUSUAL on it is unusual.

    That is a robust z: the distance from the median in deviations of the row, of which `least` is the smallest that
    counts, so that a row that stands nearly still is not all unusual. Of too few known cells nothing is known.
    """
    scores = np.full(values.shape, np.nan)
    for place, row in enumerate(values):
        known = row[~np.isnan(row)]
        if len(known) < _LEAST_KNOWN:
            continue
        distances = np.abs(row - np.median(known))
        of_known = np.abs(known - np.median(known))
        deviation = _FROM_MEDIAN * float(np.median(of_known))
        if deviation < least:
            # Of who mostly does nothing the median deviation is nothing.
            deviation = max(least, _FROM_MEAN * float(of_known.mean()))
        z = distances / deviation
        scores[place] = z / (z + _UNUSUAL_DEVIATION)
    return scores
