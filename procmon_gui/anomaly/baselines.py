"""Knows what is usual for so many series, and says how far from it they are: all of them at once, in arrays.

Three detectors look at three features of every series: how far is it from the rolling median in spreads (MAD and
percentiles, each side of its own), from a moving average, and from what is usual at this hour of the week. All who
know enough must call it unusual. What passes them again and again raises the bar of its own series: what is unusual
all the time is not unusual.

A beat costs little; once a minute a minute is learned, and the medians are renewed some rows a beat.
"""

from typing import Final

import numpy as np

from procmon_gui.anomaly.features import FEATURES, Features
from procmon_gui.anomaly.hours import Hours, Usual, hour_of_week
from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.domain.history import Float32Array
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray

# On the scale of `features.to_scale`: differences smaller than this are none.
_LEAST_SPREAD: Final = np.array([[0.10], [0.06], [0.06]], np.float32)
# A normal spread is so many median deviations; and so many of it lie between median and 95th percentile.
_OF_MAD, _OF_PERCENTILE = 1.4826, 1.645
_LEAST_MINUTES: Final = 30
# In how long all medians are renewed once.
_RENEWED_IN_S: Final = 120.0
# A beat that took longer has nothing between: the machine slept, or nobody looked.
LONGEST_BEAT_S: Final = 120.0
_MOST_ROWS: Final = 160
# From here on all detectors that must agree do, and have for a while.
UNUSUAL: Final = 0.5
_NEARLY: Final = 0.49
# The mean distance on one side is 0.4 of a normal spread, and between this and that lie nine of ten values.
_OF_MEAN_DISTANCE = 2.5


