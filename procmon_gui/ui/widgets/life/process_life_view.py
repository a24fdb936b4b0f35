"""The whole life of a process: its curves, and beside them who it was, what it used, and its children."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import ProcessFacts, ProcessLife
from procmon_gui.ui import text, theme
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.models.life_columns import CHILD_COLUMNS, name_of
from procmon_gui.ui.widgets.detail.basis import cpu_scale, memory_scale, rate_scale
from procmon_gui.ui.widgets.detail.command_line import CommandLine
from procmon_gui.ui.widgets.detail.life_chart import Curve
from procmon_gui.ui.widgets.detail.listing_tab import ListPart
from procmon_gui.ui.widgets.detail.pairs import Pairs
from procmon_gui.ui.widgets.life.life_charts import LifeCharts
from procmon_gui.ui.widgets.life.life_words import PARENT_LINK, PEAK_LINK, ROWS, process_facts
from procmon_gui.ui.widgets.life.recorded_chart import RecordedChart
from procmon_gui.ui.widgets.life.recorded_curves import RecordedCurves
from procmon_gui.ui.widgets.scale import DoublingScale

_SIDE_PX: Final = 340
_LEAST_SIDE_PX: Final = 240
_LEAST_CHILDREN_PX: Final = 120
_FEW_THREADS: Final = 4.0
_RECEIVED: Final = "tcp_received_bytes_per_s"


class ProcessLifeView(QSplitter):
    """Charts at the left, facts and children at the right.

    Signals:
        process_asked: the reader wants to see the life of the process with this key.
        moment_asked: the reader wants to be there, milliseconds.
        saving_asked: a chart as a file, a `FileContent`.
    """

    process_asked = Signal(object)
    moment_asked = Signal(object)
    saving_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._life: ProcessLife | None = None
        charts = self._make_charts()
        # Hardly any process speaks to others.
        self.charts = LifeCharts(charts, self, rare=next(one for one in charts if _RECEIVED in one.names))
        self.pairs = Pairs(self)
        for id, label in ROWS:
            self.pairs.add(id, QCoreApplication.translate("Detail", label))
        self.command_line = CommandLine(self)
        self._title = QLabel(self.tr("Children"), self)
        self._title.setObjectName("detail_label")
        self._title.setContentsMargins(16, 8, 16, 0)
        model: DetailTable[ProcessFacts] = DetailTable(CHILD_COLUMNS, _key)
        self.children_list = ListPart(model, self.tr("Children"), self.tr("Filter children"), self)
        self.addWidget(self.charts)
        self.addWidget(self._side())
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setSizes([2 * theme.scaled(_SIDE_PX), theme.scaled(_SIDE_PX)])
        self._connect()

    def _make_charts(self) -> list[RecordedChart]:
        return [
            RecordedChart(
                self.tr("CPU, one core"), [Curve("cpu_ratio", "", 0)], cpu_scale(), text.ratio_text, self
            ),
            RecordedChart(self.tr("Memory"), [Curve("rss_bytes", "", 1)], memory_scale(), text.bytes_text, self),
            RecordedChart(
                self.tr("Disk/s"),
                [Curve("disk_read_bytes_per_s", self.tr("read"), 2),
                 Curve("disk_write_bytes_per_s", self.tr("written"), 5)],
                rate_scale(), text.bytes_text, self,
            ),
            RecordedChart(
                self.tr("TCP/s"),
                [Curve(_RECEIVED, self.tr("in"), 3), Curve("tcp_sent_bytes_per_s", self.tr("out"), 4)],
                rate_scale(), text.bytes_text, self,
            ),
            RecordedChart(
                self.tr("Threads"), [Curve("threads", "", 6)], DoublingScale(_FEW_THREADS), text.count_text, self
            ),
        ]  # fmt: skip

    def _side(self) -> QWidget:
        facts = QWidget(self)
        facts.setObjectName("detail_tab")
        above = QVBoxLayout(facts)
        above.setContentsMargins(16, 10, 16, 10)
        above.setSpacing(10)
        above.addWidget(self.pairs)
        above.addWidget(self.command_line)
        above.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("detail_tab")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(facts)
        below = QWidget(self)
        below.setMinimumHeight(theme.scaled(_LEAST_CHILDREN_PX))
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self.children_list, 1)
        side = QSplitter(Qt.Orientation.Vertical, self)
        side.setObjectName("detail")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(theme.scaled(_LEAST_SIDE_PX))
        side.addWidget(scroll)
        side.addWidget(below)
        side.setStretchFactor(0, 2)
        side.setStretchFactor(1, 1)
        side.setChildrenCollapsible(False)
        side.setHandleWidth(1)
        return side

    def _connect(self) -> None:
        self.charts.moment_asked.connect(self.moment_asked)
        self.charts.saving_asked.connect(self.saving_asked)
        self.pairs.link_followed.connect(self._on_link)
        self.children_list.view.row_opened.connect(self._on_child)
        self.children_list.view.row_clicked.connect(self._on_child)

    # ---- what the window asks

    def show_life(self, life: ProcessLife) -> None:
        """Show a life."""
        self._life = life
        self.charts.show_curves(RecordedCurves(life.curves), f"{life.facts.name}-{life.facts.key.pid}")
        self.pairs.forget()
        for id, fact in process_facts(life).items():
            self.pairs.say(id, fact)
        self.command_line.say(life.facts.command_line or "")
        self.children_list.filter.clear()
        self.children_list.show_rows(tuple(life.children))
        self.children_list.say("" if life.children else self.tr("No child of it was recorded."))
        self.charts.setAccessibleName(self.tr("Charts of {name}").format(name=name_of(life.facts)))

    def mark(self, at_ms: int | None) -> None:
        """Show where the window is in time."""
        self.charts.mark(at_ms)

    def first_focus(self) -> QWidget:
        """Return the first chart."""
        return self.charts.charts[0]

    # ---- what the reader does

    @Slot(object)
    def _on_link(self, link: int) -> None:
        life = self._life
        if life is None:
            return
        if link == PARENT_LINK and life.parent is not None:
            self.process_asked.emit(life.parent.key)
        elif link == PEAK_LINK and life.use.peak_ms is not None:
            self.moment_asked.emit(life.use.peak_ms)

    @Slot(int)
    def _on_child(self, row: int) -> None:
        rows = self.children_list.model.rows
        if 0 <= row < len(rows):
            self.process_asked.emit(rows[row].key)


def _key(facts: ProcessFacts) -> ProcessKey:
    return facts.key
