"""A rule about a curve begins with a threshold beyond what was mostly seen, which a person would have typed."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.rules import Side, Subject
from procmon_gui.domain.units import Unit
from procmon_gui.query.rule_checks import metrics_for
from procmon_gui.ui.rules.draft import draft_of, read_draft, rule_about_curve
from procmon_gui.ui.rules.first_threshold import first_side, first_threshold

MIB = 1024.0**2
UNKNOWN = np.array([math.nan])


def metric(name: str) -> Metric:
    return HOST_CATALOGUE.by_id[f"host.{name}"]


@pytest.mark.parametrize(
    ("name", "seen", "written"),
    [
        ("cpu.busy_ratio", [0.1, 0.2, 0.25], "35 %"),
        ("cpu.busy_ratio", [0.97] * 9, "95 %"),
        ("pressure.memory.some_ratio", [0.0] * 9, "5 %"),
        ("disk.write_bytes_per_s", [3.2 * MIB] * 9, "4 MiB/s"),
        ("disk.write_bytes_per_s", [0.0] * 99 + [8.9 * MIB], "15 MiB/s"),
        ("filesystem.available_bytes", [100 * MIB] * 9, "80 MiB"),
        ("sensor.temperature_c", [58.0] * 9, "75"),
    ],
)
def test_it_has_few_digits_and_lies_beyond_what_was_mostly_seen(name: str, seen: list[float], written: str) -> None:
    rule = rule_about_curve(metric(name).id, "", "x", np.array([*seen, math.nan]))

    assert str(draft_of(rule)["warn"]).removesuffix(" °C") == written


def test_what_was_not_seen_or_rests_says_no_threshold() -> None:
    assert first_threshold(metric("cpu.busy_ratio"), UNKNOWN) is None
    assert first_threshold(metric("cpu.busy_ratio"), np.zeros(0)) is None
    assert first_threshold(metric("disk.read_bytes_per_s"), np.zeros(9)) is None
    assert rule_about_curve("host.cpu.busy_ratio", "", "x", UNKNOWN).condition.warn is None


@given(
    st.sampled_from(metrics_for(Subject.HOST)),
    st.lists(st.floats(0, 1e13) | st.just(math.nan), max_size=20),
)
def test_whatever_was_seen_the_rule_can_be_read_and_would_not_fire_all_the_time(
    metric: Metric, seen: list[float]
) -> None:
    if metric.unit is Unit.SECONDS:
        # More than a hundred years nobody has to wait for a disk.
        seen = [min(value, 1e9) for value in seen]
    rule = rule_about_curve(metric.id, "", "x", np.array(seen, np.float64))
    warn = rule.condition.warn

    if warn is None:
        return
    drafted = read_draft(draft_of(rule) | {"id": "x"})
    assert drafted.faults == {}
    assert drafted.rule is not None
    assert drafted.rule.condition.warn == warn
    known = np.array([value for value in seen if not math.isnan(value)])
    beyond = known > warn if first_side(metric) is Side.ABOVE else known < warn
    assert np.count_nonzero(beyond) < len(known) or known.max() <= 1
