"""Tags for a common action: by Space as in htop, beside the selection, by who a process is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from procmon_gui.query import compile
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.pages.processes import ProcessesPage
from tests.ui.population import Person, family, snapshot_of
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SHIFT = Qt.KeyboardModifier.ShiftModifier
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


def tag(page: ProcessesPage, *serials: int) -> None:
    for serial in serials:
        assert page.deeds.go_to(serial)
        QTest.keyClick(page.view, Qt.Key.Key_Space)


def tagged(page: ProcessesPage) -> list[int]:
    serials = page.model.rows.serials
    return sorted(serials[page.model.tags.among(serials)].tolist())


def said(page: ProcessesPage) -> str:
    return page.deeds.tagging.bar.label.said if not page.deeds.tagging.bar.isHidden() else ""


def copied_pids(page: ProcessesPage) -> list[str]:
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    place = page.view.shown_columns().index(page.model.column_of("pid"))
    return [line.split("\t")[place] for line in QGuiApplication.clipboard().text().splitlines()[1:]]


def test_space_tags_and_goes_on_and_untags_who_is_tagged(page: ProcessesPage) -> None:
    page.model.set_shape(Shape.FLAT)
    beat(page, *family((1, 0), (2, 0), (3, 0)))
    page.view.go_to_row(0)

    for _ in range(2):
        QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert tagged(page) == [100, 200]
    assert page.view.current_serial() == 300
    assert said(page) == "2 tagged: ending, copies and files take those that are shown."
    page.view.go_to_row(0)
    QTest.keyClick(page.view, Qt.Key.Key_Space)

    assert tagged(page) == [200]


def test_tags_stay_while_the_selection_moves_and_the_list_is_sorted_filtered_and_folded(page: ProcessesPage) -> None:
    beat(page, *family(*FAMILY))
    tag(page, 300, 400)

    QTest.keyClick(page.view, Qt.Key.Key_Home)
    at = page.view.visualRect(page.model.index(1, 1)).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(page.view, Qt.Key.Key_M, SHIFT)
    page.model.set_open(page.model.rows.row_of(200), False)
    beat(page, *family(*FAMILY), sequence=2)
    assert said(page) == "2 tagged, 1 shown: ending, copies and files take those that are shown."
    page.set_query(compile("pid = 4"))
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    page.set_query(None)
    page.model.set_shape(Shape.FLAT)

    assert tagged(page) == [300, 400]


def test_who_ends_is_tagged_no_more_nor_is_who_gets_its_pid(page: ProcessesPage) -> None:
    people = family((1, 0), (2, 0))
    beat(page, *people)
    tag(page, 200)

    beat(page, people[0], replace(people[1], serial=201), sequence=2)

    assert len(page.model.tags) == 0
    assert said(page) == ""


def test_who_does_not_live_at_a_moment_of_the_past_is_tagged_again_now(page: ProcessesPage) -> None:
    people = family((1, 0), (2, 0))
    beat(page, *people)
    tag(page, 200)

    page.model.set_past({})
    page.model.show_snapshot(snapshot_of(people[:1], sequence=2))
    assert said(page) == "1 tagged, 0 shown: ending, copies and files take those that are shown."
    page.model.set_past(None)
    page.model.show_snapshot(snapshot_of(people, sequence=3))

    assert tagged(page) == [200]


def test_copies_and_files_take_who_is_tagged_not_what_is_selected(
    page: ProcessesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    beat(page, *family(*FAMILY))
    tag(page, 300, 400)
    page.view.go_to_row(0)
    actions = page.deeds.actions

    assert copied_pids(page) == ["4", "3"]
    assert [action.text() for action in (actions.copy, actions.copy_csv, actions.save)] == [
        "Copy 2 tagged", "Copy 2 tagged as CSV", "Save 2 tagged…",
    ]  # fmt: skip
    QTest.keyClick(page.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = page.view.findChild(QFileDialog)
    assert dialog is not None
    page.deeds.save_to(str(tmp_path / "list.csv"))
    dialog.reject()
    qtbot.waitUntil(lambda: page.notice.text.startswith("Saved"))

    assert len((tmp_path / "list.csv").read_text().splitlines()) == 3


def test_when_the_list_shows_none_of_the_tagged_nothing_else_is_copied(page: ProcessesPage) -> None:
    beat(page, *family(*FAMILY))
    tag(page, 400)
    page.set_query(compile("pid = 3"))
    page.view.go_to_row(0)
    QGuiApplication.clipboard().setText("before")

    assert copied_pids(page) == []
    assert QGuiApplication.clipboard().text() == "before"
    assert page.notice.text == "The list shows none of the tagged processes."


def test_a_process_is_tagged_with_all_below_it_and_all_are_untagged_at_once(page: ProcessesPage) -> None:
    beat(page, *family(*FAMILY))
    assert page.deeds.go_to(200)
    page.model.set_open(page.model.rows.row_of(200), False)

    QTest.keyClick(page.view, Qt.Key.Key_Space, SHIFT)
    assert tagged(page) == [200, 400, 500]
    QTest.keyClick(page.view, Qt.Key.Key_Space, SHIFT)
    assert tagged(page) == []
    tag(page, 300)
    QTest.keyClick(page.view, Qt.Key.Key_U, SHIFT)
    assert tagged(page) == []
    tag(page, 300)
    page.deeds.tagging.bar.button.setFocus()
    QTest.keyClick(page.deeds.tagging.bar.button, Qt.Key.Key_Space)

    assert tagged(page) == []
    assert page.view.hasFocus()


def test_a_group_is_tagged_with_its_members(page: ProcessesPage) -> None:
    page.model.set_shape(Shape.PROGRAM)
    beat(page, *family(*FAMILY))
    page.view.go_to_row(0)
    first = page.model.cell_text(0, 0)

    QTest.keyClick(page.view, Qt.Key.Key_Space)

    assert page.model.cell_text(1, 0) == first
    assert [bool(one) for one in page.model.tags.among(page.model.rows.serials)][:3] == [False, True, False]


@pytest.mark.parametrize(("typed", "current", "tags"), [("web ", 200, []), ("web c", 200, []), ("ssh ", 400, [300])])
def test_space_within_a_name_that_is_typed_belongs_to_the_name(
    page: ProcessesPage, typed: str, current: int, tags: list[int]
) -> None:
    page.model.set_shape(Shape.FLAT)
    names = ("init", "Web Content", "ssh", "web-server")
    beat(page, *(Person(pid=pid, name=name, serial=pid * 100) for pid, name in enumerate(names, start=1)))
    page.model.sort_by("pid", is_descending=False)
    page.view.go_to_row(0)

    QTest.keyClicks(page.view, typed)

    assert page.view.current_serial() == current
    assert tagged(page) == tags


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_tag_is_seen_by_its_shape_and_is_read_out(page: ProcessesPage, qapp: QApplication, mode: theme.Mode) -> None:
    theme.apply(qapp, mode)
    page.model.set_shape(Shape.FLAT)
    beat(page, *family((1, 0), (2, 0)))
    page.view.go_to_row(1)

    def grey() -> QImage:
        area = page.view.visualRect(page.model.index(0, 0))
        return page.view.viewport().grab(area).toImage().convertToFormat(QImage.Format.Format_Grayscale8)

    before = grey()
    page.model.tags.toggle([100])
    beat(page, *family((1, 0), (2, 0)), sequence=2)

    assert grey() != before
    index = page.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "name-1, tagged"
