"""The accounts among the settings: made, listed, changed and taken away, each behind the gate.

The list is read when somebody asks for it who may manage accounts, and let go when he is gone.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Qt, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access, AccessState, Account, Accounts, Role
from procmon_gui.domain.actions import Answer, Verdict
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui import moment_words
from procmon_gui.ui.access import words
from procmon_gui.ui.access.account_dialogs import AccountDialog, NewAccountDialog, NewPasswordDialog, TakeAwayDialog
from procmon_gui.ui.access.account_work import Change, Deed, OpenAccounts, ReadAll
from procmon_gui.ui.access.asking import AccessAsking
from procmon_gui.ui.access.dialog_frame import link_button, quiet_button
from procmon_gui.ui.access.labels import plain_label
from procmon_gui.ui.access.said_line import SaidLine
from procmon_gui.ui.bridge.operation import Operation

_ROW_PX: Final = 28
_ROWS_SHOWN: Final = 8
_NAME, _ROLE, _STATE, _PASSWORD = range(4)


class Doorkeeper(Protocol):
    """What is needed of `ui.main_window.access`."""

    access: Access
    open_accounts: OpenAccounts
    # Somebody else may act now, or nobody.
    changed: SignalInstance

    @property
    def asking(self) -> AccessAsking:
        """Return the door."""

    def require(self, permission: Permission, parent: QWidget, then: Callable[[], None]) -> None:
        """Call `then` when who acts may do this; ask for what it needs before."""

    def may(self, permission: Permission) -> bool:
        """Say whether who acts may do this, if need be after the password once more."""

    def look(self) -> None:
        """Look whether accounts were changed."""


class AccountsPart(QWidget):
    """Belongs to the column of settings."""

    def __init__(self, guard: Doorkeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guard = guard
        self._accounts: Sequence[Account] | None = None
        self._working: Operation[None] | None = None
        self._said = plain_label("", self)
        self.make_button = quiet_button(self.tr("Make accounts…"), self)
        self.manage_button = quiet_button(self.tr("Manage accounts…"), self)
        self.own_button = quiet_button(self.tr("Change my password…"), self)
        self.table = QTableWidget(0, 4, self)
        self.add_button = quiet_button(self.tr("Add…"), self)
        self.role_button = quiet_button(self.tr("Role"), self)
        self.password_button = quiet_button(self.tr("Set password…"), self)
        self.unblock_button = quiet_button(self.tr("Unblock"), self)
        self.remove_button = quiet_button(self.tr("Remove…"), self)
        self.code_button = link_button(self.tr("New recovery code…"), self)
        self.reset_button = link_button(self.tr("Remove all accounts…"), self)
        self.trouble = SaidLine("circle-x", "crit", self)
        self._roles = QMenu(self.role_button)
        self._set_up()
        self._lay_out()
        self._connect()
        self.show_standing()

    # ---- building

    def _set_up(self) -> None:
        table = self.table
        table.setObjectName("setting_names")
        table.setAccessibleName(self.tr("Accounts"))
        table.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Role"), self.tr("State"), self.tr("Password set")])
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(max(_ROW_PX, self.fontMetrics().height() + 10))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for role in Role:
            action = self._roles.addAction(words.role_word(role))
            action.setData(role)
        self.role_button.setMenu(self._roles)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._said)
        for buttons in (
            (self.make_button, self.manage_button, self.own_button),
            (self.table,),
            (self.add_button, self.role_button, self.password_button),
            (self.unblock_button, self.remove_button),
            (self.code_button, self.reset_button),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button)
            if buttons != (self.table,):
                row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.trouble)

    def _connect(self) -> None:
        self.make_button.clicked.connect(self._on_make)
        self.manage_button.clicked.connect(self._on_manage)
        self.own_button.clicked.connect(self._on_own)
        self.add_button.clicked.connect(self._on_add)
        self._roles.triggered.connect(self._on_role)
        self.password_button.clicked.connect(self._on_password)
        self.unblock_button.clicked.connect(self._on_unblock)
        self.remove_button.clicked.connect(self._on_remove)
        self.code_button.clicked.connect(self._on_code)
        self.reset_button.clicked.connect(self._on_reset)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self._guard.changed.connect(self.show_standing)

    def tab_order(self) -> list[QWidget]:
        """Return what the Tab key goes through."""
        return [
            self.make_button, self.manage_button, self.own_button, self.table, self.add_button, self.role_button,
            self.password_button, self.unblock_button, self.remove_button, self.code_button, self.reset_button,
        ]  # fmt: skip

    # ---- what is shown

    @Slot()
    def show_standing(self) -> None:
        """Show what there is to do for who sits here now; the list goes with who asked for it."""
        state = self._guard.access.state()
        if not self._guard.may(Permission.MANAGE) or state is AccessState.SYSTEM:
            self._accounts = None
        self._said.setText(self._standing_words(state))
        is_open = self._accounts is not None
        self.make_button.setVisible(state is AccessState.SYSTEM)
        self.manage_button.setVisible(state is not AccessState.SYSTEM and not is_open)
        self.own_button.setVisible(state is AccessState.IN)
        for part in self._managing_parts():
            part.setVisible(is_open)
        if not is_open:
            self.table.setRowCount(0)

    def _managing_parts(self) -> tuple[QWidget, ...]:
        return (
            self.table, self.add_button, self.role_button, self.password_button, self.unblock_button,
            self.remove_button, self.code_button, self.reset_button,
        )  # fmt: skip

    def _standing_words(self, state: AccessState) -> str:
        if state is AccessState.SYSTEM:
            return self.tr(
                "There are no accounts: whoever uses this account of the system may do what the system lets him. "
                "Accounts keep people apart who share a desk."
            )
        return self.tr("There are accounts. Administrators look after them; everybody may change the own password.")

    def _fill(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        chosen = self._chosen()
        holder = self._guard.access.holder()
        self.table.setRowCount(len(accounts))
        for row, account in enumerate(accounts):
            state = self.tr("blocked") if account.is_blocked else self.tr("you") if account.name == holder else ""
            when = moment_words.day_and_clock_text(account.password_ms)
            for column, said in enumerate((account.name, words.role_word(account.role), state, when)):
                self.table.setItem(row, column, QTableWidgetItem(said))
        rows = min(len(accounts), _ROWS_SHOWN)
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * height + 2)
        names = [account.name for account in accounts]
        self.table.setCurrentCell(names.index(chosen) if chosen in names else 0, _NAME)
        self.show_standing()
        self._on_selected()

    def _chosen(self) -> str:
        item = self.table.item(self.table.currentRow(), _NAME)
        return "" if item is None else item.text()

    @property
    def _account(self) -> Account | None:
        chosen = self._chosen()
        return next((account for account in self._accounts or () if account.name == chosen), None)

    @Slot()
    def _on_selected(self) -> None:
        account = self._account
        for button in (self.role_button, self.password_button, self.remove_button):
            button.setEnabled(account is not None)
        self.unblock_button.setEnabled(account is not None and account.is_blocked)
        if account is not None:
            for action in self._roles.actions():
                action.setEnabled(action.data() is not account.role)

    # ---- reading

    @Slot()
    def _on_manage(self) -> None:
        self._guard.require(Permission.MANAGE, self, self._read)

    def _read(self) -> None:
        work = Operation(ReadAll(self._guard.open_accounts), owner=self, channel="read")
        work.success(self._fill).failure(self._on_failed).start()

    def _on_failed(self, error: ProcmonError) -> None:
        self.trouble.say(words.trouble_text(error))

    # ---- changing

    @Slot()
    def _on_make(self) -> None:
        self._guard.asking.ask_for_accounts(self, self._read)

    @Slot()
    def _on_own(self) -> None:
        self._guard.asking.ask((Verdict(Answer.CONFIRM),), self, self._ask_for_own)

    def _ask_for_own(self) -> None:
        self._come_up(NewPasswordDialog(self._guard.open_accounts, self._guard.access.holder(), self))

    @Slot()
    def _on_add(self) -> None:
        self._guard.require(Permission.MANAGE, self, self._ask_for_new)

    def _ask_for_new(self) -> None:
        self._come_up(NewAccountDialog(self._guard.open_accounts, self))

    @Slot()
    def _on_password(self) -> None:
        self._guard.require(Permission.MANAGE, self, partial(self._ask_for_password, self._chosen()))

    def _ask_for_password(self, name: str) -> None:
        self._come_up(NewPasswordDialog(self._guard.open_accounts, name, self))

    @Slot(QAction)
    def _on_role(self, action: QAction) -> None:
        name, role = self._chosen(), action.data()
        others = [one for one in self._accounts or () if one.role is Role.ADMINISTRATOR and one.name != name]
        # The last one is told that it can not be, and needs no question before.
        if name == self._guard.access.holder() and role is not Role.ADMINISTRATOR and others:
            self._guard.require(Permission.MANAGE, self, partial(self._ask_to_step_down, name, role))
        else:
            self._do(partial(_set_role, name, role))

    def _ask_to_step_down(self, name: str, role: Role) -> None:
        consequences = self.tr(
            "That is your own account: you are logged out, and only another administrator can give the role back."
        )
        title = self.tr("Change your own role to {role}?").format(role=words.role_word(role))
        deed = partial(_set_role, name, role)
        self._come_up(
            TakeAwayDialog(self._guard.open_accounts, title, consequences, self.tr("Change role"), deed, self)
        )

    @Slot()
    def _on_unblock(self) -> None:
        self._do(partial(_unblock, self._chosen()))

    def _do(self, deed: Deed) -> None:
        self._guard.require(Permission.MANAGE, self, partial(self._change, deed))

    def _change(self, deed: Deed) -> None:
        self.trouble.say("")
        work = Operation(Change(self._guard.open_accounts, deed), owner=self, channel="change")
        self._working = work.success(self._on_changed).failure(self._on_failed).start()

    def _on_changed(self, _nothing: None) -> None:
        self._guard.look()
        self._read()

    @Slot()
    def _on_remove(self) -> None:
        self._guard.require(Permission.MANAGE, self, partial(self._ask_to_remove, self._chosen()))

    def _ask_to_remove(self, name: str) -> None:
        is_last = len(self._accounts or ()) == 1
        consequences = (
            self.tr("It is the last one: without it nobody has to log in, and the user of the system acts again.")
            if is_last
            else self.tr("{name} can not log in any more. What he did stays in the audit.").format(name=name)
        )
        if name == self._guard.access.holder() and not is_last:
            consequences = " ".join((self.tr("That is your own account: you are logged out."), consequences))
        title = self.tr("Remove the account {name}?").format(name=name)
        verb = self.tr("Remove account")
        deed = partial(_remove, name)
        self._come_up(TakeAwayDialog(self._guard.open_accounts, title, consequences, verb, deed, self))

    @Slot()
    def _on_reset(self) -> None:
        self._guard.require(Permission.MANAGE, self, self._ask_to_reset)

    def _ask_to_reset(self) -> None:
        consequences = self.tr(
            "Nobody has to log in any more: whoever uses this account of the system may see and do all here that "
            "the system lets him. Names, roles and passwords are gone, and so is the recovery code. The audit stays, "
            "and says that it was you."
        )
        title, verb = self.tr("Remove all accounts?"), self.tr("Remove all accounts")
        self._come_up(TakeAwayDialog(self._guard.open_accounts, title, consequences, verb, _reset, self))

    @Slot()
    def _on_code(self) -> None:
        self._guard.require(Permission.MANAGE, self, self._ask_for_code)

    def _ask_for_code(self) -> None:
        self._guard.asking.ask_for_new_code(self)

    def _come_up(self, dialog: AccountDialog) -> None:
        self.trouble.say("")
        dialog.accepted.connect(self._on_accepted)
        dialog.open()

    @Slot()
    def _on_accepted(self) -> None:
        self._guard.look()
        if self._accounts is not None:
            self._read()


def _set_role(name: str, role: Role, accounts: Accounts) -> None:
    accounts.set_role(name, role)


def _unblock(name: str, accounts: Accounts) -> None:
    accounts.unblock(name)


def _remove(name: str, accounts: Accounts) -> None:
    accounts.remove(name)


def _reset(accounts: Accounts) -> None:
    accounts.reset()
