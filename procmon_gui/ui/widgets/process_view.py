"""The process table: a QTableView that draws its visible rows itself.

Model, header, selection, keyboard and accessibility stay Qt's. While the pointer is over the rows, or a key was
pressed among them, nobody changes places; some time after the last input the order is let go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from procmon_gui.domain.reading import BoolArray
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_groups import GROUPS
from procmon_gui.ui.models.process_model import Index, ProcessModel
from procmon_gui.ui.widgets.column_fit import ColumnFit
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.process_changes import ProcessChanges
from procmon_gui.ui.widgets.process_header import ProcessHeader
from procmon_gui.ui.widgets.process_indent import CHEVRON, PADDING, indent
from procmon_gui.ui.widgets.process_keys import ProcessKeys
from procmon_gui.ui.widgets.process_painter import Frame, ProcessPainter
from procmon_gui.ui.widgets.process_selection import ProcessSelection

# After a key the eye needs a moment; under a pointer that rests, a click may come at any time.
HOLD_KEYS_MS: Final = 2000
HOLD_POINTER_MS: Final = 30_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stale:
    """What a beat left to be drawn."""

    region: QRegion
    frame: Frame
    cells: BoolArray


class ProcessView(QTableView):
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
        super().__init__(parent)
        self._model = model
        self._painter = ProcessPainter(model, self.font(), self)
        self._changes = ProcessChanges(model)
        self._stale: _Stale | None = None
        self._has_new_order = False
        self._laid_out_rows = -1
        self._hovered = -1
        # Whether Esc is for this table before it is for the window.
        self.wants_escape = False
        self._let_go = QTimer(self)
        self._let_go.setSingleShot(True)
        self._let_go.timeout.connect(self._on_let_go)
        self._set_up()
        self.setModel(model)
        header = self.horizontalHeader()
        assert isinstance(header, ProcessHeader)
        self.column_fit = ColumnFit(header, model, self)
        self.keys = ProcessKeys(self, model)
        self.keys.opened.connect(self._on_opened)
        self.picked = ProcessSelection(self, model)
        self.picked.settled.connect(self.view_moved)
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

    def set_look(self, *, has_sparklines: bool, is_comfortable: bool) -> None:
        """Draw small lines in the CPU column, and rows with more room, or not."""
        if (has_sparklines, is_comfortable) == (self._painter.has_sparklines, self._painter.is_comfortable):
            return
        self._painter.has_sparklines, self._painter.is_comfortable = has_sparklines, is_comfortable
        self.column_fit.wants_sparklines = has_sparklines
        self._restyle()
        self.column_fit.fit(self.viewport().width())

    def hold(self, milliseconds: int = HOLD_KEYS_MS) -> None:
        """Let nobody change places for so long; what was asked for longer before goes on."""
        self._model.hold_order(True)
        if self._let_go.remainingTime() < milliseconds:
            self._let_go.start(milliseconds)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that the event touches; after a beat, the cells that changed."""
        if self._has_new_order:
            # Rows moved and Qt has not asked for them to be laid out yet.
            self._changes.forget()
        self._changes.note_paint()
        painter = QPainter(self.viewport())
        stale, self._stale = self._stale, None
        if stale is not None and stale.region == event.region():
            self._painter.paint(painter, stale.frame, stale.cells)
            painter.end()
            return
        height = self.verticalHeader().defaultSectionSize()
        rows: set[int] = set()
        for area in event.region():  # type: ignore[attr-defined]
            first, last = ((y + self.verticalOffset()) // height for y in (area.top(), area.bottom()))
            rows.update(range(max(0, first), min(last + 1, len(self._model.rows))))
        self._painter.paint(painter, self._frame(sorted(rows), event.rect()))
        painter.end()

    def _frame(self, rows: Sequence[int], area: QRect) -> Frame:
        height = self.verticalHeader().defaultSectionSize()
        columns = []
        for column in range(self._model.columnCount()):
            x, width = self.columnViewportPosition(column), self.columnWidth(column)
            if width and x + width > area.left() and x <= area.right():
                columns.append((column, x, width))
        current, offset = self.currentIndex(), self.verticalOffset()
        return Frame(
            rows=np.array(rows, dtype=np.int64),
            tops=[row * height - offset for row in rows],
            height=height,
            width=self.viewport().width(),
            columns=columns,
            selected=frozenset(self.picked.rows()),
            hovered=self._hovered,
            pixel_ratio=self.devicePixelRatioF(),
            current=(current.row(), current.column()),
            has_focus=self.hasFocus(),
        )

    def _repaint_changes(self) -> None:
        """Repaint the cells that look different from before; Qt would repaint all."""
        self._stale = None
        if not self.isVisible():
            self._changes.forget()
            return
        frame = self._frame(self.visible_rows(), self.viewport().rect())
        cells = self._changes.look(frame, has_sparklines=self._painter.has_sparklines)
        if cells.all():
            self.viewport().update()
            return
        region = QRegion()
        for (_, x, width), changed in zip(frame.columns, cells, strict=True):
            edges = np.flatnonzero(np.diff(changed.astype(np.int8), prepend=0, append=0)).tolist()
            for first, end in zip(edges[::2], edges[1::2], strict=True):
                region += QRect(x, frame.tops[first], width, (end - first) * frame.height)
        region &= self.viewport().rect()
        self._stale = _Stale(region=region, frame=frame, cells=cells)
        self.viewport().update(region)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Take other values."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
        self._repaint_changes()

    def doItemsLayout(self) -> None:
        """Take another order, and who came and went: rows are all of one height, so there is little to lay out."""
        if not self._has_new_order:
            super().doItemsLayout()
            return
        self._has_new_order = False
        if self._laid_out_rows != len(self._model.rows):
            self._laid_out_rows = len(self._model.rows)
            self.updateGeometries()
            # Qt holds it back while rows are taken away, and would let it go in its own version of this.
            self.verticalHeader().setUpdatesEnabled(True)
        self._repaint_changes()

    # ---- input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, and hold the order."""
        self.hold(HOLD_POINTER_MS)
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold at the chevron; else select."""
        self.hold(HOLD_POINTER_MS)
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, and hold the order."""
        self.hold(HOLD_POINTER_MS)
        super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something here that it ends, and the menu from Qt."""
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self.contextMenuEvent(event)
            return True
        is_override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_override and self.wants_escape and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold, sort, open; the rest is Qt's."""
        self.hold()
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
        self.hold(HOLD_POINTER_MS)
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
            # Nothing is pointed at any more, so nothing but keys holds the order.
            self._hover(-1)
            if self._let_go.isActive():
                self._let_go.start(HOLD_KEYS_MS)
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
        # With any other policy Qt tells assistive technology of no menu. What is shown is made in contextMenuEvent.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _restyle(self) -> None:
        self._painter.restyle(self.font())
        self.verticalHeader().setDefaultSectionSize(self._painter.row_height)
        self.viewport().update()

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
        if not (self._model.arrangement.shape.has_levels and 0 <= row < len(rows) and rows.is_foldable[row]):
            return False
        x, width = self.columnViewportPosition(0), self.columnWidth(0)
        left = x + PADDING + indent(int(rows.depth[row]), width)
        return left - 4 <= at.x() < min(left + CHEVRON + 2, x + width)

    @Slot()
    def _on_let_go(self) -> None:
        self._model.hold_order(False)

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

    @Slot()
    def _on_layout_changed(self) -> None:
        self._has_new_order = True
        self._stale = None

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
