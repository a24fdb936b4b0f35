"""The model behind the lists of the detail: rows come, go and change places; sorted, filtered, copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from procmon_gui.ui.models.detail_table import VALUE_ROLE, Column, DetailTable

DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@dataclass(frozen=True)
class Thing:
    """One made-up row."""

    key: int
    name: str = ""
    size: float | None = None


COLUMNS: Sequence[Column[Thing]] = (
    Column(id="name", title="Name", words=lambda row: row.name, value=lambda row: row.name),
    Column(id="size", title="Size", words=lambda row: "–" if row.size is None else f"{row.size:g}",
           value=lambda row: row.size, is_number=True, widest="9999"),
)  # fmt: skip


def table(*rows: Thing) -> DetailTable[Thing]:
    model: DetailTable[Thing] = DetailTable(COLUMNS, lambda row: row.key)
    model.set_rows(rows)
    return model


def keys(model: DetailTable[Thing]) -> list[int]:
    return [row.key for row in model.rows]


def test_the_model_keeps_the_promises_of_qt_while_rows_change(qtmodeltester: Any) -> None:
    model = table(Thing(1, "b", 2), Thing(2, "a", 1))
    qtmodeltester.check(model)
    model.set_rows([Thing(2, "a", 5), Thing(3, "c", None), Thing(4, "d", 1)])
    model.sort(1, DOWN)
    model.set_filter("a")
    model.set_filter("")
    model.set_rows([])


@given(st.lists(st.lists(st.integers(0, 12), unique=True), min_size=1, max_size=6), st.sampled_from([-1, 0, 1]))
def test_after_any_changes_the_rows_are_those_that_were_told(steps: list[list[int]], column: int) -> None:
    """Rows that stay are kept by their identity: an index that points at one points at it for ever."""
    model = table()
    model.sort(column, UP)
    watched: dict[int, QPersistentModelIndex] = {}
    for step in steps:
        model.set_rows([Thing(key, f"{key:02}", float(key)) for key in step])
        assert keys(model) == (step if column < 0 else sorted(step))
        for key, index in watched.items():
            assert index.isValid() == (key in step)
            if key in step:
                assert model.rows[index.row()].key == key
        watched = {row.key: QPersistentModelIndex(model.index(place, 0)) for place, row in enumerate(model.rows)}


def test_unknown_sorts_last_both_ways() -> None:
    model = table(Thing(1, size=None), Thing(2, size=5), Thing(3, size=float("nan")), Thing(4, size=7))

    model.sort(1, DOWN)
    down = keys(model)
    model.sort(1, UP)

    assert (down, keys(model)) == ([4, 2, 1, 3], [2, 4, 1, 3])


def test_without_sorting_the_rows_stand_as_they_came() -> None:
    model = table(Thing(3, "c"), Thing(1, "a"), Thing(2, "b"))
    model.sort(0, UP)

    model.sort(-1, UP)

    assert keys(model) == [3, 1, 2]


def test_a_held_order_stays_and_newcomers_stand_last() -> None:
    model = table(Thing(1, size=9), Thing(2, size=1))
    model.sort(1, DOWN)
    model.hold_order(True)

    model.set_rows([Thing(3, size=50), Thing(2, size=30), Thing(1, size=9)])
    held = keys(model)
    model.hold_order(False)

    assert (held, keys(model)) == ([1, 2, 3], [3, 2, 1])


def test_every_word_of_the_filter_must_stand_somewhere_in_a_row() -> None:
    model = table(Thing(1, "Red apple", 12), Thing(2, "red pear", 3), Thing(3, "green apple", 12))

    model.set_filter("RED 12")

    assert keys(model) == [1]
    assert model.total_count == 3


def test_rows_that_share_a_name_are_all_shown() -> None:
    """A program may be given the same variable twice."""
    model = table(Thing(1, "a"), Thing(1, "b"), Thing(2, "c"))

    model.set_rows([Thing(2, "c"), Thing(1, "b"), Thing(1, "a"), Thing(1, "d")])

    assert sorted(row.name for row in model.rows) == ["a", "b", "c", "d"]


def test_the_same_rows_again_tell_nobody(qtbot: Any) -> None:
    model = table(Thing(1, "a", 1.0))

    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_rows((Thing(1, "a", 1.0),))


def test_other_values_are_told_in_one_range(qtbot: Any) -> None:
    model = table(*(Thing(key, size=1.0) for key in range(50)))

    with qtbot.waitSignal(model.dataChanged) as told, qtbot.assertNotEmitted(model.layoutChanged):
        model.set_rows([Thing(key, size=2.0) for key in range(50)])

    assert (told.args[0].row(), told.args[1].row()) == (0, 49)


def test_a_copied_text_that_begins_like_a_formula_is_made_harmless() -> None:
    model = table(Thing(1, "=cmd()", -5))

    assert model.rows_text([0]) == "Name\tSize\n'=cmd()\t-5\n"


def test_cells_tell_words_values_and_sides() -> None:
    model = table(Thing(1, "a", None))

    assert model.index(0, 1).data() == "–"
    assert model.index(0, 1).data(VALUE_ROLE) is None
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight.value
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert model.headerData(7, Qt.Orientation.Horizontal) is None


@pytest.mark.parametrize("role", [Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole])
def test_the_whole_text_is_in_the_tooltip_and_read_out(role: Qt.ItemDataRole) -> None:
    assert table(Thing(1, "x" * 900)).index(0, 0).data(role) == "x" * 900
