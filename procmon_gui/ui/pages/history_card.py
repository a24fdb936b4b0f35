"""Who led where the pointer is: the busiest beat of the pixel, which is read beside the window."""

from typing import Final

from PySide6.QtCore import QObject, Slot

from procmon_gui.domain.history import Peak
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.widgets.history.range_charts import RangeCharts
from procmon_gui.ui.widgets.history.series_words import CPU
from procmon_gui.ui.widgets.time_strip_peaks import StripPeaks

# Between two beats one of them is meant.
_LEAST_REACH_MS: Final = 1_500


class HistoryCard(QObject):
    """Words the card beside the pointer, and knows which beat a place of a chart means."""

    def __init__(self, charts: RangeCharts, history: HistoryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._charts = charts
        self._peaks = StripPeaks(history, self)
        self.core_count = 1.0
        charts.hovered.connect(self._on_hovered)
        self._peaks.found.connect(self._on_found)

    def peak_near(self, at_ms: int) -> Peak | None:
        """Return the busiest beat of the pixel at a moment, as far as it is known yet."""
        pixel_ms = max(_LEAST_REACH_MS, round(2 * self._charts.pixel_ms))
        # Neighbours share what was found.
        first_ms = at_ms // pixel_ms * pixel_ms
        return self._peaks.want((first_ms, first_ms + pixel_ms))

    def forget_after(self, at_ms: int) -> None:
        """Ask again for times that were not over then."""
        self._peaks.forget_after(at_ms)

    @Slot(object)
    def _on_hovered(self, at_ms: int | None) -> None:
        chart = next((chart for chart in self._charts.charts if chart.underMouse()), None)
        if at_ms is None or chart is None:
            self._charts.show_card(())
            return
        lines = [moment_words.moment_text(at_ms), chart.value_words(at_ms)]
        if chart.series == CPU:
            lines += self._leader_lines(at_ms)
        self._charts.show_card(tuple(lines))

    @Slot()
    def _on_found(self) -> None:
        self._on_hovered(self._charts.pointed.hover_ms)

    def _leader_lines(self, at_ms: int) -> list[str]:
        peak = self.peak_near(at_ms)
        if peak is None or peak.leader is None or not peak.leader.value > 0:
            return []
        share = text.ratio_text(peak.leader.value / self.core_count)
        led = self.tr("{program} led with {value}").format(program=peak.leader.name, value=share)
        return [led, self.tr("Double click opens it")]
