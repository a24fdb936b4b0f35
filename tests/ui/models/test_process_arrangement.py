"""Which rows the list has and in which order: tree, sorting, filter."""

from dataclasses import replace

import numpy as np
import pytest

from procmon_gui.query import compile
from procmon_gui.ui.models.process_model import VALUE_ROLE, ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from tests.ui.models.rows import FAMILY, HandClock, pids, with_cpu
from tests.ui.population import CORES, Person, family, snapshot_of

# ---- the tree


def test_children_stand_under_their_parent_and_siblings_by_their_subtree(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(with_cpu(family(*FAMILY), p3=0.4, p4=0.1, p5=0.5)))

    assert pids(model) == [1, 2, 5, 4, 3]
    assert model.rows.depth.tolist() == [0, 1, 2, 2, 1]


def test_a_parent_shows_the_total_of_its_subtree(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(with_cpu(family(*FAMILY), p1=0.1, p2=0.2, p4=0.3)))

    assert model.index(0, model.column_of("cpu_ratio")).data(VALUE_ROLE) == pytest.approx(0.6)
    assert model.index(0, model.column_of("pid")).data(VALUE_ROLE) == 1


def test_a_total_of_cpu_never_passes_what_the_machine_has(model: ProcessModel) -> None:
    """Processes are read one after another, each over a span of its own; the sum of their shares can be too large."""
    model.show_snapshot(snapshot_of(with_cpu(family(*FAMILY), p2=0.3, p4=CORES / 2, p5=CORES / 2)))

    assert model.index(0, model.column_of("cpu_ratio")).data(VALUE_ROLE) == CORES


def test_only_own_values_glow_and_a_closed_parent_counts_as_own(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(with_cpu(family(*FAMILY), p5=3.0)))
    metric = model.metric_at(model.column_of("cpu_ratio"))

    def steps() -> list[int]:
        rows = np.arange(model.rowCount())
        found: list[int] = model.cells.heat_steps(metric, rows, model.cells.numbers(metric, rows)).tolist()
        return found

    assert pids(model) == [1, 2, 5, 4, 3]
    assert steps() == [0, 0, 5, 0, 0]
    model.set_open(1, False)
    assert steps() == [0, 5, 0]


def test_closing_hides_the_subtree_and_is_remembered_for_as_long_as_the_process_lives(model: ProcessModel) -> None:
    people = family(*FAMILY)
    model.show_snapshot(snapshot_of(people))
    model.set_open(pids(model).index(2), False)
    assert pids(model) == [1, 2, 3]

    # A restart of the eye gives everybody another slot.
    model.show_snapshot(snapshot_of(list(reversed(people)), sequence=2))
    assert pids(model) == [1, 2, 3]

    model.set_shape(Shape.FLAT)
    model.set_shape(Shape.TREE)
    assert pids(model) == [1, 2, 3]


def test_kernel_threads_come_only_when_they_are_asked_for(model: ProcessModel) -> None:
    people = [*family((1, 0)), Person(serial=900, pid=2, kernel_thread=True, name="kthreadd")]
    model.show_snapshot(snapshot_of(people))
    assert pids(model) == [1]

    model.set_kernel_threads(True)

    assert pids(model) == [1, 2]
    assert model.arrangement.population == 2


# ---- sorting


def test_unknown_sorts_last_both_ways_and_equals_stand_by_pid(model: ProcessModel) -> None:
    values = {1: float("nan"), 2: 5.0, 3: 5.0, 4: 9.0}
    people = [Person(serial=pid, pid=pid, values={"threads": value}) for pid, value in values.items()]
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(list(reversed(people))))

    model.sort_by("threads", is_descending=True)
    assert pids(model) == [4, 2, 3, 1]
    model.sort_by("threads", is_descending=False)
    assert pids(model) == [2, 3, 4, 1]


def test_texts_sort_without_regard_to_case_unknown_last(model: ProcessModel) -> None:
    said = {1: "beta", 2: None, 3: "Alpha", 4: "alpha"}
    people = [Person(serial=pid, pid=pid, name=name) for pid, name in said.items()]
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(people))

    model.sort_by("name", is_descending=False)
    assert pids(model) == [3, 4, 1, 2]
    model.sort_by("name", is_descending=True)
    assert pids(model) == [1, 3, 4, 2]


