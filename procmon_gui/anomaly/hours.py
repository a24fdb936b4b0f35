"""What is usual at each hour of the week, in UTC: the middle, and how far above and below it values lie.

An hour is compared with what earlier days left, never with what it has learned of itself: what is unusual now must not
become usual while it lasts.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.history import Float32Array
from procmon_gui.domain.reading import IntArray

HOURS: Final = 168
_HOUR_MS: Final = 3_600_000
# The first of January 1970 was a Thursday; weeks are counted from Mondays.
_THURSDAY: Final = 72
# An hour of which less was seen tells nothing.
_LEAST_MINUTES: Final = 30
# Minutes that count at most, so that what is usual can change within some weeks.
_MOST_MINUTES: Final = 240.0
# Days and hours away, and how much they tell: the same hour of another day less than that of the same weekday, an hour
# beside it less too. The hour before this one is today's, and tells nothing of other days.
_NEAR: Final = tuple(
    (day, beside, (1.0 if day else 4.0) * (0.5 if beside else 1.0))
    for day in range(7)
    for beside in (-1, 0, 1)
    if (day, beside) != (0, -1)
)
# Values further away than so many spreads are learned as if they lay there.
_FURTHEST: Final = 4.0
_LEAST_SPREAD: Final = 0.05
Float16Array = npt.NDArray[np.float16]


def hour_of_week(at_ms: int) -> int:
    """Return the hour of the week, 0 to 167 from Monday on, in UTC."""
    return (at_ms // _HOUR_MS + _THURSDAY) % HOURS


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in one hour: arrays of one shape; NaN where it is not known."""

    middle: Float32Array
    above: Float32Array
    below: Float32Array


class Hours:
    """What was learned of every hour, shape (HOURS, features, series)."""

    def __init__(self, features: int, count: int) -> None:
        shape = (HOURS, features, count)
        self.middle: Float32Array = np.zeros(shape, np.float32)
        # Half as exact is exact enough, and half as much memory.
        self.above: Float16Array = np.zeros(shape, np.float16)
        self.below: Float16Array = np.zeros(shape, np.float16)
        self.minutes: Float16Array = np.zeros(shape, np.float16)

    def learn(self, hour: int, values: Float32Array) -> None:
        """Take what one minute had, shape (features, series); NaN is unknown."""
        is_known = ~np.isnan(values)
        minutes, middle = self.minutes[hour].astype(np.float32), self.middle[hour]
        above, below = self.above[hour].astype(np.float32), self.below[hour].astype(np.float32)
        step = np.where(is_known, values - middle, np.float32(0.0))
        furthest = np.where(minutes >= _LEAST_MINUTES, _FURTHEST * (above + below + _LEAST_SPREAD), np.float32(np.inf))
        np.clip(step, -furthest, furthest, out=step)
        is_first = minutes == 0
        minutes = np.minimum(minutes + is_known, _MOST_MINUTES)
        weight = is_known / np.maximum(minutes, np.float32(1.0))
        middle += weight * step
        step[is_first] = 0.0
        self.above[hour] = above + weight * (np.maximum(step, 0.0) - above)
        self.below[hour] = below + weight * (np.maximum(-step, 0.0) - below)
        self.minutes[hour] = minutes

    def usual(self, hour: int) -> Usual:
        """Return what is usual in an hour, from this hour of all days and those beside it."""
        places = [(hour + day * 24 + beside) % HOURS for day, beside, _ in _NEAR]
        shares = np.array([share for _, _, share in _NEAR], np.float32)
        minutes = self.minutes[places].astype(np.float32)
        weights = np.where(minutes >= _LEAST_MINUTES, minutes, np.float32(0.0)) * shares[:, None, None]
        middles = self.middle[places]
        with np.errstate(invalid="ignore", divide="ignore"):
            weights /= weights.sum(axis=0)
            middle = np.einsum("pfs,pfs->fs", weights, middles)
            # How far the hours of different days lie apart is part of what is usual.
            away = middles - middle
            above = np.einsum("pfs,pfs->fs", weights, self.above[places] + np.maximum(away, 0.0))
            below = np.einsum("pfs,pfs->fs", weights, self.below[places] + np.maximum(-away, 0.0))
        return Usual(middle, above, below)

    def forget(self, places: IntArray) -> None:
        """Forget the series in some places."""
        for array in (self.middle, self.above, self.below, self.minutes):
            array[:, :, places] = 0.0
