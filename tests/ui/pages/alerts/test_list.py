"""The list of alerts on their page: empty, long, searched, filtered, by keys, in a narrow window, and unreadable."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.alerts import Alert
from procmon_gui.ui.preferences import Preferences
from tests.ui.alerts.kept import KeptAlerts, alert_of, evidence_of, firing
from tests.ui.fakes import beat
from tests.ui.pages.alerts.acting import Make, look, now_ms, press, settle, shown_id

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def test_without_alerts_a_sentence_says_what_will_appear(make: Make, qtbot: QtBot) -> None:
    page = make(KeptAlerts())
    assert page._room.stack.currentWidget() is page._waiting
    look(page, qtbot)

    assert page._room.stack.currentWidget() is page._nothing
    assert not page.evidence.isVisible()
    assert not page.events.filter_button.isVisible()


def test_the_arrows_go_over_headings_and_a_acknowledges(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    assert page.first_focus() is page.events.view
    page.events.view.setFocus()
    assert shown_id(page) == 30
    press(page, Key.Key_Down, Key.Key_Down)
    assert shown_id(page) == 28
    press(page, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert shown_id(page) == 30
    press(page, Key.Key_End)
    assert shown_id(page) == 24
    press(page, Key.Key_Home, Key.Key_A)
    qtbot.waitUntil(lambda: "acknowledge 30" in kept.reads)
    qtbot.waitUntil(lambda: not page.evidence.head.acknowledge_button.isEnabled())
    assert page.evidence.head.acknowledge_button.accessibleName() == "Acknowledged"
    press(page, Key.Key_A)
    settle(page, qtbot)

    assert kept.reads.count("acknowledge 30") == 1


def test_enter_goes_to_the_evidence_and_escape_back(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.events.view.setFocus()
    press(page, Key.Key_Return)
    assert page.evidence.isAncestorOf(page.focusWidget())
    press(page, Key.Key_Escape)
    assert page.focusWidget() is page.events.view


def test_in_a_narrow_window_the_list_comes_first_and_escape_leads_back(
    make: Make, kept: KeptAlerts, qtbot: QtBot
) -> None:
    page = make(kept, 852)
    look(page, qtbot)
    assert (page.events.isVisible(), page.evidence.isVisible()) == (True, False)
    page.events.view.setFocus()
    press(page, Key.Key_Down)
    assert not page.evidence.isVisible()
    press(page, Key.Key_Return)
    assert (page.events.isVisible(), page.evidence.isVisible()) == (False, True)
    assert page.evidence.head.back_button.isVisible()
    press(page, Key.Key_Escape)
    assert (page.events.isVisible(), page.evidence.isVisible()) == (True, False)
    page.resize(1140, 660)

    assert (page.events.isVisible(), page.evidence.isVisible()) == (True, True)


def test_what_is_searched_is_found_and_the_list_gets_the_keyboard(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    box = page.own_filter()
    box.setFocus()
    QTest.keyClicks(box, "swap")
    assert page.events.model.alert_count == 1
    QTest.keyClick(box, Key.Key_Return)
    assert shown_id(page) == 24
    assert page.focusWidget() is page.events.view
    box.setText("nobody-has-this-name")
    assert page.events._stack.currentWidget() is page.events._none
    page.events._none.button.click()

    assert page.events.model.alert_count == 7


def test_the_menu_of_the_filter_lists_only_one_kind(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    menu = page.events.filter_button.menu()
    menu.aboutToShow.emit()
    by_words = {action.text(): action for action in menu.actions()}
    by_words["Of the rule of the chosen alert"].trigger()
    assert page.events.model.alert_count == 2
    assert page.events.filter_button.accessibleName() == "Listed alerts: One rule"
    # One that is not let through is shown all the same when it is asked for.
    page.reveal_alert(24)

    assert (shown_id(page), page.events.model.alert_count) == (24, 7)


def test_the_chosen_alert_stays_chosen_when_others_come_and_when_it_is_over(
    make: Make, kept: KeptAlerts, qtbot: QtBot
) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(29)
    kept.put(firing(31, fired_ms=now_ms()))
    look(page, qtbot)
    assert page.events.model.rows[page.events.view.currentIndex().row()] == kept.kept[29]
    kept.put(replace(kept.kept[29], resolved_ms=now_ms()))
    look(page, qtbot)

    shown = page.events.model.rows[page.events.view.currentIndex().row()]
    assert isinstance(shown, Alert)
    assert (shown.id, shown_id(page)) == (29, 29)
    assert page.evidence.head.sentence.said.startswith(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "S"))


def test_what_can_not_be_read_is_told_and_the_last_list_stays(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    kept.trouble = "/data/desk.sqlite: the disk is full"
    look(page, qtbot)
    qtbot.waitUntil(lambda: "read" in page.banners.codes)
    assert page.banners.text("read") == f"Alerts can not be read: {kept.trouble}"
    assert page.events.model.alert_count == 7
    page.events.view.choose(24)
    qtbot.waitUntil(lambda: "evidence" in page.evidence.banners.codes)
    kept.trouble = ""
    page.evidence.banners.action_asked.emit("evidence")
    qtbot.waitUntil(lambda: "evidence" not in page.evidence.banners.codes)
    page.banners.action_asked.emit("read")

    qtbot.waitUntil(lambda: "read" not in page.banners.codes)


class Paints(QObject):
    """Counts how often something is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_beats_paint_nothing_while_ten_alerts_fire_and_no_age_reads_another_way(make: Make, qtbot: QtBot) -> None:
    """Ages are in minutes; only the fact of how long it lasts counts seconds."""
    # A quarter of a minute after a whole one: far from the next.
    fired_ms = now_ms() - 5 * 60_000 - 15_000
    kept = KeptAlerts(*(firing(number, fired_ms=fired_ms, since_ms=fired_ms) for number in range(1, 11)))
    kept.found = {id: evidence_of(alert) for id, alert in kept.kept.items()}
    page = make(kept)
    look(page, qtbot)
    qtbot.wait(50)
    counted = {part: Paints() for part in ("list", "chart", "who", "head")}
    parts = (page.events.view.viewport(), page.evidence.chart, page.evidence.lists.who.viewport(), page.evidence.head)
    for widget, paints in zip(parts, counted.values(), strict=True):
        widget.installEventFilter(paints)
    kept.reads.clear()
    for number in range(2, 22):
        page.show_snapshot(beat(number))
        page.draw()
        QApplication.processEvents()

    assert {name: paints.count for name, paints in counted.items()} == {"list": 0, "chart": 0, "who": 0, "head": 0}
    assert kept.reads == []


def test_ten_thousand_past_alerts_come_in_parts_as_one_scrolls(make: Make, qtbot: QtBot) -> None:
    begun_ms = now_ms() - 10_000 * 60_000
    kept = KeptAlerts(*(alert_of(number, fired_ms=begun_ms + number * 60_000) for number in range(1, 10_001)))
    page = make(kept)
    look(page, qtbot)
    assert page.events.model.alert_count == 500
    bar = page.events.view.verticalScrollBar()
    for count in (1000, 1500):
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda: page.events.model.alert_count == count)  # noqa: B023

    assert [read for read in kept.reads if read.startswith("past")] == ["past", "past 9501", "past 9001"]


def test_where_nothing_is_judged_the_page_says_so_with_a_way_to_the_setting(
    make: Make, kept: KeptAlerts, qtbot: QtBot
) -> None:
    preferences = Preferences()
    preferences.store.set("alerts.enabled", False)
    page = make(kept, preferences=preferences)
    asked: list[str] = []
    page.setting_asked.connect(asked.append)
    assert page.banners.codes == ("alerts.enabled",)
    page.banners.action_asked.emit("alerts.enabled")
    assert asked == ["alerts.enabled"]
    preferences.store.set("alerts.enabled", True)

    assert page.banners.codes == ()
