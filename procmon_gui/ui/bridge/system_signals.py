"""Turns SIGTERM, SIGINT and SIGHUP into a Qt signal: a Python handler alone never runs while the Qt loop is idle."""

import contextlib
import os
import signal
import socket
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

# SIGHUP comes when the terminal closes from which the program was started; Windows has none.
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else ()))


def _heard() -> list[signal.Signals]:
    """Return those that are not ignored from the start: that is what nohup(1) is for, and `&` in a script."""
    return [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]


def go_at_once() -> None:
    """Until there are `SystemSignals`, end quietly where the program stands: nothing can be lost yet."""
    for number in _heard():
        signal.signal(number, _go)


def _go(number: int, frame: FrameType | None) -> None:
    os._exit(0)


def _ignore(number: int, frame: FrameType | None) -> None:
    """Do nothing: the byte that Python writes to the wake-up socket is what counts."""


class SystemSignals(QObject):
    """Listens for as long as it lives, or until `close`. Make one, on the window thread.

    Signals:
        quit_asked: the system or the terminal wants the program to end.
    """

    quit_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, self._pythons = socket.socketpair()
        self._ours.setblocking(False)
        self._pythons.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        self._before_fd = signal.set_wakeup_fd(self._pythons.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _ignore) for number in _heard()}

    @Slot()
    def _on_readable(self) -> None:
        numbers = b""
        with contextlib.suppress(BlockingIOError):
            numbers = self._ours.recv(64)
        if any(number in numbers for number in _SIGNALS):
            self.quit_asked.emit()

    def close(self, *, is_ending: bool = False) -> None:
        """Give the signals back to who had them before.

        When the program is ending, nobody gets them: one more signal on its last steps would make a failure of it.
        """
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_IGN if is_ending else handler)
        self._ours.close()
        self._pythons.close()
