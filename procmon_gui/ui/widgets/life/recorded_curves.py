"""Recorded curves over the same times, as charts, tables and files want them. Pure numpy, no Qt."""

from collections.abc import Mapping

import numpy as np

from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.reading import FloatArray, IntArray


class RecordedCurves:
    """Curves of one process or program by name; NaN is unknown.

    Attributes:
        at_ms: when each point was, ascending: a beat, or the middle of a step.
        steps_ms: how long the step of each point is; 0 of a beat.
        step_s: how long the longest step is; 0 where every point is a beat.
    """

    def __init__(self, curves: Mapping[str, Curve]) -> None:
        placed = {name: curve.at_ms + curve.step_ms // 2 for name, curve in curves.items()}
        none: IntArray = np.zeros(0, np.int64)
        self.at_ms: IntArray = np.unique(np.concatenate([none, *placed.values()]))
        self.steps_ms: IntArray = np.zeros(len(self.at_ms), np.int64)
        for name, curve in curves.items():
            places = np.searchsorted(self.at_ms, placed[name])
            self.steps_ms[places] = np.maximum(self.steps_ms[places], curve.step_ms)
        self.step_s = max((curve.step_ms for curve in curves.values()), default=0) / 1000
        self._mean = {name: self._spread(placed[name], curve.mean) for name, curve in curves.items()}
        self._most = {name: self._spread(placed[name], curve.most) for name, curve in curves.items() if curve.step_ms}

    def _spread(self, at_ms: IntArray, values: FloatArray) -> FloatArray:
        spread = np.full(len(self.at_ms), np.nan)
        spread[np.searchsorted(self.at_ms, at_ms)] = values
        return spread

    def __len__(self) -> int:
        return len(self.at_ms)

    @property
    def began_ms(self) -> IntArray:
        """Return when the step of each point began, as tables and files say it; a beat has no length."""
        return self.at_ms - self.steps_ms // 2

    def times(self) -> FloatArray:
        """Return the times in seconds UTC, ascending."""
        return self.at_ms / 1000

    def values(self, name: str) -> FloatArray:
        """Return one curve, as long as `times`: the value of a beat, or the mean of a step."""
        found = self._mean.get(name)
        return np.full(len(self.at_ms), np.nan) if found is None else found

    def most(self, name: str) -> FloatArray | None:
        """Return the greatest of each step; None where every point is a beat."""
        return self._most.get(name)

    def rises(self, name: str) -> bool:
        """Say whether a curve is known to be anything but zero."""
        return bool((self.values(name) > 0).any())

    def columns(self, *names: str) -> dict[str, FloatArray]:
        """Return these curves, each followed by the greatest of its steps where it has steps."""
        columns = {}
        for name in names:
            columns[name] = self.values(name)
            most = self.most(name)
            if most is not None:
                columns[f"{name}_most"] = most
        return columns
