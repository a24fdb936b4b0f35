"""The window of lives: curves and facts of a process, a program over its runs, and the ways between them."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import ProcessLife, ProgramLife
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.widgets.file_saver import FileContent
from procmon_gui.ui.widgets.life.life_window import LifeWindow
from tests.ui.ranges import HOUR_MS, START_MS, WHOLE, FakeRanges, curve, facts, process_life, use
from tests.ui.screen import show_active

LIFE = process_life(2114)
KEY = LIFE.facts.key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def ranges() -> Iterator[FakeRanges]:
    ranges = FakeRanges(lives={life.facts.key: life for life in (LIFE, process_life(2115), process_life(2))})
    yield ranges
    ranges.may_go_on.set()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, ranges: FakeRanges) -> Iterator[LifeWindow]:
    theme.apply(qapp, "dark")
    window = LifeWindow(ranges)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    yield window
    window.close()


def wait(window: LifeWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.is_reading)


def show(window: LifeWindow, qtbot: QtBot, key: ProcessKey = KEY) -> None:
    window.open_process(key)
    wait(window, qtbot)


# ---- a process


def test_a_life_is_read_beside_the_window_and_shown_with_its_facts(
    window: LifeWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    show(window, qtbot)

    assert threading.get_ident() not in ranges.threads
    assert window.title.title.name == "postgres: worker 2114"
    assert window.windowTitle() == "Whole life of postgres: worker 2114"
    said = window.process.pairs.words
    assert (said("user"), said("program"), said("parent")) == ("anna", "/usr/lib/postgres", "systemd, PID 2")
    assert said("lasted") == "1 h 0 min"
    assert said("cpu") == "12 s"
    assert said("cpu_most") == f"84.0 % at {moment_words.moment_text(START_MS + 600_000)}"
    assert said("memory_most") == "80.0 MiB"
    assert said("received") == ""
    assert window.process.command_line.whole == "postgres: worker 2114"


def test_an_end_is_told_by_the_two_samples_around_it(window: LifeWindow, qtbot: QtBot) -> None:
    show(window, qtbot)

    last = moment_words.moment_text(START_MS + HOUR_MS)
    gone = moment_words.clock_text(START_MS + HOUR_MS + 1000)
    assert window.process.pairs.words("ended") == f"between {last} and {gone}"


@pytest.mark.parametrize(
    ("status", "said"), [(0, "exit status 0"), (3, "exit status 3"), (-9, "killed by signal 9 (SIGKILL)")]
)
def test_an_end_that_the_system_told_says_when_and_how(
    window: LifeWindow, ranges: FakeRanges, qtbot: QtBot, status: int, said: str
) -> None:
    ended_ms = START_MS + HOUR_MS + 400
    ranges.lives[KEY] = process_life(facts=facts(2114, exit_status=status, ended_ms=ended_ms))
    show(window, qtbot)

    assert window.process.pairs.words("ended") == f"{moment_words.moment_text(ended_ms)}, {said}"


@pytest.mark.parametrize(
    ("last_ms", "gone_ms", "said"), [(None, None, "not that anybody saw"), (START_MS, None, "after {time}")]
)
def test_an_end_that_nobody_saw_is_not_made_up(
    window: LifeWindow, ranges: FakeRanges, qtbot: QtBot, last_ms: int | None, gone_ms: int | None, said: str
) -> None:
    ranges.lives[KEY] = process_life(facts=facts(2114, last_ms=last_ms, gone_ms=gone_ms, first_ms=None))
    show(window, qtbot)

    assert window.process.pairs.words("ended") == said.format(time=moment_words.moment_text(START_MS))
    assert window.process.pairs.words("started") == "–"
    assert window.process.pairs.words("lasted") == ""


def test_who_runs_in_the_newest_sample_is_said_to_be_still_running(
    window: LifeWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    still = START_MS + 2 * HOUR_MS
    ranges.lives[KEY] = process_life(facts=facts(2114, last_ms=None, gone_ms=None), running_ms=still)
    show(window, qtbot)

    assert window.process.pairs.words("ended") == f"still running at {moment_words.moment_text(still)}"


def test_what_was_not_recorded_is_a_dash_with_its_reason(window: LifeWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    nothing = use(
        cpu_s=None,
        cpu_ratio_most=None,
        rss_mean_bytes=None,
        rss_most_bytes=None,
        read_bytes=None,
        write_bytes=None,
        peak_ms=None,
    )
    unknown = facts(2114, user=None, executable="", name="", command_line=None, parent_pid=None)
    ranges.lives[KEY] = process_life(facts=unknown, parent=None, children=(), use=nothing, curves={})
    show(window, qtbot)

    for id in ("user", "program", "parent", "cpu", "cpu_most", "memory_mean", "read"):
        fact = window.process.pairs.value(id).fact
        assert (id, fact.words) == (id, "–")
        assert fact.explained
    assert not window.program_button.isVisible()


def test_all_charts_have_one_cursor_and_a_click_asks_for_its_moment(window: LifeWindow, qtbot: QtBot) -> None:
    show(window, qtbot)
    asked: list[tuple[object, object]] = []
    window.moment_asked.connect(lambda at_ms, key: asked.append((at_ms, key)))
    charts = [chart for chart in window.process.charts.charts if chart.isVisible()]

    at = QPoint(charts[1].width() - 2, 40)

    def points() -> bool:
        # Again and again: a window manager may say in between that the pointer, which is elsewhere, has left.
        QTest.mouseMove(charts[1], at + QPoint(len(moves) % 2, 0))
        moves.append(at)
        return window.process.charts.moment_words == f"at {moment_words.moment_text(START_MS + 5000)}"

    moves: list[QPoint] = []
    qtbot.waitUntil(points)
    assert {chart.readout for chart in charts} == {"30.0 %", "30.0 MiB", "read 307.2 KiB   written 614.4 KiB", "9"}
    QTest.mouseClick(charts[1], Qt.MouseButton.LeftButton, pos=at)

    assert asked == [(START_MS + 5000, KEY)]


def test_the_peak_leads_to_its_moment(window: LifeWindow, qtbot: QtBot) -> None:
    show(window, qtbot)
    asked: list[object] = []
    window.moment_asked.connect(lambda at_ms, _key: asked.append(at_ms))
    window.process.pairs.value("cpu_most").setFocus()

    QTest.keyClick(window.process.pairs.value("cpu_most"), Qt.Key.Key_Return)

    assert asked == [START_MS + 600_000]


def test_means_of_minutes_are_called_so(window: LifeWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    ranges.lives[KEY] = process_life(step_ms=60_000)
    show(window, qtbot)

    assert window.process.charts._since.text().startswith("Means of 60 s each")
    assert window.process.charts.charts[0].table_titles() == [
        "Time", "Mean of", "CPU, one core", "CPU, one core, at most",
    ]  # fmt: skip


def test_without_any_tcp_there_is_no_chart_of_it(window: LifeWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    """Hardly any process speaks to others."""
    show(window, qtbot)
    _cpu, _memory, _disk, tcp, _threads = window.process.charts.charts
    assert tcp.isHidden()

    spoke = dict(LIFE.curves, tcp_sent_bytes_per_s=curve([0.0, 2.0]))
    ranges.lives[KEY] = process_life(curves=spoke)
    show(window, qtbot)

    assert tcp.isVisible()


# ---- from life to life


def test_parent_and_children_open_their_lives_and_there_is_a_way_back(
    window: LifeWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    show(window, qtbot)
    assert not window.back_button.isEnabled()

    children = window.process.children_list.view
    assert [children.model().index(row, 0).data() for row in range(2)] == ["postgres: worker 2115", "sh"]
    children.setCurrentIndex(children.model().index(0, 0))
    children.setFocus()
    QTest.keyClick(children, Qt.Key.Key_Return)
    wait(window, qtbot)
    assert window.title.title.name == "postgres: worker 2115"

    window.process.pairs.value("parent").link_followed.emit(0)
    wait(window, qtbot)
    assert window.title.title.line == "PID 2, postgres"

    for name in ("postgres: worker 2115", "postgres: worker 2114"):
        QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        wait(window, qtbot)
        assert window.title.title.name == name
    assert not window.back_button.isEnabled()


def test_a_program_shows_its_runs_and_a_run_opens_its_life(
    window: LifeWindow, ranges: FakeRanges, qtbot: QtBot
) -> None:
    show(window, qtbot)
    window.program_button.click()
    wait(window, qtbot)

    assert ranges.asked[-1] == ("postgres", "/usr/lib/postgres", WHOLE)
    assert isinstance(window.shown, ProgramLife)
    assert (window.title.title.name, window.title.title.tag) == ("postgres", "3 runs")
    view = window.program.runs.view
    view.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert [view.model().index(row, 1).data() for row in range(3)] == ["2116", "2115", "2114"]

    view.setCurrentIndex(view.model().index(2, 0))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    wait(window, qtbot)

    assert isinstance(window.shown, ProcessLife)
    assert window.shown.facts.key == KEY


def test_runs_are_saved_with_exact_numbers(window: LifeWindow, qtbot: QtBot) -> None:
    window.open_program("postgres", "/usr/lib/postgres")
    wait(window, qtbot)
    asked: list[FileContent] = []
    window.program.saving_asked.disconnect(window.saver.ask)
    window.program.saving_asked.connect(asked.append)

    window.program.save_button.click()

    assert asked[0].name == "postgres-runs.csv"
    lines = str(asked[0].data).splitlines()
    assert lines[0].startswith("pid,first_seen_utc,last_seen_utc,cpu_s")
    assert lines[1].startswith("2114,2023-11-14T22:13:20.000Z,2023-11-14T23:13:20.000Z,10.0,0.84,")


# ---- while it is read, and when it can not be


def test_a_life_that_nobody_recorded_is_said_to_be_none(window: LifeWindow, qtbot: QtBot) -> None:
    show(window, qtbot, ProcessKey("boot", 1, 1))

    assert window.stack.currentWidget() is window._nothing
    assert not window.program_button.isVisible()


def test_escape_gives_up_reading_first_and_closes_then(window: LifeWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    show(window, qtbot)
    ranges.may_go_on.clear()
    window.open_process(process_life(2115).facts.key)
    assert window.cancel_button.isVisible()

    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.is_reading
    assert window.isVisible()
    assert window.title.title.name == "postgres: worker 2114"
    assert window.status.text() == "Cancelled."

    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_what_fails_is_told_and_what_was_shown_stays(window: LifeWindow, ranges: FakeRanges, qtbot: QtBot) -> None:
    show(window, qtbot)
    ranges.error = Unavailable("the disk is gone")
    show(window, qtbot, process_life(2115).facts.key)

    assert window.status.text() == "It could not be read: the disk is gone"
    assert window.title.title.name == "postgres: worker 2114"


def test_the_moment_of_the_window_is_marked(window: LifeWindow, qtbot: QtBot) -> None:
    show(window, qtbot)
    window.mark(START_MS + 1000)

    assert window.process.charts.charts[0].readout == "50.0 %"
    window.mark(START_MS + 48 * HOUR_MS)
    assert window.process.charts.charts[0].readout == "30.0 %"
