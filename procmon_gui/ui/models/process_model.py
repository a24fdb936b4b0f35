"""The item model of the process table: an index over the columns of the newest snapshot.

Nothing is copied per row and nothing is ever reset: a beat that changes the order is one `layoutChanged` in which
the few persistent indexes (selection, current row) follow their processes by serial; a beat that does not is one
`dataChanged`. Window thread only.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from procmon_gui.domain.history import CpuBeat
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.models.cpu_history import CpuHistory
from procmon_gui.ui.models.moving_rows import tell_rows_moved, tell_rows_will_move
from procmon_gui.ui.models.process_arrangement import Arrangement
from procmon_gui.ui.models.process_cells import ProcessCells
from procmon_gui.ui.models.process_columns import FIRST_COLUMNS, is_number
from procmon_gui.ui.models.process_flashes import FLASH_S
from procmon_gui.ui.models.process_rows import Rows
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.models.process_tags import ProcessTags
from procmon_gui.ui.models.process_words import ProcessWords

if TYPE_CHECKING:
    from procmon_gui.query import Query

Index = QModelIndex | QPersistentModelIndex

VALUE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
SERIAL_ROLE: Final = Qt.ItemDataRole.UserRole + 2

_NO_INDEX: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ProcessModel(QAbstractTableModel):
    """All processes of one host, as a tree or groups flattened into rows, or as a list.

    `arrangement` decides who stands where; this class says it to Qt. Views that paint by themselves read `rows`,
    `cells` and `words` for the rows in view.

    Signals:
        order_about_to_change: rows are going to change places, come or go; before anything that Qt says of it.
    """

    order_about_to_change = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        cpu_history: CpuHistory | None = None,
    ) -> None:
        super().__init__(parent)
        self.arrangement = Arrangement()
        self._clock = clock
        self._stands_since_s: float | None = None
        self.cells = ProcessCells(self.arrangement, self._now_s, cpu_history or CpuHistory())
        self.tags = ProcessTags(self)
        self.words = ProcessWords(self)
        self._columns: list[Metric] = [PROCESS_CATALOGUE.by_id[metric_id] for metric_id in FIRST_COLUMNS]
        self._rows: Rows = self.arrangement.rows
        self._row_count = 0
        self._holds_order = False
        self._flash_over = QTimer(self)
        self._flash_over.setSingleShot(True)
        # A little more than a beat at 1 Hz: then the next beat takes the colours away and this never fires.
        self._flash_over.setInterval(round(FLASH_S * 1050))
        self._flash_over.timeout.connect(self._on_flash_over)

    # ---- what happens

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take a beat and show it."""
        self.take(snapshot)
        self.refresh()

    def remember(self, snapshot: Snapshot) -> None:
        """Keep what history needs of a beat, also while the table stands still."""
        self.cells.remember(snapshot)

    def take(self, snapshot: Snapshot, *, is_next: bool = True) -> None:
        """Take a beat; `refresh` shows it. Without `is_next` nobody who came or went since the last is coloured."""
        self.arrangement.take(snapshot, self._now_s(), is_next=is_next)
        self.cells.take(snapshot)
        if self.arrangement.ended_ms is None:
            # Who did not live at a moment of the past may live now, and stays tagged.
            self.tags.keep(snapshot.serials[snapshot.rows])

    def refresh(self) -> None:
        """Show the beat that was taken last."""
        self._arrange(keep_order=self._holds_order)
        if self.arrangement.flashes.has_any(self._now_s()):
            self._flash_over.start()

    @Slot()
    def _on_flash_over(self) -> None:
        if self.arrangement.flashes.expire(self._now_s()):
            self._arrange(keep_order=True)
        else:
            self._tell_values()

    def stand_still(self, is_still: bool) -> None:
        """Let rows that are new or ended stay so, because time stands for who looks; or let it go on."""
        if is_still != (self._stands_since_s is not None):
            self._stands_since_s = self._clock() if is_still else None

    def _now_s(self) -> float:
        return self._clock() if self._stands_since_s is None else self._stands_since_s

    # ---- what is chosen

    def set_query(self, query: "Query | None") -> None:
        """Show only what passes, and in the tree the ancestors of that; None shows all."""
        self.arrangement.set_query(query)
        self._arrange(keep_order=True)

    def set_shape(self, shape: Shape) -> None:
        """Show the processes under their parents, as a list, or in groups."""
        if shape is not self.arrangement.shape:
            self.arrangement.set_shape(shape)
            self._arrange(keep_order=False)

    def set_kernel_threads(self, is_shown: bool) -> None:
        """Show the threads of the kernel too."""
        self.arrangement.set_kernel_threads(is_shown)
        self._arrange(keep_order=False)

    def set_per_core(self, is_per_core: bool) -> None:
        """Count one full core, or the whole machine, as 100 %."""
        self.cells.is_per_core = is_per_core
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self._tell_values()

    def set_past(self, ended_ms: Mapping[int, int] | None, minute: Iterable[CpuBeat] = ()) -> None:
        """Say that the next snapshot is of the past; None for a live one.

        `ended_ms` are those who ended since, by serial, `minute` are the beats before it, for the small curves.
        """
        self.arrangement.set_past(ended_ms)
        self.cells.set_past(None if ended_ms is None else minute)

    def set_flashes(self, is_on: bool) -> None:
        """Colour new and ended rows for a second, or not."""
        self.arrangement.flashes.is_on = is_on

    def hold_order(self, is_held: bool) -> None:
        """Let nobody change places while somebody points at a row; values still move."""
        if is_held == self._holds_order:
            return
        self._holds_order = is_held
        if not is_held:
            self._arrange(keep_order=False)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 returns to the order of the tree."""
        known = 0 <= column < len(self._columns)
        self.sort_by(self._columns[column].id if known else None, is_descending=order == Qt.SortOrder.DescendingOrder)

    def sort_by(self, metric_id: str | None, *, is_descending: bool) -> None:
        """Sort by a metric, shown or not; None returns to the order of the tree."""
        self.arrangement.sort_metric_id = metric_id
        self.arrangement.is_descending = is_descending
        if self._stands_since_s is not None:
            # Who ended stands beside former neighbours, which is no place in another order.
            self.arrangement.flashes.ghosts = ()
        self._arrange(keep_order=False)

    def set_open(self, row: int, is_open: bool, *, whole_subtree: bool = False) -> None:
        """Show or hide what is below a row."""
        serial = int(self._rows.serials[row])
        serials = self.arrangement.subtree_serials(serial) if whole_subtree else [serial]
        self.arrangement.set_open(serials, is_open=is_open)
        self._arrange(keep_order=True)

    def open_these(self, serials: list[int]) -> None:
        """Show what is below these processes and groups."""
        self.arrangement.set_open(serials, is_open=True)
        self._arrange(keep_order=True)

    def set_all_open(self, is_open: bool) -> None:
        """Show or hide what is below every row that can be folded."""
        self.arrangement.set_all_open(is_open)
        self._arrange(keep_order=True)

    def reveal(self, serial: int) -> int:
        """Open all that stands above a process and return its row, -1 if it is not there or the filter hides it."""
        self.arrangement.set_open(self.arrangement.openers(serial), is_open=True)
        self._arrange(keep_order=True)
        return self._rows.row_of(serial)

    def show_column(self, metric_id: str) -> None:
        """Append a column for a metric, unless it has one."""
        if metric_id not in self.column_ids:
            place = len(self._columns)
            self.beginInsertColumns(_NO_INDEX, place, place)
            self._columns.append(PROCESS_CATALOGUE.by_id[metric_id])
            self.endInsertColumns()

    def hide_column(self, metric_id: str) -> None:
        """Take away the column of a metric; the name always stays."""
        place = self.column_of(metric_id)
        if place > 0:
            self.beginRemoveColumns(_NO_INDEX, place, place)
            del self._columns[place]
            self.endRemoveColumns()

    # ---- what is asked by views that paint themselves

    @property
    def rows(self) -> Rows:
        """Return the rows that are shown."""
        return self._rows

    @property
    def column_ids(self) -> tuple[str, ...]:
        """Return the metric of each column."""
        return tuple(metric.id for metric in self._columns)

    @property
    def holds_order(self) -> bool:
        """Say whether the order is held."""
        return self._holds_order

    def column_of(self, metric_id: str) -> int:
        """Return the column of a metric, -1 if it has none."""
        return self.column_ids.index(metric_id) if metric_id in self.column_ids else -1

    def metric_at(self, column: int) -> Metric:
        """Return the metric of a column."""
        return self._columns[column]

    def cell_text(self, row: int, column: int) -> str:
        """Return one cell in words."""
        return self.words.cell_text(row, column)

    # ---- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else self._row_count

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be selected and none be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one cell: for accessibility, tooltips, copies and tests; the view paints without it."""
        row, column = index.row(), index.column()
        if not index.isValid() or row >= len(self._rows) or column >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if is_number(self._columns[column]) else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words.accessible_text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words.tooltip(row, column)
        if role == VALUE_ROLE:
            return self.words.value(row, column)
        if role == SERIAL_ROLE:
            return int(self._rows.serials[row])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        """Answer for the title of a column; figures sort downwards first."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        metric = self._columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words.title(metric)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.metric_description(metric)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if is_number(metric) else _LEFT
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            goes_down = is_number(metric) and metric.id not in ("pid", "ppid", "uid", "started_at_utc")
            return (Qt.SortOrder.DescendingOrder if goes_down else Qt.SortOrder.AscendingOrder).value
        return None

    # ---- inside

    def _arrange(self, *, keep_order: bool) -> None:
        old = self._rows
        new = self.arrangement.arrange(keep_order=keep_order)
        self.cells.sum_up()
        if np.array_equal(old.serials, new.serials):
            self._rows = self.cells.rows = new
            self._tell_values()
            return
        self.order_about_to_change.emit()
        came = len(new) - self._row_count
        if came > 0:
            self.beginInsertRows(_NO_INDEX, self._row_count, len(new) - 1)
            self._row_count = len(new)
            self.endInsertRows()
        tell_rows_will_move(self)
        self._rows = self.cells.rows = new
        self._move_persistent(old, new)
        tell_rows_moved(self)
        if came < 0:
            # Nothing points to these rows any more: who stood there was moved or let go above.
            self.beginRemoveRows(_NO_INDEX, len(new), self._row_count - 1)
            self._row_count = len(new)
            self.endRemoveRows()

    def _move_persistent(self, old: Rows, new: Rows) -> None:
        before = self.persistentIndexList()
        if not before:
            return
        old_rows = np.array([index.row() for index in before], dtype=np.int64)
        serials = np.where(old_rows < len(old), old.serials[np.minimum(old_rows, len(old) - 1)], -1) if len(old) else (
            np.full(len(old_rows), -1, dtype=np.int64)
        )  # fmt: skip
        distinct, which = np.unique(serials, return_inverse=True)
        rows = new.rows_of(distinct)
        after = [
            self.createIndex(row, index.column()) if row >= 0 else _NO_INDEX
            for row, index in zip(rows[which].tolist(), before, strict=True)
        ]
        self.changePersistentIndexList(before, after)

    def _tell_values(self) -> None:
        if self._row_count:
            self.dataChanged.emit(self.createIndex(0, 0), self.createIndex(self._row_count - 1, len(self._columns) - 1))
