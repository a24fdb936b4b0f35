"""One thread that does one thing after another, and is there only once there is something to do."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Final

log = logging.getLogger(__name__)

THREAD_NAME: Final = "settings"


class Errands:
    """A queue of work that may wait for a disk. `ask` and `close` belong to one thread."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def ask(self, work: Callable[[], None]) -> None:
        """Do this soon; once, if it waits already."""
        with self._changed:
            if self._is_closed or work in self._waiting:
                return
            self._waiting.append(work)
            self._changed.notify_all()
        if self._thread is None:
            # A daemon: a disk that hangs in the kernel must not keep the program from ending.
            self._thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)
            self._thread.start()

    def close(self, timeout_s: float) -> bool:
        """Do what waits and stop; return whether that was done in time."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._has_turn)
                if not self._waiting:
                    return
                work = self._waiting.popleft()
            try:
                work()
            except Exception:  # the root of this thread
                log.exception("Something about the settings failed")

    def _has_turn(self) -> bool:
        return bool(self._waiting) or self._is_closed
