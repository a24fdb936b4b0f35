"""The small dialogs of the management of accounts: a new one, another password, and taking away with consequences."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui import theme
from procmon_gui.ui.access import words
from procmon_gui.ui.access.account_work import Change, Deed, OpenAccounts
from procmon_gui.ui.access.dialog_frame import frame, primary_button, quiet_button
from procmon_gui.ui.access.labels import heading, plain_label, quiet_label
from procmon_gui.ui.access.new_password import NewPassword
from procmon_gui.ui.access.password_field import FIELD_PX
from procmon_gui.ui.access.said_line import SaidLine
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.combo_box import ComboBox

_WIDTH_PX: Final = 384


class AccountDialog(QDialog):
    """Accepted when the change is made; what is wrong with it is said in it."""

    def __init__(self, open_accounts: OpenAccounts, title: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._open_accounts = open_accounts
        self._verb = verb
        self._working: Operation[None] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("login")
        self.setWindowTitle(self.tr("procmon_gui"))
        self.setProperty(HELP_PROPERTY, "accounts")
        self.form = QWidget(self)
        self.column = QVBoxLayout(self.form)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addWidget(heading(title, self.form, larger_pt=3))
        self.trouble = SaidLine("circle-x", "crit", self.form)
        self.cancel_button = quiet_button(self.tr("Cancel"), self)
        self.verb_button = primary_button(verb, self)
        frame(self, _WIDTH_PX, self.form, None, self.cancel_button, self.verb_button)
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button.clicked.connect(self._on_verb)

    def change(self) -> Deed | None:
        """Return what is to be done; None where something is missing, which is said."""
        raise NotImplementedError

    @Slot()
    def reject(self) -> None:
        """Go away, but not while it is being done."""
        if self._working is None:
            super().reject()

    @Slot()
    def _on_verb(self) -> None:
        deed = self.change()
        if deed is None:
            return
        self.trouble.say("")
        self._show_working(is_working=True)
        work = Change(self._open_accounts, deed)
        self._working = Operation(work, owner=self).success(self._on_done).failure(self._on_failed).start()

    def _show_working(self, *, is_working: bool) -> None:
        for part in (self.form, self.cancel_button, self.verb_button):
            part.setEnabled(not is_working)
        self.verb_button.setText(self.tr("One moment…") if is_working else self._verb)

    def _on_done(self, _nothing: None) -> None:
        self._working = None
        self.accept()

    def _on_failed(self, error: ProcmonError) -> None:
        self._working = None
        self._show_working(is_working=False)
        self.trouble.say(words.trouble_text(error))


class NewAccountDialog(AccountDialog):
    """A name, a role and a password for somebody."""

    def __init__(self, open_accounts: OpenAccounts, parent: QWidget) -> None:
        super().__init__(open_accounts, self.tr("New account"), self.tr("Make account"), parent)
        self.name_field = QLineEdit(self.form)
        self.role_box = ComboBox(self.form)
        self.passwords = NewPassword(self.form)
        for role in Role:
            self.role_box.addItem(words.role_word(role), role)
        self.role_box.setCurrentIndex(self.role_box.findData(Role.OPERATOR))
        for name, field in ((self.tr("Name"), self.name_field), (self.tr("Role"), self.role_box)):
            label = quiet_label(name, self.form)
            label.setBuddy(field)
            field.setAccessibleName(name)
            field.setMinimumHeight(theme.scaled(FIELD_PX))
            self.column.addWidget(label)
            self.column.addWidget(field)
        self.column.addWidget(self.passwords)
        self.column.addWidget(self.trouble)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self) -> Deed | None:
        """Add it."""
        name, role = self.name_field.text().strip(), self.role_box.currentData()
        if not name:
            self.trouble.say(self.tr("Type a name."))
            self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        if not self.passwords.is_usable_for(name):
            return None
        password = self.passwords.password
        return lambda accounts: accounts.add(name, password, role)


class NewPasswordDialog(AccountDialog):
    """Another password for an account."""

    def __init__(self, open_accounts: OpenAccounts, name: str, parent: QWidget) -> None:
        title = self.tr("New password for {name}").format(name=name)
        super().__init__(open_accounts, title, self.tr("Set password"), parent)
        self._name = name
        self.passwords = NewPassword(self.form)
        self.column.addWidget(self.passwords)
        self.column.addWidget(self.trouble)
        self.passwords.first_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self) -> Deed | None:
        """Set it."""
        if not self.passwords.is_usable_for(self._name):
            return None
        name, password = self._name, self.passwords.password
        return lambda accounts: accounts.set_password(name, password)


class TakeAwayDialog(AccountDialog):
    """Asks before something is taken away, and says what comes of it."""

    def __init__(
        self, open_accounts: OpenAccounts, title: str, consequences: str, verb: str, deed: Deed, parent: QWidget
    ) -> None:
        super().__init__(open_accounts, title, verb, parent)
        self._deed = deed
        self.consequences = plain_label(consequences, self.form)
        self.column.addWidget(self.consequences)
        self.column.addWidget(self.trouble)
        # Return does not take anything away.
        self.verb_button.setDefault(False)
        self.verb_button.setProperty("primary", False)
        self.verb_button.setProperty("danger", True)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self) -> Deed:
        """Take it away."""
        return self._deed
