"""The real clock. Everything that needs time is handed one, so that tests can hand in their own."""

import time


class SystemClock:
    """Elapsed time from CLOCK_MONOTONIC, labels from the wall clock."""

    def monotonic_ns(self) -> int:
        """Return a time that never goes back, whatever is done to the wall clock."""
        return time.monotonic_ns()

    def utc_ms(self) -> int:
        """Return the wall time, whole milliseconds UTC."""
        return time.time_ns() // 1_000_000
