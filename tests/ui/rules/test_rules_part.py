"""The list of rules: states, problems, switching, and removing with a way back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.domain.alerts import Mute
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.judged import JudgedNow, Pending
from procmon_gui.domain.rules import RuleProblem, Subject
from procmon_gui.domain.suspicion import RATE, SCORE
from procmon_gui.settings.rules_file import RulesFile
from procmon_gui.ui.rules import rule_columns
from procmon_gui.ui.rules.rules_part import RulesPart
from procmon_gui.ui.rules.shown_rule import RuleState, shown_rules
from tests.store.desk.alert_samples import alert_of
from tests.store.desk.alert_samples import event as fired
from tests.ui.rules.acting import choose, saved
from tests.ui.rules.books import CPU, FILE, Alarms, Told, now

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def states(part: RulesPart) -> list[str]:
    return [rule_columns.state_text(row) for row in part.model.rows]


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


@pytest.mark.parametrize("is_learning", [True, False])
def test_while_it_is_learned_what_is_usual_no_rule_about_the_unusual_is_called_well(is_learning: bool) -> None:
    about = [replace(CPU, metric_id=SCORE, instance="*"), replace(CPU, subject=Subject.ANOMALY), CPU]

    rows = shown_rules(about, [], None, frozenset(), is_learning=is_learning)

    state = RuleState.LEARNING if is_learning else RuleState.OK
    assert [row.state for row in rows] == [state, state, RuleState.OK]
    assert ("still learned" in rule_columns.state_explained(rows[0])) == is_learning
    assert rule_columns.state_text(rows[0]) == ("learning" if is_learning else "OK")


def test_the_list_follows_what_was_learned(part: RulesPart) -> None:
    def state() -> RuleState:
        return next(row.state for row in part.model.rows if row.id == "very-unusual")

    assert state() is RuleState.LEARNING
    part.show_snapshot(replace(now(), host={RATE: {"": 0.0}, SCORE: {"load.1min": 0.0}}))
    assert state() is RuleState.OK


def test_a_rule_that_waits_to_fire_says_how_long_and_the_muted_one_too() -> None:
    waits = Pending(rule_id="cpu", since_ms=5000, left_s=42.4, count=3)
    alarms = Alarms(mutes=[Mute(rule_id="cpu", until_ms=9, by="anna", made_ms=1)])

    (row,) = shown_rules([CPU], [], alarms, frozenset(), now=JudgedNow(pending=[waits]))

    assert row.state is RuleState.PENDING
    assert rule_columns.state_text(row) == "pending, 42 s left"
    said = rule_columns.state_explained(row)
    assert "it fires in 42 s if that goes on" in said
    assert "3 of what it is about are beyond it" in said
    assert "muted until" in said


@pytest.mark.parametrize(("is_enabled", "state"), [(True, RuleState.UNUSABLE), (False, RuleState.OFF)])
def test_a_rule_that_whoever_judges_has_given_up_is_not_called_well(is_enabled: bool, state: RuleState) -> None:
    failed = RuleProblem(rule="cpu", where="", words="failed, which is a fault of the program: RuntimeError: oh")

    (row,) = shown_rules([replace(CPU, is_enabled=is_enabled)], [], None, frozenset(), now=JudgedNow(problems=[failed]))

    assert row.state is state
    assert "fault of the program" in rule_columns.problem_text(row)
    assert rule_columns.condition_text(row).startswith("Can not be judged: failed") is is_enabled
    assert "CPU above" in rule_columns.explained(row)


def test_where_another_program_judges_it_is_not_claimed_that_all_is_well(
    part: RulesPart, judge: Told, qtbot: QtBot
) -> None:
    judge.now = JudgedNow(why_unknown="another program judges")
    part.show_snapshot(now())
    qtbot.waitUntil(lambda: "not firing" in states(part))

    assert part.toolbar.count.said == f"{len(SHIPPED)} on, another program judges"
    row = next(row for row in part.model.rows if row.id == "cpu")
    assert "not known here: another program judges" in rule_columns.state_explained(row)

    judge.now = JudgedNow(pending=[Pending(rule_id="cpu", since_ms=5000, left_s=120)])
    part.show_snapshot(now())
    qtbot.waitUntil(lambda: "pending, 2 min left" in states(part))
    assert part.toolbar.count.said == f"{len(SHIPPED)} on"


def test_nobody_is_asked_while_nobody_looks(part: RulesPart, judge: Told) -> None:
    part.hide()
    count = judge.count

    part.show_snapshot(now())

    assert judge.count == count


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

    assert part.banners.text("done") == "“CPU is busy” is off."
    rule = saved(path, "cpu")
    assert rule is not None
    assert not rule.is_enabled
    part.banners.action_asked.emit("done")
    qtbot.waitUntil(lambda: part.banners.codes[-1:] == ("done",) and "on." in part.banners.text("done"))
    assert saved(path, "cpu") == rule if rule.is_enabled else replace(rule, is_enabled=True)


@pytest.mark.parametrize("held", [Qt.Key.Key_Control, Qt.Key.Key_Shift])
def test_what_is_chosen_by_the_program_is_chosen_also_while_a_key_is_held(part: RulesPart, held: Qt.Key) -> None:
    """As it is by who came here by Ctrl+4 and has not let go yet."""
    is_control = held == Qt.Key.Key_Control
    modifier = Qt.KeyboardModifier.ControlModifier if is_control else Qt.KeyboardModifier.ShiftModifier
    QTest.keyPress(part, held, modifier)
    try:
        for id in ("cpu-busy", "cpu", "cpu"):
            choose(part, id)
    finally:
        QTest.keyRelease(part, held)


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
    QTest.keyClick(part.toolbar.search, Qt.Key.Key_Return)
    chosen = part._chosen_rule()
    assert chosen is not None
    assert chosen.id == part.model.rows[0].id
    part.toolbar.search.setText("nothing like that")
    assert part._stack.currentWidget() is part._none
    QTest.keyClick(part.toolbar.search, Qt.Key.Key_Down)
    QTest.keyClick(part.toolbar.search, Qt.Key.Key_Escape)
    assert part.toolbar.search.text() == ""
