"""The item model behind every list of the detail: rows that are read anew, sorted and filtered without a proxy.

Nothing is ever reset: who is gone is removed in one range at the foot, who is new is appended there, and one
`layoutChanged` brings all to their places, so selection and current row follow their rows. Window thread only.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from procmon_gui.domain.text import csv_field
from procmon_gui.ui import text
from procmon_gui.ui.models.moving_rows import tell_rows_moved, tell_rows_will_move

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
SortValue = float | str | None

VALUE_ROLE: Final = Qt.ItemDataRole.UserRole + 1

_NO_INDEX: Final = QModelIndex()
_NOTHING: Final = (0, 0.0, "")
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column of a list.

    Attributes:
        title: marked for translation in the context "Detail".
        words: a row's cell in words, in the reader's language.
        is_code: in monospace; is_path: cut in the middle where it is too long, and not at the right.
        value: what is sorted by; None and NaN are unknown and sort last.
        widest: the widest text of a column that is never elided; "" where texts may be cut.
        widest_word: a word that may stand there instead, marked for translation in the context "Detail".
        least_px: what a column of texts needs at least.
        stretch: its part of the room that is left.
        fold: 0 stays, 1 is the first that gives way in a narrow panel.
        explained: what the tooltip says instead of the words, "" for the words.
        share: draws a bar behind the words, 0 to 1; None draws none.
        meter: draws a bar in the room before the words, 0 to 1; None draws none. That of a row that `is_first` has the
            colour of a culprit.
        token: the colour of the words.
        icon: name of the icon before the words, "" for none.
    """

    id: str
    title: str
    words: Callable[[Row], str]
    value: Callable[[Row], SortValue]
    is_number: bool = False
    is_code: bool = False
    is_path: bool = False
    widest: str = ""
    widest_word: str = ""
    least_px: int = 72
    stretch: int = 0
    fold: int = 0
    explained: Callable[[Row], str] | None = None
    share: Callable[[Row], float | None] | None = None
    meter: Callable[[Row], float | None] | None = None
    is_first: Callable[[Row], bool] | None = None
    token: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None

    def translated_title(self) -> str:
        """Return the title in the reader's language."""
        return QCoreApplication.translate("Detail", self.title)

    def translated_widest_word(self) -> str:
        """Return the word that must have room, in the reader's language; "" for none."""
        return QCoreApplication.translate("Detail", self.widest_word) if self.widest_word else ""


