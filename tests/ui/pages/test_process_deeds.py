"""What the menu of a row does: going, following, selecting, filtering, copying, saving, opening a folder."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.rules import Rule, Subject
from procmon_gui.query import compile
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.process_actions import ProcessActions
from tests.ui.guards import Strict
from tests.ui.population import Person, family, snapshot_of
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

#   1 ── 2 ── 4
#   │    └── 5
#   └─ 3
FAMILY = ((1, 0), (2, 1), (3, 1), (4, 2), (5, 2))


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ProcessesPage]:
    theme.apply(qapp, "dark")
    page = ProcessesPage(settings=QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    page.resize(1140, 600)
    qtbot.addWidget(page)
    show_active(page, qtbot)
    yield page
    page.hide()


def beat(page: ProcessesPage, *people: Person, sequence: int = 1) -> None:
    snapshot = snapshot_of(people, sequence=sequence)
    page.remember(snapshot)
    page.show_snapshot(snapshot)
    page.draw()
    page.view.setFocus()
    QApplication.processEvents()


def go_to(page: ProcessesPage, serial: int) -> None:
    assert page.deeds.go_to(serial)


def with_cpu(*ratios: float) -> list[Person]:
    return [
        replace(person, values={"cpu_ratio": ratio})
        for person, ratio in zip(family((1, 0), (2, 0), (3, 0)), ratios, strict=True)
    ]


# ---- following


def test_who_is_followed_stays_selected_wherever_it_moves_until_esc(page: ProcessesPage) -> None:
    page.model.set_shape(Shape.FLAT)
    beat(page, *with_cpu(0.9, 0.5, 0.1))
    go_to(page, 300)

    QTest.keyClick(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    page.model.hold_order(False)
    beat(page, *with_cpu(0.1, 0.2, 0.9), sequence=2)

    assert page.model.rows.serials.tolist() == [300, 200, 100]
    assert page.view.selected_serials() == [300]
    assert page.notice.text == "Following name-3, PID 3. Esc ends it."
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.notice.text == ""
    assert not page.view.wants_escape


def test_following_opens_what_is_folded_and_tells_when_the_filter_hides_it(page: ProcessesPage) -> None:
    beat(page, *family(*FAMILY))
    go_to(page, 400)
    page.deeds.actions.follow.trigger()

    page.model.set_open(page.model.rows.row_of(200), False)
    beat(page, *family(*FAMILY), sequence=2)
    assert page.view.current_serial() == 400
    page.set_query(compile("pid = 3"))
    beat(page, *family(*FAMILY), sequence=3)

    assert page.notice.text == "Following name-4, PID 4, which the filter hides. Esc ends it."
    assert page.deeds.actions.follow.isChecked()


def test_following_ends_with_the_process_and_says_so(page: ProcessesPage) -> None:
    people = family((1, 0), (2, 0))
    beat(page, *people)
    go_to(page, 200)
    page.deeds.actions.follow.trigger()

    beat(page, people[0], sequence=2)

    assert page.notice.text == "name-2, PID 2 has ended."
    assert page.deeds.follow.serial == -1
    assert not page.deeds.actions.follow.isChecked()


def test_who_goes_to_another_process_follows_no_more(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 0)))
    go_to(page, 200)
    page.deeds.actions.follow.trigger()

    QTest.keyClick(page.view, Qt.Key.Key_Home)

    assert page.deeds.follow.serial == -1
    assert page.view.current_serial() == 100


# ---- going and selecting


@pytest.mark.parametrize("shape", Shape)
def test_backspace_goes_to_the_parent_in_every_shape(page: ProcessesPage, shape: Shape) -> None:
    page.model.set_shape(shape)
    beat(page, *family(*FAMILY))
    go_to(page, 400)

    QTest.keyClick(page.view, Qt.Key.Key_Backspace)
    assert page.view.current_serial() == 200
    QTest.keyClick(page.view, Qt.Key.Key_Backspace)
    QTest.keyClick(page.view, Qt.Key.Key_Backspace)

    assert page.view.current_serial() == 100
    assert page.notice.text == "name-1, PID 1 has no parent here."


def test_shift_c_selects_a_process_with_all_below_it_folded_or_not(page: ProcessesPage) -> None:
    beat(page, *family(*FAMILY))
    page.model.set_open(page.model.rows.row_of(200), False)
    go_to(page, 200)

    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)

    assert sorted(page.view.selected_serials()) == [200, 400, 500]


def test_another_page_can_have_a_process_shown_whatever_hides_it(page: ProcessesPage) -> None:
    people = [*family(*FAMILY), Person(serial=900, pid=9, start_ticks=9.0, kernel_thread=True)]
    beat(page, *people)
    page.query_asked.connect(lambda words: page.set_query(compile(words) if words else None))
    page.model.set_open(page.model.rows.row_of(100), False)

    assert page.reveal_process(ProcessKey("boot", 5, 5))
    assert page.view.current_serial() == 500
    page.set_query(compile("pid = 3"))
    assert page.reveal_process(ProcessKey("boot", 4, 4))
    assert page.view.current_serial() == 400
    assert page.reveal_process(ProcessKey("boot", 9, 9))
    assert page.view.current_serial() == 900

    assert not page.reveal_process(ProcessKey("boot", 5, 4))
    assert page.view.current_serial() == 900


def test_enter_and_a_double_click_ask_for_the_detail_of_a_process_and_fold_a_group(page: ProcessesPage) -> None:
    asked: list[ProcessKey] = []
    page.detail_asked.connect(asked.append)
    beat(page, *family((1, 0), (2, 0)))
    go_to(page, 200)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    at = page.view.visualRect(page.model.index(0, 1)).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == [ProcessKey("boot", 2, 2), ProcessKey("boot", 1, 1)]

    page.toolbar._group_actions.actions()[0].trigger()
    page.view.go_to_row(0)
    QTest.keyClick(page.view, Qt.Key.Key_Return)

    assert len(asked) == 2
    assert page.model.rows.is_open[0]


def test_shift_s_sorts_by_the_column_under_the_keyboard_as_a_click_on_its_title_does(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 0)))
    column = page.model.column_of("rss_bytes")
    page.view.setCurrentIndex(page.model.index(0, column))

    seen = []
    for _ in range(4):
        QTest.keyClick(page.view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
        seen.append((page.model.arrangement.sort_metric_id, page.model.arrangement.is_descending))

    assert seen == [("rss_bytes", True), ("rss_bytes", False), (None, True), ("rss_bytes", True)]


# ---- the menu of a row


@pytest.fixture
def menu(page: ProcessesPage) -> Iterator[ProcessActions]:
    yield page.deeds.actions
    page.deeds.actions.close()


def ask_for_menu(page: ProcessesPage, reason: QContextMenuEvent.Reason, to: QWidget | None = None) -> None:
    at = QPoint(20, 10)
    QApplication.sendEvent(to or page.view, QContextMenuEvent(reason, at, page.view.mapToGlobal(at)))


def test_assistive_technology_gets_the_menu_of_the_row_that_it_selected(
    page: ProcessesPage, menu: ProcessActions
) -> None:
    beat(page, *family(*FAMILY))
    go_to(page, 100)
    page.view.picked.select(np.array([200]))

    assert "ShowMenu" in offered_by(page.view)
    ask_for_menu(page, QContextMenuEvent.Reason.Other)

    assert menu.isVisible()
    assert page.view.current_serial() == 200
    assert page.view.selected_serials() == [200]
    assert menu.activeAction() is menu.detail


def test_a_click_opens_the_menu_with_nothing_chosen_in_it(page: ProcessesPage, menu: ProcessActions) -> None:
    beat(page, *family(*FAMILY))

    ask_for_menu(page, QContextMenuEvent.Reason.Mouse, page.view.viewport())

    assert menu.isVisible()
    assert menu.activeAction() is None


def test_the_menu_folds_and_opens_a_row_with_others_below_it_and_no_other(
    page: ProcessesPage, menu: ProcessActions
) -> None:
    beat(page, *family(*FAMILY))
    go_to(page, 200)
    said = []
    for _ in range(2):
        ask_for_menu(page, QContextMenuEvent.Reason.Keyboard)
        said.append((menu.fold.text(), page.model.rowCount()))
        menu.fold.trigger()
        assert not menu.isVisible()
    assert said == [("Fold", 5), ("Open", 3)]
    assert page.model.rowCount() == 5

    go_to(page, 300)
    ask_for_menu(page, QContextMenuEvent.Reason.Keyboard)

    assert not menu.fold.isVisible()


def test_the_menu_sorts_by_any_column_that_is_shown(page: ProcessesPage, menu: ProcessActions) -> None:
    beat(page, *family((1, 0), (2, 0)))
    page.columns.put_in_order(["name", "pid", "rss_bytes"])
    ask_for_menu(page, QContextMenuEvent.Reason.Keyboard)
    entries = menu.sort_by.actions()
    assert [entry.text() for entry in entries] == ["Name", "PID", "Memory"]

    entries[2].trigger()
    ask_for_menu(page, QContextMenuEvent.Reason.Keyboard)

    assert page.model.arrangement.sort_metric_id == "rss_bytes"
    assert [entry.isChecked() for entry in menu.sort_by.actions()] == [False, False, True]


def offered_by(widget: QWidget) -> list[str]:
    found = QAccessible.queryAccessibleInterface(widget)
    return list(found.actionInterface().actionNames())


# ---- filtering


@pytest.mark.parametrize(
    ("metric_id", "words"),
    [("user", 'user = "anna"'), ("pid", "pid = 2"), ("cpu_ratio", "cpu >= 12.3%"), ("state", "state = sleeping")],
)
def test_a_cell_becomes_a_filter_that_its_row_passes(page: ProcessesPage, metric_id: str, words: str) -> None:
    asked: list[str] = []
    page.query_asked.connect(asked.append)
    beat(page, Person(serial=200, pid=2, values={"cpu_ratio": 0.1234}))
    if metric_id not in page.model.column_ids:
        page.column_menu.columns[metric_id].trigger()
    page.view.setCurrentIndex(page.model.index(0, page.model.column_of(metric_id)))

    page.deeds.actions.filter.trigger()

    assert asked == [words]
    assert page.snapshot is not None
    assert compile(words).match(page.snapshot).tolist() == [True]


def test_a_second_value_is_added_to_the_filter_that_is_there(page: ProcessesPage) -> None:
    asked: list[str] = []
    page.query_asked.connect(asked.append)
    beat(page, *family((1, 0), (2, 0)))
    page.set_query(compile("pid = 1 or pid = 2"))
    page.view.setCurrentIndex(page.model.index(0, page.model.column_of("user")))

    page.deeds.actions.filter.trigger()

    assert asked == ['(pid = 1 or pid = 2) and user = "anna"']


# ---- copies and files


def test_ctrl_c_copies_the_selected_rows_in_the_order_of_the_columns(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 0)))
    page.columns.put_in_order(["name", "user", "pid"])
    page.view.selectAll()

    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "Name\tUser\tPID\nname-1\tanna\t1\nname-2\tanna\t2\n"


def test_copying_as_csv_writes_exact_values_and_no_formula(page: ProcessesPage) -> None:
    page.model.set_shape(Shape.FLAT)
    beat(page, Person(serial=1, pid=1, name="=cmd|'/c'!A1", values={"cpu_ratio": 0.123456}))
    page.columns.put_in_order(["name", "cpu_ratio", "wchan"])
    page.view.selectAll()

    both_keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.view, Qt.Key.Key_C, both_keys)

    rows = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text())))
    assert rows == [["name", "cpu_ratio", "wchan"], ["'=cmd|'/c'!A1", "0.123456", ""]]


def test_a_copied_cell_is_the_whole_text(page: ProcessesPage) -> None:
    said = "/usr/bin/thing " + "x" * 1000
    beat(page, Person(serial=1, pid=1, texts={"command_line": said}))
    page.view.setCurrentIndex(page.model.index(0, page.model.column_of("command_line")))

    page.deeds.actions.copy_cell.trigger()

    assert QGuiApplication.clipboard().text() == said


def test_the_list_is_saved_as_it_is_shown_with_levels(page: ProcessesPage, tmp_path: Path, qtbot: QtBot) -> None:
    beat(page, *family(*FAMILY))
    page.columns.put_in_order(["name", "pid"])
    page.model.set_open(page.model.rows.row_of(200), False)

    page.deeds.save_to(str(tmp_path / "list.csv"))
    qtbot.waitUntil(lambda: page.notice.text == f"Saved: {tmp_path / 'list.csv'}")
    page.deeds.save_to(str(tmp_path / "list.json"))
    qtbot.waitUntil(lambda: page.notice.text == f"Saved: {tmp_path / 'list.json'}")

    rows = list(csv.reader(io.StringIO((tmp_path / "list.csv").read_text())))
    assert rows == [["level", "name", "pid"], ["1", "name-1", "1"], ["2", "name-2", "2"], ["2", "name-3", "3"]]
    found = json.loads((tmp_path / "list.json").read_text())
    assert found["rows"][1] == {"level": 2, "name": "name-2", "pid": 2}


def test_a_list_that_can_not_be_saved_says_where_and_why(page: ProcessesPage, tmp_path: Path, qtbot: QtBot) -> None:
    beat(page, *family((1, 0)))
    (tmp_path / "taken").mkdir()

    page.deeds.save_to(str(tmp_path / "taken"))
    qtbot.waitUntil(lambda: bool(page.notice.text))

    assert page.notice.text == f"{tmp_path / 'taken'} could not be saved: Is a directory. Nothing was changed."


# ---- the folder of a program


def test_the_folder_of_the_program_is_opened_or_the_reason_said(
    page: ProcessesPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    paths = [str(tmp_path / "thing"), "/usr/bin/gone (deleted)", str(tmp_path / "nowhere" / "thing"), None]
    people = [Person(serial=place, pid=place, texts={"executable": path}) for place, path in enumerate(paths, 1)]
    page.model.set_shape(Shape.FLAT)
    beat(page, *people)

    said = []
    for serial in (1, 2, 3, 4):
        go_to(page, serial)
        page.notice.say("info", "")
        page.deeds.actions.location.trigger()
        qtbot.waitUntil(lambda: bool(opened and serial == 1) or bool(page.notice.text))  # noqa: B023 - waited for here
        said.append(page.notice.text)

    assert opened == [str(tmp_path)]
    assert said == [
        "",
        "The program file was deleted or replaced: /usr/bin/gone",
        f"The folder is not there, or may not be read: {tmp_path / 'nowhere'}",
        "The system does not say.",
    ]


def test_a_list_is_saved_only_by_who_may_take_things_away(page: ProcessesPage) -> None:
    beat(page, *with_cpu(0.5, 0.25, 0.1))
    guard = Strict()
    page.guard = guard  # type: ignore[attr-defined]

    page.deeds._on_save()

    assert guard.asked == [Permission.EXPORT]
    assert page.findChildren(QFileDialog) == []


# ---- rules


def test_a_rule_may_begin_with_a_row_where_somebody_judges(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 0)))
    go_to(page, 200)
    asked: list[Rule] = []
    page.rule_asked.connect(asked.append)
    assert not page.deeds.actions.rule.isVisible()

    page.offer_rules()
    assert page.deeds.actions.rule.isVisible()
    page.deeds.actions.rule.trigger()

    (rule,) = asked
    assert (rule.id, rule.subject, rule.where, rule.title) == ("", Subject.PROGRAM, 'name = "name-2"', "name-2")
