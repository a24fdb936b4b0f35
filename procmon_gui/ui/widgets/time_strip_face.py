"""What stands around the curve of the time strip: the words of both axes, and the cursor with its time."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QLine, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.widgets.glyphs import Glyphs

CHART_PX: Final = 40
TOP_PX: Final = 8
AXIS_PX: Final = 44
RIGHT_PX: Final = 28
_LABEL_PADDING_PX: Final = 6


class StripFace:
    """Knows where these are in a strip of some width, and paints them; made anew for another font."""

    def __init__(self, font: QFont) -> None:
        self.glyphs = Glyphs(font)
        self.axis_px = theme.scaled(AXIS_PX)
        self.height_px = TOP_PX + CHART_PX + 4 + self.glyphs.height + 4

    def plot(self, width: int) -> QRect:
        """Return where the curve is."""
        return QRect(self.axis_px, TOP_PX, max(1, width - self.axis_px - RIGHT_PX), CHART_PX)

    def label(self, cursor_x: float, at_ms: int, width: int) -> QRect:
        """Return where the time of the cursor is, below it as far as there is room."""
        label_width = self.glyphs.whole(_words(at_ms))[1] + 2 * _LABEL_PADDING_PX
        left = round(cursor_x) - label_width // 2
        left = min(max(left, self.axis_px), width - label_width)
        return QRect(left, TOP_PX + CHART_PX + 3, label_width, self.glyphs.height + 2)

    def paint_axis(self, painter: QPainter, plot: QRect) -> None:
        """Paint the words at the left."""
        painter.setPen(theme.colour("t3"))
        # Beside the lines that they name.
        for y, words in ((plot.top(), QCoreApplication.translate("TimeStripChart", "100 %")), (plot.bottom(), "0")):
            static, width = self.glyphs.whole(words)
            painter.drawStaticText(self.axis_px - 8 - width, y - self.glyphs.height // 2, static)

    def paint_ticks(self, painter: QPainter, plot: QRect, ticks: Iterable[tuple[float, str]], label: QRect) -> None:
        """Paint times below the curve, each at its place."""
        around = label.adjusted(-6, 0, 6, 0)
        marks = []
        for x, words in ticks:
            static, width = self.glyphs.whole(words)
            at = round(x)
            box = QRect(at - width // 2, plot.bottom() + 5, width, self.glyphs.height)
            # The cursor's own time hides what it covers; a time at the edge would be cut.
            if box.left() < plot.left() or box.right() > plot.right() + RIGHT_PX or box.intersects(around):
                continue
            marks.append(QLine(at, plot.bottom(), at, plot.bottom() + 3))
            painter.drawStaticText(box.topLeft(), static)
        painter.setPen(theme.colour("line2"))
        painter.drawLines(marks)

    def paint_hover(self, painter: QPainter, plot: QRect, x: float) -> None:
        """Paint the line under the pointer."""
        painter.setPen(QPen(theme.colour("t3"), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def paint_cursor(
        self, painter: QPainter, plot: QRect, x: float, label: QRect, at_ms: int, *, is_past: bool
    ) -> None:
        """Paint the cursor and its time."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("t1"), 1.5))
        painter.drawLine(QPointF(x, 2), QPointF(x, plot.bottom() + 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("past" if is_past else "t1"))
        painter.drawRoundedRect(label, 3, 3)
        painter.setPen(theme.colour("bg0"))
        painter.drawStaticText(label.left() + _LABEL_PADDING_PX, label.top() + 1, self.glyphs.whole(_words(at_ms))[0])


def _words(at_ms: int) -> str:
    return moment_words.moment_text(at_ms) if at_ms else ""
