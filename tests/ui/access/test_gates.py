"""What is not for everybody in the window: pages, files, managed settings; and the accounts among the settings."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Role
from procmon_gui.domain.history import Span
from procmon_gui.domain.settings import whole
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.engine.discretion import Discretion
from procmon_gui.engine.guarded_settings import GuardedSettings
from procmon_gui.openers import RecordingMaker
from procmon_gui.services.places import Options
from procmon_gui.ui import theme
from procmon_gui.ui.access.account_dialogs import NewAccountDialog, NewPasswordDialog, TakeAwayDialog
from procmon_gui.ui.access.accounts_part import AccountsPart
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.access.new_code_dialog import NewCodeDialog
from procmon_gui.ui.access.setup_dialog import SetupDialog
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.access import WindowAccess
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.base import Page, PageMaker
from procmon_gui.ui.pages.makers import SettingsMaker
from procmon_gui.ui.pages.refused import RefusedPage
from procmon_gui.ui.pages.settings import SettingsPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.auth.logins import Hall
from tests.ui.access.fakes import CODE, Clock, FakeAccess, FakeAccounts
from tests.ui.fakes import FakePulse
from tests.ui.screen import show_active


class Secret(Page):
    """What not everybody may see."""

    def first_focus(self) -> QWidget:
        return self


class SecretMaker(PageMaker):
    permission = Permission.READ_AUDIT
    page_id = "secret"
    title = "Secret"
    icon_name = "lock"

    def make(self) -> Page:
        return Secret()


class Stage:
    """A window with settings and a page for administrators."""

    def __init__(self, qtbot: QtBot, folder: Path, accounts: FakeAccounts, name: str) -> None:
        self.qtbot = qtbot
        self.clock = Clock()
        self.accounts = accounts
        self.access = FakeAccess(accounts, self.clock)
        if name:
            self.access.log_in(name, name[::-1])
        self.store = GuardedSettings(SettingsInMemory(), self.access, self.clock)
        preferences = Preferences(self.store)
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        sampler = Sampler(FakePulse)
        self.window = MainWindow(
            sampler, [SecretMaker(), SettingsMaker(preferences, self._make_part)], settings, preferences=preferences
        )
        sampler.setParent(self.window)
        preferences.setParent(self.window)
        discretion = Discretion(self.access, self.clock)
        self.guard = WindowAccess(self.access, lambda: accounts, discretion, preferences, self.window)
        self.guard.asking._now_ns = self.clock
        self.window.resize(1100, 900)
        qtbot.addWidget(self.window)
        self.guard.begin()
        show_active(self.window, qtbot)

    def _make_part(self, parent: QWidget) -> AccountsPart:
        return self.guard.make_part(parent)

    @property
    def part(self) -> AccountsPart:
        self.window.open_page_named("settings")
        page = self.window.page
        assert isinstance(page, SettingsPage)
        part = page.column.findChild(AccountsPart)
        assert part is not None
        return part

    def dialog(self, kind: type[QDialog]) -> QDialog:
        found: list[QDialog] = []

        def is_there() -> bool:
            found[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
            return len(found) == 1

        self.qtbot.waitUntil(is_there)
        return found[0]

    def is_open(self, kind: type[QDialog]) -> bool:
        return any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())

    def log_in(self, name: str) -> None:
        dialog = self.dialog(LoginDialog)
        assert isinstance(dialog, LoginDialog)
        if dialog.form.name_field.isVisible():
            dialog.form.name_field.setText(name)
        dialog.form.password_field.setText(name[::-1])
        dialog.log_in_button.click()

    def rows(self) -> list[list[str]]:
        table = self.part.table
        return [
            [item.text() for column in range(3) if (item := table.item(row, column)) is not None]
            for row in range(table.rowCount())
        ]

    def manage(self) -> AccountsPart:
        part = self.part
        part.manage_button.click()
        self.qtbot.waitUntil(lambda: part.table.rowCount() > 0)
        return part

    def choose(self, name: str) -> None:
        names = [row[0] for row in self.rows()]
        self.part.table.setCurrentCell(names.index(name), 0)


Make = Callable[..., Stage]


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Make]:
    theme.apply(qapp, "light")
    made: list[Stage] = []

    def make(name: str = "", accounts: FakeAccounts | None = None) -> Stage:
        people = FakeAccounts(anna=Role.OPERATOR, vera=Role.VIEWER, adam=Role.ADMINISTRATOR)
        made.append(Stage(qtbot, tmp_path, people if accounts is None else accounts, name))
        return made[-1]

    yield make
    for stage in made:
        stage.guard.asking.close()
        stage.window.hide()
    assert close_readers()


# ---- pages


def test_a_page_that_is_not_for_everybody_asks_for_a_login_and_opens_after_it(make: Make, qtbot: QtBot) -> None:
    stage = make()
    assert isinstance(stage.window.page, RefusedPage)

    qtbot.keyClick(stage.window.page.first_focus(), Qt.Key.Key_Space)
    stage.log_in("adam")

    qtbot.waitUntil(lambda: isinstance(stage.window.page, Secret))
    stage.guard.asking.log_out()
    assert isinstance(stage.window.page, RefusedPage)


def test_without_accounts_every_page_is_there(make: Make) -> None:
    assert isinstance(make(accounts=FakeAccounts()).window.page, Secret)


# ---- files


@pytest.mark.parametrize(("name", "is_asked"), [("", True), ("vera", True), ("anna", False), ("adam", False)])
def test_a_file_is_made_by_those_who_may_take_things_away(make: Make, qtbot: QtBot, name: str, is_asked: bool) -> None:
    stage = make(name)

    stage.window._files.ask(FileContent(name="a.txt", kind="Text (*.txt)", data="a"))

    stage.dialog(LoginDialog if is_asked else QFileDialog).reject()


def test_who_logs_in_for_it_goes_on_to_the_name_of_the_file(make: Make) -> None:
    stage = make()
    stage.window._files.ask(FileContent(name="a.txt", kind="Text (*.txt)", data="a"))

    stage.log_in("anna")

    stage.dialog(QFileDialog).reject()


@pytest.mark.parametrize("name", ["", "vera"])
def test_a_recording_is_refused_where_it_is_written_whatever_the_window_offers(
    make: Make, tmp_path: Path, name: str
) -> None:
    write = RecordingMaker(Options(data_dir=tmp_path), make(name).access)

    with pytest.raises(Denied):
        write(tmp_path / "a.procmon", Span(from_ms=0, to_ms=1), False, cast("Any", None))

    assert not (tmp_path / "a.procmon").exists()


# ---- settings


def test_a_managed_setting_is_changed_after_an_administrator_has_logged_in(make: Make, qtbot: QtBot) -> None:
    stage = make()
    column = stage.part.parentWidget()
    assert column is not None
    page = stage.window.page
    assert isinstance(page, SettingsPage)
    row = page.column.rows["history.beats_days"]

    row.control.chosen.emit(30)
    assert whole(stage.store, "history.beats_days") == 7
    assert row.control.field.property("value") == 7
    stage.log_in("adam")

    qtbot.waitUntil(lambda: whole(stage.store, "history.beats_days") == 30)
    assert row.control.field.property("value") == 30


def test_what_is_no_business_of_administrators_everybody_changes(make: Make) -> None:
    stage = make("vera")

    stage.store.set("appearance.comfortable_rows", True)

    with pytest.raises(Denied):
        stage.store.set("history.beats_days", 1)
    with pytest.raises(Denied):
        stage.store.reset("access.watching_needs_login")
    assert not stage.is_open(LoginDialog)


def test_the_store_asks_for_the_password_once_more_when_it_was_typed_long_ago(make: Make) -> None:
    stage = make("adam")
    stage.store.set("history.beats_days", 8)
    stage.clock.move(301)

    with pytest.raises(Denied, match="password"):
        stage.store.set("history.beats_days", 9)


def test_a_password_that_grew_old_meanwhile_is_said_where_a_setting_is_set_and_reset(make: Make) -> None:
    stage = make("adam")
    page_part = stage.part
    page = stage.window.page
    assert page_part is not None
    assert isinstance(page, SettingsPage)
    row = page.column.rows["history.beats_days"]
    row._set(30)
    stage.clock.move(301)

    for change in (partial(row._set, 8), row._reset):
        row.show_value()
        change()
        assert "password" in row.note
        assert whole(stage.store, "history.beats_days") == 30


# ---- what is refused is kept


@pytest.mark.parametrize("permission", [Permission.EXPORT, Permission.MANAGE, Permission.READ_AUDIT])
def test_what_a_role_is_refused_in_the_window_is_kept_once_for_each_try(make: Make, permission: Permission) -> None:
    stage = make("vera")
    stage.access.refusals.clear()

    for _ in range(2):
        stage.guard.require(permission, stage.window, lambda: pytest.fail("it was refused"))
        stage.dialog(LoginDialog).reject()

    assert [refusal[:2] for refusal in stage.access.refusals] == [("vera", permission.value)] * 2
    assert "needs the role" in stage.access.refusals[0][3]


def test_who_is_only_asked_for_a_login_or_for_the_password_is_not_refused(make: Make) -> None:
    stage = make()
    stage.guard.require(Permission.EXPORT, stage.window, lambda: None)
    stage.dialog(LoginDialog).reject()
    stage.access.log_in("adam", "mada")
    stage.clock.move(301)
    stage.guard.require(Permission.MANAGE, stage.window, lambda: None)
    stage.dialog(LoginDialog).reject()

    assert stage.access.refusals == []


def test_a_setting_and_a_recording_that_are_refused_below_the_window_are_kept(make: Make, tmp_path: Path) -> None:
    stage = make("vera")
    stage.access.refusals.clear()

    for change in (
        partial(stage.store.set, "access.lock_after_min", 0),
        partial(stage.store.reset, "access.lock_after_min"),
    ):
        with pytest.raises(Denied):
            change()
    write = RecordingMaker(Options(data_dir=tmp_path), stage.access)
    with pytest.raises(Denied):
        write(tmp_path / "a.procmon", Span(from_ms=0, to_ms=1), False, cast("Any", None))

    assert [refusal[:3] for refusal in stage.access.refusals] == [
        ("vera", "setting", "access.lock_after_min"),
        ("vera", "setting", "access.lock_after_min"),
        ("vera", "export", "a.procmon"),
    ]


def test_a_page_that_is_refused_is_kept_when_it_is_opened_and_not_when_it_is_drawn(make: Make, qtbot: QtBot) -> None:
    stage = make("vera")
    stage.window.open_page_named("settings")
    stage.access.refusals.clear()

    stage.window.open_page_named("secret")
    assert isinstance(stage.window.page, RefusedPage)
    for _ in range(3):
        stage.window.page.update()
        stage.guard.look()
        qtbot.wait(20)  # a repaint is waited for

    assert [refusal[:3] for refusal in stage.access.refusals] == [("vera", "page", "secret")]


def test_a_refusal_of_the_window_is_in_the_audit_trail_soon_after_and_the_window_did_not_wait(
    make: Make, tmp_path: Path
) -> None:
    stage = make()
    hall = Hall(tmp_path).fill()
    written: list[Callable[[], None]] = []
    hall.access._later = written.append
    hall.log_in("vera")
    stage.guard.asking.access = hall.access

    stage.guard.asking.require(Permission.EXPORT, stage.window, lambda: pytest.fail("it was refused"))
    stage.dialog(LoginDialog).reject()
    assert [deed for deed in hall.deeds() if "export" in deed] == []
    hall.access.log_out()
    for work in written:
        work()

    refused = [deed for deed in hall.deeds() if "export" in deed]
    assert refused == ["vera export refused - This needs the role of an operator or more; vera is viewer."]


# ---- accounts


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
