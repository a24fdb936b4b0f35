"""Paints the cells of a heat map: a picture of one pixel a cell, stretched row by row, over hatches of the unknown."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter

from procmon_gui.domain.history import Span
from procmon_gui.domain.reading import BoolArray
from procmon_gui.ui import theme
from procmon_gui.ui.theme.ramps import LEVELS, table
from procmon_gui.ui.widgets.heat_map.content import HeatContent
from procmon_gui.ui.widgets.history.plot_picture import x_of

# Rows that are lower touch one another, or there would be more lines than cells.
_LEAST_WITH_GAP_PX: Final = 6


def colours_of(content: HeatContent) -> npt.NDArray[np.uint32]:
    """Return the colour of each cell; what is not known is transparent."""
    known = ~np.isnan(content.levels)
    places = np.rint(np.clip(np.nan_to_num(content.levels), 0.0, 1.0) * (LEVELS - 1)).astype(np.int64)
    return np.where(known, table(theme.current().sequential)[places], np.uint32(0))


def paint_cells(painter: QPainter, box: QRect, content: HeatContent, window: Span, row_px: int) -> None:
    """Paint all rows, the first at the top."""
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, theme.colour("bg1"))
    colours = np.ascontiguousarray(colours_of(content))
    row_count, step_count = colours.shape
    if row_count and step_count:
        gap_px = 1 if row_px >= _LEAST_WITH_GAP_PX else 0
        _hatch(painter, box, content, window, row_px, gap_px)
        image = QImage(colours.data, step_count, row_count, step_count * 4, QImage.Format.Format_ARGB32_Premultiplied)
        left, right = _ends(content, 0, step_count, window, box)
        for row in range(row_count):
            target = QRectF(left, box.top() + row * row_px, right - left, row_px - gap_px)
            painter.drawImage(target, image, QRectF(0, row, step_count, 1))
    painter.restore()


def _hatch(painter: QPainter, box: QRect, content: HeatContent, window: Span, row_px: int, gap_px: int) -> None:
    """Hatch what is not known: over all rows where nothing was recorded, and single cells."""
    hatch = QBrush(theme.colour("line2"), Qt.BrushStyle.BDiagPattern)
    # Beyond what was read nothing is hatched: there is nothing, or it comes.
    for first, end in _runs(~content.is_recorded):
        left, right = _ends(content, first, end, window, box)
        painter.fillRect(QRectF(left, box.top(), right - left, len(content.rows) * row_px - gap_px), hatch)
    for row, cells in enumerate(np.isnan(content.levels) & content.is_recorded):
        for first, end in _runs(cells):
            left, right = _ends(content, first, end, window, box)
            painter.fillRect(QRectF(left, box.top() + row * row_px, right - left, row_px - gap_px), hatch)


def _ends(content: HeatContent, first: int, end: int, window: Span, box: QRect) -> tuple[float, float]:
    left, right = (x_of(content.begin_ms(column), window, QRectF(box)) for column in (first, end))
    return left, right


def _runs(chosen: BoolArray) -> Iterator[tuple[int, int]]:
    """Yield from where to where cells that follow each other are chosen."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], chosen, [False])).astype(np.int8))).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)
