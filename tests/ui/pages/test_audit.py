"""The page Audit: what it shows in every state, how it is filtered, verified and saved, and where it leads."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.audit import Anchor, Outcome
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import audit_list, theme
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.audit import AuditPage
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.store.history.machines import day, live
from tests.ui.audit import KeptTrail, process_deed
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def trail() -> KeptTrail:
    return KeptTrail(
        process_deed(outcome=Outcome.BEGUN),
        process_deed(begun=1, detail="ended after 0.3 s"),
        process_deed(target="=cmd()", action="kill", outcome=Outcome.REFUSED, detail="no", reason="it hangs"),
        process_deed(actor="bob", action="account-add", target="eve", target_key=None, executable="", detail=""),
    )


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, trail: KeptTrail) -> Iterator[AuditPage]:
    theme.apply(qapp, "dark")
    audit = AuditList(lambda: trail)
    page = AuditPage(audit)
    audit.setParent(page)
    page.resize(1140, 600)
    qtbot.addWidget(page)
    show_active(page, qtbot)
    yield page
    page.hide()
    audit.close()


def look(page: AuditPage, qtbot: QtBot) -> None:
    page._audit.look()
    qtbot.waitUntil(lambda: page._audit._looking is None or not page._audit._looking.is_running)
    qtbot.waitUntil(lambda: not page._audit.is_loading)


def shown_widget(page: AuditPage) -> QWidget | None:
    return page._stack.currentWidget()


def numbers(page: AuditPage) -> list[int]:
    return [entry.number for entry in page.model.rows]


def test_a_deed_and_its_outcome_are_one_row_and_new_ones_come_first_by_themselves(
    page: AuditPage, trail: KeptTrail, qtbot: QtBot
) -> None:
    assert shown_widget(page) is page._waiting
    look(page, qtbot)
    assert shown_widget(page) is page.view
    assert numbers(page) == [4, 3, 1]
    assert page.model.index(2, 4).data() == "done"
    assert page.toolbar.count_words == "3 deeds"
    page.view.selectRow(1)
    trail.append(process_deed())
    look(page, qtbot)

    assert numbers(page) == [5, 4, 3, 1]
    assert page.view.selected_rows() == [2]


def test_without_deeds_a_sentence_says_what_will_appear(page: AuditPage, trail: KeptTrail, qtbot: QtBot) -> None:
    trail.kept = []
    look(page, qtbot)

    assert shown_widget(page) is page._nothing
    assert not page.toolbar.file_button.isEnabled()
    assert page.first_focus() is page.toolbar.filter_box


def test_the_filter_speaks_the_language_of_filters(page: AuditPage, qtbot: QtBot) -> None:
    look(page, qtbot)
    box = page.toolbar.filter_box
    assert page.own_filter() is box
    box.set_query_text("outcome = refused or who = bob")
    assert numbers(page) == [4, 3]
    assert page.toolbar.count_words == "2 deeds of 3"
    box.set_query_text("outcome = reused")
    assert box.error_text.startswith("Column 11: 'reused' is not an outcome; expected one of begun, done")
    assert numbers(page) == [4, 3]
    box.set_query_text("nobody")
    assert shown_widget(page) is page._none
    page._none.button.click()
    assert (box.text(), numbers(page)) == ("", [4, 3, 1])


def test_fields_and_known_names_are_offered_while_it_is_typed(page: AuditPage, qtbot: QtBot) -> None:
    look(page, qtbot)
    box = page.toolbar.filter_box
    box.setFocus()
    QTest.keyClicks(box, "who = b")
    assert "bob" in [words.partition(" ")[0] for words in box.offers.words]
    box.offers.hide()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    QTest.keyClicks(box, "hangs")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert numbers(page) == [3]
    qtbot.waitUntil(page.view.hasFocus)


def test_a_whole_trail_is_verified_and_its_anchor_copied(page: AuditPage, trail: KeptTrail, qtbot: QtBot) -> None:
    look(page, qtbot)
    page.toolbar.verify_button.click()
    qtbot.waitUntil(lambda: "check" in page.banners.codes)

    assert page.banners.text("check") == (
        "4 records, unbroken; newest hash 0000000000000000; no anchor in a journal to compare with"
    )
    page.banners.action_asked.emit("check")
    assert QGuiApplication.clipboard().text() == str(Anchor(4, trail.kept[-1].hash))
    trail.known = [Anchor(4, trail.kept[-1].hash)]
    page.verify()
    qtbot.waitUntil(lambda: "check" in page.banners.codes)
    assert page.banners.text("check").endswith("; compared with 1 anchor of the journal")


def test_a_broken_trail_names_the_first_broken_record_and_selects_it(
    page: AuditPage, trail: KeptTrail, qtbot: QtBot
) -> None:
    look(page, qtbot)
    trail.fault = "record 2 is missing"
    page.verify()
    qtbot.waitUntil(lambda: "check" in page.banners.codes)

    assert page.banners.text("check") == (
        "The audit trail is broken: record 2 is missing. What stands before it is as it was written."
    )
    # The outcome is the second record of the deed that begins with the first.
    assert page.view.selected_rows() == [2]
    page.toolbar.filter_box.set_query_text("bob")
    page.banners.action_asked.emit("check")
    assert (page.toolbar.filter_box.text(), page.view.selected_rows()) == ("", [2])


def test_verifying_can_be_given_up(page: AuditPage, trail: KeptTrail, qtbot: QtBot) -> None:
    look(page, qtbot)
    trail.is_patient = False
    page.toolbar.verify_button.click()
    assert page.toolbar.verify_button.accessibleName() == "Cancel"
    assert page.toolbar._progress.isVisible()
    page.toolbar.verify_button.click()
    trail.is_patient = True

    assert page.toolbar.verify_button.accessibleName() == "Verify"
    assert page.banners.text("check") == "Verifying was cancelled; nothing is known of the trail."


def test_what_can_not_be_read_is_told_and_the_last_list_stays(page: AuditPage, trail: KeptTrail, qtbot: QtBot) -> None:
    look(page, qtbot)
    trail.trouble = "/data/desk.sqlite: the disk is full, so nothing was kept"
    look(page, qtbot)
    qtbot.waitUntil(lambda: "read" in page.banners.codes)
    assert page.banners.text("read") == f"The audit trail can not be read: {trail.trouble}"
    assert numbers(page) == [4, 3, 1]
    page.verify()
    qtbot.waitUntil(lambda: "check" in page.banners.codes)
    assert page.banners.text("check") == f"The audit trail can not be verified: {trail.trouble}"
    trail.trouble = ""
    page.banners.action_asked.emit("read")
    qtbot.waitUntil(lambda: "read" not in page.banners.codes)


def test_all_that_the_filter_lets_through_becomes_a_file_that_holds_no_formula(
    page: AuditPage, trail: KeptTrail, qtbot: QtBot
) -> None:
    trail.append_all([process_deed(action="kill")] * 3)
    look(page, qtbot)
    page.toolbar.filter_box.set_query_text("action = kill")
    contents: list[FileContent] = []
    page.saving_asked.connect(contents.append)
    for action in page.toolbar.file_button.menu().actions():
        action.trigger()
        qtbot.waitUntil(lambda: len(contents) > 0)
        content = contents.pop()
        assert isinstance(content.data, str)
        if content.name == "audit.csv":
            rows = list(csv.DictReader(io.StringIO(content.data)))
            assert [row["target"] for row in rows] == ["postgres", "postgres", "postgres", "'=cmd()"]
        else:
            assert content.name == "audit.jsonl"
            assert [json.loads(line)["number"] for line in content.data.splitlines()] == [7, 6, 5, 3]


def test_older_deeds_are_read_when_they_are_asked_for(
    page: AuditPage, trail: KeptTrail, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_list, "PART", 10)
    page._audit._most = 10
    trail.append_all([process_deed()] * 30)
    look(page, qtbot)
    assert page.banners.text("more") == "The 10 newest deeds are listed; there are older ones."
    page.banners.action_asked.emit("more")
    qtbot.waitUntil(lambda: page._audit.is_whole)
    assert len(page.model.rows) == 33
    assert "more" not in page.banners.codes


def test_who_may_not_read_it_is_told_so(page: AuditPage, qtbot: QtBot) -> None:
    look(page, qtbot)
    page._audit.see_only("bob")
    assert numbers(page) == [4]
    assert not page.toolbar.verify_button.isEnabled()
    assert "Only an administrator verifies the trail" in page.toolbar.verify_button.toolTip()
    page._audit.see_only("")
    assert shown_widget(page) is page._refused
    assert not page.toolbar.verify_button.isEnabled()


def test_return_goes_to_the_moment_of_a_deed_and_to_whom_it_was_done(
    page: AuditPage, trail: KeptTrail, qtbot: QtBot
) -> None:
    memory = RecentMemory()
    beats = live(day(30), memory)
    trail.begun_ms = beats[10].at_ms
    key = beats[10].key(int(beats[10].rows[0]))
    trail.kept = []
    trail.append_all([process_deed(target_key=key), process_deed(target_key=None)])
    look(page, qtbot)
    moment = Moment(memory, page)
    moment.take(beats[-1])
    page.use_moment(moment)
    asked: list[object] = []
    page.process_asked.connect(asked.append)
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(1, 0))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked == [key])

    assert moment.is_past
    assert moment.cursor_ms == trail.kept[0].at_ms
    assert page.model._moment_number == 1
    QTest.mouseDClick(
        page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(page.model.index(0, 0)).center()
    )
    qtbot.waitUntil(lambda: not moment.is_loading)
    assert moment.cursor_ms == trail.kept[1].at_ms
    assert asked == [key]


def test_the_menu_of_a_row_leads_to_the_moment_and_to_the_whole_life(page: AuditPage, qtbot: QtBot) -> None:
    look(page, qtbot)
    lives: list[object] = []
    page.life_asked.connect(lives.append)

    def entries(row: int) -> dict[str, object]:
        index = page.model.index(row, 0)
        page.view.setCurrentIndex(index)
        page.view.customContextMenuRequested.emit(page.view.visualRect(index).center())
        menu = page.findChildren(QMenu)[-1]
        return {action.text(): action for action in menu.actions() if action.text()}

    assert list(entries(0)) == ["Go to this moment", "Copy as text"]
    shown = entries(2)
    assert list(shown) == ["Go to this moment", "The whole life of the process", "Copy as text"]
    shown["The whole life of the process"].trigger()  # type: ignore[attr-defined]
    assert lives == [page.model.rows[2].deed.target_key]
    page.view.customContextMenuRequested.emit(QPoint(5, 5000))


def test_at_1280_the_detail_of_a_deed_has_room(page: AuditPage, qtbot: QtBot) -> None:
    look(page, qtbot)
    columns = [column.id for column in page.model.columns]
    words = QFontMetrics(page.view.font())

    for place, said in (
        ("detail", "SIGTERM; ended after 0.3 s"),
        ("outcome", "refused"),
        ("deed", "End postgres (2114)"),
    ):
        assert page.view.columnWidth(columns.index(place)) >= words.horizontalAdvance(said) + 40, place
    assert page.view.columnWidth(columns.index("detail")) > page.view.columnWidth(columns.index("reason"))
    assert page.view.accessibleName() == "Audit"
