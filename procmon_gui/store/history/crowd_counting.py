"""Counts what each process took in a time, who came and who went. In a worker.

Read chunk by chunk as matrices of beats by slots, so that ten minutes of a thousand processes take a tenth of a second
and little room. A process is known by its start and its pid: serials are others after a restart of this program.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.alerts import Passer
from procmon_gui.domain.crowds import Crowd, Group
from procmon_gui.domain.derive import MADE_OF
from procmon_gui.domain.history import Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import How
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.rules import Subject
from procmon_gui.store.history.beats import BLANKS, SERIALS, Track
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.replay import Beats, TextSource
from procmon_gui.store.history.stretch import Held, Stretch, joined_series

MOST_PASSERS: Final = 40
# More comings and goings than these are not even looked at: what is near is among the last ones, or the first.
_MOST_CHANGES: Final = 20_000
# Who started so shortly before the beat that missed it was there in no beat before.
_BORN_S: Final = 0.5
# A pid has 22 bits at most, proc(5) pid_max.
_PID_BITS: Final = 22
_NOBODY: Final = -1
_TEXTS_OF: Final = {
    Subject.PROGRAM: ("name", "executable"), Subject.USER: ("user",), Subject.UNIT: ("unit",), Subject.TOGETHER: (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Of which fields a metric is made; one that counts up is taken by what it grew."""

    fields: tuple[str, ...]
    counts_up: bool
    scale: float = 1.0

    @classmethod
    def of(cls, metric_id: str) -> "Source | None":
        """Return it; None for what can not be added up."""
        metric = PROCESS_CATALOGUE.by_id.get(metric_id)
        if metric is None:
            return None
        if metric_id in MADE_OF and metric_id != "cpu_time_s":
            return cls(MADE_OF[metric_id], counts_up=True, scale=1e-9 if metric_id == "gpu_ratio" else 1.0)
        if metric.how is How.RATE:
            return cls((metric.raw,), counts_up=True, scale=metric.scale)
        return cls((metric.raw,), counts_up=False) if metric.how is How.GAUGE else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Last:
    """The last beat before a chunk."""

    held: Held
    row: int
    keys: IntArray
    values: FloatArray
    mono_s: float
    awake_s: float


@dataclass(frozen=True, slots=True)
class _Change:
    """Somebody came, or went: where to read who it was, and the beat in which that was noticed."""

    at_ms: int
    key: int
    slot: int
    held: Held
    row: int
    after: Held
    after_row: int


@dataclass(slots=True, eq=False)
class _Sum:
    """What is counted in one window."""

    span: Span
    keys: list[IntArray] = field(default_factory=list)
    sums: list[FloatArray] = field(default_factory=list)
    known: list[FloatArray] = field(default_factory=list)
    last: list[IntArray] = field(default_factory=list)
    seconds: float = 0.0
    beats: int = 0


