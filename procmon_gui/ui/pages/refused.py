"""What stands in place of a page that who sits here may not see: why, and a way to log in."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.auth.permissions import Permission, least_role
from procmon_gui.domain.accounts import Role
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.widgets.empty_state import EmptyState

translate = QCoreApplication.translate


class RefusedPage(Page):
    """The window puts the page itself here as soon as somebody is logged in who may see it."""

    def __init__(self, permission: Permission, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._permission = permission
        self._place = EmptyState("lock", _words(permission), self.tr("Log in…"), self)
        self._place.button_clicked.connect(self._on_log_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._place)

    def first_focus(self) -> QWidget:
        """Return the way out."""
        return self._place.button

    @Slot()
    def _on_log_in(self) -> None:
        with_leave(self._permission, self, _nothing)


def _words(permission: Permission) -> str:
    words = {
        Role.VIEWER: translate("RefusedPage", "This page needs a login."),
        Role.OPERATOR: translate("RefusedPage", "This page is for operators and administrators."),
        Role.ADMINISTRATOR: translate("RefusedPage", "This page is for administrators."),
    }
    return words[least_role(permission)]


def _nothing() -> None:
    """Be content: the window changes with who is logged in."""
