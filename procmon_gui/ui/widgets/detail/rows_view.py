"""A list in the detail: a QTableView that draws its visible rows itself, as the process table does.

Model, selection, keyboard and accessibility stay Qt's. Nobody changes places while somebody points at a row.
"""

from collections.abc import Hashable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QTableView, QToolTip, QWidget

from procmon_gui.ui import text, theme
from procmon_gui.ui.models.detail_table import Column, DetailTable
from procmon_gui.ui.widgets.detail.rows_header import PADDING, RowsHeader
from procmon_gui.ui.widgets.glyphs import Glyphs, one_line
from procmon_gui.ui.widgets.held_order import POINTER_EVENTS, HeldOrder
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.row_table import set_up_rows

_BAR_PX: Final = 2
_METER_PX: Final = 3
# Before a number: how long, and how thick.
_BESIDE_PX: Final = (88, 8)
_ICON: Final = 14
_STRONGER: Final = {"zero": "t2", "t3": "t2"}


class RowsView(QTableView):
    """Shows a `DetailTable`.

    Signals:
        row_opened: Enter was pressed on a row, or it was clicked twice; with the row.
        row_clicked: a row was clicked once, without a key that extends the selection; with the row.
    """

    row_opened = Signal(int)
    row_clicked = Signal(int)

    def __init__(self, model: DetailTable[Any], name: str, parent: QWidget | None = None) -> None:
        """Show a model; `name` is for assistive technology."""
        super().__init__(parent)
        self._model = model
        self._hovered = -1
        self._is_stale = False
        self._kept: Sequence[Hashable] = ()
        self.held = HeldOrder(self, model.hold_order)
        self.setAccessibleName(name)
        self._titles = RowsHeader(self)
        self.setHorizontalHeader(self._titles)
        self.setModel(model)
        set_up_rows(self, 24)
        self.setMouseTracking(True)
        self._restyle()
        self.setSortingEnabled(True)
        model.order_about_to_change.connect(self._on_order_about_to_change)
        model.layoutChanged.connect(self._on_order_changed)
        model.rowsInserted.connect(self._on_order_changed)
        model.rowsRemoved.connect(self._on_order_changed)
        theme.theme_changed.connect(self._on_theme_changed)

    def _restyle(self) -> None:
        self._plain = Glyphs(theme.number_font(self.font()))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF() if self.font().pointSizeF() > 0 else fixed.pointSizeF())
        self._fixed = Glyphs(theme.sized_font(fixed, -1.5))
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self._plain.height))
        self._fit()
        self.viewport().update()

    # ---- what tabs ask

    def set_stale(self, is_stale: bool) -> None:
        """Draw what is shown paler: it is of an earlier moment."""
        if is_stale != self._is_stale:
            self._is_stale = is_stale
            self.viewport().update()

    def selected_rows(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        count = len(self._model.rows)
        spans = {(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()}
        return sorted({row for top, bottom in spans for row in range(max(0, top), min(bottom + 1, count))})

    def choose_row(self, row: int) -> None:
        """Choose one row and no other, whatever keys are held: with Ctrl, Qt's `selectRow` would take it away again."""
        index = self._model.index(row, max(0, self.currentIndex().column()))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows to the clipboard, with their titles."""
        rows = self.selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(self._model.rows_text(rows))

    # ---- widths

    def _fit(self) -> None:
        """Give numbers their width, texts the rest; what has no room folds."""
        columns = self._model.columns
        least = [self._least_px(column) for column in columns]
        shown = list(range(len(columns)))
        room = self.viewport().width()
        for place in sorted((at for at in shown if columns[at].fold), key=lambda at: columns[at].fold):
            if sum(least[at] for at in shown) > room:
                shown.remove(place)
        left = max(0, room - sum(least[at] for at in shown))
        parts = sum(columns[at].stretch for at in shown)
        for place, column in enumerate(columns):
            self.setColumnHidden(place, place not in shown)
            if place in shown:
                self.setColumnWidth(place, least[place] + (left * column.stretch // parts if parts else 0))

    def _least_px(self, column: Column[Any]) -> int:
        title_px = self._titles.title_px(column.translated_title())
        if not column.widest:
            return max(theme.scaled(column.least_px), title_px)
        words = (column.widest, column.translated_widest_word())
        beside_px = theme.scaled(_BESIDE_PX[0]) + PADDING if column.meter is not None else 0
        words_px = max(map(self._plain.metrics.horizontalAdvance, words)) + 1 + 2 * PADDING
        return max(words_px + beside_px, title_px)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that the event touches."""
        painter = QPainter(self.viewport())
        height = self.verticalHeader().defaultSectionSize()
        area, offset = event.rect(), self.verticalOffset()
        first = max(0, (area.top() + offset) // height)
        last = min(len(self._model.rows) - 1, (area.bottom() + offset) // height)
        selected = set(self.selected_rows())
        for row in range(first, last + 1):
            top = row * height - offset
            token = "sel" if row in selected else "hover" if row == self._hovered else ""
            if token:
                painter.fillRect(0, top, self.viewport().width(), height, theme.colour(token))
            if row in selected:
                painter.fillRect(0, top, _BAR_PX, height, theme.colour("accent"))
        for place, column in enumerate(self._model.columns):
            x, width = self.columnViewportPosition(place), self.columnWidth(place)
            if width and x + width > area.left() and x <= area.right():
                self._paint_column(painter, column, range(first, last + 1), QRect(x, 0, width, height), selected)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid() and first <= current.row() <= last:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.visualRect(current).adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_column(
        self, painter: QPainter, column: Column[Any], rows: range, cell: QRect, selected: set[int]
    ) -> None:  # fmt: skip
        glyphs = self._fixed if column.is_code else self._plain
        painter.setFont(glyphs.font)
        offset = (cell.height() - glyphs.height) // 2
        for row in rows:
            shown = self._model.rows[row]
            box = QRect(cell.x(), row * cell.height() - self.verticalOffset(), cell.width(), cell.height())
            if column.share is not None:
                self._paint_share(painter, box, column.share(shown))
            if column.meter is not None:
                is_first = column.is_first is not None and column.is_first(shown)
                self._paint_meter(painter, box, column.meter(shown), is_first=is_first)
            said = column.words(shown)
            painter.setPen(theme.colour(self._token(column, shown, said, is_selected=row in selected)))
            left, room = box.left() + PADDING, box.width() - 2 * PADDING
            icon = column.icon(shown) if column.icon is not None else ""
            if icon:
                side = theme.scaled(_ICON)
                painter.drawPixmap(left, box.top() + (box.height() - side) // 2, theme.pixmap(icon, "t2", _ICON))
                left, room = left + side + PADDING, room - side - PADDING
            if column.is_path:
                said = glyphs.metrics.elidedText(one_line(said), Qt.TextElideMode.ElideMiddle, max(0, room))
            static, wide, must_clip = glyphs.fitted(said, max(0, room))
            if column.is_number:
                left = box.right() - PADDING - wide + 1
            if must_clip:
                painter.save()
                painter.setClipRect(box)
            painter.drawStaticText(left, box.top() + offset, static)
            if must_clip:
                painter.restore()

    def _token(self, column: Column[Any], shown: Any, said: str, *, is_selected: bool) -> str:
        token = column.token(shown) if column.token is not None else "t1"
        if text.is_faint(said):
            token = "zero"
        if self._is_stale and token != "zero":
            token = "t2"
        return _STRONGER.get(token, token) if is_selected else token

    def _paint_share(self, painter: QPainter, box: QRect, share: float | None) -> None:
        if share is None or share != share:
            return
        room = QRect(box.left() + PADDING, box.bottom() - _METER_PX, box.width() - 2 * PADDING, _METER_PX - 1)
        painter.fillRect(room, theme.colour("line"))
        room.setWidth(round(room.width() * min(max(share, 0.0), 1.0)))
        painter.fillRect(room, theme.colour("crit" if share >= 0.95 else "warn" if share >= 0.8 else "fill"))

    def _paint_meter(self, painter: QPainter, box: QRect, share: float | None, *, is_first: bool) -> None:
        if share is None or share != share:
            return
        long, thick = map(theme.scaled, _BESIDE_PX)
        room = QRect(box.left() + PADDING, box.center().y() - thick // 2 + 1, long, thick)
        painter.fillRect(room, theme.colour("line"))
        room.setWidth(max(1, round(long * min(max(share, 0.0), 1.0))))
        painter.fillRect(room, QColor(theme.current().series[1]) if is_first else theme.colour("t3"))

    # ---- input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a plain click on a row."""
        super().mouseReleaseEvent(event)
        row = self.rowAt(event.position().toPoint().y())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if row >= 0 and is_plain and event.button() == Qt.MouseButton.LeftButton:
            self.row_clicked.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        super().mouseDoubleClickEvent(event)
        row = self.rowAt(event.position().toPoint().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.row_opened.emit(row)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is hovered any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open, go to the ends; the rest is Qt's."""
        self.held.hold()
        last = len(self._model.rows) - 1
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            row = 0 if event.key() == Qt.Key.Key_Home else last
            if last >= 0:
                self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips as plain text: Qt would take a path with tags for HTML."""
        if event.type() in POINTER_EVENTS:
            self.held.heed(event)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.indexAt(event.pos()).data(Qt.ItemDataRole.ToolTipRole)
            if said:
                QToolTip.showText(event.globalPos(), plain_tooltip(str(said)), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_plain"):
            self._restyle()

    # ---- inside

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    @Slot()
    def _on_order_about_to_change(self) -> None:
        """Take the selection away while rows change places: Qt would follow every selected cell by itself."""
        self._kept = [self._model.name_of(row) for row in self.selected_rows()]
        if self._kept:
            self._select_quietly(QItemSelection())

    @Slot()
    def _on_order_changed(self) -> None:
        if not self._kept:
            return
        last = len(self._model.columns) - 1
        selection = QItemSelection()
        for row in self._model.rows_named(self._kept):
            selection.select(self._model.index(row, 0), self._model.index(row, last))
        self._select_quietly(selection)

    def _select_quietly(self, selection: QItemSelection) -> None:
        was_blocked = self.selectionModel().blockSignals(True)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.selectionModel().blockSignals(was_blocked)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._restyle()
