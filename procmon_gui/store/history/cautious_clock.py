"""The wall clock, as far as it may be believed where something is deleted for its age. Pure but for the clock."""

from typing import Final

from procmon_gui.domain.ports import Clock

_DAY_NS: Final = 24 * 3600 * 1_000_000_000
# What time servers correct now and then, and what a busy machine is late.
_TOLERANCE_MS: Final = 60_000


class CautiousClock:
    """Tells a time that is never ahead for long: a clock that leaps ahead is believed once it has stood for a day.

    One wrong leap would otherwise delete all that was recorded. A clock that is set back is believed at once: what is
    deleted later than it could be costs nothing, and the limit of the size holds meanwhile.
    """

    def __init__(self, clock: Clock, newest_ms: int | None) -> None:
        """Begin; `newest_ms` is the newest beat of the history, beyond which nothing is known of the clock."""
        self._clock = clock
        now_ms = clock.utc_ms()
        self._offset_ms = min(now_ms, newest_ms if newest_ms is not None else now_ms) - self._elapsed_ms()
        self._ahead_since_ns: int | None = None

    def utc_ms(self) -> int:
        """Return the time that may be believed; ask now and then."""
        offset_ms, now_ns = self._clock.utc_ms() - self._elapsed_ms(), self._clock.monotonic_ns()
        if offset_ms <= self._offset_ms + _TOLERANCE_MS:
            self._offset_ms, self._ahead_since_ns = offset_ms, None
        elif self._ahead_since_ns is None:
            self._ahead_since_ns = now_ns
        elif now_ns - self._ahead_since_ns >= _DAY_NS:
            self._offset_ms, self._ahead_since_ns = offset_ms, None
        return self._elapsed_ms() + self._offset_ms

    def _elapsed_ms(self) -> int:
        return self._clock.monotonic_ns() // 1_000_000
