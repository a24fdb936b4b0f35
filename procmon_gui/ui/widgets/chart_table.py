"""A chart as a table: time, values, who led. It stands still while it is read."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from procmon_gui.ui.widgets.figure_view import FigureView

_NO_PARENT: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class TextTable(QAbstractTableModel):
    """Rows of words under titles; the first column is text, the others numbers."""

    def __init__(self, titles: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._rows = tuple(tuple(row) for row in rows)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, and at which side they stand."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and 0 < index.column() < len(self._titles) - 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section] if 0 <= section < len(self._titles) else None
        return None

    def lines(self, places: Sequence[int]) -> str:
        """Return these rows under their titles, columns apart by tabs: what spreadsheets take."""
        chosen = [self._titles, *(self._rows[place] for place in places)]
        return "\n".join("\t".join(in_one_cell(text) for text in row) for row in chosen) + "\n"


def in_one_cell(text: str) -> str:
    """Return a text that stays in one cell, and that a spreadsheet does not take for a formula."""
    text = text.replace("\t", " ")
    # A spreadsheet would obey a name that begins like a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


class ChartTable(QDialog):
    """Shows the samples of a chart, the newest first, and copies them."""

    def __init__(self, name: str, titles: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget) -> None:
        """Make a window for the chart called `name`."""
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = TextTable(titles, rows, self)
        self.table = FigureView(self)
        self.table.setAccessibleName(name)
        self.table.setModel(self._model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.copy_button = QPushButton(self.tr("Copy all"), self)
        self.copy_button.clicked.connect(self._on_copy_all)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 10, 12, 10)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.resize(620, 480)
        self.table.setFocus()
        if rows:
            self.table.selectRow(0)

    @Slot()
    def _on_copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._model.lines(range(self._model.rowCount())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            places = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
            QGuiApplication.clipboard().setText(self._model.lines(places))
            return
        super().keyPressEvent(event)
