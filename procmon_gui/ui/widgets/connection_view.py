"""The list of connections: a QTableView that draws its visible rows itself, in the look of the process table.

Model, header, selection, keyboard and accessibility stay Qt's. While somebody points at a row or moves among them
nobody changes places: see `HeldOrder`.
"""

import csv
import io
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QTableView, QToolTip, QWidget

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui import text, theme
from procmon_gui.ui.models.connection_columns import COLUMNS, Row
from procmon_gui.ui.models.connection_model import IDENTITY_ROLE, ConnectionModel, Identity
from procmon_gui.ui.widgets.connection_header import PADDING, ConnectionHeader
from procmon_gui.ui.widgets.glyphs import Glyphs
from procmon_gui.ui.widgets.held_order import POINTER_EVENTS, HeldOrder
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.row_table import set_up_rows

_BAR: Final = 2
_PROCESS: Final = 0
_TOKENS: Final = ("t1", "t2", "zero", "accent")


class ConnectionView(QTableView):
    """Shows a `ConnectionModel`.

    Signals:
        process_asked: the reader wants to see this process; with its key.
        menu_asked: a context menu is wanted at this place of the screen.
        folded: these columns are hidden for want of room.
    """

    process_asked = Signal(object)
    menu_asked = Signal(QPoint)
    folded = Signal(object)

    def __init__(self, model: ConnectionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._hovered = (-1, -1)
        self._kept: list[Identity] = []
        self._kept_current: Identity | None = None
        self.held = HeldOrder(self, model.hold_order)
        self._restyle_fonts()
        self._set_up()
        self.setModel(model)
        self.setSortingEnabled(True)
        model.order_about_to_change.connect(self._on_order_about_to_change)
        model.order_changed.connect(self._on_order_changed)
        theme.theme_changed.connect(self._on_theme_changed)

    def _set_up(self) -> None:
        self._header = ConnectionHeader(self)
        self.setHorizontalHeader(self._header)
        set_up_rows(self, self._row_height)
        self.setAccessibleName(self.tr("Connections"))
        self.setMouseTracking(True)

    # ---- what pages ask

    def selected_rows(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        count = len(self._model.rows)
        spans = {(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()}
        return sorted({row for top, bottom in spans for row in range(max(0, top), min(bottom + 1, count))})

    def current_owners(self) -> tuple[ProcessKey, ...]:
        """Return who holds the socket that has the keyboard."""
        row = self.currentIndex().row()
        return self._model.rows[row].socket.owners or () if 0 <= row < len(self._model.rows) else ()

    def go_to_first(self) -> None:
        """Give the keyboard to the first row, if none has it."""
        if not self.currentIndex().isValid() and len(self._model.rows):
            self.selectionModel().setCurrentIndex(self._model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows, as they are shown, to the clipboard."""
        rows = self.selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(self._model.rows_text(rows, self._shown_columns()))

    @Slot()
    def copy_csv(self) -> None:
        """Copy the selected rows with all their columns as CSV."""
        rows = self.selected_rows()
        if rows:
            out = io.StringIO()
            csv.writer(out).writerows(self._model.rows_csv(rows, range(len(COLUMNS))))
            QGuiApplication.clipboard().setText(out.getvalue())

    def _shown_columns(self) -> list[int]:
        return [column for column in range(len(COLUMNS)) if not self._header.isSectionHidden(column)]

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that the event touches."""
        painter = QPainter(self.viewport())
        height = self.verticalHeader().defaultSectionSize()
        area = event.rect()
        first = max(0, (area.top() + self.verticalOffset()) // height)
        last = min(len(self._model.rows) - 1, (area.bottom() + self.verticalOffset()) // height)
        columns = [
            (column, self.columnViewportPosition(column), self.columnWidth(column)) for column in self._shown_columns()
        ]
        selected = set(self.selected_rows())
        painter.setFont(self._glyphs.font)
        for place in range(first, last + 1):
            top = place * height - self.verticalOffset()
            self._paint_row(painter, place, top, height, columns, is_selected=place in selected)
        current = self.currentIndex()
        if self.hasFocus() and first <= current.row() <= last:
            painter.setPen(self._pens["accent"])
            painter.drawRect(self.visualRect(current).adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_row(
        self,
        painter: QPainter,
        place: int,
        top: int,
        height: int,
        columns: list[tuple[int, int, int]],
        *,
        is_selected: bool,
    ) -> None:
        width = self.viewport().width()
        if is_selected:
            painter.fillRect(0, top, width, height, theme.colour("sel"))
            painter.fillRect(0, top, _BAR, height, theme.colour("accent"))
        elif place == self._hovered[0]:
            painter.fillRect(0, top, width, height, theme.colour("hover"))
        row = self._model.rows[place]
        last = ""
        for column, x, wide in columns:
            said = self._model.cell(row, column)
            if not said:
                continue
            token = self._token(row, column, place, said, is_strong=is_selected)
            if token != last:
                painter.setPen(self._pens[token])
                last = token
            self._draw(painter, said, x, top, wide, height, is_number=COLUMNS[column].is_number)

    def _token(self, row: Row, column: int, place: int, said: str, *, is_strong: bool) -> str:
        """Return the colour of a cell: what is sure to be there stands out, zeros and the unknown recede."""
        if text.is_faint(said):
            return "t2" if is_strong else "zero"
        if column == _PROCESS:
            if not row.socket.owners:
                return "t2"
            return "accent" if self._hovered == (place, _PROCESS) else "t1"
        return "t1" if COLUMNS[column].is_number or COLUMNS[column].id in ("local", "remote") else "t2"

    def _draw(
        self, painter: QPainter, said: str, x: int, top: int, width: int, height: int, *, is_number: bool
    ) -> None:  # fmt: skip
        at = top + (height - self._glyphs.height) // 2
        if is_number:
            static, wide = self._glyphs.whole(said)
            painter.drawStaticText(x + width - PADDING - wide, at, static)
            return
        static, _, must_clip = self._glyphs.fitted(said, width - 2 * PADDING)
        if must_clip:
            painter.save()
            painter.setClipRect(x, top, width, height, Qt.ClipOperation.IntersectClip)
            painter.drawStaticText(x + PADDING, at, static)
            painter.restore()
        else:
            painter.drawStaticText(x + PADDING, at, static)

    @property
    def _row_height(self) -> int:
        return theme.row_height(self._glyphs.height)

    def _restyle_fonts(self) -> None:
        self._glyphs = Glyphs(theme.number_font(self.font()))
        self._pens = {token: QPen(theme.colour(token)) for token in _TOKENS}

    # ---- input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        at = event.position().toPoint()
        self._hover(self.rowAt(at.y()), self.columnAt(at.x()))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the process whose name was clicked."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and is_plain and self._is_on_name(at):
            self.ask_for_process()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the process of the row."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.ask_for_process()

    def ask_for_process(self) -> None:
        """Ask for the first holder of the socket that has the keyboard."""
        owners = self.current_owners()
        if owners:
            self.process_asked.emit(owners[0])

    def _is_on_name(self, at: QPoint) -> bool:
        """Say whether a place is on the text of a process, and that of the row with the keyboard."""
        row = self.rowAt(at.y())
        if row < 0 or self.columnAt(at.x()) != _PROCESS or row != self.currentIndex().row():
            return False
        said = self._model.cell(self._model.rows[row], _PROCESS)
        _, wide, _ = self._glyphs.fitted(said, self.columnWidth(_PROCESS) - 2 * PADDING)
        return at.x() - self.columnViewportPosition(_PROCESS) <= PADDING + wide

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is hovered any more."""
        self._hover(-1, -1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the row with the keyboard where the key was pressed."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_asked.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, go to the process; the rest is Qt's."""
        self.held.hold()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_for_process()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: the filter finds, in every column."""

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
        """Let the columns use the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_glyphs"):
            self._on_theme_changed()
            self._fit()

    # ---- inside

    def _fit(self) -> None:
        self.folded.emit(self._header.fit(self.viewport().width()))
        # Left to itself, Qt judges by the columns of before, and keeps a bar that has nothing to scroll.
        fits = self._header.length() <= self.viewport().width()
        policies = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded)

    def _hover(self, row: int, column: int) -> None:
        if (row, column) != self._hovered:
            self._hovered = (row, column)
            is_link = column == _PROCESS and 0 <= row < len(self._model.rows) and self._model.rows[row].socket.owners
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    @Slot()
    def _on_order_about_to_change(self) -> None:
        """Take the selection away while rows change places: Qt would follow every selected cell by itself."""
        rows = self._model.rows
        self._kept = [rows[row].socket.identity for row in self.selected_rows()]
        self._kept_current = self.currentIndex().data(IDENTITY_ROLE)
        if self._kept:
            self._select_quietly(QItemSelection())

    @Slot()
    def _on_order_changed(self) -> None:
        rows = sorted(row for identity in self._kept if (row := self._model.row_of(identity)) >= 0)
        selection = QItemSelection()
        last_column = len(COLUMNS) - 1
        start = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                selection.select(self._model.index(rows[start], 0), self._model.index(rows[place - 1], last_column))
                start = place
        if rows:
            self._select_quietly(selection)
        row = self._model.row_of(self._kept_current) if self._kept_current is not None else -1
        if row >= 0 and self.currentIndex().row() != row:
            index = self._model.index(row, max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if self._hovered[0] >= len(self._model.rows):
            self._hovered = (-1, -1)
        self.viewport().update()

    def _select_quietly(self, selection: QItemSelection) -> None:
        was_blocked = self.selectionModel().blockSignals(True)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.selectionModel().blockSignals(was_blocked)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._restyle_fonts()
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self.viewport().update()
