"""Lets suspicion learn from every beat, also while another program judges; who judges keeps what was learned.

It is kept about once an hour, and when somebody else is to judge, or nobody. `beat` belongs to the sampler's thread,
all else to the worker of judgement, and `copy` to whoever lets no beat come in between.
"""

import logging
from collections.abc import Callable
from typing import Final, Protocol

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores

log = logging.getLogger(__name__)

_KEEP_EVERY_S: Final = 3600.0


class Learned(Protocol):
    """A copy of what was learned."""

    def to_bytes(self) -> bytes:
        """Return it as it is kept; takes a tenth of a second."""


class Learner(Protocol):
    """What is needed of `anomaly.suspicion.Suspicion`."""

    def beat(self, snapshot: Snapshot) -> Scores:
        """Take one beat, learn from it, and return how unusual it is."""

    def copy(self) -> Learned:
        """Return what was learned; on the thread that beats."""


class Shelf(Protocol):
    """Where what was learned outlasts a program. Only who judges may come here."""

    def newer(self) -> Learner | None:
        """Return who knows what another program has kept since; None where that is nothing new."""

    def keep(self, data: bytes) -> None:
        """Keep what was learned. Raises Unavailable."""

    def give_up(self) -> None:
        """Let nobody be asked what is usual any more; on the thread that beats."""


class Learning:
    """What is usual here, learned beat by beat."""

    def __init__(self, learner: Learner, tell: Callable[[Scores], None], shelf: Shelf, clock: Clock) -> None:
        """`tell` is given the scores of every beat."""
        self._learner = learner
        self._tell = tell
        self._shelf = shelf
        self._clock = clock
        self._kept_ns = clock.monotonic_ns()
        self._is_copy_wanted = False
        self._copy: Learned | None = None

    def beat(self, snapshot: Snapshot) -> Scores:
        """Learn from a beat and return how unusual it is."""
        try:
            scores = self._learner.beat(snapshot)
        except Exception:
            # What was found last is not found any more: nobody may hear it with every beat that follows.
            self._tell(Scores())
            self._shelf.give_up()
            raise
        self._tell(scores)
        if self._is_copy_wanted:
            self._copy, self._is_copy_wanted = self._learner.copy(), False
        return scores

    def begin(self) -> None:
        """Go on from what was kept last by who judged until now; it may have seen more."""
        newer = self._shelf.newer()
        if newer is not None:
            self._learner = newer
        self._is_copy_wanted, self._copy = False, None
        self._kept_ns = self._clock.monotonic_ns()

    def look_around(self) -> None:
        """Keep what was learned, if it is time."""
        copy, self._copy = self._copy, None
        if copy is not None:
            self.keep(copy)
        elif self._clock.monotonic_ns() - self._kept_ns > _KEEP_EVERY_S * 1e9:
            self._kept_ns = self._clock.monotonic_ns()
            self._is_copy_wanted = True

    def copy(self) -> Learned:
        """Return what was learned; no beat may come in between."""
        return self._learner.copy()

    def keep(self, copy: Learned) -> None:
        """Keep what was learned."""
        try:
            self._shelf.keep(copy.to_bytes())
        except Unavailable as error:
            log.info("What is usual can not be kept now: %s", error)
