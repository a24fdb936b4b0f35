"""In how long something is full: told of what goes on, and not of noise, steps, or what has stopped."""

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.alerts.checking import limits_for
from procmon_gui.alerts.forecast import Forecast, Forecasts, falling_per_s
from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.moment import Moment, moments
from procmon_gui.alerts.subjects.host import series_events
from procmon_gui.alerts.thing import Case
from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.rules import Side, Subject
from tests.alerts.beats import START_MS, machine, play, rule

GIB = 1024.0**3
MEMORY = "host.memory.available_bytes"


def told(values: Iterable[float], *, every_s: float = 1.0, stretch_s: float = 10.0) -> list[float]:
    """Return what a forecast says of some values, one every so many seconds."""
    forecast = Forecast(stretch_s, least_step=64 * 1024**2)
    return [
        forecast.step(Moment(0, round(place * every_s * 1e9), 5_000_000_000), value)
        for place, value in enumerate(values)
    ]


def minutes(count: float, value: Callable[[float], float]) -> list[float]:
    """Return values of some minutes, one a second."""
    return [value(float(at_s)) for at_s in range(round(count * 60))]


def test_it_says_nothing_before_enough_was_seen() -> None:
    found = told(minutes(3, lambda at_s: 16 * GIB - at_s * GIB / 100))

    assert np.isnan(found[:119]).all()
    assert not np.isnan(found[130:]).any()


def test_what_goes_down_steadily_is_told_to_the_minute() -> None:
    """16 GiB at 10 MiB a second last for 27 minutes: told within a tenth once a quarter of them is gone."""
    per_s = 10 * 1024.0**2
    chance = np.random.default_rng(1)
    values = [16 * GIB - at_s * per_s + chance.normal(0, 20e6) for at_s in range(600)]

    found = told(values)

    left = [value / per_s for value in values]
    assert found[450:] == pytest.approx(left[450:], rel=0.1)


@pytest.mark.parametrize(
    "course",
    [
        pytest.param(lambda at_s: 8 * GIB, id="constant"),
        pytest.param(lambda at_s: 8 * GIB + GIB * np.sin(at_s / 45), id="to and fro"),
        pytest.param(lambda at_s: 8 * GIB - GIB * (at_s % 60) / 60, id="a sawtooth"),
        pytest.param(lambda at_s: 8 * GIB - 4 * GIB * (at_s > 300), id="a step"),
        pytest.param(lambda at_s: 8 * GIB - 4 * GIB * (1 - np.exp(-at_s / 20)), id="what settles"),
        pytest.param(lambda at_s: 8 * GIB - at_s * 1024.0, id="hardly anything"),
        pytest.param(lambda at_s: 4 * GIB + at_s * 1e6, id="what becomes more"),
    ],
)
def test_what_is_no_trend_is_never_full(course: Callable[[float], float]) -> None:
    chance = np.random.default_rng(2)
    found = np.array(told(minutes(30, lambda at_s: course(at_s) + chance.normal(0, 10e6))))

    assert not (found < 600).any()


def test_noise_around_a_constant_never_rings() -> None:
    """Three days of each of three kinds of noise, at ten seconds: not once is it full soon."""
    chance = np.random.default_rng(3)
    count = 3 * 8640
    walk = 8 * GIB + np.clip(np.cumsum(chance.normal(0, 5e6, count)), -GIB, GIB)
    for values in (8 * GIB + chance.normal(0, 0.3 * GIB, count), 8 * GIB + chance.laplace(0, 0.1 * GIB, count), walk):
        found = np.array(told(values.tolist(), every_s=10.0))
        assert not (found[~np.isnan(found)] < 600).any()


def test_what_has_stopped_is_over_soon() -> None:
    """A copy of ten minutes that is done: two minutes later nothing is forecast."""
    found = told(minutes(15, lambda at_s: 100 * GIB - 0.1 * GIB * min(at_s, 600)))

    assert found[599] < 1000
    assert np.isinf(found[720:]).all()


def test_a_gap_begins_anew() -> None:
    forecast = Forecast(10.0)
    for at_s in range(300):
        last = forecast.step(Moment(0, at_s * 10**9, 5 * 10**9), 1e9 - at_s * 2e6)
    after = forecast.step(Moment(0, 400 * 10**9, 5 * 10**9), 1e9 - 800e6)

    assert last < 1000
    assert np.isnan(after)


