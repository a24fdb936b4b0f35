"""Curves and statistics of the machine over a range: beat by beat where it is short, else from minutes."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from procmon_gui.domain.history import Float32Array, Span
from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.host_over_time import SeriesKey, host_over_time
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve, HostSeries, Statistics
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.beats import SERIALS
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import PackedColumns, host_sums
from procmon_gui.store.history.range_sources import Part, RangeSources, Split, whole_steps
from procmon_gui.store.history.rollup_schema import SYSTEM_FIGURES
from procmon_gui.store.history.steps import BeatValues, Steps, beats_curve, joined_beats
from procmon_gui.store.history.sums import NOTHING, Sums
from procmon_gui.store.history.timeline import Timeline

# Beats of a longer time would take more than a second to read.
_BEATS_UP_TO_MS: Final = 2 * HOUR_MS
# Of what has a largest value in the tables, these are read for longer times: a row has all, and nothing is unpacked.
_PACKED_UP_TO_MS: Final = 24 * HOUR_MS
_IN_TABLES: Final = {metric_id: name for name, metric_id, _ in SYSTEM_FIGURES}
_WITH_MOST: Final = frozenset(metric_id for _, metric_id, has_most in SYSTEM_FIGURES if has_most)
# What was read of chunks serves all curves of a page.
_KEPT_CHUNKS: Final = 160
_ORDER: Final = {metric.id: place for place, metric in enumerate(HOST_METRICS)}
_BUSY: Final = HostSeries(metric_id="host.cpu.busy_ratio")
_P95: Final = 0.95


class HostRanges:
    """Answers what is asked of the machine."""

    def __init__(self, sources: RangeSources) -> None:
        self._sources = sources
        self._guard = threading.Lock()
        self._kept: OrderedDict[tuple[int, ...], ChunkFigures] = OrderedDict()

    def series(self, span: Span, errand: Errand) -> Sequence[HostSeries]:
        """Return the curves that there are in a range."""
        split = self._sources.split(span, _BEATS_UP_TO_MS)
        found: set[SeriesKey] = set()
        for one in self.figures(split, errand):
            found |= one.known.keys()
        stored = self._sources.stored
        if stored is not None and split.has_minutes:
            if stored.is_on_server:
                means = stored.minutes.system_means(split.minutes_from_ms, split.minutes_end_ms)
                found |= {(metric_id, "") for metric_id in means}
            for hour in stored.minutes.machine(split.minutes_from_ms, split.minutes_end_ms, errand):
                found |= _known_keys(hour.packed)
        keys = sorted(found, key=lambda key: (_ORDER.get(key[0], len(_ORDER)), key[1]))
        return [HostSeries(metric_id=metric_id, instance=instance) for metric_id, instance in keys]

    def curve(self, series: HostSeries, span: Span, points: int, errand: Errand) -> Curve:
        """Return one of them in about so many points."""
        split = self._split(series, span)
        beats = self._beats(series, split, errand)
        if not split.has_minutes:
            return beats_curve(beats, points, whole_steps(span.from_ms, span.to_ms, points, 1000))
        hours, busy = self._hours(series, split)
        step_ms = whole_steps(span.from_ms, span.to_ms, points, HOUR_MS if len(hours) else MINUTE_MS)
        steps = self._minutes(series, split, step_ms, errand)
        # What all programs used in an hour is a mean, and no greatest.
        steps.add(hours, replace(busy, most=busy.least))
        steps.add_beats(beats)
        return steps.curve(step_ms)

    def statistics(self, series: HostSeries, span: Span, errand: Errand) -> Statistics:
        """Return least, mean, p95 and most."""
        split = self._split(series, span)
        beats = self._beats(series, split, errand)
        if not split.has_minutes:
            steps = Steps()
            steps.add_beats(beats)
            times, sums = steps.together(1)
            return _statistics(times, sums, covered_ms=_covered_ms(beats), step_ms=0)
        steps = self._minutes(series, split, MINUTE_MS, errand)
        steps.add_beats(beats)
        times, sums = steps.together(MINUTE_MS)
        covered_ms = min(int((sums.count > 0).sum()) * MINUTE_MS, span.to_ms - span.from_ms)
        return _statistics(times, sums, covered_ms=covered_ms, step_ms=MINUTE_MS)

    def _split(self, series: HostSeries, span: Span) -> Split:
        """Return of what the answer about one of them is made: a server has minutes of what is in tables."""
        stored = self._sources.stored
        has_minutes = stored is None or not stored.is_on_server or name_in_tables(series) is not None
        return self._sources.split(span, _BEATS_UP_TO_MS, has_minutes=has_minutes)

    # ---- minutes

    def _hours(self, series: HostSeries, split: Split) -> tuple[IntArray, Sums]:
        """Return how busy the machine was in hours of which no minutes are left; of other figures there is nothing."""
        stored = self._sources.stored
        if series != _BUSY or stored is None:
            return np.zeros(0, np.int64), NOTHING
        return stored.old.busy_hours(split.minutes_from_ms, split.minutes_end_ms)

    def _minutes(self, series: HostSeries, split: Split, step_ms: int, errand: Errand) -> Steps:
        steps = Steps()
        stored = self._sources.stored
        if stored is None:
            return steps
        from_ms, end_ms = split.minutes_from_ms, split.minutes_end_ms
        name = name_in_tables(series)
        is_quick = series.metric_id in _WITH_MOST and end_ms - from_ms > _PACKED_UP_TO_MS
        if name is not None and (is_quick or stored.is_on_server):
            steps.add(*stored.minutes.system(name, from_ms, end_ms, step_ms))
            return steps
        key = (series.metric_id, series.instance)
        for hour in stored.minutes.machine(from_ms, end_ms, errand):
            places = [place for place, known in enumerate(hour.packed.keys) if known == key]
            try:
                for place in places:
                    rows = slice(*np.searchsorted(hour.packed.column("key"), (place, place + 1)).tolist())
                    minutes = hour.minutes(rows)
                    begin, end = np.searchsorted(minutes, (from_ms, end_ms)).tolist()
                    inside = slice(rows.start + begin, rows.start + end)
                    steps.add(minutes[begin:end], host_sums(hour.packed, inside))
            except DamagedChunk:
                continue
        return steps

    # ---- beats

    def _beats(self, series: HostSeries, split: Split, errand: Errand) -> BeatValues:
        parts = []
        for one in self.figures(split, errand):
            values = one.known.get((series.metric_id, series.instance))
            if values is None:
                values = np.full(len(one.at_ms), np.nan, np.float32)
            parts.append(BeatValues(one.at_ms, values.astype(np.float64), one.follows))
        return joined_beats(parts)

    def figures(self, split: Split, errand: Errand) -> Iterable["ChunkFigures"]:
        """Yield the figures in the beats of a split, a chunk at a time; raises Unavailable and Cancelled."""
        for part in self._sources.parts(split.beats, errand, fields=()):
            try:
                yield self._of_part(part)
            except DamagedChunk:
                continue

    def _of_part(self, part: Part) -> "ChunkFigures":
        beats, tail = part.followed.beats, part.followed.tail
        times = beats.fact("time")
        key = (int(times[0]), int(times[-1]), len(beats), int(tail is not None))
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = ChunkFigures(part)
        with self._guard:
            self._kept[key] = found
            while len(self._kept) > _KEPT_CHUNKS:
                self._kept.popitem(last=False)
        return found


def name_in_tables(series: HostSeries) -> str | None:
    """Return what a curve is called in the tables; None where it is not in them."""
    return None if series.instance else _IN_TABLES.get(series.metric_id)


class ChunkFigures:
    """The figures of the machine in some beats, those of which something is known."""

    def __init__(self, part: Part) -> None:
        timeline = Timeline(part.followed.beats, part.followed.tail)
        self.at_ms = timeline.time_ms
        elapsed_s = timeline.elapsed_s()
        # A beat that nothing came before, and one that came much later, begin a line of their own.
        is_late = np.diff(self.at_ms, prepend=self.at_ms[:1]) / 1000 > np.nan_to_num(elapsed_s, nan=0.0) + 2.0
        self.follows = ~(np.isnan(elapsed_s) | is_late)
        figures = host_over_time(timeline.host_keys, timeline.host_rows(), elapsed_s)
        figures |= _counts(timeline)
        # Half the room, and as exact as anybody can see.
        self.known: Mapping[SeriesKey, Float32Array] = {
            key: values.astype(np.float32) for key, values in figures.items() if not np.isnan(values).all()
        }


def _counts(timeline: Timeline) -> dict[SeriesKey, FloatArray]:
    """Return how many processes and threads there were in each beat."""
    lives = timeline.course(SERIALS).block(0, timeline.slot_count) >= 0
    threads = timeline.course("threads").block(0, timeline.slot_count).view(np.float64)
    return {
        ("host.processes.count", ""): lives.sum(axis=0).astype(np.float64),
        ("host.processes.threads", ""): np.where(lives, np.nan_to_num(threads), 0.0).sum(axis=0),
    }


def _known_keys(packed: PackedColumns) -> set[SeriesKey]:
    try:
        known = np.bincount(packed.column("key"), packed.column("count"), len(packed.keys)) > 0
    except DamagedChunk:
        return set()
    return {key for key, is_known in zip(packed.keys, known.tolist(), strict=True) if is_known}


def _covered_ms(beats: BeatValues) -> int:
    """Return how much time beats tell of: from each to the one before it, as far as they follow one another."""
    if not len(beats.at_ms):
        return 0
    steps = np.diff(beats.at_ms, prepend=beats.at_ms[:1])
    return int(steps[beats.follows & (steps > 0)].sum())


def _statistics(times: IntArray, sums: Sums, *, covered_ms: int, step_ms: int) -> Statistics:
    known = sums.count > 0
    if not known.any():
        return Statistics(least=None, mean=None, p95=None, most=None, covered_ms=covered_ms, step_ms=step_ms)
    mean, least, most = (values[known] for values in (sums.mean, sums.least, sums.most))
    # Of some figures only the mean of a minute is kept: it was that much at least.
    is_mean = np.isnan(most)
    most = np.where(is_mean, mean, most)
    return Statistics(
        # Where one was not kept, nobody knows the least of all.
        least=None if np.isnan(least).any() else float(least.min()),
        mean=float(sums.total[known].sum() / sums.count[known].sum()),
        p95=float(np.quantile(mean, _P95)),
        most=float(most.max()),
        covered_ms=covered_ms,
        peak_ms=int(times[known][most.argmax()]),
        step_ms=step_ms,
        most_is_mean=bool(is_mean.any()),
    )
