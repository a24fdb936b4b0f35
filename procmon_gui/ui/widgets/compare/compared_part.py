"""What came of a comparison: the machine above, below it the programs by one resource, what changed most first."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.range_comparison import KERNEL_WORKERS, compare
from procmon_gui.domain.ranges import Resource
from procmon_gui.domain.two_ranges import FIGURES, ReadRange
from procmon_gui.reports.comparison import comparison_csv
from procmon_gui.ui.models.comparison_columns import (
    COMPARED_COLUMNS,
    FIGURE_COLUMNS,
    ComparedRow,
    FigureRow,
    changed,
    compared_rows,
)
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.widgets.detail.listing_tab import ListPart
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.file_saver import FileContent

_T = QT_TRANSLATE_NOOP
_RESOURCES: Final = (
    (Resource.CPU, _T("Detail", "CPU")),
    (Resource.MEMORY, _T("Detail", "Memory")),
    (Resource.DISK, _T("Detail", "Disk")),
    (Resource.NETWORK, _T("Detail", "Network")),
)
_CONTROL_PX: Final = 28


class ComparedPart(QWidget):
    """Shows two `ReadRange`.

    Signals:
        program_asked: the reader wants to see a program over its runs: its name and its executable.
        saving_asked: the list as a file, a `FileContent`.
    """

    program_asked = Signal(str, str)
    saving_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read: tuple[ReadRange, ReadRange] | None = None
        self._figures: DetailTable[FigureRow] = DetailTable(FIGURE_COLUMNS, _metric, self)
        self.figures = RowsView(self._figures, self.tr("The machine in both ranges"), self)
        self._buttons = QButtonGroup(self)
        self.only_changed = QToolButton(self)
        self.only_changed.setText(self.tr("Only what changed"))
        self.only_changed.setCheckable(True)
        self.only_changed.setChecked(True)
        self.only_changed.setMinimumHeight(_CONTROL_PX)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setObjectName("detail_hint")
        model: DetailTable[ComparedRow] = DetailTable(COMPARED_COLUMNS, _identity)
        self.list = ListPart(model, self.tr("Programs of both ranges"), self.tr("Filter programs"), self)
        self._save = QAction(self.tr("Save as CSV…"), self)
        self._save.triggered.connect(self.save)
        self._life = QAction(self.tr("Life of the program…"), self)
        self._life.triggered.connect(self._on_life)
        self.list.actions_of_row += [self._life, self._save]
        self._lay_out()
        self._buttons.idClicked.connect(self._on_resource)
        self.only_changed.toggled.connect(self._on_only_changed)
        self.list.view.row_opened.connect(self._on_row)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 16, 0)
        bar.setSpacing(0)
        last = len(_RESOURCES) - 1
        for number, (_, title) in enumerate(_RESOURCES):
            button = QToolButton(self)
            button.setText(QCoreApplication.translate("Detail", title))
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setMinimumHeight(_CONTROL_PX)
            button.setProperty("segment", "first" if number == 0 else "last" if number == last else "middle")
            self._buttons.addButton(button, number)
            bar.addWidget(button)
        bar.addSpacing(16)
        bar.addWidget(self.only_changed)
        bar.addSpacing(16)
        bar.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.figures)
        column.addLayout(bar)
        column.addWidget(self.list, 1)

    # ---- what the window asks

    @property
    def by(self) -> Resource:
        """Return by what programs are compared."""
        return _RESOURCES[max(0, self._buttons.checkedId())][0]

    def choose(self, by: Resource) -> None:
        """Compare programs by this."""
        number = next(number for number, (resource, _) in enumerate(_RESOURCES) if resource is by)
        self._buttons.button(number).setChecked(True)
        self._show_programs()

    def show_ranges(self, this: ReadRange, that: ReadRange) -> None:
        """Show what was read."""
        self._read = this, that
        self._figures.set_rows([
            FigureRow(metric_id=metric_id, this=this.statistics[metric_id], that=that.statistics[metric_id])
            for metric_id in FIGURES
        ])  # fmt: skip
        header, row = self.figures.horizontalHeader().sizeHint().height(), self.figures.rowHeight(0)
        self.figures.setFixedHeight(header + row * len(FIGURES) + 2)
        self._show_programs()

    def _show_programs(self) -> None:
        if self._read is None:
            return
        by = self.by
        this, that = self._read
        rows = compared_rows(compare(this.use, that.use, by), by)
        shown = changed(rows) if self.only_changed.isChecked() else rows
        self.list.show_rows(shown)
        words = ""
        if not shown and rows:
            words = self.tr("No program changed by more than noise.")
        elif not shown:
            words = self.tr("No program was recorded.")
        self.list.say(words)
        notes = {
            Resource.CPU: self.tr("Share of one core, on average over what was recorded"),
            Resource.MEMORY: self.tr("Resident memory, on average while it was there, or its most"),
            Resource.DISK: self.tr("Read and written, a second"),
            Resource.NETWORK: self.tr("TCP in and out, a second"),
        }
        self.note.setText(notes[by])

    def save_content(self) -> FileContent:
        """Return the list as it is shown, with exact numbers."""
        by = self.by
        data = comparison_csv([row.program for row in self.list.model.rows], by)
        return FileContent(name=f"compare-{by.value}.csv", kind=self.tr("CSV, for spreadsheets (*.csv)"), data=data)

    @Slot()
    def save(self) -> None:
        """Ask for the list as a file."""
        self.saving_asked.emit(self.save_content())

    @Slot()
    def copy_all(self) -> None:
        """Copy the figures of the machine and the whole list, as they are shown."""
        figures = self._figures.rows_text(range(len(self._figures.rows)))
        programs = self.list.model.rows_text(range(len(self.list.model.rows)))
        QGuiApplication.clipboard().setText(f"{figures}\n{programs}")

    # ---- what the reader does

    @Slot(int)
    def _on_resource(self, _number: int) -> None:
        self._show_programs()

    @Slot(bool)
    def _on_only_changed(self, _is_wanted: bool) -> None:
        self._show_programs()

    @Slot()
    def _on_life(self) -> None:
        self._on_row(self.list.view.currentIndex().row())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        rows = self.list.model.rows
        # What stands for many names has no life of its own.
        if 0 <= row < len(rows) and rows[row].program.name != KERNEL_WORKERS:
            self.program_asked.emit(rows[row].program.name, rows[row].program.executable)


def _identity(row: ComparedRow) -> tuple[str, str, str]:
    return row.program.name, row.program.executable, row.program.change.value


def _metric(row: FigureRow) -> str:
    return row.metric_id