def test_a_text_that_changed_finds_its_new_place(model: ProcessModel) -> None:
    people = [Person(serial=pid, pid=pid, name=name) for pid, name in ((1, "a"), (2, "b"), (3, "c"))]
    model.set_shape(Shape.FLAT)
    model.sort_by("name", is_descending=False)
    model.show_snapshot(snapshot_of(people))

    people[0] = replace(people[0], name="z")
    changed = snapshot_of(people, sequence=2)
    model.show_snapshot(replace(changed, text_revisions=changed.text_revisions + 100))

    assert pids(model) == [2, 3, 1]


def test_no_column_returns_to_the_order_of_the_tree(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(with_cpu(family(*FAMILY), p3=3.0)))
    assert pids(model)[1] == 3

    model.sort(-1)

    assert pids(model) == [1, 2, 4, 5, 3]


def test_nobody_changes_places_while_the_order_is_held_but_values_move(model: ProcessModel) -> None:
    people = family((1, 0), (2, 0), (3, 0))
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(with_cpu(people, p1=0.3, p2=0.2, p3=0.1)))
    model.hold_order(True)

    newcomer = Person(serial=400, pid=4, start_ticks=4.0, values={"cpu_ratio": 2.0})
    model.show_snapshot(snapshot_of([*with_cpu(people, p3=0.9), newcomer], sequence=2))

    assert pids(model) == [1, 2, 3, 4]
    assert model.index(2, model.column_of("cpu_ratio")).data(VALUE_ROLE) == pytest.approx(0.9)
    model.hold_order(False)
    assert pids(model) == [4, 3, 1, 2]


def test_a_held_order_survives_a_restart_of_the_eye_and_a_newcomer_does_not_inherit_a_place(
    model: ProcessModel,
) -> None:
    people = family((1, 0), (2, 0), (3, 0))
    model.set_shape(Shape.FLAT)
    model.set_flashes(False)
    model.show_snapshot(snapshot_of(with_cpu(people, p3=0.3, p2=0.2, p1=0.1)))
    model.hold_order(True)

    model.show_snapshot(snapshot_of(people, slots=(1, 2, 0), sequence=2))
    assert pids(model) == [3, 2, 1]
    newcomer = Person(serial=400, pid=4, start_ticks=4.0)
    model.show_snapshot(snapshot_of([people[0], people[1], newcomer], slots=(1, 2, 0), sequence=3))

    assert pids(model) == [2, 1, 4]


def test_in_a_list_that_stands_still_who_ended_stays_and_nobody_changes_places(
    model: ProcessModel, clock: HandClock
) -> None:
    people = family((1, 0), (2, 0), (3, 0))
    model.set_shape(Shape.FLAT)
    model.sort_by("pid", is_descending=False)
    model.show_snapshot(snapshot_of(people))
    model.show_snapshot(snapshot_of(people[:2], sequence=2))
    assert pids(model) == [1, 2, 3]

    model.stand_still(True)
    clock.now_s += 60.0
    model.hold_order(True)
    model.hold_order(False)
    model._on_flash_over()

    assert pids(model) == [1, 2, 3]
    assert model.cells.is_new(np.arange(3)).tolist() == [False] * 3
    model.sort_by("pid", is_descending=True)
    assert pids(model) == [2, 1]
    model.stand_still(False)
    model.show_snapshot(snapshot_of(people[:2], sequence=3))
    assert pids(model) == [2, 1]


# ---- filter


def test_a_filter_keeps_the_ancestors_of_a_match_and_marks_them(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(family(*FAMILY, p5="needle")))
    model.set_open(pids(model).index(2), False)

    model.set_query(compile("needle"))

    assert pids(model) == [1, 2, 5]
    assert model.rows.is_faint.tolist() == [True, True, False]
    assert model.arrangement.shown_count == 1
    model.set_query(None)
    assert pids(model) == [1, 2, 3], "what was closed before the filter is closed after it"


def test_a_filter_in_the_list_shows_matches_only_and_follows_the_values(model: ProcessModel) -> None:
    people = family((1, 0), (2, 0))
    model.set_shape(Shape.FLAT)
    model.set_query(compile("cpu > 50%"))
    model.show_snapshot(snapshot_of(with_cpu(people, p1=0.9)))
    assert pids(model) == [1]

    model.show_snapshot(snapshot_of(with_cpu(people, p2=0.9), sequence=2))

    assert pids(model) == [2]
