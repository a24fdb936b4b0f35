"""The login, asked for in place: name and password, or only the password of who is logged in."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from procmon_gui.ui.access.attempt import Attempt
from procmon_gui.ui.access.dialog_frame import frame, link_button, primary_button, quiet_button
from procmon_gui.ui.access.login_form import LoginForm
from procmon_gui.ui.help_pages import HELP_PROPERTY

_WIDTH_PX = 384


class LoginDialog(QDialog):
    """Accepted when somebody was let in.

    Attributes:
        over: the window that it belongs to.

    Signals:
        forgotten_asked: the reader does not know the password any more; with the name that is typed.
    """

    forgotten_asked = Signal(str)

    def __init__(self, attempt: Attempt, parent: QWidget, *, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Take over the attempt: it ends with the dialog."""
        super().__init__(parent)
        self.over = parent
        self._attempt = attempt
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("login")
        self.setWindowTitle(self.tr("procmon_gui"))
        self.setProperty(HELP_PROPERTY, "accounts")
        self.form = LoginForm(attempt, self, now_ns=now_ns)
        self._verb = self.tr("Log in")
        self.look_button = link_button(self.tr("Look only"), self)
        self.cancel_button = quiet_button(self.tr("Cancel"), self)
        self.log_in_button = primary_button(self._verb, self)
        frame(self, _WIDTH_PX, self.form, self.look_button, self.cancel_button, self.log_in_button)
        self.look_button.clicked.connect(self.reject)
        self.cancel_button.clicked.connect(self.reject)
        self.log_in_button.clicked.connect(self.form.attempt)
        self.form.readiness_changed.connect(self._on_readiness)
        self.form.succeeded.connect(self.accept)
        self.form.forgotten_asked.connect(self._on_forgotten)
        self._on_readiness()

    def ask_for_account(self, name: str, hint: str, *, can_look: bool, locks_after_min: int) -> None:
        """Come up for a name; whoever has nothing to lose may look without one."""
        self.form.ask_for_account(name, hint)
        self.form.say_locks_after(locks_after_min)
        self.look_button.setVisible(can_look)
        self.cancel_button.setVisible(not can_look)
        self._come_up()

    def ask_for_password(self, name: str, who: str, hint: str) -> None:
        """Come up for the password of who is logged in."""
        self.form.ask_for_password(name, who, hint)
        self._verb = self.tr("Confirm")
        self.look_button.hide()
        self._on_readiness()
        self._come_up()

    def _come_up(self) -> None:
        self.open()
        self.form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Want no answer any more, whichever way it closes."""
        self._attempt.withdraw()
        super().done(result)

    @Slot()
    def _on_readiness(self) -> None:
        self.log_in_button.setText(self.tr("One moment…") if self.form.is_working else self._verb)
        self.log_in_button.setEnabled(self.form.is_ready)

    @Slot()
    def _on_forgotten(self) -> None:
        self.forgotten_asked.emit(self.form.name_field.text().strip())
