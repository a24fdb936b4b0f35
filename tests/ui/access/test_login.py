"""The login, asked for in place: by keys, with what is wrong, its wait, and what is done after it."""

import gc
import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import AccessState, Role
from procmon_gui.domain.actions import Answer, Verdict
from procmon_gui.domain.sentences import Sentence
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.access.recover_dialog import RecoverDialog
from procmon_gui.ui.access.setup_dialog import SetupDialog
from tests.ui.access.conftest import Desk
from tests.ui.access.fakes import CODE, FakeAccounts

ALLOWED = Verdict(Answer.ALLOWED)
LOG_IN = Verdict(Answer.LOG_IN, Sentence("This needs a login."))
CONFIRM = Verdict(Answer.CONFIRM, Sentence("This needs your password once more."))
REFUSED = Verdict(Answer.REFUSED, Sentence("No."))


def type_in(desk: Desk, name: str, password: str) -> None:
    """Fill the login in by keys, as somebody does who never takes the mouse."""
    form = desk.dialog().form
    form.name_field.selectAll()
    desk.qtbot.keyClicks(form.name_field, name)
    form.password_field.setFocus()
    form.password_field.selectAll()
    desk.qtbot.keyClicks(form.password_field, password)
    desk.qtbot.keyClick(form.password_field, Qt.Key.Key_Return)


def wait_for_answer(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not desk.is_asking or not desk.dialog().form.is_working)


def test_what_is_allowed_is_done_at_once_and_what_is_refused_never(desk: Desk) -> None:
    desk.asking.ask([ALLOWED, REFUSED], desk.window, desk.then)
    desk.asking.ask([REFUSED], desk.window, desk.then)

    assert desk.done == [""]
    assert not desk.is_asking


def test_who_logs_in_acts_and_what_was_wished_is_done_once(desk: Desk) -> None:
    desk.asking.ask([ALLOWED, LOG_IN], desk.window, desk.then)
    assert desk.dialog().form.name_field.hasFocus()

    type_in(desk, "anna", "anna"[::-1])

    desk.qtbot.waitUntil(lambda: bool(desk.done))
    assert desk.done == ["anna"]
    assert not desk.is_asking
    assert desk.changes == 1


def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words_and_the_name_stays(desk: Desk) -> None:
    told = []
    for name in ("anna", "nobody"):
        desk.asking.ask([LOG_IN], desk.window, desk.then)
        type_in(desk, name, "wrong")
        wait_for_answer(desk)
        form = desk.dialog().form
        told.append(form.trouble.text)
        assert form.name_field.text() == name
        assert form.password_field.hasFocus()
        assert form.password_field.selectedText()

    assert told == ["Name or password is wrong."] * 2
    assert desk.done == []


def test_the_next_try_is_counted_down_and_the_button_waits_for_it(desk: Desk) -> None:
    desk.access.wait_s = 4.0
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    type_in(desk, "anna", "wrong")
    wait_for_answer(desk)
    dialog = desk.dialog()
    assert dialog.form.trouble.text == "Name or password is wrong. Next try in 4 s."
    assert not dialog.log_in_button.isEnabled()

    desk.clock.move(2.5)
    dialog.form._countdown.look()
    assert dialog.form.trouble.text == "Name or password is wrong. Next try in 2 s."
    desk.qtbot.keyClick(dialog.form.password_field, Qt.Key.Key_Return)
    assert len(desk.access.tries) == 1

    desk.clock.move(2.0)
    dialog.form._countdown.look()
    assert dialog.form.trouble.text == "Name or password is wrong."
    assert dialog.log_in_button.isEnabled()


def test_another_name_has_not_the_wait_of_the_one_before(desk: Desk) -> None:
    desk.access.wait_s = float("inf")
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    type_in(desk, "anna", "wrong")
    wait_for_answer(desk)
    dialog = desk.dialog()
    assert "Only an administrator or the recovery code" in dialog.form.trouble.text
    assert not dialog.log_in_button.isEnabled()
    desk.access.wait_s = 0.0

    type_in(desk, "vera", "arev")

    desk.qtbot.waitUntil(lambda: desk.done == ["vera"])


