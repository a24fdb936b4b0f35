"""The recorded past as curves over any time, and who used most in it: wheel and drag move through days.

What is shown is read beside the window. The page asks for it when something is in sight that is not known, and does
nothing while it is hidden.
"""

import time
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSettings, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.heat import HeatReader
from procmon_gui.domain.history import Span
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.ranges import HostSeries
from procmon_gui.domain.settings import flag
from procmon_gui.ui import theme
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.heat_words import MachineFacts
from procmon_gui.ui.pages.history_choice import HistoryChoice
from procmon_gui.ui.pages.history_cursor import HistoryCursor
from procmon_gui.ui.pages.history_curves import HistoryCurves
from procmon_gui.ui.pages.history_deeds import HistoryDeeds
from procmon_gui.ui.pages.history_dialogs import HistoryDialogs
from procmon_gui.ui.pages.history_heat import HistoryHeat
from procmon_gui.ui.pages.history_reading import HistoryReading
from procmon_gui.ui.pages.history_recording import HistoryRecording, MakeRecording
from procmon_gui.ui.pages.history_subject import HistorySubject
from procmon_gui.ui.pages.history_top import HistoryTop
from procmon_gui.ui.pages.history_waiting import HistoryWaiting
from procmon_gui.ui.pages.history_way import HistoryWay
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.history.range_charts import RangeCharts
from procmon_gui.ui.widgets.history.side import WIDTH_PX, HistorySide
from procmon_gui.ui.widgets.history.toolbar import HistoryToolbar

# Below this there is no room for the programs beside the charts.
NARROW_PX: Final = 860
_WIDE_PX: Final = 1600
_WIDE_SIDE_PX: Final = 400
_RECORDED: Final = "history.recorded"
_OFF: Final = "off"
_NO_LIMIT_PX: Final = 16_777_215


