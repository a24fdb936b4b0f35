"""What a memory of recent beats hands to whoever keeps it for longer: nothing is queued, the keeper asks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy.typing as npt

from procmon_gui.store.history.beats import RawChunk
from procmon_gui.store.history.texts import NOTHING

IndexRows = npt.NDArray[Any]
# The number of a text and what stands around it.
_TEXT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a keeper has read along: the next beat, text and whole chunk that he has not seen, by number."""

    beat: int = 0
    text: int = NOTHING + 1
    chunk: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """Some beats of a chunk: those from `first_beat` in it on. The rows of the index are those of these beats."""

    chunk: int
    first_beat: int
    raw: RawChunk
    rows: IndexRows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Whole:
    """A whole chunk, packed, and the texts that it names, see `texts.pack_numbers`."""

    chunk: int
    data: bytes
    rows: IndexRows
    text_numbers: bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class News:
    """What came since a mark: chunks that are packed by now, and pieces of those that are not.

    Attributes:
        texts: number and text of each that is new.
        lost_beats: beats after the mark that were forgotten before anybody asked.
        is_all: more is there already where this is False.
        mark: where to go on from.
    """

    texts: Sequence[tuple[int, str]]
    whole: Sequence[Whole]
    pieces: Sequence[Piece]
    lost_beats: int
    is_all: bool
    mark: Mark

    @property
    def to_ms(self) -> int:
        """Return the time of the newest beat in it, 0 when there is none."""
        rows = [*(whole.rows for whole in self.whole), *(piece.rows for piece in self.pieces)]
        return max((int(own["time_ms"][-1]) for own in rows if len(own)), default=0)

    @property
    def size_bytes(self) -> int:
        """Return what this takes when it is kept, at most."""
        return (
            sum(len(one.data) + one.rows.nbytes + len(one.text_numbers) for one in self.whole)
            + sum(piece.raw.size_bytes + piece.rows.nbytes for piece in self.pieces)
            + sum(len(text) + _TEXT_BYTES for _, text in self.texts)
        )
