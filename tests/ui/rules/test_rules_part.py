"""The list of rules: states, problems, switching, removing with a way back, the editor, and a dry run."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.domain.alerts import Mute
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.rules import Condition, Rule, Subject
from procmon_gui.settings.rules_file import RulesFile
from procmon_gui.ui import theme
from procmon_gui.ui.rules import rule_columns
from procmon_gui.ui.rules.rule_dialog import RuleDialog
from procmon_gui.ui.rules.rule_list import RuleList
from procmon_gui.ui.rules.rules_part import RulesPart, RulesSources
from procmon_gui.ui.rules.shown_rule import RuleState, shown_rules
from tests.store.desk.alert_samples import alert_of
from tests.store.desk.alert_samples import event as fired
from tests.ui.rules.books import CPU, Alarms, Past, Player, now
from tests.ui.screen import show_active

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

FILE = """\
[[rule]]
id = "cpu"
title = "CPU is busy"
metric = "host.cpu.busy_ratio"
above = "70 %"
for = "1 min"

[[rule]]
id = "broken"
above = 80 %

[[rule]]
id = "cpu-busy"
enabled = false
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(FILE)
    return path


@pytest.fixture
def tester() -> Player:
    return Player()


@pytest.fixture
def part(qtbot: QtBot, qapp: QApplication, path: Path, tester: Player) -> Iterator[RulesPart]:
    theme.apply(qapp, "dark")
    rules = RuleList(lambda: RulesFile(path, SHIPPED))
    part = RulesPart(RulesSources(rules=rules, open_reader=Past, open_tester=lambda: tester))
    rules.setParent(part)
    part.resize(1100, 560)
    part.show_snapshot(now())
    qtbot.addWidget(part)
    show_active(part, qtbot)
    qtbot.waitUntil(lambda: bool(part.model.rows))
    yield part
    part.hide()
    rules.close()


def choose(part: RulesPart, id: str) -> None:
    part._choose(id)
    chosen = part.chosen
    assert chosen is not None
    assert chosen.id == id


def saved(path: Path, id: str) -> Rule | None:
    return next((rule for rule in RulesFile(path, SHIPPED).rules().rules if rule.id == id), None)


def editor(part: RulesPart) -> RuleDialog:
    assert part._dialog is not None
    return part._dialog


def type_into(dialog: RuleDialog, key: str, text: str) -> None:
    field = dialog.form.fields[key].control
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


def settle(dialog: RuleDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.form._settled.isActive())


# ---- the list


def test_rules_are_listed_with_state_and_what_is_wrong_has_its_line(part: RulesPart) -> None:
    rows = {row.id: row for row in part.model.rows}

    assert [row.state for row in (rows["cpu"], rows["cpu-busy"], rows["broken"])] == [
        RuleState.OK, RuleState.OFF, RuleState.UNUSABLE,
    ]  # fmt: skip
    assert part.banners.text("file").startswith("rules.toml, line 10: broken: this line is no TOML")
    condition = part.model.index(list(rows).index("cpu"), 2).data()
    assert condition == "CPU above 70 % for 1 min"
    assert "line 10: this line is no TOML" in part.model.index(list(rows).index("broken"), 2).data()


def test_what_fires_and_what_is_muted_is_seen() -> None:
    alarms = Alarms(
        firing=[alert_of(fired())], past=[alert_of(fired(rule_id="b", at_ms=5000))],
        mutes=[Mute(rule_id="b", until_ms=9, by="anna", made_ms=1)],
    )  # fmt: skip

    first, second = shown_rules([CPU, replace(CPU, id="b")], [], alarms, frozenset({"cpu"}))

    assert (first.state, first.firing_count, first.is_own, first.is_changed) == (RuleState.FIRING, 1, False, True)
    assert (second.state, second.muted_until_ms, second.fired_ms) == (RuleState.MUTED, 9, 5000)


def test_what_this_system_never_knows_is_said_of_the_rule() -> None:
    (shown,) = shown_rules([CPU], [], None, frozenset(), {CPU.metric_id: "This kernel does not count that mode."})

    assert (shown.state, shown.why_blind) == (RuleState.BLIND, "This kernel does not count that mode.")
    assert rule_columns.state_text(shown) == "unknown here"
    assert "does not count" in rule_columns.explained(shown)


def test_the_buttons_offer_what_can_be_done_with_the_chosen_rule(part: RulesPart) -> None:
    bar = part.toolbar
    choose(part, "memory-nearly-exhausted")
    assert (bar.edit_button.isEnabled(), bar.remove_button.isEnabled()) == (True, False)
    choose(part, "cpu-busy")
    assert bar.remove_button.accessibleName() == "As shipped"
    assert bar.switch_button.accessibleName() == "Switch on"
    choose(part, "broken")
    assert (bar.edit_button.isEnabled(), bar.remove_button.isEnabled()) == (False, True)
    choose(part, "cpu")
    assert bar.remove_button.accessibleName() == "Remove"


