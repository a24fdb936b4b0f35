"""Paints one curve over a range of time: grid, hatches of gaps, tint, what lay between least and most, line, ghost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.curves import (
    FILL_ALPHA,
    SMOOTH_POINTS,
    known_parts,
    paint_frame,
    paint_gap,
    paint_line,
    paint_tint,
    polygon,
    tinted,
)

BAND_ALPHA: Final = 0.22
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
    paint_frame(painter, box)
    for gap in plotted.gaps:
        paint_gap(painter, box, *(x_of(at_ms, plotted.window, QRectF(box)) for at_ms in (gap.from_ms, gap.to_ms)))
    if plotted.curve is not None:
        _paint_curve(painter, box, plotted, _broken(plotted.curve, plotted.gaps))
    if plotted.ghost is not None:
        _paint_ghost(painter, box, plotted)
    painter.restore()


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
    pen = QPen(colour, 1)
    for part in known_parts(line):
        if part.stop - part.start == 1:
            # A beat between two gaps is seen as a dash of one pixel.
            painter.fillRect(QRectF(x[part.start] - 0.5, line[part.start] - 0.5, 1.5, 1.5), colour)
            continue
        paint_tint(painter, x[part], line[part], float(box.bottom()), tinted(colour, FILL_ALPHA))
        if curve.step_ms:
            painter.setBrush(tinted(colour, BAND_ALPHA))
            painter.drawPolygon(
                polygon(np.concatenate((x[part], x[part][::-1])), np.concatenate((high[part], low[part][::-1])))
            )
        paint_line(painter, x[part], line[part], pen, is_smooth=len(x) <= SMOOTH_POINTS)


def _paint_ghost(painter: QPainter, box: QRect, plotted: Plotted) -> None:
    ghost = plotted.ghost
    assert ghost is not None
    x = _across(ghost, plotted.window, box)
    seen = _seen(x, box)
    x, line = _thinned(x[seen], _down(ghost.mean[seen], plotted.top, box))
    pen = QPen(QColor(plotted.colour), 1)
    pen.setDashPattern([_DASH_PX, _DASH_PX])
    for part in known_parts(line):
        paint_line(painter, x[part], line[part], pen)


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
