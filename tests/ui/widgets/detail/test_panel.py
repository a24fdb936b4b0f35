"""The detail as a whole: whom it speaks of, what it reads and when, pinned, ended, of the past, of several."""

import math
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.ends import End, as_ended
from procmon_gui.domain.inspection import FileKind, OpenFile
from procmon_gui.domain.metrics import Look
from procmon_gui.ui.text import moment_text
from procmon_gui.ui.widgets.detail.environment_tab import HIDDEN, EnvironmentTab
from procmon_gui.ui.widgets.detail.general_tab import GeneralTab
from procmon_gui.ui.widgets.detail.lists import ChildrenTab, FilesTab, ThreadsTab
from procmon_gui.ui.widgets.detail.memory_tab import MemoryTab
from procmon_gui.ui.widgets.detail.panel import DetailPanel
from procmon_gui.ui.widgets.detail.reading_tab import ReadingTab
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.detail.sockets_tab import SocketsTab
from procmon_gui.ui.widgets.detail.tab import DetailTab
from tests.ui.connections import listed, tcp
from tests.ui.population import with_end
from tests.ui.widgets.detail import sources
from tests.ui.widgets.detail.conftest import Clock
from tests.ui.widgets.detail.sources import (
    CHECKPOINTER,
    POSTGRES,
    SYSTEMD,
    VARIABLES,
    WORKER,
    FakeInspector,
    FakeLister,
    beat,
)

ALL_TABS = ("general", "graphs", "threads", "files", "sockets", "memory", "environment", "limits", "children")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def shown(panel: DetailPanel) -> DetailTab:
    tab = panel._stack.currentWidget()
    assert isinstance(tab, DetailTab)
    return tab


def open_on(panel: DetailPanel, qtbot: QtBot, tab_id: str = "general", serial: int = POSTGRES) -> DetailTab:
    """Show a process in a tab, and wait until it has been read."""
    panel.choose_tab(tab_id)
    panel.remember(beat(1))
    panel.show_snapshot(beat(1))
    panel.follow([serial])
    tab = shown(panel)
    if isinstance(tab, ReadingTab):
        qtbot.waitUntil(lambda: tab.has_content)
    return tab


def settle(panel: DetailPanel, qtbot: QtBot) -> None:
    """Wait until every reading that was begun has been answered, so that one too many would have been counted."""
    tabs = panel.findChildren(ReadingTab)
    qtbot.waitUntil(lambda: not any(tab._operation is not None and tab._operation.is_running for tab in tabs))


def test_nothing_is_read_before_somebody_is_selected(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector
) -> None:
    panel.show_snapshot(beat(1))
    settle(panel, qtbot)

    assert panel.subject is None
    assert inspector.asked == []


def test_it_speaks_of_the_one_who_is_selected(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot)

    assert isinstance(tab, GeneralTab)
    assert panel.header.title.title.name == "postgres"
    assert panel.header.title.title.line == "PID 20"
    assert tab.pairs.words("parent") == "systemd, PID 1"
    assert tab.pairs.words("folder") == "/var/lib/postgres"
    assert tab.pairs.words("affinity") == "0 to 1, 3"
    assert tab.pairs.words("priority") == "normal (nice 0)"
    assert tab.command_line.whole == "/usr/bin/postgres -D '/my data'"


def test_what_does_not_apply_has_no_row_and_what_is_unknown_says_why(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, serial=SYSTEMD)

    assert isinstance(tab, GeneralTab)
    assert tab.pairs.words("container") == ""
    assert tab.pairs.words("executable") == "–"
    assert tab.pairs.value("executable").fact.explained


def test_beside_a_date_the_age_has_one_unit_and_the_tooltip_says_it_whole(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot)

    assert isinstance(tab, GeneralTab)
    started = tab.pairs.value("started").fact
    assert started.words == f"{moment_text(1_699_999_000.0)}, 16 min ago"
    assert started.explained == f"{moment_text(1_699_999_000.0)}, 16 min 40 s ago"


