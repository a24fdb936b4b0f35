"""Asks a memory for what two ranges are compared by. Pure: the memory is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.range_comparison import RangeUse
from procmon_gui.domain.ranges import HostSeries, RangeReader, Resource, Statistics

BUSY: Final = "host.cpu.busy_ratio"
# What is told of the machine, from top to bottom.
FIGURES: Final = (
    BUSY, "host.memory.used_bytes", "host.disk.read_bytes_per_s", "host.disk.write_bytes_per_s",
    "host.network.received_bytes_per_s", "host.network.sent_bytes_per_s",
)  # fmt: skip
# All of them: one that was left out of one range would be taken for new or gone.
ALL_PROGRAMS: Final = 1_000_000
_FINE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadRange:
    """One range: the machine by metric id, and every program."""

    span: Span
    statistics: Mapping[str, Statistics]
    use: RangeUse


class _Stage:
    """Tells the progress of one part of the work as a part of the whole."""

    def __init__(self, errand: Errand, stage: int, count: int) -> None:
        self._errand = errand
        self._stage = stage
        self._count = count

    def is_cancelled(self) -> bool:
        """Return whether nobody waits any longer."""
        return self._errand.is_cancelled()

    def tell_progress(self, done: int, total: int) -> None:
        """Say how much of this part is done."""
        part = _FINE * min(done, total) // total if total > 0 else 0
        self._errand.tell_progress(_FINE * self._stage + part, _FINE * self._count)


@dataclass(frozen=True, slots=True)
class ReadRanges:
    """The work: knows the memory and no widget."""

    ranges: RangeReader
    this: Span
    that: Span

    def __call__(self, errand: Errand) -> tuple[ReadRange, ReadRange]:
        """Read this range and that one; raises what the memory does."""
        return self._read(self.this, errand, 0), self._read(self.that, errand, 1)

    def _read(self, span: Span, errand: Errand, place: int) -> ReadRange:
        parts = 1 + len(FIGURES)
        first, count = place * parts, 2 * parts
        statistics = {}
        for number, metric_id in enumerate(FIGURES):
            if errand.is_cancelled():
                raise Cancelled
            stage = _Stage(errand, first + number, count)
            statistics[metric_id] = self.ranges.host_statistics(HostSeries(metric_id=metric_id), span, stage)
        stage = _Stage(errand, first + len(FIGURES), count)
        programs = self.ranges.top_programs(span, Resource.CPU, ALL_PROGRAMS, stage)
        return ReadRange(
            span=span,
            statistics=statistics,
            use=RangeUse(programs=programs, covered_ms=statistics[BUSY].covered_ms),
        )
