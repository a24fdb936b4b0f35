"""Keeps what the reader had in hand while rows change places: who is selected, who is current, who is at the top."""

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal, Slot
from PySide6.QtWidgets import QTableView

from procmon_gui.domain.reading import IntArray
from procmon_gui.ui.models.process_columns import is_steady
from procmon_gui.ui.models.process_model import SERIAL_ROLE, ProcessModel


class ProcessSelection(QObject):
    """Belongs to one table, whose model and selection model are set.

    Signals:
        settled: rows have changed places, and what was in hand is in hand again.
    """

    settled = Signal()

    def __init__(self, view: QTableView, model: ProcessModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._kept_serials: IntArray = np.empty(0, dtype=np.int64)
        self._top_serial, self._top_offset, self._current_row = -1, 0, -1
        model.order_about_to_change.connect(self._on_order_about_to_change)
        model.layoutAboutToBeChanged.connect(self._on_layout_about_to_change)
        model.layoutChanged.connect(self._on_layout_changed)

    def rows(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        count = len(self._model.rows)
        spans = {(part.top(), part.bottom()) for part in self._view.selectionModel().selection().toList()}
        return sorted({row for top, bottom in spans for row in range(max(0, top), min(bottom + 1, count))})

    def serials(self) -> list[int]:
        """Return who is selected."""
        serials: list[int] = self._model.rows.serials[self.rows()].tolist()
        return serials

    def current_serial(self) -> int:
        """Return who has the keyboard, -1 for nobody."""
        found = self._view.currentIndex().data(SERIAL_ROLE)
        return -1 if found is None else int(found)

    def select(self, serials: IntArray) -> None:
        """Select these and nobody else; who is current stays so."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._view.selectionModel().select(self._selection_of(serials), flags)

    def go_to_selected(self) -> None:
        """Bring the keyboard to who is selected: assistive technology selects and leaves the keyboard where it was."""
        rows, current = self.rows(), self._view.currentIndex()
        if rows and current.row() not in rows:
            index = self._model.index(rows[0], max(0, current.column()))
            self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _selection_of(self, serials: IntArray) -> QItemSelection:
        rows = np.sort(self._model.rows.rows_of(serials))
        rows = rows[rows >= 0]
        last_column = self._model.columnCount() - 1
        selection = QItemSelection()
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else ():
            selection.select(self._model.index(int(run[0]), 0), self._model.index(int(run[-1]), last_column))
        return selection

    def _select_quietly(self, selection: QItemSelection) -> None:
        was_blocked = self._view.selectionModel().blockSignals(True)
        self._view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._view.selectionModel().blockSignals(was_blocked)

    @Slot()
    def _on_order_about_to_change(self) -> None:
        """Take the selection away while rows change places.

        Qt would follow every selected cell by itself, in Python's model one by one: 860 ms a beat when 10,000 rows
        are selected. Nobody is told, because in the end the same processes are selected.
        """
        self._kept_serials = self._model.rows.serials[self.rows()]
        if len(self._kept_serials):
            self._select_quietly(QItemSelection())

    @Slot()
    def _on_layout_about_to_change(self) -> None:
        height = self._view.verticalHeader().defaultSectionSize()
        top, self._top_offset = divmod(self._view.verticalScrollBar().value(), height)
        rows = self._model.rows
        self._top_serial = int(rows.serials[top]) if top < len(rows) else -1
        self._current_row = self._view.currentIndex().row()

    @Slot()
    def _on_layout_changed(self) -> None:
        """Keep the same process at the top where the order is steady, and the keyboard at its place."""
        if len(self._kept_serials):
            self._select_quietly(self._selection_of(self._kept_serials))
        sort_metric_id = self._model.arrangement.sort_metric_id
        is_anchored = self._model.holds_order or sort_metric_id is None or is_steady(sort_metric_id)
        if is_anchored and self._view.verticalScrollBar().value() > 0:
            row = self._model.rows.row_of(self._top_serial)
            if row >= 0:
                self._view.updateGeometries()
                height = self._view.verticalHeader().defaultSectionSize()
                self._view.verticalScrollBar().setValue(row * height + self._top_offset)
        if self._current_row >= 0 and not self._view.currentIndex().isValid():
            # The process has ended: the keyboard stays at its place, nobody else gets selected.
            row = min(self._current_row, len(self._model.rows) - 1)
            index = self._model.index(row, 0) if row >= 0 else QModelIndex()
            self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.settled.emit()