class DetailTable(QAbstractTableModel, Generic[Row]):
    """Rows of one kind, each named by its `identity`.

    Signals:
        order_about_to_change: rows are going to change places, come or go; before anything that Qt says of it.
    """

    order_about_to_change = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], identity: Callable[[Row], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identity = identity
        self._all: Sequence[Row] = ()
        self._all_names: list[Hashable] = []
        self._rows: list[Row] = []
        self._names: list[Hashable] = []
        self._filter = ""
        self._sorted_by = -1
        self._is_descending = False
        self._holds_order = False

    # ---- what happens

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the order in which they come is the one without sorting."""
        if rows != self._all:
            self._all = rows
            self._all_names = self._unique([self._identity(row) for row in rows])
            self._arrange()

    def set_filter(self, words: str) -> None:
        """Show only rows in which every one of these words stands somewhere."""
        words = words.strip().casefold()
        if words != self._filter:
            self._filter = words
            self._arrange()

    def hold_order(self, is_held: bool) -> None:
        """Let nobody change places while somebody points at a row."""
        if is_held == self._holds_order:
            return
        self._holds_order = is_held
        if not is_held:
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 returns to the order in which the rows came."""
        self._sorted_by = column if 0 <= column < len(self.columns) else -1
        self._is_descending = order == Qt.SortOrder.DescendingOrder
        held, self._holds_order = self._holds_order, False
        self._arrange()
        self._holds_order = held

    def retell(self) -> None:
        """Say that the words of all rows may be others now: a choice about them has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    # ---- what is asked

    @property
    def rows(self) -> Sequence[Row]:
        """Return the rows that are shown, top to bottom."""
        return self._rows

    @property
    def total_count(self) -> int:
        """Return how many rows there are, shown or not."""
        return len(self._all)

    @property
    def holds_order(self) -> bool:
        """Say whether the order is held."""
        return self._holds_order

    def name_of(self, row: int) -> Hashable:
        """Return the identity of a row."""
        return self._names[row]

    def rows_named(self, names: Sequence[Hashable]) -> list[int]:
        """Return where these stand now, ascending; who is not shown is left out."""
        wanted = set(names)
        return [row for row, name in enumerate(self._names) if name in wanted]

    def rows_text(self, rows: Sequence[int]) -> str:
        """Return rows as tab-separated lines under their titles, safe to paste into a spreadsheet."""
        lines = ["\t".join(column.translated_title() for column in self.columns)]
        for row in rows:
            shown = self._rows[row]
            lines.append("\t".join(_pasted(column, column.words(shown)) for column in self.columns))
        return "\n".join(lines) + "\n"

    # ---- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be selected and none be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one cell: for accessibility, tooltips and tests; the view paints without it."""
        row, column = index.row(), index.column()
        if not index.isValid() or row >= len(self._rows) or column >= len(self.columns):
            return None
        told, shown = self.columns[column], self._rows[row]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return told.words(shown)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if told.is_number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return (told.explained(shown) if told.explained is not None else "") or told.words(shown)
        if role == VALUE_ROLE:
            return told.value(shown)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        """Answer for the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].translated_title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_number else _LEFT
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            down = self.columns[section].is_number
            return Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        return None

    # ---- inside

    @staticmethod
    def _unique(names: list[Hashable]) -> list[Hashable]:
        """Return the names; who shares one is numbered, as variables that a program was given twice."""
        if len(set(names)) == len(names):
            return names
        seen: Counter[Hashable] = Counter()
        unique: list[Hashable] = []
        for name in names:
            seen[name] += 1
            unique.append((name, seen[name]) if seen[name] > 1 else name)
        return unique

    def _arrange(self) -> None:
        named = zip(self._all_names, self._all, strict=True)
        chosen = self._in_order([pair for pair in named if self._passes(pair[1])])
        names, rows = [name for name, _ in chosen], [row for _, row in chosen]
        if names != self._names:
            self.order_about_to_change.emit()
            self._take_away(set(names))
            self._append(rows, names)
            self._move(names)
        self._rows = rows
        self.retell()

    def _passes(self, row: Row) -> bool:
        if not self._filter:
            return True
        said = "\t".join(column.words(row) for column in self.columns).casefold()
        return all(word in said for word in self._filter.split())

    def _in_order(self, pairs: list[tuple[Hashable, Row]]) -> list[tuple[Hashable, Row]]:
        if self._holds_order:
            place = {name: at for at, name in enumerate(self._names)}
            return sorted(pairs, key=lambda pair: place.get(pair[0], len(place)))
        if self._sorted_by < 0:
            return pairs
        value = self.columns[self._sorted_by].value
        keyed = [(_sort_key(value(pair[1])), pair) for pair in pairs]
        known = [one for one in keyed if one[0] is not None]
        known.sort(key=lambda one: one[0] or _NOTHING, reverse=self._is_descending)
        return [pair for _, pair in known] + [pair for key, pair in keyed if key is None]

    def _take_away(self, wanted: set[Hashable]) -> None:
        stay = [at for at, name in enumerate(self._names) if name in wanted]
        if len(stay) == len(self._names):
            return
        gone = [at for at, name in enumerate(self._names) if name not in wanted]
        if stay and gone[0] < stay[-1]:
            self._permute(stay + gone)
        self.beginRemoveRows(_NO_INDEX, len(stay), len(self._names) - 1)
        del self._names[len(stay) :]
        del self._rows[len(stay) :]
        self.endRemoveRows()

    def _append(self, rows: list[Row], names: list[Hashable]) -> None:
        known = set(self._names)
        fresh = [(row, name) for row, name in zip(rows, names, strict=True) if name not in known]
        if fresh:
            self.beginInsertRows(_NO_INDEX, len(self._names), len(self._names) + len(fresh) - 1)
            self._rows.extend(row for row, _ in fresh)
            self._names.extend(name for _, name in fresh)
            self.endInsertRows()

    def _move(self, names: list[Hashable]) -> None:
        if names == self._names:
            return
        at = {name: place for place, name in enumerate(self._names)}
        self._permute([at[name] for name in names])

    def _permute(self, sources: list[int]) -> None:
        """Bring row `sources[n]` to place n."""
        tell_rows_will_move(self)
        target = [0] * len(sources)
        for place, source in enumerate(sources):
            target[source] = place
        before = self.persistentIndexList()
        self._rows = [self._rows[source] for source in sources]
        self._names = [self._names[source] for source in sources]
        after = [self.index(target[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        tell_rows_moved(self)


def _sort_key(value: SortValue) -> tuple[int, float, str] | None:
    """Return what two values are compared by, None for what is unknown."""
    if value is None or value != value:
        return None
    return (1, 0.0, value.casefold()) if isinstance(value, str) else (0, float(value), "")


def _pasted(column: Column[Any], said: str) -> str:
    # A negative number is no formula.
    return said if column.is_number or said == text.UNKNOWN else csv_field(said)
