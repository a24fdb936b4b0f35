"""Where acting is reached: buttons, menus and keys of the list and its detail, who is meant by them, and why not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from procmon_gui.domain.actions import ActionKind, Fate, Grade
from procmon_gui.domain.process_metrics import STATE_LABELS
from procmon_gui.query import compile
from procmon_gui.ui import text, theme
from procmon_gui.ui.acting.dialog import ActionDialog
from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.act_entries import ActEntries
from procmon_gui.ui.widgets.detail.sources import DetailSources
from tests.ui.acting.control import FakeAsking, FakeControl, target
from tests.ui.population import Person, family, snapshot_of
from tests.ui.screen import show_active
from tests.ui.widgets.detail.sources import FakeInspector

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SHIFT = Qt.KeyboardModifier.ShiftModifier
STOPPED = float(STATE_LABELS.index("stopped"))
WHY_NOT = "Actions need the live moment"
#   1 ── 2 ── 4
#   │    └── 5
#   └─ 3
FAMILY = ((1, 0), (2, 1), (3, 1), (4, 2), (5, 2))


@pytest.fixture
def control() -> FakeControl:
    return FakeControl({pid: target(pid) for pid in range(1, 6)}, below={2: (4, 5)})


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, control: FakeControl) -> Iterator[ProcessesPage]:
    theme.apply(qapp, "dark")
    page = ProcessesPage(settings=QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    page.use_detail(lambda: DetailSources(inspector=FakeInspector()))
    page.use_means(Means(lambda: control, FakeAsking))
    page.resize(1140, 600)
    qtbot.addWidget(page)
    show_active(page, qtbot)
    beat(page, *family(*FAMILY))
    yield page
    for dialog in page.findChildren(ActionDialog):
        dialog.close()
    if page.deeds.acting._acting is not None:
        page.deeds.acting._acting.close()
    page.hide()
    assert close_readers()


def beat(page: ProcessesPage, *people: Person, sequence: int = 1) -> None:
    snapshot = snapshot_of(people, sequence=sequence)
    page.remember(snapshot)
    page.show_snapshot(snapshot)
    page.draw()
    page.view.setFocus()
    QApplication.processEvents()


def question(page: ProcessesPage, qtbot: QtBot) -> ActionDialog:
    def there() -> bool:
        return any(dialog.isVisible() for dialog in page.findChildren(ActionDialog))

    qtbot.waitUntil(there)
    return next(dialog for dialog in page.findChildren(ActionDialog) if dialog.isVisible())


# ---- keys


@pytest.mark.parametrize(
    ("key", "modifier", "title"),
    [
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "End name-3, PID 3?"),
        (Qt.Key.Key_Delete, SHIFT, "Kill name-3, PID 3?"),
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "Send a signal to name-3, PID 3?"),
    ],
)
def test_keys_ask_about_the_current_process(
    page: ProcessesPage, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, title: str
) -> None:
    assert page.deeds.go_to(300)

    QTest.keyClick(page.view, key, modifier)

    assert question(page, qtbot).title.text() == title


def test_the_question_stays_with_its_process_whatever_is_selected_sorted_and_filtered(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    page.deeds.go_to(300)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    dialog = question(page, qtbot)

    page.deeds.go_to(500)
    page.model.set_shape(Shape.FLAT)
    page.set_query(compile("pid = 4"))
    beat(page, *family((1, 0), (4, 1)), sequence=2)
    assert dialog.title.text() == "End name-3, PID 3?"
    control.fates[3] = [Fate.ENDED]
    dialog.act_button.click()

    qtbot.waitUntil(lambda: page.notice.text == "name-3, PID 3 ended after 0.3 s.")
    assert control.acted == [[3]]


def test_live_values_go_on_below_a_question(page: ProcessesPage, qtbot: QtBot) -> None:
    page.deeds.go_to(300)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    dialog = question(page, qtbot)

    beat(page, *family(*FAMILY, (6, 1)), sequence=2)

    assert page.deeds.go_to(600)
    assert not dialog.isModal()


def test_a_question_belongs_to_its_page_so_that_it_goes_when_the_page_is_covered(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    page.deeds.go_to(300)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    dialog = question(page, qtbot)
    assert dialog.parentWidget() is page.view.parentWidget()

    dialog.reject()

    qtbot.waitUntil(lambda: bool(control.held[0].closed))
    assert control.orders == []


# ---- who is meant


def test_who_is_tagged_comes_before_who_is_selected(page: ProcessesPage, qtbot: QtBot, control: FakeControl) -> None:
    for serial in (300, 500):
        page.deeds.go_to(serial)
        QTest.keyClick(page.view, Qt.Key.Key_Space)
    page.deeds.go_to(100)

    QTest.keyClick(page.view, Qt.Key.Key_Delete)

    assert question(page, qtbot).title.text() == "End 2 processes?"
    assert [pids for pids, _, _ in control.holds] == [(5, 3)]


def test_a_group_is_all_of_its_members(page: ProcessesPage, qtbot: QtBot, control: FakeControl) -> None:
    page.model.set_shape(Shape.USER)
    page.view.go_to_row(0)

    QTest.keyClick(page.view, Qt.Key.Key_Delete)

    assert question(page, qtbot).title.text() == "End 5 processes?"
    assert sorted(control.holds[0][0]) == [1, 2, 3, 4, 5]


def test_they_are_held_as_they_were_seen_in_the_beat_that_is_shown(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    page.deeds.go_to(300)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    question(page, qtbot)

    assert [seen_ns for _, seen_ns, _ in control.holds] == [1_000_000_000]


def test_without_anybody_in_hand_it_is_said_to_select_somebody(page: ProcessesPage) -> None:
    page.view.clearSelection()

    page.toolbar.acting.end.click()

    assert page.notice.text == "Select a process first."


def test_more_than_anybody_reads_are_not_asked_about(page: ProcessesPage, control: FakeControl) -> None:
    page.model.set_shape(Shape.FLAT)
    beat(page, *family(*((pid, 0) for pid in range(1, 1102))), sequence=2)
    page.view.selectAll()

    QTest.keyClick(page.view, Qt.Key.Key_Delete)

    assert page.notice.text == f"These are {text.count_text(1101)} processes; act on fewer at once."
    assert control.holds == []


# ---- buttons and menus


def test_the_buttons_suspend_and_offer_to_resume_who_is_suspended(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    control.fates[3] = [Fate.STOPPED]
    page.deeds.go_to(300)
    buttons = page.toolbar.acting
    assert buttons.pause.accessibleName() == "Suspend"

    buttons.pause.click()
    qtbot.waitUntil(lambda: page.notice.text == "name-3, PID 3 is suspended.")
    assert page.notice.button.text() == "Resume"
    people = [replace(one, values={"state": STOPPED}) if one.pid == 3 else one for one in family(*FAMILY)]
    beat(page, *people, sequence=2)
    assert buttons.pause.accessibleName() == "Resume"

    control.fates[3] = [Fate.RUNNING]
    page.notice.button.click()
    qtbot.waitUntil(lambda: page.notice.text == "name-3, PID 3 goes on.")
    assert page.notice.button.isHidden()


def test_a_step_of_the_priority_menu_is_done_at_once(page: ProcessesPage, qtbot: QtBot, control: FakeControl) -> None:
    page.deeds.go_to(300)
    menu = page.toolbar.acting.priority.menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Very high, nice \N{MINUS SIGN}20", "High, nice \N{MINUS SIGN}5", "Normal, nice 0", "Low, nice 5",
        "Very low, nice 19", "Other…", "I/O priority…", "CPU affinity…",
    ]  # fmt: skip

    menu.actions()[3].trigger()

    qtbot.waitUntil(lambda: page.notice.text == "name-3, PID 3 has another priority now: Low, nice 5.")
    assert [order.action.nice for order in control.orders] == [5]
    page.notice.button.click()
    qtbot.waitUntil(lambda: len(control.orders) == 2)


def shown(entries: ActEntries) -> list[str]:
    actions = (entries.end, entries.kill, entries.end_tree, entries.suspend, entries.resume, entries.signal,
               entries._priority, entries.restart)  # fmt: skip
    return [action.text().partition("\t")[0] for action in actions if action.isVisible()]


def test_the_menu_of_a_row_offers_what_makes_sense_for_it(page: ProcessesPage) -> None:
    entries = page.deeds.actions.acting
    people = family(*FAMILY)
    people[2] = replace(people[2], values={"state": STOPPED}, texts={"unit": "cron.service"})
    beat(page, *people, sequence=2)

    page.deeds.go_to(200)
    page.deeds.acting.offer(entries)
    assert shown(entries) == ["End…", "Kill…", "End with all below…", "Suspend", "Send signal…", "Priority"]

    page.deeds.go_to(300)
    page.deeds.acting.offer(entries)
    assert shown(entries) == ["End…", "Kill…", "Resume", "Send signal…", "Priority", "Restart cron.service…"]
    assert entries.end.text().endswith("\tDel")


def test_a_unit_is_restarted_after_a_question_that_names_it(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    control.people[3] = target(3, unit="cron.service")
    page.deeds.go_to(300)

    page.deeds.actions.acting.restart.trigger()

    dialog = question(page, qtbot)
    assert dialog.title.text() == "Restart cron.service?"
    dialog.act_button.click()
    qtbot.waitUntil(lambda: page.notice.text == "cron.service was restarted.")
    assert control.orders[0].action.kind is ActionKind.RESTART_UNIT


def test_all_below_are_ended_with_it_children_first(page: ProcessesPage, qtbot: QtBot, control: FakeControl) -> None:
    page.deeds.go_to(200)

    page.deeds.actions.acting.end_tree.trigger()

    dialog = question(page, qtbot)
    assert dialog.title.text() == "End 3 processes?"
    dialog.act_button.click()
    qtbot.waitUntil(lambda: control.acted == [[4, 5, 2]])


def test_the_children_that_the_list_knows_are_shown_in_the_question(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    control.people[2] = target(2, child_count=2)
    page.deeds.go_to(200)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)

    assert [row.pid for row in question(page, qtbot).kin_list.rows] == [4, 5]


def test_the_detail_acts_on_the_process_that_it_shows_though_another_one_is_selected(
    page: ProcessesPage, qtbot: QtBot
) -> None:
    page.deeds.go_to(300)
    assert page.detail is not None
    page.detail.open_detail()
    panel = page.detail.panel
    assert panel is not None
    assert panel.header.act_button.isVisible()
    panel.header.pin_button.setChecked(True)
    page.deeds.go_to(500)

    menu = panel.header.act_button.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.isVisible() and action.text()] == [
        "End…\tDel", "Kill…\tShift+Del", "Suspend", "Send signal…\tF9", "Priority",
    ]  # fmt: skip
    menu.actions()[0].trigger()

    assert question(page, qtbot).title.text() == "End name-3, PID 3?"


# ---- where it can not be


def without_means(qtbot: QtBot, tmp_path: Path) -> ProcessesPage:
    page = ProcessesPage(settings=QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat))
    page.use_detail(lambda: DetailSources(inspector=FakeInspector()))
    qtbot.addWidget(page)
    page.resize(1140, 600)
    show_active(page, qtbot)
    beat(page, *family(*FAMILY))
    return page


def assert_says_why_not(page: ProcessesPage) -> None:
    for button in page.toolbar.acting.all:
        assert button.isVisible()
        assert not button.isEnabled()
        assert WHY_NOT in button.toolTip()
    entries = page.deeds.actions.acting
    page.deeds.acting.offer(entries)
    for action in (entries.end, entries.kill, entries.suspend, entries.signal, entries._priority):
        assert action.isVisible()
        assert not action.isEnabled()
        assert WHY_NOT in action.toolTip()
    assert page.deeds.actions.toolTipsVisible()
    page.notice.say("info", "")
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.notice.text == WHY_NOT


def test_in_a_recording_of_elsewhere_all_is_there_and_says_why_it_can_not_be_done(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    theme.apply(qapp, "dark")
    page = without_means(qtbot, tmp_path)
    page.deeds.go_to(300)

    assert_says_why_not(page)

    page.hide()


def test_in_the_past_and_while_the_list_stands_still_it_is_refused_and_live_it_works_again(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    moment = Moment(None, page)
    page.use_moment(moment)
    page.deeds.go_to(300)
    assert page.toolbar.acting.end.isEnabled()

    moment.set_frozen(True)
    assert_says_why_not(page)
    assert control.holds == []

    moment.go_live()
    assert page.toolbar.acting.end.isEnabled()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    question(page, qtbot)


# ---- what is said


def test_what_came_of_it_is_read_out(page: ProcessesPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if hasattr(event, "message"):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    page.deeds.go_to(300)

    page.toolbar.acting.priority.menu().actions()[3].trigger()

    qtbot.waitUntil(lambda: heard == ["name-3, PID 3 has another priority now: Low, nice 5."])


def test_another_notice_takes_the_offer_away_and_lets_go(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    page.deeds.go_to(300)
    page.toolbar.acting.priority.menu().actions()[3].trigger()
    qtbot.waitUntil(lambda: page.notice.button.isVisible())
    assert not control.held[0].closed

    page.notice.say("info", "Saved: list.csv")

    assert page.notice.button.isHidden()
    assert control.held[0].closed


def test_others_and_what_others_live_in_are_asked_about_from_the_buttons(
    page: ProcessesPage, qtbot: QtBot, control: FakeControl
) -> None:
    control.people[3] = target(3, user="root", uid=0, grade=Grade.OTHERS)
    page.deeds.go_to(300)

    page.toolbar.acting.pause.click()

    assert question(page, qtbot).title.text() == "Suspend name-3, PID 3?"
    assert control.orders == []


# ---- room


def test_the_buttons_keep_their_words_beside_the_detail_at_1280_and_are_icons_where_there_is_no_room(
    page: ProcessesPage,
) -> None:
    bar = page.toolbar
    buttons = bar.acting
    bar.resize(804, bar.height())
    assert all(button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon for button in buttons.all)
    assert not bar.machine_button.isVisible()

    bar.resize(bar.minimumSizeHint().width(), bar.height())

    assert all(button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly for button in buttons.all)
    names = [button.accessibleName() for button in bar.findChildren(QToolButton) if button in buttons.all]
    assert sorted(names) == ["End…", "Priority", "Suspend"]
    bar.resize(1600, bar.height())
    assert bar.machine_button.isVisible()
    assert bar.kernel_button.isVisible()
