"""What is held from the question to the end. Any thread: it may be let go while a worker still acts on it."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from procmon_gui.control.body import Grip
from procmon_gui.control.trace import Trace
from procmon_gui.domain.actions import Action, ActionResult, Lost, Target


@dataclass(slots=True)
class Acted:
    """What was done to one of them last: what came of it, when, and where that is kept."""

    action: Action
    result: ActionResult
    trace: Trace
    at_s: float = field(default_factory=time.monotonic)


class HeldProcesses:
    """A `domain.actions.Held`. It is let go when nobody uses it any more."""

    def __init__(self, grips: Sequence[Grip], targets: Sequence[Target], lost: Sequence[Lost]) -> None:
        self.grips = tuple(grips)
        self._targets = tuple(targets)
        self._lost = tuple(lost)
        self.acted: dict[int, Acted] = {}
        self._guard = threading.Lock()
        self._user_count = 0
        self._is_acting = False
        self._is_closed = False

    @property
    def targets(self) -> Sequence[Target]:
        """Return who is held, in the order in which they are acted upon."""
        return self._targets

    @property
    def lost(self) -> Sequence[Lost]:
        """Return who could not be held."""
        return self._lost

    def close(self) -> None:
        """Let go, now or when the last one who uses it is done."""
        with self._guard:
            self._is_closed = True
            if not self._user_count:
                self._let_go()

    @contextlib.contextmanager
    def in_use(self) -> Iterator[Sequence[Grip]]:
        """Keep the descriptors open for a block; nobody is in there any more where they were let go."""
        with self._guard:
            grips = () if self._is_closed else self.grips
            self._user_count += 1
        try:
            yield grips
        finally:
            with self._guard:
                self._user_count -= 1
                if self._is_closed and not self._user_count:
                    self._let_go()

    @contextlib.contextmanager
    def acting(self) -> Iterator[bool]:
        """Say whether nobody else acts on it now; two clicks are one order."""
        with self._guard:
            is_first = not self._is_acting
            self._is_acting = True
        try:
            yield is_first
        finally:
            if is_first:
                with self._guard:
                    self._is_acting = False

    def _let_go(self) -> None:
        for grip in self.grips:
            grip.close()
