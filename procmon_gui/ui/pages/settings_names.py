"""A list of named things, as saved filters and column sets: rename, change, remove. They are made elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.settings import Kind, NamedLists, NamedTexts, Setting
from procmon_gui.ui import text
from procmon_gui.ui.pages import settings_words as words

_ROW_PX: Final = 28
_ROWS_SHOWN: Final = 6
_NAME_PX: Final = 180
_NAME, _ENTRY = 0, 1


class NamesEditor(QWidget):
    """A table of names and what they stand for.

    Texts can be changed in place; of lists only the names. What is wrong with a change is the business of whoever
    hears of it: the table shows what it is told.

    Signals:
        chosen: all names with what they stand for, after the reader changed something.
    """

    chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._shown: list[tuple[str, str | tuple[str, ...]]] = []
        self._table = QTableWidget(0, 2, self)
        self._nothing = QLabel(self._words_for_nothing(), self)
        self._remove = QPushButton(self.tr("Remove"), self)
        self._remove.clicked.connect(self._on_remove)
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._nothing)
        column.addWidget(self._table)
        column.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_value({})

    def _set_up(self) -> None:
        table = self._table
        self._nothing.setObjectName("setting_help")
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        table.setObjectName("setting_names")
        table.setAccessibleName(words.label(self._setting))
        entries = self.tr("Filter") if self._setting.kind is Kind.NAMED_TEXTS else self.tr("Columns")
        table.setHorizontalHeaderLabels([self.tr("Name"), entries])
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(_ENTRY, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.setColumnWidth(_NAME, _NAME_PX)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(max(_ROW_PX, self.fontMetrics().height() + 10))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        table.installEventFilter(self)
        table.cellChanged.connect(self._on_changed)
        table.itemSelectionChanged.connect(self._on_selected)

    def _words_for_nothing(self) -> str:
        if self._setting.kind is Kind.NAMED_TEXTS:
            return self.tr("No filter is saved yet. The bookmark in the filter box saves one.")
        return self.tr("No column set is saved yet. “Columns” over the list of processes saves one.")

    def tab_order(self) -> list[QWidget]:
        """Return what the Tab key goes through."""
        return [self._table, self._remove]

    def show_value(self, value: NamedTexts | NamedLists) -> None:
        """Show these names; nobody is told."""
        self._shown = [(name, entry if isinstance(entry, str) else tuple(entry)) for name, entry in value.items()]
        was_blocked = self._table.blockSignals(True)
        self._table.setRowCount(len(self._shown))
        for row, (name, entry) in enumerate(self._shown):
            self._table.setItem(row, _NAME, QTableWidgetItem(name))
            item = QTableWidgetItem(entry if isinstance(entry, str) else _titles(entry))
            if not isinstance(entry, str):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self._table.setItem(row, _ENTRY, item)
        self._table.blockSignals(was_blocked)
        has_any = bool(self._shown)
        self._nothing.setVisible(not has_any)
        self._table.setVisible(has_any)
        self._remove.setVisible(has_any)
        rows = min(len(self._shown), _ROWS_SHOWN)
        height = self._table.verticalHeader().defaultSectionSize()
        self._table.setFixedHeight(self._table.horizontalHeader().sizeHint().height() + rows * height + 2)
        self._on_selected()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remove with the Delete key."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and self._remove.isEnabled()
        ):
            self._on_remove()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_remove(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._shown):
            self._tell([pair for place, pair in enumerate(self._shown) if place != row])
            self._table.setCurrentCell(min(row, self._table.rowCount() - 1), _NAME)

    @Slot(int, int)
    def _on_changed(self, row: int, column: int) -> None:
        item = self._table.item(row, column)
        if item is None or not 0 <= row < len(self._shown):
            return
        name, entry = self._shown[row]
        typed = item.text().strip()
        pair = (typed, entry) if column == _NAME else (name, typed)
        others = [shown for place, shown in enumerate(self._shown) if place != row]
        if any(other == pair[0] for other, _ in others):
            # Two can not have one name.
            self.show_value(dict(self._shown))  # type: ignore[arg-type]
            return
        self._tell([*self._shown[:row], pair, *self._shown[row + 1 :]])

    @Slot()
    def _on_selected(self) -> None:
        self._remove.setEnabled(bool(self._table.selectedItems()))

    def _tell(self, pairs: Sequence[tuple[str, str | tuple[str, ...]]]) -> None:
        self.chosen.emit(dict(pairs))


def _titles(columns: Sequence[str]) -> str:
    """Return the titles of columns that are kept as "pid" or, with a width, as "pid:64"."""
    metric_ids = [column.partition(":")[0] for column in columns]
    known: Mapping[str, str] = {
        metric_id: text.metric_title(PROCESS_CATALOGUE.by_id[metric_id])
        for metric_id in metric_ids
        if metric_id in PROCESS_CATALOGUE.by_id
    }
    return ", ".join(known.get(metric_id, metric_id) for metric_id in metric_ids)
