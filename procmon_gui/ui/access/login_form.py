"""What is filled in to be let in: name and password, what is wrong with them, and when the next try may be made."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from procmon_gui.domain.accounts import LoginRefused
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui import theme
from procmon_gui.ui.access import words
from procmon_gui.ui.access.attempt import Attempt
from procmon_gui.ui.access.countdown import Countdown
from procmon_gui.ui.access.labels import heading, quiet_label
from procmon_gui.ui.access.password_field import FIELD_PX, PasswordField
from procmon_gui.ui.access.said_line import SaidLine

_ICON_PX = 28


class LoginForm(QWidget):
    """Tries what is typed when it is told to. Knows no foot and no frame: a dialog has one, the locked window another.

    Signals:
        readiness_changed: another try can be made, or can not.
        succeeded: the account acts now.
        forgotten_asked: the reader does not know the password any more.
    """

    readiness_changed = Signal()
    succeeded = Signal()
    forgotten_asked = Signal()

    def __init__(
        self, attempt: Attempt, parent: QWidget | None = None, *, now_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self._account = ""  # of whom only the password is asked
        self._countdown = Countdown(self, now_ns)
        self._is_shut = False
        self.icon = QLabel(self)
        self.title = heading(self.tr("Log in"), self, larger_pt=3)
        self.hint = quiet_label("", self)
        self._name_label = quiet_label(self.tr("Name"), self)
        self.name_field = QLineEdit(self)
        self._password_label = quiet_label(self.tr("Password"), self)
        self.password_field = PasswordField(self.tr("Password"), self)
        self.forgotten_button = QToolButton(self)
        self.trouble = SaidLine("circle-x", "crit", self)
        self.caps_hint = SaidLine("info", "warn", self)
        self.lock_hint = quiet_label("", self)
        self._set_up()
        self._lay_out()
        self._connect()
        self._tint()

    # ---- building

    def _set_up(self) -> None:
        self._name_label.setBuddy(self.name_field)
        self._password_label.setBuddy(self.password_field)
        self.name_field.setMinimumHeight(theme.scaled(FIELD_PX))
        self.name_field.setAccessibleName(self.tr("Name"))
        self.forgotten_button.setText(self.tr("Forgotten?"))
        self.forgotten_button.setAccessibleName(self.tr("I do not know the password any more"))
        self.forgotten_button.setProperty("link", True)
        self.lock_hint.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.title, 1)
        password = QHBoxLayout()
        password.addWidget(self._password_label, 1)
        password.addWidget(self.forgotten_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addSpacing(4)
        column.addWidget(self._name_label)
        column.addWidget(self.name_field)
        column.addSpacing(4)
        column.addLayout(password)
        column.addWidget(self.password_field)
        column.addWidget(self.trouble)
        column.addWidget(self.caps_hint)
        column.addWidget(self.lock_hint)

    def _connect(self) -> None:
        self.name_field.textChanged.connect(self._on_name)
        self.password_field.caps_lock_changed.connect(self._on_caps_lock)
        self.forgotten_button.clicked.connect(self._on_forgotten)
        self._countdown.ticked.connect(self._on_tick)
        self._attempt.succeeded.connect(self._on_succeeded)
        self._attempt.failed.connect(self._on_failed)
        theme.theme_changed.connect(self._tint)

    # ---- what is asked

    def ask_for_account(self, name: str, hint: str) -> None:
        """Ask for a name and its password; `name` stands there already."""
        self._account = ""
        self.hint.setText(hint)
        self.name_field.setText(name)

    def ask_for_password(self, name: str, who: str, hint: str) -> None:
        """Ask for nothing but the password of who is logged in; `who` says who that is."""
        self._account = name
        self.title.setText(self.tr("Type your password again"))
        self.hint.setText(hint)
        self._password_label.setText(self.tr("Password of {name}").format(name=who))
        for part in (self._name_label, self.name_field, self.forgotten_button):
            part.hide()

    def say_locks_after(self, minutes: int) -> None:
        """Say after how long without use it locks by itself; 0 for never."""
        self.lock_hint.setText(self.tr("Locks after %Ln min without use.", "", minutes))
        self.lock_hint.setVisible(minutes > 0)

    def first_focus(self) -> QWidget:
        """Return the first field in which something is missing."""
        is_named = bool(self._account or self.name_field.text())
        return self.password_field if is_named else self.name_field

    def begin_again(self) -> None:
        """Be as if nothing had been tried; the name stays."""
        self._countdown.stop()
        self._is_shut = False
        self.trouble.say("")
        self.password_field.forget()
        self.readiness_changed.emit()

    # ---- trying

    @property
    def is_working(self) -> bool:
        """Say whether an answer is awaited."""
        return self._attempt.is_running

    @property
    def is_ready(self) -> bool:
        """Say whether a try may be made now."""
        return not self.is_working and not self._is_shut and self._countdown.left_s <= 0

    @Slot()
    def attempt(self) -> None:
        """Try what is typed; where something is missing, go there."""
        if not self.is_ready:
            return
        if not (self._account or self.name_field.text().strip()) or not self.password_field.text():
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.trouble.say("")
        self._set_fields_enabled(is_enabled=False)
        if self._account:
            self._attempt.confirm(self.password_field.text())
        else:
            self._attempt.log_in(self.name_field.text().strip(), self.password_field.text())
        self.readiness_changed.emit()

    def _set_fields_enabled(self, *, is_enabled: bool) -> None:
        for field in (self.name_field, self.password_field, self.forgotten_button):
            field.setEnabled(is_enabled)

    @Slot()
    def _on_succeeded(self) -> None:
        self._set_fields_enabled(is_enabled=True)
        self.begin_again()
        self.succeeded.emit()

    @Slot(object)
    def _on_failed(self, error: ProcmonError) -> None:
        self._set_fields_enabled(is_enabled=True)
        wait_s = error.wait_s if isinstance(error, LoginRefused) else 0.0
        self._is_shut = math.isinf(wait_s)
        self._countdown.begin(wait_s)
        self.trouble.say(words.trouble_text(error))
        self.password_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password_field.selectAll()
        self.readiness_changed.emit()

    @Slot(float)
    def _on_tick(self, left_s: float) -> None:
        self.trouble.say(words.wait_text(left_s))
        if left_s <= 0:
            self.readiness_changed.emit()

    # ---- what is typed

    @Slot(str)
    def _on_name(self, _typed: str) -> None:
        """Forget what was said of another name: each has its own wait."""
        self._is_shut = False
        self._countdown.stop()
        self.trouble.say("")
        self.readiness_changed.emit()

    @Slot(bool)
    def _on_caps_lock(self, is_on: bool) -> None:
        self.caps_hint.say(self.tr("Caps Lock seems to be on.") if is_on else "")

    @Slot()
    def _on_forgotten(self) -> None:
        self.forgotten_asked.emit()

    @Slot()
    def _tint(self) -> None:
        self.icon.setPixmap(theme.pixmap("lock", "t2", _ICON_PX))
