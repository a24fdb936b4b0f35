"""The titles of the process table: the sorted one stands out, and no column gets narrower than its numbers."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHeaderView, QWidget

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.units import Unit
from procmon_gui.ui import text, theme
from procmon_gui.ui.models.process_columns import LETTER_TITLES, LETTERS, is_number
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.process_indent import PADDING

SPARK_WIDTH = 44
SPARK_HEIGHT = 16
_ARROW = 14
_WIDEST = {
    Unit.RATIO: "9999.9 %",
    Unit.BYTES: "1023.9 MiB",
    Unit.BYTES_PER_S: "1023.9 MiB",
    Unit.SECONDS: "59 min 59 s",
    Unit.NONE: "4194304",
    Unit.COUNT: "99,999,999",
    Unit.COUNT_PER_S: "99999.9",
    Unit.TIME_UTC_S: "30/12/2026 23:59",
    Unit.FLAG: "yes",
    Unit.EXIT: "SIGRTMIN+10",
}
_TEXT_WIDTHS = {"name": 284, "user": 92, "command_line": 200}


class ProcessHeader(QHeaderView):
    """A header whose sections can be moved, sorted by a click (a third click unsorts) and never hide a number.

    Signals:
        font_changed: the letters have another size.
    """

    font_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setFirstSectionMovable(False)
        # `least_width` decides; that of Qt is wider than a letter.
        self.setMinimumSectionSize(1)
        self.setAccessibleName(self.tr("Columns of the process table"))
        # Off where there is no room for them; the column of CPU gets narrower then.
        self.has_sparklines = True
        self._fonts: dict[bool, tuple[QFont, QFontMetrics]] = {}
        self._drawn = QPixmap()
        self._drawn_look: object = None
        self.sectionResized.connect(self._on_section_resized)

    def sizeHint(self) -> QSize:
        """Return the height of the header, larger with the desktop's font."""
        # The width does not matter to a table; asking Qt for it would ask the model for every title at every beat.
        return QSize(100, max(28, self.fontMetrics().height() + 10))

    def least_width(self, metric: Metric) -> int:
        """Return the width under which a column would hide its numbers, its letters or its title."""
        metrics = QFontMetrics(theme.number_font(self.font()))
        if metric.id in LETTERS:
            # The arrow of the sorted one takes the place of its title.
            widest = max(metrics.horizontalAdvance(letter) for letter in LETTERS[metric.id])
            return max(widest, theme.scaled(_ARROW)) + 2 * PADDING
        return self._whole_width(metric, metrics)

    def _whole_width(self, metric: Metric, metrics: QFontMetrics) -> int:
        title = self._title_font(is_sorted=True)[1].horizontalAdvance(self._title_of(metric))
        # One more for what rounding takes.
        title += 1 + theme.scaled(_ARROW) + 4
        if metric.is_text:
            return metrics.averageCharWidth() * 6 + 2 * PADDING
        content = max(map(metrics.horizontalAdvance, _widest(metric)))
        if metric.id == "cpu_ratio" and self.has_sparklines:
            content += theme.scaled(SPARK_WIDTH) + PADDING
        return max(content, title) + 2 * PADDING

    def first_width(self, metric: Metric) -> int:
        """Return the width with which a column comes."""
        wanted = _TEXT_WIDTHS.get(metric.id, 140 if metric.is_text else 0)
        whole = self._whole_width(metric, QFontMetrics(theme.number_font(self.font())))
        return max(wanted * self.fontMetrics().height() // 16, whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the titles as they were drawn, and draw them again only when they changed.

        Qt repaints them whenever rows change places, which at a beat they mostly do.
        """
        model, viewport = self.model(), self.viewport()
        if not isinstance(model, ProcessModel):
            return
        places = [(self.sectionViewportPosition(at), self.sectionSize(at)) for at in range(self.count())]
        look = (
            places, model.column_ids, model.cells.is_per_core, self.sortIndicatorSection(), self.sortIndicatorOrder(),
            theme.current().name, self.font().key(), viewport.size(), self.devicePixelRatioF(),
        )  # fmt: skip
        if look != self._drawn_look:
            self._drawn_look = look
            self._drawn = QPixmap(viewport.size() * self.devicePixelRatioF())
            self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
            self._drawn.fill(theme.colour("bg0"))
            painter = QPainter(self._drawn)
            for section, (x, width) in enumerate(places):
                if width:
                    self.paintSection(painter, QRect(x, 0, width, viewport.height()), section)
            painter.end()
        painter = QPainter(viewport)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one title: the sorted one bolder, with an arrow."""
        model = self.model()
        if not isinstance(model, ProcessModel) or not rect.isValid():
            return
        is_sorted = self.sortIndicatorSection() == logical
        painter.save()
        painter.fillRect(rect, theme.colour("bg0"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        font, metrics = self._title_font(is_sorted=is_sorted)
        painter.setFont(font)
        painter.setPen(theme.colour("t1" if is_sorted else "t2"))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        if is_sorted:
            inner = self._with_arrow(painter, inner, metrics, logical)
        side = Qt.AlignmentFlag.AlignRight if is_number(model.metric_at(logical)) else Qt.AlignmentFlag.AlignLeft
        title = str(model.headerData(logical, Qt.Orientation.Horizontal))
        if metrics.horizontalAdvance(title) > inner.width():
            title = LETTER_TITLES.get(model.metric_at(logical).id, title)
        if inner.width() > 0:
            shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _with_arrow(self, painter: QPainter, inner: QRect, metrics: QFontMetrics, section: int) -> QRect:
        model = self.model()
        assert isinstance(model, ProcessModel)
        is_down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        arrow = theme.pixmap("arrow-down" if is_down else "arrow-up", "accent", _ARROW)
        side = theme.scaled(_ARROW)
        top = inner.center().y() - side // 2
        if is_number(model.metric_at(section)):
            painter.drawPixmap(inner.right() - side + 1, top, arrow)
            return inner.adjusted(0, 0, -side - 4, 0)
        title = str(model.headerData(section, Qt.Orientation.Horizontal))
        end = inner.left() + min(metrics.horizontalAdvance(title), inner.width() - side - 4)
        painter.drawPixmap(end + 4, top, arrow)
        return inner.adjusted(0, 0, -side - 4, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_fonts"):
            self._fonts.clear()
            self.font_changed.emit()

    def _title_font(self, *, is_sorted: bool) -> tuple[QFont, QFontMetrics]:
        found = self._fonts.get(is_sorted)
        if found is None:
            weight = QFont.Weight.DemiBold if is_sorted else QFont.Weight.Normal
            font = theme.sized_font(self.font(), -0.75, weight)
            found = self._fonts[is_sorted] = (font, QFontMetrics(font))
        return found

    def _title_of(self, metric: Metric) -> str:
        model = self.model()
        column = model.column_of(metric.id) if isinstance(model, ProcessModel) else -1
        return str(model.headerData(column, Qt.Orientation.Horizontal)) if column >= 0 else metric.title

    @Slot(int, int, int)
    def _on_section_resized(self, section: int, _before: int, after: int) -> None:
        model = self.model()
        if after == 0 or not isinstance(model, ProcessModel) or section >= model.columnCount():
            return
        least = self.least_width(model.metric_at(section))
        if after < least:
            self.resizeSection(section, least)


def _widest(metric: Metric) -> tuple[str, ...]:
    """Return the words of a choice, or the widest number."""
    return text.choice_texts(metric) or (_WIDEST.get(metric.unit, "1023.9 MiB"),)
