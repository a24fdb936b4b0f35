"""Fetches what a memory of earlier beats knows of a process, once somebody stays with it."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.history import Series
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.bridge.pool import Pool
from procmon_gui.ui.widgets.detail.lives import METRICS, Lives
from procmon_gui.ui.widgets.detail.subject import Subject

# Somebody who walks through the list with the arrow keys does not have every life fetched.
STAY_MS = 300
_MINUTE_MS = 61_000
Fetched = tuple[int, int, dict[str, Series]]


class Recall(QObject):
    """Fills `Lives` from a memory; without one it does nothing.

    Signals:
        recalled: more is known of the process of this serial.
    """

    # Serials are longer than an int of Qt.
    recalled = Signal(object)

    def __init__(self, lives: Lives, pool: Pool | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lives = lives
        self._history: HistoryReader | None = None
        self._pool = pool
        self._subject: Subject | None = None
        self._is_whole = False
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(STAY_MS)
        self._stay.timeout.connect(self._fetch)

    def use_history(self, history: HistoryReader | None) -> None:
        """Ask this memory from now on."""
        self._history = history

    def want(self, subject: Subject, *, whole: bool) -> None:
        """Want the last minute of a process, or all that is known of it."""
        if self._history is None:
            return
        known_ms = self._lives.of(subject.serial).known_from_ms
        if known_ms == 0 or (known_ms is not None and not whole):
            return
        is_same = self._subject is not None and self._subject.serial == subject.serial and self._is_whole == whole
        self._subject, self._is_whole = subject, whole
        if not (is_same and self._stay.isActive()):
            self._stay.start()

    def stop(self) -> None:
        """Want nothing any more."""
        self._stay.stop()
        self._subject = None

    @Slot()
    def _fetch(self) -> None:
        subject, history = self._subject, self._history
        if subject is None or history is None:
            return
        # What was fetched once is not fetched again, whatever came of it.
        self._lives.of(subject.serial).known_from_ms = 0 if self._is_whole else subject.snapshot.at_ms - _MINUTE_MS
        from_ms = None if self._is_whole else subject.snapshot.at_ms - _MINUTE_MS
        work = _Fetch(history, subject.key, subject.serial, from_ms)
        Operation(work, owner=self, pool=self._pool).success(self._on_fetched).failure(self._on_failed).start()

    def _on_fetched(self, fetched: Fetched) -> None:
        serial, from_ms, series = fetched
        self._lives.of(serial).fill_in(series, from_ms)
        self.recalled.emit(serial)

    def _on_failed(self, _error: ProcmonError) -> None:
        """What this session saw since the detail was opened stands there anyway."""


class _Fetch:
    """Asks a memory for the life of a process; on a thread of the pool."""

    def __init__(self, history: HistoryReader, key: ProcessKey, serial: int, from_ms: int | None) -> None:
        self._history = history
        self._key = key
        self._serial = serial
        self._from_ms = from_ms

    def __call__(self, errand: OperationErrand) -> Fetched:
        span = self._history.span()
        if span is None:
            return self._serial, 0, {}
        from_ms = span.from_ms if self._from_ms is None else self._from_ms
        metrics = METRICS if self._from_ms is None else METRICS[:2]
        series = {}
        for metric_id in metrics:
            errand.check()
            series[metric_id] = self._history.series_of(self._key, metric_id, from_ms, span.to_ms)
        return self._serial, 0 if self._from_ms is None else from_ms, series
