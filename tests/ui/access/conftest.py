"""A desk with three accounts, and windows that ask for them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.ui import theme
from procmon_gui.ui.access.asking import AccessAsking
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.bridge.operation import close_readers
from tests.ui.access.fakes import Clock, FakeAccess, FakeAccounts
from tests.ui.access.stage import Make, Stage
from tests.ui.screen import show_active

Kind = TypeVar("Kind", bound=QDialog)


class Desk:
    """A window, who sits before it, and the door that asks."""

    def __init__(self, qtbot: QtBot, accounts: FakeAccounts, *, has_root: bool = False) -> None:
        self.qtbot = qtbot
        self.clock = Clock()
        self.accounts = accounts
        self.access = FakeAccess(accounts, self.clock, has_root=has_root)
        self.store = SettingsInMemory()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.asking = AccessAsking(self.access, lambda: accounts, self.store, self.window, now_ns=self.clock)
        self.done: list[str] = []
        self.changes = 0
        self.asking.changed.connect(self._on_changed)
        show_active(self.window, qtbot)

    def _on_changed(self) -> None:
        self.changes += 1

    def then(self) -> None:
        """Be what was wished: remember who it was done by."""
        self.done.append(self.access.actor().account)

    def dialog(self) -> LoginDialog:
        """Return the login that is open, once it has the keyboard."""
        return self.open_dialog(LoginDialog)

    def open_dialog(self, kind: type[Kind]) -> Kind:
        """Return the dialog of this kind that is open, once it has the keyboard."""
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert len(found) == 1
        self.qtbot.waitUntil(found[0].isActiveWindow)
        return found[0]

    @property
    def is_asking(self) -> bool:
        """Say whether a dialog is open."""
        return any(one.isVisible() for one in self.window.findChildren(QDialog))


@pytest.fixture
def make_desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Desk]]:
    theme.apply(qapp, "light")
    desks: list[Desk] = []

    def make(accounts: FakeAccounts | None = None, *, has_root: bool = False) -> Desk:
        people = {"anna": Role.OPERATOR, "vera": Role.VIEWER, "adam": Role.ADMINISTRATOR}
        desks.append(Desk(qtbot, FakeAccounts(**people) if accounts is None else accounts, has_root=has_root))
        return desks[-1]

    yield make
    for desk in desks:
        desk.access.let_go()
        desk.asking.close()
    assert close_readers()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


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
