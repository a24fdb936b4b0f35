"""Small curves for all rows in view at once: one image, made by numpy instead of one path for each row."""

from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from procmon_gui.domain.reading import FloatArray

_FILL_ALPHA: Final = 0.15
WINDOW_S: Final = 60.0

PixelArray = npt.NDArray[np.uint32]


class Sparklines:
    """One image with a strip of `height` pixels for each row; newest at the right, NaN is a gap.

    Attributes:
        image: ARGB32, premultiplied; shares memory with an array that this object keeps alive.
    """

    def __init__(
        self,
        ages_s: FloatArray,
        values: npt.NDArray[np.floating],
        *,
        width: int,
        height: int,
        floor: float,
        line: QColor,
    ) -> None:
        columns = _columns(ages_s, values, width)
        self._pixels = _painted(columns, height, floor, line)
        count = columns.shape[1]
        self.image = QImage(
            self._pixels.data, width, count * height, width * 4, QImage.Format.Format_ARGB32_Premultiplied
        )  # fmt: skip


def _columns(ages_s: FloatArray, values: npt.NDArray[np.floating], width: int) -> npt.NDArray[np.floating]:
    """Return the highest value of each pixel column, shape (width, rows); a value holds until the next."""
    count = values.shape[1]
    if len(ages_s) == 0:
        return np.full((width, count), np.nan)
    at = np.clip(((WINDOW_S - ages_s) / WINDOW_S * (width - 1)).astype(np.int64), 0, width - 1)
    taken, first = np.unique(at, return_index=True)
    highest = np.fmax.reduceat(values, first, axis=0)
    source = np.searchsorted(taken, np.arange(width), side="right") - 1
    columns = highest[np.maximum(source, 0)]
    columns[source < 0] = np.nan
    return columns


def _painted(columns: npt.NDArray[np.floating], height: int, floor: float, line: QColor) -> PixelArray:
    known = ~np.isnan(columns)
    top = np.fmax.reduce(columns, axis=0, initial=floor)
    scaled = np.where(known, columns, 0.0) / top
    y = height - 1 - np.rint(np.clip(scaled, 0.0, 1.0) * (height - 1)).astype(np.int64)
    before = np.vstack((y[:1], y[:-1]))
    joined = known & np.vstack((known[:1], known[:-1]))
    before = np.where(joined, before, y)
    # To (rows, 1, width) against (height, 1): every pixel compares itself with the curve of its column.
    here, there, is_known = (part.T[:, None, :] for part in (y, before, known))
    level = np.arange(height)[:, None]
    upper, lower = np.minimum(here, there), np.maximum(here, there)
    pixels = np.zeros((columns.shape[1], height, columns.shape[0]), dtype=np.uint32)
    pixels[is_known & (level > here)] = _premultiplied(line, _FILL_ALPHA)
    pixels[is_known & (level >= upper) & (level <= lower)] = _premultiplied(line, 1.0)
    return pixels


def _premultiplied(colour: QColor, alpha: float) -> int:
    red, green, blue = (round(part * alpha) for part in (colour.red(), colour.green(), colour.blue()))
    return round(255 * alpha) << 24 | red << 16 | green << 8 | blue
