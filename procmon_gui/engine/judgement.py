"""Judges every beat: a `SnapshotSink` of the pulse. What comes of it goes to a thread of its own (`judgement_worker`).

On the sampler's thread it waits for nobody but the worker, which holds the judge for a moment when rules change.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from procmon_gui.domain.alerts import AlertEvent
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores
from procmon_gui.engine.judging import BeatJudge, Suspicious

log = logging.getLogger(__name__)

T = TypeVar("T")

# What can wait for a disk: some hours of a storm. What comes after it is counted, and set right later.
MOST_EVENTS: Final = 20_000


class Judgement:
    """The judge, while this program is the one that judges; and the way of its events to who keeps them."""

    def __init__(self, clock: Clock, unkept_s: Callable[[], float] = lambda: 0.0) -> None:
        """`unkept_s` says at once for how long beats could not be kept on disk, though they should be."""
        self._clock = clock
        self._unkept_s = unkept_s
        self._suspicion: Suspicious | None = None
        self._judging = threading.Lock()
        self._judge: BeatJudge | None = None
        self._changed = threading.Condition()
        self._events: deque[AlertEvent] = deque()
        self._lost_count = 0
        self._is_awake = False
        self._last_beat_ns: int | None = None
        self._last_ms = 0

    # ---- on the sampler's thread

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Judge one beat."""
        self._last_beat_ns = self._clock.monotonic_ns()
        self._last_ms = snapshot.at_ms
        if self._judge is None and self._suspicion is None:
            return
        with self._judging:
            scores = self._scores(snapshot)
            if self._judge is not None:
                self._tell(self._judge.beat(snapshot, scores, unkept_s=self._unkept_s()))

    def _scores(self, snapshot: Snapshot) -> Scores | None:
        suspicion = self._suspicion
        if suspicion is None:
            return None
        try:
            return suspicion.beat(snapshot)
        except Exception:
            # A mistake of ours in what is unusual must not keep rules from being judged.
            log.exception("What is usual is not learned any more")
            self._suspicion = None
            return None

    # ---- on the worker's thread

    @property
    def is_judging(self) -> bool:
        """Say whether there is a judge."""
        return self._judge is not None

    @property
    def lost_count(self) -> int:
        """Return how many events were dropped because nobody could keep them."""
        return self._lost_count

    @property
    def silent_s(self) -> float | None:
        """Return for how long no beat came; None before the first."""
        if self._last_beat_ns is None:
            return None
        return (self._clock.monotonic_ns() - self._last_beat_ns) / 1e9

    @property
    def last_ms(self) -> int:
        """Return the label of the last beat."""
        return self._last_ms

    def suspect(self, suspicion: Suspicious | None) -> None:
        """Let somebody say of every beat from the next on how unusual it is; None for nobody."""
        with self._judging:
            self._suspicion = suspicion

    def begin(self, judge: BeatJudge) -> None:
        """Let somebody judge from the next beat on."""
        with self._judging:
            self._judge = judge

    def ask(self, question: Callable[[BeatJudge], Iterable[AlertEvent]]) -> None:
        """Do something with the judge between two beats; what comes of it goes the way of all events."""
        with self._judging:
            if self._judge is not None:
                self._tell(tuple(question(self._judge)))

    def now(self) -> JudgedNow | None:
        """Return how the rules are doing, None where nobody judges; any thread that may wait for a beat."""
        with self._judging:
            return self._judge.now() if self._judge is not None else None

    def between_beats(self, work: Callable[[], T]) -> T:
        """Do something that no beat may disturb, and that takes a moment only."""
        with self._judging:
            return work()

    def end(self) -> None:
        """Let nobody judge any more."""
        with self._judging:
            self._judge = None

    def wait(self, limit_s: float) -> None:
        """Wait until there are events, or somebody wakes who waits."""
        with self._changed:
            self._changed.wait_for(lambda: self._events or self._is_awake, limit_s)
            self._is_awake = False

    def wake(self) -> None:
        """Let who waits look around; any thread."""
        with self._changed:
            self._is_awake = True
            self._changed.notify_all()

    def take(self) -> Sequence[AlertEvent]:
        """Return the events that were not taken yet, in their order."""
        with self._changed:
            taken, self._events = tuple(self._events), deque()
        return taken

    def _tell(self, events: Sequence[AlertEvent]) -> None:
        if not events:
            return
        with self._changed:
            room = max(0, MOST_EVENTS - len(self._events))
            self._events.extend(events[:room])
            self._lost_count += len(events) - min(room, len(events))
            self._changed.notify_all()
