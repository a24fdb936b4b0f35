"""A table of figures that looks like the other tables: its header, its rows, and where the keyboard is."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from procmon_gui.ui import theme

_HEADER_PX: Final = 28
_ROW_PX: Final = 24
_BAR_PX: Final = 2
_LEAST_NAME_PX: Final = 120


class FigureView(QTableView):
    """Rows are selected whole; `setModel` comes from the caller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Cells(self))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self._names_take_rest = False
        self._fit()

    def give_rest_to_names(self) -> None:
        """Let the first column have what the others leave, now and in every other width.

        Qt's own stretching lets it keep all that it had where they leave nothing, and no figure would be in sight.
        """
        self._names_take_rest = True
        header = self.horizontalHeader()
        figures_px = sum(header.sectionSize(section) for section in range(1, header.count()))
        if header.count():
            header.resizeSection(0, max(theme.scaled(_LEAST_NAME_PX), self.viewport().width() - figures_px))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the figures in sight."""
        super().resizeEvent(event)
        if self._names_take_rest:
            self.give_rest_to_names()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setFont(theme.sized_font(self.font(), -0.75))
        header.setFixedHeight(max(_HEADER_PX, header.fontMetrics().height() + 10))
        self.verticalHeader().setDefaultSectionSize(max(_ROW_PX, self.fontMetrics().height() + 6))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


class _Cells(QStyledItemDelegate):
    """Draws the selected row with a bar at its left, and an outline around the cell with the keyboard."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        has_keyboard = bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        # The style would tint the cell instead.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        box: QRect = option.rect
        if is_selected and index.column() == 0:
            painter.fillRect(box.x(), box.y(), _BAR_PX, box.height(), theme.colour("accent"))
        if has_keyboard:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
