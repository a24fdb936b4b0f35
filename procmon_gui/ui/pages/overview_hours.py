"""What the heat map of the overview shows: who used most CPU in the last hours, read beside the window now and then."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.heat import Heat, HeatKind, HeatReader, HeatWish, step_for
from procmon_gui.domain.history import Span
from procmon_gui.domain.text import one_line
from procmon_gui.ui import moment_words, spoken
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages import heat_words
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.heat_words import MachineFacts
from procmon_gui.ui.pages.overview_words import translate
from procmon_gui.ui.widgets.heat_map.heat_map import HeatMap
from procmon_gui.ui.widgets.heat_map.legend import HeatLegend
from procmon_gui.ui.widgets.history.pointed import Pointed
from procmon_gui.ui.widgets.panel import PanelHead

LENGTH_MS: Final = 12 * 3_600_000
COUNT: Final = 16
# First all else of the page is there.
FIRST_AFTER_S: Final = 3.0
# Cells are of minutes: it is read no more often, and costs no more of a core than this.
LEAST_S: Final = 60.0
LEAST_SOON_S: Final = 10.0
COST_SHARE: Final = 0.0003
# Names of programs, the longest of which the kernel keeps (15 letters), fit.
_NAMES_PX: Final = 108
_CELL_PX: Final = 10
# A moment of the past has so much of the time after it in sight.
_AFTER: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HoursRead:
    """What was found.

    Attributes:
        window: of which time.
        is_last: that time ends with the newest that was recorded.
        cost_s: how many seconds of work it took.
    """

    window: Span
    is_last: bool
    wish: HeatWish
    heat: Heat
    cost_s: float


@dataclass(frozen=True, slots=True)
class ReadHours:
    """Reads the hours up to now, or around a moment of the past."""

    open_reader: Callable[[], HeatReader]
    cursor_ms: int | None
    columns: int

    def __call__(self, errand: OperationErrand) -> HoursRead | None:
        """Return them; None where nothing is recorded yet."""
        began_s = time.thread_time()
        reader = self.open_reader()
        recorded = reader.span()
        if recorded is None or recorded.to_ms <= recorded.from_ms:
            return None
        window = hours_around(recorded, self.cursor_ms)
        wish = HeatWish(
            kind=HeatKind.PROGRAMS,
            span=window,
            step_ms=step_for(window.to_ms - window.from_ms, self.columns),
            count=COUNT,
        )
        heat = reader.heat(wish, errand)
        is_last = window.to_ms == recorded.to_ms
        return HoursRead(window=window, is_last=is_last, wish=wish, heat=heat, cost_s=time.thread_time() - began_s)


def hours_around(recorded: Span, cursor_ms: int | None) -> Span:
    """Return which hours are shown: the last, or those around a moment that is not in them."""
    to_ms = recorded.to_ms
    if cursor_ms is not None and cursor_ms < to_ms - LENGTH_MS:
        to_ms = min(to_ms, cursor_ms + round(_AFTER * LENGTH_MS))
    return Span(from_ms=max(recorded.from_ms, to_ms - LENGTH_MS), to_ms=to_ms)


class HeatPlace(Protocol):
    """Where the map stands: the panel of the page."""

    head: PanelHead
    foot: QWidget
    room: int

    def hold(self, heat: HeatMap, legend: HeatLegend) -> None:
        """Show a heat map, and its ramp in the head."""

    def place_legend(self) -> None:
        """Let the ramp have as much room as its words want."""


class OverviewHours(QObject):
    """Belongs to one page."""

    def __init__(
        self,
        panel: HeatPlace,
        open_reader: Callable[[], HeatReader],
        page: Page,
        *,
        is_recorded: Callable[[], bool],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(page)
        self._panel = panel
        self._open_reader = open_reader
        self._page = page
        self._is_recorded = is_recorded
        self._monotonic_s = monotonic_s
        self._next_s = monotonic_s() + FIRST_AFTER_S
        self._read: HoursRead | None = None
        self._operation: Operation[HoursRead | None] | None = None
        self._cursor_ms: int | None = None
        self._asked_cursor_ms: int | None = None
        self._core_count = 1.0
        self._moment: Moment | None = None
        self.map = HeatMap(panel.foot, most_rows=panel.room, edge_px=0, names_px=_NAMES_PX, has_hands=False)
        self.legend = HeatLegend(panel.head)
        self.map.setProperty(HELP_PROPERTY, "heatmaps")
        self.map.say_instead(translate("Overview", "Reading who used most CPU…"))
        panel.hold(self.map, self.legend)
        self.legend.hide()
        self.map.moment_asked.connect(self._on_moment_asked)
        self.map.hovered.connect(self._on_hovered)
        self.map.saving_asked.connect(page.saving_asked)
        order = list(page.tab_order())
        place = order.index(self.map)
        if place:
            QWidget.setTabOrder(order[place - 1], self.map)

    def follow(self, page: Page) -> None:
        """Know the moment of the window, and read again when it is time."""
        self._moment = page.moment
        cursor_ms = self._moment.cursor_ms if self._moment is not None else None
        if cursor_ms != self._cursor_ms:
            self._cursor_ms = cursor_ms
            self.map.point(Pointed(cursor_ms=cursor_ms))
        if self._operation is None and (self._monotonic_s() >= self._next_s or self._is_elsewhere()):
            self._ask()

    def _is_elsewhere(self) -> bool:
        """Say whether the window went to a time that is not in sight; what failed is not tried with every frame."""
        read, cursor_ms = self._read, self._cursor_ms
        if read is None or cursor_ms == self._asked_cursor_ms:
            return False
        if cursor_ms is None:
            return not read.is_last
        return cursor_ms < read.window.from_ms or (cursor_ms > read.window.to_ms and not read.is_last)

    def _ask(self) -> None:
        self._asked_cursor_ms = self._cursor_ms
        snapshot = self._page.snapshot
        if snapshot is not None:
            cores = snapshot.host_value("host.cpu.core_count")
            self._core_count = cores if cores > 0 else 1.0
        # The map may have been put there a moment ago, and stands as wide as the head will be.
        beside_px = self.map.width() - self.map.plot().width()
        columns = max(8, (self._panel.head.width() - beside_px) // _CELL_PX)
        work = ReadHours(self._open_reader, self._cursor_ms, columns)
        self._operation = Operation(work, owner=self).success(self._on_read).failure(self._on_failed).start()

    # ---- what comes

    def _on_read(self, read: HoursRead | None) -> None:
        self._operation = None
        rest_s = LEAST_S
        if read is not None:
            # Of a recording that has just begun there is soon twice as much to see.
            length_s = (read.window.to_ms - read.window.from_ms) / 1000
            rest_s = max(LEAST_SOON_S, min(length_s, max(LEAST_S, read.cost_s / COST_SHARE)))
        self._next_s = self._monotonic_s() + rest_s
        self._read = read
        if read is None:
            words = translate(
                "Overview", "Nothing is recorded yet. Who used most CPU appears here as soon as something is."
            )
            self.map.say_instead(words)
        self.show_again()

    def _on_failed(self, error: ProcmonError) -> None:
        """Keep what is shown, as old as it is; where nothing is shown yet, say what is wrong."""
        self._operation = None
        self._next_s = self._monotonic_s() + LEAST_S
        words = translate("Overview", "{reason} It is tried again in a minute; the page History shows more of it.")
        self.map.say_instead(words.format(reason=one_line(spoken.said(str(error)))))

    def show_again(self) -> None:
        """Show what was read, as much of it as there is room for."""
        read = self._read
        if read is None:
            return
        machine = MachineFacts(core_count=self._core_count)
        content = heat_words.content_of(read.heat, read.wish, machine, self._panel.room)
        self.map.say_instead(translate("Overview", "No program used any CPU in this time."))
        self.map.show_window(read.window)
        self.map.show_content(content)
        self.legend.setVisible(bool(content.high))
        self.legend.say(content.low, content.high)
        self._say_head(read)
        self._panel.place_legend()

    def _say_head(self, read: HoursRead) -> None:
        """Say of when it is."""
        window = read.window
        if read.is_last:
            length = moment_words.span_text(window.to_ms - window.from_ms)
            title = translate("Overview", "Programs over the last {span}").format(span=length)
        else:
            when = moment_words.range_text(window.from_ms, window.to_ms)
            title = translate("Overview", "Programs, {range}").format(range=when)
        self._panel.head.rename(title)
        cell = translate("HeatMap", "{length} a cell").format(length=moment_words.span_text(read.heat.step_ms))
        hint = translate("Overview", "CPU, whole machine; click a cell to go there, {cell}").format(cell=cell)
        if not self._is_recorded():
            words = translate(
                "Overview", "recording is off: only what this window remembers, switch it on in Settings, {hint}"
            )
            hint = words.format(hint=hint)
        self._panel.head.say("", hint)

    # ---- the hand

    @Slot(object)
    def _on_moment_asked(self, at_ms: int) -> None:
        read, moment = self._read, self._moment
        if moment is None or read is None:
            return
        if read.is_last and at_ms >= read.window.to_ms:
            moment.go_live()
        else:
            moment.go_to(max(at_ms, read.window.from_ms))

    @Slot(object)
    def _on_hovered(self, at_ms: int | None) -> None:
        """Show where the pointer is; the charts of the page are of the last minutes only."""
        self.map.point(Pointed(cursor_ms=self._cursor_ms, hover_ms=at_ms))
