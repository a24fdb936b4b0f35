"""The process table: a QTableView that draws its visible rows itself.

Model, header, selection, keyboard and accessibility stay Qt's. While somebody points at a row or moves among them
nobody changes places; two seconds after the last input the order is let go.
"""

import time
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from procmon_gui.domain.reading import IntArray
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_columns import is_steady
from procmon_gui.ui.models.process_model import SERIAL_ROLE, ProcessModel
from procmon_gui.ui.widgets.column_fit import ColumnFit
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.process_header import ProcessHeader
from procmon_gui.ui.widgets.process_indent import CHEVRON, PADDING, indent
from procmon_gui.ui.widgets.process_painter import Frame, ProcessPainter

HOLD_MS: Final = 2000
# A letter after this pause begins another name.
_TYPING_PAUSE_S: Final = 1.0
_SORT_KEYS: Final = {
    Qt.Key.Key_P: "cpu_ratio",
    Qt.Key.Key_M: "rss_bytes",
    Qt.Key.Key_T: "cpu_time_s",
}


class ProcessView(QTableView):
    """Shows a `ProcessModel`.

    Signals:
        view_moved: other rows or columns are in view now, or others are selected.
        sort_asked: a key asked for this metric, downwards.
    """

    view_moved = Signal()
    sort_asked = Signal(str)

    def __init__(self, model: ProcessModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._painter = ProcessPainter(model, self.font(), self)
        self._hovered = -1
        self._typed = ""
        self._typed_at_s = 0.0
        self._kept_serials: IntArray = np.empty(0, dtype=np.int64)
        self._top_serial, self._top_offset, self._current_row = -1, 0, -1
        self._let_go = QTimer(self)
        self._let_go.setSingleShot(True)
        self._let_go.setInterval(HOLD_MS)
        self._let_go.timeout.connect(self._on_let_go)
        self._set_up()
        self.setModel(model)
        header = self.horizontalHeader()
        assert isinstance(header, ProcessHeader)
        self.column_fit = ColumnFit(header, model, self)
        model.order_about_to_change.connect(self._on_order_about_to_change)
        model.layoutAboutToBeChanged.connect(self._on_layout_about_to_change)
        model.layoutChanged.connect(self._on_layout_changed)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.columnsInserted.connect(self._on_columns_inserted)
        model.columnsRemoved.connect(self._on_columns_removed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.theme_changed.connect(self._on_theme_changed)
        for column in range(model.columnCount()):
            self.column_fit.come(column)

    # ---- what pages ask

    def visible_rows(self) -> range:
        """Return the rows that are in view, wholly or in part."""
        height = self.verticalHeader().defaultSectionSize()
        first = max(0, self.verticalOffset() // height)
        last = (self.verticalOffset() + self.viewport().height() - 1) // height
        return range(first, min(last + 1, len(self._model.rows)))

    def watched_slots(self) -> frozenset[int]:
        """Return the slots of the rows that are in view or selected."""
        rows = self._model.rows
        wanted = [*self.visible_rows(), *self.selected_rows()]
        return frozenset(slot for slot in rows.slots[wanted].tolist() if slot >= 0) if wanted else frozenset()

    def selected_rows(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        count = len(self._model.rows)
        spans = {(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()}
        return sorted({row for top, bottom in spans for row in range(max(0, top), min(bottom + 1, count))})

    def selected_serials(self) -> list[int]:
        """Return who is selected."""
        serials: list[int] = self._model.rows.serials[self.selected_rows()].tolist()
        return serials

    def current_serial(self) -> int:
        """Return who has the keyboard, -1 for nobody."""
        found = self.currentIndex().data(SERIAL_ROLE)
        return -1 if found is None else int(found)

    def go_to_row(self, row: int) -> None:
        """Make a row the current and only selected one, and bring it into view."""
        if 0 <= row < len(self._model.rows):
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))

    def go_to_name(self, typed: str, *, after_current: bool = False) -> bool:
        """Go to the next process whose name begins with what was typed; say whether there is one."""
        rows = np.arange(len(self._model.rows))
        wanted = typed.casefold()
        current = self.currentIndex().row()
        start = current + 1 if after_current else max(0, current)
        names = [shown for _program, shown in self._model.names(rows)]
        for step in range(len(names)):
            row = (start + step) % len(names)
            name = names[row]
            if name is not None and name.casefold().startswith(wanted):
                self.go_to_row(row)
                return True
        return False

    def copy_rows(self) -> None:
        """Copy the selected rows, as they are shown, to the clipboard."""
        header = self.horizontalHeader()
        shown = [section for section in range(self._model.columnCount()) if not header.isSectionHidden(section)]
        shown.sort(key=header.visualIndex)
        rows = self.selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(self._model.rows_text(rows, shown))

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that the event touches."""
        painter = QPainter(self.viewport())
        height = self.verticalHeader().defaultSectionSize()
        area = event.rect()
        first = max(0, (area.top() + self.verticalOffset()) // height)
        last = min(len(self._model.rows) - 1, (area.bottom() + self.verticalOffset()) // height)
        visible = range(first, last + 1)
        current = self.currentIndex()
        is_focused = self.hasFocus() and current.isValid() and current.row() in visible
        columns = []
        for column in range(self._model.columnCount()):
            x, width = self.columnViewportPosition(column), self.columnWidth(column)
            if width and x + width > area.left() and x <= area.right():
                columns.append((column, x, width))
        frame = Frame(
            rows=np.arange(first, last + 1),
            top=first * height - self.verticalOffset(),
            height=height,
            width=self.viewport().width(),
            columns=columns,
            selected=frozenset(row for row in self.selected_rows() if row in visible),
            hovered=self._hovered,
            pixel_ratio=self.devicePixelRatioF(),
            focus=(current.row(), current.column()) if is_focused else None,
        )
        self._painter.paint(painter, frame)
        painter.end()

    # ---- input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, and hold the order."""
        self._hold()
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold at the chevron; else select."""
        self._hold()
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_chevron(at, row):
            self._model.set_open(row, not self._model.rows.is_open[row])
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second click on a chevron as another click."""
        at = event.position().toPoint()
        if self._is_on_chevron(at, self.rowAt(at.y())):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, and hold the order."""
        self._hold()
        super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is hovered any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold, sort, copy; the rest is Qt's."""
        self._hold()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in _SORT_KEYS:
            self.sort_asked.emit(_SORT_KEYS[Qt.Key(event.key())])
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            self._step_column(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            # In a list of processes they mean the first and the last, not the ends of a row.
            self.go_to_row(0 if event.key() == Qt.Key.Key_Home else len(self._model.rows) - 1)
        elif not self._fold_by_key(event):
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Jump to the name that is being typed."""
        now_s = time.monotonic()
        is_new = not self._is_typing(now_s)
        self._typed = search if is_new else self._typed + search
        self._typed_at_s = now_s
        # The same letter again and again steps through the names that begin with it.
        is_repeated = len(self._typed) > 1 and len(set(self._typed.casefold())) == 1
        self.go_to_name(self._typed[:1] if is_repeated else self._typed, after_current=is_new or is_repeated)

    def _is_typing(self, now_s: float) -> bool:
        return now_s - self._typed_at_s <= _TYPING_PAUSE_S

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips as plain text: Qt would take a command line with tags for HTML."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.indexAt(event.pos()).data(Qt.ItemDataRole.ToolTipRole)
            if said:
                QToolTip.showText(event.globalPos(), plain_tooltip(str(said)), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that other rows are in view, and let the columns use the width."""
        super().resizeEvent(event)
        self.column_fit.fit(self.viewport().width())
        self.view_moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._restyle()

    # ---- inside

    def _set_up(self) -> None:
        header = ProcessHeader(self)
        self.setHorizontalHeader(header)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._painter.row_height)
        rows.hide()
        self.setObjectName("process_table")
        self.setAccessibleName(self.tr("Processes"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)

    def _restyle(self) -> None:
        self._painter.restyle(self.font())
        self.verticalHeader().setDefaultSectionSize(self._painter.row_height)
        self.viewport().update()

    def _hold(self) -> None:
        self._model.hold_order(True)
        self._let_go.start()

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        height = self.verticalHeader().defaultSectionSize()
        for changed in (row, self._hovered):
            if changed >= 0:
                top = changed * height - self.verticalOffset()
                self.viewport().update(0, top, self.viewport().width(), height)
        self._hovered = row

    def _is_on_chevron(self, at: QPoint, row: int) -> bool:
        rows = self._model.rows
        if not (self._model.arrangement.is_tree and 0 <= row < len(rows) and rows.is_foldable[row]):
            return False
        x, width = self.columnViewportPosition(0), self.columnWidth(0)
        left = x + PADDING + indent(int(rows.depth[row]), width)
        return left - 4 <= at.x() < min(left + CHEVRON + 2, x + width)

    def _fold_by_key(self, event: QKeyEvent) -> bool:
        row, rows = self.currentIndex().row(), self._model.rows
        if not self._model.arrangement.is_tree or not 0 <= row < len(rows):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if event.text().isprintable() and event.text() and self._is_typing(time.monotonic()):
            # The minus in the middle of "ssh-agent" belongs to the name.
            return False
        is_open, is_foldable = bool(rows.is_open[row]), bool(rows.is_foldable[row])
        key = event.key()
        if key == Qt.Key.Key_Asterisk:
            self._model.set_open(row, True, whole_subtree=True)
        elif key == Qt.Key.Key_Plus or (key == Qt.Key.Key_Right and is_foldable and not is_open):
            self._model.set_open(row, True)
        elif key == Qt.Key.Key_Minus or (key == Qt.Key.Key_Left and is_open):
            self._model.set_open(row, False)
        elif key == Qt.Key.Key_Right:
            self.go_to_row(row + 1 if is_open else row)
        elif key == Qt.Key.Key_Left:
            parent = rows.parent_row(row)
            self.go_to_row(parent if parent >= 0 else row)
        else:
            return False
        return True

    def _step_column(self, step: int) -> None:
        header, current = self.horizontalHeader(), self.currentIndex()
        if current.isValid():
            visual = header.visualIndex(current.column()) + step
            while 0 <= visual < header.count() and header.isSectionHidden(header.logicalIndex(visual)):
                visual += step
            if 0 <= visual < header.count():
                index = self._model.index(current.row(), header.logicalIndex(visual))
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.scrollTo(index)

    @Slot()
    def _on_let_go(self) -> None:
        self._model.hold_order(False)

    @Slot()
    def _on_order_about_to_change(self) -> None:
        """Take the selection away while rows change places.

        Qt would follow every selected cell by itself, in Python's model one by one: 860 ms a beat when 10,000 rows
        are selected. Nobody is told, because in the end the same processes are selected.
        """
        self._kept_serials = self._model.rows.serials[self.selected_rows()]
        if len(self._kept_serials):
            self._select_quietly(QItemSelection())

    def _give_selection_back(self) -> None:
        if len(self._kept_serials) == 0:
            return
        rows = np.sort(self._model.rows.rows_of(self._kept_serials))
        rows = rows[rows >= 0]
        last_column = self._model.columnCount() - 1
        selection = QItemSelection()
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else ():
            selection.select(self._model.index(int(run[0]), 0), self._model.index(int(run[-1]), last_column))
        self._select_quietly(selection)

    def _select_quietly(self, selection: QItemSelection) -> None:
        was_blocked = self.selectionModel().blockSignals(True)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.selectionModel().blockSignals(was_blocked)

    @Slot()
    def _on_layout_about_to_change(self) -> None:
        height = self.verticalHeader().defaultSectionSize()
        top, self._top_offset = divmod(self.verticalOffset(), height)
        rows = self._model.rows
        self._top_serial = int(rows.serials[top]) if top < len(rows) else -1
        self._current_row = self.currentIndex().row()

    @Slot()
    def _on_layout_changed(self) -> None:
        """Keep the same process at the top where the order is steady, and the keyboard at its place."""
        self._give_selection_back()
        sort_metric_id = self._model.arrangement.sort_metric_id
        is_anchored = self._model.holds_order or sort_metric_id is None or is_steady(sort_metric_id)
        if is_anchored and self.verticalOffset() > 0:
            row = self._model.rows.row_of(self._top_serial)
            if row >= 0:
                self.updateGeometries()
                self.verticalScrollBar().setValue(
                    row * self.verticalHeader().defaultSectionSize() + self._top_offset
                )  # fmt: skip
        if self._current_row >= 0 and not self.currentIndex().isValid():
            # The process has ended: the keyboard stays at its place, nobody else gets selected.
            row = min(self._current_row, len(self._model.rows) - 1)
            index = self._model.index(row, 0) if row >= 0 else QModelIndex()
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.view_moved.emit()

    @Slot()
    def _on_rows_removed(self) -> None:
        if self._hovered >= len(self._model.rows):
            self._hovered = -1

    @Slot(QModelIndex, int, int)
    def _on_columns_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        for column in range(first, last + 1):
            self.column_fit.come(column)
        self.column_fit.fit(self.viewport().width())

    @Slot()
    def _on_columns_removed(self) -> None:
        self.column_fit.fit(self.viewport().width())

    @Slot()
    def _on_selection_changed(self) -> None:
        self.view_moved.emit()

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        self.view_moved.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._restyle()