def test_a_rule_is_switched_off_with_a_key_and_on_again_by_undo(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    choose(part, "cpu")
    part.view.setFocus()

    QTest.keyClick(part.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "done" in part.banners.codes)

    assert part.banners.text("done") == "CPU is busy is off."
    rule = saved(path, "cpu")
    assert rule is not None
    assert not rule.is_enabled
    part.banners.action_asked.emit("done")
    qtbot.waitUntil(lambda: part.banners.codes[-1:] == ("done",) and "on." in part.banners.text("done"))
    assert saved(path, "cpu") == rule if rule.is_enabled else replace(rule, is_enabled=True)


def test_a_rule_is_removed_and_comes_back_by_undo(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    before = saved(path, "cpu")
    choose(part, "cpu")
    part.view.setFocus()

    QTest.keyClick(part.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: saved(path, "cpu") is None)
    qtbot.waitUntil(lambda: "done" in part.banners.codes)
    part.banners.action_asked.emit("done")
    qtbot.waitUntil(lambda: saved(path, "cpu") is not None)

    assert saved(path, "cpu") == before
    assert 'id = "broken"' in path.read_text()


def test_what_is_changed_by_hand_is_seen_soon(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    path.write_text(FILE.replace('"70 %"', '"75 %"'))

    part._rules.look()

    qtbot.waitUntil(lambda: any("75 %" in str(part.model.index(row, 2).data()) for row in range(len(part.model.rows))))


def test_rules_that_can_not_be_read_are_told_until_they_can_and_the_last_stay(
    part: RulesPart, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Unavailable("the disk is away")

    shown = len(part.model.rows)
    with monkeypatch.context() as patched:
        patched.setattr(RulesFile, "rules", fail)
        path.write_text(FILE + "# one more line\n")
        part._rules.look()
        qtbot.waitUntil(lambda: "read" in part.banners.codes)
        qtbot.waitUntil(lambda: part._rules._looking is not None and not part._rules._looking.is_running)
    assert part.banners.text("read") == "Rules can not be read: the disk is away"
    part._rules.look()
    qtbot.waitUntil(lambda: "read" not in part.banners.codes)

    assert len(part.model.rows) == shown


def test_a_file_that_can_not_be_written_is_said(part: RulesPart, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise Unavailable("the disk is full")

    monkeypatch.setattr(RulesFile, "put", fail)
    choose(part, "cpu")

    part.toolbar.switch_button.click()
    qtbot.waitUntil(lambda: "failed" in part.banners.codes)

    assert part.banners.text("failed") == "It was not done: the disk is full"


def test_words_are_looked_for_and_nothing_found_is_said(part: RulesPart) -> None:
    part.toolbar.search.setText("busy")
    assert {row.id for row in part.model.rows} >= {"cpu", "cpu-busy"}
    part.toolbar.search.setText("nothing like that")
    assert part._stack.currentWidget() is part._none


# ---- the editor


def test_a_rule_is_edited_and_kept(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    assert dialog.windowTitle() == "Edit rule: CPU is busy"

    type_into(dialog, "critical", "90 %")
    settle(dialog, qtbot)
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())

    rule = saved(path, "cpu")
    assert rule is not None
    assert rule.condition.critical == 0.9
    assert 'critical = "90 %"' in path.read_text()


def test_wrong_input_is_said_at_its_field_and_not_kept(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)

    type_into(dialog, "critical", "3 GiB")
    settle(dialog, qtbot)
    qtbot.waitUntil(lambda: bool(dialog.form.fields["critical"].fault))

    assert dialog.form.fields["critical"].fault.startswith("the unit of '3 GiB' does not fit host.cpu.busy_ratio")
    assert dialog.form.fields["critical"].control.accessibleDescription().startswith("the unit of")
    dialog.keep_button.click()
    assert dialog.isVisible()
    assert path.read_text() == FILE
    assert dialog.drafted.rule is None


def test_a_new_rule_gets_a_name_from_its_title_and_its_preview_follows(
    part: RulesPart, path: Path, qtbot: QtBot
) -> None:
    part.make_rule()
    dialog = editor(part)
    dialog.keep_button.click()
    assert dialog.form.fields["title"].fault, "what is missing is said"

    type_into(dialog, "title", "Very busy")
    type_into(dialog, "warn", "70 %")
    settle(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog.preview.preview is not None and bool(dialog.preview.preview.fires))

    assert dialog.preview.sentence.text() == "CPU above 70 % for 5 min"
    assert dialog.preview.fires.text() == "It would have fired 1 time in this time."
    assert "CPU, machine" in dialog.preview.chart.accessibleName()
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: saved(path, "very-busy") is not None)


def test_a_new_rule_never_takes_the_place_of_another(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.begin_rule(replace(CPU, id="", title="Brand new"))
    dialog = editor(part)
    assert dialog.form.values()["id"] == "brand-new"
    with path.open("a") as file:
        file.write('\n[[rule]]\nid = "brand-new"\nmetric = "cpu"\nabove = 1\n')

    dialog.keep_button.click()
    qtbot.waitUntil(lambda: bool(dialog.status.text()))

    assert dialog.status.text() == ("It was not done: There is a rule brand-new already; give this one another name.")
    dialog._begun = dialog.form.values()


def test_who_is_meant_now_is_listed_while_the_filter_is_typed(part: RulesPart, qtbot: QtBot) -> None:
    part.make_rule()
    dialog = editor(part)
    box = dialog.form.subject
    box.setCurrentIndex(box.findData("process"))
    box.activated.emit(box.currentIndex())
    type_into(dialog, "where", "user = postgres")
    type_into(dialog, "warn", "1")
    assert dialog.form.values()["metric"] == "cpu_ratio"
    settle(dialog, qtbot)

    qtbot.waitUntil(lambda: len(dialog.preview.model.rows) == 2)
    assert dialog.preview.matching.text() == "2 processes match now, 1 beyond the threshold."


def test_a_rule_that_asks_for_what_is_costly_says_so(part: RulesPart, qtbot: QtBot) -> None:
    part.begin_rule(
        replace(CPU, id="", title="Many files", subject=Subject.PROCESS, metric_id="open_descriptors",
                condition=Condition(warn=1000))
    )  # fmt: skip
    dialog = editor(part)

    qtbot.waitUntil(lambda: "costly to read (open descriptors)" in dialog.preview.matching.text())

    dialog._begun = dialog.form.values()


def test_what_somebody_else_has_changed_meanwhile_is_not_lost(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    type_into(dialog, "critical", "90 %")
    settle(dialog, qtbot)
    path.write_text(FILE.replace('"70 %"', '"75 %"'))

    dialog.keep_button.click()
    qtbot.waitUntil(lambda: "meanwhile" in dialog.status.text())

    assert '"75 %"' in path.read_text()
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    rule = saved(path, "cpu")
    assert rule is not None
    assert (rule.condition.warn, rule.condition.critical) == (0.7, 0.9)


def test_what_is_not_saved_is_not_lost_by_one_key(part: RulesPart, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    type_into(dialog, "critical", "90 %")
    settle(dialog, qtbot)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.status.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_title_of_a_shipped_rule_is_kept_as_it_came(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu-busy")
    dialog = editor(part)
    type_into(dialog, "warn", "85 %")
    settle(dialog, qtbot)
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: 'above = "85 %"' in path.read_text())

    assert "title" not in path.read_text().split("cpu-busy")[1]


def test_every_field_has_a_name_and_can_be_reached(part: RulesPart) -> None:
    part.make_rule()
    for key, field in editor(part).form.fields.items():
        assert field.control.accessibleName(), key
        assert field.control.focusPolicy() & Qt.FocusPolicy.TabFocus, key


# ---- the dry run


def test_a_dry_run_says_how_often_how_long_and_where(part: RulesPart, tester: Player, qtbot: QtBot) -> None:
    asked: list[int] = []
    part.moment_asked.connect(asked.append)
    choose(part, "cpu")

    part.toolbar.test_button.click()
    assert part._dry is not None
    dry = part._dry
    qtbot.waitUntil(lambda: dry.run is not None)

    assert dry.summary.text().startswith("It would have fired 2 times: ")
    assert "Of 1 of them nobody would have been told" in dry.coverage.text()
    assert "only averages are left" in dry.coverage.text()
    assert "Of 1 min 30 s nothing was recorded." in dry.coverage.text()
    assert [found.severity.name for found in dry.model.rows] == ["WARNING", "CRITICAL"]
    dry.rows.selectRow(1)
    dry.go_button.click()
    assert asked == [tester.events[0].at_ms]
    dry.close()


def test_a_dry_run_of_what_is_typed_needs_nothing_saved(part: RulesPart, tester: Player, qtbot: QtBot) -> None:
    part.make_rule()
    dialog = editor(part)
    type_into(dialog, "warn", "70 %")
    settle(dialog, qtbot)

    dialog.test_button.click()
    qtbot.waitUntil(lambda: bool(tester.asked))

    rule, span = tester.asked[0]
    assert rule.condition.warn == 0.7
    assert span.to_ms - span.from_ms == 3_600_000
    assert part._dry is not None
    part._dry.close()


def test_a_dry_run_is_given_up_with_escape(part: RulesPart, tester: Player, qtbot: QtBot) -> None:
    tester.hangs = True
    part.dry_run("cpu")
    dry = part._dry
    assert dry is not None
    qtbot.waitUntil(lambda: bool(tester.asked))

    QTest.keyClick(dry, Qt.Key.Key_Escape)

    assert not dry.is_reading
    assert dry.status.text() == "Cancelled."
    tester.hangs = False
    wait: Callable[[], bool] = lambda: not dry.is_reading  # noqa: E731
    qtbot.waitUntil(wait)
    dry.close()


def test_where_there_is_little_room_the_preview_stands_below_and_leaves_the_fields_theirs(part: RulesPart) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)

    dialog.resize(800, 640)
    QApplication.processEvents()

    assert dialog.preview.y() > dialog._scroll.y()
    assert dialog._scroll.height() > dialog.preview.height()
    dialog.resize(1040, 700)
    QApplication.processEvents()
    assert dialog.preview.x() > dialog._scroll.x()
