"""The column chooser: every column with what it says, and the order of those that are shown. Changes show at once."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.ui import text, theme
from procmon_gui.ui.models.process_column_sets import NAME
from procmon_gui.ui.models.process_columns import grouped
from procmon_gui.ui.widgets.check_rows import CheckRows
from procmon_gui.ui.widgets.column_choice import ColumnChoice
from procmon_gui.ui.widgets.plain import plain_tooltip

_ID: Final = Qt.ItemDataRole.UserRole
_SIZE: Final = (680, 560)


class ColumnDialog(QDialog):
    """Stands beside the window; closing it is all there is to do."""

    def __init__(self, choice: ColumnChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._is_filling = False
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: list[tuple[QTreeWidgetItem, list[str]]] = []
        self.setWindowTitle(self.tr("Columns"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search columns"))
        self.search.setAccessibleName(self.tr("Search columns"))
        self.search.setClearButtonEnabled(True)
        self.tree = QTreeWidget(self)
        self.order = QListWidget(self)
        self._says = QLabel(self)
        self.up = QPushButton(self.tr("Move up"), self)
        self.down = QPushButton(self.tr("Move down"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self._set_up()
        self._lay_out()
        self._fill_tree()
        self._fill()
        self._connect()
        self.resize(*_SIZE)
        self.search.setFocus()

    def _set_up(self) -> None:
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("All columns"))
        self.tree.setUniformRowHeights(True)
        for view in (self.tree, self.order):
            view.setObjectName("column_list")
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.setItemDelegate(CheckRows(view))
        self.order.setAccessibleName(self.tr("Columns that are shown, from left to right"))
        self.order.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.order.setToolTip(self.tr("Drag, or Ctrl+Up and Ctrl+Down, to move; Delete takes a column away"))
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self._says.setWordWrap(True)
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._says.setMinimumHeight(3 * self.fontMetrics().height() + 4)
        self._says.setText(self.order.toolTip())
        self.close_button.setAutoDefault(False)
        for button in (self.up, self.down):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        bold = theme.sized_font(self.font(), 0, theme.sized_font(self.font()).Weight.DemiBold)
        left, right, lists = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for column, title, view in ((left, self.tr("All columns"), self.tree), (right, self.tr("Shown"), self.order)):
            label = QLabel(title, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(bold)
            column.addWidget(label)
            column.addWidget(view, 1)
        lists.setSpacing(16)
        lists.addLayout(left, 3)
        lists.addLayout(right, 2)
        moves = QHBoxLayout()
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        right.addLayout(moves)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addLayout(lists, 1)
        column.addWidget(self._says)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.tree.itemChanged.connect(self._on_checked)
        self.tree.currentItemChanged.connect(self._on_current)
        self.order.currentItemChanged.connect(self._on_current_shown)
        self.order.model().rowsMoved.connect(self._on_dragged)
        self.order.installEventFilter(self)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.close_button.clicked.connect(self.accept)
        self._choice.changed.connect(self._fill)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._on_find)

    # ---- what is shown

    def _fill_tree(self) -> None:
        for title, metrics in grouped():
            group = QTreeWidgetItem(self.tree, [QCoreApplication.translate("Columns", title)])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self._groups.append((group, [metric.id for metric in metrics]))
            for metric in metrics:
                item = QTreeWidgetItem(group, [text.metric_title(metric)])
                item.setData(0, _ID, metric.id)
                item.setToolTip(0, plain_tooltip(self._description(metric)))
                flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
                item.setFlags(flags if metric.id == NAME else flags | Qt.ItemFlag.ItemIsEnabled)
                self._items[metric.id] = item
        self.tree.expandAll()

    @Slot()
    def _fill(self) -> None:
        """Show what the table has now."""
        shown = self._choice.ids
        self._is_filling = True
        for metric_id, item in self._items.items():
            item.setCheckState(0, Qt.CheckState.Checked if metric_id in shown else Qt.CheckState.Unchecked)
        if self._listed() != shown:
            current = self.order.currentItem()
            kept = current.data(_ID) if current is not None else None
            self.order.clear()
            for metric_id in shown:
                line = QListWidgetItem(text.metric_title(PROCESS_CATALOGUE.by_id[metric_id]), self.order)
                line.setData(_ID, metric_id)
                if metric_id == NAME:
                    line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if metric_id == kept:
                    self.order.setCurrentItem(line)
        self._is_filling = False

    def _listed(self) -> list[str]:
        return [str(self.order.item(row).data(_ID)) for row in range(self.order.count())]

    def _description(self, metric: Metric) -> str:
        said = text.metric_description(metric)
        if metric.look in (Look.CHEAP, Look.SOCKETS):
            return said
        return self.tr("{description} Read only for rows in view.").format(description=said)

    def _say(self, metric_id: str) -> None:
        metric = PROCESS_CATALOGUE.by_id.get(metric_id)
        self._says.setText(self.order.toolTip() if metric is None else self._description(metric))

    # ---- what is chosen

    @Slot(str)
    def _on_search(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        for metric_id, item in self._items.items():
            metric = PROCESS_CATALOGUE.by_id[metric_id]
            words = (text.metric_title(metric), metric_id, *metric.aliases, text.metric_description(metric))
            item.setHidden(not any(wanted in word.casefold() for word in words))
        for group, metric_ids in self._groups:
            group.setHidden(all(self._items[metric_id].isHidden() for metric_id in metric_ids))

    @Slot(QTreeWidgetItem, int)
    def _on_checked(self, item: QTreeWidgetItem, _column: int) -> None:
        if not self._is_filling and item.data(0, _ID):
            self._choice.show(str(item.data(0, _ID)), is_shown=item.checkState(0) == Qt.CheckState.Checked)

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self._say(str(item.data(0, _ID)) if item is not None else "")

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current_shown(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self._say(str(item.data(_ID)) if item is not None else "")

    @Slot()
    def _on_dragged(self) -> None:
        ids = self._listed()
        # The name stays where rows begin, wherever something was dropped.
        self._choice.put_in_order([NAME, *(metric_id for metric_id in ids if metric_id != NAME)])

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.order.currentRow()
        ids = self._listed()
        if row < 1 or not 1 <= row + step < len(ids):
            return
        ids.insert(row + step, ids.pop(row))
        self._choice.put_in_order(ids)
        self._fill()
        self.order.setCurrentRow(row + step)

    @Slot()
    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move and take away by keys."""
        if watched is self.order and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if is_control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() == Qt.Key.Key_Delete and self.order.currentRow() > 0:
                row = self.order.currentRow()
                self._choice.show(self._listed()[row], is_shown=False)
                self._fill()
                self.order.setCurrentRow(min(row, self.order.count() - 1))
                return True
        return super().eventFilter(watched, event)
