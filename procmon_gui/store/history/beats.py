"""Readings as what changed from one to the next: the form in which a chunk is gathered, packed and replayed.

Every field of a process, number or text, is a column of int64 here: the bits of a float64, the number of a text, or a
count. So one way of comparing, packing and replaying serves all of them. Pure; lives on whose thread it is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, IntArray, Reading
from procmon_gui.store.history.packing import ABSENT_BITS, CANONICAL_NAN
from procmon_gui.store.history.texts import NOTHING, Texts

SERIALS: Final = "serials"
REVISIONS: Final = "text_revisions"
REFUSED: Final = "refused"
FIELDS: Final = (*NUMBER_FIELDS, *TEXT_FIELDS, SERIALS, REVISIONS, REFUSED)
# What a slot says that does not exist yet.
BLANKS: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(NUMBER_FIELDS, CANONICAL_NAN),
        **dict.fromkeys(TEXT_FIELDS, NOTHING),
        SERIALS: -1,
        REVISIONS: 0,
        REFUSED: 0,
    }
)
# One whole number a beat each. `time` is the place on the axis of the memory, `told` the text of `_told`,
# `is_first` says that nothing was known before this beat.
FACTS: Final = (
    "time", "at_ms", "monotonic_ns", "sockets_ns", "suspended_ns", "sequence", "missed_beats", "ticks_per_s",
    "boot_at_bits", "slots", "told", "is_first",
)  # fmt: skip
ABSENT: Final = float(np.array(ABSENT_BITS, np.int64).view(np.float64))
HostKey = tuple[str, str | None]
SmallArray = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Track:
    """One field over the beats of a chunk.

    Attributes:
        base: by slot, as it was in the first beat.
        beats, slots, bits: each change; within a slot they are in the order of time.
    """

    base: IntArray
    beats: SmallArray
    slots: SmallArray
    bits: IntArray

    def at(self, beat: int, count: int, blank: int) -> IntArray:
        """Return the column of one beat, `count` slots long."""
        length = max(count, len(self.base), int(self.slots.max()) + 1 if len(self.slots) else 0)
        column = np.full(length, blank, np.int64)
        column[: len(self.base)] = self.base
        so_far = self.beats <= beat
        # A slot that changed several times keeps the last.
        column[self.slots[so_far]] = self.bits[so_far]
        return column[:count]

    def of_slot(self, slot: int, beat_count: int, blank: int) -> IntArray:
        """Return one slot over all beats."""
        over_time = np.full(beat_count, self.base[slot] if slot < len(self.base) else blank, np.int64)
        own = self.slots == slot
        for beat, bits in zip(self.beats[own].tolist(), self.bits[own].tolist(), strict=True):
            over_time[beat:] = bits
        return over_time


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawChunk:
    """Some beats in a row, each but the first as what it changed. Nothing in it is written again.

    Attributes:
        base: by field, the columns of the first beat; those that hold nothing but blanks are left out.
        changes: by beat, (field, slot, bits) of what changed; nothing for the first.
        facts: by beat, one number for each of FACTS.
        host_keys: what the places of a host row mean: raw id and instance; None for a raw id without any.
        host: by beat, a row that is as long as there were keys then.
    """

    base: Mapping[str, IntArray]
    changes: Sequence[tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32], IntArray]]
    facts: Sequence[tuple[int, ...]]
    host_keys: Sequence[HostKey]
    host: Sequence[FloatArray]

    def __len__(self) -> int:
        return len(self.facts)

    @property
    def size_bytes(self) -> int:
        """Return what its numbers take as they are."""
        return (
            sum(column.nbytes for column in self.base.values())
            + sum(part.nbytes for change in self.changes for part in change)
            + sum(row.nbytes + 8 * len(FACTS) for row in self.host)
        )

    def part(self, first: int) -> "RawChunk":
        """Return the beats from one on; those after others tell only what they changed."""
        if first == 0:
            return self
        return RawChunk(
            base={},
            changes=self.changes[first:],
            facts=self.facts[first:],
            host_keys=self.host_keys,
            host=self.host[first:],
        )

    def fact(self, name: str) -> IntArray:
        """Return one fact of every beat."""
        place = FACTS.index(name)
        return np.array([row[place] for row in self.facts], np.int64)

    def tracks(self) -> dict[str, Track]:
        """Return every field over the beats."""
        counts = [len(slots) for _, slots, _ in self.changes]
        beats = np.repeat(np.arange(len(counts)), counts)
        fields, slots, bits = (
            np.concatenate([change[part] for change in self.changes]) if self.changes else np.zeros(0, np.int64)
            for part in range(3)
        )
        by_field = np.argsort(fields, kind="stable")
        ends = np.searchsorted(fields[by_field], np.arange(len(FIELDS) + 1))
        nothing = np.zeros(0, np.int64)
        tracks = {}
        for place, field in enumerate(FIELDS):
            mine = by_field[ends[place] : ends[place + 1]]
            base = self.base.get(field, nothing)
            tracks[field] = Track(base=base, beats=beats[mine], slots=slots[mine], bits=bits[mine])
        return tracks

    def host_rows(self) -> FloatArray:
        """Return the figures of the host, shape (beats, keys)."""
        rows = np.full((len(self.host), len(self.host_keys)), ABSENT)
        for place, row in enumerate(self.host):
            rows[place, : len(row)] = row
        return rows


class Gatherer:
    """Takes readings one by one and keeps what each changed."""

    def __init__(self, texts: Texts, after: "Gatherer | None" = None) -> None:
        """Begin with nothing; `after` is whose last beat came before, and knows the texts of most processes."""
        self._texts = texts
        self._columns: dict[str, IntArray] = after._columns if after is not None else {}
        self._sequence: int = after._sequence if after is not None else -1
        self._base: dict[str, IntArray] = {}
        self._changes: list[tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32], IntArray]] = []
        self._facts: list[tuple[int, ...]] = []
        self._host: list[FloatArray] = []
        self._host_keys: list[HostKey] = []
        self._host_places: dict[str, dict[str | None, int]] = {}
        self._told: tuple[str, Mapping[str, str], object, int] | None = None
        self._capacity = 0
        self.text_numbers: set[int] = set()
        self.used_bytes = 0

    def __len__(self) -> int:
        return len(self._facts)

    def chunk(self) -> RawChunk:
        """Return what was gathered so far; more may be added without changing it."""
        return RawChunk(
            base=self._base,
            changes=tuple(self._changes),
            facts=tuple(self._facts),
            host_keys=tuple(self._host_keys),
            host=tuple(self._host),
        )

    def add(self, reading: Reading, *, time_ms: int, is_first: bool) -> None:
        """Take one more reading. `time_ms` only ever grows; the texts it names are held until the owner lets go."""
        count = len(reading.serials)
        columns = self._columns_of(reading)
        if not self._facts:
            self._capacity = count
            self._begin(columns)
        else:
            self._capacity = max(self._capacity, count)
            self._compare(columns)
        self._columns, self._sequence = columns, reading.sequence
        row = self._host_row(reading.host)
        self._host.append(row)
        self._facts.append(
            (
                time_ms, reading.at_ms, reading.monotonic_ns, reading.sockets_ns, reading.suspended_ns,
                reading.sequence, reading.missed_beats, reading.ticks_per_s,
                int(np.float64(reading.boot_at_utc_s).view(np.int64)), count, self._tell(reading), int(is_first),
            )
        )  # fmt: skip
        self.used_bytes += row.nbytes + 8 * len(FACTS)

    def _columns_of(self, reading: Reading) -> dict[str, IntArray]:
        columns = {field: reading.numbers[field].view(np.int64) for field in NUMBER_FIELDS}
        columns |= self._text_columns(reading)
        columns[SERIALS], columns[REVISIONS] = reading.serials, reading.text_revisions
        columns[REFUSED] = reading.refused
        return columns

    def _text_columns(self, reading: Reading) -> dict[str, IntArray]:
        """Return the numbers of the texts; only those of slots that say something new are looked up."""
        count = len(reading.serials)
        before = {
            field: _fitted(self._columns[field], count, NOTHING) if self._columns else np.zeros(count, np.int64)
            for field in TEXT_FIELDS
        }
        if self._columns and reading.sequence > self._sequence:
            is_new = (_fitted(self._columns[SERIALS], count, -1) != reading.serials) | (
                _fitted(self._columns[REVISIONS], count, 0) != reading.text_revisions
            )
            slots = np.flatnonzero(is_new)
        else:
            # Another eye counts its revisions anew.
            slots = np.arange(count)
        if not len(slots):
            return before
        found = {}
        for field, column in before.items():
            texts, numbers = reading.texts[field], column.copy()
            numbers[slots] = [self._texts.number(texts[slot]) for slot in slots.tolist()]
            found[field] = numbers
        return found

    def _begin(self, columns: Mapping[str, IntArray]) -> None:
        for field, column in columns.items():
            if (column != BLANKS[field]).any():
                self._base[field] = column
                self.used_bytes += column.nbytes
        for field in TEXT_FIELDS:
            self._hold(columns[field])
        self._changes.append((np.zeros(0, np.uint8), np.zeros(0, np.int32), np.zeros(0, np.int64)))

    def _compare(self, columns: dict[str, IntArray]) -> None:
        slots, bits, counts = [], [], []
        for field, column in columns.items():
            before = self._columns[field]
            if column is before or (column.base is not None and column.base is before.base):
                # One array that nobody writes any more: in an eye's reading, a field of which nothing moved.
                counts.append(0)
                continue
            if len(column) != self._capacity or len(before) != self._capacity:
                columns[field] = column = _fitted(column, self._capacity, BLANKS[field])
                before = _fitted(before, self._capacity, BLANKS[field])
            changed = (column != before).nonzero()[0]
            counts.append(len(changed))
            if len(changed):
                slots.append(changed)
                bits.append(column[changed])
                if field in TEXT_FIELDS:
                    self._hold(bits[-1])
        fields = np.repeat(np.arange(len(FIELDS), dtype=np.uint8), counts)
        nothing = np.zeros(0, np.int64)
        where = (np.concatenate(slots) if slots else nothing).astype(np.int32)
        what = np.concatenate(bits) if bits else nothing
        self._changes.append((fields, where, what))
        self.used_bytes += fields.nbytes + where.nbytes + what.nbytes

    def _hold(self, numbers: IntArray) -> None:
        more = set(np.unique(numbers).tolist()) - self.text_numbers - {NOTHING}
        self._texts.hold(more)
        self.text_numbers |= more

    def _host_row(self, host: Mapping[str, Mapping[str, float]]) -> FloatArray:
        places: list[int] = []
        numbers: list[float] = []
        for raw, values in host.items():
            known = self._host_places.setdefault(raw, {})
            for instance, number in values.items() if values else ((None, 1.0),):
                place = known.get(instance)
                if place is None:
                    place = known[instance] = len(self._host_keys)
                    self._host_keys.append((raw, instance))
                places.append(place)
                numbers.append(number)
        row = np.full(len(self._host_keys), ABSENT)
        row[places] = numbers
        return row

    def _tell(self, reading: Reading) -> int:
        """Return the number of the text that holds what hardly ever changes."""
        last = self._told
        if last is not None and last[:3] == (reading.boot_id, reading.unsupported, reading.notes):
            return last[3]
        words = {
            "boot_id": reading.boot_id,
            "unsupported": dict(reading.unsupported),
            "notes": [[note.code, note.text] for note in reading.notes],
        }
        number = self._texts.number(json.dumps(words))
        self._hold(np.array([number]))
        self._told = (reading.boot_id, dict(reading.unsupported), reading.notes, number)
        return number


def _fitted(column: IntArray, count: int, blank: int) -> IntArray:
    if len(column) == count:
        return column
    if len(column) > count:
        return column[:count]
    return np.concatenate((column, np.full(count - len(column), blank, np.int64)))
