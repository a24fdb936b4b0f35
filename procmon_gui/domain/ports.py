"""The shapes of what the outer rooms hand to the inner ones."""

from typing import Protocol

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot


class Clock(Protocol):
    """Tells elapsed and wall time; tests hand in one that they move themselves."""

    def monotonic_ns(self) -> int:
        """Return a time that never goes back."""

    def utc_ms(self) -> int:
        """Return the wall time, whole milliseconds UTC: a label only."""


class Source(Protocol):
    """Something that yields readings, one a beat."""

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next reading; None when none came in time."""

    def look_at(self, attention: Attention) -> None:
        """Say what is being looked at from now on; may be called from any thread, returns at once."""

    def refresh(self) -> None:
        """Ask for one beat now, out of turn; may be called from any thread, returns at once."""

    def close(self) -> None:
        """Stop, within a second; may be called from any thread, wakes a waiting `read`."""


class SnapshotSink(Protocol):
    """Something that wants every snapshot."""

    def offer(self, snapshot: Snapshot) -> None:
        """Take one snapshot; must return at once and must not change it."""
