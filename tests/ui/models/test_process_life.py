"""What survives a beat, and how those who come and go are shown."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt

from procmon_gui.ui.models.process_model import SERIAL_ROLE, VALUE_ROLE, ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from tests.ui.models.rows import FAMILY, HandClock, pids, with_cpu
from tests.ui.population import Person, crowd, family, next_beat, snapshot_of, with_end

# ---- what survives


def selected(selection: QItemSelectionModel) -> set[int]:
    return {int(index.data(SERIAL_ROLE)) for index in selection.selectedRows()}


@pytest.mark.parametrize("shape", Shape)
def test_the_selection_follows_its_processes_through_sorts_births_ends_and_a_restart_of_the_eye(
    model: ProcessModel, shape: Shape
) -> None:
    people = family(*FAMILY)
    model.set_shape(shape)
    model.show_snapshot(snapshot_of(with_cpu(people, p5=0.5)))
    model.set_all_open(True)
    selection = QItemSelectionModel(model)
    whole_row = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for pid in (3, 5):
        selection.select(model.index(model.rows.row_of(100 * pid), 0), whole_row)
    selection.setCurrentIndex(model.index(model.rows.row_of(500), 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    model.sort_by("pid", is_descending=True)
    assert selected(selection) == {300, 500}
    born = [Person(serial=600 + pid, pid=60 + pid, ppid=1, start_ticks=9.0) for pid in range(20)]
    model.show_snapshot(snapshot_of([*with_cpu(people, p3=0.9), *born], sequence=2))
    assert selected(selection) == {300, 500}
    without_four = [person for person in people if person.pid != 4]
    shuffled = [*reversed(born[:5]), *reversed(without_four)]
    model.show_snapshot(snapshot_of(shuffled, slots=range(3, 3 + len(shuffled)), sequence=3))

    assert selected(selection) == {300, 500}
    assert selection.currentIndex().data(SERIAL_ROLE) == 500


def test_an_index_to_an_ended_process_becomes_invalid_and_never_means_another(
    model: ProcessModel, clock: HandClock
) -> None:
    people = family((1, 0), (2, 0), (3, 0))
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(people))
    kept = QPersistentModelIndex(model.index(pids(model).index(2), 0))

    model.show_snapshot(snapshot_of([people[0], people[2]], slots=(0, 2), sequence=2))
    assert kept.data(SERIAL_ROLE) == 200
    clock.now_s += 1.0
    model.show_snapshot(snapshot_of([people[0], people[2]], slots=(0, 2), sequence=3))

    assert pids(model) == [1, 3]
    assert not kept.isValid()


def test_a_new_process_in_the_slot_of_an_ended_one_is_somebody_else(model: ProcessModel, clock: HandClock) -> None:
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(family((1, 0), (2, 0))))
    kept = QPersistentModelIndex(model.index(1, 0))
    other = [*family((1, 0)), Person(serial=777, pid=2, start_ticks=50.0, name="other")]

    model.show_snapshot(snapshot_of(other, sequence=2))
    assert kept.data(SERIAL_ROLE) == 200
    clock.now_s += 1.0
    model.show_snapshot(snapshot_of(other, sequence=3))

    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["name-1", "other"]
    assert not kept.isValid()


# ---- new and ended


def test_new_rows_are_marked_for_a_second_but_not_those_of_the_first_beat(
    model: ProcessModel, clock: HandClock
) -> None:
    people = family((1, 0), (2, 0))
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(people[:1]))
    assert not model.cells.is_new(np.arange(1)).any()

    model.show_snapshot(snapshot_of(people, sequence=2))
    assert model.cells.is_new(np.arange(2)).tolist() == [False, True]
    clock.now_s += 1.0
    assert not model.cells.is_new(np.arange(2)).any()


def test_an_ended_process_stays_for_a_second_where_it_stood_with_its_last_values(
    model: ProcessModel, clock: HandClock
) -> None:
    people = with_cpu(family((1, 0), (2, 0), (3, 0)), p1=0.3, p2=0.2, p3=0.1)
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(people))

    model.show_snapshot(snapshot_of([people[0], people[2]], slots=(0, 2), sequence=2))

    assert pids(model) == [1, 2, 3]
    assert (model.rows.slots < 0).tolist() == [False, True, False]
    assert model.index(1, model.column_of("cpu_ratio")).data(VALUE_ROLE) == pytest.approx(0.2)
    clock.now_s += 1.0
    model.show_snapshot(snapshot_of([people[0], people[2]], slots=(0, 2), sequence=3))
    assert pids(model) == [1, 3]


@pytest.mark.parametrize(
    ("status", "cell", "tooltip"),
    [(3.0, "3", "exit status 3"), (0.0, "0", "exit status 0"), (-9.0, "SIGKILL", "killed by signal 9 (SIGKILL)")],
)
def test_a_row_that_has_just_ended_says_how(model: ProcessModel, status: float, cell: str, tooltip: str) -> None:
    people = family((1, 0), (2, 0))
    model.set_shape(Shape.FLAT)
    model.show_column("exit_status")
    model.show_snapshot(snapshot_of(people))
    column = model.column_of("exit_status")
    assert model.index(1, column).data(Qt.ItemDataRole.ToolTipRole) == "Known once it has ended, if the kernel told it."

    model.show_snapshot(with_end(snapshot_of([people[0]], slots=(0,), sequence=2, slot_count=2), 1, status))

    assert pids(model) == [1, 2]
    assert model.index(1, column).data() == cell
    assert model.index(1, column).data(Qt.ItemDataRole.ToolTipRole) == tooltip
    assert model.index(0, column).data() == "–"


def test_the_ended_stay_together_when_their_slots_have_other_processes(model: ProcessModel) -> None:
    people = family((1, 0), (2, 0), (3, 0))
    model.set_shape(Shape.FLAT)
    model.sort_by("pid", is_descending=False)
    model.show_snapshot(snapshot_of(people))

    other = Person(serial=9900, pid=99)
    model.show_snapshot(snapshot_of([other, people[2]], slots=(0, 2), sequence=2))

    assert pids(model) == [1, 2, 3, 99]


def test_nothing_is_mourned_that_was_not_in_the_list(model: ProcessModel) -> None:
    people = family(*FAMILY)
    model.show_snapshot(snapshot_of(people))
    model.set_open(pids(model).index(2), False)

    model.show_snapshot(snapshot_of(people[:3], sequence=2))

    assert pids(model) == [1, 2, 3]


def test_beats_that_nobody_saw_leave_no_ghost_of_somebody_else(model: ProcessModel) -> None:
    """The rows on the screen are older than the snapshot whose slots they would be looked up in."""
    model.set_shape(Shape.FLAT)
    model.show_snapshot(snapshot_of(family((1, 0), (2, 0))))
    model.take(snapshot_of(family((1, 0), (3, 0)), sequence=2))
    model.take(snapshot_of(family((1, 0), (4, 0)), sequence=3))
    model.refresh()

    assert 3 not in pids(model)
    assert {1, 4} <= set(pids(model))


def test_nothing_of_a_source_is_left_when_another_one_takes_its_place(model: ProcessModel, clock: HandClock) -> None:
    """Or a table of 10,000 rows would have 20,000, and 10,000 of them red."""
    rng = np.random.default_rng(5)
    snapshot = crowd(500)
    for _ in range(3):
        snapshot = next_beat(snapshot, rng)
        model.show_snapshot(snapshot)
        clock.now_s += 1.0
    order = rng.permutation(500)
    other = replace(
        next_beat(snapshot, rng),
        serials=snapshot.serials[order] + 1_000_000,
        text_revisions=snapshot.serials + 1_000_000,
        columns={metric_id: column[order] for metric_id, column in snapshot.columns.items()},
    )

    model.show_snapshot(other)

    assert model.rowCount() == 500
    assert model.rows.ghosts == ()
    assert not model.cells.is_new(np.arange(500)).any()
    assert model.persistentIndexList() == []
