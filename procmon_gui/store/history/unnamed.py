"""Finds what nobody speaks of any more: texts that no chunk names, runs of which nothing is left. The writer's thread.

Every table with a column `run_id` speaks of a run, and every one with a column `text_numbers` names texts, so that a
new table needs no word here.
"""

from collections.abc import Callable, Generator
from typing import Final

import numpy as np
from sqlalchemy import Engine, Table, delete, func, select, update

from procmon_gui.domain.reading import IntArray
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.joining import text_numbers_of
from procmon_gui.store.history.rollup_schema import METADATA
from procmon_gui.store.history.schema import JOURNAL, RUNS, TEXTS
from procmon_gui.store.history.texts import pack_texts, unpack_numbers, unpack_texts

_ROWS_AT_ONCE: Final = 200
_BATCHES_AT_ONCE: Final = 50
_NOTHING: Final = np.zeros(0, np.int64)


class Unnamed:
    """Removes it, a step at a time."""

    def __init__(self, engine: Engine, *, run_id: int, held_texts: Callable[[], frozenset[int]]) -> None:
        self._engine = engine
        self._run_id = run_id
        self._held_texts = held_texts
        tables = [table for table in METADATA.sorted_tables if "run_id" in table.c]
        self._speaking = [table for table in tables if table is not TEXTS]
        self._naming = [table for table in tables if "text_numbers" in table.c]

    def steps(self) -> Generator[None, None, None]:
        """Go through all runs; each step is one small transaction."""
        with self._engine.connect() as connection:
            runs = connection.scalars(select(RUNS.c.id).order_by(RUNS.c.id)).all()
        for run in runs:
            if run != self._run_id and self._is_empty(run):
                yield from self._remove_run(run)
            else:
                yield from self._forget_texts(run)

    def _is_empty(self, run: int) -> bool:
        with self._engine.connect() as connection:
            return all(
                connection.execute(select(table.c.run_id).where(table.c.run_id == run).limit(1)).first() is None
                for table in self._speaking
            )

    def _remove_run(self, run: int) -> Generator[None, None, None]:
        some = select(TEXTS.c.id).where(TEXTS.c.run_id == run).limit(_ROWS_AT_ONCE)
        while True:
            with self._engine.begin() as connection:
                gone = connection.execute(delete(TEXTS).where(TEXTS.c.id.in_(some))).rowcount
                if not gone:
                    connection.execute(delete(RUNS).where(RUNS.c.id == run))
                    return
            yield

    # ---- texts

    def _forget_texts(self, run: int) -> Generator[None, None, None]:
        # What comes while this goes on is newer than the last batch, or named by what the memory holds.
        with self._engine.connect() as connection:
            last = connection.scalar(select(func.max(TEXTS.c.id)).where(TEXTS.c.run_id == run))
        if last is None:
            return
        named: IntArray | None = _NOTHING
        for table in self._naming:
            for numbers in self._named_by(table, run):
                named = None if named is None or numbers is None else np.union1d(named, numbers)
                yield
        others = self._named_by_journal(run)
        if run == self._run_id:
            others = np.union1d(others, np.array(sorted(self._held_texts()), np.int64))
        if named is not None:
            yield from self._forget_all_but(np.union1d(named, others), run, last)

    def _named_by(self, table: Table, run: int) -> Generator[IntArray | None, None, None]:
        """Yield what the rows of a run name, some rows at a time; None where that can not be known."""
        after = -1
        while True:
            query = select(table.c.id, table.c.text_numbers).where(table.c.run_id == run, table.c.id > after)
            with self._engine.connect() as connection:
                rows = connection.execute(query.order_by(table.c.id).limit(_ROWS_AT_ONCE)).all()
            if not rows:
                return
            after = rows[-1][0]
            try:
                yield np.unique(np.concatenate([unpack_numbers(packed) for _, packed in rows]))
            except DamagedChunk:
                # Who knows what it names: nothing of this run is forgotten as long as it is there.
                yield None

    def _named_by_journal(self, run: int) -> IntArray:
        with self._engine.connect() as connection:
            pieces = connection.scalars(select(JOURNAL.c.data).where(JOURNAL.c.run_id == run)).all()
        found: set[int] = set()
        for data in pieces:
            try:
                found |= text_numbers_of(Chunk(data))
            except DamagedChunk:
                continue
        return np.array(sorted(found), np.int64)

    def _forget_all_but(self, named: IntArray, run: int, last: int) -> Generator[None, None, None]:
        after = -1
        columns = (TEXTS.c.id, TEXTS.c.first_number, TEXTS.c.last_number)
        query = select(*columns).where(TEXTS.c.run_id == run, TEXTS.c.id <= last).order_by(TEXTS.c.id)
        while True:
            with self._engine.begin() as connection:
                batches = connection.execute(query.where(TEXTS.c.id > after).limit(_BATCHES_AT_ONCE)).all()
                ends = np.array([(first, end + 1) for _, first, end in batches], np.int64).reshape(-1, 2)
                counts = np.diff(np.searchsorted(named, ends), axis=1).ravel()
                gone = [key for (key, _, _), count in zip(batches, counts.tolist(), strict=True) if not count]
                if gone:
                    connection.execute(delete(TEXTS).where(TEXTS.c.id.in_(gone)))
                for (key, first, end), count in zip(batches, counts.tolist(), strict=True):
                    # More than half would go: worth a page that is written anew.
                    if 0 < 2 * count < end + 1 - first:
                        data = connection.scalar(select(TEXTS.c.data).where(TEXTS.c.id == key)) or b""
                        smaller = _without_others(data, run, named)
                        if smaller is not None:
                            connection.execute(update(TEXTS).where(TEXTS.c.id == key).values(smaller))
            if not batches:
                return
            after = batches[-1][0]
            yield


def _without_others(data: bytes, run: int, named: IntArray) -> dict[str, object] | None:
    """Return a batch without the texts that are not named; None where that is not worth it."""
    try:
        texts = unpack_texts(data, run)
    except DamagedChunk:
        return None
    numbers = np.array(sorted(texts), np.int64)
    kept = numbers[np.isin(numbers, named)].tolist()
    if not kept or 2 * len(kept) > len(texts):
        return None
    return {
        "first_number": kept[0],
        "last_number": kept[-1],
        "data": pack_texts([(number, texts[number]) for number in kept], run),
    }
