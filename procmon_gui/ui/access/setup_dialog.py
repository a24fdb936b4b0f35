"""The making of the first account: what a login protects here and what it does not, then the recovery code."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.accounts import Access
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.access.account_work import MakeFirst, OpenAccounts
from procmon_gui.ui.access.code_dialog import CodeDialog
from procmon_gui.ui.access.labels import heading


class SetupDialog(CodeDialog):
    """Accepted when there is an administrator, he acts, and says that he has noted the code."""

    def __init__(self, open_accounts: OpenAccounts, access: Access, parent: QWidget) -> None:
        super().__init__(self.tr("Make administrator"), parent)
        self._open_accounts, self._access = open_accounts, access
        self.add_title(self.tr("Accounts for a shared desk"))
        self.why = self.add_words("")
        self._add_honest_words()
        self.add_field(self.tr("Name of the first administrator"), self.name_field)
        self.column.addWidget(self.passwords)
        self.column.addWidget(self.trouble)

    def _add_honest_words(self) -> None:
        does = self.tr(
            "It keeps apart who shares this desk: viewers look, operators end and pause own processes, administrators "
            "may do everything. It asks again before what is dangerous, locks when nobody is there, and the audit says "
            "who did what."
        )
        does_not = self.tr(
            "It does not stop anybody who uses this account of the system outside of this program: he can end "
            "processes in a terminal, and read, change or delete the files of this program, the accounts among them. "
            "Real protection begins where another account of the system decides."
        )
        for what, said in ((self.tr("What a login does here"), does), (self.tr("What it does not do"), does_not)):
            self.column.addSpacing(4)
            self.column.addWidget(heading(what, self.form))
            self.add_words(said, is_quiet=True)
        self.column.addSpacing(6)

    def come_up(self, why: str = "") -> None:
        """Come up; `why` says what made it necessary."""
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.open()
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self) -> Callable[[Errand], str]:
        """Make the account."""
        return MakeFirst(self._open_accounts, self._access, self.name_field.text().strip(), self.passwords.password)
