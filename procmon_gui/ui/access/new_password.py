"""Two fields for a new password, and what is wrong with it, said while it is typed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.auth.passwords import LEAST_LETTERS, NotUsable, usable_password
from procmon_gui.ui.access import words
from procmon_gui.ui.access.labels import quiet_label
from procmon_gui.ui.access.password_field import PasswordField
from procmon_gui.ui.access.said_line import SaidLine


class NewPassword(QWidget):
    """The second field is there against slips; who has the first one shown need not fill it in.

    Signals:
        changed: something else is typed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first_field = PasswordField(self.tr("New password"), self)
        self.second_field = PasswordField(self.tr("The same password again"), self)
        self.trouble = SaidLine("circle-x", "crit", self)
        self.caps_hint = SaidLine("info", "warn", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for name, field in ((self.tr("Password"), self.first_field), (self.tr("Password again"), self.second_field)):
            label = quiet_label(name, self)
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            field.textChanged.connect(self._on_text)
            field.caps_lock_changed.connect(self._on_caps_lock)
        column.addWidget(self.trouble)
        column.addWidget(self.caps_hint)

    @property
    def password(self) -> str:
        """Return what is typed."""
        return self.first_field.text()

    def forget(self) -> None:
        """Be empty."""
        self.first_field.forget()
        self.second_field.forget()
        self.trouble.say("")

    def fault(self, name: str) -> str:
        """Return why this can not be the password of an account yet; empty when it can."""
        if not self.first_field.text():
            return self.tr("Type a password.")
        weak = _weakness(self.first_field.text(), name)
        if weak:
            return weak
        if self.second_field.text() != self.first_field.text():
            return self.tr("The two passwords are not the same.")
        return ""

    @Slot(str)
    def _on_text(self, _typed: str) -> None:
        self.trouble.say(self._said_now())
        self.changed.emit()

    def is_usable_for(self, name: str) -> bool:
        """Say whether this can be the password of an account; where not, it is said why, and the keyboard is here."""
        fault = self.fault(name)
        if fault:
            self.trouble.say(fault)
            self.first_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return not fault

    def _said_now(self) -> str:
        """Return what is wrong as far as it goes: half a word is not wrong yet."""
        typed, again = self.first_field.text(), self.second_field.text()
        if again and not typed.startswith(again):
            return self.tr("The two passwords are not the same.")
        return _weakness(typed, "") if len(typed) >= LEAST_LETTERS or again else ""

    @Slot(bool)
    def _on_caps_lock(self, is_on: bool) -> None:
        self.caps_hint.say(self.tr("Caps Lock seems to be on.") if is_on else "")


def _weakness(password: str, name: str) -> str:
    try:
        usable_password(password, name)
    except NotUsable as error:
        return words.trouble_text(error)
    return ""
