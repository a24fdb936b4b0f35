"""The parts of the detail: what each shows, also of thousands, and how its rows are copied."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.inspection import FileKind, OpenFile
from procmon_gui.domain.metrics import Look
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.widgets.detail.actions_tab import ActionsTab
from procmon_gui.ui.widgets.detail.general_tab import GeneralTab
from procmon_gui.ui.widgets.detail.lists import ChildrenTab, FilesTab, ThreadsTab
from procmon_gui.ui.widgets.detail.memory_tab import MemoryTab
from procmon_gui.ui.widgets.detail.panel import DetailPanel
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.detail.sockets_tab import SocketsTab
from procmon_gui.ui.widgets.detail.sources import DetailSources
from procmon_gui.ui.widgets.detail.tab import DetailTab
from tests.ui.audit import KeptTrail, process_deed
from tests.ui.connections import listed, tcp
from tests.ui.screen import show_active
from tests.ui.widgets.detail import sources
from tests.ui.widgets.detail.conftest import Clock
from tests.ui.widgets.detail.opening import open_on
from tests.ui.widgets.detail.sources import (
    WORKER,
    FakeLister,
    beat,
)

ALL_TABS = ("general", "graphs", "threads", "files", "sockets", "memory", "environment", "limits", "children")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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


def test_actions_are_what_was_done_to_this_very_process_and_new_ones_appear(qtbot: QtBot, clock: Clock) -> None:
    snapshot = beat(1)
    slot = int(snapshot.rows[snapshot.serials[snapshot.rows] == sources.POSTGRES][0])
    key = snapshot.key(slot)
    trail = KeptTrail(process_deed(target_key=key), process_deed(target_key=replace(key, start_ticks=99)))
    audit = AuditList(lambda: trail)
    panel = DetailPanel(DetailSources(inspector=sources.FakeInspector(), deeds=audit))
    audit.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(336, 500)
    show_active(panel, qtbot)
    tab = open_on(panel, qtbot, "actions")
    assert isinstance(tab, ActionsTab)
    assert tab.list.note.text() == "Nothing was done to it from here."
    audit.look()
    qtbot.waitUntil(lambda: len(tab.list.model.rows) == 1)
    assert tab.list.note.text() == ""
    trail.append(process_deed(target_key=key, action="kill"))
    audit.look()
    qtbot.waitUntil(lambda: [entry.number for entry in tab.list.model.rows] == [3, 1])
    assert not tab.list.view.isColumnHidden(1)
    assert audit.close()
