"""The window that compares two ranges: what it reads, what it says, and what can be taken from it."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import Resource
from procmon_gui.domain.two_ranges import FIGURES, ReadRanges
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.compare.compare_window import CompareWindow
from procmon_gui.ui.widgets.compare.typed_ranges import Shortcut
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.ui.ranges import HOUR_MS, MIB, START_MS, FakeRanges, program
from tests.ui.screen import show_active

A = Span(from_ms=START_MS + HOUR_MS, to_ms=START_MS + 2 * HOUR_MS)
B = Span(from_ms=START_MS, to_ms=START_MS + HOUR_MS)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def ranges() -> Iterator[FakeRanges]:
    ranges = FakeRanges(
        programs={
            A.from_ms: [program("backup", 1800), program("postgres", 720, rss_mean_bytes=90 * MIB), program("sshd", 9)],
            B.from_ms: [program("postgres", 360), program("sshd", 9), program("cron", 36, "/usr/sbin/cron")],
        }
    )
    yield ranges
    ranges.may_go_on.set()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, ranges: FakeRanges) -> Iterator[CompareWindow]:
    theme.apply(qapp, "light")
    window = CompareWindow(ranges, now_ms=lambda: START_MS + 40 * HOUR_MS)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    yield window
    window.close()


def wait(window: CompareWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.is_reading)


def cells(window: CompareWindow, *columns: int) -> list[tuple[str, ...]]:
    model = window.part.list.model
    return [tuple(str(model.index(row, column).data()) for column in columns) for row in range(model.rowCount())]


def test_a_range_is_compared_with_the_time_before_it_at_once(
    window: CompareWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    window.open_here(A)
    wait(window, qtbot)

    assert (window.this.span, window.that.span) == (A, B)
    assert threading.get_ident() not in ranges.threads
    assert cells(window, 0, 1, 2, 3, 4) == [
        ("backup", "New", "50.0 %", "", "+50.0 %"),
        ("postgres", "More", "20.0 %", "10.0 %", "+10.0 %  ×2.0"),
        ("cron", "Gone", "", "1.0 %", "−1.0 %"),
    ]
    assert window.status.text().startswith("Recorded: 1 h 0 min of A, 1 h 0 min of B.")


def test_programs_of_one_name_are_told_apart_by_what_differs_in_their_paths(
    window: CompareWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    several = [program("python", 1800, f"/opt/{version}/bin/python3") for version in ("3.9", "3.12")]
    ranges.programs = {A.from_ms: several}
    window.open_here(A)
    wait(window, qtbot)

    assert {name for (name,) in cells(window, 0)} >= {"python (3.9)", "python (3.12)"}


def test_all_programs_are_listed_when_asked_for(window: CompareWindow, qtbot: QtBot) -> None:
    window.open_here(A)
    wait(window, qtbot)

    window.part.only_changed.click()

    assert ("sshd", "") in cells(window, 0, 1)


def test_another_resource_compares_what_was_read_anew(window: CompareWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    window.open_here(A)
    wait(window, qtbot)
    asked = len(ranges.asked)

    window.part.choose(Resource.MEMORY)

    assert len(ranges.asked) == asked
    assert ("postgres", "More", "90.0 MiB", "50.0 MiB", "+40.0 MiB  ×1.8") in cells(window, 0, 1, 2, 3, 4)


def test_the_machine_stands_above_with_mean_p95_and_most_of_both(window: CompareWindow, qtbot: QtBot) -> None:
    window.open_here(A)
    wait(window, qtbot)

    model = window.part.figures.model()
    assert model.rowCount() == len(FIGURES)
    said = [model.index(0, column).data() for column in range(model.columnCount())]
    assert said == ["CPU", "25.0 %", "25.0 %", "50.0 %", "50.0 %", "75.0 %", "75.0 %"]
    assert [model.index(2, column).data() for column in (0, 5)] == ["Disk read/s", "7.5 MiB/s"]


def test_a_most_that_is_one_of_minutes_says_so_in_its_cell_and_in_what_is_copied(
    window: CompareWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    ranges.step_ms = 60_000
    window.open_here(A)
    wait(window, qtbot)

    model = window.part.figures.model()
    assert [model.index(0, column).data() for column in (5, 6)] == ["of minutes 75.0 %"] * 2
    told = model.index(0, 5).data(Qt.ItemDataRole.ToolTipRole)
    assert told == "The greatest mean of 1 min 0 s: that of the samples was not kept."
    window.part.copy_all()
    assert "of minutes 75.0 %" in QGuiApplication.clipboard().text()


def test_typed_times_are_compared_with_return(window: CompareWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    window.open_here()
    assert window.this.from_field.hasFocus()
    assert not window.compare_button.isEnabled()

    QTest.keyClicks(window.this.from_field, "2 hours ago")
    QTest.keyClicks(window.that.from_field, "yesterday")
    assert window.compare_button.isEnabled()
    window.that.from_field.setFocus()
    QTest.keyClick(window.that.from_field, Qt.Key.Key_Return)
    wait(window, qtbot)

    assert Span(from_ms=START_MS + 38 * HOUR_MS, to_ms=START_MS + 40 * HOUR_MS) in ranges.asked


def test_what_is_wrong_is_said_beside_the_field(window: CompareWindow) -> None:
    window.this.from_field.setText("next week perhaps")

    assert window.this.span is None
    assert window.this.words.text()
    assert window.this.from_field.accessibleDescription() == window.this.words.text()
    assert not any(button.isEnabled() for button in window.shortcuts.values())


def test_shortcuts_take_the_same_time_of_another_day(window: CompareWindow, qtbot: QtBot) -> None:
    window.open_here(A)
    wait(window, qtbot)

    window.shortcuts[Shortcut.LAST_WEEK].click()
    wait(window, qtbot)

    assert window.that.span is not None
    assert window.that.span.from_ms == pytest.approx(A.from_ms - 7 * 24 * HOUR_MS, abs=HOUR_MS)


def test_a_range_of_which_nothing_was_recorded_is_not_compared(
    window: CompareWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    """Else everything would be new."""
    ranges.covered_ms = 0
    window.open_here(A)
    wait(window, qtbot)

    assert window.status.text().startswith("Nothing was recorded in A")
    assert not window.save_button.isEnabled()
    assert window.stack.currentWidget() is window._waiting


def test_escape_gives_up_first_and_closes_then(window: CompareWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    ranges.may_go_on.clear()
    window.open_here(A)
    assert window.cancel_button.isVisible()

    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert (window.is_reading, window.isVisible(), window.status.text()) == (False, True, "Cancelled.")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_what_fails_is_told(window: CompareWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    ranges.error = Unavailable("the disk is gone")
    window.open_here(A)
    wait(window, qtbot)

    assert window.status.text() == "It could not be read: the disk is gone"


def test_all_of_it_can_be_copied_and_saved(window: CompareWindow, qtbot: QtBot) -> None:
    window.open_here(A)
    wait(window, qtbot)

    window.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1].startswith("CPU\t25.0 %")
    assert "Program\tChange\tA\tB\tA against B\tProcesses" in lines
    content = window.part.save_content()
    assert content.name == "compare-cpu.csv"
    assert str(content.data).splitlines()[:2] == [
        "program,executable,change,a_cpu_ratio,b_cpu_ratio,difference,a_processes,b_processes",
        "backup,,new,0.5,,0.5,1,0",
    ]
    asked: list[FileContent] = []
    window.part.saving_asked.disconnect(window.saver.ask)
    window.part.saving_asked.connect(asked.append)
    window.save_button.click()
    assert asked == [content]


def test_a_program_leads_to_its_life_in_both_ranges(window: CompareWindow, qtbot: QtBot) -> None:
    window.open_here(A)
    wait(window, qtbot)
    asked: list[tuple[object, ...]] = []
    window.program_asked.connect(lambda *values: asked.append(values))
    view = window.part.list.view
    view.setCurrentIndex(view.model().index(2, 0))
    view.setFocus()

    QTest.keyClick(view, Qt.Key.Key_Return)

    assert asked == [("cron", "/usr/sbin/cron", Span(from_ms=B.from_ms, to_ms=A.to_ms))]


def test_the_progress_of_the_parts_is_one_that_only_grows(ranges: FakeRanges) -> None:
    told: list[float] = []

    class Errand:
        def is_cancelled(self) -> bool:
            return False

        def tell_progress(self, done: int, total: int) -> None:
            told.append(done / total)

        def check(self) -> None:
            return None

        def hand_on(self, part: object) -> None:
            return None

    this, that = ReadRanges(ranges, A, B)(Errand())

    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 1
    assert [one.name for one in this.use.programs] == ["backup", "postgres", "sshd"]
    assert replace(that.use, programs=()).covered_ms == HOUR_MS
