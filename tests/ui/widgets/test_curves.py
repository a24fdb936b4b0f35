"""What charts that are painted by hand have in common: points, stretches of known values, hatches."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.curves import LEAST_HATCH_PX, known_parts, paint_gap, paint_line, paint_tint, polygon

_numbers = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(st.tuples(_numbers, _numbers), max_size=50))
def test_points_come_to_qt_as_they_are(points: list[tuple[float, float]]) -> None:
    pairs = np.array(points).reshape(-1, 2)

    found = polygon(pairs[:, 0], pairs[:, 1])

    assert [(point.x(), point.y()) for point in found.toList()] == points


@given(st.lists(st.one_of(st.just(float("nan")), _numbers), max_size=40))
def test_known_stretches_hold_every_known_value_once_and_nothing_else(values: list[float]) -> None:
    row = np.array(values, np.float64)

    parts = known_parts(row)

    assert [place for part in parts for place in range(part.start, part.stop)] == np.flatnonzero(
        ~np.isnan(row)
    ).tolist()
    assert all(one.stop < other.start for one, other in pairwise(parts))


@pytest.mark.parametrize(("right", "is_seen"), [(20 + LEAST_HATCH_PX, False), (20 + LEAST_HATCH_PX + 1, True)])
def test_only_a_gap_that_is_wide_enough_is_hatched(qapp: QApplication, right: float, is_seen: bool) -> None:
    theme.apply(qapp, "light")
    image = QImage(100, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)

    paint_gap(painter, QRect(0, 0, 100, 40), 20.0, right)
    painter.end()

    assert (len({image.pixel(x, y) for x in range(100) for y in range(40)}) > 1) is is_seen


def test_a_line_has_its_tint_below_it_and_nothing_above(qapp: QApplication) -> None:
    image = QImage(50, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    x, y = np.array([0.0, 50.0]), np.array([25.0, 25.0])

    paint_tint(painter, x, y, 50.0, QColor("yellow"))
    paint_line(painter, x, y, painter.pen(), is_smooth=False)
    painter.end()

    assert [image.pixelColor(20, row).name() for row in (10, 40)] == ["#ffffff", "#ffff00"]
