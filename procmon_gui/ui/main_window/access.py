"""Who sits before the window: locked or not, shown in the status bar, asked where something needs a login.

As long as there is no account nothing is loaded for it and nothing is seen of it.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from procmon_gui.auth.gate import authorize
from procmon_gui.auth.permissions import ROLES, WITHOUT_LOGIN, Permission
from procmon_gui.domain.accounts import Access, AccessState, Accounts
from procmon_gui.domain.actions import Answer
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.settings import flag
from procmon_gui.engine.discretion import Discretion
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.preferences import Preferences

if TYPE_CHECKING:
    from procmon_gui.domain.ports import Errand
    from procmon_gui.ui.access.accounts_part import AccountsPart
    from procmon_gui.ui.access.asking import AccessAsking
    from procmon_gui.ui.access.lock_panel import LockPanel
    from procmon_gui.ui.access.presence import Presence
    from procmon_gui.ui.access.who import Who
    from procmon_gui.ui.bridge.session_signals import SessionSignals
    from procmon_gui.ui.main_window.window import MainWindow

_UNREADABLE: Final = "accounts"
_SHARED: Final = "shared desk"
_WATCHING: Final = "access.watching_needs_login"


class _Refresh:
    """The work: looks whether there are accounts."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def __call__(self, _errand: "Errand") -> None:
        self._access.refresh()


