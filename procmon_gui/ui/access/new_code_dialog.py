"""A new recovery code in place of the one before it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from procmon_gui.domain.ports import Errand
from procmon_gui.ui.access.account_work import OpenAccounts, RenewCode
from procmon_gui.ui.access.code_dialog import CodeDialog


class NewCodeDialog(CodeDialog):
    """Accepted when the reader says that he has noted the code."""

    def __init__(self, open_accounts: OpenAccounts, parent: QWidget) -> None:
        super().__init__(self.tr("Make new code"), parent)
        self._open_accounts = open_accounts
        for part in (self.name_field, self.passwords):
            part.hide()
        self.add_title(self.tr("New recovery code"))
        self.add_words(self.tr("The code before it is of no use any more."))
        self.column.addWidget(self.trouble)

    def work(self) -> Callable[[Errand], str]:
        """Make it."""
        return RenewCode(self._open_accounts)

    def fault(self) -> None:
        """Nothing is missing."""
