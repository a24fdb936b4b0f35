"""What can be done with an alert: go there, mute, note, save, copy; and its rule, edited and played."""

import csv
import io
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.settings.rules_file import RulesFile
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui.help_pages import help_page_of
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.rules.rule_list import RuleList
from procmon_gui.ui.rules.rules_part import RulesPart, RulesSources
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.store.history.machines import day, live
from tests.ui.alerts.kept import KeptAlerts, alert_of, evidence_of
from tests.ui.guards import Strict
from tests.ui.pages.alerts.acting import Make, look, now_ms, press, settle

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


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
    dialog = page.evidence.deeds._judging._dialog
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


def test_what_was_refused_is_said(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    kept.trouble = "This needs the role of an operator or more; vera is viewer."
    page.evidence.head.acknowledge_button.click()

    qtbot.waitUntil(lambda: "deed" in page.evidence.banners.codes)
    assert "vera" in page.evidence.banners.text("deed")


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
    assert page._room.stack.currentWidget() is page.rules
    page.reveal_alert(27)
    assert page._room.stack.currentWidget() is page.events

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


def test_tab_goes_through_the_rules_also_where_the_arrows_led_there(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    """An arrow presses the next of a group before that can be reached by Tab."""
    rules = RuleList(lambda: RulesFile(tmp_path / "rules.toml", SHIPPED))
    page = make(KeptAlerts(), make_rules=lambda parent: RulesPart(RulesSources(rules=rules), parent))
    look(page, qtbot)
    for before, after in pairwise(page.tab_order()):
        QWidget.setTabOrder(before, after)
    events, shown = page._segments.buttons()
    assert events.nextInFocusChain() is shown, "whatever can not be reached now keeps its place"
    events.setFocus()

    QTest.keyClick(events, Key.Key_Right)

    assert page.rules is not None
    assert shown.hasFocus()
    assert shown.nextInFocusChain() is page.rules.toolbar.new_button
    assert rules.close()
