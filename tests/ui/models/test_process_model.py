"""What the process table shows, and what survives a beat."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt

from procmon_gui.domain.reading import Refusal
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query import compile
from procmon_gui.ui.models.process_model import SERIAL_ROLE, VALUE_ROLE, ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from tests.ui.population import Person, crowd, family, next_beat, snapshot_of

pytestmark = pytest.mark.usefixtures("qapp")

#   1 ── 2 ── 4
#   │    └── 5
#   └─ 3
FAMILY = ((1, 0), (2, 1), (3, 1), (4, 2), (5, 2))


class HandClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def model(clock: HandClock) -> Iterator[ProcessModel]:
    model = ProcessModel(clock=clock)
    yield model
    model.deleteLater()


def pids(model: ProcessModel) -> list[int]:
    column = model.column_of("pid")
    found = [model.index(row, column).data(VALUE_ROLE) for row in range(model.rowCount())]
    return [int(pid) for pid in found if pid is not None]


def names(model: ProcessModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def with_cpu(people: list[Person], **by_pid: float) -> list[Person]:
    return [replace(person, values={"cpu_ratio": by_pid.get(f"p{person.pid}", 0.0)}) for person in people]


# ---- Qt's own rules


def test_the_model_keeps_qts_rules_while_processes_come_go_and_change_places(
    model: ProcessModel, clock: HandClock, qtmodeltester: Any
) -> None:
    qtmodeltester.check(model)
    rng = np.random.default_rng(7)
    snapshot = crowd(60)
    for turn in range(30):
        snapshot = next_beat(snapshot, rng)
        serials = snapshot.serials.copy()
        leaving = rng.choice(60, 3, replace=False)
        serials[leaving] = np.where(rng.random(3) < 0.5, -1, 10_000 + 10 * turn + np.arange(3))
        snapshot = replace(snapshot, serials=serials, rows=np.flatnonzero(serials >= 0), text_revisions=serials)
        model.show_snapshot(snapshot)
        clock.now_s += 0.4
        if turn % 5 == 0:
            model.set_shape(list(Shape)[turn // 5 % len(Shape)])
            model.set_query(compile("cpu > 10%") if turn % 3 else None)
            model.sort(turn % 4, Qt.SortOrder.AscendingOrder)
        qtmodeltester.check(model)


def test_columns_come_and_go_by_qts_rules_and_the_name_stays(model: ProcessModel, qtmodeltester: Any) -> None:
    model.show_snapshot(snapshot_of(family(*FAMILY)))
    qtmodeltester.check(model)

    model.show_column("oom_score")
    model.hide_column("user")
    model.hide_column("name")

    assert model.column_ids[0] == "name"
    assert "user" not in model.column_ids
    assert model.column_ids[-1] == "oom_score"


# ---- the tree


def test_children_stand_under_their_parent_and_siblings_by_their_subtree(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(with_cpu(family(*FAMILY), p3=0.4, p4=0.1, p5=0.5)))

    assert pids(model) == [1, 2, 5, 4, 3]
    assert model.rows.depth.tolist() == [0, 1, 2, 2, 1]


def test_a_parent_shows_the_total_of_its_subtree(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(with_cpu(family(*FAMILY), p1=0.1, p2=0.2, p4=0.3)))

    assert model.index(0, model.column_of("cpu_ratio")).data(VALUE_ROLE) == pytest.approx(0.6)
    assert model.index(0, model.column_of("pid")).data(VALUE_ROLE) == 1


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

    assert names(model) == ["name-1", "other"]
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


# ---- words


def test_cpu_is_a_share_of_the_machine_or_of_one_core_and_the_header_says_which(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(with_cpu(family((1, 0)), p1=2.0)))
    column = model.column_of("cpu_ratio")

    assert model.index(0, column).data() == "50.0 %"
    assert model.headerData(column, Qt.Orientation.Horizontal) == "CPU, machine"
    model.set_per_core(True)
    assert model.index(0, column).data() == "200.0 %"
    assert model.headerData(column, Qt.Orientation.Horizontal) == "CPU, per core"


def test_level_and_state_of_a_row_are_said_to_a_screen_reader(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of(family(*FAMILY)))

    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "name-2, level 2, expanded"
    model.set_open(1, False)
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "name-2, level 2, collapsed"
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "name-3, level 2"


def test_a_refused_value_is_a_dash_whose_tooltip_says_whose_it_is(model: ProcessModel) -> None:
    people = [Person(serial=1, pid=1, texts={"user": "root"})]
    model.show_snapshot(snapshot_of(people, refused=int(Refusal.DISK)))
    index = model.index(0, model.column_of("disk_read_bytes_per_s"))

    assert index.data() == "–"
    assert index.data(VALUE_ROLE) is None
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Not permitted: this belongs to root."


def test_a_copied_row_is_one_line_that_no_spreadsheet_runs(model: ProcessModel) -> None:
    model.show_snapshot(snapshot_of([Person(serial=1, pid=1, name="=cmd\t|'/c'\n!A1")]))

    copied = model.words.rows_text([0], [0, 1])

    assert copied == "Name\tPID\n'=cmd |'/c' !A1\t1\n"


def test_the_model_answers_for_no_cell_that_is_not_there(model: ProcessModel) -> None:
    assert model.data(QModelIndex()) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


def test_the_minute_behind_a_sparkline_follows_the_process_and_not_the_slot(model: ProcessModel) -> None:
    model.set_shape(Shape.FLAT)
    people = family((1, 0), (2, 0))

    def beat(sequence: int, slots: tuple[int, int], first: float) -> Snapshot:
        return snapshot_of(with_cpu(people, p1=first, p2=0.5), slots=slots, sequence=sequence)

    model.show_snapshot(beat(1, (0, 1), 0.1))
    model.show_snapshot(beat(2, (1, 0), 0.2))
    model.sort_by("pid", is_descending=False)

    ages_s, values = model.cells.cpu_history(np.arange(2))

    assert ages_s.tolist() == [1.0, 0.0]
    assert values[:, 0] == pytest.approx([0.1, 0.2])
    assert values[:, 1] == pytest.approx([0.5, 0.5])


def test_the_curve_of_a_subtree_has_no_gap_after_the_list_was_hidden_or_frozen(model: ProcessModel) -> None:
    def beat(sequence: int) -> Snapshot:
        return snapshot_of(with_cpu(family((1, 0), (2, 1)), p1=0.1, p2=0.1 * sequence), sequence=sequence)

    model.show_snapshot(beat(1))
    model.take(beat(2))
    for sequence in (3, 4):
        # Frozen: the list stands, history goes on.
        model.remember(beat(sequence))
    assert model.cells.cpu_history(np.arange(1))[0].tolist() == [1.0, 0.0]
    model.remember(beat(5))
    model.show_snapshot(beat(5))

    ages_s, values = model.cells.cpu_history(np.arange(1))

    assert ages_s.tolist() == [4.0, 3.0, 2.0, 1.0, 0.0]
    assert values[:, 0] == pytest.approx([0.2, 0.3, 0.4, 0.5, 0.6])


def test_a_moment_of_the_past_shows_the_minute_before_it_and_nobody_elses(model: ProcessModel) -> None:
    model.set_shape(Shape.FLAT)
    people = with_cpu(family((1, 0), (2, 0)), p1=0.1, p2=0.2)
    newcomer = with_cpu(family((3, 0)), p3=0.9)[0]
    past = snapshot_of(people, sequence=2)
    for snapshot in (snapshot_of(people, sequence=1), past, snapshot_of([people[0], newcomer], sequence=3)):
        model.remember(snapshot)
        model.show_snapshot(snapshot)
    model.sort_by("pid", is_descending=False)

    model.show_snapshot(past)

    ages_s, values = model.cells.cpu_history(np.arange(2))
    assert pids(model) == [1, 2]
    assert ages_s.tolist() == [1.0, 0.0]
    assert values[:, 0] == pytest.approx([0.1, 0.1])
    assert np.isnan(values[:, 1]).all()
    assert not model.cells.is_new(np.arange(2)).any()


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
