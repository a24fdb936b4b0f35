"""The two methods that ours is compared with, in numpy, each with all that can be tuned of it.

`three_sigma` is the plain one. `k_means` follows what Netdata tells of its own (learn.netdata.cloud, "Machine learning
and anomaly detection"; `ml/ad_charts`, `ml/kmeans`): for each dimension, differences of smoothed values with lags as a
point in six dimensions; two centres, trained every three hours on the last six; the mean distance to both, stretched
over the least and the largest of the training; a beat is anomalous if all of the last eighteen models call it so; and
an alarm is a share of such beats in a window, as its rules of alarm have it.
"""

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from tests.bench.anomaly.labelled import BEAT_S

Float = npt.NDArray[np.float64]
Bool = npt.NDArray[np.bool_]


def mean_of_last(values: Float, length: int) -> Float:
    """Return the mean of the last so many of each row, of fewer at the beginning."""
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    ends = np.arange(1, values.shape[1] + 1)
    begins = np.maximum(ends - length, 0)
    means: Float = (sums[:, ends] - sums[:, begins]) / (ends - begins)
    return means


def _filled(values: npt.NDArray[np.float32]) -> Float:
    """Return the values with what is unknown as the last that was known."""
    places = np.where(np.isnan(values), 0, np.arange(values.shape[1]))
    filled = np.take_along_axis(values, np.maximum.accumulate(places, axis=1), axis=1)
    return np.nan_to_num(filled).astype(np.float64)


# ---- three sigma


@dataclass(frozen=True, slots=True)
class Sigma:
    """A choice for `three_sigma`."""

    window_h: float
    sigmas: float
    smooth_s: int
    hold_s: int


SIGMAS: Final = tuple(
    Sigma(*choice) for choice in product((1, 4, 12, 24), (2, 2.5, 3, 4, 6, 8), (5, 60, 300, 900), (5, 60, 300, 900))
)


def three_sigma(values: npt.NDArray[np.float32], choice: Sigma) -> Bool:
    """Return which beats are further from the mean of the window before them than so many of its deviations."""
    smooth = mean_of_last(_filled(values), max(1, choice.smooth_s // BEAT_S))
    length = int(choice.window_h * 3600 / BEAT_S)
    centre = smooth.mean(axis=1, keepdims=True)
    mean = mean_of_last(smooth - centre, length)
    variance = mean_of_last((smooth - centre) ** 2, length) - mean**2
    deviation = np.sqrt(np.maximum(variance, 0)) + 1e-9 * np.abs(centre) + 1e-12
    away = np.abs(smooth - centre - np.roll(mean, 1, axis=1)) / np.roll(deviation, 1, axis=1)
    away[:, : 3600 // BEAT_S] = 0
    return mean_of_last((away > choice.sigmas).astype(np.float64), max(1, choice.hold_s // BEAT_S)) > 0.999


# ---- k-means


@dataclass(frozen=True, slots=True)
class Means:
    """A choice for what is done with the distances of `distances`; 0.99 is what Netdata ships."""

    threshold: float
    window_s: int
    share: float


MEANS: Final = tuple(
    Means(*choice)
    for choice in product((0.3, 0.5, 0.7, 0.8, 0.9, 0.99, 1.2, 2.0), (5, 60, 300, 900), (0.1, 0.25, 0.5, 0.75, 0.999))
)
# What was best on the tuning half.
CHOSEN_SIGMA: Final = Sigma(4, 3, 900, 300)
CHOSEN_MEANS: Final = Means(0.99, 60, 0.25)
# And what was best of all that tells of nothing at most once a day.
SELDOM_SIGMA: Final = Sigma(4, 2.5, 300, 900)
SELDOM_MEANS: Final = Means(1.2, 5, 0.1)
# Netdata takes differences of one beat; the values themselves did better on the tuning half (F1 0.56, not 0.49).
_LAGS, _SMOOTH, _DIFFERENCES, _CENTRES = 5, 3, 0, 2
_TRAIN_EVERY, _TRAIN_ON, _MODELS = 3 * 3600 // BEAT_S, 6 * 3600 // BEAT_S, 18


def distances(values: npt.NDArray[np.float32], *, differences: int = _DIFFERENCES) -> Float:
    """Return, for every beat, the least distance that one of the models then in use has to it, stretched."""
    smooth = mean_of_last(_filled(values), _SMOOTH)
    if differences:
        smooth = np.diff(smooth, prepend=smooth[:, :1], axis=1)
    found = np.zeros(smooth.shape)
    for series, row in enumerate(smooth):
        points = np.lib.stride_tricks.sliding_window_view(np.pad(row, (_LAGS, 0)), _LAGS + 1)
        models: list[tuple[Float, float, float]] = []
        for begins in range(_TRAIN_EVERY, len(row), _TRAIN_EVERY):
            models = [*models, _trained(points[max(0, begins - _TRAIN_ON) : begins])][-_MODELS:]
            now = points[begins : begins + _TRAIN_EVERY]
            told = [(_distance(now, centres) - least) / max(most - least, 1e-12) for centres, least, most in models]
            found[series, begins : begins + _TRAIN_EVERY] = np.abs(np.min(np.abs(told), axis=0))
    return found


def k_means(stretched: Float, choice: Means) -> Bool:
    """Return which beats are in an alarm."""
    is_anomalous = (stretched >= choice.threshold).astype(np.float64)
    return mean_of_last(is_anomalous, max(1, choice.window_s // BEAT_S)) >= choice.share


def _distance(points: Float, centres: Float) -> Float:
    apart: Float = np.linalg.norm(points[:, None] - centres[None], axis=2).mean(axis=1)
    return apart


def _trained(points: Float) -> tuple[Float, float, float]:
    """Return the centres of the points, and the least and the largest distance to them."""
    # Two that lie apart, as its way of choosing the first centres does.
    first = points[np.linalg.norm(points, axis=1).argmin()]
    centres = np.array([first, points[np.linalg.norm(points - first, axis=1).argmax()]])
    for _ in range(20):
        nearest = np.linalg.norm(points[:, None] - centres[None], axis=2).argmin(axis=1)
        moved = np.array(
            [points[nearest == one].mean(axis=0) if (nearest == one).any() else centres[one] for one in range(_CENTRES)]
        )
        if np.allclose(moved, centres):
            break
        centres = moved
    apart = _distance(points, centres)
    return centres, float(apart.min()), float(apart.max())
