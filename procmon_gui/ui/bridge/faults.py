"""Keeps the program alive when its own code fails: logs the exception and hands its text to the window.

The hooks may be called on any thread; the signals reach a receiver on the window thread as queued events.
"""

import logging
import sys
import threading
import time
from collections import deque
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)

SAFE_MODE_FAULTS: Final = 20
WINDOW_S: Final = 60.0
_QT_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _to_log(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", text)


class Faults(QObject):
    """The last net under every slot and thread. `install` at start, `remove` at the end.

    Signals:
        fault_caught: one line that says what failed.
        safe_mode_needed: more than 20 faults within a minute; drawing should stop.
    """

    fault_caught = Signal(str)
    safe_mode_needed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times: deque[float] = deque(maxlen=SAFE_MODE_FAULTS + 1)
        self.count = 0

    def install(self) -> None:
        """Take over the hooks of the interpreter and the messages of Qt."""
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_to_log)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def on_exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        """Take one exception that nobody caught; any thread."""
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            sys.__excepthook__(kind, error, traceback)
            return
        log.error("an exception that nobody caught", exc_info=(kind, error, traceback))
        self.count += 1
        now_s = time.monotonic()
        self._times.append(now_s)
        self.fault_caught.emit(f"{kind.__name__}: {error}")
        if len(self._times) > SAFE_MODE_FAULTS and now_s - self._times[0] < WINDOW_S:
            self._times.clear()
            self.safe_mode_needed.emit()

    def _on_thread_exception(self, given: threading.ExceptHookArgs) -> None:
        error = given.exc_value if given.exc_value is not None else given.exc_type()
        self.on_exception(given.exc_type, error, given.exc_traceback)
