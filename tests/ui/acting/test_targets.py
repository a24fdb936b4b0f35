"""Who a question is about: what needs its name, what can not be touched, several, a tree, a hundred."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from procmon_gui.domain.actions import Fate, Grade
from procmon_gui.domain.sentences import Sentence
from procmon_gui.ui.acting.wishes import Tone
from tests.ui.acting.control import ROOT, key, target
from tests.ui.acting.stage import END, SEEN_NS, MakeStage, confirm

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
