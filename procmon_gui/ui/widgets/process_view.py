"""The process table in the hand: pointer, keys, tooltips, and what pages ask of it; how it looks is `ProcessCanvas`.

While the pointer is over the rows, or a key was pressed among them, nobody changes places: see `HeldOrder`.
"""

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.models.process_groups import GROUPS
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.column_fit import ColumnFit
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.held_order import HOLD_POINTER_MS, POINTER_EVENTS, HeldOrder
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.process_canvas import ProcessCanvas
from procmon_gui.ui.widgets.process_header import ProcessHeader
from procmon_gui.ui.widgets.process_indent import CHEVRON, PADDING, indent
from procmon_gui.ui.widgets.process_keys import ProcessKeys


class ProcessView(ProcessCanvas):
    """Shows a `ProcessModel`.

    Signals:
        view_moved: other rows or columns are in view now, or others are selected.
        detail_asked: more is wanted of the current process; Enter or a double click.
        menu_asked: the menu of the current row is wanted, at this point of the screen; whether without the pointer.
        escape_pressed: Esc, while `wants_escape`.
    """

    view_moved = Signal()
    detail_asked = Signal()
    menu_asked = Signal(QPoint, bool)
    escape_pressed = Signal()

    def __init__(self, model: ProcessModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        # Whether Esc is for this table before it is for the window.
        self.wants_escape = False
        self.held = HeldOrder(self, model.hold_order)
        header = self.horizontalHeader()
        assert isinstance(header, ProcessHeader)
        self.column_fit = ColumnFit(header, model, self)
        self.keys = ProcessKeys(self, model)
        self.keys.opened.connect(self._on_opened)
        self.picked.settled.connect(self.view_moved)
        model.columnsInserted.connect(self._on_columns_inserted)
        model.columnsRemoved.connect(self._on_columns_removed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        for column in range(model.columnCount()):
            self.column_fit.come(column)

    # ---- what pages ask

    def watched_slots(self) -> frozenset[int]:
        """Return the slots of the rows that are in view or selected, and of all members of groups among them."""
        rows = sorted({*self.visible_rows(), *self.picked.rows()})
        slots = self._model.rows.slots[rows] if rows else np.empty(0, dtype=np.int64)
        groups = slots[slots >= GROUPS] - GROUPS
        members = self._model.arrangement.member_slots(groups).tolist() if len(groups) else ()
        return frozenset((*slots[(slots >= 0) & (slots < GROUPS)].tolist(), *members))

    def selected_rows(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        return self.picked.rows()

    def selected_serials(self) -> list[int]:
        """Return who is selected."""
        return self.picked.serials()

    def current_serial(self) -> int:
        """Return who has the keyboard, -1 for nobody."""
        return self.picked.current_serial()

    def go_to_row(self, row: int) -> None:
        """Make a row the current and only selected one, and bring it into view."""
        self.keys.go_to_row(row)

    def shown_columns(self) -> list[int]:
        """Return the columns that are shown, from left to right."""
        header = self.horizontalHeader()
        shown = [section for section in range(self._model.columnCount()) if not header.isSectionHidden(section)]
        return sorted(shown, key=header.visualIndex)

    def set_look(self, *, has_sparklines: bool) -> None:
        """Draw small lines in the CPU column, or not."""
        if self.draw_with(has_sparklines=has_sparklines):
            self.column_fit.wants_sparklines = has_sparklines
            self.column_fit.fit(self.viewport().width())

    # ---- input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self.hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold at the chevron; else select."""
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_chevron(at, row):
            self._model.set_open(row, not self._model.rows.is_open[row])
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the pointer; the second click on a chevron is just another click."""
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        if self._is_on_chevron(at, row):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self._on_opened()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something here that it ends, and the menu from Qt."""
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self.contextMenuEvent(event)
            return True
        if asks_for_escape(event) and self.wants_escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold, sort, open; the rest is Qt's."""
        self.held.hold()
        if event.key() == Qt.Key.Key_Escape and self.wants_escape:
            self.escape_pressed.emit()
        elif not self.keys.press(event):
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Go to the name that is being typed."""
        self.keys.search(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the current one."""
        self.held.hold(HOLD_POINTER_MS)
        at = event.globalPos()
        is_pointed = event.reason() == QContextMenuEvent.Reason.Mouse
        if event.reason() == QContextMenuEvent.Reason.Other:
            self.picked.go_to_selected()
        if not is_pointed:
            area = self.visualRect(self.currentIndex())
            at = self.viewport().mapToGlobal(area.bottomLeft() if area.isValid() else QPoint(0, 0))
        self.menu_asked.emit(at, not is_pointed)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips as plain text: Qt would take a command line with tags for HTML. The menu is ours, not Qt's."""
        if event.type() in POINTER_EVENTS:
            self.held.heed(event)
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self.contextMenuEvent(event)
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.indexAt(event.pos()).data(Qt.ItemDataRole.ToolTipRole)
            if said:
                QToolTip.showText(event.globalPos(), plain_tooltip(str(said)), self)
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that other rows are in view, and let the columns use the width."""
        super().resizeEvent(event)
        self.column_fit.fit(self.viewport().width())
        self.view_moved.emit()

    # ---- inside

    def _is_on_chevron(self, at: QPoint, row: int) -> bool:
        rows = self._model.rows
        if not (self._model.arrangement.shape.has_levels and 0 <= row < len(rows) and rows.is_foldable[row]):
            return False
        x, width = self.columnViewportPosition(0), self.columnWidth(0)
        left = x + PADDING + indent(int(rows.depth[row]), width, theme.scale())
        return left - 4 <= at.x() < min(left + theme.scaled(CHEVRON) + 2, x + width)

    @Slot()
    def _on_opened(self) -> None:
        """Ask for the detail of a process; a group has none and is folded or opened."""
        row = self.currentIndex().row()
        if not 0 <= row < len(self._model.rows):
            return
        if self._model.cells.group(row) is None:
            self.detail_asked.emit()
        else:
            self._model.set_open(row, not self._model.rows.is_open[row])

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