def test_the_memory_that_is_eaten_is_told_before_it_is_gone() -> None:
    asked = rule(Subject.FULL_IN, metric_id=MEMORY, side=Side.BELOW, warn=600, critical=120, for_s=60)
    left = [16 * GIB - at_s * 16 * GIB / 900 for at_s in range(900)]

    events = play(Judge([asked]), (machine(at_s, host={MEMORY: {"": one}}) for at_s, one in enumerate(left)))

    fired = next(one for one in events if one.change is Change.FIRED)
    assert (fired.at_ms - START_MS) / 1000 < 400
    worse = next(one for one in events if one.change is Change.WORSENED)
    assert 800 < (worse.at_ms - START_MS) / 1000 < 880


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([-3e7, -1e7, 0.0, 1e7, 2e8]), st.integers(20, 200)), min_size=1, max_size=8),
    st.sampled_from([1.0, 1.5, 9.0]),
    st.integers(0, 2**32 - 1),
)
def test_a_forecast_over_an_array_is_that_of_the_beats(
    ways: list[tuple[float, int]], every_s: float, seed: int
) -> None:
    asked = rule(Subject.FULL_IN, metric_id=MEMORY, side=Side.BELOW, warn=3000, critical=300, for_s=20)
    chance = np.random.default_rng(seed)
    steps = np.concatenate([np.full(count, step) for step, count in ways])
    values = np.clip(4e9 + np.cumsum(steps) + chance.normal(0, 5e6, len(steps)), 0, None)
    values[chance.random(len(steps)) < 0.02] = np.nan
    snapshots = [machine(at * every_s, host={MEMORY: {"": value}}) for at, value in enumerate(values.tolist())]
    found = moments(
        np.array([one.at_ms for one in snapshots]),
        np.array([one.monotonic_ns for one in snapshots]),
        np.zeros(len(snapshots), np.int64),
    )

    played = series_events(Case.of(asked, limits_for(asked)), "", found, values)

    assert list(map(_plain, played)) == list(map(_plain, play(Judge([asked]), snapshots)))


def _plain(event: AlertEvent) -> list[str]:
    return [str(getattr(event, name)) for name in AlertEvent.__slots__]


def test_a_disk_that_fills_for_a_day_is_told_hours_before() -> None:
    """200 GB at 20 GB an hour, seen every ten seconds: told as soon as a quarter of it is gone, and to the hour."""
    forecasts = Forecasts((60.0, 600.0), least_step=16 * 1024**2)
    per_s, first = 20e9 / 3600, 200e9
    found = {}
    for at_s in range(0, 8 * 3600, 10):
        found[at_s] = forecasts.step(Moment(0, at_s * 10**9, 40 * 10**9), first - per_s * at_s)

    assert np.isinf(found[3600])
    assert found[3 * 3600] == pytest.approx(7 * 3600, rel=0.1)
    assert found[7 * 3600] == pytest.approx(3 * 3600, rel=0.1)


def test_a_rule_that_names_no_file_system_is_about_each() -> None:
    asked = rule(Subject.FULL_IN, metric_id="host.filesystem.available_bytes", side=Side.BELOW, warn=3600)
    host = [
        {"host.filesystem.available_bytes": {"/": 100e9, "/home": 100e9 - at_s * 1e6 * 30}}
        for at_s in range(0, 1800, 5)
    ]

    events = play(Judge([asked]), (machine(5 * place, host=one) for place, one in enumerate(host)))

    assert [(one.change, one.about.name) for one in events] == [(Change.FIRED, "/home")]


def test_what_goes_down_by_less_than_the_least_step_goes_nowhere() -> None:
    at_s = np.arange(30.0)

    assert falling_per_s(at_s, 100 - 0.1 * at_s, least_step=3.0) == 0
    assert falling_per_s(at_s, 100 - 0.1 * at_s, least_step=2.5) == pytest.approx(0.1)


def test_what_becomes_faster_counts_as_that_and_a_plunge_at_the_end_as_twice_the_rule_at_most() -> None:
    at_s = np.arange(30.0)
    after = np.maximum(0, at_s - 19)

    assert falling_per_s(at_s, 1000 - at_s - 0.5 * after) == pytest.approx(1.5)
    plunge = 1000 - at_s - 9 * after
    slopes = [(plunge[j] - plunge[i]) / (at_s[j] - at_s[i]) for i in range(30) for j in range(i + 1, 30)]
    assert falling_per_s(at_s, plunge) == pytest.approx(-2 * np.median(slopes))
