"""What is known of the past of the processes that the detail was opened for. Window thread only; no Qt.

Every beat adds one row to those that are watched; a memory of earlier beats, where there is one, fills in what came
before somebody looked.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from procmon_gui.domain.history import Series
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.widgets.detail.subject import slot_of
from procmon_gui.ui.widgets.ring import RingTable

METRICS: Final = (
    "cpu_ratio", "rss_bytes", "disk_read_bytes_per_s", "disk_write_bytes_per_s", "tcp_received_bytes_per_s",
    "tcp_sent_bytes_per_s",
)  # fmt: skip
# An hour at a beat a second; what is older comes from the memory, at a point for each pixel.
_BEATS: Final = 3600
_WATCHED: Final = 8
_BROKEN_S: Final = 120.0
_MINUTE_S: Final = 60.0
_NO_MINUTES: Final[Mapping[str, Series]] = MappingProxyType({})


# Stands for an end that moves on with the beats.
FOREVER_MS: Final = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Which part of a life was fetched: the whole of it as far as that goes, or its last minute."""

    from_ms: int
    to_ms: int
    is_whole: bool

    def holds(self, at_ms: int) -> bool:
        """Say whether a time lies in it."""
        return self.from_ms <= at_ms <= self.to_ms


class Life:
    """The past of one process: columns over seconds UTC, oldest first; NaN is unknown.

    Attributes:
        averages_to_s: what is known of the time before it are averages of minutes.
    """

    def __init__(self, serial: int) -> None:
        self.averages_to_s = float("-inf")
        self.serial = serial
        self.slot = -1
        self.known: Known | None = None
        self._older: dict[str, FloatArray] = {}
        self._older_times: FloatArray = np.empty(0)
        self._table = RingTable(METRICS, _BEATS)
        self._newest_s = float("-inf")

    def take(self, snapshot: Snapshot) -> None:
        """Add a beat, if the process lives in it and the clock was not set back."""
        self.slot = slot_of(snapshot, self.serial, self.slot)
        at_s = snapshot.at_ms / 1000
        if self.slot < 0 or at_s <= self._newest_s:
            return
        self._newest_s = at_s
        values = {}
        for metric_id in METRICS:
            column = snapshot.columns.get(metric_id)
            if column is not None:
                values[metric_id] = float(column[self.slot])
        self._table.append(at_s, values)

    def fill_in(self, series: Mapping[str, Series], known: Known, minutes: Mapping[str, Series] = _NO_MINUTES) -> None:
        """Take what a memory knows of the time before the first beat that was watched; `minutes` are averages."""
        self.known = known
        ends_s = [float(one.at_ms[-1]) / 1000 + _MINUTE_S for one in minutes.values() if len(one.at_ms)]
        self.averages_to_s = max(ends_s, default=float("-inf"))
        series = {metric_id: _after(minutes.get(metric_id), beats) for metric_id, beats in series.items()}
        begin_s = float(self._table.times()[0]) if len(self._table) else float("inf")
        times = np.unique(np.concatenate([one.at_ms for one in series.values()])) / 1000 if series else np.empty(0)
        older = times[times < begin_s]
        if len(older) and begin_s - older[-1] > _BROKEN_S and begin_s != float("inf"):
            # Nobody knows what was in between: the line ends here.
            older = np.append(older, older[-1] + 1.0)
        self._older_times = older
        self._older = {
            metric_id: _placed(series[metric_id], self._older_times) for metric_id in METRICS if metric_id in series
        }

    def times(self) -> FloatArray:
        """Return the times of what is known, seconds UTC, ascending."""
        if not len(self._older_times):
            return self._table.times()
        return np.concatenate((self._older_times, self._table.times()))

    def values(self, metric_id: str) -> FloatArray:
        """Return one metric, as long as `times`."""
        if not len(self._older_times):
            return self._table.values(metric_id)
        older = self._older.get(metric_id)
        if older is None:
            older = np.full(len(self._older_times), np.nan)
        return np.concatenate((older, self._table.values(metric_id)))


def _after(minutes: Series | None, beats: Series) -> Series:
    """Return minutes, and the beats that come after them."""
    if minutes is None:
        return beats
    return Series(
        at_ms=np.concatenate((minutes.at_ms, beats.at_ms)), values=np.concatenate((minutes.values, beats.values))
    )


def _placed(series: Series, times: FloatArray) -> FloatArray:
    """Return the values of a series at given times, NaN where it has none."""
    values = np.full(len(times), np.nan)
    at = np.searchsorted(times, series.at_ms / 1000)
    inside = at < len(times)
    inside[inside] = times[at[inside]] == (series.at_ms / 1000)[inside]
    values[at[inside]] = series.values[inside]
    return values


class Lives:
    """The few processes whose past is kept: those that were looked at last."""

    def __init__(self) -> None:
        self._lives: OrderedDict[int, Life] = OrderedDict()
        self._newest: Snapshot | None = None

    def remember(self, snapshot: Snapshot) -> None:
        """Take one live beat. Called for every beat, also while nothing is seen: a few values for a few processes."""
        self._newest = snapshot
        for life in self._lives.values():
            life.take(snapshot)

    def of(self, serial: int) -> Life:
        """Return the past of a process; it is watched from now on."""
        life = self._lives.get(serial)
        if life is None:
            life = self._lives[serial] = Life(serial)
            if self._newest is not None:
                life.take(self._newest)
            if len(self._lives) > _WATCHED:
                self._lives.popitem(last=False)
        self._lives.move_to_end(serial)
        return life
