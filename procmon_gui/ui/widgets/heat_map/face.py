"""The face of a heat map: names at the left, cells, times below, the cursor that it shares with the charts around it.

It shows what it is told. To assistive technology it is one thing, whose name says the cell that is pointed at.
"""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.widgets.chart_card import ChartCard
from procmon_gui.ui.widgets.heat_map.content import NOTHING, HeatContent
from procmon_gui.ui.widgets.heat_map.picture import paint_cells
from procmon_gui.ui.widgets.heat_map.twin import csv_of, rows_of, titles_of
from procmon_gui.ui.widgets.history.axis_picture import AXIS_PX, GAP_PX, SIDE_PX, foot_px, paint_times
from procmon_gui.ui.widgets.history.plot_picture import x_of
from procmon_gui.ui.widgets.history.pointed import Pointed
from procmon_gui.ui.widgets.tabled_chart import TabledChart

ROW_PX: Final = 19
# More rows than this stand as close as their names allow.
_FEW: Final = 8
# So many rows have a name each; more of them share the room of so many, and only some have one.
MOST_NAMED: Final = 24
_LEAST_ROW_PX: Final = 2
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HeatFace(TabledChart):
    """Shows rows of cells over a window of time.

    Attributes:
        cell: the row and the step that are pointed at; None for none.
    """

    def __init__(
        self, parent: QWidget | None = None, *, most_rows: int = 0, edge_px: int = SIDE_PX, names_px: int = AXIS_PX
    ) -> None:
        """Make it empty, with room for so many rows before they are known; `edge_px` is left free at the right, and
        names take `names_px` at the left: as much as the axes of charts that it stands among.
        """
        super().__init__(parent)
        self._names_px = names_px
        self._edge_px = edge_px
        self.content: HeatContent = NOTHING
        self.shown = Span(from_ms=0, to_ms=1)
        self.pointed = Pointed()
        self.cell: tuple[int, int] | None = None
        self._room = most_rows
        self._instead = ""
        self._pixmap: QPixmap | None = None
        self._card = ChartCard(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure()
        self._say()
        theme.theme_changed.connect(self._on_theme_changed)

    # ---- what it is told

    def show_content(self, content: HeatContent) -> None:
        """Show what was read; who points at a row goes on pointing at that row."""
        before, self.content = self.content, content
        if len(content.rows) != len(before.rows):
            self.updateGeometry()
        self._follow_cell(before)
        if not self._card.isHidden():
            # What stood on it may be of another length of cells.
            self.look_at(self.cell, has_card=True)
        self._refresh()

    def _follow_cell(self, before: HeatContent) -> None:
        if self.cell is None:
            return
        row, column = self.cell
        codes = [one.code for one in self.content.rows]
        code = before.rows[row].code
        now = self.content.column_at(before.middle_ms(column))
        self.cell = (codes.index(code), now) if code in codes and now is not None else None

    def show_window(self, window: Span) -> None:
        """Show another stretch of time, as far as it is known."""
        if window != self.shown:
            self.shown = window
            self._refresh()

    def point(self, pointed: Pointed) -> None:
        """Show where readers look."""
        if pointed != self.pointed:
            self.pointed = pointed
            self.update()

    def say_instead(self, words: str) -> None:
        """Say what stands there while there are no cells: that it is read, or why there is nothing, and what to do."""
        if words != self._instead:
            self._instead = words
            self._refresh()

    def set_room(self, rows: int) -> None:
        """Have room for so many rows."""
        if rows != self._room:
            self._room = rows
            self.updateGeometry()

    # ---- the twin

    @property
    def name(self) -> str:
        """Return what is shown, in words."""
        return self.content.name

    @property
    def has_values(self) -> bool:
        """Say whether there is anything to be had."""
        return bool(self.content.rows) and self.content.step_count > 0

    def table_titles(self) -> list[str]:
        """Return the heads of the columns."""
        return titles_of(self.content)

    def table_rows(self) -> list[list[str]]:
        """Return what is in sight in words, the newest first."""
        return rows_of(self.content, self.shown)

    def csv_text(self) -> str:
        """Return the numbers in sight, oldest first."""
        return csv_of(self.content, self.shown)

    def file_stem(self) -> tuple[str, ...]:
        """Return what stands in the name of a file."""
        return (self.content.name,)

    def point_at(self, cursor_s: float | None) -> None:
        """Do nothing: where readers look comes with `point`."""

    def picture(self) -> QImage:
        """Return what is seen, without what follows the readers."""
        cell, pointed, has_card = self.cell, self.pointed, not self._card.isHidden()
        self.cell, self.pointed = None, Pointed(chosen=pointed.chosen)
        self._card.hide()
        image = super().picture()
        self.cell, self.pointed = cell, pointed
        self._card.setVisible(has_card)
        return image

    # ---- cells

    @property
    def row_px(self) -> int:
        """Return how high a row is."""
        least_px = QFontMetrics(self._font).height() + 2
        count = len(self.content.rows) or self._room
        if count <= _FEW:
            return max(theme.scaled(ROW_PX), least_px)
        return least_px if count <= MOST_NAMED else max(_LEAST_ROW_PX, least_px * MOST_NAMED // count)

    def plot(self) -> QRect:
        """Return where the cells are."""
        left = theme.scaled(self._names_px) + SIDE_PX
        height = max(1, len(self.content.rows) or self._room) * self.row_px
        return QRect(left, 0, max(8, self.width() - left - self._edge_px), height)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row and the step at a place."""
        plot = self.plot()
        if not plot.contains(int(x), int(y)):
            return None
        row = int((y - plot.top()) // self.row_px)
        column = self.content.column_at(self.time_at(x))
        return (row, column) if column is not None and row < len(self.content.rows) else None

    def time_at(self, x: float) -> float:
        """Return the moment at a place; it may lie outside of what is in sight."""
        plot = self.plot()
        return self.shown.from_ms + (x - plot.left()) / plot.width() * (self.shown.to_ms - self.shown.from_ms)

    def look_at(self, cell: tuple[int, int] | None, *, has_card: bool) -> None:
        """Point at a cell: its row stands out, and what is known of it is said."""
        self.cell = cell
        if cell is not None and has_card:
            x = x_of(self.content.middle_ms(cell[1]), self.shown, QRectF(self.plot()))
            self._card.show_at(self.lines(cell), round(x), self._room_for_card(cell[0]))
        else:
            self._card.hide()
        self._say()
        self.update()

    def _room_for_card(self, row: int) -> QRect:
        """Return the room beside a row: the card covers none that is above it."""
        plot = self.plot()
        top = plot.top() + row * self.row_px
        return QRect(plot.left(), min(top, max(0, self.height() - theme.scaled(80))), plot.width(), plot.height())

    def lines(self, cell: tuple[int, int]) -> tuple[str, ...]:
        """Return what the card says of a cell: when, what it is worth, of whom, and more."""
        row, column = cell
        value, *more = self.content.words(row, column) or ("",)
        begin_ms = self.content.begin_ms(column)
        when = moment_words.range_text(begin_ms, begin_ms + self.content.step_ms)
        return (when, f"{self.content.rows[row].title}: {value}", *more)

    @property
    def card_lines(self) -> tuple[str, ...]:
        """Return what stands on the card; nothing while there is none."""
        return () if self._card.isHidden() else self._card.lines

    def _say(self) -> None:
        if not self.content.rows:
            words = ", ".join(filter(None, (self.name or self.tr("Heat map"), self._instead)))
        elif self.cell is None:
            words = self.tr("{map}, heat map with {count} rows").format(map=self.name, count=len(self.content.rows))
        else:
            words = ", ".join((self.name, self.content.rows[self.cell[0]].about, *self.lines(self.cell)))
        self.setAccessibleName(words)

    # ---- painting

    def _measure(self) -> None:
        self._font = theme.sized_font(self.font(), -0.75)
        self._bold = theme.sized_font(self.font(), -0.75, QFont.Weight.DemiBold)

    def _refresh(self) -> None:
        self._pixmap = None
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows and of the times below."""
        return QSize(400, self.plot().height() + foot_px(self.font()))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: the page scrolls."""
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names, times, and the kept picture of the cells with cursor and range on it."""
        painter = QPainter(self)
        plot = self.plot()
        if not self.content.rows:
            self._paint_instead(painter, plot)
            painter.end()
            return
        self._paint_names(painter, plot)
        painter.drawPixmap(plot.topLeft(), self._picture(plot))
        paint_times(painter, plot.adjusted(0, 0, 0, -1), self.shown, self.font())
        self.pointed.paint_chosen(painter, self.shown, plot)
        self._paint_cursor(painter, plot)
        self._paint_cell(painter, plot)
        painter.end()

    def _paint_instead(self, painter: QPainter, plot: QRect) -> None:
        painter.setFont(self._font)
        painter.setPen(theme.colour("t3"))
        room = QRect(0, 0, self.width() - self._edge_px, plot.height())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(GAP_PX, 0, -GAP_PX, 0), flags, self._instead)

    def _picture(self, plot: QRect) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(round(plot.width() * ratio), round(plot.height() * ratio))
        if self._pixmap is None or self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            painter = QPainter(self._pixmap)
            box = QRect(0, 0, plot.width(), plot.height())
            paint_cells(painter, box, self.content, self.shown, self.row_px)
            painter.end()
        return self._pixmap

    def _paint_names(self, painter: QPainter, plot: QRect) -> None:
        chosen = self.cell[0] if self.cell is not None else -1
        metrics = QFontMetrics(self._font)
        every = max(1, -(-metrics.height() // self.row_px))
        width = plot.left() - GAP_PX - 2
        for row, one in enumerate(self.content.rows):
            if row % every and row != chosen:
                continue
            if row != chosen and chosen >= 0 and abs(row - chosen) < every:
                # The name of the row that is pointed at needs its room.
                continue
            painter.setFont(self._bold if row == chosen else self._font)
            is_dim = row != chosen or self.content.is_stale
            painter.setPen(theme.colour("t2" if is_dim else "t1"))
            middle = plot.top() + row * self.row_px + self.row_px // 2
            # Names of low rows are higher than these: the first is not cut by the edge.
            box = QRect(0, max(0, middle - metrics.height() // 2 - 1), width, metrics.height() + 2)
            elided = painter.fontMetrics().elidedText(one.title, Qt.TextElideMode.ElideRight, width)
            painter.drawText(box, _RIGHT, elided)

    def _paint_cursor(self, painter: QPainter, plot: QRect) -> None:
        for at_ms, token in self.pointed.lines(self.shown, plot):
            x = round(x_of(at_ms, self.shown, QRectF(plot))) + 0.5
            # Cells are of every lightness: a line of the page beside it keeps it in sight.
            painter.setPen(QPen(theme.colour("bg1"), 1))
            painter.drawLine(QPointF(x + 1, plot.top()), QPointF(x + 1, plot.bottom()))
            painter.setPen(QPen(theme.colour(token), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _paint_cell(self, painter: QPainter, plot: QRect) -> None:
        if self.cell is None:
            return
        row, column = self.cell
        left, right = (x_of(self.content.begin_ms(one), self.shown, QRectF(plot)) for one in (column, column + 1))
        top = plot.top() + row * self.row_px
        left, right = max(left, plot.left()), min(right, plot.right() + 1.0)
        if right <= left:
            return
        box = QRectF(left, top, max(3.0, right - left), max(3, self.row_px - 1))
        painter.save()
        painter.setPen(QPen(theme.colour("bg1"), 3))
        painter.drawRect(box)
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "t1"), 1 if not self.hasFocus() else 2))
        painter.drawRect(box)
        painter.restore()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self._refresh()
            self.updateGeometry()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._refresh()
