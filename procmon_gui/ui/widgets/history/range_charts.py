"""The charts of the History page, one under the other: one time scale, one cursor, one chosen range for all.

They show what they are told, and ask the page for what they have not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.ranges import HostSeries, Statistics
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.history.chart_hands import HandyChart
from procmon_gui.ui.widgets.history.pointed import Pointed
from procmon_gui.ui.widgets.history.range_chart import Content
from procmon_gui.ui.widgets.history.time_view import TimeView
from procmon_gui.ui.widgets.time_strip_marks import StripMarks

# The first chart is what the eye meets first.
_FIRST_SHARE: Final = 5
_SHARE: Final = 3
# What the reader draws is asked for when the hand has come to rest.
_REST_MS: Final = 250
# Shift and an arrow move one end of the range by such a part of what is in sight.
_RANGE_STEPS: Final = 200


class Follower(Protocol):
    """What shares the time of the charts."""

    def show_window(self, window: Span) -> None:
        """Show another stretch of time."""

    def point(self, pointed: Pointed) -> None:
        """Show where readers look."""


class RangeCharts(QScrollArea):
    """Owns the view of the time, and the charts.

    Signals:
        view_changed: another stretch of time is in sight.
        moment_asked: the reader clicked at this moment, ms.
        mark_asked: at a mark, whose moment this is.
        alert_asked: the alert of this id.
        walked: the moment is to go back or on by so many ms, or by one beat where that is longer.
        point_opened: who led at this moment is asked for.
        live_asked, oldest_asked: now, or as far back as possible.
        range_chosen: another range is chosen, or none; comes when the hand has come to rest.
        hovered: the pointer is at a moment, or None.
        menu_asked, table_asked: of the chart that `chart` names.
    """

    view_changed = Signal()
    moment_asked = Signal(object)
    mark_asked = Signal(object)
    alert_asked = Signal(object)
    walked = Signal(float)
    point_opened = Signal(object)
    live_asked = Signal()
    oldest_asked = Signal()
    range_chosen = Signal()
    hovered = Signal(object)
    menu_asked = Signal(QPoint)
    table_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TimeView()
        self.charts: list[HandyChart] = []
        self.chart: HandyChart | None = None
        self._followers: list[Follower] = []
        self.pointed = Pointed()
        self._marks = StripMarks()
        self._recorded: Span | None = None
        self._range_from_ms = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.range_chosen)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget(self)
        self._body.setObjectName("page")
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._all = QVBoxLayout(self._body)
        # Room for the outline of what has the keyboard.
        self._all.setContentsMargins(4, 4, 4, 8)
        self._all.setSpacing(8)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._all.addLayout(self._column, 1)
        self.setWidget(self._body)

    def hold(self, head: QWidget, follower: QWidget) -> None:
        """Have something under the charts that shares their time; it stands as high as it wants."""
        line = QFrame(self._body)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        for widget in (line, head, follower):
            self._all.addWidget(widget)

    def lead(self, follower: Follower) -> None:
        """Let something go where the charts go."""
        self._followers.append(follower)

    # ---- what it is told

    def show_series(self, chosen: Sequence[HostSeries]) -> None:
        """Show these curves, in this order; those that stay keep what they know."""
        kept = {chart.series: chart for chart in self.charts}
        had_focus = any(chart.hasFocus() for chart in self.charts)
        for chart in self.charts:
            self._column.removeWidget(chart)
        colours = theme.current().series
        self.charts = []
        for place, series in enumerate(chosen):
            chart = kept.pop(series) if series in kept else self._made(series)
            chart.colour = colours[place % len(colours)]
            chart.has_times = place == len(chosen) - 1
            self._column.addWidget(chart, _SHARE if place else _FIRST_SHARE)
            chart.show()
            self.charts.append(chart)
        for chart in kept.values():
            chart.hide()
            chart.deleteLater()
        if self.chart in kept.values():
            self.chart = None
        for chart in self.charts:
            chart.updateGeometry()
            chart.show_content(chart.content)
        if had_focus and self.charts:
            self.charts[0].setFocus()
        for before, after in zip(self.charts, self.charts[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._show_window()

    def _made(self, series: HostSeries) -> HandyChart:
        chart = HandyChart(series, theme.current().series[0], self._body, marks=self._marks)
        chart.zoom_asked.connect(self.zoom_about)
        chart.drag_asked.connect(self.drag)
        chart.range_asked.connect(self._on_range)
        chart.moment_asked.connect(self.moment_asked)
        chart.mark_asked.connect(self.mark_asked)
        chart.alert_asked.connect(self.alert_asked)
        chart.point_opened.connect(self.point_opened)
        chart.hovered.connect(self.hover)
        chart.walk_asked.connect(self._on_walk)
        chart.ends_asked.connect(self._on_ends)
        chart.menu_asked.connect(self._on_menu)
        chart.table_asked.connect(self._on_table)
        chart.escaped.connect(self.clear_range)
        return chart

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks, which are in the order of their time."""
        self._marks.show(marks)
        for chart in self.charts:
            chart.show_marks()

    def show_recorded(self, recorded: Span) -> None:
        """Know from when to when something is recorded; what goes along with now moves."""
        self._recorded = recorded
        self._show_window()

    def show_contents(self, contents: Mapping[HostSeries, Content], *, keeps_top: bool = True) -> None:
        """Show what was read."""
        for chart in self.charts:
            if chart.series in contents:
                chart.show_content(contents[chart.series], keeps_top=keeps_top)

    def set_stale(self, is_stale: bool) -> None:
        """Show paler what may be out of date."""
        for chart in self.charts:
            if chart.content.is_stale != is_stale:
                chart.show_content(replace(chart.content, is_stale=is_stale))

    def show_cursor(self, cursor_ms: int | None) -> None:
        """Show the moment of the window; a moment out of sight is brought into sight."""
        self._point(replace(self.pointed, cursor_ms=cursor_ms))

    def show_statistics(self, statistics: Mapping[HostSeries, Statistics]) -> None:
        """Say what is known of the chosen range; nothing takes it away."""
        for chart in self.charts:
            chart.show_statistics(statistics.get(chart.series))

    def show_card(self, lines: tuple[str, ...]) -> None:
        """Show the card of the chart under the pointer."""
        for chart in self.charts:
            chart.show_card(lines if chart.underMouse() else ())

    @Slot(object)
    def bring_into_sight(self, at_ms: int) -> None:
        """Move through time until a moment is in sight."""
        if self._recorded is not None and self.view.keep_in_sight(at_ms, self._recorded):
            self._move()

    def bring_range_into_sight(self) -> None:
        """Move until the chosen range is in sight, and show more time where it is longer than that."""
        window, chosen = self.window_in_sight, self.chosen
        if window is None or chosen is None or self._recorded is None:
            return
        if chosen.to_ms - chosen.from_ms > window.to_ms - window.from_ms:
            self.zoom_to_range()
        elif self.view.keep_in_sight((chosen.from_ms + chosen.to_ms) // 2, self._recorded):
            self._move()

    @Slot()
    def zoom_to_range(self) -> None:
        """Fill the charts with the chosen range."""
        if self._recorded is not None and self.chosen is not None:
            self.view.show(self.chosen, self._recorded)
            self._move()

    # ---- what is asked

    @property
    def window_in_sight(self) -> Span | None:
        """Return the stretch of time that is in sight; None while nothing is recorded."""
        return self.view.window(self._recorded) if self._recorded is not None else None

    @property
    def chosen(self) -> Span | None:
        """Return the range that the reader chose."""
        return self.pointed.chosen

    @property
    def asked_range(self) -> Span | None:
        """Return the range that is asked about: the chosen one, or all that is in sight."""
        return self.chosen or self.window_in_sight

    @property
    def plot_px(self) -> int:
        """Return how many pixels of the device a curve has."""
        width = self.charts[0].plot().width() if self.charts else self.viewport().width()
        return max(1, round(width * self.devicePixelRatioF()))

    @property
    def pixel_ms(self) -> float:
        """Return for how much time a pixel stands."""
        window = self.window_in_sight
        return (window.to_ms - window.from_ms) / self.plot_px if window is not None else 0.0

    def focused(self) -> HandyChart | None:
        """Return the chart that has the keyboard, or else the one that had the last wish."""
        return next((chart for chart in self.charts if chart.hasFocus()), self.chart)

    # ---- ranges

    def choose_range(self, chosen: Span | None) -> None:
        """Choose a range, for all charts."""
        recorded = self._recorded
        if chosen is not None and recorded is not None:
            from_ms, to_ms = max(chosen.from_ms, recorded.from_ms), min(chosen.to_ms, recorded.to_ms)
            chosen = Span(from_ms=from_ms, to_ms=to_ms) if from_ms < to_ms else None
        if chosen != self.pointed.chosen:
            self._point(replace(self.pointed, chosen=chosen))
            self.show_statistics({})
            self._rest.start()

    @Slot()
    def clear_range(self) -> None:
        """Choose nothing any more."""
        self.choose_range(None)

    # ---- inside

    def _point(self, pointed: Pointed) -> None:
        self.pointed = pointed
        for chart in self.charts:
            chart.point(pointed)
        for follower in self._followers:
            follower.point(pointed)

    def _show_window(self) -> None:
        window = self.window_in_sight
        if window is None:
            return
        for chart in self.charts:
            chart.show_window(window)
            chart.point(self.pointed)
        for follower in self._followers:
            follower.show_window(window)
            follower.point(self.pointed)

    def _move(self) -> None:
        self._show_window()
        self.view_changed.emit()

    @Slot(float, object)
    def zoom_about(self, factor: float, at_ms: float) -> None:
        """Show so much more time (above 1), or less, about a moment."""
        if self._recorded is not None:
            self.view.zoom(factor, at_ms, self._recorded)
            self._move()

    @Slot(float)
    def drag(self, by_ms: float) -> None:
        """Show what is so many ms later."""
        if self._recorded is not None:
            self.view.drag(by_ms, self._recorded)
            self._move()

    @Slot(object)
    def _on_range(self, chosen: Span | None) -> None:
        self.choose_range(chosen)

    @Slot(object)
    def hover(self, at_ms: int | None) -> None:
        """Point at a moment in all charts; None at none."""
        self._point(replace(self.pointed, hover_ms=at_ms))
        self.hovered.emit(at_ms)

    @Slot(int, bool)
    def _on_walk(self, steps: int, chooses: bool) -> None:
        if self._recorded is None:
            return
        if chooses:
            self._extend(steps)
        else:
            self.walked.emit(steps * self.pixel_ms)

    def _extend(self, steps: int) -> None:
        """Move one end of the range; the first time both ends are at the cursor, or at now."""
        window, recorded = self.window_in_sight, self._recorded
        if window is None or recorded is None:
            return
        chosen, cursor_ms = self.chosen, self.pointed.cursor_ms
        if chosen is None:
            at_ms = window.to_ms if cursor_ms is None else min(max(cursor_ms, window.from_ms), window.to_ms)
            self._range_from_ms, end_ms = at_ms, at_ms
        else:
            if self._range_from_ms not in (chosen.from_ms, chosen.to_ms):
                self._range_from_ms = chosen.from_ms
            end_ms = chosen.to_ms if self._range_from_ms == chosen.from_ms else chosen.from_ms
        end_ms += round(steps * (window.to_ms - window.from_ms) / _RANGE_STEPS)
        end_ms = min(max(end_ms, recorded.from_ms), recorded.to_ms)
        first, last = sorted((self._range_from_ms, end_ms))
        self.choose_range(Span(from_ms=first, to_ms=last) if first < last else None)
        if self.view.keep_in_sight(end_ms, recorded):
            self._move()

    @Slot(int)
    def _on_ends(self, end: int) -> None:
        (self.live_asked if end > 0 else self.oldest_asked).emit()

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        self._take_sender()
        self.menu_asked.emit(at)

    @Slot()
    def _on_table(self) -> None:
        self._take_sender()
        self.table_asked.emit()

    def _take_sender(self) -> None:
        sender = self.sender()
        self.chart = sender if isinstance(sender, HandyChart) else self.chart
