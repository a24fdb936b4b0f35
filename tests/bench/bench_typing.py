"""Prints what a keystroke in the filter costs the window thread, over as many real processes: ms per keystroke.

    python tests/bench/bench_typing.py --sizes 1000 10000

`cpu` is all that a keystroke sets off: the completion, the query, the new order and its painting, and a beat when one
falls into the 100 ms after it. `block` is the longest time in which the window took no other event, wall time. `idle`
is the same without a keystroke, so that the two can be compared.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.app import open_frame
from procmon_gui.program import Program
from procmon_gui.services.places import Options, open_settings
from procmon_gui.terminal.display import display_trouble
from procmon_gui.ui.main_window.window import MainWindow
from tests.load import Load

TEXTS = (
    "python", "worker", "java", "cpu > 1%", "user = root and mem > 10MiB", "command_line ~ --lang", "name ~ /^ng.*x$/",
    "/type=(gpu|renderer)/", "nothing-like-this", "chrome or nginx or state = sleeping",
)  # fmt: skip
SETTLE_S = 6.0
LOOK_S = 0.1


def look(act: Callable[[], object]) -> tuple[float, float]:
    """Do something and run the event loop for a while; return the CPU time of this thread and the longest block, ms."""
    cpu_s, began_s = time.thread_time(), time.perf_counter()
    act()
    longest_s = time.perf_counter() - began_s
    while time.perf_counter() < began_s + LOOK_S:
        turn_s = time.perf_counter()
        QApplication.processEvents()
        longest_s = max(longest_s, time.perf_counter() - turn_s)
        time.sleep(0.0005)
    return (time.thread_time() - cpu_s) * 1e3, longest_s * 1e3


def nothing() -> None:
    """Wait for what comes without a keystroke."""


def type_all(window: MainWindow) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Type every text, key by key, and take it away again; return what each key cost, and as many looks without."""
    box = window.filter_box
    # As whoever types: the keyboard comes first, and with it what understands a filter.
    box.take_focus()
    for _ in range(10):
        look(nothing)
    typed, idle = [], []
    for text in TEXTS:
        keys = [partial(QTest.keyClicks, box, character) for character in text]
        keys += [partial(QTest.keyClick, box, Qt.Key.Key_Backspace) for _ in text]
        for key in keys:
            typed.append(look(key))
            idle.append(look(nothing))
    return typed, idle


def line(name: str, figures: list[tuple[float, float]]) -> str:
    """Return the percentiles of both figures as a line."""
    shares = [np.percentile([figure[part] for figure in figures], (50, 99, 100)) for part in (0, 1)]
    return f"{name:<22}" + "".join(f"{figure:8.1f}" for share in shares for figure in share) + f"{len(figures):8d}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    options = parser.parse_args()
    if trouble := display_trouble():
        raise SystemExit(f"{trouble}; rows are painted for real")
    app = QApplication(sys.argv[:1])
    print(f"{'ms':<22}{'cpu p50':>8}{'p99':>8}{'max':>8}{'block':>8}{'p99':>8}{'max':>8}{'keys':>8}")
    for size in options.sizes:
        with Load(size, awake_ratio=0.05), tempfile.TemporaryDirectory() as place:
            given = Options(config=Path(place) / "settings.toml", data_dir=Path(place))
            QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, place)
            store = open_settings(given)
            program = Program(app, given, store, open_frame(app, store))
            program.frame.resize(1280, 800)
            until = time.monotonic() + SETTLE_S
            while time.monotonic() < until:
                QApplication.processEvents()
                time.sleep(0.001)
            typed, idle = type_all(program.window)
            print(line(f"{size} rows, a key", typed))
            print(line(f"{size} rows, idle", idle), flush=True)
            program.close()


if __name__ == "__main__":
    main()
