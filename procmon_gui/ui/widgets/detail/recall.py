"""Fetches what a memory of earlier beats knows of a process, once somebody stays with it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.history import Series
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.bridge.pool import Pool
from procmon_gui.ui.widgets.detail.lives import FOREVER_MS, METRICS, Known, Lives
from procmon_gui.ui.widgets.detail.subject import Subject

# Somebody who walks through the list with the arrow keys does not have every life fetched.
STAY_MS = 300
_MINUTE_MS = 60_000
# A minute, and what its first beat is compared with.
_LAST_MINUTE_MS = 61_000
# A life may be as long as the recording; no more of it is fetched than this, nor for longer than somebody waits.
_MOST_MS = 24 * 3_600_000
_LIMIT_S = 2.0
# All figures of a few chunks are read before the next ones are opened.
_SLICE_MS = 180_000


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
        known = self._lives.of(subject.serial).known
        if known is not None and known.holds(subject.snapshot.at_ms) and (known.is_whole or not whole):
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
        wanted = _wanted(subject, is_whole=self._is_whole)
        # What was fetched once is not fetched again, whatever came of it.
        self._lives.of(subject.serial).known = wanted
        work = _Fetch(history, subject.key, subject.serial, wanted)
        Operation(work, owner=self, pool=self._pool).success(self._on_fetched).failure(self._on_failed).start()

    def _on_fetched(self, fetched: "_Fetched") -> None:
        self._lives.of(fetched.serial).fill_in(fetched.series, fetched.known, fetched.minutes)
        self.recalled.emit(fetched.serial)

    def _on_failed(self, _error: ProcmonError) -> None:
        """What this session saw since the detail was opened stands there anyway."""


def _wanted(subject: Subject, *, is_whole: bool) -> Known:
    """Return which part of a life is fetched: its end, or of a past moment what is around it."""
    at_ms = subject.snapshot.at_ms
    if not is_whole:
        to_ms = at_ms if subject.is_past else FOREVER_MS
        return Known(from_ms=at_ms - _LAST_MINUTE_MS, to_ms=to_ms, is_whole=False)
    if not subject.is_past:
        return Known(from_ms=at_ms - _MOST_MS, to_ms=FOREVER_MS, is_whole=True)
    end_ms = subject.ended_at_ms or at_ms + _MOST_MS // 2
    return Known(from_ms=at_ms - _MOST_MS // 2, to_ms=min(end_ms, at_ms + _MOST_MS // 2), is_whole=True)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fetched:
    serial: int
    known: Known
    series: Mapping[str, Series]
    minutes: Mapping[str, Series]


class _Fetch:
    """Asks a memory for the life of a process, the moment that is shown first; on a thread of the pool."""

    def __init__(self, history: HistoryReader, key: ProcessKey, serial: int, wanted: Known) -> None:
        self._history = history
        self._key = key
        self._serial = serial
        self._wanted = wanted

    def __call__(self, errand: OperationErrand) -> _Fetched:
        wanted, span = self._wanted, self._history.span()
        if span is None:
            return _Fetched(serial=self._serial, known=wanted, series={}, minutes={})
        from_ms, to_ms = max(wanted.from_ms, span.from_ms), min(wanted.to_ms, span.to_ms)
        metrics = METRICS if wanted.is_whole else METRICS[:2]
        minutes = self._history.minute_means(self._key, from_ms, to_ms, errand)
        # What minutes tell of has no beats.
        from_ms = max(from_ms, *(int(one.at_ms[-1]) + _MINUTE_MS for one in minutes.values() if len(one.at_ms)), 0)
        parts: dict[str, list[Series]] = {metric_id: [] for metric_id in metrics}
        give_up_s = time.monotonic() + _LIMIT_S
        end_ms = to_ms
        while end_ms >= from_ms and time.monotonic() < give_up_s:
            begin_ms = max(from_ms, end_ms - _SLICE_MS + 1)
            for metric_id in metrics:
                errand.check()
                parts[metric_id].append(self._history.series_of(self._key, metric_id, begin_ms, end_ms))
            end_ms = begin_ms - 1
        series = {metric_id: _joined(list(reversed(found))) for metric_id, found in parts.items()}
        return _Fetched(serial=self._serial, known=wanted, series=series, minutes=minutes)


def _joined(parts: list[Series]) -> Series:
    if not parts:
        return Series(at_ms=np.zeros(0, np.int64), values=np.zeros(0))
    return Series(
        at_ms=np.concatenate([part.at_ms for part in parts]), values=np.concatenate([part.values for part in parts])
    )
