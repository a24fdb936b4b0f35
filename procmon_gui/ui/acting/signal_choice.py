"""The list of signals, with a field that filters it: TERM is chosen at first, as F9 of htop has it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from procmon_gui.domain.actions import Action
from procmon_gui.ui import theme
from procmon_gui.ui.acting.signals import Signal as OneSignal
from procmon_gui.ui.acting.signals import all_signals
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.row_table import set_up_rows

_ROWS: Final = 8
_NO_INDEX: Final = QModelIndex()
_LONGEST: Final = 60
Index = QModelIndex | QPersistentModelIndex


class _SignalModel(QAbstractTableModel):
    """The signals that pass the filter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all = all_signals()
        self.shown: Sequence[OneSignal] = self._all
        self._titles = (self.tr("No."), self.tr("Signal"), self.tr("What it does"))

    def show_matching(self, typed: str) -> None:
        """Show those whose number, name or meaning holds what was typed."""
        wanted = typed.strip().casefold()
        self.beginResetModel()
        self.shown = [
            one
            for one in self._all
            if not wanted
            or wanted == str(one.number)
            or wanted in one.name.casefold()
            or (not wanted.isdecimal() and wanted in one.meaning.casefold())
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many pass."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return number, name, meaning."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
        one = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(one.number), one.name, one.meaning)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(one.meaning)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("t1" if index.column() == 1 else "t2")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class SignalChoice(QWidget):
    """A field, and the list below it; the arrow keys go through the list from the field too.

    Signals:
        changed: another one is chosen, or none.
    """

    changed = Signal()

    def __init__(self, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._number = action.signal
        self._model = _SignalModel(self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Number, name or what it does"))
        self.field.setAccessibleName(self.tr("Search signals"))
        self.field.setMaxLength(_LONGEST)
        self.field.setClearButtonEnabled(True)
        self.list = QTableView(self)
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._select()
        self.field.textChanged.connect(self._on_text)
        self.list.selectionModel().currentRowChanged.connect(self._on_current)

    def _set_up(self) -> None:
        self.list.setModel(self._model)
        self.list.setObjectName("question_list")
        self.list.setAccessibleName(self.tr("Signals"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        row_px = theme.row_height(self.fontMetrics().height())
        set_up_rows(self.list, row_px)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((0, 44), (1, 108)):
            self.list.setColumnWidth(column, theme.scaled(width))
        self.list.setFixedHeight(_ROWS * row_px + header.sizeHint().height() + 2)

    @property
    def first(self) -> QWidget:
        """Return what gets the keyboard first."""
        return self.field

    @property
    def number(self) -> int:
        """Return which signal is chosen, 0 for none."""
        row = self.list.currentIndex().row()
        return self._model.shown[row].number if 0 <= row < len(self._model.shown) else 0

    @property
    def action(self) -> Action:
        """Return what is chosen."""
        return replace(self._action, signal=self.number)

    @property
    def is_complete(self) -> bool:
        """Say whether a signal is chosen."""
        return self.number > 0

    def _select(self) -> None:
        """Choose who was chosen before, or the first one."""
        numbers = [one.number for one in self._model.shown]
        row = numbers.index(self._number) if self._number in numbers else 0
        self.list.setCurrentIndex(self._model.index(row, 0))
        self.list.scrollTo(self._model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the list from the field."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self.field.hasFocus():
            super().keyPressEvent(event)
            return
        row = min(max(0, self.list.currentIndex().row() + step), self._model.rowCount() - 1)
        self.list.setCurrentIndex(self._model.index(row, 0))
        event.accept()

    @Slot(str)
    def _on_text(self, typed: str) -> None:
        self._number = self.number or self._number
        self._model.show_matching(typed)
        self._select()
        self.changed.emit()

    @Slot()
    def _on_current(self) -> None:
        self.changed.emit()
