"""Queries that share a memory read the texts of a table once, and remember no more than the table is large."""

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

import numpy as np

from procmon_gui import query
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query import TextMemory
from tests.query.tables import Row, snapshot_of


class _Watched(Sequence[str | None]):
    """Texts that count how often one of them is read."""

    def __init__(self, texts: Sequence[str | None]) -> None:
        self._texts = texts
        self.reads = 0

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, row: int) -> str | None: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str | None]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str | None] | None:
        self.reads += 1
        return self._texts[row]


def watched(table: Snapshot, metric_id: str) -> tuple[Snapshot, _Watched]:
    texts = _Watched(table.texts[metric_id])
    return replace(table, texts={**table.texts, metric_id: texts}), texts


def test_a_word_that_is_typed_on_reads_the_texts_once() -> None:
    table, names = watched(snapshot_of([{"name": "Python"}, {"name": "pytest"}, {"name": "bash"}, None]), "name")
    memory = TextMemory()

    found = [query.compile(f"name ~ {typed}", memory=memory).match(table).tolist() for typed in ("p", "py", "pyth")]

    assert found == [[True, True, False, False], [True, True, False, False], [True, False, False, False]]
    assert names.reads == 3


def test_of_the_next_beat_only_what_moved_is_read() -> None:
    memory = TextMemory()
    query.compile("name ~ x", memory=memory).match(snapshot_of([{"name": "x"}, {"name": "y"}, {"name": "z"}]))
    rows: list[Row | None] = [{"name": "x"}, {"name": "xx"}, {"name": "q"}]
    later, names = watched(snapshot_of(rows, serials=[0, 1, 9], revisions=[0, 1, 0]), "name")

    assert query.compile("name ~ x", memory=memory).match(later).tolist() == [True, True, False]
    assert names.reads == 2


def test_a_regular_expression_minds_case_and_a_word_does_not_though_they_share_a_memory() -> None:
    table = snapshot_of([{"name": "STRASSE"}, {"name": "Straße"}, {"name": "strasse"}])
    memory = TextMemory()

    assert query.compile("name ~ strasse", memory=memory).match(table).tolist() == [True, True, True]
    assert query.compile("name ~ /strasse/", memory=memory).match(table).tolist() == [False, False, True]
    assert query.compile("name = STRASSE", memory=memory).match(table).tolist() == [True, True, True]


def test_texts_that_nobody_has_any_more_are_forgotten_and_answers_stay_right() -> None:
    memory, asked = TextMemory(), query.compile("name ~ 7")
    shared = query.compile("name ~ 7", memory=memory)
    for beat in range(50):
        who = np.arange(50 * beat, 50 * beat + 50)
        table = snapshot_of([{"name": f"n{serial}"} for serial in who.tolist()], serials=who.tolist())

        assert shared.match(table).tolist() == asked.match(table).tolist() == ["7" in str(one) for one in who.tolist()]

    column = memory.column(table, "name")
    assert column is not None
    assert len(column.texts) < 1200