class Counting:
    """Goes through chunks in their order."""

    def __init__(
        self, source: Source, windows: Sequence[Span], around: Span, group: Group | None, boot_id: str
    ) -> None:
        self._source = source
        self._sums = [_Sum(span) for span in windows]
        self._around = around
        self._group = group if group is not None and group.about.subject in _TEXTS_OF else None
        self._boot_id = boot_id
        self._texts: list[tuple[Held, TextSource]] = []
        self._last: _Last | None = None
        self._came: list[_Change] = []
        self._went: list[_Change] = []
        self._curve: list[tuple[IntArray, FloatArray]] = []

    def read(self, stretch: Stretch, begin_ms: int, end_ms: int) -> None:
        """Take what a stretch tells of a time."""
        self._last = None
        for held in stretch.held:
            try:
                beats = held.open()
                if len(beats):
                    self._read(held, beats, stretch, begin_ms, end_ms)
                    continue
            except DamagedChunk:
                pass
            self._last = None

    def _read(self, held: Held, beats: Beats, stretch: Stretch, begin_ms: int, end_ms: int) -> None:
        times = beats.fact("time")
        counts = beats.fact("slots")
        width = int(counts.max())
        keys = _keys(beats, counts, width)
        values = sum((_matrix(beats, name, width).view(np.float64) for name in self._source.fields), np.float64(0.0))
        mono_s = beats.fact("monotonic_ns") / 1e9
        awake_s = mono_s + beats.fact("suspended_ns") / 1e9
        starts_s = (keys >> _PID_BITS) / np.maximum(1, beats.fact("ticks_per_s"))[:, None]
        taken, lengths_s = self._taken(beats, keys, np.asarray(values), mono_s, awake_s, starts_s)
        is_own = None if self._group is None else self._is_own(beats, stretch, width, keys)
        inside = (times >= begin_ms) & (times <= end_ms)
        for one in self._sums:
            rows = np.flatnonzero(inside & (times >= one.span.from_ms) & (times <= one.span.to_ms))
            if len(rows):
                _add(
                    one,
                    times[rows],
                    keys[rows],
                    taken[rows],
                    lengths_s[rows],
                    is_own[rows] if is_own is not None else None,
                )
        if is_own is not None:
            self._add_to_curve(times[inside], taken[inside], lengths_s[inside], is_own[inside])
        self._note_changes(held, times, keys, inside)
        self._texts.append((held, stretch.texts))
        self._last = _Last(
            held=held, row=len(beats) - 1, keys=keys[-1], values=np.asarray(values)[-1], mono_s=float(mono_s[-1]),
            awake_s=float(awake_s[-1]),
        )  # fmt: skip

    def _taken(
        self, beats: Beats, keys: IntArray, values: FloatArray, mono_s: FloatArray, awake_s: FloatArray,
        starts_s: FloatArray,
    ) -> tuple[FloatArray, FloatArray]:  # fmt: skip
        """Return by beat and slot what was taken, NaN where that is not known; and how long each beat was."""
        before, width = self._last, keys.shape[1]
        lengths_s = np.diff(mono_s, prepend=mono_s[:1] if before is None else before.mono_s)
        is_first = beats.fact("is_first") == 1
        lengths_s[is_first | (lengths_s <= 0)] = 0.0
        if not self._source.counts_up:
            return np.where(keys >= 0, values, np.nan), lengths_s
        old_keys = _fitted(before.keys, width, _NOBODY) if before is not None else np.full(width, _NOBODY)
        old_values = _fitted(before.values, width, np.nan) if before is not None else np.full(width, np.nan)
        old_keys, old_values = np.vstack((old_keys, keys[:-1])), np.vstack((old_values, values[:-1]))
        grown = values - old_values
        grown[(old_keys != keys) | (grown < 0)] = np.nan
        # Of who was born since the beat before, all that it has taken so far.
        old_awake_s = np.concatenate(([np.inf if before is None else before.awake_s], awake_s[:-1]))
        is_born = (keys >= 0) & (old_keys != keys) & (starts_s >= old_awake_s[:, None] - _BORN_S)
        grown[is_born] = values[is_born]
        grown[lengths_s <= 0] = np.nan
        return grown * self._source.scale, lengths_s

    def _is_own(self, beats: Beats, stretch: Stretch, width: int, keys: IntArray) -> BoolArray:
        """Say by beat and slot whether a process belongs to the group."""
        assert self._group is not None
        about, texts = self._group.about, stretch.texts
        is_own: BoolArray = keys >= 0
        for name, text in zip(_TEXTS_OF[about.subject], (about.name, about.executable), strict=False):
            if text is None and name == "executable":
                continue
            numbers = _matrix(beats, name, width)
            unique = np.unique(numbers).tolist()
            found = zip(unique, texts.many(unique), strict=True)
            is_own &= np.isin(numbers, [one for one, said in found if said == text])
        if self._group.where:
            times = beats.fact("time")
            chosen = [_chosen(stretch, int(times[row]), self._group.where) for row in (0, len(times) - 1)]
            is_own &= np.isin(keys, np.concatenate(chosen))
        return is_own

    def _add_to_curve(self, times: IntArray, taken: FloatArray, lengths_s: FloatArray, is_own: BoolArray) -> None:
        amounts = np.nansum(np.where(is_own, taken, np.nan), axis=1)
        if self._source.counts_up:
            amounts = np.divide(amounts, lengths_s, out=np.full(len(amounts), np.nan), where=lengths_s > 0)
        self._curve.append((times, amounts))

    def _note_changes(self, held: Held, times: IntArray, keys: IntArray, inside: BoolArray) -> None:
        width, last = keys.shape[1], self._last
        before = _fitted(last.keys, width, _NOBODY) if last is not None else keys[0]
        olds = np.vstack((before, keys[:-1]))
        wanted = inside & (times >= self._around.from_ms) & (times <= self._around.to_ms)
        rows, slots = np.nonzero((olds != keys) & wanted[:, None])
        if len(rows) > _MOST_CHANGES:
            rows, slots = rows[-_MOST_CHANGES:], slots[-_MOST_CHANGES:]
        for row, slot in zip(rows.tolist(), slots.tolist(), strict=True):
            old, new = int(olds[row, slot]), int(keys[row, slot])
            at_ms = int(times[row])
            if new >= 0 and not (keys_in(olds, row, new)):
                self._came.append(_Change(at_ms, new, slot, held, row, held, row))
            if old >= 0 and not (keys_in(keys, row, old)):
                where, at = (held, row - 1) if row or last is None else (last.held, last.row)
                self._went.append(_Change(at_ms, old, slot, where, at, held, row))

    # ---- in the end

    def crowd(self, near_ms: int) -> Crowd | None:
        """Return what was counted."""
        found = [one for total in self._sums for one in total.keys]
        keys = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
        means = np.zeros((len(self._sums), len(keys)))
        was_there = np.zeros(means.shape, np.bool_)
        last_ms = np.zeros(len(keys), np.int64)
        for number, total in enumerate(self._sums):
            if not total.keys:
                means[number] = np.nan
                continue
            places = np.searchsorted(keys, np.concatenate(total.keys))
            sums, known = (np.bincount(places, np.concatenate(part), len(keys)) for part in (total.sums, total.known))
            np.maximum.at(last_ms, places, np.concatenate(total.last))
            was_there[number, places] = True
            length = total.seconds if self._source.counts_up else total.beats
            means[number] = sums / length if length else np.nan
            means[number, was_there[number] & (known == 0)] = np.nan
        if not len(keys) and not self._came and not self._went:
            return None
        curve = self._curve
        return Crowd(
            keys=[self._key(one) for one in keys.tolist()],
            means=means,
            was_there=was_there,
            last_ms=last_ms,
            covered_ms=tuple(round(total.seconds * 1000) for total in self._sums),
            curve=joined_series(Series(at_ms=times, values=values) for times, values in curve),
            came=self._passers(self._came, near_ms, is_end=False),
            went=self._passers(self._went, near_ms, is_end=True),
        )

    def _key(self, key: int) -> ProcessKey:
        return ProcessKey(self._boot_id, key & ((1 << _PID_BITS) - 1), key >> _PID_BITS)

    def _passers(self, changes: Iterable[_Change], near_ms: int, *, is_end: bool) -> list[Passer]:
        texts = {id(held): source for held, source in self._texts}
        passers = []
        for change in sorted(changes, key=lambda one: abs(one.at_ms - near_ms)):
            passer = self._passer(change, texts[id(change.held)], is_end=is_end)
            if passer is not None:
                passers.append(passer)
            if len(passers) == MOST_PASSERS:
                break
        return passers

    def _passer(self, change: _Change, texts: TextSource, *, is_end: bool) -> Passer | None:
        """Return who came or went; None for a thread of the kernel, and where that can not be read any more."""
        try:
            beats = change.held.open()
            numbers = {name: _cell(beats, name, change.slot, change.row) for name in _OF_PASSER}
            if numbers.pop("kernel_thread") == _ONE:
                return None
            name, user, line = texts.many([numbers[one] for one in ("name", "user", "command_line")])
            status = None
            if is_end:
                after = change.after.open()
                bits = _cell(after, "exit_status", change.slot, change.after_row)
                told = float(np.int64(bits).view(np.float64))
                is_free = _cell(after, SERIALS, change.slot, change.after_row) < 0
                status = int(told) if is_free and np.isfinite(told) else None
        except (DamagedChunk, KeyError):
            return None
        return Passer(
            key=self._key(change.key), name=name or "?", user=user, at_ms=change.at_ms, command_line=line,
            exit_status=status,
        )  # fmt: skip


