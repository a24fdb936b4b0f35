"""The first page: six panels that answer what the machine is doing now and who is doing it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Look
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.overview_history import OverviewHistory, Programs
from procmon_gui.ui.pages.overview_panels import (
    SHORT_TOP_COUNT,
    TOP_COUNT,
    CpuPanel,
    DiskPanel,
    MemoryPanel,
    NetworkPanel,
    OverviewPanel,
    PressurePanel,
    RatePanel,
    StoragePanel,
)

PADDING_PX: Final = 16
ACROSS_PX: Final = 26
THREE_COLUMNS_PX: Final = 940
TWO_COLUMNS_PX: Final = 860
LEAST_CHART_PX: Final = 84
# From this height on all lists of programs are as long as the others.
TALL_PX: Final = 860
# One column scrolls anyway, so its charts need not be small.
SINGLE_CHART_PX: Final = 120
LINES_PER_PANEL: Final = 4


class OverviewPage(Page):
    """Panels in one, two or three columns; the charts of a row are as high as each other and share their time."""

    page_id = "overview"
    title = QT_TRANSLATE_NOOP("Page", "Overview")
    icon_name = "gauge"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = OverviewHistory()
        self._programs = Programs()
        self._cursor_s: float | None = None
        self._columns = 0
        self._content = QWidget(self)
        self._content.setObjectName("page")
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(PADDING_PX, 12, PADDING_PX, 12)
        self._grid.setHorizontalSpacing(ACROSS_PX)
        self._grid.setVerticalSpacing(6)
        self._panels: tuple[OverviewPanel, ...] = (
            CpuPanel(self._content),
            MemoryPanel(self._content),
            PressurePanel(self._content),
            DiskPanel(self._content),
            NetworkPanel(self._content),
            StoragePanel(self._content),
        )
        self._lines: list[QFrame] = []
        self._plots_wanted = [panel for panel in self._panels if panel.chart is not None]
        self._load = QTimer(self)
        self._load.setInterval(0)
        self._load.timeout.connect(self._load_next_plot)
        self._wire()
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        self._arrange(3)

    def _wire(self) -> None:
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.cursor_moved.connect(self._on_cursor_moved)
        for panel in self._panels:
            top = getattr(panel, "top", None)
            if top is not None:
                top.row_chosen.connect(self._on_program_chosen)

    # ---- what it is told

    def remember(self, snapshot: Snapshot) -> None:
        """Keep one beat for the charts, also while the page is frozen or hidden."""
        self._history.remember(snapshot)

    def attention(self) -> tuple[frozenset[int], frozenset[Look]]:
        """Ask for TCP counters at every beat while the page is open."""
        return frozenset(), frozenset({Look.SOCKETS})

    def tab_order(self) -> Sequence[QWidget]:
        """Return chart and list of every panel, as one reads them."""
        parts = [(panel.chart, getattr(panel, "top", None)) for panel in self._panels]
        return [part for pair in parts for part in pair if part is not None]

    def draw(self) -> None:
        """Show the newest snapshot and the history behind it."""
        snapshot = self.snapshot
        self.is_dirty = False
        if snapshot is None:
            return
        self._programs.update(snapshot)
        for panel in self._panels:
            panel.show(snapshot, self._programs)
            if panel.chart is not None:
                panel.chart.draw(self._history.table, snapshot.monotonic_ns / 1e9)
        if self._cursor_s is not None:
            self._say_at(self._cursor_s)
        if self._plots_wanted and not self._load.isActive():
            # The numbers are painted first; pyqtgraph is loaded after that.
            QTimer.singleShot(30, self._load.start)

    @Slot()
    def _load_next_plot(self) -> None:
        if not self._plots_wanted:
            self._load.stop()
            return
        chart = self._plots_wanted.pop(0).chart
        if chart is not None and self.snapshot is not None:
            chart.load_plot()
            chart.draw(self._history.table, self.snapshot.monotonic_ns / 1e9)

    # ---- the cursor

    @Slot(object)
    def _on_cursor_moved(self, cursor_s: float | None) -> None:
        if cursor_s is None and self._cursor_s is None:
            return
        self._cursor_s = cursor_s
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.point_at(cursor_s)
        if cursor_s is not None:
            self._say_at(cursor_s)
        elif self.snapshot is not None:
            for panel in self._panels:
                panel.show(self.snapshot, self._programs)

    def _say_at(self, cursor_s: float) -> None:
        if self.snapshot is None:
            return
        for panel in self._panels:
            if panel.chart is None:
                continue
            at_s, values = panel.chart.values_at(cursor_s)
            hint = text.moment_text(self.snapshot.at_ms / 1000 + at_s)
            leader = self._history.leader_at(at_s, panel.led_by)
            if leader is not None:
                words = self.tr("{time}, {program} led with {value}")
                hint = words.format(time=hint, program=leader.name, value=panel.leader_value(leader.value))
            panel.head.say(panel.number_at(values), hint)

    @Slot(str)
    def _on_program_chosen(self, name: str) -> None:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        self.query_asked.emit(f'name = "{quoted}"')

    # ---- the grid

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.count():
            self._grid.takeAt(0)
        for line in self._lines:
            line.deleteLater()
        self._lines = []
        blocks = -(-len(self._panels) // columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._grid.setColumnMinimumWidth(column, 0)
        for row in range(LINES_PER_PANEL * len(self._panels)):
            self._grid.setRowStretch(row, 0)
        for place, panel in enumerate(self._panels):
            block, column = divmod(place, columns)
            self._place(panel, block * LINES_PER_PANEL, column)
        for block in range(blocks - 1):
            self._grid.addWidget(self._hairline(), block * LINES_PER_PANEL + 3, 0, 1, columns)

    def _place(self, panel: OverviewPanel, row: int, column: int) -> None:
        self._grid.addWidget(panel.head, row, column)
        if panel.chart is None:
            self._grid.addWidget(panel.foot, row + 1, column, 2, 1)
            return
        panel.chart.setMinimumHeight(LEAST_CHART_PX if self._columns > 1 else SINGLE_CHART_PX)
        self._grid.addWidget(panel.chart, row + 1, column)
        self._grid.setRowStretch(row + 1, 1)
        self._grid.addWidget(panel.foot, row + 2, column, Qt.AlignmentFlag.AlignTop)

    def _hairline(self) -> QFrame:
        line = QFrame(self._content)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        line.show()
        self._lines.append(line)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns that fits, and how long the lists may be."""
        width = event.size().width()
        count = TOP_COUNT if event.size().height() >= TALL_PX else SHORT_TOP_COUNT
        for panel in self._panels:
            if isinstance(panel, RatePanel):
                panel.set_top_count(count)
        self.is_dirty = True
        self._arrange(3 if width >= THREE_COLUMNS_PX else 2 if width >= TWO_COLUMNS_PX else 1)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin rates at their least scale again."""
        for panel in self._panels:
            if panel.chart is not None:
                panel.chart.scale.reset()
        self.is_dirty = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the cursor."""
        self._on_cursor_moved(None)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Word everything anew when language or palette changed."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.is_dirty = True
        super().changeEvent(event)
