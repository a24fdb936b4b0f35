"""Who may act: a login in place, a password that is waited for, a role that may not, a trail that is full."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from procmon_gui.domain.accounts import Actor, Role
from procmon_gui.domain.actions import Answer, Fate, Grade, Verdict
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.sentences import Sentence
from procmon_gui.ui.acting.no_trail_dialog import NoTrailDialog
from tests.ui.acting.control import ME, ROOT, full_disk, target
from tests.ui.acting.stage import END, MakeStage, confirm

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