def _chosen(stretch: Stretch, at_ms: int, where: str) -> IntArray:
    """Return the keys of those that a query selects in a beat; nobody where it can not be told."""
    # Here and not above: few rules are about several processes together.
    from procmon_gui.query import QueryError, compile

    snapshot = stretch.snapshot_near(at_ms)
    nobody = np.zeros(0, np.int64)
    if snapshot is None:
        return nobody
    try:
        # Anew for each beat: what is remembered of texts belongs to one row of beats.
        rows = compile(where).candidates(snapshot)
    except QueryError:
        return nobody
    slots = snapshot.rows[rows[snapshot.rows]]
    pids, starts = (snapshot.columns[name][slots].astype(np.int64) for name in ("pid", "start_ticks"))
    found: IntArray = (starts << _PID_BITS) | pids
    return found


_OF_PASSER: Final = ("kernel_thread", "name", "user", "command_line")
_ONE: Final = int(np.float64(1.0).view(np.int64))


def _add(
    total: _Sum, times: IntArray, keys: IntArray, taken: FloatArray, lengths_s: FloatArray, is_own: BoolArray | None
) -> None:
    """Add some beats to a window: slot by slot where one process had it all the time, else one by one."""
    if is_own is not None:
        keys = np.where(is_own, keys, _NOBODY)
    total.seconds += float(lengths_s.sum())
    total.beats += len(times)
    is_steady = (keys == keys[0]).all(axis=0)
    steady = np.flatnonzero(is_steady & (keys[0] >= 0))
    is_known = np.isfinite(taken)
    amounts = np.where(is_known, taken, 0.0)
    total.keys.append(keys[0, steady])
    total.sums.append(amounts[:, steady].sum(axis=0))
    total.known.append(is_known[:, steady].sum(axis=0).astype(np.float64))
    total.last.append(np.full(len(steady), times[-1]))
    rows, slots = np.nonzero((keys >= 0) & ~is_steady)
    total.keys.append(keys[rows, slots])
    total.sums.append(amounts[rows, slots])
    total.known.append(is_known[rows, slots].astype(np.float64))
    total.last.append(times[rows])


