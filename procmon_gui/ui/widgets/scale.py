"""How high a chart is: the value at its top, and how it grows. Pure."""

from collections.abc import Sequence
from typing import Final

FLOOR_BYTES_PER_S: Final = 1024.0**2


class StepScale:
    """Grows through given tops and stays at the last; a scale of one step is fixed."""

    def __init__(self, *tops: float) -> None:
        self._tops: Sequence[float] = tops
        self.top = tops[0]

    def reach(self, value: float) -> bool:
        """Grow until `value` fits; say whether the top changed. Unknown changes nothing."""
        before = self.top
        for top in self._tops:
            if value > self.top and top > self.top:
                self.top = top
        return self.top != before

    def reset(self) -> None:
        """Begin again at the lowest top."""
        self.top = self._tops[0]


class DoublingScale:
    """Grows by powers of two, for rates; never below its floor."""

    def __init__(self, floor: float = FLOOR_BYTES_PER_S) -> None:
        self._floor = floor
        self.top = floor

    def reach(self, value: float) -> bool:
        """Grow until `value` fits; say whether the top changed. Unknown changes nothing."""
        before = self.top
        while value > self.top and value != float("inf"):
            self.top *= 2
        return self.top != before

    def reset(self) -> None:
        """Begin again at the floor."""
        self.top = self._floor


Scale = StepScale | DoublingScale
