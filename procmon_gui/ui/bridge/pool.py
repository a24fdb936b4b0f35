"""Threads that work for the window, and the way back to the window thread; see `operation`.

Two of them read. Those of the hands are others, because what they do may wait for a password, for minutes.

The threads are daemons that live while there is work, and a little longer, because the window waits until a new one has
begun, and who drags through the past has the next wish soon. One that hangs in the kernel is left behind and keeps
nobody from quitting. Only `Pool._work` and what it calls runs on them.
"""

import contextlib
import logging
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from procmon_gui.domain.errors import Cancelled, ProcmonError, Unavailable

log = logging.getLogger(__name__)

POOL_SIZE: Final = 2
HANDS_SIZE: Final = 3
PROGRESS_EVERY_S: Final = 0.1
# Work that was cancelled and does not come back for so long hangs; another thread may take its place.
STUCK_S: Final = 2.0
MAX_LEFT_BEHIND: Final = 2
CLOSE_S: Final = 0.5
IDLE_S: Final = 0.2


class OperationErrand:
    """What the work of an operation is given: an `Errand` that can also hand on parts of the result.

    Its methods are called on the thread that works.
    """

    def __init__(self, post: Callable[[str, object], None]) -> None:
        self._post = post
        self._is_cancelled = False
        self._told_at_s = -PROGRESS_EVERY_S
        self.cancelled_at_s: float | None = None

    def is_cancelled(self) -> bool:
        """Return whether nobody waits any longer."""
        return self._is_cancelled

    def check(self) -> None:
        """Raise Cancelled when nobody waits any longer."""
        if self._is_cancelled:
            raise Cancelled

    def tell_progress(self, done: int, total: int) -> None:
        """Say how far the work is; the window hears of it ten times a second at most."""
        now_s = time.monotonic()
        if now_s - self._told_at_s >= PROGRESS_EVERY_S:
            self._told_at_s = now_s
            self._post("progress", (done, total))

    def hand_on(self, part: object) -> None:
        """Give a part of the result to the window now; parts come in order and before the success."""
        self._post("part", part)

    def cancel(self) -> None:
        """Ask the work to stop; any thread."""
        if not self._is_cancelled:
            self.cancelled_at_s = time.monotonic()
            self._is_cancelled = True


