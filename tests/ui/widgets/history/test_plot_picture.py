"""One curve over a range of time is painted with the band in which its values lay, as far as that is known."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.reading import FloatArray
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.history.plot_picture import Plotted, paint

WIDTH, HEIGHT, POINTS = 200, 100, 21
MINUTE_MS = 60_000
NOTHING = np.full(POINTS, np.nan)


def painted(least: FloatArray, most: FloatArray) -> QImage:
    """Return the picture of a mean of a half, from 0 to 1, on a ground without a grid at the places looked at."""
    curve = Curve(
        at_ms=np.arange(POINTS) * MINUTE_MS, mean=np.full(POINTS, 0.5), least=least, most=most, step_ms=MINUTE_MS
    )
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    window = Span(from_ms=0, to_ms=POINTS * MINUTE_MS)
    plotted = Plotted(curve=curve, ghost=None, gaps=(), window=window, top=1.0, colour="#ff0000")
    paint(painter, QRect(0, 0, WIDTH, HEIGHT), plotted)
    painter.end()
    return image


def colours(image: QImage, value: float) -> list[str]:
    """Return the colours at a value at a quarter and at three quarters of the time."""
    y = round((1 - value) * HEIGHT)
    return [QColor(image.pixelColor(x, y)).name() for x in (WIDTH // 4, WIDTH * 3 // 4)]


@pytest.fixture(autouse=True)
def _dark(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")


def test_where_only_the_most_was_kept_the_band_reaches_from_the_mean_up_to_it() -> None:
    bare, upwards = painted(NOTHING, NOTHING), painted(NOTHING, np.full(POINTS, 0.9))

    assert colours(bare, 0.7) == [theme.colour("bg1").name()] * 2
    assert set(colours(upwards, 0.7)).isdisjoint(colours(bare, 0.7))
    assert colours(upwards, 0.95) == colours(bare, 0.95)
    assert colours(upwards, 0.3) == colours(bare, 0.3)


def test_one_point_without_its_least_does_not_take_the_band_from_the_others() -> None:
    """A range of which one half is of tables, and the other of beats."""
    half = np.where(np.arange(POINTS) < POINTS // 2, np.nan, 0.1)
    bare, mixed = painted(NOTHING, NOTHING), painted(half, np.full(POINTS, 0.9))

    assert set(colours(mixed, 0.7)).isdisjoint(colours(bare, 0.7))
    below, below_bare = colours(mixed, 0.3), colours(bare, 0.3)
    assert below[0] == below_bare[0]
    assert below[1] != below_bare[1]
