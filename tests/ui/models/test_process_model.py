"""What the process table shows, cell by cell, by the rules of Qt."""

from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QModelIndex, Qt

from procmon_gui.domain.reading import Refusal
from procmon_gui.query import compile
from procmon_gui.ui.models.process_model import VALUE_ROLE, ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from tests.ui.models.rows import FAMILY, HandClock, with_cpu
from tests.ui.population import Person, crowd, family, next_beat, snapshot_of

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
