"""The item model of the list of connections: rows in order, filtered and sorted, nothing ever reset.

A new list is told to Qt in at most four steps, however much has changed: those who go change places with the last
ones and are cut off there, those who come are added at the end, and everybody takes his place. Window thread only.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.sockets import Socket, SocketList, bytes_per_s
from procmon_gui.domain.text import csv_field
from procmon_gui.ui import text
from procmon_gui.ui.models import connection_words as words
from procmon_gui.ui.models.connection_columns import COLUMNS, Row
from procmon_gui.ui.models.connection_filter import Group, Test, compiled, group_of
from procmon_gui.ui.models.moving_rows import tell_rows_moved, tell_rows_will_move

Index = QModelIndex | QPersistentModelIndex
Identity = int | str

IDENTITY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NO_INDEX: Final = QModelIndex()
_PROCESS: Final = [column.id for column in COLUMNS].index("process")
_LOCAL: Final = [column.id for column in COLUMNS].index("local")
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ConnectionModel(QAbstractTableModel):
    """The sockets of one list, as far as groups and filter let them through.

    Signals:
        order_about_to_change: rows are going to change places, come or go; before anything that Qt says of it.
        order_changed: they have.
    """

    order_about_to_change = Signal()
    order_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: SocketList | None = None
        self._all: dict[Identity, Row] = {}
        self._rows: list[Row] = []
        self._place: dict[Identity, int] = {}
        self._groups = frozenset(Group)
        self._tests: tuple[Test, ...] = ()
        self._sort_column = -1
        self._is_descending = False
        self._holds_order = False
        # Where everybody stands without a sorted column; made anew when somebody comes, goes, or changes hands.
        self._ranks: dict[Identity, int] = {}

    # ---- what happens

    def show_list(self, told: SocketList) -> None:
        """Take a new list; sockets are followed by identity, so that rates and selection go on."""
        before, elapsed_ns = self._all, 0
        if self._told is not None:
            elapsed_ns = told.monotonic_ns - self._told.monotonic_ns
        has_other_names = self._told is None or self._told.names != told.names
        self._told = told
        self._all = {one.identity: _rated(before.get(one.identity), one, elapsed_ns) for one in told.sockets}
        if has_other_names or _differ(before, self._all):
            self._ranks = {}
        self._arrange(keep_order=self._holds_order)

    @property
    def told(self) -> SocketList | None:
        """Return the newest list, None before the first."""
        return self._told

    @property
    def rows(self) -> Sequence[Row]:
        """Return what is shown, top to bottom."""
        return self._rows

    @property
    def names(self) -> Mapping[ProcessKey, str]:
        """Return what the holders call themselves."""
        return self._told.names if self._told is not None else {}

    def group_counts(self) -> Mapping[Group, int]:
        """Return how many sockets there are of each group."""
        counts = dict.fromkeys(Group, 0)
        for row in self._all.values():
            counts[row.group] += 1
        return counts

    def row_of(self, identity: Identity) -> int:
        """Return where a socket stands, -1 where it is not shown."""
        return self._place.get(identity, -1)

    # ---- what is chosen

    def set_groups(self, groups: frozenset[Group]) -> None:
        """Show sockets of these groups only."""
        self._groups = groups
        self._arrange(keep_order=False)

    def set_filter(self, typed: str) -> None:
        """Show only what has all these words."""
        self._tests = compiled(typed)
        self._arrange(keep_order=False)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order of processes."""
        self._sort_column = column if 0 <= column < len(COLUMNS) else -1
        self._is_descending = order == Qt.SortOrder.DescendingOrder
        self._arrange(keep_order=False)

    def hold_order(self, is_held: bool) -> None:
        """Let nobody change places while somebody points at a row; values still move."""
        if is_held != self._holds_order:
            self._holds_order = is_held
            if not is_held:
                self._arrange(keep_order=False)

    # ---- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many sockets are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a text, a tooltip, the identity of a socket."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            services = self._told.services if self._told is not None else {}
            return words.tooltip(row.socket, self.names, services)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if COLUMNS[index.column()].is_number else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = QCoreApplication.translate("Connections", COLUMNS[index.column()].title)
            return f"{title}: {self.cell(row, index.column())}"
        return row.socket.identity if role == IDENTITY_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        """Return the title of a column, and what it says."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate("Connections", COLUMNS[section].title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return QCoreApplication.translate("Connections", COLUMNS[section].description)
        return None

    def cell(self, row: Row, column: int) -> str:
        """Return what a cell says: a dash where it is unknown."""
        said = COLUMNS[column].cell(row, self.names)
        return text.UNKNOWN if said is None else said

    def rows_text(self, rows: Sequence[int], columns: Sequence[int]) -> str:
        """Return rows as text with tabs, the titles first."""
        lines = [[str(self.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        lines += [[self.cell(self._rows[row], column) for column in columns] for row in rows]
        return "\n".join("\t".join(line) for line in lines)

    def rows_csv(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
        """Return rows as fields for a CSV file, the titles first; none of them is taken for a formula."""
        titles = [csv_field(str(self.headerData(column, Qt.Orientation.Horizontal))) for column in columns]
        return [titles, *([csv_field(self.cell(self._rows[row], column)) for column in columns] for row in rows)]

    # ---- inside

    def _arrange(self, *, keep_order: bool) -> None:
        wanted = self._wanted(keep_order=keep_order)
        after = [row.socket.identity for row in wanted]
        if after == [row.socket.identity for row in self._rows]:
            self._rows = wanted
            if wanted:
                self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, len(COLUMNS) - 1))
            return
        self.order_about_to_change.emit()
        self._drop(set(after))
        self._add(wanted)
        self._move_to(wanted)
        self.order_changed.emit()

    def _wanted(self, *, keep_order: bool) -> list[Row]:
        names, tests, groups = self.names, self._tests, self._groups
        shown = [
            row
            for row in self._all.values()
            if row.group in groups and (not tests or all(test(row.socket, names) for test in tests))
        ]
        if keep_order:
            places, end = self._place, len(self._place)
            shown.sort(key=lambda row: places.get(row.socket.identity, end))
            return shown
        return self._sorted(shown)

    def _sorted(self, shown: list[Row]) -> list[Row]:
        # Python's sort is stable: what is equal stays in the order of processes, then of local ends.
        if not self._ranks:
            ranked = sorted(self._all.values(), key=lambda row: str(row.socket.identity))
            for column in (_LOCAL, _PROCESS):
                ranked = self._by_column(ranked, column, is_descending=False)
            self._ranks = {row.socket.identity: rank for rank, row in enumerate(ranked)}
        ranks = self._ranks
        shown.sort(key=lambda row: ranks[row.socket.identity])
        if self._sort_column < 0:
            return shown
        return self._by_column(shown, self._sort_column, is_descending=self._is_descending)

    def _by_column(self, rows: list[Row], column: int, *, is_descending: bool) -> list[Row]:
        """Sort by what a column says; the unknown is last both ways."""
        names, key = self.names, COLUMNS[column].key
        keyed = [(key(row, names), row) for row in rows]
        known = [pair for pair in keyed if pair[0] is not None]
        known.sort(key=_first, reverse=is_descending)
        return [row for _, row in known] + [row for value, row in keyed if value is None]

    def _drop(self, staying: set[Identity]) -> None:
        """Cut off who is not there any more."""
        gone = [row for row in self._rows if row.socket.identity not in staying]
        if not gone:
            return
        left = [row for row in self._rows if row.socket.identity in staying]
        self._reorder(left + gone)
        self.beginRemoveRows(QModelIndex(), len(left), len(self._rows) - 1)
        self._set_rows(left)
        self.endRemoveRows()

    def _add(self, wanted: list[Row]) -> None:
        """Put who is new at the end."""
        new = [row for row in wanted if row.socket.identity not in self._place]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._set_rows(self._rows + new)
            self.endInsertRows()

    def _move_to(self, wanted: list[Row]) -> None:
        """Let everybody take his place, with his newest values."""
        if [row.socket.identity for row in wanted] == [row.socket.identity for row in self._rows]:
            self._set_rows(wanted)
            if wanted:
                self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, len(COLUMNS) - 1))
        else:
            self._reorder(wanted)

    def _reorder(self, rows: list[Row]) -> None:
        tell_rows_will_move(self)
        before = self._rows
        indexes = self.persistentIndexList()
        self._set_rows(rows)
        moved = [self.index(self._place[before[index.row()].socket.identity], index.column()) for index in indexes]
        self.changePersistentIndexList(indexes, moved)
        tell_rows_moved(self)

    def _set_rows(self, rows: list[Row]) -> None:
        self._rows = rows
        self._place = {row.socket.identity: place for place, row in enumerate(rows)}


def _differ(before: Mapping[Identity, Row], after: Mapping[Identity, Row]) -> bool:
    """Say whether others are there, or somebody has other holders."""
    if before.keys() != after.keys():
        return True
    return any(
        row is not before[identity] and row.socket.owners != before[identity].socket.owners
        for identity, row in after.items()
    )


def _first(pair: tuple[Any, Row]) -> Any:
    return pair[0]


def _rated(before: Row | None, one: Socket, elapsed_ns: int) -> Row:
    """Return a row with its rates; one that never moved is the very same object."""
    if before is None:
        return Row(one, group_of(one))
    received = bytes_per_s(before.socket.received_bytes, one.received_bytes, elapsed_ns)
    sent = bytes_per_s(before.socket.sent_bytes, one.sent_bytes, elapsed_ns)
    if before.socket is one and (before.received_per_s, before.sent_per_s) == (received, sent):
        return before
    group = before.group if before.socket.state is one.state else group_of(one)
    return Row(one, group, received, sent)
