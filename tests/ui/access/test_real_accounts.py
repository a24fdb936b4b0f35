"""The dialogs over the real accounts: made, let in, refused, recovered; and nothing that was typed is kept."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.accounts import AccessState
from procmon_gui.domain.actions import Answer, Verdict
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.services.access import open_access, open_accounts
from procmon_gui.services.desk import DESK_FILE
from procmon_gui.services.places import Options
from procmon_gui.store.desk.glance import holds_no_account
from procmon_gui.ui import theme
from procmon_gui.ui.access.asking import AccessAsking
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.access.recover_dialog import RecoverDialog
from procmon_gui.ui.access.setup_dialog import SetupDialog
from procmon_gui.ui.bridge.operation import close_readers

FIRST = "seven horses under a bridge"
WRONG = "nobody knows this sentence"
SECOND = "a lamp beside the window"


class Desk:
    """A window and its door, over the files of a folder: one start of the program."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        options, store = Options(data_dir=folder), SettingsInMemory()
        self.access = open_access(options, store)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.asking = AccessAsking(self.access, partial(open_accounts, options, self.access), store, self.window)
        self.done: list[str] = []

    def then(self) -> None:
        self.done.append(self.access.actor().account)

    def ask(self) -> None:
        self.asking.ask([Verdict(Answer.LOG_IN)], self.window, self.then)


def make_first(desk: Desk, qtbot: QtBot) -> str:
    desk.asking.ask_for_accounts(desk.window, desk.then)
    dialog = desk.window.findChildren(SetupDialog)[0]
    dialog.name_field.setText("anna")
    for field in (dialog.passwords.first_field, dialog.passwords.second_field):
        field.setText(FIRST)
    dialog.verb_button.click()
    qtbot.waitUntil(lambda: bool(dialog.code_page.code_field.text()))
    code = dialog.code_page.code_field.text()
    dialog.code_page.noted_box.click()
    dialog.done_button.click()
    return code


def test_an_administrator_is_made_lets_himself_in_after_a_restart_and_recovers(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    theme.apply(qapp, "light")
    first = Desk(qtbot, tmp_path)
    assert first.access.state() is AccessState.SYSTEM
    code = make_first(first, qtbot)
    assert first.done == ["anna"]
    assert not holds_no_account(tmp_path / DESK_FILE)

    second = Desk(qtbot, tmp_path)
    second.access.refresh()
    assert second.access.state() is AccessState.OUT
    second.ask()
    login = second.window.findChildren(LoginDialog)[0]
    login.form.name_field.setText("anna")
    login.form.password_field.setText(WRONG)
    login.log_in_button.click()
    qtbot.waitUntil(lambda: bool(login.form.trouble.text))
    assert login.form.trouble.text == "Name or password is wrong."
    login.form.password_field.setText(FIRST)
    login.log_in_button.click()
    qtbot.waitUntil(lambda: second.done == ["anna"])

    second.asking.log_out()
    second.asking.ask_for_recovery("anna", second.window, second.then)
    recovery = second.window.findChildren(RecoverDialog)[0]
    recovery.code_field.setText(code.lower())
    for field in (recovery.passwords.first_field, recovery.passwords.second_field):
        field.setText(SECOND)
    recovery.verb_button.click()
    qtbot.waitUntil(lambda: bool(recovery.code_page.code_field.text()))
    assert recovery.code_page.code_field.text() != code
    recovery.code_page.noted_box.click()
    recovery.done_button.click()
    qtbot.waitUntil(lambda: second.done == ["anna", "anna"])

    assert close_readers()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for planted in (FIRST, WRONG, SECOND, code):
        assert planted.encode() not in kept


def test_a_first_look_tells_a_desk_without_accounts_and_never_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / DESK_FILE
    assert not holds_no_account(path)  # there is none to look into
    path.write_bytes(b"no database at all" * 100)

    assert not holds_no_account(path)
