"""The cursor in the charts of the History page: it stands where the window is, and takes the reader elsewhere."""

from typing import Final

from PySide6.QtCore import QObject, Slot

from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.history_card import HistoryCard
from procmon_gui.ui.pages.history_reading import HistoryReading
from procmon_gui.ui.pages.history_way import HistoryWay
from procmon_gui.ui.widgets.history.range_charts import RangeCharts

# Less is the next beat.
_LEAST_WALK_MS: Final = 2_000


class HistoryCursor(QObject):
    """Goes to what is pointed at, as far as it was recorded, and keeps the cursor of the charts where the window is."""

    def __init__(
        self, charts: RangeCharts, reading: HistoryReading, way: HistoryWay, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._charts = charts
        self._reading = reading
        self._way = way
        self._moment: Moment | None = None
        self._shown_cursor_ms: int | None = None
        self.card: HistoryCard | None = None
        charts.moment_asked.connect(self._on_place_asked)
        charts.mark_asked.connect(self.go_to)
        charts.walked.connect(self._on_walked)
        charts.live_asked.connect(self._on_live_asked)
        charts.oldest_asked.connect(self._on_oldest_asked)
        charts.point_opened.connect(self._on_point_opened)

    def use_moment(self, moment: Moment) -> None:
        """Go by this moment."""
        self._moment = moment
        if moment.history is not None:
            self.card = HistoryCard(self._charts, moment.history, self)

    def forget_after(self, at_ms: int) -> None:
        """Ask again who led at times that were not over then."""
        if self.card is not None:
            self.card.forget_after(at_ms)

    def follow(self) -> None:
        """Bring the cursor to where the window is, and there into sight."""
        cursor_ms = self._moment.cursor_ms if self._moment is not None else None
        if cursor_ms == self._shown_cursor_ms:
            return
        self._shown_cursor_ms = cursor_ms
        self._charts.show_cursor(cursor_ms)
        if cursor_ms is not None:
            self._charts.bring_into_sight(cursor_ms)

    # ---- where to go

    @Slot(object)
    def go_to(self, at_ms: int) -> None:
        """Go to a time: to the oldest beat for one before it, and to now for one after the newest."""
        recorded = self._reading.span()
        if self._moment is None or recorded is None:
            return
        if at_ms >= recorded.to_ms:
            self._moment.go_live()
        else:
            self._moment.go_to(max(at_ms, recorded.from_ms))

    @Slot(object)
    def _on_place_asked(self, at_ms: int) -> None:
        """Go where the reader clicked: to the busiest beat of a pixel that stands for many."""
        is_coarse = self._charts.pixel_ms > _LEAST_WALK_MS
        peak = self.card.peak_near(at_ms) if self.card is not None and is_coarse else None
        self.go_to(at_ms if peak is None else peak.at_ms)

    @Slot(float)
    def _on_walked(self, by_ms: float) -> None:
        if self._moment is None:
            return
        # Where a pixel is less than a beat, the next beat.
        if abs(by_ms) < _LEAST_WALK_MS:
            self._moment.step(1 if by_ms > 0 else -1)
        else:
            self._moment.step_s(by_ms / 1000)

    @Slot()
    def _on_live_asked(self) -> None:
        if self._moment is not None:
            self._moment.go_live()

    @Slot()
    def _on_oldest_asked(self) -> None:
        if self._moment is not None:
            self._moment.go_to_oldest()

    @Slot(object)
    def _on_point_opened(self, at_ms: int) -> None:
        peak = self.card.peak_near(at_ms) if self.card is not None else None
        if peak is not None and peak.leader is not None:
            self._way.go(peak.at_ms, peak.leader.key)
        else:
            self.go_to(at_ms)
