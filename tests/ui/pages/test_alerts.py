"""The page Alerts: what it shows in every state, by keyboard, and where it leads."""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.alerts.words import condition_words
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.alerts import Alert, Alerts
from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.missing_evidence import NO_NUMBERS, NOT_ALL_BEFORE
from procmon_gui.domain.notices import Delivery, DeliveryState
from procmon_gui.engine.discreet_alerts import DiscreetAlerts
from procmon_gui.engine.discretion import Discretion
from procmon_gui.settings.rules_file import RulesFile
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.help_pages import help_page_of
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.alerts import AlertsPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.rules.rule_list import RuleList
from procmon_gui.ui.rules.rules_part import RulesPart, RulesSources
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.store.history.machines import day, live
from tests.ui.alerts.kept import KeptAlerts, alert_of, evidence_of, firing, night
from tests.ui.audit import KeptTrail, process_deed
from tests.ui.fakes import beat
from tests.ui.guards import Strict
from tests.ui.pseudo import OPENS, pseudo_language
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
Make = Callable[..., AlertsPage]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@pytest.fixture
def kept() -> KeptAlerts:
    fires, past = night(now_ms())
    kept = KeptAlerts(*fires, *past)
    kept.found = {one.id: evidence_of(one, is_complete=one.resolved_ms is not None) for one in (*fires, *past)}
    return kept


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Iterator[Make]:
    theme.apply(qapp, "dark")
    made: list[tuple[AlertsPage, AlertList]] = []

    def make(kept: Alerts, width: int = 1140, **more: Any) -> AlertsPage:
        alerts = AlertList(lambda: kept)
        page = AlertsPage(alerts, **more)
        alerts.setParent(page)
        moment = Moment(None, page)
        moment.take(beat(1))
        page.use_moment(moment)
        page.resize(width, 660)
        qtbot.addWidget(page)
        show_active(page, qtbot)
        made.append((page, alerts))
        return page

    yield make
    for page, alerts in made:
        page.hide()
        alerts.close()


def look(page: AlertsPage, qtbot: QtBot) -> None:
    page._alerts.look()
    qtbot.waitUntil(lambda: page._alerts._looking is None or not page._alerts._looking.is_running)
    settle(page, qtbot)


def settle(page: AlertsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.evidence._reading.is_reading)


def shown_id(page: AlertsPage) -> int:
    return page.evidence.alert.id if page.evidence.alert is not None else 0


