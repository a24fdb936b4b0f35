"""How processes ended, and how many came and went between two beats, from what the kernel tells as it happens.

Beats empty the kernel's buffer; a thread does it before it can be full, where the next beat is too far away. All else
is done at the beat.
"""

import errno
import os
import select
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from procmon_gui.collectors.eye.figures import Figures
from procmon_gui.collectors.eye.proc_connector import EXIT, Event, reason_of

NOT_LISTENED: Final = "Nobody asked the kernel how processes end."
HIDDEN: Final = (
    "The system hides the processes of other users (hidepid), so nobody knows which of them were never seen."
)
LOST: Final = (
    "ends-lost",
    "So many processes started and ended at once that the kernel dropped some of its words: how they ended is unknown.",
)


class End(NamedTuple):
    """The end of a process: `status` is 0 to 255 as it exited, or minus the signal that killed it."""

    status: int
    at_ns: int


class Connector(Protocol):
    """What tells events, see `ProcConnector`."""

    @property
    def pause_s(self) -> float:
        """Return how long events may wait."""

    def fileno(self) -> int:
        """Return the descriptor, to wait for."""

    def read(self) -> Event | None:
        """Return the next event, None where there is none now; raises OSError ENOBUFS once when some were dropped."""

    def close(self) -> None:
        """Stop listening."""


def status_of(code: int) -> int:
    """Return what a code of wait(2) means."""
    signal = code & 0x7F
    return -signal if signal else code >> 8 & 0xFF


class Exits:
    """Keeps the ends that were told until a beat asks for them.

    `unavailable` says why nothing is told, "" where all is well; `lost_count` how often the kernel had to drop events.
    """

    def __init__(self, connect: Callable[[], Connector] | None = None) -> None:
        """Begin to listen, where the kernel lets; `connect` None listens to nothing."""
        self.unavailable = "" if connect else NOT_LISTENED
        self.lost_count = 0
        self.short_lived_count = 0
        self._connector: Connector | None = None
        if connect is not None:
            try:
                self._connector = connect()
            except OSError as error:
                self.unavailable = reason_of(error)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._taken_s = 0.0  # when the buffer was empty last, on the monotonic clock
        self._wake_fd = -1
        self._has_lost = self._was_lossy = False
        self._forget()

    def _forget(self) -> None:
        # The newest end that was told of each pid; it may be that of the thread before a program began (execve(2)).
        self._ends: dict[int, End] = {}
        # Ends of processes whose pid was handed out again since: these are final.
        self._over: dict[int, End] = {}
        self._born: set[int] = set()  # since the last beat
        self._unlisted: set[int] = set()  # born before it, but after the beat had asked who is there

    # ---- as it happens

    def start(self) -> None:
        """Empty the buffer from a thread of its own from now on."""
        if self._connector is not None:
            self._wake_fd = os.eventfd(0, os.EFD_CLOEXEC)
            self._thread = threading.Thread(target=self._listen, args=(self._connector,), name="exits", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Listen no longer."""
        if self._thread is not None:
            os.eventfd_write(self._wake_fd, 1)
            self._thread.join()
            os.close(self._wake_fd)
        with self._lock:
            if self._connector is not None:
                self._connector.close()
                self._connector = None

    def _listen(self, connector: Connector) -> None:
        told, closing = select.poll(), select.poll()
        told.register(connector.fileno(), select.POLLIN)
        for poll in (told, closing):
            poll.register(self._wake_fd, select.POLLIN)
        pause_s = connector.pause_s
        while not self.unavailable:
            told.poll()
            taken_s = self._taken_s
            # A beat may come and take it; and several at once cost less than each by itself.
            if closing.poll(max(0.0, taken_s + pause_s - time.monotonic()) * 1000):
                return
            if self._taken_s == taken_s:
                self.take()

    def take(self) -> None:
        """Take what the kernel has told since; any thread."""
        with self._lock:
            while self._connector is not None:
                try:
                    event = self._connector.read()
                except OSError as error:
                    self._forget()
                    self._has_lost = True
                    self.lost_count += 1
                    if error.errno != errno.ENOBUFS:
                        self.unavailable = reason_of(error)
                        return
                    continue
                if event is None:
                    self._taken_s = time.monotonic()
                    return
                self._note(event)

    def _note(self, event: Event) -> None:
        pid = event.pid
        if event.what == EXIT:
            self._ends[pid] = End(status_of(event.code), event.at_ns)
            return
        end = self._ends.pop(pid, None)
        if end is not None:
            if self._was_born(pid):
                self.short_lived_count += 1
            else:
                self._over[pid] = end
        self._born.add(pid)

    def _was_born(self, pid: int) -> bool:
        return pid in self._born or pid in self._unlisted

    # ---- at the beat

    def of(
        self,
        ended_pids: Sequence[int],
        is_there: Callable[[int], bool],
        threads_of: Callable[[int], int],
        begun_ns: int,
    ) -> dict[int, End]:
        """Return how processes ended that a beat, begun at `begun_ns`, missed, and count those that none has seen.

        `is_there` says whether the beat found a pid, `threads_of` how many threads it had then.
        """
        self.take()
        with self._lock:
            self._was_lossy, self._has_lost = self._has_lost, False
            # Of a pid that came again the words between may be among those that were dropped.
            told_pids = () if self._was_lossy else ended_pids
            found = {pid: end for pid in told_pids if (end := self._end_of(pid)) is not None}
            for pid, end in list(self._ends.items()):
                if not is_there(pid):
                    del self._ends[pid]
                    self.short_lived_count += self._was_born(pid)
                    self._born.discard(pid)
                elif end.at_ns < begun_ns and threads_of(pid) > 1:
                    # Its main thread is gone and others go on: how the whole will end is not told.
                    del self._ends[pid]
            # Who was not there at two beats is hidden, so nothing is known of his end either.
            self._unlisted = {pid for pid in self._born if pid in self._over or not is_there(pid)}
            self._over = {pid: end for pid, end in self._over.items() if is_there(pid)}
            self._born = set()
            return found

    def _end_of(self, pid: int) -> End | None:
        end = self._over.pop(pid, None)
        # One that was born since has the pid now, and this is his end.
        return end if end is not None or self._was_born(pid) else self._ends.pop(pid, None)

    def figures(self) -> Figures:
        """Return what the host counts; how many were never seen is unknown where events were dropped."""
        if self.unavailable:
            return {}
        figures: Figures = {"processes.dropped_ends": {"": self.lost_count}}
        if not self._was_lossy:
            figures["processes.short_lived"] = {"": self.short_lived_count}
        return figures

    def unsupported(self, *, is_view_limited: bool) -> dict[str, str]:
        """Return the reason, for people, of every raw id that nobody tells here."""
        if self.unavailable:
            return dict.fromkeys(_ALL, self.unavailable)
        return {"processes.short_lived": HIDDEN} if is_view_limited else {}

    def notes(self) -> list[tuple[str, str]]:
        """Return what the reader should know: `(code, text)`."""
        return [LOST] if self._was_lossy else []


_ALL: Final = ("exit_status", "ended_at_utc", "processes.short_lived", "processes.dropped_ends")
