"""The strip at the foot of the window: CPU of the machine over time, where the moment is chosen."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.time_strip_chart import ALL_MS, TimeStripChart
from procmon_gui.ui.widgets.time_strip_marks import spoken_mark
from procmon_gui.ui.widgets.time_strip_past import StripCurve, StripPast
from procmon_gui.ui.widgets.time_strip_peaks import Reach, StripPeaks
from procmon_gui.ui.widgets.time_strip_scale import SPANS_MS, StripData

if TYPE_CHECKING:
    from procmon_gui.ui.widgets.chart_twins import ChartTwins

HEIGHT_PX: Final = 72
SIDE_PX: Final = 96
CONTROL_PX: Final = 28
_MARKS_SAID: Final = 3
_LEFT_PX: Final = 12
# As they are worded longest: in seconds, in minutes, in hours, in days.
_LONG_SPANS_MS: Final = (100_000, 100 * 60_000, 40 * 3_600_000, 300 * 86_400_000)


class TimeStrip(QWidget):
    """Shows what is remembered, and hands the wishes of its reader to the moment.

    Signals:
        play_asked: play on from the moment, or stop.
        time_asked: the reader wants to type a time.
        saving_asked: the strip is to be a file, a `FileContent`.
    """

    play_asked = Signal()
    time_asked = Signal()
    saving_asked = Signal(object)

    def __init__(self, history: HistoryReader, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("time_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._history = history
        self._moment = moment
        self._data = StripData()
        self._past = StripPast(history, self)
        self._peaks = StripPeaks(history, self)
        self._asked_peak: Reach | None = None
        self._curve = StripCurve(self._data, self._past)
        self._title = QLabel(self.tr("Host CPU"), self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.span_button = ChevronButton(self)
        self.span_button.setMenu(self._span_menu())
        self.span_button.setToolTip(self.tr("How much time the strip shows (the wheel does it too)"))
        self.chart = TimeStripChart(self._point, self)
        self._twins: ChartTwins | None = None
        self.live_button = QToolButton(self)
        self.live_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.live_button.setText(beside_icon(self.tr("Live")))
        self.live_button.setAccessibleName(self.tr("Live"))
        self.live_button.setToolTip(self.tr("Show what happens now (Esc)"))
        self._lay_out()
        self._connect()
        self._say_span()
        self._restyle()
        self._show_moment()
        if not moment.has_live:
            self.live_button.hide()
            self.chart.show_span(ALL_MS)
            self.draw()

    def _lay_out(self) -> None:
        for button in (self.span_button, self.live_button):
            button.setMinimumHeight(CONTROL_PX)
        side = QVBoxLayout()
        side.setContentsMargins(_LEFT_PX, 8, 0, 8)
        side.setSpacing(4)
        side.addWidget(self._title)
        # Absolute: its own direction is the other one.
        side.addWidget(self.span_button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._side = QWidget(self)
        self._side.setLayout(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self.chart, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.live_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self.chart.moment_asked.connect(self._on_moment_asked)
        self.chart.peak_asked.connect(self._on_peak_asked)
        self.chart.steps_asked.connect(self._on_steps_asked)
        self.chart.seconds_asked.connect(self._on_seconds_asked)
        self.chart.live_asked.connect(self._on_live_asked)
        self.chart.oldest_asked.connect(self._on_oldest_asked)
        self.chart.view_changed.connect(self._on_view)
        self.chart.play_asked.connect(self.play_asked)
        self.chart.time_asked.connect(self.time_asked)
        self.chart.mark_step_asked.connect(self._on_mark_step_asked)
        self._past.loaded.connect(self._on_past_loaded)
        self._peaks.found.connect(self._on_peak_found)
        self.live_button.clicked.connect(self._on_live_asked)
        self._moment.changed.connect(self._show_moment)
        self._moment.cursor_moved.connect(self._show_moment)
        self._moment.cursor_moved.connect(self._forget_wish)
        theme.theme_changed.connect(self._restyle)

    def _span_menu(self) -> QMenu:
        menu = QMenu(self)
        self._spans = QActionGroup(menu)
        names = {None: self.tr("Since the start, 5 min to 1 h"), ALL_MS: self.tr("All that was recorded")}
        for span_ms in (*((None,) if self._moment.has_live else ()), *SPANS_MS, ALL_MS):
            action = QAction(names[span_ms] if span_ms in names else moment_words.span_text(span_ms or 0), menu)
            action.setData(span_ms)
            action.setCheckable(True)
            self._spans.addAction(action)
            menu.addAction(action)
        menu.aboutToShow.connect(self._check_span)
        menu.triggered.connect(self._on_span)
        return menu

    # ---- what happens

    def draw(self) -> None:
        """Show what came since the last time; called for each frame that somebody can see."""
        remembered = self._history.span()
        if remembered is None:
            return
        self._peaks.forget_after(self._data.newest_ms)
        self._data.extend(self._history.newest(self._data.newest_ms))
        self._data.forget_before(remembered.from_ms)
        self._show_data(remembered)
        self._say_span()
        if self._moment.cursor_ms is None:
            self._show_moment()

    def _show_data(self, remembered: Span) -> None:
        gaps = self._history.gaps(remembered.from_ms, remembered.to_ms)
        self.chart.show_data(self._curve, (*gaps, *self._past.gaps()), remembered)
        self._past.want(self.chart.window_in_sight(), remembered.from_ms, self._data.oldest_ms)

    @Slot()
    def forget_past(self) -> None:
        """Read again what is in sight: there may be more of it on disk now."""
        self._past.forget()
        self._peaks.forget_after(0)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks, which are in the order of their time."""
        self.chart.show_marks(marks)
        self._show_moment()

    @Slot()
    def _on_view(self) -> None:
        """What has come into sight is drawn as far as it is known, and read."""
        self._say_span()
        self._on_past_loaded()

    @Slot()
    def _on_past_loaded(self) -> None:
        remembered = self._history.span()
        if remembered is not None and len(self._data):
            self._show_data(remembered)

    def tab_order(self) -> tuple[QWidget, ...]:
        """Return what the Tab key goes through, from left to right."""
        return self.span_button, self.chart, self.live_button

    @Slot()
    def _forget_wish(self) -> None:
        """The moment has gone elsewhere before the peak was found."""
        self._asked_peak = None

    @Slot()
    def _show_moment(self) -> None:
        cursor_ms = self._moment.cursor_ms
        at_ms = self._data.newest_ms if cursor_ms is None else cursor_ms
        words = self._point_words(at_ms).replace("\n", ", ") if at_ms else ""
        if at_ms:
            told = [spoken_mark(mark) for mark in self._marks_at(at_ms)]
            words = ", ".join([words, *told])
        if cursor_ms is None and self._moment.has_live:
            words = self.tr("Live: {words}").format(words=words)
        is_past = self._moment.is_past
        self.chart.show_cursor(cursor_ms, is_past=is_past and cursor_ms is not None, words=words)
        if self.property("past") != is_past:
            self.setProperty("past", is_past)
            self.live_button.setProperty("primary", is_past)
            for widget in (self, self._title, self.live_button):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            self._restyle()

    @Slot()
    def _say_span(self) -> None:
        words = moment_words.span_text(self.chart.span_ms)
        if self.span_button.text() != words:
            self.span_button.setText(words)
            self.span_button.setAccessibleName(self.tr("Time in sight: {span}").format(span=words))

    def _side_px(self) -> int:
        """Return a width in which every span has room, so that the chart stays where it is when another is shown."""
        button = self.span_button
        metrics = button.fontMetrics()
        around_px = button.sizeHint().width() - metrics.horizontalAdvance(button.text())
        longest_px = max(metrics.horizontalAdvance(moment_words.span_text(span_ms)) for span_ms in _LONG_SPANS_MS)
        return max(theme.scaled(SIDE_PX), _LEFT_PX + around_px + longest_px)

    def _point_words(self, at_ms: int) -> str:
        beat_ms = self._history.beat_near(at_ms)
        if beat_ms is None:
            return ""
        times, values = self._curve.between(beat_ms, beat_ms)
        value = float(values[np.abs(times - beat_ms).argmin()]) if len(times) else float("nan")
        return moment_words.point_text(beat_ms, value, self._history.leader_at(beat_ms), self._core_count())

    def _core_count(self) -> float:
        # How many cores the machine has, every beat of it knows.
        known = self._moment.newest or self._moment.snapshot
        return known.host_value("host.cpu.core_count") if known is not None else 0.0

    def _point(self, at_ms: int, reach: Reach | None) -> tuple[int, str]:
        """Return which time is meant by a place of the strip, and what is known of it."""
        peak = self._peaks.want(reach) if reach is not None else None
        if peak is None:
            return at_ms, self._point_words(at_ms)
        return peak.at_ms, moment_words.point_text(peak.at_ms, peak.busy_ratio, peak.leader, self._core_count())

    def _marks_at(self, at_ms: int) -> Iterator[Mark]:
        """Yield the marks of the beat nearest to a time, as far as somebody wants to hear them."""
        beat_ms = self._history.beat_near(at_ms)
        for mark in self.chart.marks.around(at_ms, _MARKS_SAID):
            if self._history.beat_near(mark.at_ms) == beat_ms:
                yield mark

    # ---- what the reader asks for

    @property
    def twins(self) -> "ChartTwins":
        """Return what the strip can be had as: table, text, CSV, picture."""
        if self._twins is None:
            # Here and not above: the first paint of the window does not wait for tables and files.
            from procmon_gui.ui.widgets.chart_twins import ChartTwins
            from procmon_gui.ui.widgets.time_strip_twin import StripTwin

            twin = StripTwin(self.chart, self._curve, self._history, self._core_count)
            self._twins = ChartTwins(twin, self)
            self._twins.saving_asked.connect(self.saving_asked)
        return self._twins

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the strip as a table, or copy it; its chart leaves these keys to us."""
        if not self.twins.press(event):
            super().keyPressEvent(event)

    @Slot(int)
    def _on_mark_step_asked(self, direction: int) -> None:
        """Go to the next mark that lies at another beat than this moment."""
        cursor_ms = self._moment.cursor_ms
        from_ms = self._data.newest_ms if cursor_ms is None else cursor_ms
        here_ms = self._history.beat_near(from_ms)
        marks = self.chart.marks
        for mark in marks.before(from_ms + 1) if direction < 0 else marks.since(from_ms):
            beat_ms = self._history.beat_near(mark.at_ms)
            if beat_ms is not None and here_ms is not None and (beat_ms - here_ms) * direction > 0:
                self._moment.go_to(beat_ms)
                return

    @Slot(object)
    def _on_moment_asked(self, at_ms: int) -> None:
        self._moment.go_to(at_ms)

    @Slot(object)
    def _on_peak_asked(self, reach: Reach) -> None:
        peak = self._peaks.want(reach)
        if peak is not None:
            self._moment.go_to(peak.at_ms)
        elif self._peaks.is_known(reach):
            self._moment.go_to(sum(reach) // 2)
        else:
            self._asked_peak = reach

    @Slot()
    def _on_peak_found(self) -> None:
        asked, self._asked_peak = self._asked_peak, None
        if asked is not None:
            # Again, where the pointer has wanted another one meanwhile.
            self._on_peak_asked(asked)
        if self._asked_peak is None:
            self.chart.hover_again()

    @Slot(int)
    def _on_steps_asked(self, beats: int) -> None:
        self._moment.step(beats)

    @Slot(int)
    def _on_seconds_asked(self, seconds: int) -> None:
        self._moment.step_s(seconds)

    @Slot()
    def _on_live_asked(self) -> None:
        self._moment.go_live()

    @Slot()
    def _on_oldest_asked(self) -> None:
        self._moment.go_to_oldest()

    @Slot()
    def _check_span(self) -> None:
        for action in self._spans.actions():
            action.setChecked(action.data() == self.chart.chosen_span_ms)

    @Slot(QAction)
    def _on_span(self, action: QAction) -> None:
        self.chart.show_span(action.data())

    @Slot()
    def _restyle(self) -> None:
        self.live_button.setIconSize(theme.icon_size(14))
        self._title.setFont(theme.sized_font(self.font(), -0.75))
        self.span_button.setFont(theme.sized_font(self.font(), -0.75))
        self._side.setFixedWidth(self._side_px())
        self.setFixedHeight(max(HEIGHT_PX, self.chart.height(), self._side.sizeHint().height()))
        # White on the primary button, green beside the word while it is live.
        self.live_button.setIcon(theme.icon("radio", "on_fill" if self._moment.is_past else "good", 14))
