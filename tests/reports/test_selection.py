"""Which processes are printed, and in which order."""

import pytest

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import Look
from procmon_gui.query import compile
from procmon_gui.reports.selection import Selection, sort_metric
from tests.reports.snapshots import Row, snapshot_of

ROWS: list[Row] = [
    {"pid": 3, "name": "beta", "cpu_ratio": 0.5, "oom_score": 10},
    {"pid": 1, "name": "Alpha", "cpu_ratio": None},
    {"pid": 2, "name": None, "cpu_ratio": 2.0},
    {"pid": 4, "name": "gamma", "cpu_ratio": 0.5},
]


def _pids(selection: Selection) -> list[int]:
    snapshot = snapshot_of(ROWS)
    return [int(snapshot.columns["pid"][slot]) for slot in selection.rows(snapshot).tolist()]


def test_the_busiest_comes_first_equals_by_pid_and_unknown_last() -> None:
    assert _pids(Selection()) == [2, 3, 4, 1]


def test_pids_and_texts_are_sorted_from_the_smallest_with_unknown_last() -> None:
    assert _pids(Selection(sort=sort_metric("pid"))) == [1, 2, 3, 4]
    assert _pids(Selection(sort=sort_metric("name"))) == [1, 3, 4, 2]


def test_a_limit_cuts_after_sorting() -> None:
    assert _pids(Selection(limit=2)) == [2, 3]
    assert _pids(Selection(limit=0)) == []


def test_a_filter_keeps_what_is_known_to_match() -> None:
    assert _pids(Selection(query=compile("cpu < 1"))) == [3, 4]


def test_a_sort_field_may_be_an_alias_in_any_case() -> None:
    assert sort_metric("MEM").id == "rss_bytes"


def test_a_wrong_sort_field_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(WrongInput, match="“rss_byte” to sort by; the nearest: rss_bytes"):
        sort_metric("rss_byte")
    with pytest.raises(WrongInput, match="cpu, mem, name"):
        sort_metric("\x1b[31m???")


def test_costly_fields_are_asked_for_only_where_they_can_matter() -> None:
    selection = Selection(query=compile("cpu < 1 and oom > 5"), sort=sort_metric("pss"))

    assert selection.looks == {Look.SCORES, Look.SMAPS}
    snapshot = snapshot_of(ROWS)
    wanted = selection.wanted_slots(snapshot)
    assert wanted is not None
    assert {int(snapshot.columns["pid"][slot]) for slot in wanted} == {3, 4}
    assert Selection().wanted_slots(snapshot) is None
