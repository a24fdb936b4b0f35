"""The plot of a large chart: pyqtgraph draws what the plot of a small one paints by hand."""

import gc
import weakref
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.large_plot import LargePlot
from procmon_gui.ui.widgets.plot import Plot, Shape
from procmon_gui.ui.widgets.ring import FloatArray
from tests.ui.screen import show_active

SHAPES = (Shape(colour="#0077CC", is_filled=True), Shape(colour="#8855CC"))
WIDE, HIGH = 400, 201


@pytest.fixture
def holder(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    theme.apply(qapp, "light")
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(2 * WIDE, HIGH)
    show_active(holder, qtbot)
    yield holder
    holder.hide()


def made(holder: QWidget) -> tuple[Plot, LargePlot]:
    """Return both kinds beside each other."""
    plots = Plot(SHAPES, holder), LargePlot(SHAPES, holder)
    for place, plot in enumerate(plots):
        plot.setGeometry(place * WIDE, 0, WIDE, HIGH)
        plot.show()
    return plots


def curves() -> list[tuple[FloatArray, FloatArray]]:
    """Return a minute of two lines with a gap."""
    x = np.arange(-60.0, 1.0)
    wave = 0.5 + 0.4 * np.sin(x / 5)
    wave[20:31] = np.nan
    return [(x, wave), (x, np.full(len(x), 0.1))]


def pixels(plot: Plot) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    """Return what is seen, a row of colours a line."""
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    cells = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return cells[:, :, :3].astype(np.int16)


@pytest.mark.parametrize("mode", ["dark", "light"])
@pytest.mark.parametrize("cursor", [None, (-15.0, (0.5, 0.1)), (-35.0, (float("nan"), 0.1))])
def test_it_looks_as_the_small_one_does(
    holder: QWidget, qapp: QApplication, mode: theme.Mode, cursor: tuple[float, tuple[float, float]] | None
) -> None:
    theme.apply(qapp, mode)
    small, large = made(holder)
    for plot in (small, large):
        plot.draw(curves(), [(-41.0, -29.0)], 60.0)
        plot.point_at(cursor)

    apart = np.abs(pixels(small) - pixels(large)).max(axis=2)

    # Lines may lie half a pixel beside each other; tints, hatches, grid and page may not differ at all.
    assert (apart > 48).mean() < 0.01
    assert (apart > 0).mean() < 0.05


def test_the_cursor_goes_when_nobody_points(holder: QWidget) -> None:
    _small, large = made(holder)
    large.draw(curves(), [], 60.0)
    without = pixels(large)

    large.point_at((-15.0, (0.5, 0.1)))
    assert (pixels(large) != without).any()
    large.point_at(None)

    assert (pixels(large) == without).all()


def test_a_share_beyond_the_scale_has_its_dot_at_the_edge(holder: QWidget) -> None:
    small, large = made(holder)
    for plot in (small, large):
        plot.draw(curves(), [], 60.0)
        plot.point_at((-30.0, (7.0, -2.0)))

    assert (np.abs(pixels(small) - pixels(large)).max(axis=2) > 48).mean() < 0.01


def test_another_stretch_of_time_is_drawn_to_its_edges(holder: QWidget) -> None:
    _small, large = made(holder)
    x = np.array([-10.0, 0.0])
    for span_s in (60.0, 10.0):
        large.draw([(x, np.array([1.0, 1.0])), (x, np.array([np.nan, np.nan]))], [], span_s)
        top = pixels(large)[:8]
        blue = np.argwhere((top[:, :, 0] - top[:, :, 2] > 100).any(axis=0)).ravel()
        assert blue[-1] == WIDE - 1
        assert blue[0] == pytest.approx(WIDE * (1 - 10 / span_s), abs=2)


def test_the_pointer_goes_through_it(holder: QWidget) -> None:
    _small, large = made(holder)

    assert holder.childAt(QPoint(WIDE + 50, 50)) is None
    assert not large.findChildren(QWidget)[0].hasFocus()


def test_plots_that_were_thrown_away_are_gone(holder: QWidget, qapp: QApplication) -> None:
    known = []
    for _round in range(3):
        plot = LargePlot(SHAPES, holder)
        plot.draw(curves(), [], 60.0)
        known.append(weakref.ref(plot._box))
        plot.deleteLater()
        del plot
        qapp.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    gc.collect()

    assert [one() for one in known] == [None, None, None]
