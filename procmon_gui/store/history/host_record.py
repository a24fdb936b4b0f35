"""A metric of the machine over days, beat by beat: read for whoever judges it. Belongs in a worker.

Only the figures that it is made of are worked out, and the index of a chunk is not read: a week of beats takes seconds.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from procmon_gui.domain.dry_run import HostRecord
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.history import Span
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.host_over_time import host_over_time
from procmon_gui.domain.metrics import How
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.process_metrics import STATE_LABELS
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.beats import SERIALS, HostKey
from procmon_gui.store.history.beats_part import followed
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.minutes import host_sums
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.rollup_schema import SYSTEM_FIGURES
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.stretch import Stretch
from procmon_gui.store.history.timeline import TAIL_FIELDS, Tail, Timeline

# Told as progress: about a chunk a minute.
_CHUNK_MS: Final = 60_000
_AT_ONCE: Final = 64
_IN_TABLES: Final = {metric_id: name for name, metric_id, _ in SYSTEM_FIGURES}
_COUNT, _THREADS = "host.processes.count", "host.processes.threads"
_STATES: Final = {f"host.processes.{label.replace('-', '_')}": float(at) for at, label in enumerate(STATE_LABELS)}


@dataclass(slots=True, eq=False)
class _Gathered:
    """Parts that follow one another: times, and values by instance."""

    at_ms: list[IntArray]
    since_boot_ns: list[IntArray]
    boots: list[IntArray]
    values: dict[str, list[tuple[int, FloatArray]]]
    count: int = 0

    def add(self, at_ms: IntArray, since_boot_ns: IntArray, boot: int, values: Mapping[str, FloatArray]) -> None:
        self.at_ms.append(at_ms)
        self.since_boot_ns.append(since_boot_ns)
        self.boots.append(np.full(len(at_ms), boot))
        for instance, column in values.items():
            self.values.setdefault(instance, []).append((self.count, column))
        self.count += len(at_ms)

    def record(self, averages_count: int) -> HostRecord:
        nothing = np.zeros(0, np.int64)
        return HostRecord(
            at_ms=np.concatenate([nothing, *self.at_ms]),
            since_boot_ns=np.concatenate([nothing, *self.since_boot_ns]),
            boots=np.concatenate([nothing, *self.boots]),
            values={instance: self._column(parts) for instance, parts in self.values.items()},
            averages_count=averages_count,
        )

    def _column(self, parts: Sequence[tuple[int, FloatArray]]) -> FloatArray:
        column = np.full(self.count, np.nan)
        for begin, values in parts:
            column[begin : begin + len(values)] = values
        return column


def host_record(history: LongHistory, metric_id: str, instance: str | None, span: Span, errand: Errand) -> HostRecord:
    """Return a metric in a time: one instance, or all where that is None. Raises Unavailable and Cancelled."""
    found = _Gathered([], [], [], {})
    _add_minutes(found, history, (metric_id, instance), span, errand)
    averages_count = found.count
    boots: dict[str, int] = {}
    total = max(1, (span.to_ms - span.from_ms) // _CHUNK_MS)
    batch = _Batch(found, metric_id, instance)
    for boot_id, timeline, shown in _timelines(history, span, with_processes=_is_counted(metric_id)):
        if errand.is_cancelled():
            raise Cancelled
        errand.tell_progress(min(total, int(timeline.time_ms[0] - span.from_ms) // _CHUNK_MS), total)
        batch.add(timeline, shown, boots.setdefault(boot_id, len(boots) + 1))
    batch.finish()
    errand.tell_progress(total, total)
    return found.record(averages_count)


class _Batch:
    """Works several chunks out at once, as long as they follow one another and have the same figures."""

    def __init__(self, found: _Gathered, metric_id: str, instance: str | None) -> None:
        self._found = found
        self._metric_id, self._instance = metric_id, instance
        self._keys: tuple[HostKey, ...] = ()
        self._boot = 0
        self._rows: list[FloatArray] = []
        self._elapsed_s: list[FloatArray] = []
        self._times: list[tuple[IntArray, IntArray]] = []
        self._shown: list[IntArray] = []
        self._count = 0

    def add(self, timeline: "_HostTimeline", shown: slice, boot: int) -> None:
        """Take the beats of a chunk; those that are damaged are left out."""
        times = timeline.time_ms[shown], timeline.since_boot_ns[shown]
        try:
            if _is_counted(self._metric_id):
                self._found.add(*times, boot, {"": _counted(timeline, self._metric_id)[shown]})
                return
            places = _places(tuple(timeline.host_keys), self._metric_id, self._instance)
            keys, rows = tuple(timeline.host_keys[at] for at in places), timeline.host_rows()[:, places]
        except DamagedChunk:
            return
        elapsed_s = timeline.elapsed_s()
        # What stands before the first beat is the last of the chunk before, or is not asked.
        follows = bool(self._rows) and (np.isnan(elapsed_s[0]) or np.array_equal(self._rows[-1][-1], rows[0], True))
        if not follows or keys != self._keys or boot != self._boot or len(self._rows) >= _AT_ONCE:
            self.finish()
            self._keys, self._boot = keys, boot
            self._rows.append(rows[:1])
        self._rows.append(rows[1:])
        self._elapsed_s.append(elapsed_s)
        self._times.append(times)
        self._shown.append(np.arange(self._count + shown.start, self._count + shown.stop))
        self._count += timeline.beat_count

    def finish(self) -> None:
        """Work out what was taken."""
        if self._rows:
            shown = np.concatenate(self._shown)
            made = host_over_time(self._keys, np.concatenate(self._rows), np.concatenate(self._elapsed_s))
            values = {
                own: column[shown]
                for (id, own), column in made.items()
                if id == self._metric_id and self._instance in (None, own)
            }
            at_ms, since_boot_ns = (np.concatenate(column) for column in zip(*self._times, strict=True))
            self._found.add(at_ms, since_boot_ns, self._boot, values)
        self._count = 0
        for column in (self._rows, self._elapsed_s, self._times, self._shown):
            column.clear()


# ---- beats


def _timelines(
    history: LongHistory, span: Span, *, with_processes: bool
) -> Iterator[tuple[str, "_HostTimeline", slice]]:
    """Yield the beats of a time, a chunk at a time, each with its boot and with those of it that are to be told."""
    recent = history.recent_span()
    until_ms = span.to_ms if recent is None else min(span.to_ms, recent.from_ms - 1)
    stored = history.stored
    if stored is not None and span.from_ms <= until_ms:
        yield from _stored_timelines(stored, span.from_ms, until_ms, with_processes=with_processes)
    if recent is not None and span.to_ms >= recent.from_ms:
        begin_ms = max(span.from_ms, recent.from_ms)
        now = history.recent_stretch(begin_ms, span.to_ms)
        if now is not None:
            yield from _recent_timelines(now, begin_ms, span.to_ms, with_processes=with_processes)


def _stored_timelines(
    stored: StoredHistory, from_ms: int, to_ms: int, *, with_processes: bool
) -> Iterator[tuple[str, "_HostTimeline", slice]]:
    boots: dict[tuple[int, int], str] = {}
    tail: Tail | None = None
    for entry, beats, follows in stored.chunks_in_a_row(from_ms, to_ms, machine_only=not with_processes):
        if not follows:
            tail = None
        if beats is None:
            tail = None
            continue
        run = int(entry["run"])
        try:
            timeline = _HostTimeline(beats, tail)
            own_tail = _tail(beats)
            told = run, int(beats.fact("told")[0])
            if told not in boots:
                boots[told] = _boot_id(stored.text(*told))
        except (DamagedChunk, KeyError):
            tail = None
            continue
        first, end = np.searchsorted(timeline.time_ms, (from_ms, to_ms + 1)).tolist()
        if not follows and not beats.fact("is_first")[0]:
            # Of what was before the oldest beat nobody knows anything; or another run tells of it.
            first = max(first, 1, int(np.searchsorted(timeline.time_ms, int(entry["from_ms"]))))
        tail = own_tail
        if first < end:
            yield boots[told], timeline, slice(first, end)


def _recent_timelines(
    stretch: Stretch, from_ms: int, to_ms: int, *, with_processes: bool
) -> Iterator[tuple[str, "_HostTimeline", slice]]:
    boot_id: str | None = None
    for one in followed(stretch, from_ms, to_ms, fields=TAIL_FIELDS if with_processes else ()):
        if boot_id is None:
            boot_id = stretch.boot_id()
        yield boot_id, _HostTimeline(one.beats, one.tail), slice(0, len(one.beats))


class _HostTimeline(Timeline):
    """A timeline of which only the machine is asked."""

    def __init__(self, beats: Beats, tail: Tail | None) -> None:
        super().__init__(beats, tail)
        self.since_boot_ns: IntArray = beats.fact("monotonic_ns") + beats.fact("suspended_ns")


def _tail(beats: Beats) -> Tail:
    times = {name: beats.fact(name)[-1:] for name in ("time", "monotonic_ns", "sockets_ns")}
    return Tail(times=times, columns={}, host_keys=tuple(beats.host_keys), host_row=beats.host_rows()[-1])


def _boot_id(told: str | None) -> str:
    return str(json.loads(told or "{}").get("boot_id", ""))


# ---- values


def _is_counted(metric_id: str) -> bool:
    return metric_id in (_COUNT, _THREADS) or metric_id in _STATES


@lru_cache(16)
def _places(keys: tuple[HostKey, ...], metric_id: str, instance: str | None) -> list[int]:
    """Return where the figures stand that a metric is made of; they are the same in one chunk after the other."""
    return [at for at, key in enumerate(keys) if _is_part(key, metric_id, instance)]


def _is_part(key: HostKey, metric_id: str, instance: str | None) -> bool:
    """Say whether a raw figure may be a part of a metric."""
    raw, own = key
    if instance is not None and own not in (instance, "", None):
        return False
    metric = HOST_CATALOGUE.by_id.get(metric_id)
    if metric is not None and metric.how is not How.MADE:
        return raw == metric.raw
    family = metric_id.removeprefix("host.").partition(".")[0]
    return raw.partition(".")[0] == family


def _counted(timeline: Timeline, metric_id: str) -> FloatArray:
    """Return how many processes or threads there were, or how many processes in a state."""
    lives = timeline.course(SERIALS).block(0, timeline.slot_count) >= 0
    counted: FloatArray
    if metric_id == _COUNT:
        counted = lives.sum(axis=0).astype(np.float64)
        return counted
    field = "threads" if metric_id == _THREADS else "state"
    values = timeline.course(field).block(0, timeline.slot_count).view(np.float64)
    if metric_id == _THREADS:
        counted = np.where(lives, np.nan_to_num(values), 0.0).sum(axis=0)
    else:
        counted = (lives & (values == _STATES[metric_id])).sum(axis=0).astype(np.float64)
    return counted


# ---- minutes


def _add_minutes(
    found: _Gathered, history: LongHistory, wanted: tuple[str, str | None], span: Span, errand: Errand
) -> None:
    """Add the means of the minutes before the oldest beat."""
    beats, stored = history.beats_span(), history.stored
    end_ms = span.to_ms + 1 if beats is None else min(span.to_ms + 1, beats.from_ms)
    if stored is None or span.from_ms >= end_ms:
        return
    metric_id, instance = wanted
    parts: dict[str, list[tuple[IntArray, FloatArray]]] = {}
    name = _IN_TABLES.get(metric_id)
    if stored.is_on_server and name is not None and instance in (None, ""):
        # Only what is in tables is copied to a server.
        minutes, sums = stored.minutes.system(name, span.from_ms // MINUTE_MS * MINUTE_MS, end_ms)
        parts[""] = [(minutes, sums.mean)]
    for hour in stored.minutes.machine(span.from_ms, end_ms, errand):
        for place, (id, own) in enumerate(hour.packed.keys):
            if id != metric_id or instance not in (None, own):
                continue
            try:
                rows = slice(*np.searchsorted(hour.packed.column("key"), (place, place + 1)).tolist())
                parts.setdefault(own, []).append((hour.minutes(rows), host_sums(hour.packed, rows).mean))
            except DamagedChunk:
                continue
    _place_minutes(found, parts, span.from_ms, end_ms)


def _place_minutes(
    found: _Gathered, parts: Mapping[str, Sequence[tuple[IntArray, FloatArray]]], from_ms: int, end_ms: int
) -> None:
    every = [minutes for one in parts.values() for minutes, _ in one]
    if not every:
        return
    at_ms = np.unique(np.concatenate(every))
    at_ms = at_ms[(at_ms + MINUTE_MS > from_ms) & (at_ms + MINUTE_MS <= end_ms)]
    values = {}
    for own, columns in parts.items():
        column = np.full(len(at_ms), np.nan)
        for minutes, means in columns:
            is_inside = np.isin(minutes, at_ms)
            column[np.searchsorted(at_ms, minutes[is_inside])] = means[is_inside]
        values[own] = column
    found.add(at_ms, at_ms * 1_000_000, 0, values)