def test_the_parent_is_a_link(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)

    with qtbot.waitSignal(panel.process_asked) as asked:
        QTest.keyClick(tab.pairs.value("parent"), Qt.Key.Key_Return)

    assert asked.args == [SYSTEMD]


def test_general_is_not_read_anew_at_every_beat(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector, clock: Clock
) -> None:
    open_on(panel, qtbot)
    for sequence in range(2, 6):
        clock.now_s += 1.0
        panel.show_snapshot(beat(sequence))
        settle(panel, qtbot)

    assert inspector.asked_for("general") == 1


def test_an_open_list_is_read_at_every_beat_and_only_it(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector, clock: Clock
) -> None:
    open_on(panel, qtbot, "files")
    clock.now_s += 1.0
    panel.show_snapshot(beat(2))

    qtbot.waitUntil(lambda: inspector.asked_for("open_files") == 2)
    assert {part for part, _ in inspector.asked} == {"open_files"}


def test_a_slow_answer_is_waited_for_and_not_asked_for_again(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector, clock: Clock
) -> None:
    open_on(panel, qtbot, "files")
    inspector.hold()
    for sequence in range(2, 6):
        clock.now_s += 1.0
        panel.show_snapshot(beat(sequence))

    qtbot.waitUntil(lambda: inspector.asked_for("open_files") == 2)
    inspector.let_go()
    qtbot.waitUntil(lambda: not shown(panel)._operation.is_running)  # type: ignore[attr-defined]
    assert inspector.asked_for("open_files") == 2


def test_what_is_slow_to_read_is_read_less_often(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector, clock: Clock
) -> None:
    """Half a second of work is done every ten seconds: a twentieth of the time."""
    panel.choose_tab("files")
    panel.show_snapshot(beat(1))
    inspector.hold()
    panel.follow([POSTGRES])
    clock.now_s += 0.5
    inspector.let_go()
    tab = shown(panel)
    assert isinstance(tab, ReadingTab)
    qtbot.waitUntil(lambda: tab.has_content)

    clock.now_s += 8.0
    panel.show_snapshot(beat(2))
    settle(panel, qtbot)
    before = inspector.asked_for("open_files")
    clock.now_s += 2.0
    panel.show_snapshot(beat(3))

    assert before == 1
    qtbot.waitUntil(lambda: inspector.asked_for("open_files") == 2)


def test_nothing_is_read_while_it_is_hidden(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector, clock: Clock
) -> None:
    open_on(panel, qtbot, "files")
    panel.hide()
    clock.now_s += 5.0
    panel.show_snapshot(beat(2))
    settle(panel, qtbot)

    assert inspector.asked_for("open_files") == 1
    assert panel.slots() == frozenset()


def test_another_selection_forgets_what_was_read(panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector) -> None:
    tab = open_on(panel, qtbot, "files")
    assert isinstance(tab, FilesTab)
    inspector.hold()

    panel.follow([CHECKPOINTER])

    assert tab.list.model.rows == []
    assert panel.header.title.title.name == "postgres: checkpointer"
    inspector.let_go()
    qtbot.waitUntil(lambda: tab.has_content)
    assert inspector.asked[-1] == ("open_files", 30)


def test_an_answer_about_somebody_else_is_dropped(panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector) -> None:
    panel.choose_tab("files")
    panel.show_snapshot(beat(1))
    inspector.hold()
    panel.follow([POSTGRES])
    tab = shown(panel)
    assert isinstance(tab, ReadingTab)
    answers: list[object] = []
    show, tab.show_answer = tab.show_answer, answers.append  # type: ignore[assignment, method-assign]
    qtbot.waitUntil(lambda: inspector.asked_for("open_files") == 1)

    panel.follow([CHECKPOINTER])
    inspector.let_go()

    qtbot.waitUntil(lambda: tab.has_content)
    tab.show_answer = show  # type: ignore[method-assign]
    assert len(answers) == 1


