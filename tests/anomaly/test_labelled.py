"""A short version of the labelled set: one stream of each half, a few of its curves. The whole is a bench."""

import numpy as np
import pytest

from procmon_gui.anomaly.tuning import Tuning
from tests.bench.anomaly.compare import ours, tally
from tests.bench.anomaly.curves import halves, load
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


@pytest.mark.parametrize("half", halves())
def test_ours_is_ahead_of_three_sigma_and_of_k_means(half: str) -> None:
    stream = _few(streams(load(half), half)[0])

    def judged(is_unusual: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Tally:
        return tally([stream], [is_unusual])

    found = judged(ours(stream.values, stream.names, Tuning()))
    by_sigma = judged(three_sigma(stream.values, CHOSEN_SIGMA))
    by_means = judged(k_means(distances(stream.values), CHOSEN_MEANS))

    assert found.f1 > by_sigma.f1
    assert found.f1 > by_means.f1
    assert found.precision > 0.8
    assert found.recall > 0.6


@pytest.mark.parametrize("half", halves())
def test_more_than_an_hour_was_recorded_and_most_values_are_known(half: str) -> None:
    curves = load(half)

    assert len(curves.at_ms) > 3600
    assert np.isnan(curves.values).mean() < 0.01
