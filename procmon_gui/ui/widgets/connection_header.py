"""The titles of the list of connections, and how its columns share the width."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.models.connection_columns import COLUMNS, FOLDS, Column

PADDING: Final = 8
_ARROW: Final = 14
# Texts of these columns share what is left.
_ELASTIC: Final = {"process": 2, "local": 3, "remote": 3}


class ConnectionHeader(QHeaderView):
    """A header that is sorted by a click; a third click returns to the order of processes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setAccessibleName(self.tr("Columns of the list of connections"))

    def sizeHint(self) -> QSize:
        """Return the height of the header, larger with the desktop's font."""
        return QSize(100, max(28, self.fontMetrics().height() + 10))

    def fit(self, width: int) -> tuple[str, ...]:
        """Give every column its width; return those that were hidden because there is no room for them."""
        least = {column.id: self._least_width(column) for column in COLUMNS}
        folded: list[str] = []
        for column_id in FOLDS:
            if sum(wide for one, wide in least.items() if one not in folded) <= width:
                break
            folded.append(column_id)
        spare = max(0, width - sum(wide for one, wide in least.items() if one not in folded))
        shares = sum(_ELASTIC.values())
        for section, column in enumerate(COLUMNS):
            self.setSectionHidden(section, column.id in folded)
            if column.id not in folded:
                self.resizeSection(section, least[column.id] + spare * _ELASTIC.get(column.id, 0) // shares)
        return tuple(folded)

    def _least_width(self, column: Column) -> int:
        metrics = QFontMetrics(theme.number_font(self.font()))
        bold = QFontMetrics(self._title_font(is_sorted=True))
        # One more for what rounding takes.
        title = bold.horizontalAdvance(self._title(column)) + 1 + theme.scaled(_ARROW) + 4
        content = metrics.horizontalAdvance(column.widest) if column.is_number else 0
        return max(content + 2 * PADDING, title + 2 * PADDING, column.width * self.fontMetrics().height() // 16)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one title: the sorted one bolder, with an arrow."""
        if not rect.isValid() or logical >= len(COLUMNS):
            return
        column = COLUMNS[logical]
        is_sorted = self.sortIndicatorSection() == logical
        painter.save()
        painter.fillRect(rect, theme.colour("bg0"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        font = self._title_font(is_sorted=is_sorted)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.colour("t1" if is_sorted else "t2"))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        title = self._title(column)
        if is_sorted:
            is_down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            arrow = theme.pixmap("arrow-down" if is_down else "arrow-up", "accent", _ARROW)
            arrow_px = theme.scaled(_ARROW)
            end = inner.left() + min(metrics.horizontalAdvance(title), inner.width() - arrow_px - 4) + 4
            left = inner.right() - arrow_px + 1 if column.is_number else end
            painter.drawPixmap(left, inner.center().y() - arrow_px // 2, arrow)
            inner = inner.adjusted(0, 0, -arrow_px - 4, 0)
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _title_font(self, *, is_sorted: bool) -> QFont:
        return theme.sized_font(self.font(), -0.75, QFont.Weight.DemiBold if is_sorted else QFont.Weight.Normal)

    def _title(self, column: Column) -> str:
        model = self.model()
        section = COLUMNS.index(column)
        return str(model.headerData(section, Qt.Orientation.Horizontal)) if model is not None else column.title
