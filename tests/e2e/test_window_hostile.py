"""Processes that try to break the window: each has its row, none has anything raw, and none makes it wait."""

import re
import statistics
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.pulse import Pulse
from procmon_gui.query import compile
from procmon_gui.services.live import open_eye
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_columns import FIRST_COLUMNS
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.pages.processes import ProcessesPage
from tests.e2e.assistive import wait_for
from tests.e2e.window import Window, needs_a_desktop
from tests.zoo import ANIMALS, Zoo

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

NAME, PID = 0, 1
COLUMNS = len(FIRST_COLUMNS)
RAW = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
MARKS_IN_A_ROW = 3
ROUNDS = 15
# Wide enough for every column.
WIDTH_PX = 2400
# A command line that is cut at the border costs what any long one costs.
MOST_TIMES = 1.5


@pytest.fixture(scope="module")
def zoo() -> Iterator[Zoo]:
    with Zoo() as animals:
        yield animals


def _assert_nothing_raw(text: str) -> None:
    """Fail on any character that could move, hide or recolour something."""
    assert not {f"U+{ord(letter):04X}" for letter in text if unicodedata.category(letter) in RAW}, text[:200]
    marks = "".join(letter for letter in set(text) if unicodedata.category(letter)[0] == "M")
    assert not marks or not re.search(f"[{marks}]{{{MARKS_IN_A_ROW + 1}}}", text), text[:200]


@pytest.fixture
def frozen(shown: Window, zoo: Zoo) -> Window:
    """Return the window with the list of all processes, which stands still while it is read."""
    shown.press("ctrl+2")
    shown.table()
    shown.press("Pause")
    shown.find("check box", holds="Frozen")
    # They all lived before the window did, so the first beat has them.
    pids = {str(pid) for pid in zoo.pids.values()}
    wait_for(lambda: pids <= set(shown.table().column(PID)), "a row for each of them")
    return shown


@needs_a_desktop
def test_each_has_one_row_of_the_same_height_in_which_nothing_is_raw(frozen: Window, zoo: Zoo) -> None:
    rows = frozen.read_rows(COLUMNS)

    by_pid = {row[PID]: row for row in rows}
    assert len(by_pid) == len(rows)
    for animal in ANIMALS:
        name = by_pid[str(zoo.pids[animal.id])][NAME].rpartition(", level ")[0]
        wanted = display_text(animal.name[:15])
        # A name of 15 bytes may have been cut by the kernel, and is completed.
        assert name.startswith(wanted) or wanted.startswith(name.rstrip("…")), (name, wanted)
    for cell in (cell for row in rows for cell in row):
        _assert_nothing_raw(cell)
        assert len(cell) <= 300
    assert len(wait_for(lambda: frozen.table().row_heights, "a table that stands still")) == 1


@needs_a_desktop
def test_the_clipboard_gets_one_clean_line_a_row(frozen: Window, zoo: Zoo) -> None:
    def copied() -> list[str]:
        """Return all lines; nothing when a row went meanwhile: one that ended does so soon after the list froze."""
        frozen.press("ctrl+a", "ctrl+c")
        lines = frozen.stage.clipboard().rstrip("\n").split("\n")
        return lines if len(lines) == frozen.table().row_count + 1 else []

    heading, *lines = wait_for(copied, "a line for each row, under a heading")

    # What is folded is not copied.
    assert heading.startswith("Name\tPID\t")
    assert {line.count("\t") for line in lines} == {heading.count("\t")}
    _assert_nothing_raw("".join(lines).replace("\t", ""))
    cells = {line.split("\t")[PID]: line.split("\t") for line in lines}
    assert cells.keys() >= {str(pid) for pid in zoo.pids.values()}
    assert cells[str(zoo.pids["formula"])][NAME] == "'=1+1"
    assert not [cell for line in cells.values() for cell in line if cell[:1] in tuple("=+@")]


# ---- how long it holds the window up, in CPU time of the thread that draws, on the real page with the real eye


def _beats(count: int) -> list[Snapshot]:
    pulse = Pulse(open_eye(SystemClock()), clock=SystemClock())
    try:
        pulse.look_at(Attention(interval_s=0.5, slots=None))
        taken: list[Snapshot] = []
        while len(taken) < count:
            pulse.refresh()
            snapshot = pulse.beat(10.0)
            assert snapshot is not None
            taken.append(snapshot)
        return taken
    finally:
        pulse.close()
        pulse.beat(0.0)


class Stopwatch:
    """A page of its own for each round, so that nothing is remembered; keeps what each round cost."""

    def __init__(self, qtbot: QtBot, settings: QSettings, beats: list[Snapshot], expression: str) -> None:
        self._qtbot = qtbot
        self._settings = settings
        self._beats = beats
        self._query = compile(expression)
        self.costs_ns: list[int] = []

    def run(self) -> None:
        """Show the beats on a new page, paint, point at the longest cell, select and copy."""
        page = ProcessesPage(settings=self._settings)
        self._qtbot.addWidget(page)
        page.model.set_shape(Shape.FLAT)
        page.resize(WIDTH_PX, 700)
        page.show()
        QApplication.processEvents()
        page.set_query(self._query)
        began_ns = time.thread_time_ns()
        for snapshot in self._beats:
            page.show_snapshot(snapshot)
            page.draw()
            page.view.viewport().repaint()
        command_line = page.model.index(0, page.model.column_of("command_line"))
        assert page.view.visualRect(command_line).right() <= WIDTH_PX
        page.model.data(command_line, Qt.ItemDataRole.ToolTipRole)
        page.view.selectAll()
        page.deeds.actions.copy.trigger()
        page.view.viewport().repaint()
        self.costs_ns.append(time.thread_time_ns() - began_ns)
        assert page.model.rowCount() == 3
        page.hide()


def test_two_megabytes_of_arguments_hold_the_window_up_no_longer_than_a_plain_name(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, zoo: Zoo
) -> None:
    theme.apply(qapp, "dark")
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    beats = _beats(3)
    big = [zoo.pids[name] for name in ("big-argv", "many-arguments", "marks")]
    plain = [zoo.pids[name] for name in ("fake-systemd", "option", "html")]
    with_big, without = (
        Stopwatch(qtbot, settings, beats, " or ".join(f"pid = {pid}" for pid in pids)) for pids in (big, plain)
    )
    without.run()
    with_big.run()
    for _ in range(ROUNDS):
        without.run()
        with_big.run()

    ratio = statistics.median(with_big.costs_ns) / statistics.median(without.costs_ns)
    assert ratio < MOST_TIMES, f"{ratio:.2f} times as long"