class WindowAccess(QObject):
    """Belongs to one window.

    Signals:
        changed: somebody else may act now, or nobody.
    """

    changed = Signal()

    def __init__(
        self,
        access: Access,
        open_accounts: Callable[[], Accounts],
        discretion: Discretion,
        preferences: Preferences,
        window: "MainWindow",
    ) -> None:
        super().__init__(window)
        self.access = access
        self._discretion = discretion
        self._is_discreet = discretion.is_needed
        self._is_uncovered = False
        self.open_accounts = open_accounts
        self._preferences = preferences
        self._window = window
        self._asking: AccessAsking | None = None
        self._who: Who | None = None
        self._panel: LockPanel | None = None
        self._presence: Presence | None = None
        self._session: SessionSignals | None = None
        window.guard = self
        menu = window.menu
        menu.lock_asked.connect(self.lock)
        menu.log_in_asked.connect(self._on_log_in)
        menu.log_out_asked.connect(self._on_log_out)
        menu.show_access(can_lock=False, can_log_in=False)
        preferences.changed.connect(self._on_preference)
        window.banners.action_asked.connect(self._on_banner)

    @property
    def asking(self) -> "AccessAsking":
        """Return the door for all who want something done that may need a login; loaded when it is first needed."""
        if self._asking is None:
            from procmon_gui.ui.access.asking import AccessAsking

            self._asking = AccessAsking(self.access, self.open_accounts, self._preferences.store, self)
            self._asking.changed.connect(self._on_changed)
        return self._asking

    def require(self, permission: Permission, parent: QWidget, then: Callable[[], None]) -> None:
        """Call `then` when who acts may do this; ask for what it needs before."""
        if self.access.actor().has_accounts:
            self.asking.require(permission, parent, then)
        else:
            then()

    def page_asked(self, permission: Permission, page_id: str) -> None:
        """Keep that who acts may not see this page; who is not logged in is asked in its place first."""
        verdict = authorize(self.access.actor(), permission, time.monotonic_ns())
        if verdict.answer is Answer.REFUSED:
            self.access.keep_refusal("page", str(verdict.why), page_id)

    def make_part(self, parent: QWidget) -> "AccountsPart":
        """Return what stands of accounts among the settings."""
        from procmon_gui.ui.access.accounts_part import AccountsPart

        return AccountsPart(self, parent)

    def may(self, permission: Permission) -> bool:
        """Say whether who acts may do this, if need be after the password once more."""
        actor = self.access.actor()
        if not actor.has_accounts:
            return True
        if actor.role is None:
            return permission in WITHOUT_LOGIN and not flag(self._preferences.store, _WATCHING)
        return permission in ROLES[actor.role]

    @Slot()
    def offer_accounts(self) -> None:
        """Offer them where there are none: this is the first start, and several people may share the desk."""
        if self.access.state() is AccessState.SYSTEM:
            words = self.tr("Do several people share this desk? Accounts with roles keep them apart.")
            self._window.banners.say(_SHARED, "info", words, self.tr("Make accounts…"))

    @Slot(str)
    def _on_banner(self, code: str) -> None:
        if code == _SHARED:
            self._window.banners.unsay(_SHARED)
            self.asking.ask_for_accounts(self._window)

    # ---- who it is

    def begin(self) -> None:
        """Find out whether there are accounts; at once where it is known that there is nothing that could hold any."""
        if self.access.state() is not AccessState.SYSTEM:
            if flag(self._preferences.store, _WATCHING):
                self._show()
            self.look()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_application_state)

    @Slot()
    def look(self) -> None:
        """Look whether another program made accounts, changed them or took them away."""
        work = Operation(_Refresh(self.access), owner=self, channel="refresh")
        work.success(self._on_looked).failure(self._on_not_looked).start()

    @Slot(Qt.ApplicationState)
    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    def _on_looked(self, _nothing: None) -> None:
        self._window.banners.unsay(_UNREADABLE)
        if self._asking is not None:
            self._asking.tell()
        self._show()

    def _on_not_looked(self, error: ProcmonError) -> None:
        """Say why nobody can be let in: until it is known who has an account, nobody acts and little is shown."""
        from procmon_gui.ui.access import words

        self._window.banners.say(_UNREADABLE, "warning", words.trouble_text(error))
        self._show()

    @Slot()
    def _on_changed(self) -> None:
        self._show()

    @Slot(str)
    def _on_preference(self, key: str) -> None:
        if key == _WATCHING and self._asking is not None:
            self._show()

    def _show(self) -> None:
        """Let the window look like who acts."""
        state = self.access.state()
        if state is not AccessState.SYSTEM:
            self._window.banners.unsay(_SHARED)
        self._window.menu.show_access(
            can_lock=state is AccessState.IN, can_log_in=state in (AccessState.OUT, AccessState.IN)
        )
        is_shut = state is AccessState.LOCKED or (state is AccessState.OUT and flag(self._preferences.store, _WATCHING))
        self._show_who(state, is_covered=is_shut)
        if is_shut and self._panel is None:
            self._cover()
        elif not is_shut:
            self._uncover()
        if state is AccessState.IN:
            self._attend()
        elif self._presence is not None:
            self._presence.stop()
        if not is_shut:
            self._see()
            self._window.obey_access()
            self._give_keyboard_back()
        self.changed.emit()

    def _give_keyboard_back(self) -> None:
        """Give the page the keyboard that the panel had; by now it is the page that may be seen."""
        if self._is_uncovered:
            self._is_uncovered = False
            self._window.page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _see(self) -> None:
        """Show as much as may be seen by who sits here now."""
        is_discreet = self._discretion.is_needed
        if is_discreet != self._is_discreet:
            self._is_discreet = is_discreet
            self._window.see(self._discretion.seen, is_less=is_discreet)

    def _show_who(self, state: AccessState, *, is_covered: bool) -> None:
        if self._who is None:
            if state is AccessState.SYSTEM:
                return
            from procmon_gui.ui.access.who import Who

            self._who = Who(self._window.status)
            self._who.lock_asked.connect(self.lock)
            self._who.log_in_asked.connect(self._on_log_in)
            self._window.status.put_at_the_end(self._who)
        from procmon_gui.ui.access import words

        actor = self.access.actor()
        who = words.named(actor.account, actor.role) if actor.account else self.access.holder()
        self._who.show_who(state, who, is_covered=is_covered)
        self._window.status.fit()

    # ---- asked for

    @Slot()
    def lock(self) -> None:
        """Let nobody act, and show nothing, before the password is typed again."""
        if self.access.state() is AccessState.IN:
            self.asking.lock()

    @Slot()
    def _on_log_in(self) -> None:
        self.asking.ask_for_login(self._window)

    @Slot()
    def _on_log_out(self) -> None:
        self.asking.log_out()

    # ---- locked

    def _cover(self) -> None:
        from procmon_gui.ui.access.lock_panel import LockPanel

        self.asking.close()
        self._panel = panel = LockPanel(
            self.asking, self.access.holder(), self._window, is_recording=self._window.is_recording
        )
        panel.let_in.connect(self._on_let_in)
        panel.look_asked.connect(self._on_log_out)
        panel.quit_asked.connect(self._window.quit_asked)
        panel.forgotten_asked.connect(self._on_forgotten)
        self._window.cover.put(panel, panel.form.first_focus())

    def _uncover(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            # It may be seen that somebody is in before the panel hears of it.
            panel.end(is_let_in=self.access.state() is AccessState.IN)
            self._window.cover.take_away()
            self._is_uncovered = True

    @Slot()
    def _on_let_in(self) -> None:
        self.asking.tell()

    @Slot(str)
    def _on_forgotten(self, name: str) -> None:
        self.asking.ask_for_recovery(name, self._window)

    # ---- away

    def _attend(self) -> None:
        """Notice from now on when nobody is there any more."""
        if self._presence is None:
            from procmon_gui.ui.access.presence import Presence
            from procmon_gui.ui.bridge.session_signals import SessionSignals

            self._presence = Presence(self.access, self)
            self._presence.look_due.connect(self._on_look_due)
            self._session = SessionSignals(self)
            self._session.left.connect(self.lock)
        self._presence.start()

    @Slot()
    def _on_look_due(self) -> None:
        self.asking.tell()