class Asked(Protocol):
    """What a pool needs of an `Operation`. Window thread, but for `work`."""

    @property
    def work(self) -> Callable[[OperationErrand], object]:
        """Return what is to be done beside the window."""

    @property
    def channel(self) -> str:
        """Return which of the owner's operations the newest one replaces."""

    @property
    def owner(self) -> QObject | None:
        """Return for whom it works; None when that is gone."""

    def finish(self) -> None:
        """Be over."""

    def tell(self, kind: str, *values: object) -> None:
        """Call back."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class _Job:
    """The part of an operation that crosses to the thread that works."""

    work: Callable[[OperationErrand], object]
    errand: OperationErrand = field(init=False)


class Pool(QObject):
    """At most two threads that work for operations, and the way back to the window thread.

    Signals:
        _mail_came: something lies in the outbox. Emitted by the threads that work, heard on the window thread.
    """

    _mail_came = Signal()

    def __init__(
        self, parent: QObject | None = None, *, name: str = "reader", size: int = POOL_SIZE, stuck_s: float = STUCK_S
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._stuck_s = stuck_s
        # Window thread only.
        self._operations: dict[_Job, Asked] = {}
        self._tied: weakref.WeakSet[QObject] = weakref.WeakSet()
        # Guards everything below; held for moments only.
        self._lock = threading.Lock()
        self._all_ended = threading.Condition(self._lock)
        self._work_came = threading.Condition(self._lock)
        self._queue: deque[_Job] = deque()
        self._running: set[_Job] = set()
        self._outbox: deque[tuple[_Job, str, object]] = deque()
        self._thread_count = 0
        self._is_closed = False
        self._mail_came.connect(self._on_mail, Qt.ConnectionType.QueuedConnection)
        self._stuck_timer = QTimer(self)
        self._stuck_timer.setSingleShot(True)
        self._stuck_timer.timeout.connect(self._on_stuck)
        self._sweep_timer = QTimer(self)
        self._sweep_timer.setSingleShot(True)
        self._sweep_timer.timeout.connect(self._on_sweep)

    @property
    def is_closed(self) -> bool:
        """Say whether it takes no more work."""
        return self._is_closed

    @property
    def thread_count(self) -> int:
        """Return how many threads it has now, those that hang included."""
        return self._thread_count

    # ---- the window's side

    def start(self, operation: Asked) -> OperationErrand:
        """Take over an operation; those of the same owner and channel before it are cancelled."""
        owner = operation.owner
        if owner is None:
            raise RuntimeError("an operation needs an owner that lives")
        for older in [one for one in self._operations.values() if one.channel == operation.channel]:
            if older.owner is owner:
                self.cancel(older)
        job = _Job(operation.work)
        job.errand = OperationErrand(_Poster(self, job))
        if owner not in self._tied:
            self._tied.add(owner)
            owner.destroyed.connect(self._on_owner_destroyed)
        if self._is_closed:
            operation.finish()
            return job.errand
        self._operations[job] = operation
        with self._lock:
            self._queue.append(job)
        self._start_threads()
        return job.errand

    def cancel(self, operation: Asked) -> None:
        """Want nothing of an operation any more."""
        operation.finish()
        for job in [job for job, one in self._operations.items() if one is operation]:
            del self._operations[job]
            self._stop(job)

    def close(self, limit_s: float = CLOSE_S) -> bool:
        """Stop for good; False when some work hangs and was left behind."""
        for operation in list(self._operations.values()):
            self.cancel(operation)
        self._stuck_timer.stop()
        self._sweep_timer.stop()
        with self._all_ended:
            self._is_closed = True
            self._queue.clear()
            self._work_came.notify_all()
            has_ended = self._all_ended.wait_for(self._has_no_threads, timeout=limit_s)
            outbox, self._outbox = self._outbox, deque()
        outbox.clear()
        if not has_ended:
            log.warning("%d piece(s) of work hang and are left behind", self._thread_count)
        return has_ended

    def _stop(self, job: _Job) -> None:
        job.errand.cancel()
        with self._lock:
            if job in self._queue:
                self._queue.remove(job)
            is_running = job in self._running
        if is_running and not self._stuck_timer.isActive():
            self._stuck_timer.start(round(self._stuck_s * 1000) + 1)

    def _has_no_threads(self) -> bool:
        return self._thread_count == 0

    @Slot()
    def _on_mail(self) -> None:
        # Not more than what lies there now: the window must come to its other events in between.
        for _ in range(len(self._outbox)):
            with self._lock:
                if not self._outbox:
                    return
                job, kind, value = self._outbox.popleft()
            operation = self._operations.get(job)
            if operation is None:
                continue
            try:
                self._deliver(job, operation, kind, value)
            except Exception as error:  # noqa: BLE001 - a page that fails must not keep the others from their results
                sys.excepthook(type(error), error, error.__traceback__)
        if self._outbox:
            self._mail_came.emit()

    def _deliver(self, job: _Job, operation: Asked, kind: str, value: object) -> None:
        if kind == "part":
            operation.tell("part", value)
        elif kind == "progress" and isinstance(value, tuple):
            operation.tell("progress", *value)
        else:
            del self._operations[job]
            operation.finish()
            self._deliver_end(operation, kind, value)

    def _deliver_end(self, operation: Asked, kind: str, value: object) -> None:
        if kind == "success":
            operation.tell("success", value)
        elif isinstance(value, ProcmonError):
            operation.tell("failure", value)
        elif isinstance(value, BaseException):
            sys.excepthook(type(value), value, value.__traceback__)
            operation.tell("failure", Unavailable(_fault_sentence()))

    @Slot()
    def _on_owner_destroyed(self) -> None:
        # The owner is still half there; a moment later it is not.
        self._sweep_timer.start(0)

    @Slot()
    def _on_sweep(self) -> None:
        for operation in list(self._operations.values()):
            if operation.owner is None:
                self.cancel(operation)

    @Slot()
    def _on_stuck(self) -> None:
        self._start_threads()
        if self._queue:
            self._stuck_timer.start()

    # ---- threads

    def _start_threads(self) -> None:
        with self._lock:
            self._work_came.notify_all()
            while self._thread_count < min(self._allowed(), len(self._running) + len(self._queue)):
                self._thread_count += 1
                try:
                    threading.Thread(target=self._work, name=f"procmon-{self._name}", daemon=True).start()
                except RuntimeError:  # the system allows no more threads
                    self._thread_count -= 1
                    self._give_up()
                    return

    def _give_up(self) -> None:
        """Fail what waits when nobody is there to do it. Call with the lock."""
        while self._queue and not self._thread_count:
            self._post((self._queue.popleft(), "failure", Unavailable(_no_thread_sentence())))

    def _allowed(self) -> int:
        """Return how many threads there may be: two, and one in place of each that hangs. Call with the lock."""
        now_s = time.monotonic()
        stuck = sum(
            1
            for job in self._running
            if job.errand.cancelled_at_s is not None and now_s - job.errand.cancelled_at_s >= self._stuck_s
        )
        return self._size + min(stuck, MAX_LEFT_BEHIND)

    def _work(self) -> None:
        """Be a thread: work as long as something waits, or comes soon."""
        while True:
            with self._lock:
                if not self._queue and not self._is_closed:
                    self._work_came.wait(IDLE_S)
                if self._is_closed or not self._queue or self._thread_count > self._allowed():
                    self._thread_count -= 1
                    self._all_ended.notify_all()
                    return
                job = self._queue.popleft()
                self._running.add(job)
            message = _done(job)
            with self._lock:
                self._running.discard(job)
                self._post(message)
                # Whatever the work holds is let go by the window thread, which is the last to hold it from here on.
                del job, message

    def post(self, job: _Job, kind: str, value: object) -> None:
        """Put something into the outbox; called on the thread that works."""
        with self._lock:
            self._post((job, kind, value))

    def _post(self, message: tuple[_Job, str, object]) -> None:
        if self._is_closed:
            return
        self._outbox.append(message)
        if len(self._outbox) == 1:
            # RuntimeError: the window is gone and nobody closed the pool.
            with contextlib.suppress(RuntimeError):
                self._mail_came.emit()


class _Poster:
    """Carries what a job says to the outbox."""

    def __init__(self, pool: Pool, job: _Job) -> None:
        self._pool = pool
        # The job holds its errand, and that holds this: a cycle would live until the next collection.
        self._job = weakref.ref(job)

    def __call__(self, kind: str, value: object) -> None:
        job = self._job()
        if job is not None:
            self._pool.post(job, kind, value)


def _done(job: _Job) -> tuple[_Job, str, object]:
    """Do the work. The one broad catch of these threads is here."""
    try:
        return job, "success", job.work(job.errand)
    except Cancelled:
        return job, "cancelled", None
    except BaseException as error:  # noqa: BLE001 - the root of the thread
        return job, "failure", error


def _fault_sentence() -> str:
    return QCoreApplication.translate(
        "Operation", "This could not be read: a mistake in this program. The log says more."
    )


def _no_thread_sentence() -> str:
    return QCoreApplication.translate("Operation", "This could not be read: the system allows no more threads.")


_shared: dict[str, Pool] = {}


def readers() -> Pool:
    """Return the pool of everything that only reads; made when it is first asked for. Window thread."""
    return _pool("reader", POOL_SIZE)


def hands() -> Pool:
    """Return the pool of everything that acts; made when it is first asked for. Window thread."""
    return _pool("hands", HANDS_SIZE)


def _pool(name: str, size: int) -> Pool:
    pool = _shared.get(name)
    if pool is None or not isValid(pool) or pool.is_closed:
        pool = _shared[name] = Pool(QCoreApplication.instance(), name=name, size=size)
    return pool


def close_readers(limit_s: float = CLOSE_S) -> bool:
    """Close the shared pools, if there are any; False when some work hangs, so the process must exit hard."""
    # Each of them, whatever became of those before it.
    ended = [pool.close(limit_s) for pool in _shared.values() if isValid(pool)]
    return all(ended)
