"""What a row of a damaged history is, told by nothing but the row, and whether it is as it was once written. Pure."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any, Final

from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import NO_ROWS, unpack_rows
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.texts import unpack_numbers, unpack_texts


class Kind(Enum):
    """The tables of which something can be told by a row alone."""

    HOST = "hosts"
    RUN = "runs"
    TEXTS = "texts"
    CHUNK = "chunks"
    PIECE = "journal"


# By the kinds of their columns, see `pages.rows_of`; a run has got more of them with each version.
_SHAPES: Final = {
    Kind.CHUNK: re.compile("ni{5}bbb"),
    Kind.TEXTS: re.compile("ni{3}b"),
    Kind.PIECE: re.compile("ni{3}bb"),
    Kind.RUN: re.compile("nii[in]ti(?:t[in]{0,4})?"),
    Kind.HOST: re.compile("ntt"),
}
_MACHINE_ID: Final = re.compile("[0-9a-f]{32}")
_BEGINNINGS: Final = {Kind.CHUNK: b"PMB", Kind.TEXTS: b"PMT", Kind.PIECE: b"PMB"}
_LETTERS: Final = {type(None): "n", int: "i", float: "f", str: "t", bytes: "b"}


def is_wanted(shape: str) -> bool:
    """Say whether a row whose columns are of these kinds may be one of ours."""
    return any(one.fullmatch(shape) for one in _SHAPES.values())


def kind_of(values: Sequence[Any]) -> Kind | None:
    """Return of which table a row is; None where it can not be told."""
    shape = "".join(_LETTERS[type(value)] for value in values)
    kind = next((kind for kind, one in _SHAPES.items() if one.fullmatch(shape)), None)
    # Minutes have the shape of texts, and programs that of hosts.
    if kind in _BEGINNINGS and not values[-1].startswith(_BEGINNINGS[kind]):
        return None
    if kind is Kind.HOST and not _MACHINE_ID.fullmatch(values[1]):
        return None
    return kind


def index_of(kind: Kind, values: Sequence[Any]) -> IndexRows | None:
    """Return the index of the beats in a row, none for texts; None where any checksum does not fit."""
    _, run, *beside = values
    try:
        if kind is Kind.TEXTS:
            unpack_texts(beside[-1], run)
            return NO_ROWS
        if kind is Kind.PIECE:
            rows = unpack_rows(beside[2], (run, *beside[:2]))
        else:
            rows = unpack_rows(beside[5], (run, *beside[:4]))
            unpack_numbers(beside[4])
        if len(Chunk(beside[-1])) != len(rows):
            return None
        # A chunk may begin with beats that another run has told of.
        return rows if kind is Kind.PIECE else rows[rows["time_ms"] >= beside[1]]
    except DamagedChunk:
        return None
