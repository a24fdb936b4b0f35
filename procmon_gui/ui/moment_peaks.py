"""From peak to peak of the machine's CPU: the way to what happened for who does not know when. Window thread only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand, HistoryReader
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.models.peaks import peak_beyond
from procmon_gui.ui.moment import Moment

_HOUR_MS: Final = 3_600_000
# What is looked at, one after the other until a peak is found; then all that is recorded.
_REACHES_MS: Final = (2 * _HOUR_MS, 24 * _HOUR_MS, 14 * 24 * _HOUR_MS)
_POINTS: Final = 4_000
# A peak is the greatest of such a part of what is looked at, on each side.
_BESIDE: Final = 60
_LEAST_BESIDE_MS: Final = 5_000


class MomentPeaks(QObject):
    """Moves the moment to the next peak, or to the one before.

    Signals:
        missed: there is no peak that way; -1 is back, 1 is on.
    """

    missed = Signal(int)

    def __init__(self, moment: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self._direction = 1

    @Slot()
    def go_on(self) -> None:
        """Go to the first peak after the moment."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        """Go to the last peak before the moment."""
        self._go(-1)

    def _go(self, direction: int) -> None:
        history = self._moment.history
        span = history.span() if history is not None else None
        if history is None or span is None:
            return
        self._direction = direction
        from_ms = span.to_ms if self._moment.cursor_ms is None else self._moment.cursor_ms
        find = _Find(history, from_ms, direction)
        Operation(find, owner=self, channel="peak").success(self._on_found).failure(self._on_failed).start()

    def _on_found(self, at_ms: int | None) -> None:
        if at_ms is None:
            self.missed.emit(self._direction)
        else:
            self._moment.go_to(at_ms)

    def _on_failed(self, error: ProcmonError) -> None:
        self._moment.failed.emit(str(error))


@dataclass(frozen=True, slots=True)
class _Find:
    """Looks for a peak, beside the window: first near the moment, then further and more coarsely."""

    history: HistoryReader
    from_ms: int
    direction: int

    def __call__(self, errand: Errand) -> int | None:
        for reach_ms in self._reaches():
            if errand.is_cancelled():
                return None
            found = self._within(reach_ms)
            if found is not None:
                return found
        return None

    def _reaches(self) -> Iterator[int]:
        span = self.history.span()
        whole_ms = span.to_ms - span.from_ms if span is not None else 0
        yield from (reach_ms for reach_ms in _REACHES_MS if reach_ms < whole_ms)
        yield whole_ms + 1

    def _within(self, reach_ms: int) -> int | None:
        span = self.history.span()
        if span is None:
            return None
        # As much on the other side, so that it is the same curve for which the mean is taken there and here.
        first, last = max(span.from_ms, self.from_ms - reach_ms), min(span.to_ms, self.from_ms + reach_ms)
        curve = self.history.curve(first, last, _POINTS)
        point_ms = (last - first) / _POINTS
        found = peak_beyond(
            curve.at_ms,
            curve.values,
            self.from_ms,
            self.direction,
            beside_ms=max(_LEAST_BESIDE_MS, (last - first) / _BESIDE),
            least_ms=max(2_000.0, 2 * point_ms),
        )
        return None if found is None else self._exactly(found, point_ms)

    def _exactly(self, at_ms: int, point_ms: float) -> int:
        """Return the beat of a peak that was found in a coarser curve."""
        around_ms = round(2 * point_ms) + 1
        peak = self.history.peak(at_ms - around_ms, at_ms + around_ms)
        return at_ms if peak is None else peak.at_ms
