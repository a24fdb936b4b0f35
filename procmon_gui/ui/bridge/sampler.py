"""Beats the pulse on a thread of its own and hands every snapshot to the window as one queued signal.

`Sampler` lives on the window thread, `_Loop` on the sampler's thread. A pulse that raises is closed and opened again
after a pause that grows; one that hangs is abandoned and a new one is started beside it, twice at most.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import WorkerState
from procmon_gui.engine.heap import give_back_what_is_free

log = logging.getLogger(__name__)

# Longer than the usual interval, so that a beat that comes in time finds it still waiting.
BEAT_TIMEOUT_S: Final = 2.0
BACK_OFF_S: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
# What a chunk or a question about the past took for a moment goes back to the system: 0.5 ms each time, which keeps a
# window that records ten MiB smaller.
TRIM_EVERY_BEATS: Final = 10
STALL_BEATS: Final = 3
LEAST_STALL_S: Final = 6.0
MAX_ABANDONED: Final = 2
STOP_S: Final = 1.2
WATCH_MS: Final = 1000

# A thread that hangs in the kernel can not be ended, and Qt aborts when its QThread object goes away.
_abandoned: list[tuple[QThread, "_Loop"]] = []


class Beating(Protocol):
    """What the sampler needs of `engine.Pulse`."""

    def beat(self, timeout_s: float) -> Snapshot | None:
        """Wait for the next snapshot; None when none came in time."""

    def look_at(self, attention: Attention) -> None:
        """Say what is looked at from now on; from any thread."""

    def refresh(self) -> None:
        """Ask for one beat out of turn; from any thread."""

    def close(self) -> None:
        """Stop; from any thread, wakes a waiting `beat`."""

    def workers(self) -> Sequence[WorkerState]:
        """Return the state of everything that works for the pulse."""

    def rights(self) -> Rights:
        """Return how much of the machine is seen."""

    def ask_for_everything(self) -> None:
        """Ask for more rights for the eye; returns at once."""


class _Loop(QObject):
    """The body of the sampler's thread.

    Signals:
        snapshot_taken: a frozen `Snapshot`.
        failed: what went wrong, for the person at the screen; a pause follows.
        recovered: the first snapshot after a failure came.
    """

    snapshot_taken = Signal(object)
    failed = Signal(str)
    recovered = Signal()

    def __init__(self, open_pulse: Callable[[], Beating], attention: Attention) -> None:
        super().__init__()
        self._open_pulse = open_pulse
        self._attention = attention
        self._pulse: Beating | None = None
        self._gate = threading.Lock()
        self._stopped = threading.Event()
        self._failures = 0
        self.heartbeat_ns = time.monotonic_ns()

    @Slot()
    def run(self) -> None:
        """Beat until stopped. The one broad catch of this thread is here."""
        while not self._stopped.is_set():
            self.heartbeat_ns = time.monotonic_ns()
            try:
                self._beat_until_stopped()
            except Exception as error:  # noqa: BLE001 - the root of the thread
                self._on_error(error)
        self._close_pulse()
        QThread.currentThread().quit()

    def _beat_until_stopped(self) -> None:
        pulse = self._open()
        beat_count = 0
        while not self._stopped.is_set():
            snapshot = pulse.beat(BEAT_TIMEOUT_S)
            self.heartbeat_ns = time.monotonic_ns()
            if snapshot is None or self._stopped.is_set():
                continue
            self.snapshot_taken.emit(snapshot)
            beat_count += 1
            if beat_count % TRIM_EVERY_BEATS == 0:
                give_back_what_is_free()
            if self._failures:
                self._failures = 0
                self.recovered.emit()

    def _open(self) -> Beating:
        pulse = self._open_pulse()
        with self._gate:
            self._pulse = pulse
            attention = self._attention
        pulse.look_at(attention)
        return pulse

    def _on_error(self, error: Exception) -> None:
        if self._stopped.is_set():
            return
        pause_s = BACK_OFF_S[min(self._failures, len(BACK_OFF_S) - 1)]
        if self._failures == 0:
            log.error("sampling failed, next try in %.1f s", pause_s, exc_info=error)
        self._failures += 1
        self._close_pulse()
        text = str(error) if isinstance(error, ProcmonError) else f"{type(error).__name__}: {error}"
        self.failed.emit(text)
        self._stopped.wait(pause_s)

    def _close_pulse(self) -> None:
        with self._gate:
            pulse, self._pulse = self._pulse, None
        if pulse is None:
            return
        try:
            pulse.close()
        except Exception:
            log.exception("closing the pulse failed")

    def look_at(self, attention: Attention) -> None:
        """Take a new wish list; any thread."""
        with self._gate:
            self._attention = attention
            pulse = self._pulse
        if pulse is not None:
            pulse.look_at(attention)

    def refresh(self) -> None:
        """Ask for a beat now; any thread."""
        with self._gate:
            pulse = self._pulse
        if pulse is not None:
            pulse.refresh()

    def workers(self) -> Sequence[WorkerState]:
        """Return what the pulse says of its workers; any thread."""
        with self._gate:
            pulse = self._pulse
        return () if pulse is None else pulse.workers()

    def rights(self) -> Rights:
        """Return how much of the machine is seen; any thread."""
        with self._gate:
            pulse = self._pulse
        return Rights() if pulse is None else pulse.rights()

    def ask_for_everything(self) -> None:
        """Ask for more rights for the eye; any thread."""
        with self._gate:
            pulse = self._pulse
        if pulse is not None:
            pulse.ask_for_everything()

    def stop(self) -> None:
        """Leave the loop after the beat that is under way; any thread."""
        self._stopped.set()
        with self._gate:
            pulse = self._pulse
        if pulse is not None:
            pulse.close()


class Sampler(QObject):
    """The window's side of the sampler. Window thread only.

    Signals:
        snapshot_taken: a frozen `Snapshot`, once a beat.
        failed: sampling does not work now; the text is for the person at the screen.
        recovered: sampling works again.
        stalled: nothing was heard for several beats; True when a new attempt was started beside the old one.
    """

    snapshot_taken = Signal(object)
    failed = Signal(str)
    recovered = Signal()
    stalled = Signal(bool)

    def __init__(self, open_pulse: Callable[[], Beating], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_pulse = open_pulse
        self._attention = Attention()
        self._abandoned_count = 0
        self._is_stalled = False
        self._loop: _Loop | None = None
        self._thread: QThread | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._on_watch)

    @property
    def attention(self) -> Attention:
        """Return the newest wish list."""
        return self._attention

    @property
    def is_stalled(self) -> bool:
        """Say whether nothing was heard for several beats."""
        return self._is_stalled

    @property
    def abandoned_count(self) -> int:
        """Return how many hanging threads were left behind."""
        return self._abandoned_count

    def start(self) -> None:
        """Begin to beat on a new thread."""
        thread = QThread()
        thread.setObjectName("sampler")
        loop = _Loop(self._open_pulse, self._attention)
        loop.moveToThread(thread)
        thread.started.connect(loop.run)
        loop.snapshot_taken.connect(self._on_snapshot)
        loop.failed.connect(self.failed)
        loop.recovered.connect(self.recovered)
        self._loop, self._thread = loop, thread
        thread.start()
        self._watch.start()

    def look_at(self, attention: Attention) -> None:
        """Hand on what is looked at, when it is something else than before."""
        if attention == self._attention:
            return
        self._attention = attention
        if self._loop is not None:
            self._loop.look_at(attention)

    @Slot()
    def refresh(self) -> None:
        """Ask for one beat out of turn."""
        if self._loop is not None:
            self._loop.refresh()

    def workers(self) -> Sequence[WorkerState]:
        """Return the state of everything that works for the pulse."""
        return () if self._loop is None else self._loop.workers()

    def rights(self) -> Rights:
        """Return how much of the machine is seen."""
        return Rights() if self._loop is None else self._loop.rights()

    def ask_for_everything(self) -> None:
        """Ask for more rights for the eye alone; returns at once, `rights` tells what came of it."""
        if self._loop is not None:
            self._loop.ask_for_everything()

    def stop(self, limit_s: float = STOP_S) -> bool:
        """Stop for good; False when the thread hangs and had to be left behind, so the process must exit hard."""
        self._watch.stop()
        loop, thread = self._loop, self._thread
        self._loop = self._thread = None
        if loop is not None and thread is not None:
            self._let_go(loop)
            closer = threading.Thread(target=loop.stop, name="sampler-stop", daemon=True)
            closer.start()
            if not thread.wait(max(1, round(limit_s * 1000))):
                log.warning("the sampler did not stop within %.1f s and is left behind", limit_s)
                _abandoned.append((thread, loop))
                self._abandoned_count += 1
        return self._abandoned_count == 0

    def _let_go(self, loop: _Loop) -> None:
        loop.snapshot_taken.disconnect(self._on_snapshot)
        loop.failed.disconnect(self.failed)
        loop.recovered.disconnect(self.recovered)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        if self._is_stalled:
            self._is_stalled = False
            self.recovered.emit()
        self.snapshot_taken.emit(snapshot)

    @Slot()
    def _on_watch(self) -> None:
        if self._loop is None or not self._is_stalled_for(self._loop):
            return
        can_restart = self._abandoned_count < MAX_ABANDONED
        if can_restart:
            self._abandon()
            self.start()
        if not self._is_stalled or can_restart:
            self._is_stalled = True
            self.stalled.emit(can_restart)

    def _is_stalled_for(self, loop: _Loop) -> bool:
        limit_s = max(LEAST_STALL_S, STALL_BEATS * self._attention.interval_s + BEAT_TIMEOUT_S)
        return (time.monotonic_ns() - loop.heartbeat_ns) / 1e9 > limit_s

    def _abandon(self) -> None:
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        log.error("the sampler hangs; it is left behind and a new one is started")
        self._let_go(loop)
        threading.Thread(target=loop.stop, name="sampler-stop", daemon=True).start()
        _abandoned.append((thread, loop))
        self._abandoned_count += 1
