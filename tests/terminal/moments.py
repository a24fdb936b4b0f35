"""Recorded moments for tests of the terminal."""

from collections.abc import Iterator
from dataclasses import replace

from procmon_gui.domain.ends import End
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Span
from procmon_gui.domain.snapshot import Snapshot
from tests.reports.snapshots import Row, snapshot_of

BEGIN_MS = 1_764_000_000_000
EVERY_SECOND = [BEGIN_MS + 1000 * place for place in range(10)]
ROWS: list[Row] = [
    {"pid": 1, "name": "init", "cpu_ratio": 0.0, "user": "root"},
    {"pid": 2, "name": "busy", "cpu_ratio": 1.5, "user": "anna"},
]


class PreparedMoments:
    """Beats at the times that a test says; those of `damaged` can not be read."""

    def __init__(self, times_ms: list[int], damaged: frozenset[int] = frozenset()) -> None:
        self._times_ms = times_ms
        self._damaged = damaged
        self.is_closed = False
        self.host_name = "web-7"

    def span(self) -> Span | None:
        return Span(from_ms=self._times_ms[0], to_ms=self._times_ms[-1]) if self._times_ms else None

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        nearest = min(self._times_ms, key=lambda time_ms: abs(time_ms - at_ms))
        if nearest in self._damaged:
            raise Unavailable("A chunk of the history is damaged")
        return replace(snapshot_of(ROWS), at_ms=nearest)

    def ended_since(self, at_ms: int) -> dict[int, End]:
        return {}

    def moment_times(self, from_ms: int, to_ms: int) -> Iterator[int]:
        return (time_ms for time_ms in self._times_ms if from_ms <= time_ms <= to_ms)

    def close(self) -> None:
        self.is_closed = True
