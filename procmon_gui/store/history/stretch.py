"""Beats that follow one another, wherever they are kept: what the past is asked through.

May take a tenth of a second: belongs in a worker.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.derive import HostFigures
from procmon_gui.domain.ends import End
from procmon_gui.domain.history import CpuBeat, Series
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.beats import BLANKS, SERIALS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import nearest
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.replay import (
    Beats,
    NoBeats,
    Place,
    ProcessFigures,
    TextSource,
    before_sockets,
    cpu_beats,
    host_beats,
    host_series,
    process_figures,
    process_series,
    snapshot_of,
)

NO_SERIES: Final = (np.zeros(0, np.int64), np.zeros(0))


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A chunk of a stretch: how many beats it has, and what opens it."""

    count: int
    open: Callable[[], Beats]


@dataclass(frozen=True, slots=True, eq=False)
class Present:
    """Who was there in a beat: serials by start in ticks and pid."""

    boot_id: str
    serials: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """Beats in a row.

    Attributes:
        rows: one row of the index for each beat of the chunks, in their order.
        shown_from: the first row whose rates can be told; what is before it is there for its sake.
    """

    rows: IndexRows
    shown_from: int
    held: Sequence[Held]
    texts: TextSource

    @property
    def from_ms(self) -> int:
        """Return when the first beat was that it tells of."""
        return int(self.rows["time_ms"][min(self.shown_from, len(self.rows) - 1)])

    def row_near(self, at_ms: int) -> int:
        """Return the row of the beat nearest to a time."""
        return max(nearest(self.rows["time_ms"], at_ms), self.shown_from)

    def snapshot_near(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time as it was shown then; None when its texts are forgotten meanwhile.

        Raises DamagedChunk.
        """
        row = self.row_near(at_ms)
        is_first = self.rows["is_first"][: row + 1]
        before = -1 if is_first[-1] or row == 0 else row - 1
        sockets = int(before_sockets(self.rows["sockets_ns"][: row + 1], is_first)[-1])
        try:
            return snapshot_of(
                self._place(row),
                self._place(before) if before >= 0 else None,
                self._place(sockets) if sockets >= 0 else None,
                self.texts,
            )
        except KeyError:
            return None

    def serials_near(self, at_ms: int) -> IntArray:
        """Return who stood in the slots in the beat nearest to a time; raises DamagedChunk."""
        place = self._place(self.row_near(at_ms))
        return place.chunk.track(SERIALS).at(place.beat, int(place.chunk.fact("slots")[place.beat]), -1)

    def processes_near(self, at_ms: int) -> Present:
        """Return who was there in the beat nearest to a time; raises DamagedChunk."""
        place = self._place(self.row_near(at_ms))
        count = int(place.chunk.fact("slots")[place.beat])
        serials, ticks, pids = (
            place.chunk.track(field).at(place.beat, count, BLANKS[field]) for field in (SERIALS, "start_ticks", "pid")
        )
        lived = serials >= 0
        starts, numbers = (
            np.nan_to_num(column[lived].view(np.float64), nan=-1.0).astype(np.int64) for column in (ticks, pids)
        )
        told = json.loads(self.texts.text(int(place.chunk.fact("told")[place.beat])) or "{}")
        keys = zip(starts.tolist(), numbers.tolist(), strict=True)
        return Present(str(told.get("boot_id", "")), dict(zip(keys, serials[lived].tolist(), strict=True)))

    def series(self, metric_id: str) -> tuple[IntArray, FloatArray]:
        """Return times and the values of a metric of the whole machine, one a beat; what is damaged is left out."""
        return host_series(self._each(), metric_id)

    def series_of(self, key: ProcessKey, metric_id: str) -> tuple[IntArray, FloatArray]:
        """Return times and the values of a metric of one process, NaN where it did not live.

        A pid and a start time come again after the next boot, so nothing is told of a process of another one.
        """
        if self.boot_id() != key.boot_id:
            return NO_SERIES
        return process_series(self._each(), key, metric_id)

    def figures_of(self, key: ProcessKey, metric_ids: Sequence[str]) -> ProcessFigures:
        """Return several metrics of one process; nothing of a process of another boot."""
        return process_figures(self._each() if self.boot_id() == key.boot_id else (), key, metric_ids)

    def host_beats(self) -> Iterator[tuple[int, float, HostFigures]]:
        """Yield of each beat its time, when it was on the monotonic clock, and every metric of the machine."""
        return host_beats(self._each())

    def cpu_beats(self) -> Iterator[tuple[int, CpuBeat]]:
        """Yield the time of each beat and the CPU of every process in it; what is damaged is left out."""
        return cpu_beats(self._each())

    def boot_id(self) -> str:
        """Return the boot that all these beats belong to; empty where that is not known any more."""
        for chunk in self._each():
            if len(chunk):
                told = self.texts.text(int(chunk.fact("told")[0])) or "{}"
                return str(json.loads(told).get("boot_id", ""))
        return ""

    def _each(self) -> Iterator[Beats]:
        for held in self.held:
            try:
                yield held.open()
            except DamagedChunk:
                yield NoBeats()

    def _place(self, row: int) -> Place:
        for held in self.held:
            if row < held.count:
                return Place(held.open(), row)
            row -= held.count
        raise IndexError(row)


def between(from_ms: int, to_ms: int, found: tuple[IntArray, FloatArray]) -> Series:
    """Return what lies between two times, both ends included."""
    times, values = found
    inside = (times >= from_ms) & (times <= to_ms)
    return Series(at_ms=times[inside], values=values[inside])


def joined_series(parts: Iterable[Series]) -> Series:
    """Return parts that follow one another as one series."""
    times, values = [NO_SERIES[0]], [NO_SERIES[1]]
    for part in parts:
        times.append(part.at_ms)
        values.append(part.values)
    return Series(at_ms=np.concatenate(times), values=np.concatenate(values))


def lived(series: Series) -> Series:
    """Return a series of a process without the beats in which it did not live."""
    known = ~np.isnan(series.values)
    return Series(at_ms=series.at_ms[known], values=series.values[known])


def ends_of(serials: IntArray, ends: Mapping[int, End]) -> dict[int, End]:
    """Return the ends of these serials that are known."""
    return {serial: ends[serial] for serial in serials.tolist() if serial in ends}
