"""What a recorder has written of its newest minute, which is no chunk yet: pieces in the journal, put together.

Whoever reads beside a recorder would miss that minute otherwise. Belongs in a worker.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from procmon_gui.store.history.joining import joined, whole_pieces
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.replay import Beats, RawBeats
from procmon_gui.store.history.schema import JOURNAL
from procmon_gui.store.history.stored_chunks import CATALOGUE

# Behind the numbers of all chunks: it was written last.
FIRST_ID: Final = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A chunk that is being written: its entry in the catalogue, its index and its beats."""

    entry: npt.NDArray[Any]
    rows: IndexRows
    beats: Beats


def unfinished_chunks(connection: Connection) -> list[Unfinished]:
    """Return what lies in the journal, as far as its pieces follow one another whole."""
    columns = (JOURNAL.c.run_id, JOURNAL.c.number, JOURNAL.c.first_beat, JOURNAL.c.rows, JOURNAL.c.data)
    pieces = connection.execute(select(*columns).order_by(*columns[:3])).all()
    found: list[Unfinished] = []
    for (run_id, number), own in groupby(pieces, key=lambda piece: (piece.run_id, piece.number)):
        chunks, indexes = whole_pieces(run_id, number, [(one.first_beat, one.rows, one.data) for one in own])
        if not chunks:
            continue
        rows = np.concatenate(indexes)
        times = rows["time_ms"]
        told = (FIRST_ID + len(found), run_id, number, int(times[0]), int(times[-1]), len(rows))
        entry = np.array([told], np.int64).view(CATALOGUE).reshape(1)
        found.append(Unfinished(entry=entry, rows=rows, beats=RawBeats(joined(chunks))))
    return found
