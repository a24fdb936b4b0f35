"""What was recorded, beat by beat in a row, as it was shown then: for whoever judges it anew. Belongs in a worker.

`LongHistory.snapshot_at` answers for one moment and reads up to three beats for it; here each beat is read once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from procmon_gui.domain.derive import derive
from procmon_gui.domain.dry_run import HostRecord
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import FloatArray, IntArray, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.host_record import host_record
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.replay import Place, reading_of
from procmon_gui.store.history.stretch import Stretch


class PlayedHistory:
    """A `Recorded` over a history."""

    def __init__(self, history: LongHistory) -> None:
        self._history = history

    def host(self, metric_id: str, instance: str | None, span: Span, errand: Errand) -> HostRecord:
        """Return a metric of the machine in a time: one instance, or all where that is None."""
        return host_record(self._history, metric_id, instance, span, errand)

    def beats(self, span: Span, errand: Errand) -> Iterator[tuple[int, Snapshot]]:
        """Yield each beat of a time as it was shown then, and when it was; before the oldest, minutes."""
        total = max(1, (span.to_ms - span.from_ms) // 1000)
        for at_ms, snapshot in self._all(span):
            if errand.is_cancelled():
                raise Cancelled
            errand.tell_progress(min(total, max(0, at_ms - span.from_ms) // 1000), total)
            yield at_ms, snapshot
        errand.tell_progress(total, total)

    def _all(self, span: Span) -> Iterator[tuple[int, Snapshot]]:
        beats = self._history.beats_span()
        stored = self._history.stored
        if stored is not None and (beats is None or span.from_ms < beats.from_ms):
            seats = _Seats()
            for at_ms in stored.old.minute_times(span.from_ms, span.to_ms):
                minute = self._history.snapshot_at(at_ms)
                if minute is not None and minute.average_of_ms:
                    yield at_ms, seats.seated(minute)
        for stretch, from_ms, to_ms in self._history.parts(span.from_ms, span.to_ms):
            yield from _of_stretch(stretch, from_ms, to_ms)


def _of_stretch(stretch: Stretch, from_ms: int, to_ms: int) -> Iterator[tuple[int, Snapshot]]:
    previous: Reading | None = None
    before_sockets: Reading | None = None
    row = -1
    for held in stretch.held:
        first_row, row = row + 1, row + held.count
        # One that comes before the first is there for the sake of those that follow.
        if stretch.rows["time_ms"][row] < from_ms and row + 1 < stretch.shown_from:
            continue
        try:
            beats = held.open()
            times, is_first = beats.fact("time"), beats.fact("is_first")
        except DamagedChunk:
            previous = before_sockets = None
            continue
        for beat in range(held.count):
            if times[beat] > to_ms:
                return
            if is_first[beat]:
                previous = before_sockets = None
            try:
                reading = reading_of(Place(beats, beat), stretch.texts)
            except (DamagedChunk, KeyError):
                previous = before_sockets = None
                continue
            if previous is not None and previous.sockets_ns != reading.sockets_ns:
                before_sockets = previous
            if times[beat] >= from_ms and first_row + beat >= stretch.shown_from:
                yield int(times[beat]), derive(previous, reading, before_sockets=before_sockets)
            previous = reading


class _Seats:
    """Gives each process of minutes a slot that it keeps, as in beats: there, every minute has an order of its own."""

    def __init__(self) -> None:
        self._slot_of: dict[int, int] = {}

    def seated(self, minute: Snapshot) -> Snapshot:
        """Return the same minute with everybody in his slot."""
        serials = minute.serials[minute.rows].tolist()
        slots = np.array([self._slot_of.setdefault(serial, len(self._slot_of)) for serial in serials], np.int64)
        count = len(self._slot_of)
        own = np.full(count, -1)
        own[slots] = minute.serials[minute.rows]
        nothing = np.zeros(count, np.int64)
        return replace(
            minute,
            rows=np.sort(slots),
            serials=own,
            columns=_SeatedColumns(minute.columns, minute.rows, slots, count),
            texts=MappingProxyType(
                {field: _seated_texts(texts, minute.rows, slots, count) for field, texts in minute.texts.items()}
            ),
            text_revisions=nothing,
            refused=nothing,
        )


class _SeatedColumns(Mapping[str, FloatArray]):
    """Columns in another order; each is made when somebody asks for it."""

    def __init__(self, columns: Mapping[str, FloatArray], rows: IntArray, slots: IntArray, count: int) -> None:
        self._columns, self._rows, self._slots, self._count = columns, rows, slots, count

    def __getitem__(self, metric_id: str) -> FloatArray:
        column = np.full(self._count, np.nan)
        column[self._slots] = self._columns[metric_id][self._rows]
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _seated_texts(texts: Sequence[str | None], rows: IntArray, slots: IntArray, count: int) -> Sequence[str | None]:
    found: list[str | None] = [None] * count
    for row, slot in zip(rows.tolist(), slots.tolist(), strict=True):
        found[slot] = texts[row]
    return found
