"""What a memory of recent beats hands to whoever keeps it for longer: nothing is queued, the keeper asks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from procmon_gui.store.history.beats import RawChunk
from procmon_gui.store.history.texts import NOTHING

IndexRows = npt.NDArray[Any]


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
    """A whole chunk, packed, and the texts that it names."""

    chunk: int
    data: bytes
    rows: IndexRows
    text_numbers: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class News:
    """What came since a mark: chunks that are packed by now, and pieces of those that are not.

    Attributes:
        texts: number and text of each that is new.
        lost_beats: beats after the mark that were forgotten before anybody asked.
        mark: where to go on from.
    """

    texts: Sequence[tuple[int, str]]
    whole: Sequence[Whole]
    pieces: Sequence[Piece]
    lost_beats: int
    mark: Mark
