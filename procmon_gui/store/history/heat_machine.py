"""The machine over time: a dozen metrics, or each core, a cell for each step; and how unusual that was."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from procmon_gui.domain.heat import (
    METRICS,
    Heat,
    HeatKind,
    HeatSteps,
    HeatWish,
    score_of,
    steps_of,
    unusual_of,
)
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import HostSeries
from procmon_gui.domain.reading import FloatArray
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.heat_cells import Cells
from procmon_gui.store.history.minutes import host_sums
from procmon_gui.store.history.range_host import HostRanges, name_in_tables
from procmon_gui.store.history.range_sources import RangeSources, Split
from procmon_gui.store.history.sums import Sums

_BUSY: Final = HostSeries(metric_id="host.cpu.busy_ratio")
# Steps that are shorter are told by beats, of no longer a time.
_BEATS_UP_TO_MS: Final = HOUR_MS
_LEAST_DEVIATION: Final = 0.01
# More cores than this are more than anybody can tell apart, and more than the rows of a page.
_MOST_CORES: Final = 512


class MachineHeat:
    """Answers what is asked of the machine."""

    def __init__(self, sources: RangeSources, host: HostRanges) -> None:
        self._sources = sources
        self._host = host

    def metrics(self, wish: HeatWish, errand: Errand) -> Heat:
        """Return the machine in its most telling metrics."""
        split, steps = self._split(wish)
        cells = self._cells(METRICS, split, steps, errand)
        unusual = None
        if wish.is_unusual:
            scores = [score_of(one) for one in METRICS]
            # The most of a step: what was unusual for a minute of an hour was unusual.
            judged = self._cells(scores, split, steps, errand)
            unusual = np.where(np.isnan(judged.most), judged.mean, judged.most)
        return _heat(METRICS, steps, cells, unusual)

    def cores(self, wish: HeatWish, errand: Errand) -> Heat:
        """Return how busy each core was."""
        split, steps = self._split(wish)
        found = [one for one in self._host.series(wish.span, errand) if one.metric_id == _BUSY.metric_id]
        cores = sorted((one for one in found if one.instance.isdecimal()), key=lambda one: int(one.instance))
        cores = cores[:_MOST_CORES]
        cells = self._cells(cores, split, steps, errand)
        heat = _heat(cores, steps, cells, None)
        return replace(heat, unusual=unusual_of(heat.mean, _LEAST_DEVIATION)) if wish.is_unusual else heat

    # ---- inside

    def _split(self, wish: HeatWish) -> tuple[Split, HeatSteps]:
        """Return of what an answer is made, and in which steps: as short as what is left allows."""
        stored = self._sources.stored
        # On a server there are minutes of what is in tables; of cores, and of what was judged, only beats tell.
        has_minutes = stored is None or not stored.is_on_server or wish.kind is HeatKind.METRICS
        beats_up_to_ms = 0 if wish.step_ms >= MINUTE_MS else _BEATS_UP_TO_MS
        split = self._sources.split(wish.span, beats_up_to_ms, has_minutes=has_minutes)
        step_ms = wish.step_ms
        if split.has_minutes and stored is not None:
            hours, _ = stored.old.busy_hours(split.minutes_from_ms, split.minutes_end_ms)
            least_ms = HOUR_MS if len(hours) else MINUTE_MS
            step_ms = max(least_ms, -(-step_ms // least_ms) * least_ms)
        return split, steps_of(wish.span, step_ms)

    def _cells(self, wanted: Sequence[HostSeries], split: Split, steps: HeatSteps, errand: Errand) -> Cells:
        cells = Cells(len(wanted), steps)
        if split.has_minutes:
            self._add_minutes(cells, wanted, split, steps, errand)
        for one in self._host.figures(split, errand):
            for row, series in enumerate(wanted):
                values = one.known.get((series.metric_id, series.instance))
                if values is not None:
                    exact = values.astype(np.float64)
                    known = ~np.isnan(exact)
                    cells.add(row, one.at_ms, Sums(known.astype(np.int64), np.nan_to_num(exact), exact, exact))
        return cells

    def _add_minutes(
        self, cells: Cells, wanted: Sequence[HostSeries], split: Split, steps: HeatSteps, errand: Errand
    ) -> None:
        stored = self._sources.stored
        if stored is None:
            return
        from_ms, end_ms = split.minutes_from_ms, split.minutes_end_ms
        named = [(row, name) for row, one in enumerate(wanted) if (name := name_in_tables(one)) is not None]
        if named:
            at_ms, figures = stored.minutes.figures([name for _, name in named], from_ms, end_ms, steps.step_ms)
            for (row, _), sums in zip(named, figures, strict=True):
                cells.add(row, at_ms, sums)
        if _BUSY in wanted:
            hours, busy = stored.old.busy_hours(from_ms, end_ms)
            # What all programs used in an hour is a mean, and no greatest.
            cells.add(wanted.index(_BUSY), hours, replace(busy, most=busy.least))
        packed = {(one.metric_id, one.instance): row for row, one in enumerate(wanted) if name_in_tables(one) is None}
        if not packed or stored.is_on_server:
            return
        for hour in stored.minutes.machine(from_ms, end_ms, errand):
            row_of = np.array([packed.get(key, -1) for key in hour.packed.keys], np.int64)
            if not (row_of >= 0).any():
                continue
            try:
                rows, minutes = row_of[hour.packed.column("key")], hour.minutes()
                sums = host_sums(hour.packed)
            except DamagedChunk:
                continue
            inside = np.flatnonzero((rows >= 0) & (minutes >= from_ms) & (minutes < end_ms))
            cells.add(rows[inside], minutes[inside], sums.rows(inside))


def _heat(subjects: Sequence[HostSeries], steps: HeatSteps, cells: Cells, unusual: FloatArray | None) -> Heat:
    return Heat(
        subjects=tuple(subjects),
        from_ms=steps.from_ms,
        step_ms=steps.step_ms,
        mean=cells.mean,
        most=cells.most,
        is_recorded=cells.is_recorded,
        unusual=unusual,
    )
