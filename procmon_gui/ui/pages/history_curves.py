"""Which curves are read for the charts, and when: what is in sight and not known yet."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import HostSeries, Statistics
from procmon_gui.ui.pages.history_choice import HistoryChoice
from procmon_gui.ui.pages.history_reading import CurveRead, CurvesWish, HistoryReading
from procmon_gui.ui.widgets.history.range_chart import Content
from procmon_gui.ui.widgets.history.range_charts import RangeCharts
from procmon_gui.ui.widgets.history.time_view import around
from procmon_gui.ui.widgets.history.toolbar import compared_words

# While a hand moves the time, what comes into sight is asked for when it has been still for so long.
_SOON_MS: Final = 60
# Beside what is in sight so much more is read on both sides, so that moving finds something there.
_MARGIN: Final = 0.25
# What was read serves until so much less time is in sight, or so much more.
_COARSER: Final = 2.0


class HistoryCurves(QObject):
    """Reads for the charts, and hands them what comes."""

    def __init__(self, reading: HistoryReading, charts: RangeCharts, choice: HistoryChoice, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = reading
        self._charts = charts
        self._choice = choice
        self._recorded: Span | None = None
        self._asked: CurvesWish | None = None
        self._read: CurvesWish | None = None
        self._shown_ms = 0
        self._keeps_top = True
        self._statistics_of: tuple[tuple[HostSeries, ...], Span] | None = None
        self.size_bytes = float("nan")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._ask)
        charts.view_changed.connect(self._soon.start)
        charts.range_chosen.connect(self.ask_statistics)
        reading.curve_read.connect(self._on_curve)
        reading.curves_done.connect(self._on_done)
        reading.statistics_read.connect(self._on_statistics)
        reading.failed.connect(self._on_failed)

    def follow(self, recorded: Span, *, stands_still: bool) -> None:
        """Know what is recorded now; what goes along with now moves as often as a pixel is."""
        before, self._recorded = self._recorded, recorded
        view = self._charts.view
        if stands_still:
            view.hold(self._charts.window_in_sight or view.window(recorded))
        else:
            view.release()
        moves = view.goes_along and recorded.to_ms - self._shown_ms >= max(1.0, self._charts.pixel_ms)
        # Of what lies on disk more may be known than a moment ago.
        is_longer = before is None or recorded.from_ms < before.from_ms
        # The window moves with what is read for it, or its right edge would stand empty.
        if is_longer or (moves and self._reading.may_repeat("curves")):
            self._shown_ms = recorded.to_ms
            self._charts.show_recorded(recorded)
            self._want(is_repeated=before is not None)
        elif not view.goes_along:
            # Nothing moves, but there is more to drag to.
            self._charts.show_recorded(recorded)

    def begin_anew(self) -> None:
        """Read for another choice; charts may become lower."""
        self._keeps_top = False
        self._want(is_repeated=False)
        self.ask_statistics()

    def read_again(self) -> None:
        """Read what is in sight once more, whatever is known."""
        self._read = self._asked = None
        self._ask()
        self._statistics_of = None
        self.ask_statistics()

    def _want(self, *, is_repeated: bool) -> None:
        # A slow answer would never come if each pixel began it anew.
        if not is_repeated or self._reading.may_repeat("curves"):
            self._ask()

    @Slot()
    def _ask(self) -> None:
        window, recorded = self._charts.window_in_sight, self._recorded
        if window is None or recorded is None or not self._choice.series:
            return
        if self._serves(self._read, window) and self._keeps_top:
            return
        span = around(window, _MARGIN, recorded)
        points = round(self._charts.plot_px * (span.to_ms - span.from_ms) / max(1, window.to_ms - window.from_ms))
        wish = CurvesWish(
            series=self._choice.series, span=span, points=max(2, points), offset_ms=self._choice.offset_ms
        )
        if wish == self._asked and self._reading.is_reading("curves"):
            return
        self._asked = wish
        self._reading.ask_curves(wish)

    def _serves(self, read: CurvesWish | None, window: Span) -> bool:
        """Say whether what was read is what would be read now."""
        if read is None or (read.series, read.offset_ms) != (self._choice.series, self._choice.offset_ms):
            return False
        pixel_ms = max(self._charts.pixel_ms, 1e-9)
        is_fine = 1 / _COARSER <= read.point_ms / pixel_ms <= _COARSER
        return is_fine and read.span.from_ms <= window.from_ms and read.span.to_ms >= window.to_ms

    @Slot(object)
    def _on_curve(self, read: CurveRead) -> None:
        content = Content(
            curve=read.curve,
            ghost=read.ghost,
            ghost_name=compared_words(read.wish.offset_ms) if read.wish.offset_ms else "",
            gaps=read.gaps,
            size_bytes=self.size_bytes,
        )
        self._charts.show_contents({read.series: content}, keeps_top=self._keeps_top)

    @Slot()
    def _on_done(self) -> None:
        self._read, self._keeps_top = self._asked, True

    @Slot(str, str)
    def _on_failed(self, name: str, _words: str) -> None:
        if name == "curves":
            self._asked = None
            self._charts.set_stale(True)

    # ---- the chosen range

    @Slot()
    def ask_statistics(self) -> None:
        """Read what there is to say of the chosen range."""
        chosen = self._charts.chosen
        if chosen is None:
            self._statistics_of = None
            self._reading.drop("statistics")
            return
        if self._statistics_of != (self._choice.series, chosen):
            self._statistics_of = self._choice.series, chosen
            self._reading.ask_statistics(self._choice.series, chosen)

    @Slot(object)
    def _on_statistics(self, read: dict[HostSeries, Statistics]) -> None:
        if self._charts.chosen is not None:
            self._charts.show_statistics(read)
