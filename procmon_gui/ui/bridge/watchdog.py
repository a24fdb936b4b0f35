"""Writes down where the window hangs: the stacks of all threads after two seconds without a sign of life.

A window in which nobody works is given seven. They go to the notebook of this process, which whoever starts next finds
where the window never answered again; else to standard error.
"""

import faulthandler
import io
import logging
import sys
import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from procmon_gui.domain.ports import Errand
from procmon_gui.engine.crash_watch import CrashWatch, crash_watch
from procmon_gui.ui.bridge.operation import Operation

log = logging.getLogger(__name__)

FREEZE_S: Final = 2.0
BEAT_MS: Final = 1000
# Each time the dump is put off, a thread ends and another begins: too much for every second while nobody looks.
UNUSED_S: Final = 5.0


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

    The dump is written by faulthandler's own thread, which needs no interpreter lock, so it comes while the window
    still hangs.

    Signals:
        freeze_ended: the window answers again; for how many seconds it did not.
    """

    freeze_ended = Signal(float)

    def __init__(self, parent: QObject | None = None, *, freeze_s: float = FREEZE_S) -> None:
        super().__init__(parent)
        self._freeze_s = freeze_s
        self._fed_at_s = time.monotonic()
        self._put_off_until_s = 0.0
        self._crash_watch = crash_watch()
        self._can_dump = self._crash_watch is not None or _has_descriptor()
        self.freezes = 0
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.feed)

    def start(self) -> None:
        """Begin to watch."""
        self._fed_at_s = time.monotonic()
        self._put_off_until_s = 0.0
        self._timer.start()
        self.feed()

    @Slot()
    def feed(self) -> None:
        """Say that the window lives."""
        now_s = time.monotonic()
        silent_s = now_s - self._fed_at_s
        self._fed_at_s = now_s
        if self._can_dump:
            self._put_off_dump(now_s)
        is_freeze = silent_s > self._freeze_s + BEAT_MS / 1000
        if is_freeze:
            self.freezes += 1
            log.warning("the window did not answer for %.1f s", silent_s)
            self.freeze_ended.emit(silent_s)
        if silent_s > self._freeze_s and self._crash_watch is not None:
            # Stacks may have been written, and would look like an end.
            Operation(_Keep(self._crash_watch, silent_s, is_told=is_freeze), owner=self).start()

    def _put_off_dump(self, now_s: float) -> None:
        is_in_use = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if is_in_use or now_s >= self._put_off_until_s:
            unused_s = 0.0 if is_in_use else UNUSED_S
            self._put_off_until_s = now_s + unused_s
            place = self._crash_watch.notebook if self._crash_watch is not None else sys.__stderr__ or sys.stderr
            faulthandler.dump_traceback_later(self._freeze_s + unused_s, file=place)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        if self._can_dump:
            faulthandler.cancel_dump_traceback_later()
        if self._crash_watch is not None:
            self._crash_watch.forget_hang()


def _has_descriptor() -> bool:
    stream = sys.__stderr__
    try:
        return stream is not None and stream.fileno() >= 0
    except (OSError, ValueError, io.UnsupportedOperation):
        return False
