"""The thread that copies to a PostgreSQL server what was committed to disk, so that several hosts share one history.

The file on the disk is the queue. What the server has is asked when connecting and remembered from then on; whatever is
sent a second time is there once. So the writer never hears of any of this, and after a fault nothing has to be mended.
`start`, `stop`, `wake`, `state` and `figures` may be called from any thread.
"""

import contextlib
import logging
import random
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import psycopg2

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Forwarding
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.store.history.inbox import Inbox, Known
from procmon_gui.store.history.outbox import NOTHING_YET, Batch, LocalRun, Outbox
from procmon_gui.store.history.sums_copier import SumsCopier
from procmon_gui.store.postgresql import Address, words_of

log = logging.getLogger(__name__)

# A look at everything; between two of them the writer says when there is a new chunk.
PAUSE_S: Final = 60.0
# Much more than is recorded meanwhile; little enough to go unnoticed by who else uses disk, line and server.
BYTES_PER_S: Final = 4 * 1024**2
_LONGEST_S: Final = 60.0
_STOP_S: Final = 2.0


def back_off_s(failures: int, rest: float) -> float:
    """Return how long to wait after so many failures in a row; `rest`, 0 to 1, is where chance lets hosts part."""
    return min(_LONGEST_S, 2.0 ** min(failures - 1, 6)) * (1 - rest / 2)


