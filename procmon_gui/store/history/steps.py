"""Values over time as curves: of beats where there are few, else in steps that keep least and most. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.store.history.sums import NOTHING, Sums, by_key, merged, stacked


@dataclass(frozen=True, slots=True, eq=False)
class BeatValues:
    """One value a beat, oldest first; `follows` says that a beat comes right after the one before."""

    at_ms: IntArray
    values: FloatArray
    follows: BoolArray


NO_BEATS = BeatValues(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.bool_))


def joined_beats(parts: Sequence[BeatValues]) -> BeatValues:
    """Return parts that come one after the other as one."""
    every = [NO_BEATS, *parts]
    return BeatValues(
        np.concatenate([part.at_ms for part in every]),
        np.concatenate([part.values for part in every]),
        np.concatenate([part.follows for part in every]),
    )


@dataclass(slots=True, eq=False)
class Steps:
    """Sums by when they began, in parts that come in any order."""

    at_ms: list[IntArray] = field(default_factory=lambda: [np.zeros(0, np.int64)])
    sums: list[Sums] = field(default_factory=lambda: [NOTHING])

    def add(self, at_ms: IntArray, sums: Sums) -> None:
        """Add some."""
        self.at_ms.append(at_ms)
        self.sums.append(sums)

    def add_beats(self, beats: BeatValues) -> None:
        """Add values of beats, each for itself."""
        known = ~np.isnan(beats.values)
        self.add(beats.at_ms, Sums(known.astype(np.int64), np.nan_to_num(beats.values), beats.values, beats.values))

    def together(self, step_ms: int) -> tuple[IntArray, Sums]:
        """Return one row for each step, in the order of time.

        Least and most are NaN where those of a part were not kept.
        """
        order, begins, keys = by_key(np.concatenate(self.at_ms) // step_ms)
        sums = stacked(self.sums)
        steps = merged(sums, order, begins)
        # The least of the rest is not the least of the step.
        least, most = (
            np.where(np.logical_or.reduceat((np.isnan(parts) & (sums.count > 0))[order], begins), np.nan, merged_parts)
            for parts, merged_parts in ((sums.least, steps.least), (sums.most, steps.most))
        )
        return keys * step_ms, replace(steps, least=least, most=most)

    def curve(self, step_ms: int) -> Curve:
        """Return a curve in steps; where one is missing the line breaks."""
        at_ms, sums = self.together(step_ms)
        return stepped_curve(at_ms, sums.mean, sums.least, sums.most, step_ms)


def stepped_curve(at_ms: IntArray, mean: FloatArray, least: FloatArray, most: FloatArray, step_ms: int) -> Curve:
    """Return a curve of steps in the order of time; where one is missing the line breaks."""
    after = np.flatnonzero(np.diff(at_ms) > step_ms) + 1
    breaks = at_ms[after - 1] + step_ms
    mean, least, most = (np.insert(values, after, np.nan) for values in (mean, least, most))
    return Curve(at_ms=np.insert(at_ms, after, breaks), mean=mean, least=least, most=most, step_ms=step_ms)


def beats_curve(beats: BeatValues, points: int, step_ms: int) -> Curve:
    """Return a curve of beats: each of them where there are few, else in steps."""
    if len(beats.at_ms) > 2 * points:
        steps = Steps()
        steps.add_beats(beats)
        return steps.curve(step_ms)
    after = np.flatnonzero(~beats.follows)
    after = after[after > 0]
    middles = (beats.at_ms[after - 1] + beats.at_ms[after]) // 2
    values = np.insert(beats.values, after, np.nan)
    return Curve(at_ms=np.insert(beats.at_ms, after, middles), mean=values, least=values, most=values)
