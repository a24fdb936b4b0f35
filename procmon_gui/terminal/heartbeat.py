"""What the verbs need of the heartbeat, and who says what keeps it away."""

import time
from collections.abc import Iterable
from typing import Final, Protocol

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.terminal.request import complain

# Without the beat that is due for this long, a command with an end says so and ends.
PATIENCE_S: Final = 30.0
AILING: Final = frozenset({Health.STALLED, Health.DEGRADED})


class Heartbeat(Protocol):
    """What is needed of `engine.Pulse`."""

    def beat(self, timeout_s: float) -> Snapshot | None:
        """Return the next snapshot; None when none came in time."""

    def refresh(self) -> None:
        """Ask for one beat now."""

    def look_at(self, attention: Attention) -> None:
        """Say what is being looked at, and how often."""

    def workers(self) -> tuple[WorkerState, ...]:
        """Return how the parts do."""

    def rights(self) -> Rights:
        """Return how much may be seen."""

    def close(self) -> None:
        """Stop."""


class BeatWatch:
    """Says on standard error what keeps the beats away, once for each trouble."""

    def __init__(self, heartbeat: Heartbeat, *, has_end: bool, interval_s: float = 0.0) -> None:
        """Watch beats that come every so many seconds; 0 where others decide that."""
        self._heartbeat = heartbeat
        self._has_end = has_end
        self._interval_s = interval_s
        self._said: set[str] = set()
        self._last_beat_s = time.monotonic()

    def look(self, snapshot: Snapshot | None) -> None:
        """Note a beat, or its absence; raises Unavailable when there is no hope left for one."""
        if snapshot is not None:
            self._last_beat_s = time.monotonic()
            self._interval_s = max(self._interval_s, snapshot.elapsed_s)
            self._say(f"Note: {note.text}" for note in snapshot.notes)
            return
        states = [state for state in self._heartbeat.workers() if state.health in AILING]
        self._say(f"{state.name} is {state.health.value}: {state.detail}" for state in states)
        patience_s = PATIENCE_S + self._interval_s
        if self._has_end and time.monotonic() - self._last_beat_s > patience_s:
            raise Unavailable(f"No sample came within {patience_s:.0f} seconds.")

    def _say(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            if sentence not in self._said:
                self._said.add(sentence)
                complain(sentence)
