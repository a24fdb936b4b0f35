"""Where the reader points at in the charts of the Overview: one moment in all of them, and who led at it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.pages.overview_grid import PanelGrid
from procmon_gui.ui.pages.overview_history import Leader, OverviewHistory, clock_s
from procmon_gui.ui.pages.overview_panel import LeaderWords, OverviewPanel
from procmon_gui.ui.widgets.chart import Chart
from procmon_gui.ui.widgets.chart_view import ChartView


class OverviewPointing(QObject):
    """Belongs to the page; the charts of its panels share what part of time they show.

    Signals:
        left: nobody points any more, so heads tell of the moment that is shown.
        process_asked, life_asked: who led at a point of a chart, to be shown, or its whole life.
        rule_asked: the rule with which one about a line of a chart begins.
    """

    left = Signal()
    process_asked = Signal(object)
    life_asked = Signal(object)
    rule_asked = Signal(object)

    def __init__(self, panels: Sequence[OverviewPanel], grid: PanelGrid, view: ChartView, page: QWidget) -> None:
        """Take all panels that there are, and the grid of those that are shown."""
        super().__init__(page)
        self._panels = panels
        self._grid = grid
        self._snapshot: Snapshot | None = None
        self._history: OverviewHistory | None = None
        self._cursor_s: float | None = None
        for panel in panels:
            if panel.chart is not None:
                self._serve(panel.chart, view)
                if panel.led_by:
                    panel.chart.leader_text = LeaderWords(self.leader_at, panel)

    def _serve(self, chart: Chart, view: ChartView) -> None:
        chart.view = view
        chart.moment_text, chart.utc_s = self.moment_text, self.utc_s
        chart.cursor_moved.connect(self.point_at)
        chart.view_changed.connect(self._on_view_changed)
        chart.point_opened.connect(self._on_point_opened)
        chart.life_asked.connect(self._on_leader_life)
        chart.rule_asked.connect(self._on_rule_asked)

    # ---- what it is told

    def show(self, snapshot: Snapshot, history: OverviewHistory) -> None:
        """Know the moment that is shown, and what was before it."""
        self._snapshot, self._history = snapshot, history

    def say(self) -> None:
        """Tell of where the reader points at, if anywhere."""
        if self._cursor_s is not None:
            self._say_at(self._cursor_s)

    @Slot(object)
    def point_at(self, cursor_s: float | None) -> None:
        """Point so many seconds from the moment that is shown (negative is before) in every chart; None for nowhere."""
        if cursor_s is None and self._cursor_s is None:
            return
        self._cursor_s = cursor_s
        for panel in self._grid.panels:
            if panel.chart is not None:
                panel.chart.point_at(cursor_s)
        if cursor_s is not None:
            self._say_at(cursor_s)
        else:
            self.left.emit()

    def _say_at(self, cursor_s: float) -> None:
        for panel in self._grid.panels:
            if panel.chart is None or panel.chart.isHidden():
                continue
            at_s, values = panel.chart.values_at(cursor_s)
            hint = self.moment_text(at_s)
            if panel.chart.leader_text is not None and (leader := panel.chart.leader_text(at_s)):
                hint = self.tr("{time}, {leader}").format(time=hint, leader=leader)
            panel.head.say(panel.number_at(values), hint)

    # ---- what is known of a point

    def moment_text(self, at_s: float) -> str:
        """Word a moment so many seconds from the one that is shown."""
        return text.moment_text(self.utc_s(at_s)) if self._snapshot is not None else text.UNKNOWN

    def utc_s(self, at_s: float) -> float:
        """Return that moment."""
        return self._snapshot.at_ms / 1000 + at_s if self._snapshot is not None else at_s

    def leader_at(self, cursor_s: float, of: str) -> Leader | None:
        """Return who led so many seconds from the moment that is shown."""
        if self._snapshot is None or self._history is None:
            return None
        return self._history.leader_at(clock_s(self._snapshot) + cursor_s, of)

    def _leader_of(self, chart: object, at_s: float) -> ProcessKey | None:
        of = next((panel.led_by for panel in self._panels if panel.chart is chart), "")
        leader = self.leader_at(at_s, of) if of else None
        return leader.key if leader is not None else None

    # ---- what is asked for at a point

    @Slot()
    def _on_view_changed(self) -> None:
        sender = self.sender()
        for panel in self._grid.panels:
            if panel.chart is not None and panel.chart is not sender:
                panel.chart.redraw()
                panel.chart.update()

    @Slot(float)
    def _on_point_opened(self, at_s: float) -> None:
        key = self._leader_of(self.sender(), at_s)
        if key is not None:
            self.process_asked.emit(key)

    @Slot(float)
    def _on_leader_life(self, at_s: float) -> None:
        key = self._leader_of(self.sender(), at_s)
        if key is not None:
            self.life_asked.emit(key)

    @Slot(str)
    def _on_rule_asked(self, column: str) -> None:
        from procmon_gui.ui.pages.overview_rules import rule_about_line

        chart = self.sender()
        if isinstance(chart, Chart):
            self.rule_asked.emit(rule_about_line(chart, column))
