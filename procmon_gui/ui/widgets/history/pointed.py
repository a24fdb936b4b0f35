"""Where readers look on the charts and heat maps of a page: which lines stand for it, and the range that they chose."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from procmon_gui.domain.history import Span
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.curves import tinted
from procmon_gui.ui.widgets.history.plot_picture import x_of

RANGE_ALPHA: Final = 0.10
# So near to the cursor the pointer stands on it.
_ON_CURSOR_PX: Final = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """Where readers look: the moment of the window, where the pointer is, and the range that they chose."""

    cursor_ms: int | None = None
    hover_ms: int | None = None
    chosen: Span | None = None

    def lines(self, window: Span, plot: QRect) -> list[tuple[int, str]]:
        """Return which moments have a line, and of which colour; the pointer has none where it stands on the cursor.

        Who clicks goes to a beat, which may lie a pixel beside the pointer.
        """
        hover_ms, cursor_ms = (
            at_ms if at_ms is not None and window.from_ms <= at_ms <= window.to_ms else None
            for at_ms in (self.hover_ms, self.cursor_ms)
        )
        pixel_ms = (window.to_ms - window.from_ms) / plot.width()
        if hover_ms is not None and cursor_ms is not None and abs(hover_ms - cursor_ms) <= _ON_CURSOR_PX * pixel_ms:
            hover_ms = None
        return [(at_ms, token) for at_ms, token in ((hover_ms, "t3"), (cursor_ms, "t1")) if at_ms is not None]

    def paint_chosen(self, painter: QPainter, window: Span, plot: QRect) -> None:
        """Tint the range that was chosen, between two lines."""
        chosen = self.chosen
        if chosen is None or chosen.to_ms < window.from_ms or chosen.from_ms > window.to_ms:
            return
        left, right = (x_of(at_ms, window, QRectF(plot)) for at_ms in (chosen.from_ms, chosen.to_ms))
        accent = theme.colour("accent")
        painter.save()
        painter.setClipRect(plot)
        painter.fillRect(QRectF(left, plot.top(), max(1.0, right - left), plot.height()), tinted(accent, RANGE_ALPHA))
        for x in (left, right):
            painter.fillRect(QRectF(round(x), plot.top(), 1, plot.height()), accent)
        painter.restore()
