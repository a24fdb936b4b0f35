"""A cell or a group said as a filter: what it says is found by it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE, PROCESS_METRICS
from procmon_gui.query import compile
from procmon_gui.ui.models.process_arrangement import Arrangement
from procmon_gui.ui.models.process_filter_words import both, group_filter, value_filter
from procmon_gui.ui.models.process_groups import GROUPS
from procmon_gui.ui.models.process_shape import Shape
from tests.ui.population import Person, snapshot_of

_NUMBERS = [metric for metric in PROCESS_METRICS if not metric.is_text]
_TEXTS = [metric for metric in PROCESS_METRICS if metric.is_text]
_SAID = st.text(st.characters(min_codepoint=32, exclude_categories=["C"]), max_size=40)


@pytest.mark.parametrize("metric", _NUMBERS, ids=lambda metric: metric.id)
@pytest.mark.parametrize("value", [0.0, 1.0, 3.0, math.nan])
def test_a_number_passes_the_filter_that_is_made_of_it(metric: Metric, value: float) -> None:
    snapshot = snapshot_of([Person(serial=1, pid=1, values={metric.id: value})])

    assert compile(value_filter(metric, value)).match(snapshot).tolist() == [True]


@given(st.sampled_from([metric for metric in _NUMBERS if not metric.labels]), st.floats(0, 1e12))
def test_an_amount_passes_the_filter_that_is_made_of_it(metric: Metric, value: float) -> None:
    value = float(round(value)) if metric.unit.value in ("", "count", "exit") else value
    snapshot = snapshot_of([Person(serial=1, pid=1, values={metric.id: value})])

    assert compile(value_filter(metric, value)).match(snapshot).tolist() == [True]


@given(st.sampled_from(_TEXTS), _SAID)
def test_any_text_passes_the_filter_that_is_made_of_it_and_another_does_not(metric: Metric, said: str) -> None:
    people = [
        Person(serial=1, pid=1, texts={metric.id: said}),
        Person(serial=2, pid=2, texts={metric.id: said + "?"}),
        Person(serial=3, pid=3, texts={metric.id: None}),
    ]

    assert compile(value_filter(metric, said)).match(snapshot_of(people)).tolist()[::2] == [True, False]
    assert compile(value_filter(metric, None)).match(snapshot_of(people)).tolist() == [False, False, True]


@pytest.mark.parametrize("shape", [shape for shape in Shape if shape.is_grouped])
def test_the_filter_of_a_group_finds_its_members_and_nobody_else(shape: Shape) -> None:
    texts: list[dict[str, str | None]] = [
        {"user": "anna", "unit": "ssh.service", "container": "", "executable": "/usr/bin/a"},
        {"user": "anna", "unit": "", "container": "c0ffee", "executable": "/opt/b (c)"},
        {"user": "bob", "unit": "", "container": "", "executable": None},
        {"user": None, "unit": None, "container": None, "executable": None},
    ]
    people = [
        Person(serial=pid, pid=pid, name=None if pid == 4 else f"p{pid}", texts=said)
        for pid, said in enumerate(texts, 1)
    ]
    arrangement = Arrangement()
    arrangement.set_shape(shape)
    arrangement.take(snapshot_of(people), 0.0)
    rows = arrangement.arrange(keep_order=False)
    assert arrangement.snapshot is not None

    for slot in rows.slots[rows.slots >= GROUPS].tolist():
        group = rows.groups[slot - GROUPS]
        assert group is not None
        members = arrangement.member_slots(np.array([slot - GROUPS]))
        found = np.flatnonzero(compile(group_filter(shape, group)).match(arrangement.snapshot))
        assert sorted(members.tolist()) == found.tolist(), group


def test_two_filters_are_joined_so_that_both_hold() -> None:
    assert both("", "pid = 1") == "pid = 1"
    assert both("cpu > 1", "pid = 1") == "cpu > 1 and pid = 1"
    assert both("a or b", "c or d") == "(a or b) and (c or d)"


def test_a_field_is_called_by_its_short_name() -> None:
    assert value_filter(PROCESS_CATALOGUE.by_id["rss_bytes"], 2048.5) == "mem >= 2048"
