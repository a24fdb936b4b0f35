"""Prints what it costs to read heat maps, in time and in memory, and to paint them.

    python tests/bench/bench_heat.py
    python tests/bench/history_store.py FOLDER --processes 1000 && python tests/bench/bench_heat.py FOLDER

Without a folder it reads the beats that a window remembers which has just been opened, of a machine of a thousand
processes; with one also every kind of map over a large history. Medians in milliseconds: wall and CPU time of reading,
and the wall time of the first turn. Memory in MiB: the most that a reading takes for a moment beyond what was taken
before it, which the kernel counts, and what it leaves. CPU time of painting a map anew, as after each reading and each
step of a drag.
"""

import argparse
import os
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

from procmon_gui.domain.derive import derive
from procmon_gui.domain.heat import HeatKind, HeatWish, step_for
from procmon_gui.domain.history import Span
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.ranges import Resource
from procmon_gui.engine.heap import give_back_what_is_free, keep_one_heap
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.heat_map.content import HeatContent, HeatRow
from procmon_gui.ui.widgets.heat_map.picture import paint_cells
from tests.bench.bench_history import opened
from tests.bench.history_store import DAY_MS, END_MS, Machine
from tests.bench.peers import peak_mib, rss_mib

COLUMNS: Final = 75
SPANS: Final = {"10 min": 1 / 144, "1 h": 1 / 24, "12 h": 0.5, "24 h": 1.0, "3 d": 3.0, "7 d": 7.0}
TURNS: Final = 7
WIDTH_PX: Final = 900
PROCESSES: Final = 1000
# So many beats a young window remembers.
BEATS: Final = 300


def read_beats() -> None:
    """Read what the Overview reads again and again in the minutes after a window was opened."""
    memory, before = RecentMemory(), None
    for reading in Machine(PROCESSES, END_MS).beats(BEATS):
        memory.offer(reading, derive(before, reading))
        before = reading
    ranges = Ranges(LongHistory(memory, Path("nothing is here")))
    span = memory.span()
    assert span is not None
    read_programs(ranges, f"{BEATS} beats", span)


def read_all(ranges: Ranges) -> None:
    """Read every kind of map over every span."""
    for name, days in SPANS.items():
        span = Span(from_ms=round(END_MS - days * DAY_MS), to_ms=END_MS)
        step_ms = step_for(span.to_ms - span.from_ms, COLUMNS)
        for kind in (HeatKind.METRICS, HeatKind.CORES):
            wish = HeatWish(kind=kind, span=span, step_ms=step_ms, is_unusual=True)
            tell(f"{name}, {kind.value}", Reading(ranges, wish))
        read_programs(ranges, name, span)


def read_programs(ranges: Ranges, name: str, span: Span) -> None:
    """Read the map of programs by each resource."""
    for by in (Resource.CPU, Resource.MEMORY, Resource.DISK):
        step_ms = step_for(span.to_ms - span.from_ms, COLUMNS)
        wish = HeatWish(kind=HeatKind.PROGRAMS, span=span, step_ms=step_ms, by=by, is_unusual=True)
        tell(f"{name}, programs, {by.value}", Reading(ranges, wish))


def tell(name: str, read: "Reading") -> None:
    """Read several times, and print what it took."""
    wall, cpu = [], []
    for _ in range(TURNS):
        began, began_cpu = time.perf_counter(), time.thread_time()
        read()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.thread_time() - began_cpu) * 1000)
    give_back_what_is_free()
    own = os.getpid()
    before = rss_mib({own})
    peak_mib(own)
    read()
    peak = peak_mib(own)
    give_back_what_is_free()
    left = rss_mib({own}) - before
    print(
        f"{name:<34}{statistics.median(wall):>9.1f}{statistics.median(cpu):>9.1f}{wall[0]:>9.1f}"
        f"{peak - before:>9.1f}{left:>9.1f}",
        flush=True,
    )


class Reading:
    """Reads one map."""

    def __init__(self, ranges: Ranges, wish: HeatWish) -> None:
        self._ranges, self._wish = ranges, wish

    def __call__(self) -> None:
        """Read it."""
        self._ranges.heat(self._wish, Patient())


def paint_all() -> None:
    """Paint maps of several sizes."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    for rows, columns in ((20, 75), (64, 300), (128, 600)):
        levels = np.random.default_rng(1).random((rows, columns))
        print(f"painting {rows} x {columns}: {cpu_ms(Painting(levels)):.2f}")


def cpu_ms(paint: Callable[[], None]) -> float:
    """Return the median of the CPU time of painting once."""
    took = []
    for _ in range(50):
        began = time.thread_time()
        paint()
        took.append((time.thread_time() - began) * 1000)
    return statistics.median(took)


class Painting:
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


def main() -> None:
    """Read and paint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a history that history_store.py made")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_one_heap()
    print(f"{'reading':<34}{'wall':>9}{'CPU':>9}{'first':>9}{'peak':>9}{'left':>9}")
    read_beats()
    if chosen.folder is not None:
        history = opened(chosen.folder)
        read_all(Ranges(history))
        history.close()
    paint_all()


if __name__ == "__main__":
    main()
