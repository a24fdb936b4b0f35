"""The tree as arrays, against a slow and obvious one."""

from collections.abc import Callable
from dataclasses import fields
from random import Random
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.metrics import Aggregate
from procmon_gui.domain.reading import FloatArray
from procmon_gui.ui.models import process_tree
from procmon_gui.ui.models.process_tree import Forest, grow_forest

# Few pids and starts, so that cycles, reused pids, orphans and processes that are their own parents are common.
PEOPLE = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 32), st.integers(0, 3)),
    max_size=30,
    unique_by=lambda person: person[0],
)


def forest_of(people: list[tuple[int, int, int]]) -> tuple[Forest, FloatArray]:
    pid, ppid, start = (np.array([person[part] for person in people], dtype=np.float64) for part in range(3))
    return grow_forest(pid, ppid, start), pid


def below(forest: Forest, top: int) -> set[int]:
    """Return the places of a subtree by walking up from every place."""
    found = set()
    for place in range(len(forest.parent)):
        at = place
        while at not in (top, -1):
            at = int(forest.parent[at])
        if at == top:
            found.add(place)
    return found


@given(PEOPLE)
def test_every_process_stands_once_and_after_its_parent(people: list[tuple[int, int, int]]) -> None:
    forest, _ = forest_of(people)

    assert sorted(forest.members.tolist()) == list(range(len(people)))
    assert (forest.parent < np.arange(len(people))).all()


@given(PEOPLE)
def test_a_parent_is_older_than_its_child_and_has_the_pid_that_the_child_names(
    people: list[tuple[int, int, int]],
) -> None:
    forest, _ = forest_of(people)

    for place, parent in enumerate(forest.parent.tolist()):
        if parent >= 0:
            child, older = people[forest.members[place]], people[forest.members[parent]]
            assert older[0] == child[1]
            assert older[2] <= child[2]


@given(PEOPLE)
def test_only_an_orphan_a_reused_pid_or_one_of_a_circle_is_a_root(people: list[tuple[int, int, int]]) -> None:
    forest, _ = forest_of(people)
    by_pid = {person[0]: person for person in people}

    for place in np.flatnonzero(forest.parent < 0).tolist():
        pid, ppid, start = people[forest.members[place]]
        parent = by_pid.get(ppid)
        if parent is not None and parent[2] <= start:
            seen, at = {pid}, parent
            while at[0] not in seen:
                seen.add(at[0])
                at = by_pid[at[1]]
            assert at[0] == pid, "a root that has a good parent closes a circle"
            assert pid == min(seen)


@given(PEOPLE)
def test_depth_size_and_children_are_those_of_a_walk_by_hand(people: list[tuple[int, int, int]]) -> None:
    forest, _ = forest_of(people)

    for place in range(len(people)):
        assert below(forest, place) == set(range(place, place + int(forest.size[place])))
        assert forest.children[place] == np.count_nonzero(forest.parent == place)
        parent = int(forest.parent[place])
        assert forest.depth[place] == (forest.depth[parent] + 1 if parent >= 0 else 0)


@given(PEOPLE, st.randoms())
def test_a_walk_shows_siblings_by_rank_and_each_subtree_in_one_piece(
    people: list[tuple[int, int, int]], random: Random
) -> None:
    forest, _ = forest_of(people)
    ranks = list(range(len(people)))
    random.shuffle(ranks)
    rank = np.array(ranks, dtype=np.int64)

    def walked(parent: int) -> list[int]:
        children = sorted(np.flatnonzero(forest.parent == parent).tolist(), key=lambda place: ranks[place])
        return [place for child in children for place in (child, *walked(child))]

    assert forest.walk(rank).tolist() == walked(-1)


@given(PEOPLE, st.data())
def test_totals_are_those_of_the_subtree_and_unknown_only_where_all_of_it_is(
    people: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    forest, _ = forest_of(people)
    values = np.array(
        data.draw(st.lists(st.none() | st.integers(0, 1000), min_size=len(people), max_size=len(people))), dtype=float
    )
    by_hand: dict[Aggregate, Callable[[list[float]], float]] = {
        Aggregate.SUM: sum,
        Aggregate.MAX: max,
        Aggregate.MIN: min,
    }

    for aggregate, put_together in by_hand.items():
        totals = forest.totals(values, aggregate)
        for place in range(len(people)):
            known = [values[other] for other in below(forest, place) if not np.isnan(values[other])]
            assert totals[place] == put_together(known) if known else np.isnan(totals[place])


def test_a_process_without_children_keeps_its_own_value_to_the_last_bit() -> None:
    forest = grow_forest(np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, 1.0]), np.zeros(3))

    totals = forest.totals(np.array([1e16, 0.1, 0.0]), Aggregate.SUM)

    assert totals[1:].tolist() == [0.1, 0.0]


def test_a_chain_of_ten_thousand_processes_is_a_tree_like_any_other() -> None:
    pid = np.arange(1.0, 10_001.0)

    forest = grow_forest(pid, pid - 1, pid)

    assert forest.depth.tolist() == list(range(10_000))
    assert forest.size[0] == 10_000


@given(PEOPLE)
def test_a_tree_that_is_too_deep_to_go_through_level_by_level_is_the_same_tree(
    people: list[tuple[int, int, int]],
) -> None:
    shallow, _ = forest_of(people)

    with mock.patch.object(process_tree, "_MOST_LEVELS", 1):
        deep, _ = forest_of(people)

    for one, other in zip(fields(shallow), fields(deep), strict=True):
        assert np.array_equal(getattr(shallow, one.name), getattr(deep, other.name)), one.name