def keys_in(keys: IntArray, row: int, key: int) -> bool:
    """Say whether somebody was there in a beat, in whichever slot."""
    return bool((keys[row] == key).any())


def _keys(beats: Beats, counts: IntArray, width: int) -> IntArray:
    """Return by beat and slot who was there: start and pid in one number, or nobody."""
    serials = _matrix(beats, SERIALS, width)
    pids, starts = (
        np.nan_to_num(_matrix(beats, name, width).view(np.float64), nan=0.0).astype(np.int64)
        for name in ("pid", "start_ticks")
    )
    is_there = (serials >= 0) & (np.arange(width) < counts[:, None])
    return np.where(is_there, (starts << _PID_BITS) | pids, _NOBODY)


def _matrix(beats: Beats, name: str, width: int) -> IntArray:
    """Return a field by beat and slot."""
    track: Track = beats.track(name)
    count = len(beats)
    first = np.full(width, BLANKS[name], np.int64)
    length = min(width, len(track.base))
    first[:length] = track.base[:length]
    inside = track.slots < width
    rows, slots = track.beats[inside].astype(np.int64), track.slots[inside].astype(np.int64)
    # Where each value was told last.
    told = np.zeros((count, width), np.int32)
    told[rows, slots] = rows
    np.maximum.accumulate(told, axis=0, out=told)
    found = np.broadcast_to(first, (count, width)).copy()
    found[rows, slots] = track.bits[inside]
    return np.take_along_axis(found, told.astype(np.int64), axis=0)


def _cell(beats: Beats, name: str, slot: int, row: int) -> int:
    return int(beats.track(name).of_slot(slot, len(beats), BLANKS[name])[row])


def _fitted(column: npt.NDArray[Any], width: int, blank: float) -> npt.NDArray[Any]:
    if len(column) >= width:
        return column[:width]
    return np.concatenate((column, np.full(width - len(column), blank, column.dtype)))
