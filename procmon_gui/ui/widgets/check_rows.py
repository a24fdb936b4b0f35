"""How a list draws items that can be checked."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from procmon_gui.ui import theme

_BOX: Final = 14
Index = QModelIndex | QPersistentModelIndex


class CheckRows(QStyledItemDelegate):
    """Draws boxes that can be seen in both themes, and rows of some height."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw an item, its box in our own colours."""
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        style = styled.widget.style() if styled.widget is not None else QApplication.style()
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, styled, styled.widget)
        box = QRect(0, 0, theme.scaled(_BOX), theme.scaled(_BOX))
        box.moveCenter(area.center())
        is_checked = Qt.CheckState(state) == Qt.CheckState.Checked
        painter.save()
        painter.fillRect(area, theme.colour("bg1"))
        painter.setPen(theme.colour("accent" if is_checked else "ctl"))
        painter.drawRect(box)
        if is_checked:
            painter.drawPixmap(box.topLeft() + QPoint(1, 1), theme.pixmap("check", "accent", _BOX - 1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row of every list."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(24, hint.height() + 6))
