"""Groups: who belongs to which, what their rows say, and what survives a beat."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt

from procmon_gui.domain.metrics import Aggregate
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.query import compile
from procmon_gui.ui.models.process_arrangement import Arrangement
from procmon_gui.ui.models.process_groups import GROUPS
from procmon_gui.ui.models.process_model import VALUE_ROLE, ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from tests.ui.population import CORES, Person, snapshot_of

pytestmark = pytest.mark.usefixtures("qapp")

GROUPED = [shape for shape in Shape if shape.is_grouped]
_LABELS = st.sampled_from(["a", "B", "c", "", None])
_MOST = 25
# Together no more than the machine has, above which totals of CPU are not shown.
_PEOPLE = st.lists(st.tuples(_LABELS, st.one_of(st.none(), st.floats(0, CORES / _MOST))), max_size=_MOST)


@pytest.fixture
def model() -> Iterator[ProcessModel]:
    model = ProcessModel(clock=lambda: 100.0)
    yield model
    model.deleteLater()


def person(pid: int, cpu: float = 0.0, **texts: str | None) -> Person:
    return Person(serial=100 * pid, pid=pid, values={"cpu_ratio": cpu}, texts=texts)


def lines(model: ProcessModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def people_of(made: Sequence[tuple[str | None, float | None]]) -> list[Person]:
    return [
        Person(
            serial=pid,
            pid=pid,
            values={"cpu_ratio": np.nan if cpu is None else cpu, "nice": np.nan if cpu is None else cpu},
            texts={"user": label, "unit": label, "container": label, "executable": label},
        )
        for pid, (label, cpu) in enumerate(made, 1)
    ]


# ---- totals


@given(_PEOPLE, st.sampled_from(GROUPED))
def test_the_groups_together_are_all_processes_and_unknown_is_not_zero(
    made: list[tuple[str | None, float | None]], shape: Shape
) -> None:
    arrangement = Arrangement()
    arrangement.set_shape(shape)
    arrangement.take(snapshot_of(people_of(made)), 0.0)
    rows = arrangement.arrange(keep_order=False)
    is_group = rows.slots >= GROUPS

    totals = arrangement.group_totals("cpu_ratio")[rows.slots[is_group] - GROUPS]
    known = [cpu for _, cpu in made if cpu is not None]

    assert rows.children[is_group].sum() == len(made)
    assert np.nansum(totals) == pytest.approx(sum(known))
    for seat, total, size in zip(rows.slots[is_group] - GROUPS, totals, rows.children[is_group], strict=True):
        members = arrangement.member_slots(np.array([seat]))
        own = arrangement.own("cpu_ratio")[members]
        assert len(members) == size
        assert np.isnan(total) == bool(np.isnan(own).all())


@given(_PEOPLE)
def test_least_and_largest_of_a_group_are_those_of_its_members(made: list[tuple[str | None, float | None]]) -> None:
    arrangement = Arrangement()
    arrangement.set_shape(Shape.USER)
    arrangement.take(snapshot_of(people_of(made)), 0.0)
    rows = arrangement.arrange(keep_order=False)
    assert PROCESS_CATALOGUE.by_id["nice"].aggregate is Aggregate.MIN

    for seat in (rows.slots[rows.slots >= GROUPS] - GROUPS).tolist():
        own = arrangement.own("nice")[arrangement.member_slots(np.array([seat]))]
        least = float("nan") if np.isnan(own).all() else float(np.nanmin(own))
        assert arrangement.group_totals("nice")[seat] == pytest.approx(least, nan_ok=True)


# ---- who belongs to whom


def test_programs_are_named_by_their_file_and_threads_of_the_kernel_by_their_kind(model: ProcessModel) -> None:
    people = [
        Person(serial=1, pid=1, name="Isolated Web Co", texts={"executable": "/usr/lib/firefox/firefox"}),
        Person(serial=2, pid=2, name="firefox", texts={"executable": "/usr/lib/firefox/firefox (deleted)"}),
        Person(serial=3, pid=3, name="firefox"),
        Person(serial=4, pid=4, name="kworker/0:1-events", kernel_thread=True),
        Person(serial=5, pid=5, name="kworker/1:0", kernel_thread=True),
        Person(serial=6, pid=6, name=None),
    ]
    model.set_shape(Shape.PROGRAM)
    model.set_kernel_threads(True)
    model.sort_by("name", is_descending=False)
    model.show_snapshot(snapshot_of(people))

    assert lines(model) == ["firefox", "kworker", "Unknown program"]
    assert model.rows.children.tolist() == [3, 2, 1]


def test_a_container_says_more_than_its_unit_and_no_unit_is_not_an_unknown_one(model: ProcessModel) -> None:
    people = [
        person(1, unit="docker.service", container="0123456789ab"),
        person(2, unit="ssh.service", container=""),
        person(3, unit="", container=""),
        person(4, unit=None, container=None),
    ]
    model.sort_by(None, is_descending=False)
    model.set_shape(Shape.UNIT)
    model.show_snapshot(snapshot_of(people))
    assert lines(model) == ["Container 0123456789ab", "ssh.service", "No unit", "Unknown unit"]

    model.set_shape(Shape.CONTAINER)

    assert lines(model) == ["Container 0123456789ab", "No container", "Unknown container"]


# ---- rows


def test_groups_come_folded_with_totals_and_sort_by_them_with_members_inside(model: ProcessModel) -> None:
    people = [person(1, 0.5, user="anna"), person(2, 0.3, user="bob"), person(3, 0.4, user="bob")]
    model.set_shape(Shape.USER)
    model.show_snapshot(snapshot_of(people))
    column = model.column_of("cpu_ratio")

    assert lines(model) == ["bob", "anna"]
    assert model.index(0, column).data(VALUE_ROLE) == pytest.approx(0.7)
    model.set_open(0, True)
    assert model.rows.serials.tolist()[1:3] == [300, 200]
    assert model.rows.depth.tolist() == [0, 1, 1, 0]
    model.sort_by("cpu_ratio", is_descending=False)

    assert lines(model)[0] == "anna"
    assert model.rows.serials.tolist()[2:] == [200, 300]


def test_a_group_that_is_the_only_one_comes_open_and_stays_folded_once_it_was(model: ProcessModel) -> None:
    people = [person(1), person(2)]
    model.set_shape(Shape.UNIT)
    model.show_snapshot(snapshot_of(people))
    assert model.rows.depth.tolist() == [0, 1, 1]

    model.set_open(0, False)
    model.show_snapshot(snapshot_of([*people, person(3)], sequence=2))

    assert model.rowCount() == 1


def test_a_group_says_nothing_where_nothing_adds_up_and_that_is_no_dash(model: ProcessModel) -> None:
    model.set_shape(Shape.USER)
    model.show_snapshot(snapshot_of([person(1, user="anna"), person(2, user="anna")]))

    assert model.index(0, model.column_of("pid")).data() == ""
    assert model.index(0, model.column_of("command_line")).data() == ""
    assert model.index(0, model.column_of("pid")).data(Qt.ItemDataRole.ToolTipRole) is None
    assert model.index(0, model.column_of("disk_read_bytes_per_s")).data() == "–"


def test_a_group_is_read_out_with_its_level_its_state_and_its_size(model: ProcessModel) -> None:
    model.set_shape(Shape.USER)
    model.show_snapshot(snapshot_of([person(1, user="anna"), person(2, user="anna")]))
    role = Qt.ItemDataRole.AccessibleTextRole

    assert str(model.index(0, 0).data(role)).startswith("anna, level 1, expanded, 2 process")
    assert model.index(1, 0).data(role) == "thing, level 2"
    model.set_open(0, False)

    assert str(model.index(0, 0).data(role)).startswith("anna, level 1, collapsed, 2 process")


def test_an_open_group_stays_open_and_selected_through_beats_births_ends_and_a_restart_of_the_eye(
    model: ProcessModel,
) -> None:
    people = [person(pid, user=("anna", "bob")[pid % 2]) for pid in range(1, 7)]
    model.set_shape(Shape.USER)
    model.sort_by("name", is_descending=False)
    model.show_snapshot(snapshot_of(people))
    model.set_open(0, True)
    serial = int(model.rows.serials[0])

    model.show_snapshot(snapshot_of([*people, person(8, user="carol")], sequence=2))
    model.show_snapshot(snapshot_of(list(reversed(people[2:])), slots=range(4, 8), sequence=3))

    assert model.rows.row_of(serial) == 0
    assert lines(model)[0] == "anna"
    assert bool(model.rows.is_open[0])


def test_a_group_whose_last_process_ended_goes_and_another_one_is_not_taken_for_it(model: ProcessModel) -> None:
    model.set_shape(Shape.USER)
    model.set_flashes(False)
    model.show_snapshot(snapshot_of([person(1, user="anna"), person(2, user="bob")]))
    model.set_open(lines(model).index("bob"), True)
    gone = int(model.rows.serials[lines(model).index("bob")])

    model.show_snapshot(snapshot_of([person(1, user="anna"), person(3, user="carol")], sequence=2))

    assert lines(model) == ["anna", "carol"]
    assert gone not in model.rows.serials.tolist()
    assert not model.rows.is_open.any()


def test_a_filter_opens_the_groups_it_matches_and_hides_the_others(model: ProcessModel) -> None:
    people = [person(1, 0.5, user="anna"), person(2, 0.3, user="bob"), person(3, 0.1, user="bob")]
    model.set_shape(Shape.USER)
    model.show_snapshot(snapshot_of(people))

    model.set_query(compile("pid = 2"))

    assert lines(model) == ["bob", "thing"]
    assert not model.rows.is_faint.any()
    assert model.index(0, model.column_of("cpu_ratio")).data(VALUE_ROLE) == pytest.approx(0.4)


@pytest.mark.parametrize("shape", GROUPED)
def test_the_model_keeps_qts_rules_in_every_grouping(model: ProcessModel, shape: Shape, qtmodeltester: Any) -> None:
    model.set_shape(shape)
    for sequence in range(1, 8):
        people = [
            person(pid, pid / 10, user=f"u{pid % 3}", unit=f"u{pid % sequence}") for pid in range(1, 20 - sequence)
        ]
        model.show_snapshot(snapshot_of(people, sequence=sequence))
        model.set_all_open(sequence % 2 == 0)
        qtmodeltester.check(model)
    assert model.rowCount(QModelIndex()) > 0


def test_the_curve_of_a_group_is_the_sum_of_its_members_also_of_beats_that_nobody_saw(model: ProcessModel) -> None:
    def beat(sequence: int) -> None:
        people = [person(1, 0.1 * sequence, user="anna"), person(2, 0.2, user="anna")]
        model.take(snapshot_of(people, sequence=sequence))

    beat(1)
    beat(2)
    model.set_shape(Shape.USER)
    beat(3)
    model.refresh()

    ages_s, values = model.cells.cpu_history(np.arange(1))

    assert ages_s.tolist() == [2.0, 1.0, 0.0]
    assert values[:, 0] == pytest.approx([0.3, 0.4, 0.5])
