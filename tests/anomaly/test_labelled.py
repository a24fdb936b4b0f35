"""A short version of the labelled set: one stream, a few of its curves. The whole is a bench."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from procmon_gui.anomaly.tuning import Tuning
from tests.bench.anomaly.compare import Bool, Float32, is_unusual, scores_of, tally
from tests.bench.anomaly.curves import halves, load
from tests.bench.anomaly.heard import as_heard, heard
from tests.bench.anomaly.labelled import Stream, streams
from tests.bench.anomaly.rivals import CHOSEN_MEANS, CHOSEN_SIGMA, distances, k_means, three_sigma
from tests.bench.anomaly.score import Tally

# Every third: ten of CPU, pressure, memory, disks, network and programs.
_CHOSEN = tuple(range(0, 32, 3))


def _few(stream: Stream) -> Stream:
    labels = tuple(
        type(label)(_CHOSEN.index(label.series), label.kind, label.begins, label.ends)
        for label in stream.labels
        if label.series in _CHOSEN
    )
    names = tuple(stream.names[series] for series in _CHOSEN)
    return Stream(names, stream.values[list(_CHOSEN)], labels, stream.judged_from)


@cache
def _scores() -> Float32:
    return scores_of(_stream().values, _stream().names, Tuning())


@cache
def _stream() -> Stream:
    # What is held out, if it was recorded already.
    half = halves()[0]
    return _few(streams(load(half), half)[0])


def test_ours_is_ahead_of_three_sigma_and_of_k_means() -> None:
    stream = _stream()

    def judged(is_unusual: Bool) -> Tally:
        return tally([stream], [is_unusual])

    found = judged(is_unusual(_scores()))
    by_sigma = judged(three_sigma(stream.values, CHOSEN_SIGMA))
    by_means = judged(k_means(distances(stream.values), CHOSEN_MEANS))

    assert found.f1 > by_sigma.f1
    assert found.f1 > by_means.f1
    assert found.precision > 0.8
    assert found.recall > 0.6


def test_the_shipped_rules_tell_a_good_part_of_what_is_put_in_and_hardly_anything_else() -> None:
    """Judged beat by beat by the real judge, on the day that has events."""
    stream = _stream()
    labels = [replace(one, begins=one.begins - stream.judged_from, ends=one.ends - stream.judged_from)
              for one in stream.labels]  # fmt: skip
    day = as_heard(replace(stream, labels=tuple(labels), judged_from=0))

    told = heard(_scores()[:, stream.judged_from :], stream.names)
    found = tally([day], [np.asarray(told.any(axis=0))])

    assert found.recall > 0.3
    assert found.false_alarm_count <= 1


@pytest.mark.parametrize("half", halves())
def test_more_than_an_hour_was_recorded_and_most_values_are_known(half: str) -> None:
    curves = load(half)

    assert len(curves.hours) > 3600
    assert np.isnan(curves.values).mean() < 0.01
