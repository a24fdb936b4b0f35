"""Keeps on disk what the program hears, from the window's side. Window thread only.

What speaks SQL is loaded in a worker, some time after the start: first paint and first data do not wait for it.
"""

import time
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.history import ALL_IS_KEPT, Forwarding, Pace, Recording
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation

START_MS: Final = 2_000
# How often it is looked what another program has written.
LOOK_MS: Final = 5_000


Kept = TypeVar("Kept", bound="Writer")


class Writer(Protocol):
    """What is needed of `store.history.writer.HistoryWriter`."""

    def start(self) -> None:
        """Begin, on a thread of its own."""

    def stop(self) -> bool:
        """Write what is left; False when that took too long."""

    def flush(self) -> bool:
        """Write at once what was heard, and go on; False when that took too long, or nothing is written now."""

    def figures(self) -> Recording:
        """Return how it is doing."""

    def forwarding(self) -> Forwarding | None:
        """Return how the copying to a server is doing; None where there is none."""


class Disk(Protocol[Kept]):
    """What makes writers, and tells what others have written."""

    def open_writer(self, since_ms: int) -> Kept:
        """Return a writer that keeps what was heard since a time. In a worker."""

    def obey(self, writer: Kept) -> None:
        """Let a writer keep it as the settings say now. At once."""

    def look_up(self) -> Pace:
        """Let the history learn what lies on disk, and return how much is written there by whoever records.

        In a worker; raises Unavailable.
        """


class RecordingState(Enum):
    """Who records, if anybody does."""

    STARTING = "starting"
    RECORDING = "recording"
    ELSEWHERE = "elsewhere"
    OFF = "off"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingReport:
    """How the recording is doing now.

    Attributes:
        figures: what the writer told; None while there is none.
        pace: how much is written a day, by this program or by the other that records.
        forwarding: how it is copied to a server; None where it is not.
        since_ms: when it began to write, UTC; 0 before.
    """

    state: RecordingState
    figures: Recording | None = None
    pace: Pace = ALL_IS_KEPT
    forwarding: Forwarding | None = None
    since_ms: int = 0


class _Open:
    """Loads what speaks SQL, and makes the writer."""

    def __init__(self, disk: Disk[Any], since_ms: int) -> None:
        self._disk = disk
        self._since_ms = since_ms

    def __call__(self, _errand: Errand) -> Writer:
        writer: Writer = self._disk.open_writer(self._since_ms)
        return writer


class _End:
    """Lets a writer write what is left."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def __call__(self, _errand: Errand) -> None:
        self._writer.stop()


class _LookUp:
    """Lets the history learn what is on disk."""

    def __init__(self, disk: Disk[Any]) -> None:
        self._disk = disk

    def __call__(self, _errand: Errand) -> Pace:
        return self._disk.look_up()


class Recorder(QObject):
    """Starts and ends the recording as the reader wishes; where nothing is written here, it learns what is there.

    Signals:
        learned: more of the past may be known now than before.
        ended: a recording of this program has ended, because that was wished.
    """

    learned = Signal()
    ended = Signal()

    def __init__(self, disk: Disk[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._disk = disk
        self._writer: Writer | None = None
        self._is_wanted = False
        self._is_starting = True
        self._began_ms = 0
        self._pace_elsewhere = ALL_IS_KEPT
        self._since_ms = 0
        self._ending: tuple[Writer, Operation[None]] | None = None
        self._opening: Operation[Writer] | None = None
        self._looking: Operation[Pace] | None = None
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(START_MS)
        self._start.timeout.connect(self._begin)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._look.timeout.connect(self._look_again)

    def start_soon(self, *, is_wanted: bool) -> None:
        """Record as soon as the window is up, or only learn what was recorded."""
        self._is_wanted = is_wanted
        self._start.start()

    @Slot()
    def _begin(self) -> None:
        self._is_starting = False
        if self._is_wanted:
            self._open()
        else:
            self._learn()

    def set_recording(self, is_wanted: bool) -> None:
        """Record from now on, or no longer. What was written stays, and can be read."""
        if is_wanted and not self._is_wanted:
            # What was heard while nobody wished it to be kept is not kept.
            self._since_ms = time.time_ns() // 1_000_000
        self._is_wanted = is_wanted
        if self._is_starting:
            return
        if is_wanted:
            self._open()
        elif self._writer is not None:
            ending = Operation(_End(self._writer), owner=self, channel="end").success(self._on_ended)
            self._ending = (self._writer, ending.start())
            self._writer, self._began_ms = None, 0
            self._look.stop()

    def hand_over(self) -> bool:
        """Record no longer, for somebody else who will; False when there is nothing to wait for, else `ended` tells."""
        self.set_recording(False)
        return self._ending is not None

    def _open(self) -> None:
        if self._writer is None and self._opening is None and self._ending is None:
            self._opening = Operation(_Open(self._disk, self._since_ms), owner=self, channel="open")
            self._opening.success(self._on_open).failure(self._on_not_opened).start()

    def obey(self) -> None:
        """Keep what is recorded as the settings say from now on."""
        if self._writer is not None:
            self._disk.obey(self._writer)

    def report(self) -> RecordingReport:
        """Return how the recording is doing."""
        figures = self._writer.figures() if self._writer is not None else None
        if not self._is_wanted:
            return RecordingReport(state=RecordingState.OFF)
        if figures is None or self._writer is None:
            return RecordingReport(state=RecordingState.STARTING)
        if figures.is_open and not self._began_ms:
            self._began_ms = time.time_ns() // 1_000_000
        return RecordingReport(
            state=_state_of(figures),
            figures=figures,
            pace=self._pace_elsewhere if figures.is_elsewhere else figures.pace,
            forwarding=self._writer.forwarding(),
            since_ms=self._began_ms,
        )

    def figures(self) -> Recording | None:
        """Return what the writer tells, None while there is none; any thread."""
        writer = self._writer
        return writer.figures() if writer is not None else None

    @Slot()
    def flush(self) -> None:
        """Let what was heard be written at once: what follows may be the end of the session, or be called off."""
        if self._writer is not None:
            self._writer.flush()

    def stop(self) -> bool:
        """Let what is left be written, and end; False when that took too long and was left behind."""
        self._is_wanted = False
        self._start.stop()
        self._look.stop()
        writer = self._ending[0] if self._ending is not None else self._writer
        return writer.stop() if writer is not None else True

    def _on_open(self, writer: Writer) -> None:
        self._opening = None
        if self._is_wanted:
            self._writer = writer
            writer.start()
            self._look.start()

    def _on_ended(self, _nothing: None) -> None:
        self._ending = None
        self.ended.emit()
        if self._is_wanted:
            self._open()

    def _on_not_opened(self, _error: ProcmonError) -> None:
        self._opening = None

    # ---- what others have written

    @Slot()
    def _look_again(self) -> None:
        """While this program writes, the writer tells the history; else it is looked up."""
        state = self.report().state
        if state in (RecordingState.ELSEWHERE, RecordingState.TROUBLE):
            self._learn()

    def _learn(self) -> None:
        if self._looking is None or not self._looking.is_running:
            self._looking = Operation(_LookUp(self._disk), owner=self, channel="look")
            self._looking.success(self._on_learned).start()

    def _on_learned(self, pace: Pace) -> None:
        self._pace_elsewhere = pace
        self.learned.emit()


def _state_of(figures: Recording) -> RecordingState:
    if figures.is_elsewhere:
        return RecordingState.ELSEWHERE
    if figures.trouble:
        return RecordingState.TROUBLE
    return RecordingState.RECORDING if figures.is_open else RecordingState.STARTING
