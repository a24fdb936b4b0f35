"""The recent memory: every beat since the program started, as far as a budget of memory reaches.

`offer` is called on the sampler's thread, all else on any. The newest minute is kept as what changed from beat to beat;
a full one is packed a few fields a beat, so that no beat waits. The oldest go first.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np

from procmon_gui.domain.ends import End, end_told
from procmon_gui.domain.history import CpuBeat, Gap, HostBeat, Leader, Peak, Remembered, Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import IntArray, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.axis import Axis
from procmon_gui.store.history.beats import Gatherer
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.curve import busiest_of, fewer, points_of
from procmon_gui.store.history.index import BeatIndex
from procmon_gui.store.history.news import IndexRows, Mark, News, Piece, Whole
from procmon_gui.store.history.replay import Beats, RawBeats, before_sockets
from procmon_gui.store.history.shelf import Kept, Shelf
from procmon_gui.store.history.stretch import NO_SERIES, Held, Stretch, between, ends_of, lived
from procmon_gui.store.history.texts import NOTHING, Texts, pack_numbers, unpack_numbers
from procmon_gui.store.history.thinning import Thinning

BEATS_PER_CHUNK: Final = 60
# A minute that changes much is closed early, so that what is not packed yet stays small.
RAW_LIMIT_BYTES: Final = 8 * 1024**2
# Some fifty steps pack a chunk, so that takes half a minute of beats; where several wait, more is done in each.
_STEPS_PER_BEAT: Final = 2
_BUDGET_MIB: Final = 16
_MIB: Final = 1024**2
_END_BYTES: Final = 240
_OPENED: Final = 3
# What is handed out at once: after an hour without a disk much waits, and a transaction is to stay small.
NEWS_BYTES: Final = 4 * _MIB


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
        self._shelf = Shelf(self._lock)
        self._next_number = 0
        self._is_full = False
        self._opened: OrderedDict[int, Beats] = OrderedDict()
        self._ends: deque[tuple[int, End]] = deque()  # serial, and how it ended
        self._axis = Axis()
        self._thinning = Thinning()
        self._serials: IntArray = np.zeros(0, np.int64)

    # ---- on the sampler's thread

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Keep one beat, unless not all are to be kept."""
        with self._writing:
            kept = self._thinning.kept(self._axis.last, reading, snapshot)
            with self._lock:
                if kept is not None:
                    self._add(*kept)
                    self._forget()
                waiting_count = self._shelf.waiting_count
            for _ in range(_STEPS_PER_BEAT * waiting_count):
                packed = self._shelf.pack_on()
                if packed is not None:
                    with self._lock:
                        self._opened.pop(packed, None)

    def keep_every(self, count: int) -> None:
        """Keep one beat of so many from now on; any thread."""
        self._thinning.every = count

    def set_budget(self, budget_mib: int) -> None:
        """Keep at most this much from the next beat on."""
        with self._lock:
            self._budget_bytes = budget_mib * _MIB

    def _add(self, reading: Reading, snapshot: Snapshot) -> None:
        time_ms = self._axis.place(reading)
        is_first = snapshot.elapsed_s == 0
        beats = self._thinning.beats
        is_after_gap = self._axis.is_after_gap(reading, time_ms, is_first=is_first, beats=beats)
        self._note_ends(reading, time_ms)
        self._gatherer.add(reading, time_ms=time_ms, is_first=is_first)
        row = self._row(reading, snapshot, time_ms)
        self._index.append((*row, is_first, is_after_gap))
        self._axis.go_on(reading, time_ms, beats=beats)
        self._thinning.begin_anew()
        if len(self._gatherer) >= BEATS_PER_CHUNK or self._gatherer.used_bytes > RAW_LIMIT_BYTES:
            self._close_chunk()

    def _row(self, reading: Reading, snapshot: Snapshot, time_ms: int) -> tuple[object, ...]:
        rows = snapshot.rows
        used = snapshot.columns["cpu_ratio"][rows]
        slot = int(rows[np.fmax(used, -1.0).argmax()]) if len(rows) else -1
        leads_with = float(snapshot.columns["cpu_ratio"][slot]) if slot >= 0 else np.nan
        name, pid, start = NOTHING, -1, -1
        if leads_with > 0:
            name = self._texts.number(snapshot.texts["name"][slot])
            pid, start = int(snapshot.columns["pid"][slot]), int(snapshot.columns["start_ticks"][slot])
        busy = snapshot.host_value("host.cpu.busy_ratio")
        return (time_ms, reading.sockets_ns, start, name, pid, busy, leads_with)

    def _note_ends(self, reading: Reading, time_ms: int) -> None:
        before, now = self._serials, reading.serials
        length = min(len(before), len(now))
        changed = (before[:length] != now[:length]).nonzero()[0].tolist()
        # Who is not in a slot of his own any more may be in another one that changed.
        came = {*now[changed].tolist(), *now[length:].tolist()}
        for slot in (*changed, *range(length, len(before))):
            serial = int(before[slot])
            if serial >= 0 and serial not in came:
                self._ends.append((serial, end_told(reading, slot, time_ms)))
        self._serials = now

    def _close_chunk(self) -> None:
        gatherer, first = self._gatherer, self._gathered_from
        kept = Kept(
            number=self._next_number,
            first=first,
            count=len(gatherer),
            text_numbers=pack_numbers(gatherer.text_numbers),
            raw=gatherer.chunk(),
            raw_bytes=gatherer.used_bytes,
        )
        self._shelf.put(kept)
        self._next_number += 1
        self._gatherer, self._gathered_from = Gatherer(self._texts, gatherer), first + kept.count

    def _forget(self) -> None:
        while len(self._shelf) and self._used_bytes() > self._budget_bytes:
            oldest = self._shelf.drop_oldest()
            self._is_full = True
            self._opened.pop(oldest.number, None)
            self._texts.let_go(unpack_numbers(oldest.text_numbers).tolist())
            self._index.drop(oldest.count)
        if len(self._index):
            first_ms = int(self._index.column("time_ms")[0])
            while self._ends and self._ends[0][1].gone_ms < first_ms:
                self._ends.popleft()

    def _used_bytes(self) -> int:
        return (
            self._shelf.used_bytes
            + self._gatherer.used_bytes
            + self._texts.used_bytes
            + self._index.used_bytes
            + _END_BYTES * len(self._ends)
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
            boot_id = self._axis.last.boot_id if self._axis.last is not None else ""
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
        stretch = self.stretch(at_ms, at_ms)
        return stretch.snapshot_near(at_ms) if stretch is not None else None

    def ended_since(self, at_ms: int) -> Mapping[int, End]:
        """Return how processes ended that were there at a time, by serial."""
        stretch = self.stretch(at_ms, at_ms)
        if stretch is None:
            return {}
        time_ms = int(stretch.rows["time_ms"][stretch.row_near(at_ms)])
        with self._lock:
            ends = {serial: end for serial, end in self._ends if end.gone_ms > time_ms}
        return ends_of(stretch.serials_near(at_ms), ends)

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        """Return the CPU of the whole machine, 0 to 1, in about so many points that keep its peaks."""
        with self._lock:
            times = self._index.column("time_ms")
            begin, end = max(0, int(np.searchsorted(times, from_ms)) - 1), int(np.searchsorted(times, to_ms)) + 1
            known = points_of(self._index.rows[begin:end])
        return fewer(known.at_ms, known.values, points)

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        """Return the busiest beat of a time; None where none is known."""
        with self._lock:
            found = busiest_of(self._index.rows, from_ms, to_ms)
        if found is None:
            return None
        return Peak(at_ms=found[0], busy_ratio=found[1], leader=self.leader_at(found[0]))

    def series(self, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the whole machine, one value a beat; an id that is not made of host figures is unknown."""
        stretch = self.stretch(from_ms, to_ms)
        return between(from_ms, to_ms, stretch.series(metric_id) if stretch is not None else NO_SERIES)

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""
        stretch = self.stretch(from_ms, to_ms)
        return lived(between(from_ms, to_ms, stretch.series_of(key, metric_id) if stretch is not None else NO_SERIES))

    def minute_means(self, key: ProcessKey, from_ms: int, to_ms: int, errand: Errand) -> Mapping[str, Series]:
        """Return nothing: beats are remembered, and no minutes."""
        return {}

    def cpu_beats(self, from_ms: int, to_ms: int) -> tuple[CpuBeat, ...]:
        """Return the CPU of every process in each beat of a time, oldest first."""
        stretch = self.stretch(from_ms, to_ms)
        found = stretch.cpu_beats() if stretch is not None else ()
        return tuple(beat for time_ms, beat in found if from_ms <= time_ms <= to_ms)

    def host_beats(self, from_ms: int, to_ms: int) -> tuple[HostBeat, ...]:
        """Return the machine in each beat of a time, oldest first."""
        stretch = self.stretch(from_ms, to_ms)
        found = stretch.host_beats() if stretch is not None else ()
        return tuple(
            HostBeat(at_s=at_s, host=host, leader=self.leader_at(time_ms))
            for time_ms, at_s, host in found
            if from_ms <= time_ms <= to_ms
        )

    def stretch(self, from_ms: int, to_ms: int) -> Stretch | None:
        """Return the beats of a time, and before them what their rates are taken against; None before the first beat.

        A time outside of what is remembered gives the beat nearest to it.
        """
        with self._lock:
            if not len(self._index):
                return None
            first = max(self._index.nearest(from_ms), self._oldest())
            last = max(self._index.nearest(to_ms), first)
            held = self._held(self._before(first), last)
            return Stretch(
                rows=self._rows_of(held[0].first, held[-1].end),
                shown_from=max(0, self._oldest() - held[0].first),
                held=[Held(kept.count, partial(self._open, kept)) for kept in held],
                texts=self._texts,
            )

    # ---- on any thread: for whoever keeps it for longer

    def mark_after(self, at_ms: int) -> Mark:
        """Return the mark before which lie the chunks that end before a time."""
        with self._lock:
            for kept in self._shelf.kept:
                if int(self._index.column("time_ms")[kept.end - 1 - self._index.first]) > at_ms:
                    return Mark(beat=kept.first, chunk=kept.number)
            return Mark(beat=self._gathered_from, chunk=self._next_number)

    def news(self, mark: Mark, most_bytes: int = NEWS_BYTES) -> News:
        """Return what came since a mark; where whole chunks are more than so many bytes, the oldest of them only."""
        with self._lock:
            packed = [kept for kept in self._shelf.kept if kept.raw is None and kept.number >= mark.chunk]
            taken = packed[: _fitting(packed, most_bytes)]
            is_all = len(taken) == len(packed)
            pieces = [
                self._piece(kept, mark.beat)
                for kept in (*self._shelf.kept, *self._growing())
                if is_all and kept.raw is not None and kept.end > mark.beat
            ]
            return News(
                texts=self._texts.since(mark.text),
                whole=[self._whole(kept) for kept in taken],
                pieces=pieces,
                lost_beats=max(0, self._index.first - mark.beat),
                is_all=is_all,
                mark=Mark(
                    beat=self._index.end if is_all else max(mark.beat, taken[-1].end),
                    text=self._texts.next_number,
                    chunk=taken[-1].number + 1 if taken else mark.chunk,
                ),
            )

    def held_texts(self) -> frozenset[int]:
        """Return the numbers of the texts that chunks to come may still name."""
        with self._lock:
            return self._texts.numbers

    # ---- inside, under the lock

    def _whole(self, kept: Kept) -> Whole:
        rows = self._rows_of(kept.first, kept.end)
        return Whole(chunk=kept.number, data=kept.data, rows=rows, text_numbers=kept.text_numbers)

    def _piece(self, kept: Kept, beat: int) -> Piece:
        assert kept.raw is not None
        skipped = max(0, beat - kept.first)
        rows = self._rows_of(kept.first + skipped, kept.end)
        return Piece(chunk=kept.number, first_beat=skipped, raw=kept.raw.part(skipped), rows=rows)

    def _rows_of(self, first: int, end: int) -> IndexRows:
        return self._index.rows[first - self._index.first : end - self._index.first]

    def _oldest(self) -> int:
        """Return the number of the oldest beat that can be shown: one needs the beat before it for its rates."""
        is_first = len(self._index) < 2 or bool(self._index.column("is_first")[0])
        return self._index.first if is_first else self._index.first + 1

    def _before(self, beat: int) -> int:
        """Return the oldest beat that the rates of one are taken against."""
        row = beat - self._index.first
        looks, firsts = (self._index.column(name)[: row + 1] for name in ("sockets_ns", "is_first"))
        sockets = int(before_sockets(looks, firsts)[-1])
        return self._index.first + (sockets if sockets >= 0 else max(0, row - 1))

    def _held(self, first: int, last: int) -> list[Kept]:
        """Return the chunks that hold these beats."""
        return [*self._shelf.between(first, last), *(self._growing() if last >= self._gathered_from else ())]

    def _growing(self) -> list[Kept]:
        """Return what is being gathered, as far as it has come."""
        if not len(self._gatherer):
            return []
        return [
            Kept(
                number=self._next_number,
                first=self._gathered_from,
                count=len(self._gatherer),
                text_numbers=b"",
                raw=self._gatherer.chunk(),
                is_growing=True,
            )
        ]

    # ---- inside, without the lock

    def _open(self, kept: Kept) -> Beats:
        """Return a chunk that can be asked; the last few are kept, because the next wish is often near."""
        with self._lock:
            found = self._opened.get(kept.number)
            if found is not None and not kept.is_growing:
                self._opened.move_to_end(kept.number)
                return found
        opened: Beats = RawBeats(kept.raw) if kept.raw is not None else Chunk(kept.data)
        if not kept.is_growing:
            with self._lock:
                self._opened[kept.number] = opened
                while len(self._opened) > _OPENED:
                    self._opened.popitem(last=False)
        return opened


def _fitting(packed: Sequence[Kept], most_bytes: int) -> int:
    """Return how many chunks from the first on fit, one at least."""
    sizes = np.cumsum([len(kept.data) for kept in packed])
    return max(1, int(np.searchsorted(sizes, most_bytes, side="right")))
