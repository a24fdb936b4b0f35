"""A minute of readings as bytes, and back, exactly: column by column, only what changed, behind a checksum.

    directory   what the chunk holds: JSON, compressed
    facts       one row for each of `beats.FACTS`, differences of differences
    host        whole numbers and parts as differences over time; odd values bit by bit
    fields      for each field: its first column, and for the slots that changed a bit for each beat and the differences

Each field is compressed by itself, so that one process over time needs only the fields that are asked for. Texts are
numbers of a `Texts`, which is kept beside the chunks. Pure; any thread.
"""

import json
from collections.abc import Generator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from procmon_gui.domain.reading import NUMBER_FIELDS, FloatArray, IntArray
from procmon_gui.store.history.beats import ABSENT, BLANKS, FACTS, FIELDS, HostKey, RawChunk, Track
from procmon_gui.store.history.framing import NONSENSE, DamagedChunk, begun_body, body_of, framed
from procmon_gui.store.history.packing import (
    Kind,
    differences,
    from_codes,
    kind_of,
    kinds_of,
    pack,
    pack_bytes,
    to_codes,
    unpack,
    unpack_bytes,
)

VERSION: Final = 1
_MAGIC: Final = b"PMB"
# Loads and pressures have two decimals, clocks count hundredths: parts of a unit in which most figures are whole.
_HOST_PARTS: Final = 100.0
_NOTHING_PACKED: Final = pack(np.zeros(0, np.int64))


# ---- to bytes


def encode(chunk: RawChunk) -> bytes:
    """Return a chunk of at least one beat as bytes."""
    steps = encode_in_steps(chunk)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return bytes(done.value)


def encode_in_steps(chunk: RawChunk) -> Generator[None, None, bytes]:
    """Do the same a field at a time, so that nobody waits long: ask for the next step until the bytes are returned."""
    parts = float(chunk.facts[0][FACTS.index("ticks_per_s")])
    tracks = chunk.tracks()
    yield
    sections: list[bytes] = [_pack_facts(chunk), _pack_host(chunk.host_rows())]
    fields: dict[str, tuple[int, int, int]] = {}
    for field in FIELDS:
        yield
        kind, changed_count, section = _pack_field(field, tracks[field], len(chunk), parts)
        fields[field] = (len(section), kind, changed_count)
        sections.append(section)
    yield
    directory = {
        "beats": len(chunk),
        "parts": parts,
        "facts": [FACTS, len(sections[0])],
        "host": [list(chunk.host_keys), len(sections[1])],
        "fields": fields,
    }
    body = b"".join((pack_bytes(json.dumps(directory, separators=(",", ":")).encode()), *sections))
    return framed(_MAGIC, VERSION, body)


def _pack_facts(chunk: RawChunk) -> bytes:
    rows = np.array(chunk.facts, np.int64).T
    return pack(np.concatenate([differences(differences(row)) for row in rows]))


def _pack_host(rows: FloatArray) -> bytes:
    """Pack the figures of the host, shape (beats, keys): each kind in a block of its own."""
    bits = np.ascontiguousarray(rows.T).view(np.int64)
    kinds = kinds_of(bits, _HOST_PARTS)
    packed = [pack(kinds)]
    for kind in Kind:
        chosen = bits[kinds == kind]
        codes = to_codes(chosen.ravel(), kind, _HOST_PARTS).reshape(chosen.shape)
        packed.append(pack(differences(codes).ravel()))
    return b"".join(packed)


def _pack_field(field: str, track: Track, beat_count: int, parts: float) -> tuple[int, int, bytes]:
    """Return the kind of a field, how many of its slots changed, and its section."""
    together = np.concatenate((track.base, track.bits))
    if not len(together):
        return int(Kind.BITS), 0, _NOTHING_PACKED
    kind = kind_of(together, parts) if field in NUMBER_FIELDS else Kind.BITS
    codes = to_codes(together, kind, parts)
    base, news = codes[: len(track.base)], codes[len(track.base) :]
    section = pack(differences(base))
    if not len(news):
        return int(kind), 0, section
    in_order = np.lexsort((track.beats, track.slots))
    slots, beats, news = track.slots[in_order].astype(np.int64), track.beats[in_order], news[in_order]
    is_first = np.diff(slots, prepend=-1) != 0
    before = np.concatenate((news[:1], news[:-1]))
    before[is_first] = _base_codes(field, base, kind, parts, slots[is_first])
    changed = slots[is_first]
    marks = np.zeros((len(changed), beat_count), np.uint8)
    marks[np.cumsum(is_first) - 1, beats] = 1
    section += pack(differences(changed)) + pack_bytes(np.packbits(marks, axis=1).tobytes()) + pack(news - before)
    return int(kind), len(changed), section


def _base_codes(field: str, base: IntArray, kind: Kind, parts: float, slots: IntArray) -> IntArray:
    """Return the codes from which the changes of these slots begin; a slot beyond the first column is blank."""
    blank = int(to_codes(np.array([BLANKS[field]], np.int64), kind, parts)[0])
    found = np.full(len(slots), blank, np.int64)
    is_inside = slots < len(base)
    found[is_inside] = base[slots[is_inside]]
    return found


# ---- from bytes


