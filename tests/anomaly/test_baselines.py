"""Detectors that must agree: each alone would call too much unusual."""

import numpy as np
import pytest

from procmon_gui.anomaly.baselines import Baselines
from procmon_gui.anomaly.features import Features, from_scale, to_scale
from procmon_gui.anomaly.hours import HOURS, Hours, hour_of_week
from procmon_gui.anomaly.tuning import Tuning

MIDNIGHT_MS = 1_800_230_400_000
BEAT_S = 20
BEATS_AN_HOUR = 3600 // BEAT_S


def scaled(value: float) -> float:
    return float(to_scale(np.array([value]), np.array([1.0]))[0])


def day(baselines: Baselines, number: int, busy_hours: set[int]) -> dict[int, float]:
    """Play a day of a series that is busy in some hours, and return the worst score of each hour."""
    chance = np.random.default_rng(number)
    worst = dict.fromkeys(range(24), 0.0)
    for beat in range(24 * BEATS_AN_HOUR):
        hour = beat // BEATS_AN_HOUR
        value = (20.0 if hour in busy_hours else 1.0) * chance.uniform(0.9, 1.1)
        at_ms = MIDNIGHT_MS + (number * 24 * BEATS_AN_HOUR + beat) * BEAT_S * 1000
        baselines.beat(np.array([scaled(value)]), BEAT_S, at_ms)
        worst[hour] = max(worst[hour], float(np.nan_to_num(baselines.scores[0])))
    return worst


def test_what_happens_at_this_hour_every_day_is_usual_and_at_another_hour_it_is_not() -> None:
    """The median and the average of the last hours call a backup at three unusual each night; the hour knows better."""
    baselines = Baselines(1, Tuning(forgetting_min=60.0))
    for number in range(4):
        day(baselines, number, {3})

    as_ever = day(baselines, 4, {3})
    other = day(baselines, 5, {3, 15})

    assert max(as_ever.values()) < 0.5
    assert other[15] >= 0.5
    assert other[3] < 0.5


def test_hours_of_the_week_are_counted_from_monday() -> None:
    assert hour_of_week(MIDNIGHT_MS) == 0
    assert hour_of_week(MIDNIGHT_MS + 3_600_000 * 25) == 25
    assert hour_of_week(MIDNIGHT_MS - 1) == HOURS - 1


def test_an_hour_that_was_seen_for_a_few_minutes_tells_nothing() -> None:
    hours = Hours(1, 2)
    for _ in range(29):
        hours.learn(5, np.array([[1.0, np.nan]], np.float32))
    assert np.isnan(hours.usual(5).middle).all()

    hours.learn(5, np.array([[1.0, np.nan]], np.float32))
    assert hours.usual(5).middle[0].tolist() == pytest.approx([1.0, np.nan], nan_ok=True)
    # What is learned now does not speak of the hour that follows: it is today's.
    assert np.isnan(hours.usual(6).middle).all()
    assert hours.usual(5 + 24).middle[0, 0] == pytest.approx(1.0)


def test_a_wild_minute_hardly_moves_what_an_hour_has_learned() -> None:
    hours = Hours(1, 1)
    for minute in range(60):
        hours.learn(5, np.array([[1.0 + minute % 2 * 0.1]], np.float32))
    before = float(hours.usual(5).middle[0, 0])
    hours.learn(5, np.array([[1000.0]], np.float32))

    assert float(hours.usual(5).middle[0, 0]) == pytest.approx(before, abs=0.05)


def test_a_scale_leads_there_and_back() -> None:
    for value in (0.0, 0.01, 1.0, 12345.0):
        assert from_scale(float(to_scale(np.array([value]), np.array([7.0]))[0]), 7.0) == pytest.approx(value)


def test_features_say_nothing_until_they_have_looked_for_a_while() -> None:
    tuning = Tuning(quick_s=20, slow_s=300, spread_s=60)
    features = Features(1, tuning)
    known_after: dict[int, int] = {}
    for beat in range(400):
        features.beat(np.array([1.0]), 1.0)
        for feature, value in enumerate(features.values[:, 0].tolist()):
            if value == value:
                known_after.setdefault(feature, beat + 1)

    assert known_after == {0: 10, 1: 300, 2: 60}
    assert features.values[:, 0].tolist() == pytest.approx([1.0, 1.0, 0.0], abs=1e-6)


def test_a_value_that_is_missing_for_a_moment_is_bridged_and_for_longer_it_is_not() -> None:
    features = Features(1, Tuning())
    for _ in range(60):
        features.beat(np.array([2.0]), 1.0)
    for _ in range(20):
        features.beat(np.array([np.nan]), 1.0)
    assert features.values[0, 0] == pytest.approx(2.0)

    for _ in range(20):
        features.beat(np.array([np.nan]), 1.0)
    assert np.isnan(features.values[0, 0])


@pytest.mark.parametrize("elapsed_s", [0.0, -1.0, 3600.0])
def test_beats_that_do_not_follow_each_other_are_not_joined(elapsed_s: float) -> None:
    baselines = Baselines(1)
    for beat in range(60):
        baselines.beat(np.array([1.0]), 1.0, MIDNIGHT_MS + beat * 1000)
    assert not np.isnan(baselines.features.values[0, 0])

    assert baselines.beat(np.array([1.0]), elapsed_s, MIDNIGHT_MS) is False
    assert np.isnan(baselines.features.values).all()
