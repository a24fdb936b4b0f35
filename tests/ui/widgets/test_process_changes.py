"""A beat repaints the cells that changed and no others; what is on the screen is what a full repaint would draw."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.widgets.process_view import ProcessView
from tests.ui.population import Person, crowd, family, snapshot_of
from tests.ui.screen import assistive_technology, show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Painted(ProcessView):
    """Remembers what was painted."""

    painted = QRegion()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted = self.painted.united(event.region())
        super().paintEvent(event)


@pytest.fixture
def nobody_listens() -> Iterator[None]:
    """Keep assistive technology away: while it listens, Qt repaints whatever it tells of."""
    with assistive_technology(listens=False):
        yield


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, nobody_listens: None) -> Iterator[Painted]:
    theme.apply(qapp, "dark")
    # Rows that flash would do so by the time of the test.
    model = ProcessModel(clock=lambda: 1000.0)
    model.sort_by(None, is_descending=False)
    view = Painted(model)
    view.resize(1100, 400)
    qtbot.addWidget(view)
    show_active(view, qtbot)
    yield view
    view.hide()
    model.deleteLater()


def beat(view: Painted, snapshot: Snapshot) -> None:
    """Show a beat and let what it changes be painted."""
    model = view.model()
    assert isinstance(model, ProcessModel)
    view.painted = QRegion()
    model.show_snapshot(snapshot)
    settle()


def settle() -> None:
    # Layouts are done after the events at hand, columns and scroll bars after those, painting after all.
    for _ in range(10):
        QApplication.processEvents()


def on_the_screen(view: ProcessView) -> QImage:
    """Return the pixels that the rows have on the screen, put there piece by piece."""
    screen = view.screen()
    return screen.grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def drawn_anew(view: ProcessView) -> QImage:
    """Return the same, drawn in one go."""
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def cell(view: ProcessView, row: int, metric_id: str) -> QRect:
    model = view.model()
    assert isinstance(model, ProcessModel)
    return view.visualRect(model.index(row, model.column_of(metric_id)))


def busy(people: list[Person], **ratios: float) -> list[Person]:
    return [replace(one, values={"cpu_ratio": ratios.get(f"p{one.pid}", 0.0)}) for one in people]


def minute_of_sleep(view: Painted, people: list[Person]) -> int:
    """Let a minute pass in which nobody does anything; return the number of the last beat."""
    for sequence in range(1, 63):
        beat(view, snapshot_of(people, sequence=sequence))
    return 62


def test_of_processes_that_sleep_nothing_is_painted(view: Painted) -> None:
    people = family((1, 0), (2, 1), (3, 1))
    last = minute_of_sleep(view, people)

    beat(view, snapshot_of(people, sequence=last + 1))

    assert view.painted.isEmpty()


def test_of_a_process_that_wakes_up_the_cells_that_moved_are_painted(view: Painted) -> None:
    people = family((1, 0), (2, 0), (3, 0))
    last = minute_of_sleep(view, people)

    beat(view, snapshot_of(busy(people, p2=0.5), sequence=last + 1))

    assert view.painted == QRegion(cell(view, 1, "cpu_ratio"))


def test_a_curve_that_moved_is_painted_although_the_number_stayed(view: Painted) -> None:
    people = family((1, 0), (2, 0))
    last = minute_of_sleep(view, people)
    beat(view, snapshot_of(busy(people, p1=0.5), sequence=last + 1))
    beat(view, snapshot_of(people, sequence=last + 2))

    beat(view, snapshot_of(people, sequence=last + 3))

    assert view.painted == QRegion(cell(view, 0, "cpu_ratio"))


def test_unknown_stays_unknown_without_being_painted_and_is_painted_when_it_gets_known(view: Painted) -> None:
    people = family((1, 0))
    last = minute_of_sleep(view, people)
    known = [replace(people[0], values={"disk_read_bytes_per_s": 0.0})]

    beat(view, snapshot_of(known, sequence=last + 1))

    assert view.painted == QRegion(cell(view, 0, "disk_read_bytes_per_s"))


@pytest.mark.parametrize("moved", [3, 4], ids=["half of the rows", "more than half"])
def test_rows_that_show_other_processes_are_painted_wholly_and_all_rows_when_they_are_most(
    view: Painted, moved: int
) -> None:
    people = family(*((pid, 0) for pid in range(1, 7)))
    model = view.model()
    assert isinstance(model, ProcessModel)
    model.set_shape(Shape.FLAT)
    model.sort_by("cpu_ratio", is_descending=True)
    last = minute_of_sleep(view, people)

    beat(view, snapshot_of(busy(people, **{f"p{moved}": 0.5}), sequence=last + 1))

    everything = view.viewport().rect()
    those = QRect(0, 0, everything.width(), moved * cell(view, 0, "name").height())
    assert view.painted.boundingRect() == (everything if moved > len(people) / 2 else those)


@pytest.mark.parametrize("shape", [Shape.TREE, Shape.FLAT, Shape.USER])
def test_the_screen_shows_what_a_full_repaint_would_draw_whatever_happens(view: Painted, shape: Shape) -> None:
    """Births, ends, other orders, selection, folding, scrolling and the pointer, in any order, beat after beat."""
    model = view.model()
    assert isinstance(model, ProcessModel)
    rng = np.random.default_rng(7)
    model.set_shape(shape)
    model.sort_by("cpu_ratio", is_descending=True)
    snapshot = crowd(60)
    beat(view, snapshot)
    next_serial = 1_000_000

    for turn in range(60):
        snapshot, next_serial = lived_on(snapshot, rng, next_serial)
        model.hold_order(bool(rng.random() < 0.3))
        beat(view, snapshot)
        _somebody_does_something(view, int(rng.integers(7)), rng)
        settle()
        assert on_the_screen(view) == drawn_anew(view), f"after beat {turn}"


def lived_on(snapshot: Snapshot, rng: np.random.Generator, next_serial: int) -> tuple[Snapshot, int]:
    """Return the next beat: most sleep on, some work, sometimes one ends and another comes into its slot."""
    columns = dict(snapshot.columns)
    cpu = np.zeros(len(snapshot.serials))
    working = rng.integers(0, len(cpu), 5)
    cpu[working] = rng.random(5)
    columns["cpu_ratio"] = cpu
    serials = snapshot.serials.copy()
    if rng.random() < 0.3:
        leaving = int(rng.integers(1, len(serials)))
        serials[leaving] = next_serial
        columns["pid"] = columns["pid"].copy()
        columns["pid"][leaving] = next_serial
        next_serial += 1
    rows = snapshot.rows
    if rng.random() < 0.3:
        rows = np.arange(len(serials) - int(rng.integers(0, 50)))
        serials[len(rows) :] = -1
        known = rows[serials[rows] < 0]
        serials[known] = next_serial + np.arange(len(known))
        next_serial += len(known)
    return (
        replace(
            snapshot,
            serials=serials,
            rows=rows,
            columns=columns,
            text_revisions=serials,
            sequence=snapshot.sequence + 1,
            at_ms=snapshot.at_ms + 1000,
            monotonic_ns=snapshot.monotonic_ns + 1_000_000_000,
        ),
        next_serial,
    )


def _somebody_does_something(view: Painted, deed: int, rng: np.random.Generator) -> None:
    model = view.model()
    assert isinstance(model, ProcessModel)
    row = int(rng.integers(0, max(1, min(12, model.rowCount()))))
    bar: QScrollBar = view.verticalScrollBar()
    if deed == 0:
        bar.setValue(int(rng.integers(0, max(1, bar.maximum()))))
    elif deed == 1:
        view.go_to_row(row)
    elif deed == 2 and model.rows.is_foldable[row]:
        model.set_open(row, not model.rows.is_open[row])
    elif deed == 3:
        at = QPointF(QPoint(40, row * 24 + 5))
        move = QMouseEvent(
            QEvent.Type.MouseMove, at, view.viewport().mapToGlobal(at), Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), move)
    elif deed == 4:
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    elif deed == 5:
        model.sort_by("pid" if rng.random() < 0.5 else "cpu_ratio", is_descending=bool(rng.random() < 0.5))