# ---- pinned, ended, past, several


def test_a_pinned_detail_stays_and_comes_back_to_the_selection_when_unpinned(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)
    panel.header.pin_button.click()

    panel.follow([CHECKPOINTER])
    pinned = panel.subject
    panel.header.pin_button.click()

    assert pinned is not None
    assert pinned.serial == POSTGRES
    assert panel.subject is not None
    assert panel.subject.serial == CHECKPOINTER


def test_who_has_ended_stays_with_what_was_known(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector, clock: Clock
) -> None:
    tab = open_on(panel, qtbot, "files")
    assert isinstance(tab, FilesTab)
    clock.now_s += 1.0

    panel.show_snapshot(beat(2, without=POSTGRES))
    panel.follow([])
    panel.show_snapshot(beat(3, without=POSTGRES))
    settle(panel, qtbot)

    assert panel.header.title.title.tag.startswith("ended ")
    assert len(tab.list.model.rows) == 4
    assert tab.list.view._is_stale
    assert inspector.asked_for("open_files") == 1
    assert panel.slots() == frozenset()


@pytest.mark.parametrize(
    ("status", "said"), [(3.0, "exit status 3"), (-9.0, "killed by signal 9 (SIGKILL)"), (math.nan, "–")]
)
def test_who_has_ended_says_when_and_how(panel: DetailPanel, qtbot: QtBot, status: float, said: str) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)
    assert tab.pairs.words("ended") == ""

    ended = beat(2, without=POSTGRES)
    panel.show_snapshot(with_end(ended, 1, status))

    assert tab.pairs.words("ended") == moment_text(ended.at_ms / 1000 - 0.5)
    assert tab.pairs.words("exit") == said
    panel.show_snapshot(beat(3, without=POSTGRES))
    assert tab.pairs.words("exit") == said


def test_of_the_past_it_says_how_who_is_shown_ended_since(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)
    past = beat(0)
    end = End(past.at_ms + 60_000, -9, past.at_ms + 59_300)

    panel.show_snapshot(as_ended(past, {POSTGRES: end}), is_past=True, ended_ms={POSTGRES: end.gone_ms})

    assert tab.pairs.words("ended") == moment_text(past.at_ms / 1000 + 59.3)
    assert tab.pairs.words("exit") == "killed by signal 9 (SIGKILL)"


def test_a_tab_that_is_opened_after_the_end_says_that_nothing_can_be_read(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)
    panel.show_snapshot(beat(2, without=POSTGRES))

    panel.choose_tab("files")

    tab = shown(panel)
    assert isinstance(tab, ReadingTab)
    assert tab.said_instead.startswith("Ended ")


def test_of_the_past_only_what_was_recorded_is_shown(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector
) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)

    panel.show_snapshot(beat(0), is_past=True)
    folder = tab.pairs.words("folder")
    panel.choose_tab("threads")
    threads = shown(panel)
    settle(panel, qtbot)

    assert folder == ""
    assert tab.pairs.words("user") == "anna"
    assert isinstance(threads, ReadingTab)
    assert threads.said_instead == "Not recorded: this needs the live moment."
    assert inspector.asked_for("threads") == 0


def test_back_in_the_present_the_tab_is_read_again(panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector) -> None:
    panel.choose_tab("threads")
    panel.show_snapshot(beat(0), is_past=True)
    panel.follow([POSTGRES])

    panel.show_snapshot(beat(2))

    tab = shown(panel)
    assert isinstance(tab, ReadingTab)
    qtbot.waitUntil(lambda: tab.has_content)
    assert tab.said_instead == ""


def test_who_did_not_live_at_the_past_moment_is_said_to_be_missing(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)

    panel.show_snapshot(beat(0, without=POSTGRES), is_past=True)
    then = panel.header.title.title.tag
    panel.show_snapshot(beat(3))

    assert then == "not there then"
    assert panel.header.title.title.tag == "sleeping"


