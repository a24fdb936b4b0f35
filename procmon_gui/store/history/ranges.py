"""Answers what is asked of a range of recorded time: `domain.ranges`, over what is on the disk and in the memory.

Any thread but the window's; nothing is kept open between two questions.
"""

from collections.abc import Sequence

from procmon_gui.domain.heat import Heat, HeatKind, HeatWish, without_pauses
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import (
    Curve,
    HostSeries,
    ProcessInRange,
    ProcessLife,
    ProgramInRange,
    ProgramLife,
    Resource,
    Statistics,
)
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.store.history.heat_hosts import host_heat
from procmon_gui.store.history.heat_machine import MachineHeat
from procmon_gui.store.history.heat_programs import program_heat
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.range_host import HostRanges
from procmon_gui.store.history.range_life import process_life
from procmon_gui.store.history.range_processes import top_processes
from procmon_gui.store.history.range_program_life import program_life
from procmon_gui.store.history.range_programs import top_programs
from procmon_gui.store.history.range_sources import RangeSources


class Ranges:
    """A `HeatReader` over a history."""

    def __init__(self, history: LongHistory) -> None:
        self._history = history
        self._sources = RangeSources(history)
        self._host = HostRanges(self._sources)
        self._machine = MachineHeat(self._sources, self._host)

    def span(self) -> Span | None:
        """Return from when to when anything is known, roll-ups among it; None when there is nothing. At once."""
        return self._history.span()

    def host_series(self, span: Span, errand: Errand) -> Sequence[HostSeries]:
        """Return the curves that there are in a range."""
        return self._host.series(span, errand)

    def host_curve(self, series: HostSeries, span: Span, points: int, errand: Errand) -> Curve:
        """Return one of them in about so many points that keep its peaks."""
        return self._host.curve(series, span, points, errand)

    def host_statistics(self, series: HostSeries, span: Span, errand: Errand) -> Statistics:
        """Return least, mean, p95 and most."""
        return self._host.statistics(series, span, errand)

    def gaps(self, span: Span) -> Sequence[Gap]:
        """Return the stretches of a range of which nothing is known."""
        stored = self._history.stored
        old = stored.old.gaps(span.from_ms, span.to_ms) if stored is not None else []
        return [*old, *self._history.gaps(span.from_ms, span.to_ms)]

    def top_programs(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProgramInRange]:
        """Return the programs that used most, the dead among them."""
        return top_programs(self._sources, span, by, count, errand)

    def top_processes(self, span: Span, by: Resource, count: int, errand: Errand) -> Sequence[ProcessInRange]:
        """Return the processes that used most, the dead among them."""
        return top_processes(self._sources, span, by, count, errand)

    def process_life(self, key: ProcessKey, points: int, errand: Errand) -> ProcessLife | None:
        """Return the whole of a process; None when it was never recorded."""
        return process_life(self._sources, key, points, errand)

    def program_life(self, name: str, executable: str, span: Span, points: int, errand: Errand) -> ProgramLife:
        """Return a program over its runs in a range."""
        return program_life(self._sources, (name, executable), span, points, errand)

    def heat(self, wish: HeatWish, errand: Errand) -> Heat:
        """Return many things over one range, a cell for each step."""
        match wish.kind:
            case HeatKind.HOSTS:
                return host_heat(self._history.stored, self._history.hosts, wish)
            case HeatKind.PROGRAMS:
                found = program_heat(self._sources, wish, errand)
            case HeatKind.CORES:
                found = self._machine.cores(wish, errand)
            case HeatKind.METRICS:
                found = self._machine.metrics(wish, errand)
        return without_pauses(found, self.gaps(wish.span))

    def hosts(self) -> Sequence[RecordedHost]:
        """Return the machines of a server; none where this one is alone. At once."""
        return self._history.hosts if len(self._history.hosts) > 1 else ()
