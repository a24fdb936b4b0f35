"""The small curves, pixel by pixel."""

import numpy as np
from PySide6.QtGui import QColor

from procmon_gui.ui.widgets.sparklines import Sparklines

WHITE = QColor(255, 255, 255)


def heights(values: list[list[float]], *, ages: list[float] | None = None, floor: float = 1.0) -> list[list[int]]:
    """Return, by row and pixel column, how high the curve stands above the bottom; -1 where there is none."""
    columns = np.array(values, dtype=np.float64).T
    ages_s = np.linspace(60, 0, len(columns)) if ages is None else np.array(ages)
    width, height = 10, 11
    image = Sparklines(ages_s, columns, width=width, height=height, floor=floor, line=WHITE).image
    found = []
    for row in range(columns.shape[1]):
        lit = [[y for y in range(height) if image.pixelColor(x, row * height + y).alpha() == 255] for x in range(width)]
        found.append([height - 1 - min(column) if column else -1 for column in lit])
    return found


def test_each_row_has_its_own_scale_but_noise_under_the_floor_stays_small() -> None:
    full, half, noise = heights([[4.0] * 10, [0.5] * 10, [0.01] * 10])

    assert full == [10] * 10
    assert half == [5] * 10
    assert noise == [0] * 10


def test_the_newest_stands_at_the_right_and_a_value_holds_until_the_next() -> None:
    (curve,) = heights([[1.0, 0.0]], ages=[30.0, 0.0])

    assert curve[:4] == [-1] * 4
    assert curve[5:9] == [10] * 4


def test_unknown_is_a_gap_and_not_a_zero() -> None:
    (curve,) = heights([[1.0] * 3 + [float("nan")] * 4 + [1.0] * 3])

    assert curve == [10] * 3 + [-1] * 4 + [10] * 3


def test_a_peak_between_two_pixels_is_not_lost() -> None:
    values = [0.0] * 100
    values[50] = 1.0

    (curve,) = heights([values])

    assert max(curve) == 10


def test_no_beats_make_an_empty_picture() -> None:
    image = Sparklines(np.empty(0), np.empty((0, 3)), width=10, height=11, floor=1.0, line=WHITE).image

    assert (image.width(), image.height()) == (10, 33)
    assert all(image.pixelColor(x, y).alpha() == 0 for x in range(10) for y in range(33))
