"""SIGINT, SIGTERM and SIGHUP end a command at once and in order. Lives on the main thread."""

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Final, Self

# SIGHUP comes when the terminal closes; Windows has none.
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else ()))


class Stopped(BaseException):
    """A signal asked the program to end. No Exception, so that nothing on the way takes it for a failure."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Interrupts:
    """While the block runs, the first signal raises `Stopped` in the main thread; the following ones do nothing.

    Raising is what wakes a waiting system call (PEP 475), and the second signal must not disturb the cleaning up.
    `status` is the exit status when stopped; None means 128 + the number of the signal.
    """

    def __init__(self, *, status: int | None = None) -> None:
        self._status = status
        self._before: dict[signal.Signals, object] = {}
        self._is_stopping = False

    def __enter__(self) -> Self:
        for number in SIGNALS:
            # What is ignored from the start stays so: that is what nohup(1) is for, and `&` in a script.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._stop)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if not self._is_stopping:
            self._is_stopping = True
            raise Stopped(number)

    def guard(self, work: Callable[[], int]) -> int:
        """Run something and return its exit status, or the one for having been stopped."""
        try:
            return work()
        except Stopped as stopped:
            return 128 + stopped.number if self._status is None else self._status
