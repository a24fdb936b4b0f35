"""From a wish to the word of what came of it, by hands that do as the test says."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.actions import Action, ActionKind, Fate, Grade
from procmon_gui.domain.errors import Unavailable
from procmon_gui.ui.acting import undertaking
from procmon_gui.ui.acting.wishes import Tone
from tests.ui.acting.control import ROOT, FakeControl, target
from tests.ui.acting.stage import END, KILL, SEEN_NS, MakeStage, confirm

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_who_is_ended_was_held_from_the_question_on_and_it_is_said_when_he_has_ended(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.fates[7] = [Fate.RUNNING]
    dialog = stage.asked(END, 7)
    assert dialog.title.text() == "End name-7, PID 7?"

    dialog.reason.setText(" it hangs ")
    stage.control.fates[7] = [Fate.ENDED]
    confirm(dialog)

    assert stage.told(2).words == "name-7, PID 7 ended after 0.3 s."
    assert stage.notices[0].words == "name-7, PID 7 is asked to stop…"
    assert stage.notices[1].tone is Tone.GOOD
    stage.wait_idle()
    assert stage.control.holds == [((7,), SEEN_NS, False)]
    assert stage.control.acted == [[7]]
    assert [order.reason for order in stage.control.orders] == ["it hangs"]
    assert stage.control.watches == [undertaking.END_S]
    assert stage.control.held[0].closed


def test_nothing_is_opened_before_somebody_acts_and_then_once(make_stage: MakeStage) -> None:
    stage = make_stage(target(7), target(8))
    assert stage.opened == 0

    for pid in (7, 8):
        stage.asked(END, pid).reject()

    stage.wait_idle()
    assert stage.opened == 1


def test_two_clicks_act_once(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.gate = threading.Event()
    dialog = stage.asked(END, 7)
    stage.control.fates[7] = [Fate.ENDED]

    for _ in range(2):
        QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
        dialog._on_act()
    stage.control.gate.set()

    stage.told(2)
    assert len(stage.control.orders) == 1


def test_the_question_begins_at_cancel_and_return_lets_it_be(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(END, 7)
    assert dialog.cancel_button.hasFocus()

    QTest.keyClick(dialog, Qt.Key.Key_Return)

    stage.wait_idle()
    assert not stage.dialogs
    assert stage.control.orders == []
    assert stage.control.held[0].closed


@pytest.mark.parametrize("where", ["act_button", "reason"])
@pytest.mark.parametrize("action", [END, KILL, replace(END, kind=ActionKind.RESTART_UNIT)])
def test_return_never_does_what_is_dangerous(make_stage: MakeStage, where: str, action: Action) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(action, 7)
    getattr(dialog, where).setFocus()

    for key_code in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(getattr(dialog, where), key_code)

    assert dialog.isVisible()
    assert not dialog.is_busy
    assert stage.control.orders == []


def test_esc_lets_it_be_wherever_the_keyboard_is(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(KILL, 7)
    dialog.reason.setFocus()

    QTest.keyClick(dialog.reason, Qt.Key.Key_Escape)

    stage.wait_idle()
    assert stage.control.orders == []
    assert stage.notices == []


def test_the_same_question_comes_to_the_front_and_another_one_stands_beside_it(make_stage: MakeStage) -> None:
    stage = make_stage(target(7), target(8))
    dialog = stage.asked(END, 7)

    stage.wish(END, 7)
    stage.wish(END, 8)

    QApplication.processEvents()
    stage._qtbot.waitUntil(lambda: len(stage.dialogs) == 2)
    assert [one.title.text() for one in stage.dialogs] == ["End name-7, PID 7?", "End name-8, PID 8?"]
    assert dialog in stage.dialogs


def test_more_questions_than_anybody_answers_are_not_put(make_stage: MakeStage) -> None:
    stage = make_stage(*(target(pid) for pid in range(1, 20)))
    for count in range(1, 9):
        stage.wish(END, count)
    stage._qtbot.waitUntil(lambda: len(stage.dialogs) == 8)

    stage.wish(END, 9)

    assert stage.told().words == "8 questions are open already: answer these first."
    assert len(stage.dialogs) == 8


def test_the_question_is_read_out_where_the_keyboard_is(make_stage: MakeStage) -> None:
    dialog = make_stage(target(7, child_count=2)).asked(END, 7)

    said = dialog.cancel_button.accessibleDescription()
    assert said.startswith("End name-7, PID 7? It is asked to stop (SIGTERM)")
    assert said.endswith("Its 2 children go on without it.")


def test_kill_instead_is_another_question_about_the_same_process_that_is_held_already(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(END, 7)
    dialog.reason.setText("it hangs")

    dialog.kill_button.setFocus()
    QTest.keyClick(dialog.kill_button, Qt.Key.Key_Return)
    stage._qtbot.waitUntil(lambda: [one.title.text() for one in stage.dialogs] == ["Kill name-7, PID 7?"])
    kill = stage.dialog()

    assert kill.cancel_button.hasFocus()
    assert kill.reason.text() == "it hangs"
    assert not kill.kill_button.isVisible()
    stage.control.fates[7] = [Fate.ENDED]
    confirm(kill)
    stage.told(2)
    assert [order.action.kind for order in stage.control.orders] == [ActionKind.KILL]
    assert len(stage.control.holds) == 1


def test_who_ends_while_he_is_asked_about_is_told_at_once_and_can_not_be_ended_any_more(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(END, 7)
    dialog.act_button.setFocus()

    stage.control.fates[7] = [Fate.ENDED]

    stage._qtbot.waitUntil(lambda: dialog.trouble.text == "name-7, PID 7 has ended.")
    assert not dialog.act_button.isEnabled()
    assert dialog.cancel_button.hasFocus()
    assert dialog.cancel_button.text() == "Close"
    assert stage.control.orders == []


def test_who_changes_his_user_while_he_is_asked_about_has_to_be_asked_about_anew(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(END, 7)

    stage.control.people[7] = target(7, user="root", uid=ROOT, grade=Grade.OTHERS)

    stage._qtbot.waitUntil(lambda: dialog.trouble.text == "name-7, PID 7 belongs to root now: ask again.")
    assert not dialog.act_button.isEnabled()


def test_of_several_those_who_end_are_struck_out_and_counted_no_more(make_stage: MakeStage) -> None:
    stage = make_stage(target(7), target(8))
    dialog = stage.asked(END, 7, 8)

    stage.control.fates[8] = [Fate.ZOMBIE]

    stage._qtbot.waitUntil(lambda: dialog.act_button.text() == "End process")
    assert dialog.list is not None
    assert [row.said for row in dialog.list.rows] == ["", "name-8, PID 8 has ended."]
    assert dialog.act_button.isEnabled()


def test_hands_that_can_not_be_opened_are_told(make_stage: MakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = make_stage(target(7))

    def broken() -> FakeControl:
        raise Unavailable("The accounts can not be read.")

    monkeypatch.setattr(stage.acting._hands, "_open", broken)
    stage.wish(END, 7)

    assert stage.told().words == "The accounts can not be read."
    stage.wait_idle()


def test_nobody_is_asked_about_who_has_ended_before_the_question(make_stage: MakeStage) -> None:
    stage = make_stage()
    stage.wish(END, 7)

    assert stage.told().words == "name-7, PID 7: It has ended."
    assert stage.dialogs == []
    stage.wait_idle()


def test_who_was_let_be_before_he_was_held_is_let_go(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.hold_gate = threading.Event()
    stage.wish(END, 7)
    stage._qtbot.waitUntil(stage.control.is_holding.is_set)

    stage.acting.close()
    stage.control.hold_gate.set()

    stage._qtbot.waitUntil(lambda: bool(stage.control.held) and bool(stage.control.held[0].closed))
    assert stage.dialogs == []
