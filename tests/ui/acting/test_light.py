"""What is light is done at once, and the notice can take it back; what has to be chosen is chosen in the question."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from procmon_gui.domain.actions import Action, ActionKind, Fate, Grade, IoClass
from procmon_gui.ui.acting import undertaking
from tests.ui.acting.control import ROOT, target
from tests.ui.acting.stage import SUSPEND, MakeStage, confirm

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