class Chunk:
    """Bytes that were checked once; fields are unpacked when they are asked for, and kept.

    Attributes:
        machine_bytes: how long the beginning is that the machine is asked of.
    """

    def __init__(self, data: bytes, *, is_beginning: bool = False) -> None:
        """Check the bytes and read the directory; raises DamagedChunk.

        Of the beginning of a chunk the machine can be asked, as far as it reaches. The checksum is that of the whole;
        what was compressed has one of its own.
        """
        body = begun_body(data, _MAGIC, VERSION) if is_beginning else body_of(data, _MAGIC, VERSION)
        self._data = memoryview(body)
        try:
            directory, at = unpack_bytes(self._data, 0)
            told: dict[str, Any] = json.loads(directory)
            self._beat_count, self._parts = int(told["beats"]), float(told["parts"])
            names, facts_bytes = told["facts"]
            self._facts = self._unpack_facts(names, at)
            at += facts_bytes
            keys, host_bytes = told["host"]
            self.host_keys: Sequence[HostKey] = [(str(raw), instance) for raw, instance in keys]
            self._host_at = at
            at += host_bytes
            self.machine_bytes = len(data) - len(body) + at
            self._sections: dict[str, tuple[int, Kind, int]] = {}
            for field, (length, kind, changed_count) in told["fields"].items():
                self._sections[field] = (at, Kind(kind), int(changed_count))
                at += length
        except NONSENSE as error:
            raise DamagedChunk(f"A chunk of the history can not be read: {error}") from error
        self._tracks: dict[str, Track] = {}
        self._host: FloatArray | None = None

    def __len__(self) -> int:
        return self._beat_count

    def fact(self, name: str) -> IntArray:
        """Return one fact of every beat."""
        return self._facts[name]

    def track(self, field: str) -> Track:
        """Return one field over the beats; raises DamagedChunk."""
        found = self._tracks.get(field)
        if found is None:
            try:
                found = self._tracks[field] = self._unpack_field(field)
            except NONSENSE as error:
                raise DamagedChunk(f"The field {field} of a chunk can not be read: {error}") from error
        return found

    def tracks(self) -> Mapping[str, Track]:
        """Return every field over the beats; raises DamagedChunk."""
        return {field: self.track(field) for field in FIELDS}

    def host_rows(self) -> FloatArray:
        """Return the figures of the host, shape (beats, keys); raises DamagedChunk."""
        if self._host is None:
            try:
                self._host = self._unpack_host()
            except NONSENSE as error:
                raise DamagedChunk(f"The figures of the host in a chunk can not be read: {error}") from error
        return self._host

    def _unpack_facts(self, names: Sequence[str], at: int) -> dict[str, IntArray]:
        numbers, _ = unpack(self._data, at)
        rows = numbers.reshape(len(names), self._beat_count)
        return dict(zip(names, np.cumsum(np.cumsum(rows, axis=1), axis=1), strict=True))

    def _unpack_host(self) -> FloatArray:
        kinds, at = unpack(self._data, self._host_at)
        bits = np.full((len(self.host_keys), self._beat_count), 0, np.int64)
        for kind in Kind:
            steps, at = unpack(self._data, at)
            codes = np.cumsum(steps.reshape(-1, self._beat_count), axis=1)
            bits[kinds == kind] = from_codes(codes.ravel(), kind, _HOST_PARTS).reshape(codes.shape)
        return np.ascontiguousarray(bits.view(np.float64).T)

    def _unpack_field(self, field: str) -> Track:
        nothing = np.zeros(0, np.int64)
        if field not in self._sections and field in BLANKS:
            # Written by a program that did not know the field yet.
            return Track(base=nothing, beats=nothing, slots=nothing, bits=nothing)
        at, kind, changed_count = self._sections[field]
        steps, at = unpack(self._data, at)
        base = np.cumsum(steps)
        if not changed_count:
            return Track(base=from_codes(base, kind, self._parts), beats=nothing, slots=nothing, bits=nothing)
        steps, at = unpack(self._data, at)
        changed = np.cumsum(steps)
        marks, at = unpack_bytes(self._data, at)
        rows_of_marks = np.frombuffer(marks, np.uint8).reshape(changed_count, -1)
        rows, beats = np.nonzero(np.unpackbits(rows_of_marks, axis=1, count=self._beat_count))
        steps, _ = unpack(self._data, at)
        sums = np.cumsum(steps)
        firsts = np.searchsorted(rows, np.arange(changed_count))
        begin = _base_codes(field, base, kind, self._parts, changed) - (sums[firsts] - steps[firsts])
        bits = from_codes(sums + begin[rows], kind, self._parts)
        return Track(base=from_codes(base, kind, self._parts), beats=beats, slots=changed[rows], bits=bits)


def host_of(keys: Sequence[HostKey], row: FloatArray) -> dict[str, dict[str, float]]:
    """Return one row of host figures as a reading has them."""
    host: dict[str, dict[str, float]] = {}
    is_there = (row.view(np.int64) != np.array(ABSENT).view(np.int64)).tolist()
    for (raw, instance), value, is_told in zip(keys, row.tolist(), is_there, strict=False):
        if is_told:
            values = host.setdefault(raw, {})
            if instance is not None:
                values[instance] = value
    return host
