"""What the window shows of logins and accounts, for walks through everything: opened over a window of made-up data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import LoginRefused, Role
from procmon_gui.domain.actions import Answer, Verdict
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.access.account_dialogs import NewAccountDialog, NewPasswordDialog, TakeAwayDialog
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.access.new_code_dialog import NewCodeDialog
from procmon_gui.ui.access.recover_dialog import RecoverDialog
from procmon_gui.ui.access.setup_dialog import SetupDialog
from procmon_gui.ui.main_window.access import WindowAccess
from procmon_gui.ui.pages.refused import RefusedPage
from procmon_gui.ui.preferences import Preferences
from tests.ui.access.fakes import Clock, FakeAccess, FakeAccounts
from tests.ui.state import State

if TYPE_CHECKING:
    from tests.ui.whole_window import WholeWindow

_PART_PX = 640


class _NoDiscretion:
    """Cuts nothing: the pages of the walk stay those that they are."""

    is_needed = False

    def seen(self, snapshot: Snapshot) -> Snapshot:
        return snapshot


class AccessStates:
    """Logs in and out, locks, and opens every dialog of accounts."""

    def __init__(self, whole: "WholeWindow", qtbot: QtBot) -> None:
        self._window, self._qtbot = whole.window, qtbot
        clock = Clock()
        self._accounts = FakeAccounts(anna=Role.ADMINISTRATOR, backup=Role.VIEWER)
        self._accounts.code = "12345-67890"
        self._accounts.block("backup")
        self._access = FakeAccess(self._accounts, clock)

    def states(self) -> Iterator[State]:
        """Visit them."""
        guard = WindowAccess(
            self._access, lambda: self._accounts, cast("Any", _NoDiscretion()), Preferences(), self._window
        )
        # No page goes because of who is logged in: they are those of the walk.
        self._window.guard = None
        guard.begin()
        self._qtbot.waitUntil(lambda: guard._who is not None)
        yield State("nobody is logged in", self._window)
        yield from self._login_states(guard)
        yield from self._code_states(guard)
        yield from self._part_states(guard)
        guard.lock()
        yield State("locked", self._window)
        self._accounts.kept.clear()
        guard.asking.tell()
        guard.deleteLater()

    def _open(self, kind: type[QDialog]) -> Any:
        return next(one for one in self._window.findChildren(kind) if one.isVisible())

    def _login_states(self, guard: WindowAccess) -> Iterator[State]:
        asking = guard.asking
        asking.ask_for_login(self._window)
        login = self._open(LoginDialog)
        yield State("login", login)
        for name, wait_s in (("wait", 4.0), ("blocked", float("inf"))):
            login.form._on_failed(LoginRefused("", wait_s))
            login.form._on_caps_lock(True)
            yield State(f"login, {name}", login)
        asking.close()
        self._access.log_in("anna", "anna"[::-1])
        asking.tell()
        yield State("logged in", self._window)
        asking.ask([Verdict(Answer.CONFIRM)], self._window, self._nothing)
        yield State("the password again", self._open(LoginDialog))
        asking.close()

    def _code_states(self, guard: WindowAccess) -> Iterator[State]:
        asking = guard.asking
        asking.ask_for_recovery("anna", self._window)
        yield State("forgotten password", self._open(RecoverDialog))
        asking.ask_for_new_code(self._window)
        yield State("new recovery code", self._open(NewCodeDialog))
        asking.ask_for_accounts(self._window)
        setup = self._open(SetupDialog)
        setup.passwords.trouble.say(setup.passwords.fault(""))
        yield State("set-up of accounts", setup)
        setup.show_code(self._accounts.code)
        yield State("recovery code", setup)
        setup.accept()

    def _part_states(self, guard: WindowAccess) -> Iterator[State]:
        around = QWidget(self._window)
        part = guard.make_part(around)
        QVBoxLayout(around).addWidget(part)
        around.resize(theme.scaled(_PART_PX), theme.scaled(_PART_PX))
        around.show()
        yield State("accounts in the settings", around)
        part._fill(self._accounts.all())
        yield State("list of accounts", around)
        for name, ask, kind in (
            ("new account", part._ask_for_new, NewAccountDialog),
            ("new password", part._ask_for_own, NewPasswordDialog),
            ("removal of an account", self._removal(part), TakeAwayDialog),
            ("removal of all accounts", part._ask_to_reset, TakeAwayDialog),
        ):
            ask()
            dialog = self._open(kind)
            yield State(name, dialog)
            dialog.reject()
        around.deleteLater()
        page = RefusedPage(Permission.READ_OWN_AUDIT, self._window)
        page.resize(_PART_PX, _PART_PX)
        page.show()
        yield State("a page that is refused", page)
        page.deleteLater()

    @staticmethod
    def _removal(part: Any) -> Any:
        def ask() -> None:
            part._ask_to_remove("backup")

        return ask

    def _nothing(self) -> None:
        pass
