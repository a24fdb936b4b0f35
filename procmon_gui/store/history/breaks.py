"""Where nothing was recorded: between the chunks of a history, and in them. Belongs in a worker.

Between two runs the catalogue of chunks tells. Of chunks that follow one another, and of what is inside of one, their
index does, which is read where a chunk took longer than it should: a machine that slept, an eye that was away.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine, select

from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.index import unpack_rows
from procmon_gui.store.history.schema import CHUNKS
from procmon_gui.store.sqlite import told

# Two beats with less between them follow one another.
GAP_MS: Final = 5_000
NO_BREAKS: Final[IntArray] = np.zeros((0, 2), np.int64)
# How far apart beats are where nothing tells.
_USUAL_MS: Final = 1000.0
_ASKED_AT_ONCE: Final = 200
Break = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Index:
    """What was read of the index of a chunk.

    Attributes:
        is_after_gap: whether a gap lies before its first beat.
        gaps: those inside.
        pace_ms: how far apart most beats are.
    """

    is_after_gap: bool = False
    gaps: Sequence[Break] = ()
    pace_ms: float = _USUAL_MS


_UNTOLD: Final = _Index()


class Breaks:
    """Looks for them, and remembers what it has read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._read: dict[int, _Index] = {}
        self._pace_of: dict[int, float] = {}

    def among(self, known: npt.NDArray[Any]) -> IntArray:
        """Return from when to when nothing was recorded, of chunks in the order of time; raises Unavailable."""
        if not len(known):
            return NO_BREAKS
        suspects = known[_suspects(known, self._paces(known))]
        self._look_into(suspects)
        ids = set(suspects["id"].tolist())
        self._read = {chunk: found for chunk, found in self._read.items() if chunk in ids}
        found = [*_between_runs(known), *self._between_beats(known, suspects)]
        return np.array(sorted(found), np.int64).reshape(-1, 2)

    def _paces(self, known: npt.NDArray[Any]) -> FloatArray:
        """Return how far apart beats should be in each chunk: as most are in the first of its run, or less."""
        runs, firsts, places = np.unique(known["run"], return_index=True, return_inverse=True)
        fresh = known[[first for run, first in zip(runs.tolist(), firsts, strict=True) if run not in self._pace_of]]
        self._look_into(fresh)
        for run, chunk in zip(fresh["run"].tolist(), fresh["id"].tolist(), strict=True):
            self._pace_of[run] = self._read.get(chunk, _UNTOLD).pace_ms
        paces = np.array([self._pace_of[run] for run in runs.tolist()])
        several = np.flatnonzero(known["count"] > 1)
        np.minimum.at(paces, places[several], _lasted(known[several]) / (known["count"][several] - 1))
        return paces[places]

    def _look_into(self, chunks: npt.NDArray[Any]) -> None:
        new = {int(entry["id"]): entry.item() for entry in chunks if int(entry["id"]) not in self._read}
        ids = list(new)
        for place in range(0, len(ids), _ASKED_AT_ONCE):
            query = select(CHUNKS.c.id, CHUNKS.c.rows).where(CHUNKS.c.id.in_(ids[place : place + _ASKED_AT_ONCE]))
            with told(), self._engine.connect() as connection:
                rows = connection.execute(query).all()
            self._read |= {chunk: _index_of(data, new[chunk]) for chunk, data in rows}

    def _between_beats(self, known: npt.NDArray[Any], suspects: npt.NDArray[Any]) -> Iterator[Break]:
        for entry in suspects:
            index = self._read.get(int(entry["id"]), _UNTOLD)
            gaps = list(index.gaps)
            if index.is_after_gap:
                before = known[(known["run"] == entry["run"]) & (known["number"] == entry["number"] - 1)]
                gaps += [(int(one["to_ms"]), int(entry["from_ms"])) for one in before]
            for begin_ms, end_ms in gaps:
                beside = known[(known["from_ms"] < end_ms) & (known["to_ms"] > begin_ms)]
                # Where a clock was set back, another run may tell of that time.
                if end_ms - begin_ms > GAP_MS and (beside["id"] == entry["id"]).all():
                    yield begin_ms, end_ms


def _between_runs(known: npt.NDArray[Any]) -> Iterable[Break]:
    ends = np.maximum.accumulate(known["to_ms"])[:-1]
    begins = known["from_ms"][1:]
    at = np.flatnonzero(~_follows(known)[1:] & (begins - ends > GAP_MS))
    return zip(ends[at].tolist(), begins[at].tolist(), strict=True)


def _suspects(known: npt.NDArray[Any], paces: FloatArray) -> IntArray:
    """Return the places of chunks that took longer, or began later, than they should."""
    waited = known["from_ms"] - np.roll(known["to_ms"], 1)
    begins_late = _follows(known) & (waited - paces > GAP_MS)
    return np.flatnonzero(begins_late | (_lasted(known) - (known["count"] - 1) * paces > GAP_MS))


def _follows(known: npt.NDArray[Any]) -> BoolArray:
    """Say of each chunk whether it goes on where the one before it ended."""
    goes_on: BoolArray = (np.diff(known["run"], prepend=-1) == 0) & (np.diff(known["number"], prepend=-2) == 1)
    return goes_on


def _lasted(known: npt.NDArray[Any]) -> IntArray:
    lasted: IntArray = known["to_ms"] - known["from_ms"]
    return lasted


def _index_of(data: bytes, entry: Sequence[int]) -> _Index:
    """Return what the index of a chunk tells; of one that is damaged, nothing."""
    _, _, _, from_ms, to_ms, count = entry
    try:
        rows = unpack_rows(data, entry[1:])
    except DamagedChunk:
        return _UNTOLD
    times, after = rows["time_ms"], np.flatnonzero(rows["is_after_gap"][1:]) + 1
    steps = np.diff(times)
    # Whoever made a file up may have said anything.
    if len(rows) != count or (steps < 0).any() or times[0] < from_ms or times[-1] > to_ms:
        return _UNTOLD
    return _Index(
        is_after_gap=bool(rows["is_after_gap"][0]),
        gaps=list(zip(times[after - 1].tolist(), times[after].tolist(), strict=True)),
        pace_ms=float(np.median(steps)) if len(steps) else _USUAL_MS,
    )
