"""The beats of a chunk as arrays over slots and beats, with what the first of them is taken against. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.reading import ENDS, FloatArray, IntArray
from procmon_gui.store.history.beats import BLANKS, SERIALS, HostKey, Track
from procmon_gui.store.history.replay import Beats, before_sockets

COUNTERS: Final = (
    "cpu_user_s", "cpu_system_s", "disk_read_bytes", "disk_write_bytes", "tcp_received_bytes", "tcp_sent_bytes",
)  # fmt: skip
TAIL_FIELDS: Final = (SERIALS, "pid", "start_ticks", *COUNTERS)
_TIMES: Final = ("time", "monotonic_ns", "sockets_ns")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tail:
    """What the beats that come next are taken against: the last beat, and before it, where one is known, the last whose
    TCP counters are older.

    Attributes:
        times: for each of `_TIMES`, one number a beat.
        columns: for each of `TAIL_FIELDS`, or some of them, one column by slot a beat.
    """

    times: Mapping[str, IntArray]
    columns: Mapping[str, Sequence[IntArray]]
    host_keys: Sequence[HostKey]
    host_row: FloatArray

    def __len__(self) -> int:
        return len(self.times["time"])

    def living(self) -> dict[tuple[int, int], int]:
        """Return who lived in the last beat: serials by start in ticks and pid."""
        serials, pids, starts = (self.columns[field][-1] for field in (SERIALS, "pid", "start_ticks"))
        numbers = (np.nan_to_num(column.view(np.float64), nan=-1.0).astype(np.int64) for column in (starts, pids))
        who = zip(*(column[serials >= 0].tolist() for column in numbers), strict=True)
        return dict(zip(who, serials[serials >= 0].tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ends:
    """How some processes ended, by their serials in ascending order: of whom nobody told it, the numbers are NaN."""

    serials: IntArray
    statuses: FloatArray
    ended_ms: FloatArray

    def at(self, places: IntArray) -> "Ends":
        """Return those at some places."""
        return Ends(serials=self.serials[places], statuses=self.statuses[places], ended_ms=self.ended_ms[places])

    def of(self, serials: IntArray) -> "Ends":
        """Return those of some, also of who is none of these."""
        if not len(self.serials):
            unknown = np.full(len(serials), np.nan)
            return Ends(serials=serials, statuses=unknown, ended_ms=unknown)
        places = np.minimum(np.searchsorted(self.serials, serials), len(self.serials) - 1)
        is_one = self.serials[places] == serials
        statuses, ended_ms = (np.where(is_one, column[places], np.nan) for column in (self.statuses, self.ended_ms))
        return Ends(serials=serials, statuses=statuses, ended_ms=ended_ms)


class Course:
    """One field over slots and beats, as stretches in which it did not change: slot by slot, each from beat to beat."""

    def __init__(self, track: Track, slot_count: int, beat_count: int, blank: int) -> None:
        self._beat_count = beat_count
        begins = np.full(slot_count, blank, np.int64)
        begins[: len(track.base)] = track.base[:slot_count]
        changed = track.slots.astype(np.int64) * beat_count + track.beats
        places = np.concatenate((np.arange(slot_count) * beat_count, changed))
        in_order = np.argsort(places, kind="stable")
        self.places: IntArray = places[in_order]
        self._values = np.concatenate((begins, track.bits))[in_order]

    def at(self, places: IntArray) -> IntArray:
        """Return the values at places, which are slot * beats + beat."""
        return self._values[np.searchsorted(self.places, places, side="right") - 1]

    def block(self, first: int, end: int, lead: int = 0) -> IntArray:
        """Return the values of some slots, shape (slots, beats), behind room for beats before them."""
        begin, stop = first * self._beat_count, end * self._beat_count
        inside = slice(*np.searchsorted(self.places, (begin, stop)).tolist())
        lengths = np.diff(self.places[inside], append=stop)
        own = np.repeat(self._values[inside], lengths).reshape(end - first, self._beat_count)
        if not lead:
            return own
        found = np.empty((end - first, lead + self._beat_count), np.int64)
        found[:, lead:] = own
        return found


class Timeline:
    """A chunk of at least one beat behind its tail; what has the tail's beats before those of the chunk says so."""

    def __init__(self, beats: Beats, tail: Tail | None) -> None:
        self._beats = beats
        self._tail = tail
        self._courses: dict[str, Course] = {}
        # How many beats stand before those of the chunk.
        self.lead = 1 if tail is None else len(tail)
        self.beat_count = len(beats)
        self.slot_count = int(beats.fact("slots").max())
        is_first = beats.fact("is_first")
        if tail is None:
            is_first = is_first.copy()
            is_first[0] = 1
        self._is_first = np.concatenate((np.zeros(self.lead, np.int64), is_first))
        self._times = {name: self._with_lead(name) for name in _TIMES}
        self.time_ms: IntArray = self._times["time"][self.lead :]

    def _with_lead(self, name: str) -> IntArray:
        own = self._beats.fact(name)
        before = own[:1] if self._tail is None else self._tail.times[name]
        return np.concatenate((before, own))

    # ---- beats

    def elapsed_s(self) -> FloatArray:
        """Return the time from the beat before to each, NaN where nothing is known before."""
        elapsed_s = np.diff(self._times["monotonic_ns"], prepend=0)[self.lead :] / 1e9
        elapsed_s[(self._is_first[self.lead :] == 1) | (elapsed_s <= 0)] = np.nan
        return elapsed_s

    def looks(self) -> tuple[IntArray, FloatArray]:
        """Return for each beat the place, with the tail, of the last whose TCP counters are older, and the time since.

        Where there is none, the time is NaN and the place means nothing.
        """
        before = before_sockets(self._times["sockets_ns"], self._is_first)[self.lead :]
        sockets_ns = self._times["sockets_ns"]
        elapsed_s = (sockets_ns[self.lead :] - sockets_ns[before]) / 1e9
        elapsed_s[(before < 0) | (sockets_ns[before] <= 0) | (elapsed_s <= 0)] = np.nan
        return before, elapsed_s

    def host_rows(self) -> FloatArray:
        """Return the figures of the host by beat, before them those of the last beat of the tail; NaN is unknown."""
        rows = self._beats.host_rows()
        before = np.full((1, rows.shape[1]), np.nan)
        if self._tail is not None:
            known = dict(zip(self._tail.host_keys, self._tail.host_row.tolist(), strict=False))
            before[0] = [known.get(key, np.nan) for key in self._beats.host_keys]
        return np.concatenate((before, rows))

    @property
    def host_keys(self) -> Sequence[HostKey]:
        """Return what the places of a host row mean."""
        return self._beats.host_keys

    # ---- slots

    def course(self, field: str) -> Course:
        """Return a field of the chunk; raises DamagedChunk."""
        found = self._courses.get(field)
        if found is None:
            found = Course(self._beats.track(field), self.slot_count, self.beat_count, BLANKS[field])
            self._courses[field] = found
        return found

    def block(self, field: str, first: int, end: int) -> IntArray:
        """Return a field of some slots with the beats before those of the chunk, shape (slots, beats).

        Where there is no tail, the first beat stands for the one before it.
        """
        found = self.course(field).block(first, end, self.lead)
        if self._tail is None:
            found[:, 0] = found[:, 1]
            return found
        found[:, : self.lead] = BLANKS[field]
        for place, column in enumerate(self._tail.columns[field]):
            part = column[first:end]
            found[: len(part), place] = part
        return found

    def ends(self, serials: IntArray, slots: IntArray, beats: IntArray) -> Ends:
        """Return how processes ended whose slots became free in these beats; in one that follows none nobody tells."""
        is_told = (beats < self.beat_count) & (self._is_first[np.minimum(beats, self.beat_count - 1) + self.lead] == 0)
        places = slots * self.beat_count + np.where(is_told, beats, 0)
        status, ended_s = (np.where(is_told, self.course(field).at(places).view(np.float64), np.nan) for field in ENDS)
        return Ends(serials=serials, statuses=status, ended_ms=np.rint(ended_s * 1000))

    def ends_before(self) -> Ends:
        """Return how those ended that the beat before the chunk saw last: its first beat tells."""
        nobody = np.zeros(0, np.int64)
        if self._tail is None:
            return Ends(serials=nobody, statuses=np.zeros(0), ended_ms=np.zeros(0))
        serials = self._tail.columns[SERIALS][-1][: self.slot_count]
        slots = np.flatnonzero(serials >= 0)
        slots = slots[np.argsort(serials[slots])]
        return self.ends(serials[slots], slots, np.zeros(len(slots), np.int64))

    def tail(self, fields: Sequence[str] = TAIL_FIELDS) -> Tail:
        """Return what the next chunk is taken against, as far as somebody wants to know it."""
        last = self.lead + self.beat_count - 1
        older = int(before_sockets(self._times["sockets_ns"], self._is_first)[-1])
        places = [older, last] if older >= 0 else [last]
        return Tail(
            times={name: column[places] for name, column in self._times.items()},
            columns={field: [self._column(field, place) for place in places] for field in fields},
            host_keys=tuple(self._beats.host_keys),
            host_row=self._beats.host_rows()[-1],
        )

    def _column(self, field: str, place: int) -> IntArray:
        if place < self.lead and self._tail is not None:
            return self._tail.columns[field][place]
        course = self.course(field)
        return course.at(np.arange(self.slot_count) * self.beat_count + place - self.lead)
