"""The accounts among the settings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.accounts import Role
from procmon_gui.ui.access.account_dialogs import NewAccountDialog, NewPasswordDialog, TakeAwayDialog
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.access.new_code_dialog import NewCodeDialog
from procmon_gui.ui.access.setup_dialog import SetupDialog
from tests.ui.access.fakes import CODE, FakeAccounts
from tests.ui.access.stage import Make


def test_the_first_account_is_made_from_the_settings_in_one_click(make: Make, qtbot: QtBot) -> None:
    stage = make(accounts=FakeAccounts())
    part = stage.part
    assert part.make_button.isVisible()
    assert not part.manage_button.isVisible()

    part.make_button.click()
    dialog = stage.dialog(SetupDialog)
    assert isinstance(dialog, SetupDialog)
    dialog.name_field.setText("boss")
    for field in (dialog.passwords.first_field, dialog.passwords.second_field):
        field.setText("a few words in a row")
    dialog.verb_button.click()
    qtbot.waitUntil(lambda: dialog.code_page.code_field.text() == CODE)
    dialog.code_page.noted_box.click()
    dialog.done_button.click()

    qtbot.waitUntil(lambda: stage.rows() == [["boss", "administrator", "you"]])
    assert not part.make_button.isVisible()


def test_accounts_are_listed_to_an_administrator_with_role_and_state(make: Make) -> None:
    stage = make("adam")
    stage.accounts.block("anna")

    stage.manage()

    assert stage.rows() == [["adam", "administrator", "you"], ["anna", "operator", "blocked"], ["vera", "viewer", ""]]


def test_who_may_not_manage_is_asked_for_another_account(make: Make) -> None:
    stage = make("anna")

    stage.part.manage_button.click()

    dialog = stage.dialog(LoginDialog)
    assert isinstance(dialog, LoginDialog)
    assert "administrator" in dialog.form.hint.text()
    assert stage.rows() == []
    dialog.reject()


def test_an_account_is_added_changed_unblocked_and_removed(make: Make, qtbot: QtBot) -> None:
    stage = make("adam")
    stage.accounts.block("anna")
    part = stage.manage()

    part.add_button.click()
    new = stage.dialog(NewAccountDialog)
    assert isinstance(new, NewAccountDialog)
    new.name_field.setText("oscar")
    for field in (new.passwords.first_field, new.passwords.second_field):
        field.setText("a few words in a row")
    new.verb_button.click()
    qtbot.waitUntil(lambda: ["oscar", "operator", ""] in stage.rows())

    stage.choose("oscar")
    part._roles.actions()[0].trigger()
    qtbot.waitUntil(lambda: ["oscar", "viewer", ""] in stage.rows())
    stage.choose("anna")
    part.unblock_button.click()
    qtbot.waitUntil(lambda: ["anna", "operator", ""] in stage.rows())
    stage.choose("oscar")
    part.remove_button.click()
    question = stage.dialog(TakeAwayDialog)
    assert isinstance(question, TakeAwayDialog)
    assert question.windowModality() is not Qt.WindowModality.NonModal
    # Return takes nothing away.
    qtbot.keyClick(question.cancel_button, Qt.Key.Key_Return)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert not stage.is_open(TakeAwayDialog)
    assert "oscar" in stage.accounts.kept
    part.remove_button.click()
    again = stage.dialog(TakeAwayDialog)
    assert isinstance(again, TakeAwayDialog)
    again.verb_button.click()
    qtbot.waitUntil(lambda: [row[0] for row in stage.rows()] == ["adam", "anna", "vera"])


def test_the_last_administrator_stays_and_it_is_said_why(make: Make, qtbot: QtBot) -> None:
    stage = make("adam")
    part = stage.manage()
    stage.choose("adam")

    part._roles.actions()[0].trigger()

    qtbot.waitUntil(lambda: bool(part.trouble.text))
    assert part.trouble.text == "adam is the last administrator."
    assert stage.accounts.kept["adam"].role is Role.ADMINISTRATOR


def test_the_password_is_asked_again_when_it_was_typed_long_ago(make: Make, qtbot: QtBot) -> None:
    stage = make("adam")
    part = stage.manage()
    stage.clock.move(301)
    stage.choose("anna")

    part.password_button.click()
    stage.log_in("adam")

    dialog = stage.dialog(NewPasswordDialog)
    assert isinstance(dialog, NewPasswordDialog)
    for field in (dialog.passwords.first_field, dialog.passwords.second_field):
        field.setText("quite another one")
    dialog.verb_button.click()
    qtbot.waitUntil(lambda: stage.accounts.passwords["anna"] == "quite another one")


def test_everybody_changes_the_own_password_after_typing_the_one_before(make: Make, qtbot: QtBot) -> None:
    stage = make("vera")

    stage.part.own_button.click()
    stage.log_in("vera")

    dialog = stage.dialog(NewPasswordDialog)
    assert isinstance(dialog, NewPasswordDialog)
    for field in (dialog.passwords.first_field, dialog.passwords.second_field):
        field.setText("quite another one")
    dialog.verb_button.click()
    qtbot.waitUntil(lambda: stage.accounts.passwords["vera"] == "quite another one")


def test_all_accounts_are_removed_with_the_consequences_said_before(make: Make, qtbot: QtBot) -> None:
    stage = make("adam")
    part = stage.manage()

    part.reset_button.click()
    question = stage.dialog(TakeAwayDialog)
    assert isinstance(question, TakeAwayDialog)
    assert "Nobody has to log in any more" in question.consequences.text()
    question.verb_button.click()

    qtbot.waitUntil(lambda: part.make_button.isVisible())
    assert not part.table.isVisible()
    assert stage.accounts.all() == []


def test_a_new_recovery_code_is_shown_once(make: Make, qtbot: QtBot) -> None:
    stage = make("adam")
    part = stage.manage()

    part.code_button.click()
    dialog = stage.dialog(NewCodeDialog)
    assert isinstance(dialog, NewCodeDialog)
    dialog.verb_button.click()

    qtbot.waitUntil(lambda: dialog.code_page.code_field.text() == CODE[::-1])
    dialog.code_page.noted_box.click()
    dialog.done_button.click()
    assert not stage.is_open(NewCodeDialog)


def test_the_list_goes_with_who_asked_for_it(make: Make) -> None:
    stage = make("adam")
    part = stage.manage()

    stage.guard.asking.log_out()

    assert not part.isVisible() or part.table.rowCount() == 0
    assert stage.rows() == []


def test_whoever_reads_by_ear_is_told_what_everything_is_there(make: Make) -> None:
    stage = make("adam")
    part = stage.manage()
    reachable: Sequence[QWidget] = [widget for widget in part.tab_order() if widget.isVisible()]

    assert len(reachable) == 9
    for widget in reachable:
        assert widget.accessibleName() or widget.property("text"), widget


def test_an_administrator_who_would_step_down_is_asked_first(make: Make, qtbot: QtBot) -> None:
    people = FakeAccounts(adam=Role.ADMINISTRATOR, anna=Role.ADMINISTRATOR)
    stage = make("adam", people)
    part = stage.manage()
    stage.choose("adam")

    part._roles.actions()[0].trigger()
    question = stage.dialog(TakeAwayDialog)
    assert isinstance(question, TakeAwayDialog)
    assert "you are logged out" in question.consequences.text()
    qtbot.keyClick(question.cancel_button, Qt.Key.Key_Return)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert people.kept["adam"].role is Role.ADMINISTRATOR

    part._roles.actions()[0].trigger()
    again = stage.dialog(TakeAwayDialog)
    assert isinstance(again, TakeAwayDialog)
    again.verb_button.click()
    qtbot.waitUntil(lambda: people.kept["adam"].role is Role.VIEWER)


def test_an_administrator_who_would_remove_his_own_account_is_told_that_it_is_his(make: Make) -> None:
    stage = make("adam", FakeAccounts(adam=Role.ADMINISTRATOR, anna=Role.ADMINISTRATOR))
    part = stage.manage()
    said = []
    for name in ("adam", "anna"):
        stage.choose(name)
        part.remove_button.click()
        question = stage.dialog(TakeAwayDialog)
        assert isinstance(question, TakeAwayDialog)
        said.append("your own account" in question.consequences.text())
        question.reject()

    assert said == [True, False]