class Baselines:
    """What is usual for `count` series.

    Attributes:
        scores: of the newest beat, by series: 0 to 1, unusual from 0.5 on; NaN where too little is known.
        seen_min: how many minutes of each series were learned.
        hour: what is usual in this hour.
    """

    def __init__(self, count: int, tuning: Tuning | None = None) -> None:
        self.tuning = tuning or Tuning()
        shape = (FEATURES, count)
        self.count = count
        self._limits = np.array(self.tuning.limits, np.float32)[:, None]
        self._hour_limits = np.array(self.tuning.hour_limits, np.float32)[:, None]
        self.scores: FloatArray = np.full(count, np.nan)
        self.features = Features(count, self.tuning)
        self.hours = Hours(FEATURES, count)
        self.hour: Usual | None = None
        self._usual: Usual | None = None
        self.window: Float32Array = np.full((FEATURES, count, self.tuning.window_min), np.nan, np.float32)
        self.at = np.zeros(1, np.int64)  # how many minutes the window has taken in
        self.average: Float32Array = np.zeros(shape, np.float32)
        self.variance: Float32Array = np.zeros(shape, np.float32)
        self.minutes: Float32Array = np.zeros(shape, np.float32)
        self.peak: Float32Array = np.zeros(shape, np.float32)
        self._median: Float32Array = np.full(shape, np.nan, np.float32)
        self._low: Float32Array = np.full(shape, np.nan, np.float32)
        self._high: Float32Array = np.full(shape, np.nan, np.float32)
        # How far above and below is unusual: limits times spreads, as all that follow.
        self._above: Float32Array = np.ones(shape, np.float32)
        self._below: Float32Array = np.ones(shape, np.float32)
        self._spread: Float32Array = np.ones(shape, np.float32)
        self._worst: Float32Array = np.zeros(shape, np.float32)
        self._unusual_s: FloatArray = np.zeros(count)
        self._hour_of = -1
        self._minute_s = 0.0
        self._next_row = 0
        self._to_renew = 0.0

    @property
    def seen_min(self) -> Float32Array:
        """Return how many minutes of each series were learned."""
        seen: Float32Array = self.minutes[0]
        return seen

    def beat(self, values: FloatArray, elapsed_s: float, at_ms: int) -> bool:
        """Take the values of one beat, on the scale; NaN is unknown. Return whether a minute was learned."""
        if not 0 < elapsed_s <= LONGEST_BEAT_S:
            self.features.forget_all()
            self._unusual_s[:] = 0.0
            self.scores = np.full(self.count, np.nan)
            return False
        self.features.beat(values, elapsed_s)
        self._enter_hour(at_ms)
        self._judge(elapsed_s)
        self._renew(elapsed_s)
        self._minute_s += elapsed_s
        if self._minute_s < 60.0:
            return False
        self._minute_s = 0.0
        self._learn(hour_of_week(at_ms))
        return True

    # ---- judging

    def _judge(self, elapsed_s: float) -> None:
        values = self.features.values
        with np.errstate(invalid="ignore"):
            off = values - self._median
            worst = np.where(off > 0, off / self._above, off / -self._below)
            np.minimum(worst, np.abs(values - self.average) / self._spread, out=worst)
            if self.hour is not None:
                off = values - self.hour.middle
                by_hour = np.where(off > 0, off / self.hour.above, off / -self.hour.below)
                # NaN is a detector that does not know: the others decide.
                np.fmin(worst, by_hour, out=worst)
            worst[self.minutes < _LEAST_MINUTES] = np.nan
            np.fmax(self._worst, worst, out=self._worst)
            passed = worst / np.maximum(1.0, self.peak * self.tuning.margin)
            found = np.minimum(np.fmax.reduce(passed, axis=0) * 0.5, 1.0)
            self._unusual_s += elapsed_s
            self._unusual_s[~(found >= UNUSUAL)] = 0.0
            # One wild beat is none: what has not lasted yet is nearly unusual.
            np.minimum(found, _NEARLY, out=found, where=self._unusual_s < self.tuning.hold_s)
        found[self.seen_min < self.tuning.learning_min] = np.nan
        self.scores = found

    def _enter_hour(self, at_ms: int) -> None:
        hour = hour_of_week(at_ms)
        if hour == self._hour_of:
            return
        self._hour_of = hour
        usual = self.hours.usual(hour)
        self._usual = usual
        above, below = (
            self._hour_limits * np.maximum(_OF_MEAN_DISTANCE * array, _LEAST_SPREAD)
            for array in (usual.above, usual.below)
        )
        self.hour = Usual(usual.middle, above, below)

    # ---- learning

    def _learn(self, hour: int) -> None:
        values = self.features.values
        self.window[:, :, int(self.at[0]) % self.tuning.window_min] = values
        self.at += 1
        self._learn_average(values)
        self.hours.learn(hour, values)
        is_learning = self.seen_min < self.tuning.learning_min
        self.peak *= np.float32(0.5 ** (1.0 / self.tuning.forgetting_min))
        more = np.maximum(self._worst - self.peak, 0.0)
        # What is learned first is what is usual; later, one gets used to something worse slowly.
        self.peak += np.where(is_learning, 1.0, self.tuning.getting_used).astype(np.float32) * more
        np.minimum(self.peak, 20.0, out=self.peak)
        self._worst[:] = 0.0

    def _learn_average(self, values: Float32Array) -> None:
        is_known = ~np.isnan(values)
        step = np.where(is_known, values - self.average, 0.0).astype(np.float32)
        furthest = np.where(self.minutes >= _LEAST_MINUTES, 3.0 * self._spread / self._limits, np.inf)
        step = np.clip(step, -furthest, furthest)
        self.minutes += is_known
        weight = 1.0 / np.clip(self.minutes, 1.0, self.tuning.memory_min).astype(np.float32)
        self.average += weight * step
        self.variance += weight * is_known * ((1 - weight) * step * step - self.variance)
        self._set_spread()

    def _set_spread(self) -> None:
        self._spread = self._limits * np.maximum(np.sqrt(self.variance), _LEAST_SPREAD)

    def _renew(self, elapsed_s: float) -> None:
        """Renew the medians of some rows, so many that all had their turn in time."""
        rows = FEATURES * self.count
        self._to_renew = min(self._to_renew + rows * elapsed_s / _RENEWED_IN_S, float(_MOST_ROWS))
        count = min(int(self._to_renew), rows - self._next_row)
        if count < 1:
            return
        self._to_renew -= count
        self._renew_rows(self._next_row, self._next_row + count)
        self._next_row = (self._next_row + count) % rows

    def _renew_rows(self, first: int, end: int) -> None:
        rows = slice(first, end)
        values = np.sort(self.window.reshape(-1, self.tuning.window_min)[rows], axis=1)
        known = values.shape[1] - np.isnan(values).sum(axis=1)
        features = np.arange(first, end) // self.count
        limits, least = self._limits[features, 0], _LEAST_SPREAD[features, 0]

        def at(share: float) -> Float32Array:
            places = np.maximum(np.rint((known - 1) * share), 0).astype(np.int64)
            found: Float32Array = np.take_along_axis(values, places[:, None], axis=1)[:, 0]
            return found

        median = at(0.5)
        away = np.sort(np.abs(values - median[:, None]), axis=1)
        places = np.maximum((known - 1) // 2, 0)
        deviation = _OF_MAD * np.take_along_axis(away, places[:, None], axis=1)[:, 0]
        least = np.maximum(least, deviation)
        low, high = at(0.05), at(0.95)
        self._median.reshape(-1)[rows], self._low.reshape(-1)[rows], self._high.reshape(-1)[rows] = median, low, high
        self._above.reshape(-1)[rows] = limits * np.fmax((high - median) / _OF_PERCENTILE, least)
        self._below.reshape(-1)[rows] = limits * np.fmax((median - low) / _OF_PERCENTILE, least)

    def renew_all(self) -> None:
        """Make everything that is made of what was learned, after it was restored."""
        for feature in range(FEATURES):
            self._renew_rows(feature * self.count, (feature + 1) * self.count)
        self._set_spread()
        self._hour_of = -1

    def forget(self, places: IntArray) -> None:
        """Forget the series in some places: they are others now."""
        self.features.forget(places)
        self.hours.forget(places)
        self.window[:, places] = np.nan
        for array in (self.average, self.variance, self.minutes, self.peak, self._worst):
            array[:, places] = 0.0
        for array in (self._median, self._low, self._high):
            array[:, places] = np.nan
        self.scores[places] = np.nan
        self._unusual_s[places] = 0.0

    # ---- what is asked

    def range_of(self, feature: int) -> tuple[Float32Array, Float32Array, Float32Array]:
        """Return between what a feature is at this hour nine times of ten, and the middle; NaN is unknown.

        Where the hour is not known yet, that is what it was within the rolling window.
        """
        least, middle, most = (array[feature].copy() for array in (self._low, self._median, self._high))
        if self._usual is not None:
            usual = self._usual
            is_known = ~np.isnan(usual.middle[feature])
            reach = _OF_PERCENTILE * _OF_MEAN_DISTANCE
            middle = np.where(is_known, usual.middle[feature], middle)
            least = np.where(is_known, middle - reach * usual.below[feature], least)
            most = np.where(is_known, middle + reach * usual.above[feature], most)
        return least, middle, most

    def known(self) -> BoolArray:
        """Return which series are judged."""
        known: BoolArray = ~np.isnan(self.scores)
        return known
