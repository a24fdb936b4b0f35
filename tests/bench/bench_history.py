"""Prints how long questions about a large history take, beside plain rows in SQLite where these can answer.

    python tests/bench/history_store.py FOLDER
    python tests/bench/bench_history.py FOLDER --slower 2.4

Medians of wall time and of CPU time in milliseconds, of a history that was opened already, and the wall time of the
first turn. The goals are those of the design; beside them stands what they come to on a machine that is so many times
slower than the one on which they were set.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import HostSeries, Resource
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.digest import HOUR_MS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.recent import RecentMemory
from tests.bench.history_store import DAY_MS, END_MS, LIVED_A_DAY

WEEK = Span(from_ms=END_MS - 7 * DAY_MS, to_ms=END_MS)
BUSY = HostSeries(metric_id="host.cpu.busy_ratio")
LOAD = HostSeries(metric_id="host.load.1min")
TOP = 20
SLOWER = [1.0]
# Of the table of plain rows; a week would be 240 million.
ROWS_HOURS, ROWS_PROCESSES = 1, 400


class _Patient:
    def is_cancelled(self) -> bool:
        return False

    def tell_progress(self, done: int, total: int) -> None:
        pass


def told(name: str, ask: Callable[[int], object], *, turns: int, goal_ms: float | None = None) -> float:
    """Ask several times, print what it took, and return the median of the CPU time in milliseconds."""
    wall, cpu = [], []
    for turn in range(turns):
        began, began_cpu = time.perf_counter(), time.thread_time()
        ask(turn)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.thread_time() - began_cpu) * 1000)
    goal = f"{goal_ms:>9.0f}{goal_ms * SLOWER[0]:>9.0f}" if goal_ms is not None else ""
    print(f"{name:<58}{statistics.median(wall):>9.1f}{statistics.median(cpu):>9.1f}{wall[0]:>9.1f}{goal}", flush=True)
    return statistics.median(cpu)


def opened(folder: Path) -> LongHistory:
    """Return a history that knows what is there."""
    history = LongHistory(RecentMemory(), folder / FILE_NAME)
    history.refresh()
    return history


def top_of(snapshot: Snapshot | None) -> list[str | None]:
    """Return the names of those who used most CPU."""
    assert snapshot is not None
    ratios = np.nan_to_num(snapshot.columns["cpu_ratio"][snapshot.rows], nan=-1.0)
    return [snapshot.texts["name"][slot] for slot in snapshot.rows[np.argsort(-ratios)[:TOP]].tolist()]


def moments(history: LongHistory) -> None:
    """Ask for moments."""
    rng = np.random.default_rng(1)
    somewhere = rng.integers(WEEK.from_ms + HOUR_MS, WEEK.to_ms, 200).tolist()
    here = somewhere[0]
    told(
        "top 20 at a moment, its minute read before",
        lambda turn: top_of(history.snapshot_at(here)),
        turns=30,
        goal_ms=5,
    )
    told("whole table at a moment anywhere", lambda turn: history.snapshot_at(somewhere[turn]), turns=60, goal_ms=60)

    def show(at_ms: int) -> None:
        # What the window asks of a moment.
        history.snapshot_at(at_ms)
        history.ended_since(at_ms)
        history.cpu_beats(at_ms - 60_000, at_ms)

    neighbours = told("scrubbing, moments a second apart", lambda turn: show(here + 1000 * turn), turns=120, goal_ms=50)
    anywhere = told("scrubbing, moments anywhere", lambda turn: show(somewhere[60 + turn]), turns=60, goal_ms=50)
    print(f"{'':<4}that is {1000 / neighbours:.0f} and {1000 / anywhere:.0f} moments a second of CPU; the goal is 20")
    old_ms = WEEK.from_ms - 30 * DAY_MS
    told("a minute of last month as a moment", lambda turn: history.snapshot_at(old_ms + 3_600_000 * turn), turns=20)


def questions(history: LongHistory) -> None:
    """Ask about ranges."""
    ranges, errand = Ranges(history), _Patient()
    lived_a_day = ProcessKey("boot", LIVED_A_DAY + 300, LIVED_A_DAY * 10)
    long_before = Span(from_ms=END_MS - 90 * DAY_MS, to_ms=END_MS)
    program = ("program-10", "/usr/bin/program-10")
    for name, ask, turns, goal_ms in (
        ("one process over 24 h", partial(ranges.process_life, lived_a_day, 1000), 10, 100),
        ("system CPU over 7 days to 1,000 points", partial(ranges.host_curve, BUSY, WEEK, 1000), 20, 10),
        ("load over 7 days to 1,000 points", partial(ranges.host_curve, LOAD, WEEK, 1000), 5, None),
        ("system CPU over 90 days to 1,000 points", partial(ranges.host_curve, BUSY, long_before, 1000), 5, None),
        ("top programs of last week", partial(ranges.top_programs, WEEK, Resource.CPU, TOP), 10, 100),
        ("top programs of last week by memory", partial(ranges.top_programs, WEEK, Resource.MEMORY, TOP), 5, None),
        ("top processes of last week", partial(ranges.top_processes, WEEK, Resource.CPU, TOP), 3, None),
        ("a program over last week", partial(ranges.program_life, *program, WEEK, 500), 3, None),
    ):
        told(name, lambda _turn, ask=ask: ask(errand), turns=turns, goal_ms=goal_ms)  # type: ignore[misc]
    told("the strip over all that was recorded", lambda _turn: _strip(history), turns=5)


def _strip(history: LongHistory) -> object:
    span = history.span()
    assert span is not None
    return history.curve(span.from_ms, span.to_ms, 2000)


def rows_in_sqlite(folder: Path) -> None:
    """Ask plain rows for the same, of an hour only."""
    connection = sqlite3.connect(folder / "rows.sqlite")
    connection.execute("CREATE TABLE samples (at_s INTEGER, pid INTEGER, cpu REAL, rss INTEGER, read REAL, write REAL)")
    rng = np.random.default_rng(1)
    for at_s in range(ROWS_HOURS * 3600):
        cpu = rng.random(ROWS_PROCESSES).tolist()
        connection.executemany(
            "INSERT INTO samples VALUES (?, ?, ?, ?, 0, 0)",
            [(at_s, pid, ratio, 4096 * pid) for pid, ratio in enumerate(cpu)],
        )
    connection.execute("CREATE INDEX by_time ON samples (at_s)")
    connection.execute("CREATE INDEX by_process ON samples (pid, at_s)")
    connection.commit()
    size = (folder / "rows.sqlite").stat().st_size
    print(f"plain rows: {size / 1e6:.0f} MB for {ROWS_HOURS} h, {size * 168 / ROWS_HOURS / 1e9:.0f} GB for a week")
    for name, query in (
        ("rows: top 20 at a moment", "SELECT * FROM samples WHERE at_s = 1800 ORDER BY cpu DESC LIMIT 20"),
        ("rows: whole table at a moment", "SELECT * FROM samples WHERE at_s = 1801"),
        ("rows: one process over 1 h", "SELECT at_s, cpu FROM samples WHERE pid = 7"),
        ("rows: CPU of all over 1 h to 1,000 points", "SELECT at_s / 4, sum(cpu) FROM samples GROUP BY 1"),
        ("rows: top of 1 h", "SELECT pid, sum(cpu) FROM samples GROUP BY pid ORDER BY 2 DESC LIMIT 20"),
    ):
        told(name, lambda turn, query=query: connection.execute(query).fetchall(), turns=5)  # type: ignore[misc]
    connection.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--slower", type=float, default=1.0)
    options = parser.parse_args()
    folder, SLOWER[0] = options.folder, options.slower
    print(f"{'':<58}{'wall ms':>9}{'CPU ms':>9}{'first':>9}{'goal':>9}{'here':>9}")
    with tempfile.TemporaryDirectory() as empty:
        open_for_writing(Path(empty) / FILE_NAME).engine.dispose()
        told("opening an empty history", lambda turn: opened(Path(empty)).close(), turns=7)
        told("opening this one", lambda turn: opened(folder).close(), turns=7)
        history = opened(folder)
        told("learning what is new in it", lambda turn: history.refresh(), turns=20)
        moments(history)
        questions(history)
        rows_in_sqlite(Path(empty))
    history.close()


if __name__ == "__main__":
    main()
