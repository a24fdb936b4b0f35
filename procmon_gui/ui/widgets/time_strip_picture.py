"""The curve of the time strip as a pixmap that is moved along: a beat draws only the columns that are new.

All lengths are pixels of the device, so that it is sharp at every scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from procmon_gui.domain.history import Gap
from procmon_gui.domain.reading import FloatArray
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.ring import least_and_most
from procmon_gui.ui.widgets.time_strip_past import StripCurve
from procmon_gui.ui.widgets.time_strip_scale import Window

FILL_ALPHA: Final = 0.18
LEAST_HATCH_PX: Final = 8
# A line that is smoothed reaches over its column, and the newest column still changes.
_OVERLAP: Final = 3
_FAR_PX: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Look:
    """What the whole picture depends on beside its place in time: when it changes, all is drawn anew."""

    theme: str
    size: tuple[int, int]
    column_ms: float
    gap_count: int
    past_until_ms: int | None
    version: int


class StripPicture:
    """Keeps the picture of the curve and brings it up to date."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._look: Look | None = None
        self._window: Window | None = None
        self.drawn_columns = 0

    def bring(
        self, data: StripCurve, gaps: Sequence[Gap], window: Window, height: int, past_until_ms: int | None
    ) -> QPixmap:
        """Return the picture of a window of time; what comes after `past_until_ms` is the known future of the past."""
        look = Look(
            theme.current().name, (window.columns, height), window.column_ms, len(gaps), past_until_ms, data.version
        )
        moved = window.first - self._window.first if self._window is not None else window.columns
        is_new = look != self._look or not 0 <= moved < window.columns
        self._look, self._window = look, window
        size = QSize(window.columns, max(1, height))
        if is_new:
            if self._pixmap.size() != size:
                self._pixmap = QPixmap(size)
            fresh = QRect(0, 0, size.width(), size.height())
        else:
            if moved:
                self._pixmap.scroll(-moved, 0, self._pixmap.rect())
            left = max(0, size.width() - moved - _OVERLAP)
            fresh = QRect(left, 0, size.width() - left, size.height())
        self.drawn_columns = fresh.width()
        self._draw(data, gaps, window, fresh, past_until_ms)
        return self._pixmap

    def _draw(
        self, data: StripCurve, gaps: Sequence[Gap], window: Window, fresh: QRect, past_until_ms: int | None
    ) -> None:
        is_past = past_until_ms is not None
        height = self._pixmap.height()
        painter = QPainter(self._pixmap)
        painter.setClipRect(fresh)
        painter.fillRect(fresh, theme.colour("pastbg" if is_past else "bg0"))
        for y, token in ((0, "line"), (height - 1, "line2")):
            painter.fillRect(fresh.left(), y, fresh.width(), 1, theme.colour(token))
        for gap in gaps:
            left, right = window.x_of(gap.from_ms), window.x_of(gap.to_ms)
            if right - left > LEAST_HATCH_PX:
                hatch = QBrush(theme.colour("line2"), Qt.BrushStyle.BDiagPattern)
                painter.fillRect(QRectF(left, 1, right - left, height - 2), hatch)
        across, up = self._points(data, gaps, window, fresh)
        if past_until_ms is None:
            self._draw_curve(painter, across, up, theme.colour("accent"))
        else:
            # Of a moment that is far from what is in sight, Qt can not count the pixels.
            until = round(min(max(0.0, window.x_of(past_until_ms)), _FAR_PX))
            for part, token in ((QRect(0, 0, until, height), "past"), (QRect(until, 0, _FAR_PX, height), "t3")):
                painter.setClipRect(part.intersected(fresh))
                self._draw_curve(painter, across, up, theme.colour(token))
        painter.end()

    def _points(
        self, data: StripCurve, gaps: Sequence[Gap], window: Window, fresh: QRect
    ) -> tuple[FloatArray, FloatArray]:
        """Return x and y of the curve over the columns that are drawn; NaN breaks it."""
        first, count = fresh.left() - 2, fresh.width() + 4
        from_ms, to_ms = window.time_at(first), window.time_at(first + count)
        times, values = data.between(from_ms, to_ms)
        for gap in gaps:
            if gap.to_ms > from_ms and gap.from_ms < to_ms:
                place = int(np.searchsorted(times, gap.from_ms, side="right"))
                middle_ms = (gap.from_ms + gap.to_ms) // 2
                times, values = np.insert(times, place, middle_ms), np.insert(values, place, np.nan)
        at_ms, share = least_and_most(times.astype(np.float64), values, start_s=from_ms, end_s=to_ms, bins=count)
        height = self._pixmap.height()
        # A line at 0 or 100 % is not cut off.
        return at_ms / window.column_ms - window.first, (1 - np.clip(share, 0.0, 1.0)) * (height - 2) + 0.5

    def _draw_curve(self, painter: QPainter, x: FloatArray, y: FloatArray, colour: QColor) -> None:
        tint = QColor(colour)
        tint.setAlphaF(FILL_ALPHA)
        bottom = float(self._pixmap.height() - 1)
        for part in _known_parts(y):
            points = [QPointF(*point) for point in zip(x[part].tolist(), y[part].tolist(), strict=True)]
            corners = [QPointF(points[-1].x(), bottom), QPointF(points[0].x(), bottom)]
            # Only the line is smooth: it covers the edge of the fill, and smoothing that costs more than all else.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawPolygon(QPolygonF([*points, *corners]))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, 1))
            painter.drawPolyline(QPolygonF(points))


def _known_parts(values: FloatArray) -> list[slice]:
    """Return the runs of values that are known."""
    known = np.concatenate(([False], ~np.isnan(values), [False]))
    edges = np.flatnonzero(np.diff(known.astype(np.int8))).tolist()
    return [slice(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
