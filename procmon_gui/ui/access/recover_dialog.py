"""The way in for an administrator who forgot his password: the recovery code, a new password, then the next code."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QWidget

from procmon_gui.domain.accounts import Access
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.access.account_work import OpenAccounts, Recover
from procmon_gui.ui.access.code_dialog import CodeDialog


class RecoverDialog(CodeDialog):
    """Accepted when the administrator acts, and says that he has noted the next code."""

    def __init__(self, open_accounts: OpenAccounts, access: Access, name: str, parent: QWidget) -> None:
        super().__init__(self.tr("Set new password"), parent)
        self._open_accounts, self._access = open_accounts, access
        self.code_field = QLineEdit(self.form)
        self.code_field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code_field.textChanged.connect(self._on_changed)
        self.add_title(self.tr("Forgotten password"))
        self.add_words(
            self.tr(
                "An administrator can set a new password for anybody, in the settings. An administrator who forgot his "
                "own needs the recovery code that was shown when the accounts were made."
            ),
            is_quiet=True,
        )
        self.column.addSpacing(4)
        self.add_field(self.tr("Recovery code"), self.code_field)
        self.add_field(self.tr("Name of an administrator"), self.name_field)
        self.column.addWidget(self.passwords)
        self.column.addWidget(self.trouble)
        self.name_field.setText(name)

    def come_up(self) -> None:
        """Come up."""
        self.open()
        self.code_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self) -> Callable[[Errand], str]:
        """Set the password by the code."""
        return Recover(
            self._open_accounts,
            self._access,
            self.code_field.text().strip(),
            self.name_field.text().strip(),
            self.passwords.password,
        )

    def fault(self) -> tuple[str, QWidget] | None:
        """Return what is missing yet, the code first."""
        if not self.code_field.text().strip():
            return self.tr("Type the recovery code."), self.code_field
        return super().fault()
