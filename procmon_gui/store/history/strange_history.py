"""A history that others wrote, a file or a server: what no recorder can have written ends here, as damaged. Any thread,
see `LongHistory`."""

import contextlib
from collections.abc import Iterator, Mapping

from procmon_gui.domain.ends import End
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import CpuBeat, HostBeat, Peak, Series
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.sealed_chunks import DAMAGED, NOBODY_WROTE


class StrangeHistory(LongHistory):
    """A `HistoryReader` that takes the word of nobody."""

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        """Return the busiest beat of a time; None where none is known."""
        with sane():
            found = super().peak(from_ms, to_ms)
            # A minute may have begun before that time.
            return found if found is not None and from_ms - MINUTE_MS < found.at_ms <= to_ms else None

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time; raises Unavailable when it is damaged."""
        with sane():
            return super().snapshot_at(at_ms)

    def ended_since(self, at_ms: int) -> Mapping[int, End]:
        """Return how processes ended that were there at a time, as far as the history goes."""
        span = self.span()
        with sane():
            ends = super().ended_since(at_ms)
            return {serial: end for serial, end in ends.items() if span is not None and 0 <= end.gone_ms <= span.to_ms}

    def moment_times(self, from_ms: int, to_ms: int) -> Iterator[int]:
        """Yield the times of all that can be shown of a time, oldest first; raises Unavailable."""
        with sane():
            yield from super().moment_times(from_ms, to_ms)

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        """Return the CPU of the whole machine in about so many points that keep its peaks."""
        with sane():
            return super().curve(from_ms, to_ms, points)

    def series(self, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the whole machine, one value a beat."""
        with sane():
            return super().series(metric_id, from_ms, to_ms)

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""
        with sane():
            return super().series_of(key, metric_id, from_ms, to_ms)

    def minute_means(self, key: ProcessKey, from_ms: int, to_ms: int, errand: Errand) -> Mapping[str, Series]:
        """Return the averages of a process in each minute of a time of which beats are gone."""
        with sane():
            return super().minute_means(key, from_ms, to_ms, errand)

    def cpu_beats(self, from_ms: int, to_ms: int) -> tuple[CpuBeat, ...]:
        """Return the CPU of every process in each beat of a time, oldest first."""
        with sane():
            return super().cpu_beats(from_ms, to_ms)

    def host_beats(self, from_ms: int, to_ms: int) -> tuple[HostBeat, ...]:
        """Return the machine in each beat of a time, oldest first."""
        with sane():
            return super().host_beats(from_ms, to_ms)


@contextlib.contextmanager
def sane() -> Iterator[None]:
    """Tell of what nobody wrote as damaged: as Unavailable."""
    try:
        yield
    except NOBODY_WROTE as error:
        raise Unavailable(f"{DAMAGED} ({type(error).__name__})") from error
