"""Lets somebody judge for as long as the settings want it. While they do not, nothing of it is made, and before they
first do nothing of it is loaded: it takes 17 MiB. What fired when somebody judged last, perhaps in another program, is
over then: what nobody judges may not look as if it fired.

It looks after the settings on a thread of its own. All may be called from any thread.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from typing import Final, Protocol

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.settings import SettingsStore, flag
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.bench import Bench

log = logging.getLogger(__name__)

KEY: Final = "alerts.enabled"
LOOK_S: Final = 2.0
_STOP_S: Final = 2.0
_OFF: Final = WorkerState("alerts", Health.OFF, "switched off in the settings")


class Judging(Protocol):
    """What is needed of `engine.judgement_worker.JudgementWorker`."""

    def start(self) -> None:
        """Begin, on a thread of its own."""

    def stop(self) -> bool:
        """Keep what happened, and end; False when that took too long."""

    def look_around(self) -> None:
        """Look at once for what may have changed."""


class Seat:
    """Whoever judges, or nobody."""

    def __init__(
        self,
        settings: SettingsStore,
        bench: Bench,
        sit_down: Callable[[], Judging],
        end_what_fires: Callable[[], None] = lambda: None,
    ) -> None:
        """`sit_down` makes who judges, and lets it hear the beats of the bench. `end_what_fires` ends what nobody
        judges, and raises Unavailable where that can not be done now. Both may wait for the disk.
        """
        self._settings = settings
        self._bench = bench
        self._sit_down = sit_down
        self._end_what_fires = end_what_fires
        self._has_ended = False
        self._judging: Judging | None = None
        self._thread: threading.Thread | None = None
        self._woken = threading.Event()
        self._is_stopping = False
        self._trouble = ""
        bench.explain(self._why_nobody)

    def start(self) -> None:
        """Begin, on a thread of its own."""
        if self._thread is None and not self._is_stopping:
            self._thread = threading.Thread(target=self._run, name="judgement seat", daemon=True)
            self._thread.start()

    def stop(self) -> bool:
        """Let what happened be kept, and end; False when that took too long."""
        self._is_stopping = True
        self._woken.set()
        if self._thread is not None:
            self._thread.join(_STOP_S)
            if self._thread.is_alive():
                return False  # who has just sat down does not begin any more
        return self._judging.stop() if self._judging is not None else True

    def look_around(self) -> None:
        """Look at once for what may have changed."""
        self._woken.set()
        judging = self._judging
        if judging is not None:
            judging.look_around()

    # ---- on the thread

    def _run(self) -> None:
        while not self._is_stopping:
            try:
                self._look()
                self._trouble = ""
            except Exception as error:
                # The root of the thread.
                words = f"{type(error).__name__}: {error}"
                if words != self._trouble:
                    log.exception("Nobody can judge")
                self._trouble = words
            self._woken.wait(LOOK_S)
            self._woken.clear()

    def _look(self) -> None:
        is_wanted = flag(self._settings, KEY)
        if is_wanted and self._judging is None:
            judging = self._sit_down()
            if not self._is_stopping:
                self._judging = judging
                judging.start()
        elif not is_wanted and self._judging is not None:
            judging, self._judging = self._judging, None
            if not judging.stop():
                log.warning("Whoever judged does not end in time and is left behind")
            self._bench.rise()
        if is_wanted:
            self._has_ended = False
        elif not self._has_ended:
            # Where the desk can not be written it is tried again.
            with contextlib.suppress(Unavailable):
                self._end_what_fires()
                self._has_ended = True

    def _why_nobody(self) -> WorkerState:
        if self._trouble:
            return WorkerState("alerts", Health.DEGRADED, self._trouble)
        return WorkerState("alerts", Health.OFF) if flag(self._settings, KEY) else _OFF
