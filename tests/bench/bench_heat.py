"""Prints how long heat maps take to be read of a large history, and to be painted, beside an `ImageItem` of pyqtgraph.

    python tests/bench/history_store.py FOLDER
    QT_QPA_PLATFORM=offscreen python tests/bench/bench_heat.py FOLDER

Medians in milliseconds: wall and CPU time of reading, of a history that was opened already, and the wall time of the
first turn; CPU time of painting a map anew, as after each reading and each step of a drag.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.heat import HeatKind, HeatWish, step_for
from procmon_gui.domain.history import Span
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.ranges import Resource
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.heat_map.content import HeatContent, HeatRow
from procmon_gui.ui.widgets.heat_map.picture import paint_cells
from tests.bench.bench_history import opened, told
from tests.bench.history_store import DAY_MS, END_MS

COLUMNS: Final = 75
SPANS: Final = {"10 min": 1 / 144, "1 h": 1 / 24, "12 h": 0.5, "24 h": 1.0, "3 d": 3.0, "7 d": 7.0}
TURNS: Final = 7
WIDTH_PX: Final = 900


def read_all(ranges: Ranges) -> None:
    """Read every kind of map over every span; 7 days of programs may take 300 ms."""
    print(f"{'reading':<58}{'wall':>9}{'CPU':>9}{'first':>9}{'goal':>9}{'slower':>9}")
    for name, days in SPANS.items():
        span = Span(from_ms=round(END_MS - days * DAY_MS), to_ms=END_MS)
        step_ms = step_for(span.to_ms - span.from_ms, COLUMNS)
        for kind in (HeatKind.METRICS, HeatKind.PROGRAMS, HeatKind.CORES):
            resources = (Resource.CPU, Resource.MEMORY, Resource.DISK) if kind is HeatKind.PROGRAMS else (Resource.CPU,)
            for by in resources:
                wish = HeatWish(kind=kind, span=span, step_ms=step_ms, by=by, is_unusual=True)
                told(f"{name}, {kind.value}, {by.value}", Reading(ranges, wish), turns=TURNS, goal_ms=300)


class Reading:
    """Reads one map."""

    def __init__(self, ranges: Ranges, wish: HeatWish) -> None:
        self._ranges, self._wish = ranges, wish

    def __call__(self, _turn: int) -> object:
        """Read it."""
        return self._ranges.heat(self._wish, Patient())


def paint_all() -> None:
    """Paint maps of several sizes, by hand and with pyqtgraph."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    for rows, columns in ((20, 75), (64, 300), (128, 600)):
        levels = np.random.default_rng(1).random((rows, columns))
        print(
            f"painting {rows} x {columns}: by hand {cpu_ms(ByHand(levels)):.2f}, ImageItem {cpu_ms(Item(levels)):.2f}"
        )


def cpu_ms(paint: Callable[[], None]) -> float:
    """Return the median of the CPU time of painting once."""
    took = []
    for _ in range(50):
        began = time.thread_time()
        paint()
        took.append((time.thread_time() - began) * 1000)
    return statistics.median(took)


class ByHand:
    """What the product does."""

    def __init__(self, levels: np.ndarray) -> None:
        rows, columns = levels.shape
        names = tuple(HeatRow(title=str(row), about="", code="", unit="") for row in range(rows))
        self._content = HeatContent(
            rows=names, step_ms=1000, levels=levels, values=levels, most=levels, is_recorded=np.ones(columns, np.bool_)
        )
        self._window = Span(from_ms=0, to_ms=1000 * columns)
        self._row_px = max(2, 380 // rows)
        self._image = QImage(WIDTH_PX, self._row_px * rows, QImage.Format.Format_RGB32)

    def __call__(self) -> None:
        """Paint it."""
        painter = QPainter(self._image)
        box = QRect(0, 0, WIDTH_PX, self._image.height())
        paint_cells(painter, box, self._content, self._window, self._row_px)
        painter.end()


class Item:
    """The same as a plot of pyqtgraph with an `ImageItem`."""

    def __init__(self, levels: np.ndarray) -> None:
        import pyqtgraph as pg

        self._levels = levels
        self._widget = pg.PlotWidget()
        self._widget.resize(WIDTH_PX, 380)
        self._item = pg.ImageItem(levels, axisOrder="row-major")
        self._item.setColorMap(pg.ColorMap(None, list(theme.current().sequential)))
        self._widget.addItem(self._item)
        self._widget.show()

    def __call__(self) -> None:
        """Paint it."""
        self._item.setImage(self._levels, autoLevels=False)
        self._widget.grab()


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    history = opened(chosen.folder)
    read_all(Ranges(history))
    history.close()
    paint_all()


if __name__ == "__main__":
    main()
