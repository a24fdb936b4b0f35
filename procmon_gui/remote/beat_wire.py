"""Readings as bytes, and back: the first as a whole, each further one as what it changed. Pure.

What comes in is checked: bytes that make no reading raise ValueError and change nothing.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec
import numpy as np

from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, IntArray, Note, Reading

# 2 knows how processes ended. The fields of 1 are its first ones, so who speaks it is understood.
VERSION: Final = 2
_OLDEST: Final = 1
# More slots than any kernel has processes (PID_MAX_LIMIT is 4,194,304).
MOST_SLOTS: Final = 1 << 22


class Column(msgspec.Struct, array_like=True, frozen=True):
    """What changed in a column: slots as int32 and values as 8 bytes each, in the byte order of the machine."""

    field: int
    slots: bytes
    values: bytes


class Texts(msgspec.Struct, array_like=True, frozen=True):
    """The texts of slots that say something new: one list for each of TEXT_FIELDS."""

    slots: list[int]
    columns: list[list[str | None]]


class Message(msgspec.Struct, array_like=True, frozen=True):
    """One reading: whole, or as what changed since the one before it."""

    version: int
    is_whole: bool
    slot_count: int
    facts: tuple[str, int, int, int, int, int, int, int, float]
    numbers: list[Column]
    serials: Column
    revisions: Column
    refused: Column
    texts: Texts
    host: dict[str, dict[str, float]]
    unsupported: dict[str, str] | None
    notes: list[tuple[str, str]]


_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(Message)


def whole(reading: Reading) -> bytes:
    """Return a reading as bytes that need nothing before them."""
    return _encoder.encode(_message(None, reading))


def changed(before: Reading, reading: Reading) -> bytes:
    """Return what a reading changed, for somebody who knows the one before it."""
    if len(reading.serials) < len(before.serials) or reading.boot_id != before.boot_id:
        return whole(reading)
    return _encoder.encode(_message(before, reading))


def _message(before: Reading | None, reading: Reading) -> Message:
    revisions = _column(0, None if before is None else before.text_revisions, reading.text_revisions, 0)
    serials = _column(0, None if before is None else before.serials, reading.serials, -1)
    is_other = before is None or dict(before.unsupported) != dict(reading.unsupported)
    return Message(
        version=VERSION,
        is_whole=before is None,
        slot_count=len(reading.serials),
        facts=(
            reading.boot_id, reading.at_ms, reading.monotonic_ns, reading.sockets_ns, reading.suspended_ns,
            reading.sequence, reading.missed_beats, reading.ticks_per_s, reading.boot_at_utc_s,
        ),
        numbers=_numbers(before, reading),
        serials=serials,
        revisions=revisions,
        refused=_column(0, None if before is None else before.refused, reading.refused, 0),
        texts=_texts(reading, _slots(revisions) | _slots(serials)),
        host={raw: dict(values) for raw, values in reading.host.items()},
        unsupported=dict(reading.unsupported) if is_other else None,
        notes=[(note.code, note.text) for note in reading.notes],
    )  # fmt: skip


def _numbers(before: Reading | None, reading: Reading) -> list[Column]:
    found = []
    for place, field in enumerate(NUMBER_FIELDS):
        old = None if before is None else before.numbers[field]
        column = _column(place, old, reading.numbers[field], np.nan)
        if column.slots:
            found.append(column)
    return found


def _column(field: int, before: FloatArray | IntArray | None, after: FloatArray | IntArray, blank: float) -> Column:
    """Return what changed from one column to the next; before the first, all is blank."""
    if after is before:
        return Column(field, b"", b"")
    bits = after.view(np.int64)
    old = np.full(len(after), np.array(blank, after.dtype).view(np.int64))
    if before is not None:
        old[: len(before)] = before.view(np.int64)
    slots = np.flatnonzero(bits != old)
    return Column(field, slots.astype(np.int32).tobytes(), bits[slots].tobytes())


def _slots(column: Column) -> set[int]:
    return set(np.frombuffer(column.slots, np.int32).tolist())


def _texts(reading: Reading, slots: set[int]) -> Texts:
    in_order = sorted(slots)
    return Texts(in_order, [[reading.texts[field][slot] for slot in in_order] for field in TEXT_FIELDS])


# ---- back


class Listener:
    """Turns what it hears into readings. What it handed out is never written again."""

    def __init__(self) -> None:
        self._last: Reading | None = None

    def hear(self, data: bytes) -> Reading:
        """Return the next reading; raises ValueError for bytes that make none."""
        try:
            message = _decoder.decode(data)
        except msgspec.MsgspecError as error:
            raise ValueError(f"these bytes are no beat: {error}") from error
        if not _OLDEST <= message.version <= VERSION:
            raise ValueError(f"the beats have version {message.version}; this program understands {VERSION}")
        last = None if message.is_whole else self._last
        if last is None and not message.is_whole:
            raise ValueError("the first beat is not whole")
        self._last = _reading(last, message)
        return self._last


def _reading(last: Reading | None, message: Message) -> Reading:
    count = message.slot_count
    if not 0 <= count <= MOST_SLOTS or (last is not None and count < len(last.serials)):
        raise ValueError(f"{count} slots make no sense")
    changes: dict[str, Column] = {}
    for column in message.numbers:
        if not 0 <= column.field < len(NUMBER_FIELDS):
            raise ValueError(f"there is no field {column.field}")
        changes[NUMBER_FIELDS[column.field]] = column
    unknown = np.full(count, np.nan)
    boot_id, at_ms, monotonic_ns, sockets_ns, suspended_ns, sequence, missed_beats, ticks_per_s, boot_at = message.facts
    unsupported = message.unsupported
    if unsupported is None:
        unsupported = {} if last is None else dict(last.unsupported)
    return Reading(
        boot_id=boot_id,
        at_ms=at_ms,
        monotonic_ns=monotonic_ns,
        sockets_ns=sockets_ns,
        suspended_ns=suspended_ns,
        sequence=sequence,
        missed_beats=missed_beats,
        ticks_per_s=ticks_per_s,
        boot_at_utc_s=boot_at,
        numbers=MappingProxyType(
            {
                field: _applied(unknown if last is None else last.numbers[field], changes.get(field), count, np.nan)
                for field in NUMBER_FIELDS
            }
        ),
        texts=_texts_of(last, message),
        text_revisions=_whole_numbers(last.text_revisions if last is not None else None, message.revisions, count, 0),
        serials=_whole_numbers(last.serials if last is not None else None, message.serials, count, -1),
        refused=_whole_numbers(last.refused if last is not None else None, message.refused, count, 0),
        host=MappingProxyType(message.host),
        unsupported=MappingProxyType(unsupported),
        notes=tuple(Note(code, text) for code, text in message.notes),
    )


def _applied(before: FloatArray, change: Column | None, count: int, blank: float) -> FloatArray:
    """Return a column with what changed; the same array where nothing did."""
    if len(before) < count:
        before = np.concatenate((before, np.full(count - len(before), blank)))
    if change is None or not change.slots:
        before.setflags(write=False)
        return before
    slots, bits = _change(change, count)
    column = before.copy()
    column[slots] = bits.view(np.float64)
    column.setflags(write=False)
    return column


def _whole_numbers(before: IntArray | None, change: Column, count: int, blank: int) -> IntArray:
    column = np.full(count, blank, np.int64)
    if before is not None:
        if len(before) == count and not change.slots:
            return before
        column[: len(before)] = before
    slots, bits = _change(change, count)
    column[slots] = bits
    column.setflags(write=False)
    return column


def _change(change: Column, count: int) -> tuple[IntArray, IntArray]:
    if len(change.slots) % 4 or len(change.values) != 2 * len(change.slots):
        raise ValueError("slots and values do not go together")
    slots = np.frombuffer(change.slots, np.int32).astype(np.int64)
    if len(slots) and not 0 <= int(slots.min()) <= int(slots.max()) < count:
        raise ValueError("a slot lies outside")
    return slots, np.frombuffer(change.values, np.int64)


def _texts_of(last: Reading | None, message: Message) -> Mapping[str, Sequence[str | None]]:
    slots, columns, count = message.texts.slots, message.texts.columns, message.slot_count
    is_whole = len(columns) == len(TEXT_FIELDS) and all(len(column) == len(slots) for column in columns)
    if not is_whole or any(not 0 <= slot < count for slot in slots):
        raise ValueError("the texts are not whole")
    if last is not None and not slots and len(last.serials) == count:
        return last.texts
    texts: dict[str, Sequence[str | None]] = {}
    for field, news in zip(TEXT_FIELDS, columns, strict=True):
        column = list(last.texts[field]) if last is not None else []
        column += [None] * (count - len(column))
        for slot, text in zip(slots, news, strict=True):
            column[slot] = text
        texts[field] = column
    return MappingProxyType(texts)