def test_several_are_added_up_and_unknown_is_not_zero(panel: DetailPanel, qtbot: QtBot) -> None:
    panel.show_snapshot(beat(1))

    panel.follow([POSTGRES, CHECKPOINTER, WORKER])

    words = {metric_id: panel._sums.pairs.words(metric_id) for metric_id in ("cpu_ratio", "rss_bytes")}
    assert panel.header.title.title.name == "3 processes"
    assert words == {"cpu_ratio": "43.8 %", "rss_bytes": "3.3 MiB"}
    assert panel._sums.pairs.words("tcp_sent_bytes_per_s") == "–"
    assert panel.subject is None


def test_a_process_that_the_list_hides_can_be_shown(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)

    panel.show_process(SYSTEMD)
    panel.show_snapshot(beat(2))
    panel.follow([POSTGRES])

    assert panel.subject is not None
    assert panel.subject.serial == SYSTEMD


# ---- tabs


@pytest.mark.parametrize("tab_id", ALL_TABS)
def test_every_tab_opens_and_everything_in_it_that_gets_the_keyboard_has_a_name(
    panel: DetailPanel, qtbot: QtBot, tab_id: str
) -> None:
    tab = open_on(panel, qtbot, tab_id)

    assert panel.tab_id == tab_id
    nameless = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
    assert tab.first_focus().isVisible()


def test_threads_show_their_share_from_the_second_look_on(panel: DetailPanel, qtbot: QtBot, clock: Clock) -> None:
    tab = open_on(panel, qtbot, "threads")
    assert isinstance(tab, ThreadsTab)
    first = [row.cpu_ratio for row in tab.list.model.rows]
    clock.now_s += 1.0

    panel.show_snapshot(beat(2))

    qtbot.waitUntil(lambda: tab.list.model.rows[0].cpu_ratio is not None)
    assert first == [None, None]
    assert [(row.facts.name, row.cpu_ratio) for row in tab.list.model.rows] == [("busy", 0.5), ("main", 0.0)]


def test_the_number_of_threads_stands_in_the_title_of_the_tab(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)

    assert "Threads 2" in [panel.strip.bar.tabText(place) for place in range(panel.strip.bar.count())]


def test_sockets_and_memory_are_shown_as_they_are_read(panel: DetailPanel, qtbot: QtBot) -> None:
    sockets = open_on(panel, qtbot, "sockets")
    memory = open_on(panel, qtbot, "memory")

    assert isinstance(sockets, SocketsTab)
    assert sockets.list.model.index(0, 1).data() == "127.0.0.1:5432"
    assert isinstance(memory, MemoryTab)
    assert (memory.sums.words("pss"), memory.sums.words("uss")) == ("2.0 KiB", "1.0 KiB")
    assert memory.sums.words("swap") == ""


def test_children_come_from_the_list_and_a_click_shows_one(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, "children")
    assert isinstance(tab, ChildrenTab)
    names = [row.name for row in tab.list.model.rows]
    area = tab.list.view.visualRect(tab.list.model.index(1, 0))

    with qtbot.waitSignal(panel.process_asked) as asked:
        QTest.mouseClick(tab.list.view.viewport(), Qt.MouseButton.LeftButton, pos=area.center())

    assert names == ["postgres: checkpointer", "postgres"]
    assert asked.args == [WORKER]


def test_graphs_want_sockets_counted_at_every_beat(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot, "general")
    plain = panel.looks()

    with qtbot.waitSignal(panel.wishes_changed):
        panel.choose_tab("graphs")

    assert (plain, panel.looks()) == (frozenset(), frozenset({Look.SOCKETS}))


def test_the_basis_of_cpu_is_that_of_the_list(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)
    machine = tab.cpu.readout

    panel.set_per_core(True)

    assert (machine, tab.cpu.readout) == ("12.5 %", "50.0 %")


