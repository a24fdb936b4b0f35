"""Where the panels of the overview stand: in rows of one, two or three, in the order in which one reads them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from procmon_gui.ui.pages.overview_panel import OverviewPanel

PADDING_PX: Final = 16
ACROSS_PX: Final = 26
LEAST_CHART_PX: Final = 52
# One column scrolls anyway, so its charts need not be small.
SINGLE_CHART_PX: Final = 120
LINES_PER_PANEL: Final = 4


class PanelGrid(QWidget):
    """Lays panels out; charts of one row are as high as each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        # Else a class of our own gets no background from the style sheet.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(PADDING_PX, 12, PADDING_PX, 12)
        self._layout.setHorizontalSpacing(ACROSS_PX)
        self._layout.setVerticalSpacing(4)
        self._lines: list[QFrame] = []
        self._laid_out: tuple[int, tuple[OverviewPanel, ...]] = (0, ())

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return self._laid_out[0]

    @property
    def panels(self) -> tuple[OverviewPanel, ...]:
        """Return the panels that are shown, in their order."""
        return self._laid_out[1]

    def arrange(self, panels: Sequence[OverviewPanel], columns: int, *, rows_with_charts: int) -> None:
        """Show these panels and no others; the charts below so many rows are left out."""
        wanted = (columns, tuple(panels))
        if wanted == self._laid_out:
            return
        for panel in self._laid_out[1]:
            # Not `takeAt`: an item that Python still holds keeps the next one from hearing of another height.
            for widget in panel.parts:
                self._layout.removeWidget(widget)
            if panel not in panels:
                panel.hide()
        self._laid_out = wanted
        for line in self._lines:
            self._layout.removeWidget(line)
            line.deleteLater()
        self._lines = []
        for column in range(3):
            self._layout.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._layout.rowCount()):
            self._layout.setRowStretch(row, 0)
        block = column = 0
        for panel in panels:
            across = min(panel.across, columns)
            if column + across > columns:
                block, column = block + 1, 0
            self._place(panel, block, column, across, has_chart=columns == 1 or block < rows_with_charts)
            column += across
        for above in range(block):
            self._layout.addWidget(self._hairline(), above * LINES_PER_PANEL + 3, 0, 1, columns)

    def _place(self, panel: OverviewPanel, block: int, column: int, across: int, *, has_chart: bool) -> None:
        row = block * LINES_PER_PANEL
        self._layout.addWidget(panel.head, row, column, 1, across)
        panel.head.show()
        panel.foot.show()
        if panel.chart is not None:
            panel.chart.setVisible(has_chart)
        if panel.chart is None or not has_chart:
            self._layout.addWidget(panel.foot, row + 1, column, 2, across, Qt.AlignmentFlag.AlignTop)
            return
        panel.chart.setMinimumHeight(LEAST_CHART_PX if self.columns > 1 else SINGLE_CHART_PX)
        self._layout.addWidget(panel.chart, row + 1, column)
        self._layout.setRowStretch(row + 1, 1)
        self._layout.addWidget(panel.foot, row + 2, column, Qt.AlignmentFlag.AlignTop)

    def _hairline(self) -> QFrame:
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        line.show()
        self._lines.append(line)
        return line
