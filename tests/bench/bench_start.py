"""Prints how long a start takes until the window is painted and until processes are on the screen, beside another one.

    python tests/bench/bench_start.py --size 1000 --rounds 5
    python tests/bench/bench_start.py --size 1000 --rounds 5 --data-dir FOLDER
    python tests/bench/bench_start.py --size 1000 --rounds 9 --frozen TREE/procmon-gui

With `--data-dir` our window is also started over the history in that folder (the program goes on recording in it), in
turn with an empty one. With `--frozen` it is started in turn with that program, which packaging/freeze/freeze made.

What is on the screen is looked at from outside, every few milliseconds, in a part of the screen that the list of every
program covers: painted is when it no longer is the background, filled is when lines of text stand in it. The breakdown
of our own start is taken in rounds of its own, by marks inside of the program. Each program is started once before, so
that files are in memory. Wall time after exec, ms.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.peers import Peer, running
from tests.bench.window_peers import missing, stage, window_peers
from tests.load import Load

NAMES = ("window", "gnome-system-monitor")
# Left, top, width and height of the part that is looked at.
PART = (200, 200, 280, 400)
FILLED_LINES = 100
PATIENCE_S = 30.0
PAUSE_S = 0.003

# Runs the program with marks at its steps and ends it soon after the list was drawn.
_MARKED = """
import gc, json, sys, time
marks = [("python", time.monotonic_ns())]
def mark(name):
    if name not in dict(marks):
        marks.append((name, time.monotonic_ns()))
import procmon_gui.cli
gc.disable()  # as the front door does
from procmon_gui.services.live import start_eye
from procmon_gui.services.places import Options
eye = start_eye(Options())
mark("eye started")
from procmon_gui import app
mark("imports of the frame")
make_app, open_frame = app.QApplication, app.open_frame
def application(*given):
    made = make_app(*given)
    mark("Qt")
    return made
def draw(self):
    draw_frame(self)
    mark("page built")
    if self._pages.page.snapshot is not None:
        mark("first beat")
        app.QTimer.singleShot(100, make_app.instance().quit)
def framed(*given, **named):
    frame = open_frame(*given, **named)
    mark("frame painted")
    global draw_frame
    from PySide6.QtCore import QTimer
    from procmon_gui import program
    from procmon_gui.ui.main_window.drawing import WindowDrawing
    mark("imports of the rest")
    app.QTimer, draw_frame, WindowDrawing._draw = QTimer, WindowDrawing._draw, draw
    return frame
app.QApplication, app.open_frame = application, framed
app.run_window(Options(), eye=eye)
print(json.dumps(marks))
"""


class Screen:
    """Looks at a part of the screen, from a connection of its own."""

    def __init__(self) -> None:
        screen = QGuiApplication.primaryScreen()
        assert screen is not None
        self._screen = screen
        self._background = self._pixels()

    def _pixels(self) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
        image = self._screen.grabWindow(0, *PART).toImage().convertToFormat(QImage.Format.Format_RGB32)
        return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()].copy()

    def times_ms(self, began_ns: int) -> tuple[float, float]:
        """Return when the part was painted and when it was filled, ms since a moment; NaN for never."""
        painted = filled = float("nan")
        ends_ns = began_ns + int(PATIENCE_S * 1e9)
        while filled != filled and time.monotonic_ns() < ends_ns:
            pixels = self._pixels()
            now_ms = (time.monotonic_ns() - began_ns) / 1e6
            if painted != painted and not np.array_equal(pixels, self._background):
                painted = now_ms
            if painted == painted and np.count_nonzero((pixels != pixels[:, :1]).any(axis=1)) >= FILLED_LINES:
                filled = now_ms
            time.sleep(PAUSE_S)
        return painted, filled

    def wait_until_empty(self) -> None:
        """Wait until nothing covers the background."""
        ends_s = time.monotonic() + PATIENCE_S
        while not np.array_equal(self._pixels(), self._background) and time.monotonic() < ends_s:
            time.sleep(0.05)


def seen_from_outside(peer: Peer, screen: Screen) -> tuple[float, float]:
    """Start a program and return when it painted and when it was filled, ms."""
    screen.wait_until_empty()
    began_ns = time.monotonic_ns()
    with running(peer):
        return screen.times_ms(began_ns)


def over(window: Peer, folder: Path) -> Peer:
    """Return our window with a history that is there already."""
    return replace(
        window, name="window, large history", command=[*window.command, "--data-dir", str(folder.absolute())]
    )


def frozen(window: Peer, program: Path) -> Peer:
    """Return our window as a program of its own."""
    return replace(window, name="window, frozen", command=[str(program.absolute())])


def breakdown(environment: Mapping[str, str]) -> dict[str, float]:
    """Start ours with marks and return when it was where, ms after exec."""
    began_ns = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", _MARKED],
        env=dict(environment),
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
        text=True,
    )
    marks = json.loads(done.stdout.splitlines()[-1])
    return {name: (at_ns - began_ns) / 1e6 for name, at_ns in marks}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data-dir", type=Path, help="a folder with a large history, see history_store.py")
    parser.add_argument("--frozen", type=Path, metavar="PROGRAM", help="ours as packaging/freeze/freeze makes it")
    options = parser.parse_args()
    if missing():
        raise SystemExit(f"not installed: {', '.join(missing())}")
    with Load(options.size), stage() as around:
        peers = [peer for peer in window_peers(around) if peer.name in NAMES and peer.is_here]
        if options.data_dir is not None:
            peers.insert(1, over(peers[0], options.data_dir))
        if options.frozen is not None:
            peers.insert(1, frozen(peers[0], options.frozen))
        app = QGuiApplication([sys.argv[0], "-display", around["DISPLAY"], "-platform", "xcb"])
        screen = Screen()
        found: dict[str, list[tuple[float, float]]] = {peer.name: [] for peer in peers}
        parts: list[dict[str, float]] = []
        for number in range(options.rounds + 1):
            for peer in peers if number % 2 == 0 else reversed(peers):
                found[peer.name].append(seen_from_outside(peer, screen))
            parts.append(breakdown(peers[0].environment))
        del app
    print(f"{options.size} processes, {options.rounds} rounds, ms after exec")
    print(f"{'program':<24}{'painted':>9}{'most':>7}{'filled':>9}{'most':>7}")
    for name, all_times in found.items():
        painted, filled = zip(*all_times[1:], strict=True)  # the first was to warm up
        print(
            f"{name:<24}{statistics.median(painted):>9.0f}{max(painted):>7.0f}"
            f"{statistics.median(filled):>9.0f}{max(filled):>7.0f}"
        )
    print("\nours, step by step: since exec, and for this step")
    before = 0.0
    for step in parts[-1]:
        at = statistics.median(part[step] for part in parts[1:] if step in part)
        print(f"{step:<24}{at:>9.0f}{at - before:>9.0f}")
        before = at


if __name__ == "__main__":
    main()