def test_esc_asks_to_close_and_leaves_it_to_who_is_asked(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot, "files")

    with qtbot.waitSignal(panel.close_asked):
        QTest.keyClick(panel, Qt.Key.Key_Escape)

    assert panel.isVisible()


def test_rows_are_copied_with_their_titles(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, "files")
    assert isinstance(tab, FilesTab)
    tab.list.view.selectRow(1)

    QTest.keyClick(tab.list.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["FD", "Path", "Kind", "Access", "Position", "Size"]
    assert lines[1].split("\t") == ["3", "/var/log/app.log", "file", "–", "10 B", "2.0 KiB"]


def test_only_files_that_are_there_have_a_folder_to_open(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, "files")
    assert isinstance(tab, FilesTab)
    folders = []
    for row in range(4):
        tab.list.view.setCurrentIndex(tab.list.model.index(row, 0))
        folders.append((tab.folder_of_current(), tab.open_button.isEnabled()))

    assert folders == [("", False), ("/var/log", True), ("", False), ("", False)]


# ---- the environment


def values(tab: EnvironmentTab) -> list[str]:
    return [str(tab.list.model.index(row, 1).data()) for row in range(3)]


def test_values_are_hidden_and_secrets_stay_so_until_each_is_asked_for(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, "environment")
    assert isinstance(tab, EnvironmentTab)
    at_first = values(tab)

    tab.all_button.click()
    all_shown = values(tab)
    tab.list.view.setCurrentIndex(tab.list.model.index(1, 0))
    QTest.keyClick(tab.list.view, Qt.Key.Key_Return)

    assert at_first == [HIDDEN] * 3
    assert all_shown == ["/home/user", HIDDEN, "C"]
    assert values(tab)[1] == "tops3cret"


def test_a_hidden_value_is_neither_found_nor_copied(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, "environment")
    assert isinstance(tab, EnvironmentTab)
    tab.list.view.selectAll()
    QTest.keyClick(tab.list.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    tab.list.filter.setText("tops3")

    copied = QGuiApplication.clipboard().text()
    assert "API_TOKEN" in copied
    assert "tops3cret" not in copied
    assert not tab.copy_button.isEnabled()
    assert list(tab.list.model.rows) == []


@pytest.mark.parametrize("leave", [lambda panel: panel.choose_tab("general"), lambda panel: panel.hide()])
def test_the_environment_is_let_go_when_its_tab_is_left(
    panel: DetailPanel, qtbot: QtBot, leave: Callable[[DetailPanel], None]
) -> None:
    tab = open_on(panel, qtbot, "environment")
    assert isinstance(tab, EnvironmentTab)
    assert tab.list.model.total_count == len(VARIABLES)

    leave(panel)

    assert tab.list.model.total_count == 0
    assert not tab.has_content


def handle_all(tab: DetailTab) -> tuple[int, float]:
    """Select and sort all rows of a list and draw it; return how many are selected, and the seconds that it took."""
    view = tab.findChild(RowsView)
    assert view is not None
    before_s = time.thread_time()
    view.selectAll()
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    view.grab()
    return len(view.selected_rows()), time.thread_time() - before_s


def test_five_thousand_files_are_shown_without_a_stall(
    panel: DetailPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(
        OpenFile(descriptor=number, kind=FileKind.FILE, text=f"/srv/data/{number % 300}/{number}.log")
        for number in range(5000)
    )
    monkeypatch.setattr(sources, "FILES", many)

    count, used_s = handle_all(open_on(panel, qtbot, "files"))

    assert count == 5000
    assert used_s < 0.5


def test_five_thousand_sockets_of_one_process_are_shown_without_a_stall(
    panel: DetailPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = listed([tcp(number, 20) for number in range(5000)])
    monkeypatch.setattr(FakeLister, "sockets_of", lambda _self, _key, _errand: many)

    count, used_s = handle_all(open_on(panel, qtbot, "sockets"))

    assert count == 5000
    assert used_s < 0.5
