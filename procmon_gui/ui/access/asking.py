"""The door of the window: lets somebody in where something needs a login, in place, and then lets it be done.

Window thread only. One dialog at a time: whoever asks anew is asked anew.
"""

import time
import weakref
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from procmon_gui.auth.gate import authorize
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access, AccessState, Accounts
from procmon_gui.domain.actions import Answer, Verdict
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.settings import SettingsStore, flag, whole
from procmon_gui.ui.access import words
from procmon_gui.ui.access.attempt import Attempt
from procmon_gui.ui.access.login_dialog import LoginDialog

LOCK_AFTER: Final = "access.lock_after_min"
WATCHING_NEEDS_LOGIN: Final = "access.watching_needs_login"

Then = Callable[[], None]


class AccessAsking(QObject):
    """Asks for a name and a password, and for what else must be said first.

    Signals:
        changed: who acts, or what the reader sees of it, is another now.
    """

    changed = Signal()

    def __init__(
        self,
        access: Access,
        open_accounts: Callable[[], Accounts],
        store: SettingsStore,
        parent: QObject | None = None,
        *,
        now_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Take who acts now, and the way to the accounts, which is gone in a worker."""
        super().__init__(parent)
        self.access = access
        self._open_accounts = open_accounts
        self._store = store
        self._now_ns = now_ns
        self._dialog: QDialog | None = None
        self._then: Callable[[], Then | None] = _nothing
        self._told = self._standing()

    # ---- what may be done

    def verdict(self, permission: Permission) -> Verdict:
        """Return whether who acts now may do something that is done to no process."""
        return authorize(
            self.access.actor(), permission, self._now_ns(), watching_needs_login=self.watching_needs_login
        )

    def ask(self, verdicts: Sequence[Verdict], parent: QWidget, then: Then) -> None:
        """Ask for what these need, over `parent`, and call `then` when it was given; at once when they need nothing.

        Nothing is called when the reader gives up, or where all of them are refused. A method of an object of Qt that
        is gone by then is not called.
        """
        asked = {verdict.answer: verdict.why for verdict in reversed(verdicts)}
        if Answer.LOG_IN in asked and not self.access.actor().has_accounts:
            self.ask_for_accounts(parent, then, asked[Answer.LOG_IN])
        elif Answer.LOG_IN in asked:
            self.ask_for_login(parent, then)
        elif Answer.CONFIRM in asked:
            self._ask_for_password(asked[Answer.CONFIRM], parent, then)
        elif Answer.ALLOWED in asked:
            then()

    def require(self, permission: Permission, parent: QWidget, then: Then) -> None:
        """Call `then` when who acts may do this; ask for what it needs before, for another account where need be."""
        verdict = self.verdict(permission)
        if verdict.answer is Answer.REFUSED:
            self.access.keep_refusal(permission.value, str(verdict.why))
            self.ask_for_login(parent, _Again(self, permission, parent, then), verdict.why)
        elif verdict.answer is Answer.LOG_IN:
            self.ask_for_login(parent, _Again(self, permission, parent, then))
        else:
            self.ask((verdict,), parent, then)

    def ask_for_login(self, parent: QWidget, then: Then | None = None, why: Sentence | None = None) -> None:
        """Let somebody log in, whoever is logged in now; `why` says what the account now is not enough for."""
        dialog = self._login_over(parent, then)
        state = self.access.state()
        name = self.access.holder() if state is AccessState.LOCKED else ""
        dialog.forgotten_asked.connect(self._on_forgotten)
        dialog.ask_for_account(
            name,
            self._hint() if why is None else words.said(why),
            can_look=state is AccessState.OUT and not self.watching_needs_login,
            locks_after_min=self.locks_after_min,
        )

    def ask_for_recovery(self, name: str, parent: QWidget, then: Then | None = None) -> None:
        """Let an administrator in by the recovery code."""
        from procmon_gui.ui.access.recover_dialog import RecoverDialog

        dialog = RecoverDialog(self._open_accounts, self.access, name, parent)
        self._await(dialog, then)
        dialog.come_up()

    def ask_for_new_code(self, parent: QWidget) -> None:
        """Let who manages accounts have a new recovery code."""
        from procmon_gui.ui.access.new_code_dialog import NewCodeDialog

        dialog = NewCodeDialog(self._open_accounts, parent)
        self._await(dialog, None)
        dialog.open()

    @Slot(str)
    def _on_forgotten(self, name: str) -> None:
        dialog = self._dialog
        if isinstance(dialog, LoginDialog):
            self.ask_for_recovery(name, dialog.over, self._then())

    def _ask_for_password(self, why: Sentence | None, parent: QWidget, then: Then) -> None:
        actor = self.access.actor()
        hint = self.tr("This needs your password once more.") if why is None else words.said(why)
        dialog = self._login_over(parent, then)
        dialog.ask_for_password(actor.account, words.named(actor.account, actor.role), hint)

    def ask_for_accounts(self, parent: QWidget, then: Then | None = None, why: Sentence | None = None) -> None:
        """Let the first account be made; `why` says what it is needed for."""
        from procmon_gui.ui.access.setup_dialog import SetupDialog

        dialog = SetupDialog(self._open_accounts, self.access, parent)
        self._await(dialog, then)
        dialog.come_up("" if why is None else words.said(why))

    @property
    def locks_after_min(self) -> int:
        """Return after how long without use it locks by itself; 0 for never."""
        return whole(self._store, LOCK_AFTER)

    @property
    def watching_needs_login(self) -> bool:
        """Say whether nothing is shown before somebody logs in."""
        return flag(self._store, WATCHING_NEEDS_LOGIN)

    def _hint(self) -> str:
        if self.watching_needs_login:
            return self.tr("Nothing is shown here before somebody logs in.")
        return self.tr("You can look without a login. Ending, pausing and settings need a name.")

    # ---- the dialog

    def _login_over(self, parent: QWidget, then: Then | None) -> LoginDialog:
        dialog = LoginDialog(Attempt(self.access, self), parent, now_ns=self._now_ns)
        self._await(dialog, then)
        return dialog

    def _await(self, dialog: QDialog, then: Then | None) -> None:
        self.close()
        self._dialog = dialog
        self._then = _nothing if then is None else _held(then)
        dialog.finished.connect(self._on_finished)

    def close(self) -> None:
        """Ask no more, and do nothing of what was wished."""
        dialog, self._dialog, self._then = self._dialog, None, _nothing
        if dialog is not None and isValid(dialog):
            dialog.reject()

    @Slot(int)
    def _on_finished(self, result: int) -> None:
        if self.sender() is not self._dialog:
            return
        self._dialog = None
        then, self._then = self._then(), _nothing
        self.tell()
        if result == QDialog.DialogCode.Accepted and then is not None:
            then()

    # ---- who acts

    def new_attempt(self) -> Attempt:
        """Return what a login that stands elsewhere than in a dialog tries with."""
        return Attempt(self.access, self)

    @property
    def now_ns(self) -> Callable[[], int]:
        """Return the clock that logins count by."""
        return self._now_ns

    def lock(self) -> None:
        """Let nobody act before the password is typed again."""
        self.access.lock()
        self.tell()

    def log_out(self) -> None:
        """Let nobody act before somebody logs in."""
        self.access.log_out()
        self.tell()

    def tell(self) -> None:
        """Let everybody know when it is another now who acts."""
        standing = self._standing()
        if standing != self._told:
            self._told = standing
            self.changed.emit()

    def _standing(self) -> tuple[object, ...]:
        state, actor = self.access.state(), self.access.actor()
        return state, self.access.holder(), actor.account, actor.role, actor.has_accounts


class _Again:
    """Looks once more whether it may be done: somebody else acts now."""

    def __init__(self, asking: AccessAsking, permission: Permission, parent: QWidget, then: Then) -> None:
        self._asking = asking
        self._permission = permission
        self._parent = parent
        self._then = _held(then)

    def __call__(self) -> None:
        then = self._then()
        if then is not None and isValid(self._parent):
            self._asking.require(self._permission, self._parent, then)


def _held(then: Then) -> Callable[[], Then | None]:
    """Hold what is called later: a method of an object of Qt only as long as that lives."""
    if isinstance(getattr(then, "__self__", None), QObject):
        return _Weak(weakref.WeakMethod(then))
    return _Kept(then)


class _Weak:
    def __init__(self, method: "weakref.WeakMethod[Then]") -> None:
        self._method = method

    def __call__(self) -> Then | None:
        then = self._method()
        return then if then is not None and isValid(getattr(then, "__self__", None)) else None


class _Kept:
    def __init__(self, then: Then) -> None:
        self._then = then

    def __call__(self) -> Then:
        return self._then


def _nothing() -> None:
    return None
