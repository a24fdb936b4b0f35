"""The recent memory: every beat since the program started, as far as a budget of memory reaches.

`offer` is called on the sampler's thread, all else on any. The newest minute is kept as what changed from beat to beat;
a full one is packed a few fields a beat, so that no beat waits. The oldest go first.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.history import CpuBeat, Gap, Leader, Remembered, Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.beats import SERIALS, Gatherer, RawChunk
from procmon_gui.store.history.codec import Chunk, encode_in_steps
from procmon_gui.store.history.index import BeatIndex
from procmon_gui.store.history.replay import (
    Beats,
    Place,
    RawBeats,
    before_sockets,
    cpu_beats,
    host_series,
    process_series,
    snapshot_of,
)
from procmon_gui.store.history.texts import NOTHING, Texts

BEATS_PER_CHUNK: Final = 60
# A minute that changes much is closed early, so that what is not packed yet stays small.
RAW_LIMIT_BYTES: Final = 8 * 1024**2
# Some fifty steps pack a chunk, so that takes half a minute of beats; where several wait, more is done in each.
_STEPS_PER_BEAT: Final = 2
_BUDGET_MIB: Final = 16
_MIB: Final = 1024**2
# A jump between two beats, beyond their pace, that is no lateness any more.
_GAP_MS: Final = 2000
_GAP_BEATS: Final = 2
# Longer than any interval that can be chosen.
_LONG_MS: Final = 15_000
_OPENED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Kept:
    """A chunk: its number, its first beat, how many, the texts that it names, and either of its two forms."""

    number: int
    first: int
    count: int
    text_numbers: frozenset[int]
    data: bytes = b""
    raw: RawChunk | None = None
    raw_bytes: int = 0

    @property
    def used_bytes(self) -> int:
        return len(self.data) or self.raw_bytes


class RecentMemory:
    """Keeps beats and gives them back: a `SnapshotSink` and a `HistoryReader`."""

    def __init__(self, budget_mib: int = _BUDGET_MIB) -> None:
        self._writing = threading.Lock()  # one sampler at a time, also while a hanging one is being replaced
        self._lock = threading.Lock()  # guards all that readers look at; held for moments only
        self._budget_bytes = budget_mib * _MIB
        self._texts = Texts()
        self._index = BeatIndex()
        self._gatherer = Gatherer(self._texts)
        self._gathered_from = 0
        self._kept: deque[_Kept] = deque()
        self._packing: tuple[_Kept, Generator[None, None, bytes]] | None = None
        self._next_number = 0
        self._is_full = False
        self._opened: OrderedDict[int, Beats] = OrderedDict()
        self._ends: deque[tuple[int, int]] = deque()  # time, serial
        self._last: tuple[Reading, int, float] | None = None  # reading, its time, the pace before it in ms
        self._serials: IntArray = np.zeros(0, np.int64)

    # ---- on the sampler's thread

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Keep one beat."""
        with self._writing:
            with self._lock:
                time_ms = self._place_on_axis(reading)
                is_first = snapshot.elapsed_s == 0
                self._note_ends(reading, time_ms)
                self._gatherer.add(reading, time_ms=time_ms, is_first=is_first)
                self._index.append(self._row(reading, snapshot, time_ms, is_first=is_first))
                self._remember_last(reading, time_ms)
                if len(self._gatherer) >= BEATS_PER_CHUNK or self._gatherer.used_bytes > RAW_LIMIT_BYTES:
                    self._close_chunk()
                self._forget()
                waiting_count = sum(kept.raw is not None for kept in self._kept)
            for _ in range(_STEPS_PER_BEAT * waiting_count):
                self._pack_on()

    def set_budget(self, budget_mib: int) -> None:
        """Keep at most this much from the next beat on."""
        with self._lock:
            self._budget_bytes = budget_mib * _MIB

    def _place_on_axis(self, reading: Reading) -> int:
        if self._last is None:
            return reading.at_ms
        last, last_ms, _ = self._last
        if reading.at_ms > last_ms:
            return reading.at_ms
        # The wall clock was set back: go on by what elapsed.
        return last_ms + max(1, (reading.monotonic_ns - last.monotonic_ns) // 1_000_000)

    def _row(self, reading: Reading, snapshot: Snapshot, time_ms: int, *, is_first: bool) -> tuple[object, ...]:
        rows = snapshot.rows
        used = snapshot.columns["cpu_ratio"][rows]
        slot = int(rows[np.fmax(used, -1.0).argmax()]) if len(rows) else -1
        leads_with = float(snapshot.columns["cpu_ratio"][slot]) if slot >= 0 else np.nan
        name, pid, start = NOTHING, -1, -1
        if leads_with > 0:
            name = self._texts.number(snapshot.texts["name"][slot])
            pid, start = int(snapshot.columns["pid"][slot]), int(snapshot.columns["start_ticks"][slot])
        busy = snapshot.host_value("host.cpu.busy_ratio")
        is_after_gap = self._is_after_gap(reading, time_ms, is_first=is_first)
        return (time_ms, reading.sockets_ns, start, name, pid, busy, leads_with, is_first, is_after_gap)

    def _is_after_gap(self, reading: Reading, time_ms: int, *, is_first: bool) -> bool:
        if self._last is None:
            return False
        last, last_ms, pace_ms = self._last
        step_ms = time_ms - last_ms
        if is_first or reading.suspended_ns - last.suspended_ns > _GAP_MS * 1_000_000:
            return True
        if step_ms - (reading.monotonic_ns - last.monotonic_ns) / 1e6 > _GAP_MS:
            return True  # the wall clock was set forward
        if reading.sequence <= last.sequence:
            return step_ms > _GAP_BEATS * pace_ms + _GAP_MS  # another eye took its time to begin
        missed = reading.missed_beats - last.missed_beats
        return step_ms > _LONG_MS or (missed > _GAP_BEATS and step_ms > _GAP_BEATS * pace_ms)

    def _remember_last(self, reading: Reading, time_ms: int) -> None:
        pace_ms = float(time_ms - self._last[1]) if self._last is not None else 0.0
        self._last = (reading, time_ms, pace_ms)

    def _note_ends(self, reading: Reading, time_ms: int) -> None:
        before, now = self._serials, reading.serials
        length = min(len(before), len(now))
        changed = before[:length] != now[:length]
        left = before[:length][changed]
        left = np.concatenate((left[left >= 0], before[length:][before[length:] >= 0]))
        if len(left):
            for serial in left[~np.isin(left, now)].tolist():
                self._ends.append((time_ms, serial))
        self._serials = now

    def _close_chunk(self) -> None:
        gatherer, first = self._gatherer, self._gathered_from
        kept = _Kept(
            number=self._next_number,
            first=first,
            count=len(gatherer),
            text_numbers=frozenset(gatherer.text_numbers),
            raw=gatherer.chunk(),
            raw_bytes=gatherer.used_bytes,
        )
        self._kept.append(kept)
        self._next_number += 1
        self._gatherer, self._gathered_from = Gatherer(self._texts, gatherer), first + kept.count

    def _pack_on(self) -> None:
        """Do one step of packing the oldest chunk that is not packed."""
        if self._packing is None:
            with self._lock:
                waiting = next((kept for kept in self._kept if kept.raw is not None), None)
            if waiting is None or waiting.raw is None:
                return
            self._packing = (waiting, encode_in_steps(waiting.raw))
        kept, steps = self._packing
        try:
            next(steps)
        except StopIteration as done:
            self._packing = None
            packed = _Kept(
                number=kept.number,
                first=kept.first,
                count=kept.count,
                text_numbers=kept.text_numbers,
                data=done.value,
            )
            with self._lock:
                self._opened.pop(kept.number, None)
                if kept in self._kept:
                    self._kept[self._kept.index(kept)] = packed

    def _forget(self) -> None:
        while self._kept and self._used_bytes() > self._budget_bytes:
            oldest = self._kept.popleft()
            self._is_full = True
            self._opened.pop(oldest.number, None)
            self._texts.let_go(oldest.text_numbers)
            self._index.drop(oldest.count)
        if len(self._index):
            first_ms = int(self._index.column("time_ms")[0])
            while self._ends and self._ends[0][0] < first_ms:
                self._ends.popleft()

    def _used_bytes(self) -> int:
        return (
            sum(kept.used_bytes for kept in self._kept)
            + self._gatherer.used_bytes
            + self._texts.used_bytes
            + self._index.used_bytes
            + 100 * len(self._ends)
        )

    # ---- on any thread: at once

    def span(self) -> Span | None:
        """Return from when to when beats are remembered, None before the first."""
        with self._lock:
            if not len(self._index):
                return None
            times = self._index.column("time_ms")
            return Span(from_ms=int(times[self._oldest() - self._index.first]), to_ms=int(times[-1]))

    def remembered(self) -> Remembered:
        """Return how much is remembered, and in how much memory."""
        with self._lock:
            return Remembered(
                beat_count=len(self._index),
                used_bytes=self._used_bytes(),
                budget_bytes=self._budget_bytes,
                is_full=self._is_full,
            )

    def beat_near(self, at_ms: int, steps: int = 0) -> int | None:
        """Return the time of the beat nearest to a time, or so many beats before (negative) or after it."""
        with self._lock:
            if not len(self._index):
                return None
            number = min(max(self._index.nearest(at_ms) + steps, self._oldest()), self._index.end - 1)
            return int(self._index.column("time_ms")[number - self._index.first])

    def newest(self, after_ms: int) -> Series:
        """Return the CPU of the whole machine, 0 to 1, of all beats after a time."""
        with self._lock:
            times = self._index.column("time_ms")
            begin = int(np.searchsorted(times, after_ms, side="right"))
            busy = self._index.column("busy")[begin:].astype(np.float64)
            return Series(at_ms=times[begin:].copy(), values=busy)

    def leader_at(self, at_ms: int) -> Leader | None:
        """Return who led the beat nearest to a time, None when that is not known."""
        with self._lock:
            if not len(self._index):
                return None
            number = self._index.nearest(at_ms)
            row = self._index.rows[number - self._index.first]
            name = self._texts.text(int(row["leader_name"]))
            boot_id = self._last[0].boot_id if self._last is not None else ""
            if name is None:
                return None
            key = ProcessKey(boot_id, int(row["pid"]), int(row["start_ticks"]))
            return Leader(key=key, name=name, value=float(row["leads_with"]))

    def gaps(self, from_ms: int, to_ms: int) -> tuple[Gap, ...]:
        """Return the stretches of a time of which nothing is known."""
        with self._lock:
            times = self._index.column("time_ms")
            after = np.flatnonzero(self._index.column("is_after_gap"))
            found = [(int(times[place - 1]), int(times[place])) for place in after.tolist() if place > 0]
        return tuple(Gap(from_ms=begin, to_ms=end) for begin, end in found if begin < to_ms and end > from_ms)

    # ---- on any thread: in a worker

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time as it was shown then; None when none is remembered.

        Raises Unavailable when what was kept is damaged.
        """
        with self._lock:
            if not len(self._index):
                return None
            number = max(self._index.nearest(at_ms), self._oldest())
            row = number - self._index.first
            is_first = bool(self._index.column("is_first")[row])
            looks, firsts = (self._index.column(name)[: row + 1] for name in ("sockets_ns", "is_first"))
            sockets = before_sockets(looks, firsts)
            wanted = [number, -1 if is_first or row == 0 else number - 1, int(sockets[-1])]
            if wanted[2] >= 0:
                wanted[2] += self._index.first
            held = self._held(min(one for one in wanted if one >= 0), number)
        places = [self._place(held, one) if one >= 0 else None for one in wanted]
        assert places[0] is not None
        try:
            return snapshot_of(places[0], places[1], places[2], self._texts)
        except KeyError:
            return None  # forgotten while it was being read

    def ended_since(self, at_ms: int) -> Mapping[int, int]:
        """Return when processes ended that were there at a time: milliseconds by serial."""
        with self._lock:
            if not len(self._index):
                return {}
            number = max(self._index.nearest(at_ms), self._oldest())
            time_ms = int(self._index.column("time_ms")[number - self._index.first])
            ends = {serial: end_ms for end_ms, serial in self._ends if end_ms > time_ms}
            held = self._held(number, number)
        place = self._place(held, number)
        serials = place.chunk.track(SERIALS).at(place.beat, int(place.chunk.fact("slots")[place.beat]), -1)
        return {serial: ends[serial] for serial in serials.tolist() if serial in ends}

    def series(self, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the whole machine, one value a beat; an id that is not made of host figures is unknown."""
        with self._lock:
            held = self._held_between(from_ms, to_ms)
        return _between(from_ms, to_ms, host_series(self._each(held), metric_id))

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""
        with self._lock:
            held = self._held_between(from_ms, to_ms)
        found = _between(from_ms, to_ms, process_series(self._each(held), key, metric_id))
        lived = ~np.isnan(found.values)
        return Series(at_ms=found.at_ms[lived], values=found.values[lived])

    def cpu_beats(self, from_ms: int, to_ms: int) -> tuple[CpuBeat, ...]:
        """Return the CPU of every process in each beat of a time, oldest first."""
        with self._lock:
            held = self._held_between(from_ms, to_ms)
        return tuple(beat for time_ms, beat in cpu_beats(self._each(held)) if from_ms <= time_ms <= to_ms)

    # ---- inside, under the lock

    def _oldest(self) -> int:
        """Return the number of the oldest beat that can be shown: one needs the beat before it for its rates."""
        is_first = len(self._index) < 2 or bool(self._index.column("is_first")[0])
        return self._index.first if is_first else self._index.first + 1

    def _held(self, first: int, last: int) -> list[_Kept]:
        """Return the chunks that hold these beats."""
        found = [kept for kept in self._kept if kept.first <= last and kept.first + kept.count > first]
        if last >= self._gathered_from and len(self._gatherer):
            found.append(
                _Kept(
                    number=-1,
                    first=self._gathered_from,
                    count=len(self._gatherer),
                    text_numbers=frozenset(),
                    raw=self._gatherer.chunk(),
                )
            )
        return found

    def _held_between(self, from_ms: int, to_ms: int) -> list[_Kept]:
        if not len(self._index):
            return []
        first, last = self._index.nearest(from_ms), self._index.nearest(to_ms)
        # One more before the first, which the first rate is taken against.
        return self._held(max(self._index.first, first - 1), last)

    # ---- inside, without the lock

    def _place(self, held: list[_Kept], number: int) -> Place:
        kept = next(one for one in held if one.first <= number < one.first + one.count)
        return Place(self._open(kept), number - kept.first)

    def _each(self, held: list[_Kept]) -> Iterator[Beats]:
        """Yield chunks one after the other; those of a long time are not kept open."""
        for kept in held:
            yield RawBeats(kept.raw) if kept.raw is not None else Chunk(kept.data)

    def _open(self, kept: _Kept) -> Beats:
        """Return a chunk that can be asked; the last few are kept, because the next wish is often near."""
        with self._lock:
            found = self._opened.get(kept.number)
            if found is not None:
                self._opened.move_to_end(kept.number)
                return found
        opened: Beats = RawBeats(kept.raw) if kept.raw is not None else Chunk(kept.data)
        if kept.number >= 0:
            with self._lock:
                self._opened[kept.number] = opened
                while len(self._opened) > _OPENED:
                    self._opened.popitem(last=False)
        return opened


def _between(from_ms: int, to_ms: int, found: tuple[IntArray, FloatArray]) -> Series:
    times, values = found
    inside = (times >= from_ms) & (times <= to_ms)
    return Series(at_ms=times[inside], values=values[inside])
