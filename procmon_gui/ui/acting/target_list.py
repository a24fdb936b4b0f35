"""Several processes that a question is about, or those below one: a list that is only read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from procmon_gui.domain.actions import Answer, Grade, Lost
from procmon_gui.ui import text, theme
from procmon_gui.ui.acting import words
from procmon_gui.ui.acting.case import Case, refusal_text
from procmon_gui.ui.acting.wishes import Kin, Wish
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.row_table import set_up_rows

_MOST_ROWS: Final = 8
_NAME, _PID, _USER, _SAID = range(4)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NO_INDEX: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: the mark before the name, and what is to be said behind it."""

    name: str
    pid: int
    user: str = ""
    icon_name: str = "square-terminal"
    token: str = "t2"
    said: str = ""
    is_out: bool = False


class TargetModel(QAbstractTableModel):
    """Rows as they are told; one changes when its process does."""

    def __init__(self, rows: Sequence[Row], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._titles = (self.tr("Name"), self.tr("PID"), self.tr("User"), self.tr("Note"))

    @property
    def rows(self) -> Sequence[Row]:
        """Return what is shown."""
        return self._rows

    def strike_out(self, faults: Mapping[int, str]) -> None:
        """Say of some that they can not be meant any more, and why."""
        for place, said in faults.items():
            if self._rows[place].said != said:
                self._rows[place] = replace(self._rows[place], said=said, is_out=True, icon_name="x", token="zero")
                self.dataChanged.emit(self.index(place, 0), self.index(place, _SAID))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return name, PID, user, note."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == _PID else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (row.name, str(row.pid), row.user, row.said)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(row.said or row.name)
        if role == Qt.ItemDataRole.DecorationRole and column == _NAME:
            return theme.icon(row.icon_name, row.token, 14)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("zero" if row.is_out else "t1" if column == _NAME else "t2")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _PID:
            return _RIGHT
        return None


class TargetList(QTableView):
    """As high as its rows, up to eight of them."""

    def __init__(self, rows: Sequence[Row], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TargetModel(rows, self)
        self.setModel(self._model)
        self.setObjectName("question_list")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        set_up_rows(self, theme.row_height(self.fontMetrics().height()))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIconSize(theme.icon_size(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        self._share_width(rows)
        self.setFixedHeight(self.sizeHint().height())
        theme.theme_changed.connect(self._on_theme_changed)

    def _share_width(self, rows: Sequence[Row]) -> None:
        """Give no room to columns in which nothing stands; a note needs most."""
        has_users, has_notes = any(row.user for row in rows), any(row.said for row in rows)
        for column, width in ((_NAME, 140 if has_notes else 220), (_PID, 72), (_USER, 90)):
            self.setColumnWidth(column, theme.scaled(width))
        self.setColumnHidden(_USER, not has_users)
        self.setColumnHidden(_SAID, not (has_users or has_notes))

    @property
    def rows(self) -> Sequence[Row]:
        """Return what is shown."""
        return self._model.rows

    def strike_out(self, faults: Mapping[int, str]) -> None:
        """Say of some that they can not be meant any more, and why."""
        self._model.strike_out(faults)

    def sizeHint(self) -> QSize:
        """Return the height of the rows, and of half of the next where there are more."""
        shown = min(self._model.rowCount(), _MOST_ROWS) + (0.5 if self._model.rowCount() > _MOST_ROWS else 0)
        header = max(QFontMetrics(self.font()).height() + 8, self.horizontalHeader().sizeHint().height())
        return QSize(200, round(shown * self.verticalHeader().defaultSectionSize()) + header + 2)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.viewport().update()


def target_rows(case: Case) -> Sequence[Row]:
    """Return those who are held, in the order in which they are acted upon, and then those who could not be."""
    rows = []
    for target, verdict in zip(case.grip.targets, case.grip.verdicts, strict=True):
        is_out = verdict.answer is Answer.REFUSED
        icon_name, token = _MARKS[target.grade]
        said = refusal_text(verdict.why) if is_out else words.sentence_text(target.why) if target.why else ""
        rows.append(Row(name=target.name, pid=target.seen.pid, user=target.user, icon_name=icon_name, token=token,
                        said=said, is_out=is_out))  # fmt: skip
    return [*rows, *(_lost_row(case.wish, lost) for lost in case.grip.held.lost)]


_MARKS: Final = {
    Grade.OWN: ("square-terminal", "t2"),
    Grade.OTHERS: ("triangle-alert", "warn"),
    Grade.CRITICAL: ("octagon-x", "crit"),
    Grade.UNTOUCHABLE: ("lock", "crit"),
}


def _lost_row(wish: Wish, lost: Lost) -> Row:
    return Row(name=wish.names.get(lost.seen, text.UNKNOWN), pid=lost.seen.pid, icon_name="x", token="zero",
               said=words.sentence_text(lost.why), is_out=True)  # fmt: skip


def kin_rows(kin: Sequence[Kin]) -> Sequence[Row]:
    """Return those directly below a process."""
    return [Row(name=one.name, pid=one.pid) for one in kin]
