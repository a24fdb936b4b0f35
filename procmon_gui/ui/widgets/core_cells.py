"""How busy each core is: small meters while there is room, cells of a colour ramp when there are many."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.text import ratio_text
from procmon_gui.ui.widgets.plain import plain_tooltip

CELL_PX: Final = 12
GAP_PX: Final = 2
METER_PX: Final = 28
LEAST_CELL_PX: Final = 5


class CoreCells(QWidget):
    """One cell a core; several rows where one is too short."""

    def __init__(self, label: str, label_px: int, parent: QWidget | None = None) -> None:
        """Make it empty; `label` stands in a column of `label_px` at the left."""
        super().__init__(parent)
        self._label = label
        self._label_px = label_px
        self._ratios: tuple[float, ...] = ()
        self._font = theme.sized_font(self.font(), -0.75)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        if event.type() == QEvent.Type.FontChange:
            self._font = theme.sized_font(self.font(), -0.75)
            self.updateGeometry()
        super().changeEvent(event)

    def say(self, ratios: Sequence[float]) -> None:
        """Show the busy ratio, 0 to 1 or NaN, of every core in order."""
        ratios = tuple(ratios)
        if ratios == self._ratios:
            return
        if len(ratios) != len(self._ratios):
            self.updateGeometry()
        self._ratios = ratios
        self.setAccessibleName(", ".join(self._words(place) for place in range(min(len(ratios), 64))))
        self.update()

    def _words(self, place: int) -> str:
        ratio = self._ratios[place]
        value = ratio_text(ratio) if ratio == ratio else "–"
        return self.tr("Core {number}: {value}").format(number=place, value=value)

    def hasHeightForWidth(self) -> bool:
        """Say that many cores need several rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows of cells."""
        per_row = self._per_row(width)
        rows = -(-max(1, len(self._ratios)) // per_row)
        return max(rows * (CELL_PX + GAP_PX), self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """Return the height at the present width."""
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def _per_row(self, width: int) -> int:
        room = max(1, (width - self._label_px) // (LEAST_CELL_PX + GAP_PX))
        count = max(1, len(self._ratios))
        rows = -(-count // room)
        return -(-count // rows)

    def _cell(self, place: int) -> QRect:
        per_row = self._per_row(self.width())
        room = self.width() - self._label_px + GAP_PX
        row, column = divmod(place, per_row)
        left = self._label_px + column * room // per_row
        right = self._label_px + (column + 1) * room // per_row - GAP_PX
        rows = -(-max(1, len(self._ratios)) // per_row)
        top = (self.height() - rows * (CELL_PX + GAP_PX) + GAP_PX) // 2 + row * (CELL_PX + GAP_PX)
        return QRect(left, top, max(1, right - left), CELL_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the label and every cell."""
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(theme.colour("t3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._label)
        ramp = theme.current().sequential
        for place, ratio in enumerate(self._ratios):
            cell = self._cell(place)
            known = min(max(ratio, 0.0), 1.0) if ratio == ratio else 0.0
            if cell.width() >= METER_PX:
                painter.fillRect(cell, theme.colour("line"))
                filled = QRect(cell.x(), cell.y(), round(known * cell.width()), cell.height())
                painter.fillRect(filled, QColor(theme.current().series[0]))
            else:
                painter.fillRect(cell, QColor(ramp[min(int(known * len(ramp)), len(ramp) - 1)]))

    def event(self, event: QEvent) -> bool:
        """Tell the core under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for place in range(len(self._ratios)):
                if self._cell(place).adjusted(-1, -1, 1, 1).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), plain_tooltip(self._words(place)), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)
