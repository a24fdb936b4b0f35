"""Smooths what each beat brought of every series: quickly, slowly, and how far it swings from beat to beat.

Values are looked at on a scale that is even near zero and logarithmic above: what matters of memory or of bytes a
second is by which share they grew, and below a floor that depends on the unit nothing matters.
"""

from typing import Final

import numpy as np

from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.domain.history import Float32Array
from procmon_gui.domain.reading import FloatArray, IntArray

QUICK, SLOW, SPREAD = range(3)
FEATURES: Final = 3
# Unknown for longer than this, a series begins anew: what was smoothed speaks of another time.
LONGEST_SILENCE_S: Final = 30.0
_STEEPEST, _LEAST_STEP = 4.0, 0.2


def to_scale(values: FloatArray, floors: FloatArray) -> FloatArray:
    """Return values on the scale on which they are compared; NaN stays NaN."""
    scaled: FloatArray = np.log1p(np.maximum(values, 0.0) / floors)
    return scaled


def from_scale(scaled: float, floor: float) -> float:
    """Return the value that stands at a place of the scale."""
    return float(np.expm1(max(0.0, scaled)) * floor)


class Features:
    """The features of so many series, shape (FEATURES, series); NaN while too little was seen.

    Attributes:
        values: the newest; belongs to this object, and changes with the next beat.
    """

    def __init__(self, count: int, tuning: Tuning) -> None:
        self.values: Float32Array = np.full((FEATURES, count), np.nan, np.float32)
        self._memory_s = np.array([[tuning.quick_s], [tuning.slow_s], [tuning.spread_s]])
        # How long each must have looked at a series before it says something.
        self._warm_s = np.array([[tuning.quick_s / 2], [tuning.slow_s], [tuning.spread_s]])
        self._means = np.zeros((FEATURES, count))
        self._last = np.zeros(count)
        self._seen_s = np.zeros(count)
        self._silent_s = np.zeros(count)

    def beat(self, values: FloatArray, elapsed_s: float) -> None:
        """Take the values of one beat, on the scale; NaN is unknown."""
        is_known = ~np.isnan(values)
        self._silent_s += elapsed_s
        self._silent_s[is_known] = 0.0
        self._seen_s += elapsed_s
        is_lost = self._silent_s > LONGEST_SILENCE_S
        self._seen_s[is_lost] = 0.0
        is_first = self._seen_s <= elapsed_s
        # At first every value counts as much as the others: else the first would count most for long.
        weights = np.maximum(-np.expm1(-elapsed_s / self._memory_s), elapsed_s / np.maximum(self._seen_s, elapsed_s))
        steps = np.where(is_known, values - self._means, 0.0)
        swing = self._means[SPREAD]
        # One jump to another level is no swinging: a step counts as little more than those before it.
        steps[SPREAD] = np.minimum(np.abs(values - self._last), _STEEPEST * swing + _LEAST_STEP) - swing
        steps[SPREAD, ~is_known] = 0.0
        steps[SPREAD, is_first] = -swing[is_first]
        self._means += weights * steps
        np.copyto(self._last, values, where=is_known)
        np.copyto(self.values, self._means, casting="same_kind")
        self.values[self._seen_s < self._warm_s] = np.nan

    def forget(self, places: IntArray) -> None:
        """Begin anew with the series in some places."""
        self._seen_s[places] = 0.0
        self.values[:, places] = np.nan

    def forget_all(self) -> None:
        """Begin anew: what follows is not joined to what was."""
        self.forget(np.arange(len(self._seen_s)))
