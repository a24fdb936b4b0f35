"""Whom the detail speaks of, what it says in general, and what it reads and when."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procmon_gui.ui.text import moment_text
from procmon_gui.ui.widgets.detail.general_tab import GeneralTab
from procmon_gui.ui.widgets.detail.lists import FilesTab
from procmon_gui.ui.widgets.detail.panel import DetailPanel
from procmon_gui.ui.widgets.detail.reading_tab import ReadingTab
from tests.ui.usuals import FakeUsual, learning, normal
from tests.ui.widgets.detail.conftest import Clock
from tests.ui.widgets.detail.opening import open_on, settle, shown
from tests.ui.widgets.detail.sources import (
    CHECKPOINTER,
    POSTGRES,
    SYSTEMD,
    FakeInspector,
    beat,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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


# ---- what is usual


def test_below_the_charts_stands_what_is_usual_for_the_program(
    panel: DetailPanel, qtbot: QtBot, usual: FakeUsual
) -> None:
    usual.programs = {
        # Of one core; the detail tells shares of the machine, which has four.
        ("postgres", "/usr/bin/postgres", "cpu_ratio"): normal(0.008, 0.056),
        ("postgres", "/usr/bin/postgres", "rss_bytes"): learning(5000),
    }
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)

    assert tab.usual["cpu_ratio"].said == "Usual for all of postgres at this hour: 0.2 % to 1.4 %"
    assert "0.2 % to 1.4 %" in tab.usual["cpu_ratio"].text()
    assert tab.usual["rss_bytes"].text() == "Learning what is usual, 2 h left"


def test_where_nobody_knows_what_is_usual_nothing_is_said(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)

    assert not any(label.isVisible() for label in tab.usual.values())
