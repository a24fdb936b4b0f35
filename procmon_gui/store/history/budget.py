"""How much a recording writes a day, and how many beats it may keep to stay below a limit. Pure: it is told the time.

Beats hold counters, so one that is taken against the last that was kept has the right rates, however many lie between.
"""

from collections import deque
from typing import Final

from procmon_gui.domain.history import Pace

# Of so many beats one is kept, from all of them to the fewest.
STEPS: Final = (1, 2, 3, 5, 10)
_DAY_S: Final = 86_400.0
# What is written now and then, as when the log is written back, belongs to a longer stretch.
_STRETCH_S: Final = 3600.0
_NOTED_EVERY_S: Final = 10.0
# Before that nothing is said of a day, and not fewer are kept: the first minutes, with all names new, say little of it.
_TELLING_S: Final = 600.0
# How long it is looked before more are kept.
_LOOSEN_S: Final = 3600.0
# More are kept only where that leaves so much room below the limit, so that it does not change to and fro.
_LOOSENED_RATIO: Final = 0.8


class Budget:
    """Follows what one writer writes."""

    def __init__(self) -> None:
        self.kept_every = 1
        self._most_bytes = 0
        self._noted: deque[tuple[float, int]] = deque()  # seconds, bytes written by then

    def note(self, at_s: float, written_bytes: int, most_bytes_a_day: int) -> None:
        """Learn what was written up to now, all in all; what may be written a day is 0 where there is no limit."""
        if len(self._noted) > 1 and at_s - self._noted[-2][0] < _NOTED_EVERY_S:
            self._noted.pop()
        self._noted.append((at_s, written_bytes))
        while at_s - self._noted[0][0] > _STRETCH_S:
            self._noted.popleft()
        self._most_bytes = most_bytes_a_day
        kept_every = self._fitting()
        if kept_every != self.kept_every:
            # What was written at another pace tells nothing of this one.
            self.kept_every = kept_every
            self._noted = deque([self._noted[-1]])

    def pace(self) -> Pace:
        """Return what is known now."""
        return Pace(bytes_a_day=self._bytes_a_day(), most_bytes_a_day=self._most_bytes, kept_every=self.kept_every)

    def _stretch_s(self) -> float:
        return self._noted[-1][0] - self._noted[0][0] if self._noted else 0.0

    def _bytes_a_day(self) -> float | None:
        stretch_s = self._stretch_s()
        if stretch_s < _TELLING_S:
            return None
        return (self._noted[-1][1] - self._noted[0][1]) / stretch_s * _DAY_S

    def _fitting(self) -> int:
        """Return the step that fits; fewer beats are written with as much less, at best."""
        a_day, stretch_s = self._bytes_a_day(), self._stretch_s()
        if not self._most_bytes:
            return 1
        if a_day is None:
            return self.kept_every
        if a_day > self._most_bytes:
            fewer = [step for step in STEPS if step > self.kept_every]
            enough = [step for step in fewer if a_day * self.kept_every / step <= self._most_bytes]
            return (enough or fewer[-1:] or [self.kept_every])[0]
        if stretch_s >= _LOOSEN_S - _NOTED_EVERY_S:
            more = [step for step in STEPS if step < self.kept_every]
            fits = [step for step in more if a_day * self.kept_every / step <= _LOOSENED_RATIO * self._most_bytes]
            return (fits or [self.kept_every])[0]
        return self.kept_every