class HistoryPage(Page):
    """Toolbar, charts, and beside them who used most."""

    def __init__(
        self,
        open_reader: Callable[[], HeatReader],
        preferences: Preferences | None = None,
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences or Preferences(parent=self)
        self._choice = HistoryChoice(settings)
        self.toolbar = HistoryToolbar(self)
        self.banners = BannerStack(self)
        self.charts = RangeCharts(self)
        self.side = HistorySide(self)
        self.reading = HistoryReading(open_reader, self, monotonic_s=monotonic_s)
        self.waiting = HistoryWaiting(self.reading, self.toolbar, self.banners, self)
        self._curves = HistoryCurves(self.reading, self.charts, self._choice, self)
        self._top = HistoryTop(self.reading, self.charts, self.side, self._choice, self)
        self.heat = HistoryHeat(self.reading, self.charts, self.side, self._choice, self)
        self.deeds = HistoryDeeds(self.charts, self.banners, self)
        self.dialogs = HistoryDialogs(self)
        self.way = HistoryWay(self)
        self._cursor = HistoryCursor(self.charts, self.reading, self.way, self)
        self._subject = HistorySubject(self.side, self._cursor, self.way, self)
        self.recording: HistoryRecording | None = None
        self._known: Sequence[HostSeries] = ()
        self._is_list_known = False
        self._is_narrow = False
        self._lay_out()
        self._connect()
        self._restore()

    # ---- building

    def _lay_out(self) -> None:
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rule = self._separator(is_upright=True)
        row.addWidget(self.charts, 1)
        row.addWidget(self._rule)
        row.addWidget(self.side)
        self._none = EmptyState(
            "history",
            self.tr("Nothing is recorded yet. The curves of this machine appear here as soon as something is."),
            self.tr("Show the setting"),
            parent=self,
        )
        self._body = QStackedWidget(self)
        self._body.addWidget(body)
        self._body.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, self._separator(is_upright=False), self.waiting.line, self.banners):
            column.addWidget(widget)
        column.addWidget(self._body, 1)

    def _separator(self, *, is_upright: bool) -> QFrame:
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedWidth(1) if is_upright else line.setFixedHeight(1)
        return line

    def _connect(self) -> None:
        toolbar, charts = self.toolbar, self.charts
        toolbar.span_chosen.connect(self._on_span)
        toolbar.offset_chosen.connect(self._on_offset)
        toolbar.offset_asked.connect(self.dialogs.ask_for_offset)
        toolbar.series_asked.connect(self._on_series_asked)
        toolbar.range_asked.connect(self._on_range_asked)
        toolbar.tab_chosen.connect(self._show_tab)
        self._more = QMenu(self)
        self._more.aboutToShow.connect(self._on_more)
        toolbar.more_button.setMenu(self._more)
        charts.view_changed.connect(self._on_view)
        charts.alert_asked.connect(self.alert_asked)
        self._subject.life_asked.connect(self.life_asked)
        self._subject.program_asked.connect(self.program_asked)
        self.heat.map.saving_asked.connect(self.saving_asked)
        self.deeds.moment_asked.connect(self._cursor.go_to)
        self.deeds.range_asked.connect(self._on_range_asked)
        self.deeds.comparison_asked.connect(self._on_comparison_asked)
        self.deeds.recording_asked.connect(self._on_recording_asked)
        self.deeds.rule_asked.connect(self.rule_asked)
        self.deeds.view_asked.connect(self.charts.zoom_to_range)
        self.dialogs.series_chosen.connect(self._on_series)
        self.dialogs.offset_chosen.connect(self._on_offset)
        self.dialogs.offset_refused.connect(self._on_offset_refused)
        self.dialogs.range_chosen.connect(self._on_range_typed)
        self.way.process_asked.connect(self.process_asked)
        self.way.query_asked.connect(self.query_asked)
        self.reading.opened.connect(self._on_opened)
        self.reading.series_read.connect(self._on_series_read)
        self.reading.curves_done.connect(self._on_curves_done)
        self.banners.action_asked.connect(self._on_action)
        self.waiting.again_asked.connect(self._on_again_asked)
        self._none.button_clicked.connect(self._on_setting_asked)
        self._preferences.changed.connect(self._on_preference)

    def _restore(self) -> None:
        choice = self._choice
        self.charts.view.span_ms = choice.span_ms
        self.charts.show_series(choice.series)
        self.side.choose(choice.by, are_processes=choice.are_processes)
        self.toolbar.show_span(choice.span_ms)
        self.toolbar.show_offset(choice.offset_ms)
        self.toolbar.show_series(len(choice.series), 0)
        self._fit()

    # ---- what the window asks

    def use_moment(self, moment: Moment) -> None:
        """Follow the moment: the cursor of the charts is that of the window."""
        super().use_moment(moment)
        self.way.use_moment(moment)
        self._cursor.use_moment(moment)
        moment.cursor_moved.connect(self._on_cursor_moved)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Let the charts show the marks."""
        self.charts.show_marks(marks)

    def offer_rules(self) -> None:
        """Offer them in the menu of a chart."""
        self.deeds.offer_rules()

    def offer_lives(self) -> None:
        """Offer the life of who is selected, and to compare the range."""
        self.side.offer_lives()
        self.deeds.offer_comparison()

    def offer_recordings(self, make: MakeRecording) -> None:
        """Offer to write a range into a file of its own."""
        self.recording = HistoryRecording(make, self.banners, self)
        self.recording.file_asked.connect(self.file_asked)
        self.deeds.offer_recordings()

    def draw(self) -> None:
        """Show what there is now: the moment, and what was recorded since the last time."""
        if not self.waiting.is_cancelled:
            self.reading.open()
        recorded = self.reading.span()
        self._say_state(recorded)
        if recorded is None:
            return
        self._say_beginning(recorded)
        self._take_machine()
        self._cursor.forget_after(recorded.to_ms)
        if not self.waiting.is_cancelled:
            self._curves.follow(recorded, stands_still=self.moment is not None and not self.moment.is_live)
            self._top.follow()
            self.heat.follow(recorded)
        self._cursor.follow()

    def tab_order(self) -> Sequence[QWidget]:
        """Return toolbar, charts, heat map, and the column beside them."""
        return [
            *self.toolbar.tab_order(), *self.charts.charts, *self.heat.head.tab_order(), self.heat.map,
            *self.side.tab_order(),
        ]  # fmt: skip

    def first_focus(self) -> QWidget:
        """Return the first chart."""
        return self.charts.charts[0] if self.charts.charts else self.toolbar.series_button

    def tell_ended(self) -> None:
        """Say that the process that was asked for is not there."""
        self.banners.say("ended", "info", self.tr("This process was not recorded at that moment."))

    # ---- inside

    @Slot()
    def _on_opened(self) -> None:
        if self.isVisible():
            self.draw()
        else:
            self.is_dirty = True

    def _say_state(self, recorded: Span | None) -> None:
        self._body.setCurrentIndex(0 if recorded is not None or not self.reading.is_open else 1)
        self.toolbar.setEnabled(recorded is not None)
        if recorded is not None and not flag(self._preferences.store, _RECORDED):
            words = self.tr(
                "Recording is switched off: here is what was recorded before, and what this window remembers."
            )
            self.banners.say(_OFF, "info", words, self.tr("Show the setting"), is_standing=True)
        else:
            self.banners.unsay(_OFF)

    def _say_beginning(self, recorded: Span) -> None:
        """Say since when something is recorded, where the time that was asked for is longer than that."""
        is_longer = self.charts.view.span_ms > recorded.to_ms - recorded.from_ms
        self.toolbar.show_beginning(recorded.from_ms if is_longer else None)

    def _take_machine(self) -> None:
        newest = self.moment.newest if self.moment is not None else None
        if newest is not None:
            self._curves.size_bytes = newest.host_value("host.memory.size_bytes")
            cores = newest.host_value("host.cpu.core_count")
            self._top.core_count = cores if cores > 0 else 1.0
            self.heat.know_machine(MachineFacts(core_count=self._top.core_count, size_bytes=self._curves.size_bytes))
            if self._cursor.card is not None:
                self._cursor.card.core_count = self._top.core_count

    @Slot()
    def _on_cursor_moved(self) -> None:
        self.is_dirty = True

    # ---- what the reader chooses

    @Slot(object)
    def _on_span(self, span_ms: int) -> None:
        self._choice.keep_span(span_ms)
        recorded = self.reading.span()
        if recorded is None:
            return
        self.charts.view.choose(span_ms, recorded, self.moment.cursor_ms if self.moment is not None else None)
        self._begin_anew(recorded)

    def _begin_anew(self, recorded: Span) -> None:
        self.waiting.is_cancelled = False
        self.charts.show_recorded(recorded)
        self._say_beginning(recorded)
        self._is_list_known = False
        self._curves.begin_anew()
        self._top.ask()
        self.heat.ask()
        self._on_view()

    @Slot()
    def _on_view(self) -> None:
        """Let the button of the span stand out while so much is in sight."""
        self.waiting.is_cancelled = False
        self.toolbar.show_span(round(self.charts.view.span_ms))
        self.side.show_range(self.charts.asked_range, is_chosen=self.charts.chosen is not None)
        in_sight = self.charts.window_in_sight
        if in_sight is not None:
            self.past_seen.emit(in_sight.from_ms)

    @Slot(object)
    def _on_offset(self, offset_ms: int) -> None:
        self._choice.keep_offset(offset_ms)
        self.toolbar.show_offset(offset_ms)
        self._curves.begin_anew()

    @Slot(str)
    def _on_offset_refused(self, words: str) -> None:
        self.banners.say("offset", "warning", words) if words else self.banners.unsay("offset")

    @Slot()
    def _on_series_asked(self) -> None:
        self.dialogs.ask_for_series(self._known, self._choice.series)

    @Slot(object)
    def _on_series(self, series: Sequence[HostSeries]) -> None:
        self._choice.keep_series(series)
        self.charts.show_series(series)
        self.toolbar.show_series(len(series), len(self._known))
        self._curves.begin_anew()

    @Slot(object)
    def _on_series_read(self, known: Sequence[HostSeries]) -> None:
        self._known = known
        self.toolbar.show_series(len(self._choice.series), len(known))

    @Slot()
    def _on_range_asked(self) -> None:
        recorded = self.reading.span()
        if recorded is not None:
            self.dialogs.ask_for_range(recorded)

    @Slot(object)
    def _on_range_typed(self, chosen: Span) -> None:
        self.charts.choose_range(chosen)
        self.charts.bring_range_into_sight()

    @Slot()
    def _on_more(self) -> None:
        self._more.clear()
        self.deeds.fill_menu(self._more)

    @Slot()
    def _on_comparison_asked(self) -> None:
        self.comparison_asked.emit(self.charts.asked_range)

    @Slot()
    def _on_recording_asked(self) -> None:
        asked = self.charts.asked_range
        if self.recording is not None and asked is not None:
            self.recording.ask(asked)

    # ---- waiting and trouble

    @Slot()
    def _on_curves_done(self) -> None:
        window = self.charts.window_in_sight
        if not self._is_list_known and window is not None:
            self._is_list_known = True
            self.reading.ask_series(window)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == _OFF:
            self._on_setting_asked()

    @Slot()
    def _on_again_asked(self) -> None:
        self._curves.read_again()
        self._top.read_again()
        self.heat.read_again()

    @Slot()
    def _on_setting_asked(self) -> None:
        self.setting_asked.emit(_RECORDED)

    @Slot(str)
    def _on_preference(self, key: str) -> None:
        if key == _RECORDED:
            self.is_dirty = True

    # ---- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the programs be a tab where there is no room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._is_narrow = self.width() < theme.scaled(NARROW_PX)
        self.toolbar.show_narrow(is_narrow=self._is_narrow)
        self.heat.set_room(self.height(), is_narrow=self._is_narrow)
        self._show_tab(self.toolbar.tabs.checkedId())
        wide = self.width() >= theme.scaled(_WIDE_PX)
        width = theme.scaled(_WIDE_SIDE_PX if wide else WIDTH_PX)
        if self._is_narrow:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(_NO_LIMIT_PX)
        else:
            self.side.setFixedWidth(width)

    @Slot(int)
    def _show_tab(self, tab: int) -> None:
        shows_side = not self._is_narrow or tab == 1
        self.side.setVisible(shows_side)
        self._rule.setVisible(not self._is_narrow)
        self.charts.setVisible(not self._is_narrow or tab == 0)
