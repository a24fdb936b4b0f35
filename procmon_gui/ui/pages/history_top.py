"""Who used most in the range, and what the one that is selected did on the days before."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.domain.ranges import ProcessInRange, ProgramInRange
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.pages.history_choice import HistoryChoice
from procmon_gui.ui.pages.history_reading import BEFORE_MS, DaysRead, HistoryReading, TopRead, TopWish
from procmon_gui.ui.widgets.history.range_charts import RangeCharts
from procmon_gui.ui.widgets.history.side import HistorySide, identity_of
from procmon_gui.ui.widgets.history.top_words import Measure

# Asked for when the hand that moves the time has come to rest.
_REST_MS: Final = 350
# Live, the list of what is in sight is read again when it has moved by such a part of it.
_SHARE: Final = 60
_LEAST_MS: Final = 10_000


class HistoryTop(QObject):
    """Reads for the column beside the charts, and hands it what comes."""

    def __init__(
        self,
        reading: HistoryReading,
        charts: RangeCharts,
        side: HistorySide,
        choice: HistoryChoice,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._charts = charts
        self._side = side
        self._choice = choice
        self._asked: TopWish | None = None
        self._read: TopRead | None = None
        self._days: DaysRead | None = None
        self.core_count = 1.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.ask)
        charts.view_changed.connect(self._on_view)
        charts.range_chosen.connect(self.ask)
        side.ranking_asked.connect(self._on_ranking)
        side.selected.connect(self._on_selected)
        reading.top_read.connect(self._on_top)
        reading.days_read.connect(self._on_days)
        reading.failed.connect(self._on_failed)

    def follow(self) -> None:
        """Read again when what is in sight has moved on by enough to see it."""
        span, asked = self._charts.asked_range, self._asked
        if span is None or self._rest.isActive() or not self._reading.may_repeat("top"):
            return
        step_ms = max(_LEAST_MS, (span.to_ms - span.from_ms) // _SHARE)
        moved_ms = (
            0 if asked is None else max(abs(span.to_ms - asked.span.to_ms), abs(span.from_ms - asked.span.from_ms))
        )
        if asked is None or moved_ms >= step_ms:
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Read who used most in the chosen range, or in what is in sight."""
        span = self._charts.asked_range
        if span is None:
            return
        self._side.show_range(span, is_chosen=self._charts.chosen is not None)
        wish = TopWish(span=span, by=self._choice.by, are_processes=self._choice.are_processes)
        if wish != self._asked:
            self._asked = wish
            self._reading.ask_top(wish)

    def read_again(self) -> None:
        """Read it once more, whatever is known."""
        self._asked = None
        self.ask()

    def measure(self, covered_ms: int) -> Measure:
        """Return against what a use is seen."""
        return Measure(by=self._choice.by, covered_s=covered_ms / 1000, core_count=self.core_count)

    # ---- inside

    @Slot()
    def _on_view(self) -> None:
        if self._charts.chosen is None:
            self._rest.start()

    @Slot()
    def _on_ranking(self) -> None:
        self._choice.keep_ranking(self._side.by, are_processes=self._side.are_processes)
        self.ask()

    @Slot(object)
    def _on_top(self, read: TopRead) -> None:
        if read.wish != self._asked:
            return
        self._read = read
        self._side.show_top(read.items, self.measure(read.covered_ms))

    @Slot(str, str)
    def _on_failed(self, name: str, _words: str) -> None:
        if name == "top":
            self._asked = None

    @Slot()
    def _on_selected(self) -> None:
        item = self._side.item
        self._say_subject()
        if isinstance(item, ProgramInRange) and self._read is not None and not self._has_days(item):
            self._reading.ask_days(item, self._read.wish.span)

    @Slot(object)
    def _on_days(self, read: DaysRead) -> None:
        self._days = read
        self._say_subject()

    def _has_days(self, item: ProgramInRange) -> bool:
        days, read = self._days, self._read
        is_same = days is not None and identity_of(days.item) == identity_of(item)
        return is_same and days is not None and read is not None and days.span == read.wish.span

    def _say_subject(self) -> None:
        item, read = self._side.item, self._read
        if item is None or read is None:
            self._side.show_subject(None, (), None)
            return
        this = (self.tr("This range"), self.measure(read.covered_ms).in_a_line(item.use))
        before = self._process_pairs(item) if isinstance(item, ProcessInRange) else self._day_pairs(item)
        self._side.show_subject(item, (*before, this), item.use.peak_ms)

    def _day_pairs(self, item: ProgramInRange) -> list[tuple[str, str]]:
        names = dict(zip(BEFORE_MS, (self.tr("Yesterday"), self.tr("Last week")), strict=True))
        days = self._days
        if days is None or identity_of(days.item) != identity_of(item):
            return [(name, text.UNKNOWN) for name in names.values()]
        pairs = []
        for name, (covered_ms, use) in zip(names.values(), days.before, strict=True):
            absent = self.tr("not seen") if covered_ms else self.tr("not recorded")
            pairs.append((name, absent if use is None else self.measure(covered_ms).in_a_line(use)))
        return pairs

    def _process_pairs(self, item: ProcessInRange) -> list[tuple[str, str]]:
        facts = item.facts
        pairs = [(self.tr("Started"), _moment_words(facts.first_ms))]
        if facts.last_ms is not None:
            pairs.append((self.tr("Ended"), _moment_words(facts.last_ms)))
        if facts.parent_pid is not None:
            pairs.append((self.tr("Parent"), self.tr("PID {pid}").format(pid=facts.parent_pid)))
        return pairs


def _moment_words(at_ms: int | None) -> str:
    return text.UNKNOWN if at_ms is None else moment_words.moment_text(at_ms)
