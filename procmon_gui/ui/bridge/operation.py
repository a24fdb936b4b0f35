"""Runs slow work beside the window and brings what comes of it back to the window thread.

    Operation(work, owner=self).success(self.show_rows).failure(self.show_error).start()

Window thread only; the work itself runs on a thread of a `Pool`.
"""

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui.bridge.pool import OperationErrand, Pool, close_readers, readers

__all__ = ["Operation", "OperationErrand", "Pool", "close_readers", "readers"]

Result = TypeVar("Result")


class Operation(Generic[Result]):
    """One piece of slow work for one owner. The newest of an owner (and channel) wins: it cancels those before it.
    So what is repeated should not be started again while it `is_running`, or a slow answer never comes.

    What the work needs is given to it as values: it must hold no widget, and return none. Callbacks are called on the
    window thread, and not at all once the operation was cancelled or its owner is gone. An error of another kind than
    `ProcmonError` is a fault of the program: it goes to `sys.excepthook`, and the failure is told in a plain sentence.
    """

    def __init__(
        self,
        work: Callable[[OperationErrand], Result],
        *,
        owner: QObject,
        channel: str = "",
        pool: Pool | None = None,
    ) -> None:
        self._work = work
        self._channel = channel
        self._pool = pool
        self._owner = weakref.ref(owner)
        self._errand: OperationErrand | None = None
        self._is_over = False
        self._callbacks: dict[str, Callable[[], Callable[..., None] | None]] = {}

    def success(self, show: Callable[[Result], None]) -> Self:
        """Say who takes the result."""
        return self._call("success", show)

    def failure(self, show: Callable[[ProcmonError], None]) -> Self:
        """Say who takes the error; without it, errors of the world are dropped."""
        return self._call("failure", show)

    def progress(self, show: Callable[[int, int], None]) -> Self:
        """Say who is told (done, total) while the work goes on."""
        return self._call("progress", show)

    def part(self, show: Callable[[Any], None]) -> Self:
        """Say who takes the parts that the work hands on."""
        return self._call("part", show)

    def start(self) -> Self:
        """Begin, or wait for a free thread; returns at once. Window thread, and once only."""
        if self._errand is not None:
            raise RuntimeError("an operation is started once")
        self._pool = self._pool or readers()
        self._errand = self._pool.start(self)
        return self

    @property
    def is_running(self) -> bool:
        """Say whether something may still come of it."""
        return self._errand is not None and not self._is_over

    @property
    def work(self) -> Callable[[OperationErrand], Result]:
        """Return what is done beside the window."""
        return self._work

    @property
    def channel(self) -> str:
        """Return which operations of the owner this one replaces."""
        return self._channel

    @property
    def owner(self) -> QObject | None:
        """Return for whom it works; None when that is gone."""
        owner = self._owner()
        return owner if owner is not None and isValid(owner) else None

    def cancel(self) -> None:
        """Want nothing of it any more: no callback is called from here on. Harmless when it is over."""
        if self.is_running and self._pool is not None:
            self._pool.cancel(self)

    def finish(self) -> None:
        """Be over; the pool says so."""
        self._is_over = True

    def tell(self, kind: str, *values: object) -> None:
        """Call back, if there still is somebody who wants to know."""
        callback = self._callbacks.get(kind, _nobody)()
        if callback is None or self.owner is None:
            return
        receiver = getattr(callback, "__self__", None)
        if not isinstance(receiver, QObject) or isValid(receiver):
            callback(*values)

    def _call(self, kind: str, callback: Callable[..., None]) -> Self:
        # A strong reference to a method would keep a closed page alive for as long as the work hangs.
        is_method = hasattr(callback, "__self__") and hasattr(callback, "__func__")
        self._callbacks[kind] = weakref.WeakMethod(callback) if is_method else _Kept(callback)
        return self


@dataclass(frozen=True, slots=True)
class _Kept:
    callback: Callable[..., None]

    def __call__(self) -> Callable[..., None]:
        return self.callback


def _nobody() -> None:
    return None
