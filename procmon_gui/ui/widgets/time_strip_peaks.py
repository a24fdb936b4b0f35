"""The peak under the pointer: where a pixel of the strip stands for many beats, the busiest of them is meant.

Read beside the window; the newest wish wins. Window thread only.
"""

from typing import Final

from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.history import Peak
from procmon_gui.domain.ports import Errand, HistoryReader
from procmon_gui.ui.bridge.operation import Operation

Reach = tuple[int, int]
# Pixels in which that much is found again are asked for again.
_KEPT: Final = 256


class _Find:
    """Looks for the peak of a time."""

    def __init__(self, history: HistoryReader, reach: Reach) -> None:
        self._history = history
        self._reach = reach

    def __call__(self, _errand: Errand) -> Peak | None:
        return self._history.peak(*self._reach)


class StripPeaks(QObject):
    """Tells the peaks of short times, as far as they are known, and finds out.

    Signals:
        found: the peak that was wanted last is known now.
    """

    found = Signal()

    def __init__(self, history: HistoryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._known: dict[Reach, Peak | None] = {}
        self._wish: Reach | None = None
        self._waiting: Reach | None = None

    def want(self, reach: Reach) -> Peak | None:
        """Return the peak of a time; None when there is none, or while it is looked for."""
        if reach in self._known:
            self._waiting = None
            return self._known[reach]
        if self._wish is None:
            self._find(reach)
        else:
            self._waiting = reach
        return None

    def is_known(self, reach: Reach) -> bool:
        """Say whether it is known what the peak of a time is."""
        return reach in self._known

    def forget_after(self, at_ms: int) -> None:
        """Forget those of times that were not over then: there is more to be known of them now."""
        for reach in [reach for reach in self._known if reach[1] >= at_ms]:
            del self._known[reach]

    def _find(self, reach: Reach) -> None:
        self._wish = reach
        finding = Operation(_Find(self._history, reach), owner=self, channel="peak")
        finding.success(self._on_found).failure(self._on_failed).start()

    def _on_found(self, peak: Peak | None) -> None:
        wish = self._go_on()
        if wish is not None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[wish] = peak
            self.found.emit()

    def _on_failed(self, _error: ProcmonError) -> None:
        """Of what can not be read no peak is known."""
        self._on_found(None)

    def _go_on(self) -> Reach | None:
        wish, waiting = self._wish, self._waiting
        self._wish = self._waiting = None
        if waiting is not None and waiting not in self._known:
            self._find(waiting)
        return wish
