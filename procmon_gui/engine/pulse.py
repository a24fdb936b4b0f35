"""One beat: ask the source for a reading, understand it, tell the listeners.

Lives on the thread that calls `beat` (the sampler's); `look_at`, `look_for`, `look_also`, `refresh`, `close` and
`workers` may be called from any.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from procmon_gui.domain.attention import Attention, together
from procmon_gui.domain.derive import derive
from procmon_gui.domain.ports import Clock, SnapshotSink, Source
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health, WorkerState

log = logging.getLogger(__name__)

# 3 beats, not 1: a beat that is a little late is no news.
STALLED_AFTER_BEATS: Final = 3


class WatchedSource(Source, Protocol):
    """A source that can tell how its workers are doing and what they may see; all of it from any thread."""

    def workers(self) -> tuple[WorkerState, ...]:
        """Return the state of each worker behind the source."""

    def rights(self) -> Rights:
        """Return how much the source may see."""

    def ask_for_everything(self) -> None:
        """Ask for more rights; returns at once, `rights` tells what came of it."""


class Listener:
    """A sink and what became of it: one that raises is counted and shown, and never stops the others."""

    def __init__(self, name: str, sink: SnapshotSink) -> None:
        self.name = name
        self.sink = sink
        self.failure_count = 0
        self.last_failure = ""

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Hand over a beat; whatever is raised stays here."""
        try:
            self.sink.offer(reading, snapshot)
        except Exception as error:
            self.failure_count += 1
            failure = f"{type(error).__name__}: {error}"
            if failure != self.last_failure:
                log.exception("The listener %s failed", self.name)
            self.last_failure = failure

    def state(self) -> WorkerState:
        """Tell how the listener is doing."""
        if not self.failure_count:
            return WorkerState(self.name, Health.OK)
        return WorkerState(self.name, Health.DEGRADED, f"failed {self.failure_count} times, last: {self.last_failure}")


class Pulse:
    """Turns the readings of one source into snapshots, and offers each to the listeners in their order."""

    def __init__(
        self,
        source: WatchedSource,
        *,
        clock: Clock,
        listeners: Iterable[tuple[str, SnapshotSink]] = (),
        others: Iterable[Callable[[], WorkerState]] = (),
    ) -> None:
        """`others` tell how workers are doing that stand behind the listeners."""
        self._source = source
        self._other_workers = tuple(others)
        self._clock = clock
        self._listeners: Sequence[Listener] = tuple(Listener(name, sink) for name, sink in listeners)
        self._previous: Reading | None = None
        self._before_sockets: Reading | None = None
        self._attention = Attention()
        self._others: Sequence[Attention] = ()
        self._also: Attention | None = None
        self._wishing = threading.Lock()  # what the source is told last is what was wished last
        self._last_call_ns: int | None = None

    def beat(self, timeout_s: float) -> Snapshot | None:
        """Wait for the next reading and return what it means; None when none came in time."""
        self._last_call_ns = self._clock.monotonic_ns()
        reading = self._source.read(timeout_s)
        self._last_call_ns = self._clock.monotonic_ns()
        if reading is None:
            return None
        if self._previous is not None and self._previous.sockets_ns != reading.sockets_ns:
            self._before_sockets = self._previous
        snapshot = derive(self._previous, reading, before_sockets=self._before_sockets)
        self._previous = reading
        for listener in self._listeners:
            listener.offer(reading, snapshot)
        return snapshot

    def look_at(self, attention: Attention) -> None:
        """Say what is being looked at, and how often."""
        with self._wishing:
            self._attention = attention
            self._tell_wishes()

    def look_for(self, others: Sequence[Attention]) -> None:
        """Say what others look at, who hear every beat beside its owner: how often it beats is not theirs to say."""
        with self._wishing:
            self._others = others
            self._tell_wishes()

    def look_also(self, attention: Attention) -> None:
        """Say what is looked at besides, for somebody who hears every beat in this program."""
        with self._wishing:
            self._also = attention
            self._tell_wishes()

    def _tell_wishes(self) -> None:
        also = () if self._also is None else (self._also,)
        self._source.look_at(together(self._attention, (*self._others, *also)))

    @property
    def interval_s(self) -> float:
        """Return the time between two beats that was asked for."""
        return self._attention.interval_s

    def refresh(self) -> None:
        """Ask for one beat now, out of turn."""
        self._source.refresh()

    def rights(self) -> Rights:
        """Return how much of the machine is seen."""
        return self._source.rights()

    def ask_for_everything(self) -> None:
        """Ask for more rights for the eye alone; returns at once."""
        self._source.ask_for_everything()

    def close(self) -> None:
        """Stop: a waiting `beat` returns None."""
        self._source.close()

    def workers(self) -> tuple[WorkerState, ...]:
        """Return the state of the sampler, of what is behind the source, and of each listener."""
        return (
            self._sampler_state(),
            *self._source.workers(),
            *(listener.state() for listener in self._listeners),
            *(tell() for tell in self._other_workers),
        )

    def _sampler_state(self) -> WorkerState:
        if self._last_call_ns is None:
            return WorkerState("sampler", Health.OFF, "not started")
        silent_s = (self._clock.monotonic_ns() - self._last_call_ns) / 1e9
        # `beat` is called again after each time-out, so a silence longer than this means that the loop hangs.
        if silent_s > max(5.0, STALLED_AFTER_BEATS * self._attention.interval_s):
            return WorkerState("sampler", Health.STALLED, f"silent for {silent_s:.0f} s")
        return WorkerState("sampler", Health.OK)
