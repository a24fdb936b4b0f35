"""A window with settings and a page for administrators, and who sits before it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.engine.discretion import Discretion
from procmon_gui.engine.guarded_settings import GuardedSettings
from procmon_gui.ui.access.accounts_part import AccountsPart
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.access import WindowAccess
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.base import Page, PageMaker
from procmon_gui.ui.pages.makers import SettingsMaker
from procmon_gui.ui.pages.settings import SettingsPage
from procmon_gui.ui.preferences import Preferences
from tests.ui.access.fakes import Clock, FakeAccess, FakeAccounts
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
