"""Who used most in a range, as a table: a bar behind each name, as long as its share of the first."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from procmon_gui.domain.ranges import Resource
from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.chart_table import in_one_cell
from procmon_gui.ui.widgets.figure_view import FigureView
from procmon_gui.ui.widgets.history.top_words import (
    Measure,
    TopItem,
    apart_words,
    columns_of,
    name_of,
    whereabouts,
    who_words,
)
from procmon_gui.ui.widgets.plain import plain_tooltip

_NO_PARENT: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SHARE: Final = Qt.ItemDataRole.UserRole
_APART: Final = Qt.ItemDataRole.UserRole + 1
ROW_PX: Final = 28
BAR_PX: Final = 18
_BAR_ALPHA: Final = 0.2
PADDING_PX: Final = 8
_GAP_PX: Final = 6
_AMOUNT_PX, _RAN_PX = 84, 74


class TopModel(QAbstractTableModel):
    """Rows of programs or processes, who used most first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = Measure(by=Resource.CPU, covered_s=0.0, core_count=1.0)
        self.items: tuple[TopItem, ...] = ()
        self._titles = ("", "", "")
        self._rows: list[tuple[str, str, str]] = []
        self._apart: list[str] = []
        self._whereabouts: tuple[str, list[str]] = ("", [])

    def show_items(self, items: Sequence[TopItem], measure: Measure, *, are_processes: bool) -> None:
        """Show others."""
        self.beginResetModel()
        self.items, self.measure = tuple(items), measure
        titles, self._rows = columns_of(items, measure)
        self._titles = (self.tr("Process") if are_processes else self.tr("Program"), *titles)
        self._apart = apart_words(items)
        self._whereabouts = whereabouts(items, are_processes=are_processes)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return three: who, how much, how long."""
        return 0 if parent.isValid() else 3

    def words(self, row: int) -> tuple[str, str, str]:
        """Return what stands in a row."""
        return self._rows[row]

    def sheet(self) -> list[list[str]]:
        """Return titles and rows as they are copied, with what tells rows of one name apart beside it."""
        title, cells = self._whereabouts
        rows = [(self._titles, title), *zip(self._rows, cells, strict=True)]
        return [[name, where, *figures] for (name, *figures), where in rows]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, their side, what tells a name apart, who it is in a line, and the length of the bar."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and not column:
            return ", ".join(part for part in (self.words(row)[0], self._apart[row]) if part)
        if role == _APART:
            return self._apart[row]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            item = self.items[row]
            return plain_tooltip(f"{name_of(item)}\n{who_words(item)}")
        if role == _SHARE:
            first, own = (self.measure.amount(self.items[place].use) for place in (0, row))
            return own / first if first > 0 and own == own else 0.0
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 3:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None


class TopTable(FigureView):
    """Copies its rows; Return and a double click ask for who is in the row.

    Signals:
        opened: the row with the keyboard is asked for.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_top")
        self.top_model = TopModel(self)
        self.setModel(self.top_model)
        self.setItemDelegate(_Cells(self))
        self.setSelectionMode(FigureView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.doubleClicked.connect(self._on_double_click)

    def current_item(self) -> TopItem | None:
        """Return who is in the row that is selected."""
        rows = self.selectionModel().selectedRows()
        return self.top_model.items[rows[0].row()] if rows else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what the figures leave."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        for section, width in ((1, _AMOUNT_PX), (2, _RAN_PX)):
            header.resizeSection(section, theme.scaled(width))
        rest_px = self.viewport().width() - theme.scaled(_AMOUNT_PX) - theme.scaled(_RAN_PX)
        header.resizeSection(0, max(theme.scaled(80), rest_px))
        self.verticalHeader().setDefaultSectionSize(max(theme.scaled(ROW_PX), self.fontMetrics().height() + 6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the rows, or ask for who is in the row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put all rows into the clipboard, columns apart by tabs: what spreadsheets take."""
        lines = ["\t".join(in_one_cell(words) for words in row) for row in self.top_model.sheet()]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    @Slot(QModelIndex)
    def _on_double_click(self, _index: QModelIndex) -> None:
        self.opened.emit()


class _Cells(QStyledItemDelegate):
    """Draws the bar behind the name, and the selected row with its mark at the left."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        box: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, theme.colour("sel"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        column, words = index.column(), str(index.data())
        inner = box.adjusted(PADDING_PX if not column else 4, 0, -PADDING_PX, 0)
        if column:
            painter.setFont(theme.number_font(option.font))
            colour = "zero" if text.is_faint(words) else "t2" if column == 2 else "t1"
            painter.setPen(theme.colour("t1" if is_selected and colour == "zero" else colour))
            painter.drawText(inner, _RIGHT, words)
        else:
            self._paint_bar(painter, box, float(index.data(_SHARE)), is_selected=is_selected)
            _paint_name(painter, inner, option.font, words, str(index.data(_APART)))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_bar(self, painter: QPainter, box: QRect, share: float, *, is_selected: bool) -> None:
        height = min(theme.scaled(BAR_PX), box.height())
        bar = QRect(box.left() + PADDING_PX, box.top() + (box.height() - height) // 2, 0, height)
        bar.setWidth(max(1, round(share * (box.width() - PADDING_PX))))
        if not is_selected:
            painter.fillRect(bar, theme.colour("sel"))
        else:
            tint = QColor(theme.colour("accent"))
            tint.setAlphaF(_BAR_ALPHA)
            painter.fillRect(bar, tint)
            painter.fillRect(box.left(), box.top(), 2, box.height(), theme.colour("accent"))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row."""
        return QSize(super().sizeHint(option, index).width(), theme.scaled(ROW_PX))


def _paint_name(painter: QPainter, box: QRect, font: QFont, name: str, apart: str) -> None:
    """Paint a name and, paler, what tells it from others; where both are too long, each has half of the room."""
    small = theme.sized_font(font, -0.75)
    apart_px = QFontMetrics(small).horizontalAdvance(apart) + _GAP_PX if apart else 0
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width() - min(apart_px, box.width() // 2))
    painter.setFont(font)
    painter.setPen(theme.colour("t1"))
    painter.drawText(box, _LEFT, shown)
    if apart:
        rest = box.adjusted(metrics.horizontalAdvance(shown) + _GAP_PX, 0, 0, 0)
        painter.setFont(small)
        painter.setPen(theme.colour("t2"))
        painter.drawText(rest, _LEFT, QFontMetrics(small).elidedText(apart, Qt.TextElideMode.ElideMiddle, rest.width()))
