"""Writes down where the window hangs: the stack of its thread after two seconds without a sign of life.

It goes to the notebook of this process, which whoever starts next finds where the window never answered again.
"""

import faulthandler
import logging
import signal
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from procmon_gui.domain.ports import Errand
from procmon_gui.engine.crash_watch import CrashWatch, crash_watch
from procmon_gui.ui.bridge.operation import Operation

log = logging.getLogger(__name__)

FREEZE_S: Final = 2.0
BEAT_MS: Final = 1000


class _Keep:
    def __init__(self, watch: CrashWatch, silent_s: float, *, is_told: bool) -> None:
        self._watch = watch
        self._silent_s = silent_s
        self._is_told = is_told

    def __call__(self, _errand: Errand) -> None:
        if self._is_told:
            self._watch.keep_hang(self._silent_s)
        else:
            self._watch.forget_hang()


class Watchdog(QObject):
    """Lives on the window thread and must be fed by its loop.

    The kernel sends SIGALRM when it was not fed, and faulthandler's handler writes from within the thread that hangs,
    so it needs no interpreter lock. Walking through the stacks of other threads while these go on, as
    `faulthandler.dump_traceback_later` does, crashes the program now and then.

    Signals:
        freeze_ended: the window answers again; for how many seconds it did not.
    """

    freeze_ended = Signal(float)

    def __init__(self, parent: QObject | None = None, *, freeze_s: float = FREEZE_S) -> None:
        super().__init__(parent)
        self._freeze_s = freeze_s
        self._fed_at_s = time.monotonic()
        self._crash_watch = crash_watch()
        # Windows has no such signal: there it is only told that it hung.
        self._can_dump = self._crash_watch is not None and hasattr(signal, "setitimer")
        self.freezes = 0
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.feed)

    def start(self) -> None:
        """Begin to watch."""
        if self._can_dump and self._crash_watch is not None:
            faulthandler.register(signal.SIGALRM, file=self._crash_watch.notebook, all_threads=False)
        self._fed_at_s = time.monotonic()
        self._timer.start()
        self.feed()

    @Slot()
    def feed(self) -> None:
        """Say that the window lives."""
        now_s = time.monotonic()
        silent_s = now_s - self._fed_at_s
        self._fed_at_s = now_s
        if self._can_dump:
            signal.setitimer(signal.ITIMER_REAL, self._freeze_s)
        is_freeze = silent_s > self._freeze_s + BEAT_MS / 1000
        if is_freeze:
            self.freezes += 1
            log.warning("the window did not answer for %.1f s", silent_s)
            self.freeze_ended.emit(silent_s)
        if silent_s > self._freeze_s and self._crash_watch is not None:
            # A stack may have been written, and would look like an end.
            Operation(_Keep(self._crash_watch, silent_s, is_told=is_freeze), owner=self).start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        if self._can_dump:
            signal.setitimer(signal.ITIMER_REAL, 0)
            faulthandler.unregister(signal.SIGALRM)
        if self._crash_watch is not None:
            self._crash_watch.forget_hang()
