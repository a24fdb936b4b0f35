"""The first page: panels that answer what the machine is doing now and who is doing it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QCursor, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QToolTip, QWidget

from procmon_gui.domain.metrics import Look
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.pages import overview_devices as devices
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.overview_drawing import ChartQueue
from procmon_gui.ui.pages.overview_grid import PanelGrid
from procmon_gui.ui.pages.overview_heat import HeatPanel
from procmon_gui.ui.pages.overview_history import OverviewHistory, Programs, clock_s
from procmon_gui.ui.pages.overview_lists import DisksPanel, FileSystemsPanel, InterfacesPanel, SensorsPanel
from procmon_gui.ui.pages.overview_panel import TOP_COUNT, OverviewPanel
from procmon_gui.ui.pages.overview_panels import (
    CpuPanel,
    DiskPanel,
    GpuPanel,
    KernelPanel,
    MemoryPanel,
    NetworkPanel,
    PressurePanel,
)
from procmon_gui.ui.pages.overview_past import OverviewPast
from procmon_gui.ui.pages.overview_pointing import OverviewPointing
from procmon_gui.ui.widgets.chart_view import ChartView
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.plain import plain_tooltip

if TYPE_CHECKING:
    from procmon_gui.domain.heat import HeatReader
    from procmon_gui.domain.suspicion import Usual
    from procmon_gui.ui.alert_list import AlertList
    from procmon_gui.ui.pages.overview_detail import DetailView

THREE_COLUMNS_PX: Final = 940
TWO_COLUMNS_PX: Final = 860
# From these heights on, lists of programs and of devices are as long as this.
SHORT_TOP_COUNT: Final = 3
TALL_PX: Final = 860
_ROOMS: Final = ((1250, 12), (1000, 9), (TALL_PX, 6), (700, 4), (0, 3))
# Processes that are asked whether they use a graphics card, at each beat, where there is one.
GPU_PROBES: Final = 24


def _always() -> bool:
    return True


class OverviewPage(Page):
    """Panels in one, two or three columns; the charts of a row are as high as each other and share their time."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        history: OverviewHistory | None = None,
        open_reader: "Callable[[], HeatReader] | None" = None,
        is_recorded: Callable[[], bool] = _always,
        alerts: "AlertList | None" = None,
        usual: "Usual | None" = None,
    ) -> None:
        """Make the page; a `history` knows the beats from before there was a page, a reader those of the last hours.

        Without `alerts` it lists none; where nothing `is_recorded` it says so; the bigger views tell what is `usual`.
        """
        super().__init__(parent)
        self._live = self._history = history or OverviewHistory()
        self._past = OverviewPast(self._live, self)
        self._past.learned.connect(self._on_past_learned)
        self._usual = usual
        self._queue = ChartQueue(self)
        self._programs = Programs()
        self._view = ChartView()
        self._has_gpu = self._has_sensors = self._has_rules = False
        self._probed = 0
        self._grid = PanelGrid(self)
        self._cpu = CpuPanel(self._grid)
        self._first: tuple[OverviewPanel, ...] = (
            self._cpu, MemoryPanel(self._grid), PressurePanel(self._grid),
            DiskPanel(self._grid), NetworkPanel(self._grid),
        )  # fmt: skip
        self._gpu, self._sensors = GpuPanel(self._grid), SensorsPanel(self._grid)
        self._kernel, self._disks = KernelPanel(self._grid), DisksPanel(self._grid)
        self._lists: tuple[OverviewPanel, ...] = (FileSystemsPanel(self._grid), InterfacesPanel(self._grid))
        self._heat = HeatPanel(self._grid, open_reader, is_recorded) if open_reader is not None else None
        self._hours = (self._heat,) if self._heat is not None else ()
        self._newest: tuple[OverviewPanel, ...] = () if alerts is None else (self._make_alerts(alerts),)
        self._panels = (
            *self._first, self._gpu, self._sensors, *self._hours, *self._newest, self._kernel, *self._lists,
            self._disks,
        )  # fmt: skip
        self._pointing = OverviewPointing(self._panels, self._grid, self._view, self)
        self._detail: DetailView | None = None
        self._wire()
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._grid)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_scroll_range)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._scroll)
        self._arrange()
        for panel in self._panels:
            if panel not in self._shown:
                panel.hide()

    def _make_alerts(self, alerts: "AlertList") -> OverviewPanel:
        from procmon_gui.ui.pages.overview_alerts import OverviewAlerts

        newest = OverviewAlerts(alerts, self._grid, self)
        newest.alert_asked.connect(self.alert_asked)
        return newest.panel

    def _wire(self) -> None:
        self._pointing.left.connect(self._on_pointer_left)
        self._pointing.process_asked.connect(self.process_asked)
        self._pointing.life_asked.connect(self.life_asked)
        self._pointing.rule_asked.connect(self.rule_asked)
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.saving_asked.connect(self.saving_asked)
            if panel.top is not None:
                panel.top.row_chosen.connect(self._on_program_chosen)
            panel.head.more_asked.connect(self._on_more_asked)

    # ---- what it is told

    def offer_lives(self) -> None:
        """Offer the life of who led at a point of a chart."""
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.has_lives = True

    def offer_rules(self) -> None:
        """Offer a rule about what a chart shows."""
        self._has_rules = True
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.has_rules = True

    def remember(self, snapshot: Snapshot) -> None:
        """Keep one beat for the charts, also while the page is frozen or hidden."""
        self._live.remember(snapshot)

    def attention(self) -> tuple[frozenset[int], frozenset[Look]]:
        """Ask for TCP counters at every beat, and where there is a graphics card, who uses it.

        Asking a process for its use of cards means to look at all of its descriptors. So those that are known to use
        one are asked at every beat, and of the others a few at a time.
        """
        snapshot = self.snapshot
        if snapshot is None or not snapshot.host_value("host.gpu.card_count") > 0:
            return frozenset(), frozenset({Look.SOCKETS})
        rows = snapshot.rows
        known = rows[snapshot.columns["gpu_memory_bytes"][rows] >= 0]
        probes = [int(rows[(self._probed + step) % len(rows)]) for step in range(min(GPU_PROBES, len(rows)))]
        return frozenset([*known.tolist(), *probes]), frozenset({Look.SOCKETS, Look.GPU})

    def tab_order(self) -> Sequence[QWidget]:
        """Return button, chart and list of every panel, as one reads them."""
        return [part for panel in self._panels for part in panel.tab_order()]

    def draw(self) -> None:
        """Show the newest snapshot and the history behind it."""
        snapshot = self.snapshot
        self.is_dirty = False
        if snapshot is None:
            return
        self._probed = (self._probed + GPU_PROBES) % max(1, len(snapshot.rows))
        self._history = self._history_behind(snapshot)
        self._pointing.show(snapshot, self._history)
        if self._detail is not None and self._stack.currentWidget() is self._detail:
            self._detail.draw(snapshot, self._history, is_past=self._view.is_past, averages=self._averages())
            return
        self._notice_devices(snapshot)
        self._programs.update(snapshot)
        for panel in self._shown:
            panel.show(snapshot, self._programs)
        self._draw_charts(snapshot)
        self._pointing.say()
        if self._heat is not None:
            self._heat.follow(self)

    def _draw_charts(self, snapshot: Snapshot) -> None:
        charts = [panel.chart for panel in self._shown if panel.chart is not None and not panel.chart.isHidden()]
        for chart in charts:
            chart.averages = self._averages()
        moment = self._history.table, clock_s(snapshot)
        if self._view.is_past:
            self._queue.ask(charts, *moment)
            return
        self._queue.drop()
        for chart in charts:
            chart.draw(*moment)

    def _averages(self) -> str:
        """Word what a point of the charts is where it is no beat."""
        return self.tr("averages of minutes") if self._history.is_of_minutes else ""

    def _history_behind(self, snapshot: Snapshot) -> OverviewHistory:
        self._view.is_past = self.moment is not None and self.moment.is_past
        if self.moment is None or not self.moment.is_past:
            return self._live
        return self._past.behind(snapshot, self.moment.history, self.moment.cursor_ms)

    @Slot()
    def _on_past_learned(self) -> None:
        self.is_dirty = True
        if self.isVisible():
            self.draw()

    def _notice_devices(self, snapshot: Snapshot) -> None:
        """Give sensors and cards a panel once they are there; it stays when they go, so that nothing jumps."""
        has_gpu = self._has_gpu or devices.has_gpu(snapshot)
        has_sensors = self._has_sensors or devices.has_sensors(snapshot)
        if (has_gpu, has_sensors) != (self._has_gpu, self._has_sensors):
            self._has_gpu, self._has_sensors = has_gpu, has_sensors
            self._arrange()

    @Slot()
    def _on_pointer_left(self) -> None:
        if self.snapshot is not None:
            for panel in self._shown:
                panel.show(self.snapshot, self._programs)

    def tell_ended(self) -> None:
        """Say that the process that was asked for is not there any more."""
        QToolTip.showText(QCursor.pos(), plain_tooltip(self.tr("This process has ended.")), self)

    @Slot(str)
    def _on_program_chosen(self, name: str) -> None:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        self.query_asked.emit(f'name = "{quoted}"')

    # ---- the bigger view

    @Slot()
    def _on_more_asked(self) -> None:
        head = self.sender()
        for panel in self._panels:
            if panel.head is head:
                self.open_detail(panel.detail)

    def open_detail(self, name: str) -> None:
        """Show the bigger view of one panel in place of all panels."""
        if self._detail is None:
            from procmon_gui.ui.pages.overview_detail import DetailView

            self._detail = DetailView(self, usual=self._usual)
            self._detail.moment_text, self._detail.utc_s = self._pointing.moment_text, self._pointing.utc_s
            self._detail.saving_asked.connect(self.saving_asked)
            self._detail.rule_asked.connect(self.rule_asked)
            self._detail.has_rules = self._has_rules
            self._detail.closed.connect(self._on_detail_closed)
            self._stack.addWidget(self._detail)
        self._pointing.point_at(None)
        self._detail.open(name)
        self._stack.setCurrentWidget(self._detail)
        self._detail.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.draw()

    @Slot()
    def _on_detail_closed(self) -> None:
        if self._detail is None:
            return
        name = self._detail.name
        self._stack.setCurrentWidget(self._scroll)
        self.draw()
        button = next((panel.head.more_button for panel in self._shown if panel.detail == name), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while charts are zoomed or moved; it would take it first."""
        if asks_for_escape(event) and self._view.is_moved:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the newest again with Esc, wherever the keyboard is on the page."""
        if event.key() == Qt.Key.Key_Escape and self._view.is_moved and self._cpu.chart is not None:
            self._cpu.chart.show_newest()
            return
        super().keyPressEvent(event)

    # ---- the grid

    @property
    def _shown(self) -> tuple[OverviewPanel, ...]:
        return self._grid.panels

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        columns = 3 if width >= theme.scaled(THREE_COLUMNS_PX) else 2 if width >= theme.scaled(TWO_COLUMNS_PX) else 1
        room = next(rows for least_px, rows in _ROOMS if height >= least_px)
        count, between = (TOP_COUNT, 3) if height >= TALL_PX or columns == 1 else (SHORT_TOP_COUNT, 2)
        second: list[OverviewPanel] = [self._gpu] if self._has_gpu else []
        second += [self._sensors] if self._has_sensors else []
        second += [self._kernel]
        # It fills a row that would else end too soon.
        if len(second) in ((2, 3) if self._newest and not self._hours else (1, 3)):
            second.append(self._disks)
        for each in self._panels:
            each.set_room(room)
        for listed in (*self._first[3:], self._gpu):
            listed.set_top_count(count)
            listed.set_room(between)
        beside = second[0]
        # Beside a chart with two devices and a list of programs, this many rows are as high.
        if beside is self._sensors:
            beside.set_room(count + between + 3)
        elif beside is self._kernel:
            beside.set_room(count + between)
        panels = (*self._first, beside, *self._hours, *self._newest, *self._lists, *second[1:])
        if columns == 1:
            before, after = self._first[:2], self._first[2:]
            panels = (*before, *self._newest, *after, beside, *self._hours, *self._lists, *second[1:])
        self._grid.arrange(panels, columns, rows_with_charts=2 if columns == 3 else len(panels))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns that fits, and how long the lists may be."""
        self.is_dirty = True
        self._arrange()
        super().resizeEvent(event)

    @Slot(int, int)
    def _on_scroll_range(self, least: int, most: int) -> None:
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.needs_control_key = most > least

    def showEvent(self, event: QShowEvent) -> None:
        """Begin rates at their least scale again."""
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.scale.reset()
        self._view.reset()
        self.is_dirty = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the cursor."""
        self._pointing.point_at(None)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Word everything anew when language or palette changed; other letters need other columns."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.is_dirty = True
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._arrange()
        super().changeEvent(event)
