"""Prints how smooth the way through the past is: moments a second, and the longest turns of the window's thread.

    python tests/bench/bench_scrub.py --size 1000

The real program over the real eye and as many real processes. Before it is opened, beats of these processes are taken
and written as a history of ten minutes; then its window is opened, the strip is dragged over that history, and the past
is played at sixty times its pace, on two pages.

A turn is what the window's thread does between two ticks of a timer of its own: as long as it lasts no key is heard.
It is told in milliseconds of CPU time, so that a busy machine does not blur it; so is what each moment takes of the
whole program, and of its window's thread alone. Late is by how much that timer comes too late, wall time: a turn, and
the wait for the interpreter's lock while another thread reads.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

import procmon_gui.ui  # noqa: F401 - first, as in the program
from procmon_gui.app import open_frame
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.engine.clock import SystemClock
from procmon_gui.program import Program
from procmon_gui.services.live import open_eye
from procmon_gui.services.places import Options, open_settings
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.writer import HistoryWriter
from procmon_gui.terminal.display import display_trouble
from procmon_gui.ui.bridge.operation import close_readers
from tests.load import Load

BEATS = 300
TAKEN_S = 0.1
APART_S = 2.0
START_S = 8.0
WISH_MS = 8
TICK_MS = 4
PAGES = ("overview", "processes")


class Watch(QObject):
    """Measures the turns of the thread that it lives on, and counts moments."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start(TICK_MS)

    def begin(self) -> None:
        """Count from here on."""
        self._turns_ms: list[float] = []
        self._moment_count = self._frame_count = 0
        self._began_s, self._began_cpu_s = time.perf_counter(), time.process_time()
        self._turn_cpu_s = time.thread_time()
        self._late_ms: list[float] = []
        self._ticked_s = time.perf_counter()

    @Slot()
    def _on_tick(self) -> None:
        now_s, cpu_s = time.perf_counter(), time.thread_time()
        self._late_ms.append(1e3 * (now_s - self._ticked_s) - TICK_MS)
        self._turns_ms.append(1e3 * (cpu_s - self._turn_cpu_s))
        self._ticked_s, self._turn_cpu_s = now_s, cpu_s

    @Slot(object)
    def count_moment(self, _snapshot: object) -> None:
        """A moment is shown."""
        self._moment_count += 1

    @Slot()
    def count_frame(self) -> None:
        """A frame is drawn."""
        self._frame_count += 1

    def report(self, what: str) -> None:
        """Print one line."""
        passed_s, cpu_s = time.perf_counter() - self._began_s, time.process_time() - self._began_cpu_s
        turns, late = np.array(self._turns_ms), np.array(self._late_ms)
        longest, latest = (" ".join(f"{one:.0f}" for one in np.sort(times)[::-1][:5]) for times in (turns, late))
        moments, frames = self._moment_count, self._frame_count
        print(
            f"{what:<24}{moments / passed_s:>9.1f}{frames / passed_s:>9.1f}{1e3 * cpu_s / max(1, moments):>9.1f}"
            f"{turns.sum() / max(1, moments):>9.1f}   {longest:<20}{np.percentile(late, 99):>7.1f}   {latest}",
            flush=True,
        )


class Drag(QObject):
    """Drags the white line of the strip to and fro over the history, faster than any hand."""

    def __init__(self, program: Program, from_ms: int, to_ms: int) -> None:
        super().__init__()
        strip = program.window._moment_parts.strip
        assert strip is not None
        self._chart = strip.chart
        self._from_ms, self._to_ms = from_ms, to_ms
        self._began_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_wish)
        self._timer.start(WISH_MS)

    def stop(self) -> None:
        """Let go."""
        self._timer.stop()

    @Slot()
    def _on_wish(self) -> None:
        share = abs((time.perf_counter() - self._began_s) / 10 % 2 - 1)
        self._chart.moment_asked.emit(round(self._from_ms + share * (self._to_ms - self._from_ms)))


def taken() -> list[Reading]:
    """Return beats of this machine."""
    source = open_eye(SystemClock())
    source.look_at(Attention(interval_s=TAKEN_S))
    found: list[Reading] = []
    try:
        while len(found) < BEATS:
            reading = source.read(30.0)
            if reading is not None:
                found.append(reading)
    finally:
        source.close()
    return found


def as_history(readings: Sequence[Reading], folder: Path) -> tuple[int, int]:
    """Write beats as a history of a longer time that is over; return from when to when."""
    folder.mkdir(parents=True, exist_ok=True)
    end_ms = time.time_ns() // 1_000_000 - 60_000
    memory = RecentMemory(256)
    previous: Reading | None = None
    for place, one in enumerate(readings):
        ago_s = (len(readings) - place) * APART_S
        reading = replace(
            one,
            at_ms=end_ms - round(1000 * ago_s),
            monotonic_ns=readings[-1].monotonic_ns - round(1e9 * ago_s),
            sockets_ns=0,
        )
        memory.offer(reading, derive(previous, reading))
        previous = reading
    writer = HistoryWriter(memory, folder, clock=SystemClock(), ballast_bytes=0)
    writer.start()
    writer.stop(120.0)
    return end_ms - round(1000 * len(readings) * APART_S), end_ms


def wait(seconds: float) -> None:
    """Run the event loop for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Program, Watch]]:
    """Open the real program over a folder."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    options = Options(data_dir=folder, config=folder / "settings.toml")
    watch = Watch()
    store = open_settings(options)
    program = Program(app, options, store, open_frame(app, store))
    program.frame.resize(1280, 800)
    program.window.moment.shown.connect(watch.count_moment)
    program.window.drawing.frame.timeout.connect(watch.count_frame)
    try:
        yield program, watch
    finally:
        program.close()
        close_readers()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--awake", type=float, default=0.1)
    parser.add_argument("--seconds", type=float, default=8.0)
    chosen = parser.parse_args()
    if trouble := display_trouble():
        raise SystemExit(f"{trouble}; frames are painted for real")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    with Load(chosen.size, awake_ratio=chosen.awake), tempfile.TemporaryDirectory() as home:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
        folder = Path(home) / "data"
        from_ms, to_ms = as_history(taken(), folder)
        print(f"{'':<24}{'moments':>9}{'frames':>9}{'CPU ms':>9}{'window':>9}   longest turns,       late, ms of")
        print(f"{'':<24}{'a second':>9}{'a second':>9}{'each':>9}{'each':>9}   ms of CPU            time: p99, most")
        with opened(folder) as (program, watch):
            wait(START_S)
            watch.report("the first seconds")
            for page in PAGES:
                scrub(program, watch, page, from_ms, to_ms, chosen.seconds)
            program.window.moment.go_live()
            wait(0.5)
            watch.begin()
            wait(chosen.seconds)
            watch.report("live")


def scrub(program: Program, watch: Watch, page: str, from_ms: int, to_ms: int, seconds: float) -> None:
    """Drag over the past on one page, and play it."""
    moment, player = program.window.moment, program.window._moment_parts.player
    program.window.open_page_named(page)
    wait(1.0)
    watch.begin()
    drag = Drag(program, from_ms, to_ms)
    wait(seconds)
    drag.stop()
    watch.report(f"{page}, dragged")
    moment.go_to(from_ms + 10_000)
    wait(0.5)
    player.set_speed(60)
    player.toggle()
    watch.begin()
    wait(min(seconds, 8.0))
    watch.report(f"{page}, played at 60x")
    player.stop()


if __name__ == "__main__":
    main()
