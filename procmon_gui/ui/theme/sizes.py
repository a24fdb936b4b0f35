"""Lengths of the look, for letters of any size. Window thread only."""

from functools import cache
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QGuiApplication

# The letters with which the look was drawn.
_DRAWN_PX: Final = 13


def scale() -> float:
    """Return by how much the letters of the desktop are larger than those of the look; never less than 1."""
    if not isinstance(QGuiApplication.instance(), QGuiApplication):
        return 1.0
    font, screen = QGuiApplication.font(), QGuiApplication.primaryScreen()
    dots_per_inch = screen.logicalDotsPerInch() if screen is not None else 0.0
    return _scale_of(font.family(), font.pointSizeF(), font.pixelSize(), dots_per_inch)


@cache
def _scale_of(family: str, points: float, pixels: int, _dots_per_inch: float) -> float:
    """Look it up once for each font, which has points or pixels: Qt seeks the font anew for each answer."""
    font = QFont(family)
    if pixels > 0:
        font.setPixelSize(pixels)
    else:
        font.setPointSizeF(points)
    return max(1.0, QFontInfo(font).pixelSize() / _DRAWN_PX)


def scaled(length_px: int) -> int:
    """Return a length of the look for these letters, whole and even or odd as it was: so that centres stay centres."""
    return length_px + 2 * round(length_px * (scale() - 1) / 2)


def icon_size(side_px: int) -> QSize:
    """Return the size of an icon for these letters, as a button wants it."""
    return QSize(scaled(side_px), scaled(side_px))
