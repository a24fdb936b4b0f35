"""What one beat of the process table costs the window thread: run me, I print a table.

    python -m tests.bench.bench_table [--rounds N]

CPU milliseconds of this thread per beat (medians): the model takes a snapshot in which every value is another, sorts,
and the rows in view are painted. `churn` is a beat in which ten processes ended and ten were born.
"""

import argparse
import os
import statistics
import sys
import time
from dataclasses import replace

import numpy as np

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.widgets.process_view import ProcessView
from tests.ui.population import crowd, next_beat

SIZES = (1000, 5000, 10_000)
CHURN = 10


def churned(snapshot: Snapshot, rng: np.random.Generator, next_serial: int) -> Snapshot:
    """Return a beat in which some slots have other people."""
    serials = snapshot.serials.copy()
    leaving = rng.choice(np.arange(len(serials) // 2, len(serials)), CHURN, replace=False)
    serials[leaving] = next_serial + np.arange(CHURN)
    columns = dict(snapshot.columns)
    columns["pid"] = columns["pid"].copy()
    columns["pid"][leaving] = 100_000 + next_serial + np.arange(CHURN)
    return replace(snapshot, serials=serials, columns=columns, text_revisions=serials)


def measure(count: int, *, shape: Shape, churns: bool, rounds: int, sort: str | None) -> tuple[float, float, float]:
    """Return the median CPU milliseconds of the model, of painting, and the 99th percentile of both."""
    rng = np.random.default_rng(1)
    model = ProcessModel()
    view = ProcessView(model)
    view.resize(1140, 34 * 24 + 28)
    model.set_shape(shape)
    model.sort_by(sort, is_descending=sort == "cpu_ratio")
    snapshot = crowd(count)
    model.show_snapshot(snapshot)
    model.set_all_open(True)
    view.show()
    view.go_to_row(3)
    QApplication.processEvents()
    taken, painted = [], []
    for turn in range(rounds):
        snapshot = next_beat(snapshot, rng)
        if churns:
            snapshot = churned(snapshot, rng, 10_000_000 + turn * CHURN)
        start = time.thread_time()
        model.show_snapshot(snapshot)
        middle = time.thread_time()
        QApplication.processEvents()
        taken.append((middle - start) * 1000)
        painted.append((time.thread_time() - middle) * 1000)
    view.deleteLater()
    model.deleteLater()
    QApplication.processEvents()
    both = sorted(map(sum, zip(taken, painted, strict=True)))
    return statistics.median(taken), statistics.median(painted), both[int(len(both) * 0.99)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.apply(app, "dark")
    print(f"platform {app.platformName()}, {rounds} beats each, CPU ms of the window thread per beat")
    print(f"{'rows':>6} {'shape':7} {'sorted by':10} {'churn':5} {'model':>6} {'paint':>6} {'both':>6} {'p99':>6}")
    for count in SIZES:
        for shape in (Shape.FLAT, Shape.TREE, Shape.USER):
            for sort, churns in (("cpu_ratio", False), ("cpu_ratio", True), ("name", True), (None, False)):
                model, paint, p99 = measure(count, shape=shape, churns=churns, rounds=rounds, sort=sort)
                print(
                    f"{count:>6} {shape:7} {sort or '-':10} {'yes' if churns else 'no':5} "
                    f"{model:6.1f} {paint:6.1f} {model + paint:6.1f} {p99:6.1f}"
                )


if __name__ == "__main__":
    main()