class Forwarder:
    """Copies one history to one server."""

    def __init__(self, path: Path, address: Address, *, pause_s: float = PAUSE_S, back_off: Any = back_off_s) -> None:
        """`pause_s` is how often it looks for what is new by itself; `wake` lets it look at once."""
        self._path = path
        self._outbox = Outbox(path)
        self._address = address
        self._pause_s = pause_s
        self._back_off = back_off
        self._inbox: Inbox | None = None
        self._known: dict[str, Known] = {}
        self._failures = 0
        self._said = ""
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._give_up_s = float("inf")
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()
        self._figures = Forwarding(server=address.label)

    # ---- from any thread

    def start(self) -> None:
        """Begin to copy on a thread of its own, unless it does."""
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._run, name="forwarder", daemon=True)
        self._thread.start()

    def stop(self, limit_s: float = _STOP_S) -> bool:
        """Send what is left, as far as time allows, and end; False when that took too long and was left behind."""
        self._give_up_s = time.monotonic() + limit_s / 2
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(limit_s)
            return not self._thread.is_alive()
        return True

    def look(self) -> Forwarding:
        """Ask the server what it has, copy nothing, and return how it stands; instead of `start`."""
        try:
            inbox = Inbox(self._address)
            try:
                runs = self._outbox.runs()
                self._known = inbox.known([run.uuid for run in runs])
            finally:
                inbox.close()
            self._tell(is_connected=True, waiting_count=sum(map(self._waiting, runs)))
        except (psycopg2.Error, Unavailable) as error:
            self._on_failure(self._address.without_secrets(words_of(error)))
        return self.figures()

    def wake(self) -> None:
        """Let it look for what is new; while the server is away it waits on."""
        self._wake.set()

    def figures(self) -> Forwarding:
        """Return how the copying is doing."""
        with self._guard:
            return self._figures

    def state(self) -> WorkerState:
        """Tell how the copying is doing."""
        figures = self.figures()
        if figures.trouble:
            return WorkerState("server", Health.DEGRADED, figures.trouble)
        return WorkerState("server", Health.OK if figures.is_connected else Health.OFF)

    # ---- on its own thread

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._go_on()
            except (psycopg2.Error, Unavailable) as error:
                self._on_failure(self._address.without_secrets(words_of(error)))
            except Exception as error:
                # The root of the thread.
                log.exception("copying to a server failed")
                self._on_failure(type(error).__name__)
            self._disconnect()
            if self._failures:
                self._stopping.wait(self._back_off(self._failures, random.random()))

    def _go_on(self) -> None:
        """Connect, and copy until the end."""
        self._inbox = Inbox(self._address)
        # It may be another server than before, or one that was restored.
        self._known = {}
        sums = self._inbox.sums(self._path)
        while True:
            self._wake.clear()
            is_last = self._stopping.is_set()
            self._copy(self._inbox, sums)
            if is_last:
                return
            self._wake.wait(self._pause_s)

    def _copy(self, inbox: Inbox, sums: SumsCopier) -> None:
        """Copy everything that is new, run after run, oldest first."""
        runs = self._outbox.runs()
        unknown = [run.uuid for run in runs if run.uuid not in self._known]
        if unknown:
            self._known |= inbox.known(unknown)
        self._tell(is_connected=True, waiting_count=sum(map(self._waiting, runs)))
        for run in runs:
            if not self._copy_run(inbox, run):
                return
        # What people ask with SQL; whoever reads here makes it of the chunks.
        sums.copy(self._rest)
        self._on_success()
        self._said = ""

    def _copy_run(self, inbox: Inbox, run: LocalRun) -> bool:
        """Copy what is new of a run; return whether there is time for another."""
        known = self._known.get(run.uuid)
        if known is None:
            if max(run.newest_chunk, run.newest_text) == NOTHING_YET:
                return True
            known = self._known[run.uuid] = inbox.add_run(run)
        # A chunk names only texts that were committed with it or before.
        while known.text < run.newest_text:
            batch = self._outbox.texts(run, known.text)
            if not batch.rows:
                break
            inbox.add_texts(run, known.run_id, batch.rows)
            known.text = batch.rows[-1][0]
            self._on_success()
            if not self._rest(batch.size_bytes):
                return False
        while known.chunk < run.newest_chunk:
            batch = self._outbox.chunks(run, known.chunk)
            if not batch.rows:
                break
            inbox.add_chunks(run, known.run_id, batch.rows)
            self._count(known, batch)
            if not self._rest(batch.size_bytes):
                return False
        if not known.is_told(run):
            inbox.tell(run)
            known.host_name, known.ended_ms, known.lost_beats = run.host_name, run.ended_ms, run.lost_beats
        return True

    def _count(self, known: Known, batch: Batch) -> None:
        """Note what was sent, and what is missing before it: it became too old before the server could have it."""
        newest = batch.rows[-1][0]
        missed = newest - known.chunk - len(batch.rows) if known.chunk != NOTHING_YET else 0
        figures = self.figures()
        self._tell(
            sent_count=figures.sent_count + len(batch.rows),
            sent_bytes=figures.sent_bytes + batch.size_bytes,
            missed_count=figures.missed_count + missed,
            waiting_count=max(0, figures.waiting_count - (newest - known.chunk)),
        )
        known.chunk = newest
        self._on_success()

    def _rest(self, size_bytes: int) -> bool:
        """Let others work for a moment after so many bytes; False when it is time to end."""
        self._stopping.wait(size_bytes / BYTES_PER_S)
        return time.monotonic() < self._give_up_s

    def _waiting(self, run: LocalRun) -> int:
        """Return how many chunks of a run the server does not have yet."""
        if run.newest_chunk == NOTHING_YET:
            return 0
        known = self._known.get(run.uuid)
        mark = known.chunk if known is not None else NOTHING_YET
        return max(0, run.newest_chunk - max(mark, run.oldest_chunk - 1))

    def _disconnect(self) -> None:
        if self._inbox is not None:
            self._inbox.close()
        self._inbox = None
        self._tell(is_connected=False)

    def _on_success(self) -> None:
        self._failures = 0
        self._tell(trouble="")

    def _on_failure(self, words: str) -> None:
        self._failures += 1
        words = f"The history is not copied to {self._address.label}: {words}"
        # Once for an outage, also when a part of it all still succeeds now and then.
        if self._failures == 1 and words != self._said:
            log.warning("%s", words)
            self._said = words
        self._tell(trouble=words)
        with contextlib.suppress(Unavailable):
            self._tell(waiting_count=sum(map(self._waiting, self._outbox.runs())))

    def _tell(self, **changes: Any) -> None:
        with self._guard:
            self._figures = replace(self._figures, **changes)
