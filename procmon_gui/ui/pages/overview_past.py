"""What the charts of the overview show of a moment from before this program looked: read in a worker."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand, HistoryReader
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.pages.overview_history import OverviewHistory, clock_s
from procmon_gui.ui.widgets.chart_view import SPANS_S

# What is read of the time before a moment, and after it, so that a step does not read all of it again.
BEFORE_S: Final = SPANS_S[-1]
AFTER_S: Final = 60
# A moment of which at least so much before it was read is shown without reading again.
_LEAST_BEFORE_S: Final = 60


class _Read:
    """Reads the machine around one moment."""

    def __init__(self, reader: HistoryReader, snapshot: Snapshot, at_ms: int) -> None:
        self._reader = reader
        self._at_ms = at_ms
        self._at_s = clock_s(snapshot)
        self._boot_id = snapshot.boot_id
        self._are_minutes = snapshot.average_of_ms > 0

    def __call__(self, _errand: Errand) -> OverviewHistory:
        beats = self._reader.host_beats(self._at_ms - round(1000 * BEFORE_S), self._at_ms + 1000 * AFTER_S)
        history = OverviewHistory()
        # Another boot has another clock: its beats lie far away, and are left out.
        around = (beat for beat in beats if -BEFORE_S <= beat.at_s - self._at_s <= AFTER_S)
        ordered = sorted(around, key=lambda beat: beat.at_s)
        history.recall(ordered, self._boot_id, are_minutes=self._are_minutes)
        return history


class OverviewPast(QObject):
    """Hands out the history behind what is shown: the live one, or what was read of the past.

    Signals:
        learned: the past that was asked for last has been read.
    """

    learned = Signal()

    def __init__(self, live: OverviewHistory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._read: OverviewHistory | None = None
        self._asked: tuple[str, float] | None = None  # boot and monotonic time of the moment that was read around

    def behind(self, snapshot: Snapshot, reader: HistoryReader | None, at_ms: int | None) -> OverviewHistory:
        """Return what is known around a snapshot; what is not yet is read, and `learned` tells when it is there.

        `at_ms` is its place in the history; None while the window is live.
        """
        if at_ms is None or reader is None or self._live.knows(snapshot):
            return self._live
        if not self._was_asked(snapshot):
            self._asked = snapshot.boot_id, clock_s(snapshot)
            read = Operation(_Read(reader, snapshot, at_ms), owner=self, channel="past")
            read.success(self._on_read).failure(self._on_failed).start()
        return self._read if self._read is not None and self._read.knows(snapshot) else _NOTHING

    def _was_asked(self, snapshot: Snapshot) -> bool:
        if self._asked is None or self._asked[0] != snapshot.boot_id:
            return False
        step_s = clock_s(snapshot) - self._asked[1]
        return _LEAST_BEFORE_S - BEFORE_S <= step_s <= AFTER_S

    def _on_read(self, history: OverviewHistory) -> None:
        self._read = history
        self.learned.emit()

    def _on_failed(self, _error: ProcmonError) -> None:
        """What is damaged shows as nothing; the window tells of damage where the moment itself is read."""


_NOTHING: Final = OverviewHistory()
