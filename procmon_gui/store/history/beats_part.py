"""Some of the beats of a chunk, and what several chunks of a stretch come to from one time to another. Any thread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.store.history.beats import BLANKS, HostKey, Track
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.stretch import Stretch
from procmon_gui.store.history.timeline import TAIL_FIELDS, Tail, Timeline


class BeatsPart:
    """The beats of a chunk from one to before another, asked as a chunk of their own."""

    def __init__(self, whole: Beats, first: int, end: int) -> None:
        self._whole = whole
        self._first, self._end = first, end

    def __len__(self) -> int:
        return self._end - self._first

    @property
    def host_keys(self) -> Sequence[HostKey]:
        """Return what the places of a host row mean."""
        return self._whole.host_keys

    def fact(self, name: str) -> IntArray:
        """Return one fact of every beat."""
        return self._whole.fact(name)[self._first : self._end]

    def track(self, field: str) -> Track:
        """Return one field over the beats."""
        whole = self._whole.track(field)
        later = (whole.beats > self._first) & (whole.beats < self._end)
        return Track(
            base=whole.at(self._first, int(self._whole.fact("slots")[self._first]), BLANKS[field]),
            beats=whole.beats[later] - self._first,
            slots=whole.slots[later],
            bits=whole.bits[later],
        )

    def host_rows(self) -> FloatArray:
        """Return the figures of the host, shape (beats, keys)."""
        return self._whole.host_rows()[self._first : self._end]


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """Some beats in a row and what the first of them is taken against; None where that is not known."""

    beats: Beats
    tail: Tail | None


def followed(stretch: Stretch, from_ms: int, to_ms: int, *, fields: Sequence[str] = TAIL_FIELDS) -> Iterator[Followed]:
    """Yield what a stretch has from one time to another, a chunk at a time; what is damaged is left out.

    The tails hold these fields of processes; without any they hold the machine only, and cost nothing.
    """
    tail_of = partial(_tail_of, fields) if fields else _machine_tail_of
    tail: Tail | None = None
    place = 0
    for held in stretch.held:
        times = stretch.rows["time_ms"][place : place + held.count]
        place += held.count
        first, end = np.searchsorted(times, (from_ms, to_ms + 1)).tolist()
        try:
            whole = held.open()
            if first > 0:
                tail = tail_of(BeatsPart(whole, 0, first) if first < held.count else whole, tail)
            if first < end:
                part = whole if end - first == held.count else BeatsPart(whole, first, end)
                yield Followed(part, tail)
                tail = tail_of(part, tail) if end == held.count else None
        except DamagedChunk:
            tail = None
        if end < held.count:
            return


def _tail_of(fields: Sequence[str], beats: Beats, tail: Tail | None) -> Tail:
    return Timeline(beats, tail).tail(fields)


def _machine_tail_of(beats: Beats, _tail: Tail | None) -> Tail:
    times = {name: beats.fact(name)[-1:] for name in ("time", "monotonic_ns", "sockets_ns")}
    return Tail(times=times, columns={}, host_keys=tuple(beats.host_keys), host_row=beats.host_rows()[-1])
