"""A short list of who leads: a bar behind each name, as long as its share of the first."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.painted_rows import PaintedRows

BAR_PX: Final = 18
GAP_PX: Final = 2
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RankedRow(NamedTuple):
    """One row: its key for the receiver of `row_chosen`, words, and the length of the bar, 0 to 1."""

    key: str
    name: str
    hint: str
    value: str
    share: float


class RankedBars(PaintedRows):
    """The rows have a bar each.

    Signals:
        row_chosen: the key of the row that was clicked, or on which Return was pressed.
    """

    row_chosen = Signal(str)
    below_px = GAP_PX

    def __init__(self, name: str, count: int, empty_text: str, parent: QWidget | None = None) -> None:
        """Make an empty list; `name` is for assistive technology, `empty_text` says what will appear."""
        super().__init__(name, count, parent)
        self._empty_text = empty_text
        self._rows: tuple[RankedRow, ...] = ()

    @property
    def rows(self) -> tuple[RankedRow, ...]:
        """Return the rows as they stand."""
        return self._rows

    def say(self, rows: Sequence[RankedRow]) -> None:
        """Show other rows; the first has the longest bar."""
        rows = tuple(rows[: self._count])
        if rows == self._rows:
            return
        self._rows = rows
        if self._hovered >= 0:
            # The row below the pointer may be another now.
            QToolTip.hideText()
        self._keep_focus()
        self.setAccessibleDescription("; ".join(f"{row.name} {row.value}" for row in rows))
        self.update()

    def _cut(self) -> None:
        self._rows = self._rows[: self._count]

    def _row_count(self) -> int:
        return len(self._rows)

    def _row_px(self) -> int:
        return max(BAR_PX, self.fontMetrics().height() + 2) + GAP_PX

    def _tip(self, place: int) -> str:
        return self.tr("Show the processes of {program}").format(program=self._rows[place].name)

    def _choose(self, place: int) -> None:
        self.row_chosen.emit(self._rows[place].key)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.drawText(QRect(4, 0, self.width() - 8, self._row_px()), _LEFT, self._empty_text)

    def _paint_row(self, painter: QPainter, box: QRect, place: int) -> None:
        row, metrics = self._rows[place], painter.fontMetrics()
        bar_px = max(2, round(row.share * box.width() * 0.72))
        painter.fillRect(QRect(0, box.y(), bar_px, box.height()), theme.colour("sel"))
        painter.setPen(theme.colour("t2"))
        painter.drawText(box, _RIGHT, row.value)
        painter.setPen(theme.colour("t1"))
        room = box.adjusted(4, 0, -metrics.horizontalAdvance(row.value) - 16, 0)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, name)
        rest = room.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0)
        if row.hint and metrics.horizontalAdvance(row.hint) <= rest.width():
            painter.setPen(theme.colour("t2"))
            painter.drawText(rest, _LEFT, row.hint)