def press(page: AlertsPage, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(page.focusWidget() or page, key)


# ---- what is shown


def test_without_alerts_a_sentence_says_what_will_appear(make: Make, qtbot: QtBot) -> None:
    page = make(KeptAlerts())
    assert page._stack.currentWidget() is page._waiting
    look(page, qtbot)

    assert page._stack.currentWidget() is page._nothing
    assert not page.evidence.isVisible()
    assert not page.events.filter_button.isVisible()


def test_the_first_alert_is_shown_with_who_did_it(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    pane = page.evidence

    assert pane.head.title.text() == "CPU above 80 % for 5 min"
    assert "zstd made 62.4 % of the rise. Started by nightly-backup, cron.service, user backup." in (
        pane.head.sentence.said
    )
    rows = [[pane.lists.culprits.index(row, column).data() for column in range(7)] for row in range(2)]
    # A core of four is a quarter of the machine, as the curve beside it is a share of it.
    assert rows[0] == ["zstd", "70421", "backup", "62.4 %", "46.8 %", "0.0 %", "cron.service, nightly-backup"]
    assert rows[1][:6] == ["postgres", "70424", "postgres", "18.1 %", "15.7 %", "2.1 %"]
    assert [pane.lists.passers.index(row, 2).data() for row in range(3)] == ["cp", "pg_dump", "zstd"]
    assert pane.lists.passers.index(0, 1).data() == "ended, exit status 1"
    assert pane.facts.words("rule") == "CPU above 80 % for 5 min"
    assert pane.facts.words("lasted") == "16 min 0 s, at worst 93.4 %"
    assert pane.facts.words("seen") == "nobody yet"
    assert pane.facts.words("same").startswith("2 times in 14 days")
    assert pane.facts.words("kept").startswith("721, from ")


def test_the_chart_tells_its_moments_and_has_a_table_twin(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    chart = page.evidence.chart
    assert chart.accessibleName().startswith("What rose, CPU, zstd")
    assert "beyond since" in chart.accessibleDescription()
    assert "fired" in chart.accessibleDescription()

    assert chart.table_titles() == ["Time", "CPU", "zstd"]
    assert len(chart.table_rows()) == 721
    rows = list(csv.DictReader(io.StringIO(chart.csv_text())))
    assert list(rows[0]) == ["at_utc", "host.cpu.busy_ratio", "culprit"]
    chart.setFocus()
    press(page, Key.Key_Right)
    assert "zstd 4" in chart.accessibleName()


def test_a_culprit_that_is_measured_in_something_else_has_an_axis_of_its_own(
    make: Make, kept: KeptAlerts, qtbot: QtBot
) -> None:
    alert = kept.kept[28]
    kept.found[28] = evidence_of(alert, culprit_metric_id="rss_bytes")
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(28)
    settle(page, qtbot)

    assert "own axis 0 to" in page.evidence.chart.accessibleName()


def test_evidence_that_is_not_complete_says_until_when_more_comes(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(30)
    settle(page, qtbot)
    assert page.evidence.head.hint.text().startswith("More evidence comes until ")
    # What has not become complete is read again with every change, and shown in the place of the same.
    kept.put(alert_of(3, fired_ms=now_ms()))
    look(page, qtbot)
    assert len(page.evidence.lists.culprits.rows) == 5
    del kept.found[30]
    kept.put(replace(kept.kept[30], peak=0.5))
    look(page, qtbot)
    assert page.evidence.head.hint.text().startswith("The evidence is being gathered, until ")
    assert page.evidence.lists.who.isHidden()
    kept.put(kept.kept[30], evidence_of(kept.kept[30]))
    look(page, qtbot)

    assert page.evidence.head.hint.isHidden()
    assert len(page.evidence.lists.culprits.rows) == 5


def test_what_is_missing_is_said(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    said = f"{NOT_ALL_BEFORE} {NO_NUMBERS} Something new."
    kept.found[27] = evidence_of(kept.kept[27], missing=said, culprits=())
    kept.kept[27] = replace(kept.kept[27], culprit="", culprit_share=None)
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)

    assert page.evidence.head.sentence.said.endswith(said)
    assert page.evidence.lists._nobody.isVisible()


def test_hostile_names_stay_text(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    nasty = "<img src=/etc/x>{{7*7}}$(id)"
    evidence = evidence_of(kept.kept[27])
    first = replace(evidence.culprits[0], name=nasty, parents=(nasty,))
    kept.found[27] = replace(evidence, culprits=(first, *evidence.culprits[1:]))
    kept.kept[27] = replace(kept.kept[27], culprit=nasty, title=nasty)
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)

    assert nasty in page.evidence.head.sentence.said
    assert page.evidence.head.title.text() == nasty
    assert page.evidence.head.title.textFormat() is Qt.TextFormat.PlainText
    assert "<img" not in page.evidence.head.title.toolTip()


def test_who_was_told_and_what_was_done_by_hand_stands_among_the_facts(
    make: Make, kept: KeptAlerts, qtbot: QtBot
) -> None:
    alert = kept.kept[27]
    trail = KeptTrail(process_deed(), process_deed(action="kill"))
    trail.kept = [replace(one, at_ms=alert.fired_ms + 1000 * one.number) for one in trail.kept]
    audit = AuditList(lambda: trail)

    def deliveries(id: int) -> list[Delivery]:
        made = {"alert_id": id, "title": "", "try_count": 1, "made_ms": 1, "done_ms": 1, "next_ms": None}
        return [
            Delivery(id=2, channel_id="ops", state=DeliveryState.FAILED, words="refused", **made),  # type: ignore[arg-type]
            Delivery(id=1, channel_id="desktop", state=DeliveryState.DELIVERED, **made),  # type: ignore[arg-type]
        ]

    page = make(kept, audit=audit, deliveries=deliveries)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    assert page.evidence.facts.words("told") == "desktop, ops (failed)"
    assert page.evidence.facts.words("hand") == ""
    audit.look()
    qtbot.waitUntil(lambda: audit.is_read)
    assert page.evidence.facts.words("hand") == "anna ended postgres (2114); anna killed postgres (2114)"
    audit.see_only("")
    assert page.evidence.facts.words("hand") == ""
    assert audit.close()


# ---- by keyboard


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


# ---- what can be done


def test_the_window_goes_to_the_moment_and_to_the_process(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    memory = RecentMemory()
    beats = live(day(30), memory)
    at_ms, key = beats[10].at_ms, beats[10].key(int(beats[10].rows[0]))
    alert = alert_of(40, fired_ms=at_ms, since_ms=at_ms - 5000, resolved_ms=at_ms + 5000)
    evidence = evidence_of(alert)
    first = replace(evidence.culprits[0], key=key)
    kept.put(alert, replace(evidence, culprits=(first,)))
    page = make(kept)
    moment = Moment(memory, page)
    moment.take(beats[-1])
    page.use_moment(moment)
    look(page, qtbot)
    page.reveal_alert(40)
    settle(page, qtbot)
    assert page.evidence.head.go_button.isEnabled()
    page.evidence.head.go_button.click()
    qtbot.waitUntil(lambda: moment.is_past)
    assert moment.cursor_ms == at_ms
    assert [one.id for one in kept.kept.values() if page.events.view.fired_then(one)] == [40]
    asked: list[ProcessKey] = []
    page.process_asked.connect(asked.append)
    page.evidence.lists.who.setFocus()
    page.evidence.lists.who.selectRow(0)
    press(page, Key.Key_Return)

    qtbot.waitUntil(lambda: asked == [key])


def test_where_nothing_is_remembered_the_button_says_why(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)

    assert not page.evidence.head.go_button.isEnabled()
    assert "Nothing is remembered here" in page.evidence.head.go_button.toolTip()


def test_a_rule_is_muted_from_the_menu_and_tells_again(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    menu = page.evidence.foot.mute_menu
    menu.aboutToShow.emit()
    said = [action.text() for action in menu.actions() if action.text()]
    assert said[0] == "For 1 h"
    assert said[2].startswith("Until tomorrow 08:00")
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: "mute cpu" in kept.reads)
    qtbot.waitUntil(lambda: page.evidence.foot.mute_button.accessibleName().startswith("Muted until"))
    assert 3_500_000 < kept.muted["cpu"].until_ms - now_ms() <= 3_600_000
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()

    qtbot.waitUntil(lambda: page.evidence.foot.mute_button.accessibleName() == "Mute…")


def test_a_note_is_kept_with_who_has_seen_it(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    page.evidence.head.note_asked.emit()
    dialog = page.evidence._judging._dialog
    assert dialog is not None
    dialog.field.setText("  known:\nbackup ")
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: "acknowledge 27 known: backup" in kept.reads)
    qtbot.waitUntil(lambda: page.evidence.facts.words("seen").endswith(": known: backup"))


def test_the_evidence_becomes_files(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    files: list[FileContent] = []
    page.saving_asked.connect(files.append)
    for action in page.evidence.foot._export_menu.actions():
        action.trigger()
    whole, curve, culprits = files
    assert isinstance(whole.data, str)
    assert isinstance(curve.data, str)
    assert isinstance(culprits.data, str)

    fields = json.loads(whole.data)
    assert (fields["id"], fields["severity"], len(fields["evidence"]["culprits"])) == (27, "critical", 5)
    assert whole.name.startswith("cpu-20")
    assert whole.name.endswith(".json")
    assert next(csv.DictReader(io.StringIO(curve.data))).keys() == {
        "at_utc", "host.cpu.busy_ratio", "zstd (70421)",
    }  # fmt: skip
    assert next(csv.DictReader(io.StringIO(culprits.data)))["share_of_rise"] == "0.624"


def test_who_may_not_judge_changes_nothing(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    guard = page.guard = Strict()  # type: ignore[attr-defined]
    look(page, qtbot)
    page.reveal_alert(27)
    page.evidence.head.acknowledge_button.click()
    page.evidence.head.note_asked.emit()
    page.evidence.foot.mute_menu.aboutToShow.emit()
    page.evidence.foot.mute_menu.actions()[0].trigger()
    page.evidence.foot._export_menu.actions()[0].trigger()
    settle(page, qtbot)

    assert guard.asked == [Permission.JUDGE] * 3 + [Permission.EXPORT]
    assert not [read for read in kept.reads if read.startswith(("acknowledge", "mute"))]


def test_the_sentence_can_be_copied(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    page.evidence.head.copy_asked.emit()

    assert "zstd made 62.4 % of the rise." in QGuiApplication.clipboard().text()


# ---- bad days


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


def test_what_was_refused_is_said(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    kept.trouble = "This needs the role of an operator or more; vera is viewer."
    page.evidence.head.acknowledge_button.click()

    qtbot.waitUntil(lambda: "deed" in page.evidence.banners.codes)
    assert "vera" in page.evidence.banners.text("deed")


# ---- cost


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


def test_the_rule_of_an_alert_is_edited_and_played_from_its_evidence(
    make: Make, kept: KeptAlerts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rules = RuleList(lambda: RulesFile(tmp_path / "rules.toml", SHIPPED))
    done: list[tuple[str, object]] = []
    monkeypatch.setattr(RulesPart, "edit_rule", lambda _part, rule_id: done.append(("edit", rule_id)))
    monkeypatch.setattr(RulesPart, "dry_run", lambda _part, rule_id, span: done.append((rule_id, span)))
    page = make(kept, make_rules=lambda parent: RulesPart(RulesSources(rules=rules), parent))
    look(page, qtbot)
    page.reveal_alert(27)
    assert page.evidence.foot.edit_button.isVisible()
    page.evidence.foot.edit_button.click()
    assert done == [("edit", "cpu")]
    page.reveal_alert(27)
    page.evidence.foot.dry_run_button.click()
    qtbot.waitUntil(lambda: len(done) == 2)
    rule_id, span = done[1]
    assert isinstance(span, Span)
    assert (rule_id, span.to_ms - span.from_ms) == ("cpu", 14 * 86_400_000)
    assert page._stack.currentWidget() is page.rules
    page.reveal_alert(27)
    assert page._stack.currentWidget() is page.events

    assert rules.close()


def test_the_tab_key_goes_from_the_tabs_through_the_rules(
    make: Make, kept: KeptAlerts, qtbot: QtBot, tmp_path: Path
) -> None:
    rules = RuleList(lambda: RulesFile(tmp_path / "rules.toml", SHIPPED))
    page = make(kept, make_rules=lambda parent: RulesPart(RulesSources(rules=rules), parent))
    look(page, qtbot)
    page._segments.button(1).click()
    assert page.rules is not None
    part = page.rules
    qtbot.waitUntil(lambda: bool(part.model.rows))
    # A click takes the keyboard along, and help is about what is seen.
    assert page._segments.button(1).hasFocus()
    assert help_page_of(page._segments.button(1)) == help_page_of(part.view) == "rules"

    went: list[QWidget] = []
    at: QWidget | None = page._segments.button(1)
    while at is not None and len(went) < 3:
        at = at.nextInFocusChain()
        if at is not None and at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            went.append(at)

    assert went == list(part.toolbar.tab_order()[:3])
    assert page._segments.button(1).text() == f"Rules {len(SHIPPED)}"
    assert page.first_focus() is part.view
    assert rules.close()


class Needed(Discretion):
    """Says whether command lines must be cut, as a test wants it."""

    def __init__(self) -> None:
        self.is_so = True

    @property
    def is_needed(self) -> bool:
        return self.is_so


def test_who_may_not_read_command_lines_sees_and_saves_none(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    needed = Needed()
    page = make(DiscreetAlerts(kept, needed))
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    lists, files = page.evidence.lists, list[FileContent]()
    page.saving_asked.connect(files.append)

    def told() -> str:
        rows = (lists.culprits, lists.passers)
        cells = [str(model.index(row, column).data(role)) for model in rows for row in range(model.rowCount())
                 for column in range(model.columnCount())
                 for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)]  # fmt: skip
        page.evidence.foot._export_menu.actions()[0].trigger()
        return "\n".join([*cells, str(files.pop().data)])

    assert "--all" not in told()
    assert "backup.tar" not in told()
    needed.is_so = False
    page.see_more()
    settle(page, qtbot)

    assert "zstd --all" in told()
    assert "/var/backup.tar" in told()


def test_a_condition_is_said_in_the_language_of_the_reader_unless_its_rule_was_changed_since(
    make: Make, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    rule = next(rule for rule in SHIPPED if rule.id == "cpu-busy")
    said = condition_words(rule)
    kept = KeptAlerts(alert_of(1, rule_id=rule.id, condition=said), alert_of(2, rule_id=rule.id, condition="another"))
    rules = RuleList(lambda: RulesFile(tmp_path / "rules.toml", SHIPPED))
    with pseudo_language(qapp):
        page = make(kept, rules=rules)
        look(page, qtbot)
        page.reveal_alert(1)
        qtbot.waitUntil(lambda: OPENS in page.evidence.facts.words("rule"))
        page.reveal_alert(2)
        assert page.evidence.facts.words("rule") == "another"
        assert not rules._timer.isActive()

    assert rules.close()
