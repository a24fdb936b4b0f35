"""When beats were, on an axis that never goes back, and between which of them nothing is known. Pure."""

from typing import Final

from procmon_gui.domain.reading import Reading

# A jump between two beats, beyond their pace, that is no lateness any more.
_GAP_MS: Final = 2000
_GAP_BEATS: Final = 2
# What even an eye that counts no missed beats does not take for one.
_LONG_MS: Final = 15_000


class Axis:
    """The beats of one memory in their order."""

    def __init__(self) -> None:
        self._last: Reading | None = None
        self._last_ms = 0
        self._step_ms = 0
        self._pace_ms = 0.0  # of one beat

    @property
    def last(self) -> Reading | None:
        """Return the last beat."""
        return self._last

    def place(self, reading: Reading) -> int:
        """Return the time of the next beat."""
        if self._last is None or reading.at_ms > self._last_ms:
            return reading.at_ms
        # The wall clock was set back: go on by what elapsed.
        return self._last_ms + max(1, (reading.monotonic_ns - self._last.monotonic_ns) // 1_000_000)

    def is_after_gap(self, reading: Reading, time_ms: int, *, is_first: bool, beats: int) -> bool:
        """Say whether nothing is known between the last beat and the next; `beats` of the pulse lie from one to the
        other, because some were left out on purpose.
        """
        last = self._last
        if last is None:
            return False
        step_ms = time_ms - self._last_ms
        if is_first or reading.suspended_ns - last.suspended_ns > _GAP_MS * 1_000_000:
            return True
        if step_ms - (reading.monotonic_ns - last.monotonic_ns) / 1e6 > _GAP_MS:
            return True  # the wall clock was set forward
        if reading.sequence <= last.sequence:
            return step_ms > _GAP_BEATS * self._step_ms + _GAP_MS  # another eye took its time to begin
        is_longer = step_ms > _GAP_BEATS * self._pace_ms * beats
        missed = reading.missed_beats - last.missed_beats
        return is_longer and (missed > _GAP_BEATS or step_ms > _LONG_MS * beats)

    def go_on(self, reading: Reading, time_ms: int, *, beats: int) -> None:
        """Take a beat as the last."""
        if self._last is not None:
            self._step_ms = time_ms - self._last_ms
            self._pace_ms = self._step_ms / beats
        self._last, self._last_ms = reading, time_ms
