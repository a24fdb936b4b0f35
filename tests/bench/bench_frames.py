"""Prints how long a frame of the process table takes, with the eye at work and without it, in one run.

    python tests/bench/bench_frames.py --rows 10000 --rounds 5

A frame is what the window thread does to show a moment: order the rows anew and paint them. With the eye: the real
sampler thread over the real eye and as many real processes. Without: the same snapshots, recorded just before, handed
over at the same pace. Both take turns. Wall time, because that is what a person sees; so look at the ratio first.

Each turn draws for a while before it is measured: the first frame of a page loads fonts, and it would fall to one side
only. That frame is printed by itself.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.services.live import open_pulse
from procmon_gui.services.places import Options
from procmon_gui.terminal.display import display_trouble
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.collector import Collector
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.pages.processes import ProcessesPage
from tests.load import Load

FRAMES_PER_S = 20
RECORDED = 20
WARM_UP_S = 2.0


class Stage(QObject):
    """A page on the screen, a frame at each tick, and the time that each took."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ProcessesPage()
        self.page.resize(1140, 720)
        self.page.show()
        self._view = self.page.findChild(QAbstractItemView)
        self.frames_ms: list[float] = []
        self.recorded: list[Snapshot] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_frame)

    @Slot(object)
    def take(self, snapshot: Snapshot) -> None:
        """Show a snapshot from now on."""
        self.page.remember(snapshot)
        self.page.show_snapshot(snapshot)
        self.recorded = [*self.recorded[1 - RECORDED :], snapshot]

    @Slot()
    def _on_frame(self) -> None:
        began = time.perf_counter()
        self.page.is_dirty = True
        self.page.draw()
        assert self._view is not None
        self._view.viewport().repaint()
        self.frames_ms.append((time.perf_counter() - began) * 1e3)

    def play(self, seconds: float) -> tuple[float, list[float]]:
        """Draw for so long after the warm-up; return the time of the very first frame and of each that counts, ms."""
        self.frames_ms = []
        self._timer.start(1000 // FRAMES_PER_S)
        wait(WARM_UP_S)
        first_ms, self.frames_ms = self.frames_ms[0], []
        wait(seconds)
        self._timer.stop()
        return first_ms, self.frames_ms


class Replay(QObject):
    """Hands recorded snapshots over once a second."""

    def __init__(self, snapshots: list[Snapshot], take: Callable[[Snapshot], None]) -> None:
        super().__init__()
        self._snapshots = list(snapshots)
        self._take = take
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start(1000)

    def stop(self) -> None:
        """Hand nothing over any more; at once, since nothing here returns to an event loop that would delete it."""
        self._timer.stop()

    @Slot()
    def _on_beat(self) -> None:
        self._snapshots.append(self._snapshots.pop(0))
        self._take(self._snapshots[-1])


def wait(seconds: float) -> None:
    """Run the event loop for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.0005)


@contextmanager
def sampling(stage: Stage) -> Iterator[Sampler]:
    """Let the real sampler feed the stage."""
    sampler = Sampler(lambda: open_pulse(Options()))
    sampler.snapshot_taken.connect(stage.take)
    sampler.start()
    try:
        yield sampler
    finally:
        sampler.stop()


def percentiles(frames: list[float]) -> str:
    """Return p50, p99 and the longest frame as a line."""
    p50, p99 = np.percentile(frames, (50, 99))
    return f"{p50:8.1f}{p99:8.1f}{max(frames):8.1f}{len(frames):8d}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10000)
    parser.add_argument("--awake", type=float, default=0.05)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    if trouble := display_trouble():
        raise SystemExit(f"{trouble}; frames are painted for real")
    app = QApplication(sys.argv[:1])
    theme.apply(app, "dark")
    without: list[float] = []
    with_eye: list[float] = []
    first_frames: list[float] = []
    print(f"{'frames, ms':<22}{'p50':>8}{'p99':>8}{'max':>8}{'frames':>8}")
    with Load(options.rows, awake_ratio=options.awake):
        collector = Collector(app)
        for _ in range(options.rounds):
            stage = Stage()
            with sampling(stage):
                wait(4.0)
                first_ms, found = stage.play(options.seconds)
            first_frames.append(first_ms)
            with_eye += found
            print(f"{'with the eye':<22}{percentiles(found)}", flush=True)
            replay = Replay(stage.recorded, stage.take)
            _, found = stage.play(options.seconds)
            replay.stop()
            stage.page.close()
            stage.page.deleteLater()
            without += found
            print(f"{'without':<22}{percentiles(found)}", flush=True)
        collector.close()
    print(f"{'with the eye, all':<22}{percentiles(with_eye)}")
    print(f"{'without, all':<22}{percentiles(without)}")
    print(f"the first frame of each page: {', '.join(f'{first_ms:.1f}' for first_ms in first_frames)}")
    print(f"ratio of p99: {np.percentile(with_eye, 99) / np.percentile(without, 99):.2f}")


if __name__ == "__main__":
    main()
