"""Steps of heat maps, and how unusual a cell is in its row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.heat import (
    METRICS,
    STEPS_MS,
    UNUSUAL,
    Heat,
    score_of,
    step_for,
    steps_of,
    unusual_of,
    without_pauses,
)
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.suspicion import TELLING

DAY_MS = 24 * 3_600_000


@given(st.integers(0, 2**42), st.integers(1, 400 * DAY_MS), st.integers(1, 500))
def test_steps_hold_every_moment_of_a_span_and_are_about_as_many_as_wished(
    from_ms: int, length_ms: int, most: int
) -> None:
    span = Span(from_ms=from_ms, to_ms=from_ms + length_ms)
    step_ms = step_for(length_ms, most)
    steps = steps_of(span, step_ms)

    places = steps.of(np.array([span.from_ms, span.to_ms, steps.from_ms - 1, steps.from_ms + steps.count * step_ms]))

    assert places.tolist() == [0, steps.count - 1, -1, -1]
    assert steps.from_ms % step_ms == 0
    # One more at each end, which reach beyond the span.
    assert steps.count <= most + 2
    assert step_ms in STEPS_MS or step_ms % DAY_MS == 0


@given(
    st.lists(st.one_of(st.just(float("nan")), st.floats(0, 1e12)), min_size=0, max_size=60),
    st.floats(1e-3, 1e6),
    st.floats(-1e9, 1e9),
)
def test_a_score_is_a_share_that_does_not_depend_on_where_a_row_lies(
    row: list[float], least: float, moved: float
) -> None:
    values = np.array([row])
    scores = unusual_of(values, least)

    assert scores.shape == values.shape
    known = scores[~np.isnan(scores)]
    assert ((known >= 0) & (known < 1.0 + 1e-9)).all()
    assert np.isnan(scores[np.isnan(values)]).all()
    if np.isfinite(values).sum() < 8:
        assert np.isnan(scores).all()
    shifted = unusual_of(values + moved, least)
    np.testing.assert_allclose(scores, shifted, atol=1e-3 if np.nanmax([*row, 0.0]) < 1e9 else 1.0)


def test_one_spike_is_unusual_and_the_noise_around_it_is_not() -> None:
    rng = np.random.default_rng(1)
    row = rng.normal(0.2, 0.02, 100)
    row[40] = 0.9

    scores = unusual_of(row[np.newaxis], 0.01)[0]

    assert scores[40] > 0.9
    assert np.delete(scores, 40).max() < UNUSUAL


def test_who_mostly_sleeps_is_unusual_while_it_works_and_who_stands_still_never() -> None:
    sleeper, still = np.zeros(100), np.full(100, 0.5)
    sleeper[50] = 1.0
    still[50] = 0.505

    scores = unusual_of(np.stack((sleeper, still)), 0.01)

    assert scores[0, 50] > UNUSUAL
    assert scores[0, 10] == 0.0
    assert scores[1].max() < UNUSUAL


@pytest.mark.parametrize("known", [0, 7])
def test_of_too_few_cells_nothing_is_known(known: int) -> None:
    row = np.full(50, np.nan)
    row[:known] = np.arange(known)

    assert np.isnan(unusual_of(row[np.newaxis], 0.01)).all()


def test_every_metric_of_a_heat_map_is_one_that_is_judged() -> None:
    """But for none: whoever adds a row adds one whose score is recorded."""
    judged = {metric_id.removeprefix("host.") for metric_id in TELLING}
    assert {score_of(series).instance for series in METRICS} <= judged
    assert {score_of(series).metric_id for series in METRICS} <= {metric.id for metric in HOST_METRICS}


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90))))
def test_a_sample_speaks_for_the_time_since_the_one_before_it_but_not_for_a_gap(
    recorded: list[bool], lengths: list[tuple[int, int]]
) -> None:
    gaps = [Gap(from_ms=begin, to_ms=begin + length) for begin, length in lengths]
    is_recorded = np.array(recorded)
    values = np.where(is_recorded, np.arange(len(recorded), dtype=np.float64), np.nan)[np.newaxis]
    heat = Heat(subjects=METRICS[:1], from_ms=0, step_ms=10, mean=values, most=values, is_recorded=is_recorded)

    found = without_pauses(heat, gaps)

    for column, was in enumerate(recorded):
        later = [other for other in range(column, len(recorded)) if recorded[other]]
        has_both = any(recorded[:column]) and bool(later)
        in_gap = any(gap.from_ms < 10 * column + 5 < gap.to_ms for gap in gaps)
        if was:
            assert found.mean[0, column] == column
        elif has_both and not in_gap:
            assert found.mean[0, column] == later[0]
        else:
            assert np.isnan(found.mean[0, column])
        assert found.is_recorded[column] == (was or (has_both and not in_gap))
