"""The window, locked: by a key, by nobody being there, by the desktop; and how somebody gets in again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.accounts import AccessState, AccountsDamaged, Role
from procmon_gui.engine.discretion import Discretion
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.access.lock_panel import LockPanel
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.access.setup_dialog import SetupDialog
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.access import WindowAccess
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker
from procmon_gui.ui.preferences import Preferences
from tests.store.history.machines import day, live
from tests.ui.access.fakes import Clock, FakeAccess, FakeAccounts
from tests.ui.fakes import FakePulse, feed
from tests.ui.screen import show_active

CTRL = Qt.KeyboardModifier.ControlModifier


class Stage:
    """A window over a few beats, and three people with accounts."""

    def __init__(self, qtbot: QtBot, folder: Path, preferences: Preferences, accounts: FakeAccounts) -> None:
        self.qtbot = qtbot
        self.clock = Clock()
        self.accounts = accounts
        self.access = FakeAccess(accounts, self.clock)
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        memory, sampler = RecentMemory(), Sampler(FakePulse)
        live(day(20), memory)
        self.window = MainWindow(
            sampler,
            [OverviewMaker(), ProcessesMaker(preferences, settings=settings)],
            settings,
            history=memory,
            preferences=preferences,
        )
        sampler.setParent(self.window)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        self.discretion = Discretion(self.access, self.clock)
        self.guard = WindowAccess(self.access, lambda: accounts, self.discretion, preferences, self.window)
        show_active(self.window, qtbot)
        feed(self.window, qtbot, 1)

    def begin(self, name: str = "") -> None:
        if name:
            self.access.log_in(name, name[::-1])
        self.guard.begin()
        if self.accounts.kept:
            self.qtbot.waitUntil(lambda: self.guard._who is not None)

    @property
    def panel(self) -> LockPanel:
        found = self.window.cover.panel
        assert isinstance(found, LockPanel)
        return found

    @property
    def is_locked(self) -> bool:
        return self.window.cover.panel is not None

    def said_at_the_foot(self) -> str:
        return " ".join(
            label.text() for label in self.window.status.findChildren(QLabel) if label.isVisible() and label.text()
        )

    def unlock(self, name: str, password: str) -> None:
        form = self.panel.form
        form.name_field.selectAll()
        self.qtbot.keyClicks(form.name_field, name)
        form.password_field.setFocus()
        self.qtbot.keyClicks(form.password_field, password)
        self.qtbot.keyClick(form.password_field, Qt.Key.Key_Return)


@pytest.fixture
def preferences(qapp: QApplication) -> Preferences:
    return Preferences()


@pytest.fixture
def accounts() -> FakeAccounts:
    return FakeAccounts(anna=Role.OPERATOR, vera=Role.VIEWER, adam=Role.ADMINISTRATOR)


@pytest.fixture
def stage(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, preferences: Preferences, accounts: FakeAccounts
) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    made = Stage(qtbot, tmp_path, preferences, accounts)
    yield made
    made.access.let_go()
    made.window.hide()
    assert close_readers()


def test_without_accounts_nothing_is_seen_of_them(stage: Stage) -> None:
    stage.accounts.kept.clear()
    stage.begin()

    stage.qtbot.keyClick(stage.window, Qt.Key.Key_L, CTRL)

    assert not stage.is_locked
    assert stage.guard._asking is None
    assert not any(entry.isVisible() for entry in (stage.window.menu.lock, stage.window.menu.log_in))


def test_a_first_start_offers_accounts_in_one_line_and_makes_them_where_that_is_taken(stage: Stage) -> None:
    stage.accounts.kept.clear()
    stage.begin()
    stage.guard.offer_accounts()
    assert stage.window.banners.text("shared desk").startswith("Do several people share this desk?")

    stage.window.banners.action_asked.emit("shared desk")

    (dialog,) = (one for one in stage.window.findChildren(SetupDialog) if one.isVisible())
    assert stage.window.banners.codes == ()
    dialog.reject()


def test_where_there_are_accounts_none_are_offered(stage: Stage) -> None:
    stage.begin()

    stage.guard.offer_accounts()

    assert stage.window.banners.codes == ()


def test_who_is_logged_in_stands_at_the_foot_with_his_role(stage: Stage) -> None:
    stage.begin("anna")

    assert "anna (operator)" in stage.said_at_the_foot()
    assert stage.window.menu.lock.isVisible()


def test_nobody_is_offered_a_login_at_the_foot(stage: Stage) -> None:
    stage.begin()
    assert "Nobody is logged in" in stage.said_at_the_foot()
    assert stage.guard._who is not None

    stage.guard._who.log_in_button.click()

    dialogs = [one for one in stage.window.findChildren(LoginDialog) if one.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_ctrl_l_locks_and_the_pages_and_their_keys_are_gone(stage: Stage) -> None:
    stage.begin("anna")
    page = stage.window.page_id

    stage.qtbot.keyClick(stage.window, Qt.Key.Key_L, CTRL)

    assert stage.is_locked
    assert stage.access.state() is AccessState.LOCKED
    assert not stage.window.page.isVisible()
    assert not stage.window.rail.isEnabled()
    assert not stage.window.header.isEnabled()
    assert stage.panel.form.name_field.text() == "anna"
    stage.qtbot.waitUntil(stage.panel.form.password_field.hasFocus)
    stage.qtbot.keyClick(stage.panel.form.password_field, Qt.Key.Key_2, CTRL)
    stage.qtbot.keyClick(stage.panel.form.password_field, Qt.Key.Key_G, CTRL)
    assert stage.window.page_id == page
    assert not any(one.isVisible() for one in stage.window.findChildren(QDialog))
    assert "CPU" in stage.said_at_the_foot()
    assert "Locked by anna" in stage.said_at_the_foot()


def test_the_password_unlocks_and_all_is_as_it_was(stage: Stage) -> None:
    stage.begin("anna")
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_L, CTRL)

    stage.unlock("anna", "anna"[::-1])

    stage.qtbot.waitUntil(lambda: not stage.is_locked)
    assert stage.window.page.isVisible()
    assert stage.window.rail.isEnabled()
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_2, CTRL)
    assert stage.window.page_id == "processes"
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_L, CTRL)
    assert stage.is_locked


def test_another_person_who_unlocks_acts_from_then_on(stage: Stage) -> None:
    stage.begin("anna")
    stage.guard.lock()

    stage.unlock("vera", "arev")

    stage.qtbot.waitUntil(lambda: not stage.is_locked)
    assert stage.access.actor().account == "vera"
    assert "vera (viewer)" in stage.said_at_the_foot()


def test_a_wrong_password_leaves_it_locked_and_says_so(stage: Stage) -> None:
    stage.begin("anna")
    stage.guard.lock()

    stage.unlock("anna", "wrong")

    stage.qtbot.waitUntil(lambda: bool(stage.panel.form.trouble.text))
    assert stage.panel.form.trouble.text == "Name or password is wrong."
    assert stage.is_locked


def test_looking_only_goes_on_as_nobody(stage: Stage) -> None:
    stage.begin("anna")
    stage.guard.lock()

    stage.panel.look_button.click()

    assert not stage.is_locked
    assert stage.access.state() is AccessState.OUT
    assert stage.access.holder() == ""


def test_where_watching_needs_a_login_the_window_begins_locked_and_nobody_may_look(
    stage: Stage, preferences: Preferences
) -> None:
    preferences.store.set("access.watching_needs_login", True)
    stage.begin()

    assert stage.is_locked
    assert not stage.panel.look_button.isVisible()
    stage.unlock("vera", "arev")
    stage.qtbot.waitUntil(lambda: not stage.is_locked)


def test_who_is_away_for_too_long_is_locked_out_and_who_moves_the_mouse_is_not(stage: Stage) -> None:
    stage.begin("anna")
    stage.access.lock_after_s = 600.0
    presence = stage.guard._presence
    assert presence is not None

    stage.clock.move(599)
    handle = stage.window.window().windowHandle()
    stage.qtbot.mouseMove(handle)
    presence._told_s = 0.0
    stage.qtbot.keyClick(handle, Qt.Key.Key_Shift)
    stage.clock.move(599)
    presence.look_due.emit()
    assert not stage.is_locked

    stage.clock.move(2)
    presence.look_due.emit()

    assert stage.is_locked
    assert not presence.is_looking


def test_while_nobody_is_logged_in_nobody_is_listened_to(stage: Stage) -> None:
    stage.begin()
    assert stage.guard._presence is None
    asking = stage.guard.asking

    stage.access.log_in("anna", "anna"[::-1])
    asking.tell()
    assert stage.guard._presence is not None
    assert stage.guard._presence.is_looking
    stage.guard.asking.log_out()

    assert not stage.guard._presence.is_looking


def test_a_dialog_that_asks_goes_when_the_window_locks(stage: Stage) -> None:
    stage.begin("anna")
    question = QDialog(stage.window)
    question.open()

    stage.guard.lock()

    assert not question.isVisible()
    assert stage.is_locked


def test_recording_and_the_figures_of_the_machine_go_on(stage: Stage) -> None:
    stage.begin("anna")
    stage.guard.lock()

    feed(stage.window, stage.qtbot, 2, busy=0.5)

    stage.qtbot.waitUntil(lambda: "50.0 %" in stage.said_at_the_foot())
    assert stage.is_locked


def test_a_locked_window_says_that_recording_goes_on_only_where_it_does(stage: Stage) -> None:
    stage.begin("anna")
    stage.guard.lock()
    assert stage.panel.form.hint.text() == "anna is logged in."
    assert not stage.window.is_recording

    stage.guard.asking.log_out()
    stage.window._recorder = cast("Any", object())
    assert stage.window.is_recording
    stage.access.log_in("anna", "anna"[::-1])
    stage.guard.lock()
    assert stage.panel.form.hint.text() == "anna is logged in. Recording goes on."
    stage.window._recorder = None


def test_accounts_that_another_program_makes_are_noticed(stage: Stage, accounts: FakeAccounts) -> None:
    kept, accounts.kept = accounts.kept, {}
    stage.begin()
    assert stage.guard._who is None

    accounts.kept = kept
    stage.guard.look()

    stage.qtbot.waitUntil(lambda: stage.guard._who is not None and stage.guard._who.isVisible())


def test_whoever_reads_by_ear_is_told_what_stands_on_the_locked_window(stage: Stage) -> None:
    stage.begin("anna")
    stage.guard.lock()
    reachable = [
        widget
        for widget in stage.panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert len(reachable) >= 6
    for widget in reachable:
        assert widget.accessibleName() or widget.property("text"), widget


def test_accounts_that_can_not_be_read_let_nobody_in_and_it_is_said_why(stage: Stage) -> None:
    stage.access.trouble = AccountsDamaged("The table of accounts makes no sense.")
    stage.guard.begin()

    stage.qtbot.waitUntil(lambda: bool(stage.window.banners.codes))
    assert stage.window.banners.text("accounts") == "The table of accounts makes no sense."
    assert "Nobody is logged in" in stage.said_at_the_foot()
    stage.access.trouble = None
    stage.guard.look()

    stage.qtbot.waitUntil(lambda: not stage.window.banners.codes)


def test_the_page_has_the_keyboard_again_when_somebody_looks_only(stage: Stage) -> None:
    stage.begin("anna")
    stage.guard.lock()

    stage.panel.look_button.click()

    assert stage.window.focusWidget() is stage.window.page.first_focus()