def test_return_goes_to_what_is_missing(desk: Desk) -> None:
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    form = desk.dialog().form
    desk.qtbot.keyClicks(form.name_field, "anna")

    desk.qtbot.keyClick(form.name_field, Qt.Key.Key_Return)

    assert form.password_field.hasFocus()
    assert desk.access.tries == []


def test_escape_does_nothing_of_what_was_wished(desk: Desk) -> None:
    desk.asking.ask([LOG_IN], desk.window, desk.then)

    desk.qtbot.keyClick(desk.dialog(), Qt.Key.Key_Escape)

    assert not desk.is_asking
    assert desk.done == []


def test_who_gives_up_while_the_password_is_looked_at_is_not_let_in_after_all(desk: Desk) -> None:
    desk.access.hold_back()
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    type_in(desk, "anna", "anna"[::-1])
    dialog = desk.dialog()
    assert dialog.log_in_button.text() == "One moment…"
    assert not dialog.log_in_button.isEnabled()

    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.access.let_go()

    desk.qtbot.waitUntil(lambda: desk.access.confirmed_ns is not None and desk.access.holder() == "")
    assert desk.access.state() is AccessState.OUT
    assert desk.done == []


def test_only_the_password_is_asked_of_who_is_logged_in(desk: Desk) -> None:
    desk.access.log_in("adam", "mada")
    desk.asking.ask([CONFIRM], desk.window, desk.then)
    dialog = desk.dialog()
    assert dialog.form.title.text() == "Type your password again"
    assert not dialog.form.name_field.isVisible()
    assert "adam (administrator)" in [
        label.text().removeprefix("Password of ") for label in dialog.findChildren(QLabel)
    ]
    assert dialog.form.password_field.hasFocus()

    desk.qtbot.keyClicks(dialog.form.password_field, "mada")
    desk.qtbot.keyClick(dialog.form.password_field, Qt.Key.Key_Return)

    desk.qtbot.waitUntil(lambda: desk.done == ["adam"])
    assert desk.access.tries[-1] == ("adam", "mada")


def test_who_gives_up_confirming_has_confirmed_nothing(desk: Desk) -> None:
    desk.access.log_in("adam", "mada")
    desk.access.hold_back()
    desk.asking.ask([CONFIRM], desk.window, desk.then)
    dialog = desk.dialog()
    desk.qtbot.keyClicks(dialog.form.password_field, "mada")
    desk.qtbot.keyClick(dialog.form.password_field, Qt.Key.Key_Return)

    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.access.let_go()

    desk.qtbot.waitUntil(lambda: (desk.access.confirmed_ns or 0) < 0)
    assert desk.access.holder() == "adam"


def test_who_may_not_is_asked_for_another_account_and_told_why(desk: Desk) -> None:
    desk.access.log_in("vera", "arev")
    desk.asking.require(Permission.EXPORT, desk.window, desk.then)
    assert desk.dialog().form.hint.text() == "This needs the role of an operator or more; vera is viewer."

    type_in(desk, "anna", "anna"[::-1])

    desk.qtbot.waitUntil(lambda: desk.done == ["anna"])


def test_another_account_that_may_not_either_is_told_so_and_nothing_is_done(desk: Desk) -> None:
    desk.asking.require(Permission.MANAGE, desk.window, desk.then)
    type_in(desk, "anna", "anna"[::-1])

    said = "This needs the role of an administrator; anna is operator."
    desk.qtbot.waitUntil(lambda: said in [one.form.hint.text() for one in desk.window.findChildren(LoginDialog)])
    assert desk.done == []


def test_what_is_wished_anew_is_asked_anew_and_the_wish_before_is_dropped(desk: Desk) -> None:
    desk.asking.ask([LOG_IN], desk.window, lambda: desk.done.append("first"))
    desk.asking.ask([LOG_IN], desk.window, desk.then)

    type_in(desk, "anna", "anna"[::-1])

    desk.qtbot.waitUntil(lambda: bool(desk.done))
    assert desk.done == ["anna"]


def test_a_wish_keeps_nobody_alive_and_is_not_granted_to_who_is_gone(desk: Desk) -> None:
    class Wisher(QObject):
        def then(self) -> None:
            desk.done.append("a ghost")

    wisher = Wisher()
    ghost = weakref.ref(wisher)
    desk.asking.ask([LOG_IN], desk.window, wisher.then)
    del wisher
    gc.collect()
    assert ghost() is None

    type_in(desk, "anna", "anna"[::-1])

    desk.qtbot.waitUntil(lambda: not desk.is_asking)
    assert desk.done == []


