"""The ring buffers behind the charts, and what is drawn of them."""

import numpy as np
import pytest

from procmon_gui.ui.widgets.ring import RingTable, least_and_most, nearest
from procmon_gui.ui.widgets.scale import DoublingScale, StepScale

NAN = float("nan")


def test_a_full_ring_forgets_the_oldest_rows_and_keeps_their_order() -> None:
    table = RingTable(("a", "b"), capacity=4)
    for second in range(10):
        table.append(float(second), {"a": second * 10.0})

    assert table.times().tolist() == [6, 7, 8, 9]
    assert table.values("a").tolist() == [60, 70, 80, 90]
    assert np.isnan(table.values("b")).all()
    assert len(table) == 4


def test_a_view_costs_no_copy() -> None:
    table = RingTable(("a",), capacity=100)
    table.append(1.0, {"a": 1.0})

    assert np.shares_memory(table.values("a"), table.values("a"))


def test_few_points_are_drawn_as_they_are() -> None:
    times, values = np.arange(10.0), np.arange(10.0)

    x, y = least_and_most(times, values, start_s=0.0, end_s=10.0, bins=300)

    assert x.tolist() == times.tolist()
    assert y.tolist() == values.tolist()


def test_a_single_peak_among_thousands_of_points_is_kept() -> None:
    times = np.arange(0.0, 1000.0, 0.5)
    values = np.zeros(len(times))
    values[777] = 42.0

    x, y = least_and_most(times, values, start_s=0.0, end_s=1000.0, bins=100)

    assert y.max() == 42.0
    assert len(x) <= 2 * 102


def test_a_curve_does_not_shimmer_while_it_moves() -> None:
    """Bins hang on absolute time: what is drawn of an old second is the same one beat later."""
    times = np.arange(0.0, 1200.0, 0.5)
    values = np.random.default_rng(1).random(len(times))

    x_before, y_before = least_and_most(times[:2000], values[:2000], start_s=500.0, end_s=1000.0, bins=100)
    x_after, y_after = least_and_most(times[:2002], values[:2002], start_s=501.0, end_s=1001.0, bins=100)

    before = dict(zip(x_before[4:-4:2].tolist(), y_before[4:-4:2].tolist(), strict=True))
    after = dict(zip(x_after[4:-4:2].tolist(), y_after[4:-4:2].tolist(), strict=True))
    common = before.keys() & after.keys()
    assert len(common) > 90
    assert all(before[x] == after[x] for x in common)


def test_a_gap_among_many_points_stays_a_gap() -> None:
    times = np.arange(0.0, 1000.0, 0.5)
    values = np.ones(len(times))
    values[1000:1010] = NAN

    _, y = least_and_most(times, values, start_s=0.0, end_s=1000.0, bins=200)

    assert np.isnan(y).any()


@pytest.mark.parametrize(("at_s", "place"), [(-5.0, 0), (0.4, 0), (0.6, 1), (1.0, 1), (99.0, 2)])
def test_the_nearest_sample_is_found(at_s: float, place: int) -> None:
    assert nearest(np.array([0.0, 1.0, 2.0]), at_s) == place


def test_a_rate_scale_doubles_from_its_floor_and_does_not_shrink_by_itself() -> None:
    scale = DoublingScale(floor=1024.0)
    assert not scale.reach(1000.0)
    assert scale.reach(5000.0)
    assert scale.top == 8192.0
    assert not scale.reach(10.0)
    assert not scale.reach(NAN)
    scale.reset()
    assert scale.top == 1024.0


def test_percent_stays_at_a_hundred() -> None:
    scale = StepScale(1.0)

    assert not scale.reach(3.0)
    assert scale.top == 1.0


def test_pressure_grows_by_steps() -> None:
    scale = StepScale(0.2, 0.5, 1.0)

    assert scale.reach(0.3)
    assert scale.top == 0.5
    assert scale.reach(0.9)
    assert scale.top == 1.0
