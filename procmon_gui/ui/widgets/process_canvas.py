"""The process table as it is seen: a QTableView that draws its visible rows itself, and after a beat what changed.

Model, header, selection, keyboard and accessibility stay Qt's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QRect, Qt, Slot
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QTableView, QWidget

from procmon_gui.domain.reading import BoolArray
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_model import Index, ProcessModel
from procmon_gui.ui.widgets.process_changes import ProcessChanges
from procmon_gui.ui.widgets.process_header import ProcessHeader
from procmon_gui.ui.widgets.process_painter import Frame, ProcessPainter
from procmon_gui.ui.widgets.process_selection import ProcessSelection
from procmon_gui.ui.widgets.row_table import set_up_rows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stale:
    """What a beat left to be drawn."""

    region: QRegion
    frame: Frame
    cells: BoolArray


class ProcessCanvas(QTableView):
    """Shows the rows of a `ProcessModel`, and which of them are selected, current and under the pointer."""

    def __init__(self, model: ProcessModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._painter = ProcessPainter(model, self.font(), self)
        self._changes = ProcessChanges(model)
        self._stale: _Stale | None = None
        self._has_new_order = False
        self._laid_out_rows = -1
        self._hovered = -1
        self._set_up()
        self.setModel(model)
        self.picked = ProcessSelection(self, model)
        model.layoutChanged.connect(self._on_layout_changed)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.tags.changed.connect(self._on_tags_changed)
        theme.theme_changed.connect(self._restyle)

    def _set_up(self) -> None:
        header = ProcessHeader(self)
        self.setHorizontalHeader(header)
        set_up_rows(self, self._painter.row_height)
        self.setObjectName("process_table")
        self.setAccessibleName(self.tr("Processes"))
        self.setMouseTracking(True)
        # With any other policy Qt tells assistive technology of no menu. What is shown is made in contextMenuEvent.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def visible_rows(self) -> range:
        """Return the rows that are in view, wholly or in part."""
        height = self.verticalHeader().defaultSectionSize()
        first = max(0, self.verticalOffset() // height)
        last = (self.verticalOffset() + self.viewport().height() - 1) // height
        return range(first, min(last + 1, len(self._model.rows)))

    # ---- how it looks

    def draw_with(self, *, has_sparklines: bool) -> bool:
        """Draw small lines in the CPU column, or not; say whether that is another look."""
        if has_sparklines == self._painter.has_sparklines:
            return False
        self._painter.has_sparklines = has_sparklines
        self._restyle()
        return True

    @Slot()
    def _restyle(self) -> None:
        self._painter.restyle(self.font())
        self.verticalHeader().setDefaultSectionSize(self._painter.row_height)
        self.viewport().update()

    def hover(self, row: int) -> None:
        """Mark the row under the pointer, -1 for none."""
        if row == self._hovered:
            return
        height = self.verticalHeader().defaultSectionSize()
        for changed in (row, self._hovered):
            if changed >= 0:
                top = changed * height - self.verticalOffset()
                self.viewport().update(0, top, self.viewport().width(), height)
        self._hovered = row

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._restyle()

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
        edges = np.diff(cells.astype(np.int8), axis=1, prepend=0, append=0)
        for column in np.flatnonzero(cells.any(axis=1)).tolist():
            _, x, width = frame.columns[column]
            bounds = np.flatnonzero(edges[column]).tolist()
            for first, end in zip(bounds[::2], bounds[1::2], strict=True):
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

    @Slot()
    def _on_layout_changed(self) -> None:
        self._has_new_order = True
        self._stale = None

    @Slot()
    def _on_tags_changed(self) -> None:
        self._stale = None
        self.viewport().update()

    @Slot()
    def _on_rows_removed(self) -> None:
        if self._hovered >= len(self._model.rows):
            self._hovered = -1
