"""From a wish to the word of what came of it, by hands that do as the test says."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.accounts import Actor, Role
from procmon_gui.domain.actions import Action, ActionKind, Answer, Fate, Grade, IoClass, Target, Verdict
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.sentences import Sentence
from procmon_gui.ui import theme
from procmon_gui.ui.acting import undertaking
from procmon_gui.ui.acting.dialog import ActionDialog
from procmon_gui.ui.acting.no_trail_dialog import NoTrailDialog
from procmon_gui.ui.acting.wishes import Tone
from tests.ui.acting.control import ME, ROOT, FakeControl, full_disk, key, target
from tests.ui.acting.stage import SEEN_NS, Stage
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

END, KILL = Action(kind=ActionKind.END), Action(kind=ActionKind.KILL)
SUSPEND, RESUME = Action(kind=ActionKind.SUSPEND), Action(kind=ActionKind.RESUME)
MakeStage = Callable[..., Stage]


@pytest.fixture
def make_stage(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeStage]:
    theme.apply(qapp, "light")
    monkeypatch.setattr(undertaking, "LOOK_MS", 20)
    stages: list[Stage] = []

    def make(*people: Target) -> Stage:
        stage = Stage(FakeControl({one.seen.pid: one for one in people}), qtbot)
        qtbot.addWidget(stage)
        stage.resize(900, 700)
        show_active(stage, qtbot)
        stages.append(stage)
        return stage

    yield make
    for stage in stages:
        if stage.control.gate is not None:
            stage.control.gate.set()
        stage.acting.close()
        assert stage.pool.close(10.0)
        stage.hide()


def confirm(dialog: ActionDialog) -> None:
    """Go to the button and press it, by keys alone."""
    dialog.act_button.setFocus()
    QTest.keyClick(dialog.act_button, Qt.Key.Key_Space)


# ---- the way through


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


# ---- what is light


def test_an_own_process_is_suspended_at_once_and_the_notice_can_take_it_back(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.fates[7] = [Fate.STOPPED]
    stage.wish(SUSPEND, 7)

    notice = stage.told()
    assert notice.words == "name-7, PID 7 is suspended."
    assert notice.offer is not None
    assert notice.offer.words == "Resume"
    assert stage.dialogs == []

    stage.control.fates[7] = [Fate.RUNNING]
    stage.acting.take_offer()

    assert stage.told(2).words == "name-7, PID 7 goes on."
    assert [order.action.kind for order in stage.control.orders] == [ActionKind.SUSPEND, ActionKind.RESUME]
    stage.wait_idle()
    assert stage.control.held[0].closed


def test_a_priority_is_changed_at_once_and_undo_gives_the_one_before_back(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, nice=3))
    stage.wish(Action(kind=ActionKind.NICE, nice=19), 7)

    notice = stage.told()
    assert notice.words == "name-7, PID 7 has another priority now: Very low, nice 19."
    stage.acting.take_offer()
    stage.told(2)

    assert [order.action.nice for order in stage.control.orders] == [19, 3]
    assert stage.control.watches == []


def test_several_with_different_priorities_before_have_no_common_way_back(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, nice=3), target(8, nice=0))
    stage.wish(Action(kind=ActionKind.NICE, nice=19), 7, 8)

    notice = stage.told()

    assert notice.words == "2 processes have another priority now: Very low, nice 19."
    assert notice.offer is None


def test_others_and_what_others_live_in_are_asked_about_though_it_is_light(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, user="root", uid=ROOT, grade=Grade.OTHERS))

    dialog = stage.asked(SUSPEND, 7)

    assert [line.text for line in dialog.remarks] == ["It belongs to root: you will be asked for a password."]
    assert stage.control.orders == []


def test_a_chosen_priority_is_confirmed_by_return(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, nice=3))
    dialog = stage.asked(Action(kind=ActionKind.NICE), 7, chooses=True)
    box = dialog.choice.box  # type: ignore[union-attr]
    assert box.value() == 3

    box.setValue(-5)
    QTest.keyClick(box, Qt.Key.Key_Return)

    assert "High, nice \N{MINUS SIGN}5" in stage.told().words
    assert [order.action.nice for order in stage.control.orders] == [-5]


def test_an_i_o_priority_begins_with_what_it_is(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, io=(IoClass.IDLE, 0)))
    dialog = stage.asked(Action(kind=ActionKind.IO_PRIORITY), 7, chooses=True)
    choice = dialog.choice
    assert choice is not None
    assert choice.action.io_class is IoClass.IDLE
    assert not choice.level.isEnabled()  # type: ignore[union-attr]

    choice.classes.setCurrentIndex(1)  # type: ignore[union-attr]
    choice.level.setValue(7)  # type: ignore[union-attr]
    confirm(dialog)

    stage.told()
    action = stage.control.orders[0].action
    assert (action.io_class, action.io_level) == (IoClass.BEST_EFFORT, 7)


def test_cpus_are_boxes_and_none_is_not_enough(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, cpus=frozenset({0, 1})))
    dialog = stage.asked(Action(kind=ActionKind.AFFINITY), 7, chooses=True)
    choice = dialog.choice
    assert choice.chosen == {0, 1}  # type: ignore[union-attr]
    assert list(choice.boxes) == [0, 1, 2, 3]  # type: ignore[union-attr]

    choice.none_button.click()  # type: ignore[union-attr]
    assert not dialog.act_button.isEnabled()
    choice.boxes[3].click()  # type: ignore[union-attr]
    confirm(dialog)

    assert stage.told().words == "name-7, PID 7 runs on other CPUs now: 3."
    assert stage.control.orders[0].action.cpus == {3}


def test_a_signal_is_found_by_number_name_or_what_it_does_and_term_is_chosen_first(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(Action(kind=ActionKind.SIGNAL, signal=15), 7, chooses=True)
    assert dialog.act_button.text() == "Send SIGTERM"
    field = dialog.choice.field  # type: ignore[union-attr]
    assert field.hasFocus()

    for typed, verb in (("hup", "Send SIGHUP"), ("12", "Send SIGUSR2"), ("ctrl+z", "Send SIGTSTP")):
        field.clear()
        QTest.keyClicks(field, typed)
        assert dialog.act_button.text() == verb
    field.setText("no signal is called so")
    assert not dialog.act_button.isEnabled()
    field.setText("usr")
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.control.orders == []
    confirm(dialog)

    assert stage.told().words == "SIGUSR2 was sent to name-7, PID 7."
    assert stage.control.orders[0].action.signal == 12
    assert stage.control.watches == [undertaking.SETTLE_S]


# ---- grades


def test_what_others_live_in_needs_its_name_to_be_typed(make_stage: MakeStage) -> None:
    why = Sentence("It draws the screen.")
    stage = make_stage(target(7, name="Xorg", grade=Grade.CRITICAL, why=why))
    dialog = stage.asked(END, 7)
    assert [line.text for line in dialog.remarks] == ["It draws the screen."]
    assert not dialog.act_button.isEnabled()

    field = dialog.names[0].field
    QTest.keyClicks(field, "xorg")
    assert not dialog.act_button.isEnabled()
    field.setText("Xorg")
    assert dialog.act_button.isEnabled()
    confirm(dialog)

    stage.told()
    assert stage.control.orders[0].typed == {key(7)}


def test_who_can_not_be_touched_is_refused_in_place_without_a_button(make_stage: MakeStage) -> None:
    why = Sentence("It is init, on which everything stands.")
    stage = make_stage(target(1, user="root", uid=ROOT, grade=Grade.UNTOUCHABLE, why=why))
    stage.control.refused[1] = why

    dialog = stage.asked(END, 1)

    assert not dialog.act_button.isVisible()
    assert not dialog.kill_button.isVisible()
    assert [line.text for line in dialog.remarks] == ["It is init, on which everything stands."]
    assert dialog.cancel_button.text() == "Close"
    assert stage.control.kept_refusals == [END], "that it was asked is kept"


def test_a_wish_about_somebody_who_is_gone_is_kept(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))

    stage.wish(END, 8)

    assert stage.told(1).tone is Tone.BAD
    assert stage.control.kept_refusals == [END]


def test_several_are_listed_with_those_who_are_lost_and_the_refused_are_not_counted(make_stage: MakeStage) -> None:
    stage = make_stage(target(7), target(8, user="root", uid=ROOT, grade=Grade.OTHERS), target(9))
    stage.control.refused[8] = Sentence("Out of reach.")
    dialog = stage.asked(END, 7, 8, 9, 10)
    assert dialog.list is not None
    assert [(row.name, row.pid, row.said) for row in dialog.list.rows] == [
        ("name-7", 7, ""), ("name-8", 8, "Out of reach."), ("name-9", 9, ""), ("name-10", 10, "It has ended."),
    ]  # fmt: skip
    assert dialog.title.text() == "End 3 processes?"
    assert dialog.act_button.text() == "End 2 processes"

    for pid in (7, 9):
        stage.control.fates[pid] = [Fate.ENDED]
    confirm(dialog)

    notice = stage.told(2)
    assert notice.words == "2 processes ended after 0.3 s. name-8, PID 8: Out of reach."
    assert notice.tone is Tone.BAD


def test_a_tree_is_a_list_with_children_before_their_parents(make_stage: MakeStage) -> None:
    stage = make_stage(target(2, child_count=2), target(4), target(5))
    stage.control.below[2] = (4, 5)
    dialog = stage.asked(replace(END, is_tree=True), 2)

    assert dialog.list is not None
    assert [row.pid for row in dialog.list.rows] == [4, 5, 2]
    assert "Children come before their parents." in dialog.explained.text()
    assert dialog.remarks == []
    assert stage.control.holds == [((2,), SEEN_NS, True)]


def test_a_parent_says_that_its_children_go_on_and_shows_them(make_stage: MakeStage) -> None:
    from procmon_gui.ui.acting.wishes import Kin

    stage = make_stage(target(2, child_count=2))
    dialog = stage.asked(END, 2, kin=(Kin("a", 4), Kin("b", 5)))
    assert [line.text for line in dialog.remarks] == ["Its 2 children go on without it."]
    height = dialog.height()

    dialog.kin_box.setFocus()
    QTest.keyClick(dialog.kin_box, Qt.Key.Key_Space)

    assert dialog.kin_list.isVisible()
    assert [row.pid for row in dialog.kin_list.rows] == [4, 5]
    assert dialog.height() > height


def test_a_hundred_at_once_stand_in_one_question(make_stage: MakeStage) -> None:
    stage = make_stage(*(target(pid) for pid in range(1, 101)))
    dialog = stage.asked(END, *range(1, 101))
    assert dialog.title.text() == "End 100 processes?"
    assert dialog.height() < 700

    for pid in range(1, 101):
        stage.control.fates[pid] = [Fate.ENDED]
    confirm(dialog)

    assert stage.told(2).words == "100 processes ended after 0.3 s."


# ---- what happens while the question stands


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


# ---- who may


def test_root_without_an_account_is_told_that_the_next_step_makes_one(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, user="root", uid=ROOT))
    stage.control.who = Actor(os_user="root", os_uid=ROOT, has_root=True)
    stage.control.verdicts = [Verdict(Answer.LOG_IN, Sentence("Acting needs a local account; there is none."))]

    dialog = stage.asked(END, 7)

    said = "Acting needs a local account; there is none. The next step makes one."
    assert [line.text for line in dialog.remarks] == [said]


def test_who_has_to_log_in_does_so_in_place_and_then_it_is_done(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    login = Verdict(Answer.LOG_IN, Sentence("This needs a login."))
    stage.control.verdicts = [login, login, Verdict(Answer.ALLOWED)]
    dialog = stage.asked(END, 7)
    assert [line.text for line in dialog.remarks] == ["This needs a login."]

    confirm(dialog)
    stage._qtbot.waitUntil(lambda: len(stage.asking.asked) == 1)
    assert stage.asking.asked[0][1] is dialog
    assert not dialog.is_busy
    assert stage.control.orders == []
    stage.control.fates[7] = [Fate.ENDED]
    stage.asking.let_in()

    assert stage.told(2).words == "name-7, PID 7 ended after 0.3 s."


def test_who_logs_in_after_he_let_it_be_does_nothing(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.verdicts = [Verdict(Answer.CONFIRM, Sentence("This needs your password once more."))]
    dialog = stage.asked(END, 7)
    confirm(dialog)
    stage._qtbot.waitUntil(lambda: len(stage.asking.asked) == 1)

    stage.control.verdicts = [Verdict(Answer.ALLOWED)]
    dialog.reject()
    stage.asking.let_in()

    stage.wait_idle()
    assert stage.control.orders == []


def test_a_role_that_may_not_is_told_so_in_place(make_stage: MakeStage) -> None:
    why = Sentence(
        "This needs the role of an operator or more; {account} is {role}.", {"account": "eve", "role": "viewer"}
    )
    stage = make_stage(target(7))
    stage.control.who = Actor(has_accounts=True, account="eve", role=Role.VIEWER, os_user="anna", os_uid=ME)
    stage.control.verdicts = [Verdict(Answer.REFUSED, why)]

    dialog = stage.asked(END, 7)

    assert [line.text for line in dialog.remarks] == ["This needs the role of an operator or more; eve is viewer."]
    assert not dialog.act_button.isVisible()


def test_what_was_allowed_and_is_refused_as_it_is_done_stays_asked_with_the_reason(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.outcomes[7] = (Outcome.REFUSED, Sentence("The password was not given."))
    dialog = stage.asked(END, 7)

    confirm(dialog)

    stage._qtbot.waitUntil(lambda: dialog.trouble.text == "The password was not given.")
    assert dialog.isVisible()
    assert not dialog.is_busy
    assert dialog.act_button.isEnabled()


def test_while_a_password_is_waited_for_it_is_said_and_cancel_leaves_it_undone(
    make_stage: MakeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = make_stage(target(7, user="root", uid=ROOT, grade=Grade.OTHERS))
    stage.control.gate = threading.Event()
    dialog = stage.asked(END, 7)
    confirm(dialog)

    stage._qtbot.waitUntil(lambda: dialog.trouble.text == "Waiting for the password…")
    assert not dialog.act_button.isEnabled()
    dialog.cancel_button.click()

    assert stage.told().words == "name-7, PID 7: It was cancelled."
    assert stage.control.acted == []
    stage.wait_idle()


def test_one_who_waits_for_a_password_keeps_nobody_from_the_next_wish(make_stage: MakeStage) -> None:
    stage = make_stage(target(7, user="root", uid=ROOT, grade=Grade.OTHERS), target(8))
    stage.control.gate = threading.Event()
    confirm(stage.asked(END, 7))

    stage.wish(END, 8)

    stage._qtbot.waitUntil(lambda: len(stage.dialogs) == 2)


def test_a_full_disk_needs_a_word_that_is_typed_and_then_the_journal_keeps_it(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.trouble = [full_disk(has_journal=True)]
    confirm(stage.asked(END, 7))
    stage._qtbot.waitUntil(lambda: bool(stage.findChildren(NoTrailDialog)))
    dialog = stage.findChildren(NoTrailDialog)[0]
    assert dialog.why.text().startswith("desk.sqlite: the disk is full")
    assert not dialog.act_button.isEnabled()

    QTest.keyClicks(dialog.field, "Without a trail")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert stage.control.acted == []
    stage.control.fates[7] = [Fate.ENDED]
    dialog.act_button.click()

    assert stage.told(2).words == "name-7, PID 7 ended after 0.3 s."
    assert [order.goes_without_trail for order in stage.control.orders] == [False, True]


def test_without_a_journal_nothing_is_done_on_a_full_disk(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.trouble = [full_disk(has_journal=False)]
    dialog = stage.asked(END, 7)

    confirm(dialog)

    stage._qtbot.waitUntil(lambda: dialog.trouble.text.startswith("desk.sqlite: the disk is full"))
    assert stage.findChildren(NoTrailDialog) == []
    assert stage.control.acted == []


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


# ---- what became of them


@pytest.mark.parametrize(
    ("fate", "words", "offer"),
    [
        (Fate.RUNNING, "name-7, PID 7 still runs after 5.0 s.", "Kill…"),
        (Fate.ZOMBIE, "name-7, PID 7 has ended; its parent has not asked yet.", None),
        (
            Fate.UNINTERRUPTIBLE,
            "name-7, PID 7 waits for the disk or a network drive; no signal reaches it before that.",
            None,
        ),
        (Fate.STOPPED, "name-7, PID 7 is suspended; the signal reaches it when it is resumed.", "Resume"),
    ],
)
def test_it_is_said_what_became_of_who_was_asked_to_stop(
    make_stage: MakeStage, fate: Fate, words: str, offer: str | None
) -> None:
    stage = make_stage(target(7))
    stage.control.after_s = 5.0
    dialog = stage.asked(END, 7)
    stage.control.fates[7] = [fate]
    confirm(dialog)

    stage._qtbot.waitUntil(lambda: bool(stage.notices) and stage.notices[-1].words == words)

    notice = stage.notices[-1]
    assert (notice.offer.words if notice.offer is not None else None) == offer


def test_of_several_it_is_said_who_is_still_there_and_killing_is_about_all_who_are_held(make_stage: MakeStage) -> None:
    stage = make_stage(target(7), target(8))
    dialog = stage.asked(END, 7, 8)
    stage.control.fates[7] = [Fate.ENDED]
    confirm(dialog)

    assert stage.told(2).words == "1 of 2 ended; after 0.3 s still there: name-8, PID 8."
    stage.acting.take_offer()
    kill = stage.dialog()

    stage._qtbot.waitUntil(lambda: kill.act_button.text() == "Kill process")
    assert kill.list is not None
    assert [row.said for row in kill.list.rows] == ["name-7, PID 7 has ended.", ""]


def test_who_is_suspended_hears_the_end_when_he_is_resumed_from_the_notice(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(END, 7)
    stage.control.fates[7] = [Fate.STOPPED]
    confirm(dialog)
    assert stage.told(2).offer is not None

    stage.control.fates[7] = [Fate.ENDED]
    stage.acting.take_offer()

    assert stage.told(3).words == "name-7, PID 7 ended after 0.3 s."
    assert [order.action.kind for order in stage.control.orders] == [ActionKind.END, ActionKind.RESUME]


def test_who_still_runs_is_killed_from_the_notice_after_another_question(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    confirm(stage.asked(END, 7))
    assert stage.told(2).offer is not None

    stage.acting.take_offer()
    kill = stage.dialog()
    assert kill.title.text() == "Kill name-7, PID 7?"
    stage.control.fates[7] = [Fate.ENDED]
    confirm(kill)

    stage.told(4)
    assert stage.notices[-1].words == "name-7, PID 7 ended after 0.3 s."
    assert len(stage.control.holds) == 1, "he was never let go"
    stage.wait_idle()


def test_who_ends_later_after_all_is_told(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    confirm(stage.asked(END, 7))
    stage.told(2)

    stage.control.fates[7] = [Fate.ENDED]

    assert stage.told(3).words == "name-7, PID 7 has ended now."
    stage.wait_idle()


def test_a_notice_that_is_closed_lets_go_of_whom_it_offered_to_kill(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    confirm(stage.asked(END, 7))
    stage.told(2)
    assert stage.acting.under_way

    stage.acting.forget_offer()

    assert stage.control.held[0].closed
    stage.acting.take_offer()
    assert stage.dialogs == []


def test_who_may_have_been_another_one_is_told_so(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.outcomes[7] = (Outcome.UNSURE, Sentence("It ended meanwhile: another one may have got it."))
    stage.wish(Action(kind=ActionKind.NICE, nice=5), 7)

    notice = stage.told()

    assert notice.words == "name-7, PID 7: It ended meanwhile: another one may have got it."
    assert notice.tone is Tone.BAD
    assert notice.offer is None
