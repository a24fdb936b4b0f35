"""The heat map under the charts of the History page: which one, and when it is read."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.domain.heat import HeatKind, HeatWish, step_for
from procmon_gui.domain.history import Span
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.pages import heat_words
from procmon_gui.ui.pages.heat_reading import HeatRead
from procmon_gui.ui.pages.heat_words import MachineFacts
from procmon_gui.ui.pages.history_choice import HistoryChoice
from procmon_gui.ui.pages.history_reading import HistoryReading
from procmon_gui.ui.widgets.heat_map.head import HeatHead
from procmon_gui.ui.widgets.heat_map.heat_map import HeatMap
from procmon_gui.ui.widgets.history.range_charts import RangeCharts
from procmon_gui.ui.widgets.history.side import HistorySide
from procmon_gui.ui.widgets.history.time_view import around

# A cell is about so wide, so that it can be seen and met.
CELL_PX: Final = 10
PROGRAMS: Final = 20
# So many programs there are where there is little room, and where there is some.
NARROW_ROWS: Final = 5
SMALL_ROWS: Final = 8
# A page of this height has room for SMALL_ROWS; each row more takes this.
_SMALL_PX: Final = 640
_ROW_PX: Final = 19
# Asked for when the hand that moves the time has come to rest.
_REST_MS: Final = 350
_MARGIN: Final = 0.25
_KINDS: Final = tuple(HeatKind)


class HistoryHeat(QObject):
    """Reads for one heat map, and hands it what comes."""

    def __init__(
        self, reading: HistoryReading, charts: RangeCharts, side: HistorySide, choice: HistoryChoice, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._charts = charts
        self._choice = choice
        self._recorded: Span | None = None
        self._asked: HeatWish | None = None
        self._read: HeatRead | None = None
        self.machine = MachineFacts()
        self._rows = SMALL_ROWS
        self.head = HeatHead(charts, kinds=heat_words.kind_words(), colours=heat_words.colour_words())
        self.map = HeatMap(charts, most_rows=SMALL_ROWS)
        self.map.say_instead(self.tr("Reading…"))
        for widget in (self.head, self.map):
            widget.setProperty(HELP_PROPERTY, "heatmaps")
        charts.hold(self.head, self.map)
        charts.lead(self.map)
        self.map.zoom_asked.connect(charts.zoom_about)
        self.map.drag_asked.connect(charts.drag)
        self.map.hovered.connect(charts.hover)
        self.map.sight_asked.connect(charts.bring_into_sight)
        self.map.moment_asked.connect(charts.moment_asked)
        self._offer_hosts(is_offered=False)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.ask)
        self.head.kind_chosen.connect(self._on_kind)
        self.head.colour_chosen.connect(self._on_colour)
        charts.view_changed.connect(self._rest.start)
        side.ranking_asked.connect(self._on_ranking)
        reading.opened.connect(self._on_opened)
        reading.heat_read.connect(self._on_heat)
        reading.failed.connect(self._on_failed)
        self._show_choice()

    def follow(self, recorded: Span) -> None:
        """Know what is recorded now; what goes along with now is read again when there is another cell to see."""
        self._recorded = recorded
        window, asked = self._charts.window_in_sight, self._asked
        if window is None or self._rest.isActive():
            return
        is_first = asked is None or asked.span.from_ms > window.from_ms
        if is_first or self._has_next_cell(window, recorded):
            self.ask()

    def _has_next_cell(self, window: Span, recorded: Span) -> bool:
        """Say whether a cell has begun since the last time, and may be read now."""
        asked = self._asked
        if asked is None or not self._reading.may_repeat("heat"):
            return False
        step_ms = asked.step_ms if self._read is None else max(asked.step_ms, self._read.heat.step_ms)
        return min(window.to_ms, recorded.to_ms) >= (asked.span.to_ms // step_ms + 1) * step_ms

    @Slot()
    def ask(self) -> None:
        """Read what is in sight, where that is not what is shown."""
        window, recorded = self._charts.window_in_sight, self._recorded
        if window is None or recorded is None:
            return
        length_ms = window.to_ms - window.from_ms
        wish = HeatWish(
            kind=self._choice.heat_kind,
            span=self._span(window, recorded),
            step_ms=step_for(length_ms, max(8, self._charts.plot_px // self._cell_px)),
            by=self._choice.by,
            count=PROGRAMS,
            is_unusual=self._choice.is_heat_unusual,
        )
        if wish != self._asked:
            self._asked = wish
            self._reading.ask_heat(wish)

    @property
    def _cell_px(self) -> int:
        return round(CELL_PX * self._charts.devicePixelRatioF())

    def _span(self, window: Span, recorded: Span) -> Span:
        """Return what is read: of programs what is in sight, which decides who they are; else some more beside it."""
        # What is not over yet is not hatched as if nobody had recorded it.
        margin = 0.0 if self._choice.heat_kind is HeatKind.PROGRAMS else _MARGIN
        return around(window, margin, recorded)

    def read_again(self) -> None:
        """Read it once more, whatever is known."""
        self._asked = None
        self.ask()

    def set_room(self, page_px: int, *, is_narrow: bool) -> None:
        """Show as many programs as a page of this height has room for."""
        more = max(0, page_px - _SMALL_PX) // (2 * _ROW_PX)
        rows = NARROW_ROWS if is_narrow else min(PROGRAMS, SMALL_ROWS + more)
        if rows != self._rows:
            self._rows = rows
            self.map.set_room(rows)
            self._show()

    def know_machine(self, machine: MachineFacts) -> None:
        """Know how large the machine is."""
        if machine != self.machine:
            self.machine = machine
            self._show()

    # ---- inside

    @Slot(int)
    def _on_kind(self, place: int) -> None:
        self._choose(_KINDS[place], is_unusual=self._choice.is_heat_unusual)

    @Slot(int)
    def _on_colour(self, place: int) -> None:
        self._choose(self._choice.heat_kind, is_unusual=place == 1)

    def _choose(self, kind: HeatKind, *, is_unusual: bool) -> None:
        self._choice.keep_heat(kind, is_unusual=is_unusual)
        self._show_choice()
        self.ask()

    def _show_choice(self) -> None:
        self.head.show_choice(_KINDS.index(self._choice.heat_kind), int(self._choice.is_heat_unusual))

    @Slot()
    def _on_opened(self) -> None:
        self._offer_hosts(is_offered=len(self._reading.reader.hosts()) > 1)

    def _offer_hosts(self, *, is_offered: bool) -> None:
        self.head.offer_kind(_KINDS.index(HeatKind.HOSTS), is_offered=is_offered)
        if not is_offered and self._choice.heat_kind is HeatKind.HOSTS and self._reading.is_open:
            self._choose(HeatKind.PROGRAMS, is_unusual=self._choice.is_heat_unusual)

    @Slot()
    def _on_ranking(self) -> None:
        # Who is ranked by what is kept by then: whoever keeps it heard of it before.
        if self._choice.heat_kind is HeatKind.PROGRAMS:
            self.ask()

    @Slot(object)
    def _on_heat(self, read: HeatRead) -> None:
        if read.wish == self._asked:
            self._read = read
            self._show()

    def _show(self) -> None:
        read = self._read
        if read is None:
            return
        rows = self._rows if read.wish.kind is HeatKind.PROGRAMS else len(read.heat.subjects)
        content = heat_words.content_of(read.heat, read.wish, self.machine, rows)
        self.map.say_instead(self.tr("Nothing is known of this time."))
        self.map.show_content(content)
        self.head.show_content(content)

    @Slot(str, str)
    def _on_failed(self, name: str, _words: str) -> None:
        if name == "heat":
            self._asked = None
            self.map.say_instead(self.tr("It could not be read."))
            self.map.show_content(replace(self.map.content, is_stale=True))
