"""The pieces of a chunk that was never finished, put together again. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from procmon_gui.domain.reading import TEXT_FIELDS, FloatArray, IntArray
from procmon_gui.store.history.beats import FACTS, FIELDS, RawChunk
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import unpack_rows
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.texts import NOTHING

Change = tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], np.ndarray[tuple[int], np.dtype[np.int32]], IntArray]


def joined(pieces: Sequence[Chunk]) -> RawChunk:
    """Return pieces that follow one another as one chunk; the first has the first beat. Raises DamagedChunk."""
    changes: list[Change] = []
    facts: list[tuple[int, ...]] = []
    host: list[FloatArray] = []
    for piece in pieces:
        changes += _changes_of(piece)
        columns = [piece.fact(name).tolist() for name in FACTS]
        facts += list(zip(*columns, strict=True))
        host += list(piece.host_rows())
    base = {field: pieces[0].track(field).base for field in FIELDS}
    return RawChunk(base=base, changes=changes, facts=facts, host_keys=pieces[-1].host_keys, host=host)


def whole_pieces(
    run_id: int, number: int, rows: Iterable[tuple[int, bytes, bytes]]
) -> tuple[list[Chunk], list[IndexRows]]:
    """Return the pieces from the first beat on, up to the first that is missing or damaged."""
    pieces: list[Chunk] = []
    index_rows: list[IndexRows] = []
    beat = 0
    for first_beat, packed_rows, data in rows:
        if first_beat != beat:
            break
        try:
            piece, own_rows = Chunk(data), unpack_rows(packed_rows, (run_id, number, first_beat))
            piece.tracks(), piece.host_rows()
        except DamagedChunk:
            break
        if len(own_rows) != len(piece):
            break
        pieces.append(piece)
        index_rows.append(own_rows)
        beat += len(piece)
    return pieces, index_rows


def _changes_of(piece: Chunk) -> list[Change]:
    """Return by beat what changed in it: field, slot, bits."""
    tracks = [piece.track(field) for field in FIELDS]
    fields = np.repeat(np.arange(len(FIELDS), dtype=np.uint8), [len(track.beats) for track in tracks])
    beats = np.concatenate([track.beats for track in tracks])
    slots = np.concatenate([track.slots for track in tracks]).astype(np.int32)
    bits = np.concatenate([track.bits for track in tracks])
    by_beat = np.argsort(beats, kind="stable")
    ends = np.searchsorted(beats[by_beat], np.arange(len(piece) + 1))
    parts = [by_beat[begin:end] for begin, end in pairwise(ends.tolist())]
    return [(fields[part], slots[part], bits[part]) for part in parts]


def text_numbers_of(chunk: RawChunk | Chunk) -> frozenset[int]:
    """Return the texts that a chunk names; raises DamagedChunk."""
    tracks = chunk.tracks()
    named = [np.concatenate((tracks[field].base, tracks[field].bits)) for field in TEXT_FIELDS]
    return frozenset(np.unique(np.concatenate([*named, chunk.fact("told")])).tolist()) - {NOTHING}
