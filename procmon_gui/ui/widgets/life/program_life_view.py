"""The life of a program over its runs: what all its processes used together, and each of them in a list."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import ProcessInRange, ProgramLife
from procmon_gui.reports.rows import rows_csv
from procmon_gui.ui import text, theme
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.models.life_columns import RUN_COLUMNS, RUN_FIELDS, run_cells
from procmon_gui.ui.widgets.detail.basis import cpu_scale, memory_scale
from procmon_gui.ui.widgets.detail.icon_button import IconButton
from procmon_gui.ui.widgets.detail.life_chart import Curve
from procmon_gui.ui.widgets.detail.listing_tab import ListPart
from procmon_gui.ui.widgets.file_saver import FileContent, file_name
from procmon_gui.ui.widgets.life.life_charts import LifeCharts
from procmon_gui.ui.widgets.life.recorded_chart import RecordedChart
from procmon_gui.ui.widgets.life.recorded_curves import RecordedCurves
from procmon_gui.ui.widgets.scale import DoublingScale

_CHARTS_PX: Final = 320
_RUNS_PX: Final = 260
_FEW: Final = 4.0


class ProgramLifeView(QSplitter):
    """Charts above, runs below; a click on a run opens its life.

    Signals:
        process_asked: the reader wants to see the life of the process with this key.
        moment_asked: the reader wants to be there, milliseconds.
        saving_asked: a chart or the runs as a file, a `FileContent`.
    """

    process_asked = Signal(object)
    moment_asked = Signal(object)
    saving_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._name = ""
        self.charts = LifeCharts(self._make_charts(), self)
        model: DetailTable[ProcessInRange] = DetailTable(RUN_COLUMNS, _key)
        self.runs = ListPart(model, self.tr("Runs of the program"), self.tr("Filter runs"), self)
        self._save = QAction(self.tr("Save as CSV…"), self)
        self._save.triggered.connect(self._on_save)
        self.runs.actions_of_row.append(self._save)
        self.save_button = IconButton("download", self.tr("Save the runs as CSV…"), self)
        self.save_button.clicked.connect(self._on_save)
        self.runs.controls.addWidget(self.save_button)
        self.addWidget(self.charts)
        self.addWidget(self.runs)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setSizes([theme.scaled(_CHARTS_PX), theme.scaled(_RUNS_PX)])
        self.charts.moment_asked.connect(self.moment_asked)
        self.charts.saving_asked.connect(self.saving_asked)
        self.runs.view.row_opened.connect(self._on_run)
        self.runs.view.row_clicked.connect(self._on_run)

    def _make_charts(self) -> list[RecordedChart]:
        return [
            RecordedChart(
                self.tr("CPU, one core"), [Curve("cpu_ratio", "", 0)], cpu_scale(), text.ratio_text, self
            ),
            RecordedChart(self.tr("Memory"), [Curve("rss_bytes", "", 1)], memory_scale(), text.bytes_text, self),
            RecordedChart(
                self.tr("Processes"), [Curve("processes", "", 3)], DoublingScale(_FEW), text.count_text, self
            ),
        ]  # fmt: skip

    # ---- what the window asks

    def show_life(self, life: ProgramLife) -> None:
        """Show a life."""
        self._name = life.name
        curves = {"cpu_ratio": life.cpu, "rss_bytes": life.memory, "processes": life.processes}
        self.charts.show_curves(RecordedCurves(curves), life.name)
        self.charts.setAccessibleName(self.tr("Charts of {name}").format(name=life.name))
        self.runs.filter.clear()
        self.runs.show_rows(tuple(life.runs))
        self.save_button.setEnabled(bool(life.runs))
        words = "" if life.runs else self.tr("No run of it was recorded in this time.")
        if life.is_cut:
            words = self.tr("There were more runs: these are the newest.")
        self.runs.say(words)

    def mark(self, at_ms: int | None) -> None:
        """Show where the window is in time."""
        self.charts.mark(at_ms)

    def first_focus(self) -> QWidget:
        """Return the list of runs."""
        return self.runs.view

    # ---- what the reader does

    @Slot(int)
    def _on_run(self, row: int) -> None:
        rows = self.runs.model.rows
        if 0 <= row < len(rows):
            self.process_asked.emit(rows[row].facts.key)

    @Slot()
    def _on_save(self) -> None:
        data = rows_csv(RUN_FIELDS, map(run_cells, self.runs.model.rows))
        kind = self.tr("CSV, for spreadsheets (*.csv)")
        self.saving_asked.emit(FileContent(name=file_name(self._name, "csv", "runs"), kind=kind, data=data))


def _key(run: ProcessInRange) -> ProcessKey:
    return run.facts.key
