"""Paints one curve over a range of time: grid, hatches of gaps, tint, what lay between least and most, line, ghost.

Painted by hand: a few hundred points cost a tenth of what a plot of pyqtgraph does, nothing has to be loaded, and the
same lines go into a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.ui import theme

FILL_ALPHA: Final = 0.12
BAND_ALPHA: Final = 0.22
LEAST_HATCH_PX: Final = 8
# Anti-aliasing of many points costs more than it shows.
_SMOOTH_POINTS: Final = 2_000
_DASH_PX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plotted:
    """What is painted: a curve "#RRGGBB" from 0 to `top` over a window of time, and the ghost of another time.

    The ghost lies on the time of the window already.
    """

    curve: Curve | None
    ghost: Curve | None
    gaps: Sequence[Gap]
    window: Span
    top: float
    colour: str


def x_of(at_ms: float, window: Span, box: QRectF) -> float:
    """Return where a moment stands in a box that shows a window of time."""
    return box.left() + (at_ms - window.from_ms) / max(1, window.to_ms - window.from_ms) * box.width()


def middles(curve: Curve) -> IntArray:
    """Return when the points of a curve are painted: in the middle of their steps."""
    return curve.at_ms + curve.step_ms // 2


def point_at(curve: Curve | None, at_ms: float) -> int | None:
    """Return the place of the step that holds a moment, or of the beat nearest to it; None where there is none."""
    if curve is None or not len(curve.at_ms):
        return None
    times = middles(curve)
    place = int(np.searchsorted(times, at_ms))
    if place == len(times) or (place and at_ms - times[place - 1] <= times[place] - at_ms):
        place -= 1
    beside = np.diff(times[max(0, place - 2) : place + 3])
    reach_ms = max(curve.step_ms, 2.5 * float(np.median(beside)) if len(beside) else 0.0, 1_000)
    return place if abs(int(times[place]) - at_ms) <= reach_ms else None


def value_at(curve: Curve | None, at_ms: float) -> float:
    """Return the value at a moment; NaN where it is not known."""
    place = point_at(curve, at_ms)
    return float("nan") if curve is None or place is None else float(curve.mean[place])


def newest_in(curve: Curve | None, window: Span) -> float:
    """Return the last known value in a window of time; NaN where there is none."""
    if curve is None:
        return float("nan")
    end = int(np.searchsorted(curve.at_ms, window.to_ms, side="right"))
    known = np.flatnonzero(np.isfinite(curve.mean[:end]))
    return float(curve.mean[known[-1]]) if len(known) else float("nan")


def greatest(curve: Curve | None, window: Span) -> float:
    """Return the greatest known value in a window of time; NaN where there is none."""
    if curve is None:
        return float("nan")
    times = middles(curve)
    seen = slice(*np.searchsorted(times, [window.from_ms, window.to_ms + 1]).tolist())
    highest = np.fmax(curve.mean[seen], curve.most[seen])
    known = highest[np.isfinite(highest)]
    return float(known.max()) if len(known) else float("nan")


def paint(painter: QPainter, box: QRect, plotted: Plotted) -> None:
    """Paint all but what follows the pointer."""
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, theme.colour("bg1"))
    for y, token in ((box.top(), "grid"), (box.center().y(), "grid"), (box.bottom(), "line2")):
        painter.fillRect(box.left(), y, box.width(), 1, theme.colour(token))
    _hatch(painter, box, plotted)
    if plotted.curve is not None:
        _paint_curve(painter, box, plotted, _broken(plotted.curve, plotted.gaps))
    if plotted.ghost is not None:
        _paint_ghost(painter, box, plotted)
    painter.restore()


def _hatch(painter: QPainter, box: QRect, plotted: Plotted) -> None:
    hatch = QBrush(theme.colour("line2"), Qt.BrushStyle.BDiagPattern)
    for gap in plotted.gaps:
        left = max(box.left(), x_of(gap.from_ms, plotted.window, QRectF(box)))
        right = min(box.right() + 1, x_of(gap.to_ms, plotted.window, QRectF(box)))
        if right - left > LEAST_HATCH_PX:
            painter.fillRect(QRectF(left, box.top() + 1, right - left, box.height() - 2), hatch)


def _broken(curve: Curve, gaps: Sequence[Gap]) -> Curve:
    """Return a curve that has an unknown point in each gap, so that no line leads across."""
    if not gaps or not len(curve.at_ms):
        return curve
    middles_ms = np.array([(gap.from_ms + gap.to_ms) // 2 for gap in gaps], np.int64)
    places = np.searchsorted(curve.at_ms, middles_ms)
    inside = (places > 0) & (places < len(curve.at_ms))
    places, middles_ms = places[inside], middles_ms[inside]
    nothing = np.full(len(places), np.nan)
    return Curve(
        at_ms=np.insert(curve.at_ms, places, middles_ms),
        mean=np.insert(curve.mean, places, nothing),
        least=np.insert(curve.least, places, nothing),
        most=np.insert(curve.most, places, nothing),
        step_ms=curve.step_ms,
    )


def _paint_curve(painter: QPainter, box: QRect, plotted: Plotted, curve: Curve) -> None:
    x = _across(curve, plotted.window, box)
    seen = _seen(x, box)
    x = x[seen]
    # Where the least was not kept, what is known lies between the mean and the most.
    least, most = (np.where(np.isnan(values), curve.mean, values) for values in (curve.least, curve.most))
    line, low, high = (_down(values[seen], plotted.top, box) for values in (curve.mean, least, most))
    colour = QColor(plotted.colour)
    bottom = float(box.bottom())
    is_smooth = len(x) <= _SMOOTH_POINTS
    for part in _known_parts(line):
        if part.stop - part.start == 1:
            # A beat between two gaps is seen as a dash of one pixel.
            painter.fillRect(QRectF(x[part.start] - 0.5, line[part.start] - 0.5, 1.5, 1.5), colour)
            continue
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_tinted(colour, FILL_ALPHA))
        down_to = np.concatenate((line[part], (bottom, bottom)))
        painter.drawPolygon(_polygon(np.concatenate((x[part], x[part][[-1, 0]])), down_to))
        if curve.step_ms:
            painter.setBrush(_tinted(colour, BAND_ALPHA))
            painter.drawPolygon(
                _polygon(np.concatenate((x[part], x[part][::-1])), np.concatenate((high[part], low[part][::-1])))
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_polygon(x[part], line[part]))


def _paint_ghost(painter: QPainter, box: QRect, plotted: Plotted) -> None:
    ghost = plotted.ghost
    assert ghost is not None
    x = _across(ghost, plotted.window, box)
    seen = _seen(x, box)
    x, line = _thinned(x[seen], _down(ghost.mean[seen], plotted.top, box))
    pen = QPen(QColor(plotted.colour), 1)
    pen.setDashPattern([_DASH_PX, _DASH_PX])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for part in _known_parts(line):
        painter.drawPolyline(_polygon(x[part], line[part]))


def _thinned(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return one point a pixel, the mean of those there: dashes are slow."""
    if not len(x):
        return x, y
    edges = np.flatnonzero(np.diff(np.floor(x), prepend=np.floor(x[0]) - 1))
    counts = np.diff(edges, append=len(x))
    return np.add.reduceat(x, edges) / counts, np.add.reduceat(y, edges) / counts


def _across(curve: Curve, window: Span, box: QRect) -> FloatArray:
    span_ms = max(1, window.to_ms - window.from_ms)
    across: FloatArray = box.left() + (middles(curve) - window.from_ms) / span_ms * box.width()
    return across


def _down(values: FloatArray, top: float, box: QRect) -> FloatArray:
    """Return how far down values stand; a line at the top or at nothing is not cut off."""
    room = box.height() - 2
    down: FloatArray = box.top() + 0.5 + (1 - np.clip(values / (top or 1.0), 0.0, 1.0)) * room
    return down


def _seen(x: FloatArray, box: QRect) -> slice:
    """Return what is in sight, and one more on both sides, to which lines lead."""
    first, last = np.searchsorted(x, [box.left(), box.right() + 1]).tolist()
    return slice(max(0, first - 1), last + 1)


def _known_parts(values: FloatArray) -> list[slice]:
    known = np.concatenate(([False], np.isfinite(values), [False]))
    edges = np.flatnonzero(np.diff(known.astype(np.int8))).tolist()
    return [slice(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def _polygon(x: FloatArray, y: FloatArray) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])


def _tinted(colour: QColor, alpha: float) -> QColor:
    tint = QColor(colour)
    tint.setAlphaF(alpha)
    return tint
