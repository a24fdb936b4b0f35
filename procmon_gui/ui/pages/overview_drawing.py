"""Charts that are drawn one after the other, each in a turn of its own: keys and the pointer are heard in between.

Who goes through the past asks for some thirty moments a second, and all charts of one are more than a frame.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.ui.widgets.chart import Chart
from procmon_gui.ui.widgets.ring import Samples


class ChartQueue(QObject):
    """Draws what was asked for last; no chart waits longer than all others take."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Chart] = []
        self._moment: tuple[Samples, float] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_next)

    def ask(self, charts: Sequence[Chart], table: Samples, now_s: float) -> None:
        """Draw these samples soon."""
        self._moment = table, now_s
        self._waiting += [chart for chart in charts if chart not in self._waiting]
        self._timer.start()

    def drop(self) -> None:
        """Draw nothing any more of what was asked for."""
        self._waiting.clear()
        self._timer.stop()

    @Slot()
    def _draw_next(self) -> None:
        if self._waiting and self._moment is not None:
            chart = self._waiting.pop(0)
            if not chart.isHidden():
                chart.draw(*self._moment)
        if not self._waiting:
            self._timer.stop()
