"""The titles of a list in the detail: the sorted one stands out with an arrow."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from procmon_gui.ui import theme

PADDING: Final = 8
HEIGHT_PX: Final = 28
_ARROW: Final = 14


class RowsHeader(QHeaderView):
    """Paints titles as the process table does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSortIndicatorShown(True)
        # A third click returns to the order in which the rows came.
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def sizeHint(self) -> QSize:
        """Return the height of the titles."""
        return QSize(super().sizeHint().width(), max(HEIGHT_PX, self._fonts()[0][1].height() + 10))

    def title_px(self, title: str) -> int:
        """Return how wide a column must be to show its whole title, sorted or not."""
        # One more for what rounding takes.
        return self._fonts()[1][1].horizontalAdvance(title) + 1 + theme.scaled(_ARROW) + 4 + 2 * PADDING

    def _fonts(self) -> tuple[tuple[QFont, QFontMetrics], tuple[QFont, QFontMetrics]]:
        plain = theme.sized_font(self.font(), -0.75)
        bold = theme.sized_font(self.font(), -0.75, QFont.Weight.DemiBold)
        return (plain, QFontMetrics(plain)), (bold, QFontMetrics(bold))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one title; the line below, and the arrow of the sorted one."""
        painter.save()
        painter.fillRect(rect, theme.colour("bg0"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        is_sorted = self.sortIndicatorSection() == logical
        font, metrics = self._fonts()[1 if is_sorted else 0]
        painter.setFont(font)
        painter.setPen(theme.colour("t1" if is_sorted else "t2"))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        alignment = self.model().headerData(logical, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        is_right = bool(int(alignment) & Qt.AlignmentFlag.AlignRight.value)
        title = str(self.model().headerData(logical, self.orientation()))
        if is_sorted:
            is_down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            arrow = theme.pixmap("arrow-down" if is_down else "arrow-up", "accent", _ARROW)
            arrow_px = theme.scaled(_ARROW)
            room = inner.width() - arrow_px - 4
            end = inner.left() + min(metrics.horizontalAdvance(title), room)
            left = inner.right() - arrow_px + 1 if is_right else end + 4
            painter.drawPixmap(left, inner.center().y() - arrow_px // 2, arrow)
            inner.adjust(0, 0, -arrow_px - 4, 0)
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
