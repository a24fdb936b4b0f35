"""The order of texts, kept from beat to beat."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_order import TextRanks
from tests.ui.population import Person, snapshot_of

NAMES = st.one_of(st.none(), st.text("abAB", max_size=4))


def named(names: list[str | None], revision: int) -> Snapshot:
    people = [Person(serial=number, pid=number + 1, name=name) for number, name in enumerate(names)]
    return replace(snapshot_of(people), text_revisions=np.full(len(names), revision, dtype=np.int64))


def ranked(ranks: TextRanks, names: list[str | None], revision: int) -> None:
    """Check that the numbers sort like the texts, are equal where these are, and unknown where these are."""
    found = ranks.ranks(named(names, revision)).tolist()
    for name, rank in zip(names, found, strict=True):
        assert (name is None) == (rank != rank)
    known = [(name.casefold(), rank) for name, rank in zip(names, found, strict=True) if name is not None]
    for one, one_rank in known:
        for other, other_rank in known:
            assert (one < other) == (one_rank < other_rank)


@given(st.lists(st.lists(NAMES, min_size=1, max_size=12), min_size=1, max_size=5))
def test_numbers_sort_like_the_texts_whatever_changes(beats: list[list[str | None]]) -> None:
    ranks = TextRanks("name")
    for revision, names in enumerate(beats):
        ranked(ranks, names, revision)


def test_one_text_after_the_other_between_the_same_two_never_runs_out_of_numbers() -> None:
    """Half of a half of a half: after some 50 there is no number between any more."""
    ranks = TextRanks("name")
    names: list[str | None] = ["a", "b", *(["x"] * 40)]
    revisions = np.zeros(len(names), dtype=np.int64)
    for turn in range(1, 130):
        names[2] = "a" + "b" * (200 - turn)
        revisions = revisions.copy()
        revisions[2] = turn
        people = [Person(serial=number, pid=number + 1, name=name) for number, name in enumerate(names)]
        found = ranks.ranks(replace(snapshot_of(people), text_revisions=revisions))
        assert found[0] < found[2] < found[1] < found[3]


def test_a_beat_without_news_keeps_the_numbers() -> None:
    ranks = TextRanks("name")
    snapshot = named(["b", None, "a"], 0)

    first = ranks.ranks(snapshot)

    assert ranks.ranks(replace(snapshot, sequence=2)).tolist()[:1] == first.tolist()[:1]
    assert np.argsort(first).tolist() == [2, 0, 1]