def test_caps_lock_is_hinted_at_by_what_is_typed(desk: Desk) -> None:
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    form = desk.dialog().form

    desk.qtbot.keyClick(form.password_field, "A")
    assert form.caps_hint.text == "Caps Lock seems to be on."
    desk.qtbot.keyClick(form.password_field, "a")
    assert form.caps_hint.text == ""


def test_the_password_is_shown_and_hidden_by_a_button_that_tab_reaches(desk: Desk) -> None:
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    field = desk.dialog().form.password_field
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.setFocus()

    desk.qtbot.keyClick(field, Qt.Key.Key_Tab)
    button = desk.dialog().focusWidget()
    assert button is field.show_button
    assert button.accessibleName() == "Show the password"
    desk.qtbot.keyClick(button, Qt.Key.Key_Space)

    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert button.accessibleName() == "Hide the password"


def test_whoever_reads_by_ear_is_told_what_every_field_and_button_is(desk: Desk) -> None:
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    reachable = [
        widget
        for widget in desk.dialog().findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert len(reachable) >= 5
    for widget in reachable:
        assert widget.accessibleName() or widget.property("text"), widget


def test_without_any_account_the_first_one_is_made_and_then_it_is_done(
    make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = make_desk(FakeAccounts(), has_root=True)
    why = Sentence("The program runs with the rights of root, so acting needs a local account; there is none.")
    desk.asking.ask([Verdict(Answer.LOG_IN, why)], desk.window, desk.then)
    dialog = desk.open_dialog(SetupDialog)
    assert dialog.why.text() == str(why)

    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.trouble.text == "Type a name."
    qtbot.keyClicks(dialog.name_field, "boss")
    qtbot.keyClicks(dialog.passwords.first_field, "long and good")
    qtbot.keyClicks(dialog.passwords.second_field, "long and bad")
    assert dialog.passwords.trouble.text == "The two passwords are not the same."
    dialog.passwords.second_field.clear()
    qtbot.keyClicks(dialog.passwords.second_field, "long and good")
    qtbot.keyClick(dialog.passwords.second_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.code_page.code_field.text() == CODE)
    assert desk.done == []

    # The code goes only when it is noted.
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.done_button.isEnabled()
    dialog.code_page.noted_box.setFocus()
    qtbot.keyClick(dialog.code_page.noted_box, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert desk.done == ["boss"]
    assert [(one.name, one.role) for one in desk.accounts.all()] == [("boss", Role.ADMINISTRATOR)]


def test_a_weak_password_is_refused_and_nothing_that_was_typed_is_lost(
    make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = make_desk(FakeAccounts(), has_root=True)
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    dialog = desk.open_dialog(SetupDialog)
    qtbot.keyClicks(dialog.name_field, "boss")
    for field in (dialog.passwords.first_field, dialog.passwords.second_field):
        qtbot.keyClicks(field, "short")

    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert dialog.passwords.trouble.text.startswith("The password has 5 letters; it needs 8 or more.")
    assert desk.accounts.all() == []
    assert dialog.name_field.text() == "boss"
    assert dialog.verb_button.isEnabled()


def test_a_forgotten_password_is_replaced_by_the_recovery_code_and_the_wish_is_granted(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.asking.ask([LOG_IN], desk.window, desk.then)
    login = desk.dialog()
    qtbot.keyClicks(login.form.name_field, "adam")
    login.form.forgotten_button.setFocus()
    qtbot.keyClick(login.form.forgotten_button, Qt.Key.Key_Space)
    dialog = desk.open_dialog(RecoverDialog)
    assert dialog.name_field.text() == "adam"

    qtbot.keyClicks(dialog.code_field, CODE)
    for field in (dialog.passwords.first_field, dialog.passwords.second_field):
        qtbot.keyClicks(field, "another good one")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.code_page.code_field.text() == CODE[::-1])
    dialog.code_page.noted_box.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert desk.done == ["adam"]
    assert desk.accounts.passwords["adam"] == "another good one"
