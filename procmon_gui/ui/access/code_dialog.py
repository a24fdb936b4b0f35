"""What the dialogs have in common that end with a recovery code: a form, its work beside the window, then the code."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand
from procmon_gui.ui import theme
from procmon_gui.ui.access import words
from procmon_gui.ui.access.code_page import CodePage
from procmon_gui.ui.access.dialog_frame import frame, primary_button, quiet_button
from procmon_gui.ui.access.labels import heading, plain_label, quiet_label
from procmon_gui.ui.access.new_password import NewPassword
from procmon_gui.ui.access.password_field import FIELD_PX
from procmon_gui.ui.access.said_line import SaidLine
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.help_pages import HELP_PROPERTY

_WIDTH_PX: Final = 528


class CodeDialog(QDialog):
    """Accepted when it is done and the reader says that he has noted the code. A subclass fills `column` and works."""

    def __init__(self, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._verb = verb
        self._working: Operation[str] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("login")
        self.setWindowTitle(self.tr("procmon_gui"))
        self.setProperty(HELP_PROPERTY, "accounts")
        self._stack = QStackedWidget(self)
        self.form = QWidget(self)
        self.column = QVBoxLayout(self.form)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.name_field = QLineEdit(self.form)
        self.passwords = NewPassword(self.form)
        self.trouble = SaidLine("circle-x", "crit", self.form)
        self.code_page = CodePage(self)
        self.cancel_button = quiet_button(self.tr("Cancel"), self)
        self.verb_button = primary_button(verb, self)
        self.done_button = quiet_button(self.tr("Done"), self)
        self.done_button.setProperty("primary", True)
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.code_page)
        self.code_page.hide()
        frame(self, _WIDTH_PX, self._stack, None, self.cancel_button, self.verb_button, self.done_button)
        self.done_button.hide()
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button.clicked.connect(self._on_verb)
        self.done_button.clicked.connect(self.accept)
        self.name_field.textChanged.connect(self._on_changed)
        self.passwords.changed.connect(self._on_changed)
        self.code_page.noted_changed.connect(self.done_button.setEnabled)

    # ---- what a subclass says

    def add_title(self, title: str) -> None:
        """Say at the top what this is."""
        self.column.addWidget(heading(title, self.form, larger_pt=3))

    def add_words(self, said: str, *, is_quiet: bool = False) -> QLabel:
        """Say something below that."""
        label = quiet_label(said, self.form) if is_quiet else plain_label(said, self.form)
        self.column.addWidget(label)
        return label

    def add_field(self, name: str, field: QLineEdit) -> None:
        """Ask for something."""
        label = self.add_words(name, is_quiet=True)
        label.setBuddy(field)
        field.setAccessibleName(name)
        field.setMinimumHeight(theme.scaled(FIELD_PX))
        self.column.addWidget(field)

    def work(self) -> Callable[[Errand], str]:
        """Return what is done beside the window; it returns the code."""
        raise NotImplementedError

    def fault(self) -> tuple[str, QWidget] | None:
        """Return what is missing yet, and where; None where nothing is."""
        if not self.name_field.text().strip():
            return self.tr("Type a name."), self.name_field
        wrong = self.passwords.fault(self.name_field.text())
        return (wrong, self.passwords.first_field) if wrong else None

    # ---- doing it

    @Slot()
    def reject(self) -> None:
        """Go away, but not with a code that nobody has noted, nor while it is being done."""
        if self._working is None and self._stack.currentWidget() is self.form:
            super().reject()

    @Slot()
    def _on_verb(self) -> None:
        fault = self.fault()
        if fault is not None:
            self._say(*fault)
            return
        self._set_working(is_working=True)
        self._working = Operation(self.work(), owner=self).success(self._on_done).failure(self._on_failed).start()

    def _say(self, said: str, where: QWidget) -> None:
        if where is self.passwords.first_field:
            # Where it is said while the password is typed.
            self.passwords.trouble.say(said)
        else:
            self.trouble.say(said)
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_working(self, *, is_working: bool) -> None:
        for part in (self.form, self.verb_button, self.cancel_button):
            part.setEnabled(not is_working)
        self.verb_button.setText(self.tr("One moment…") if is_working else self._verb)

    def _on_done(self, code: str) -> None:
        self._working = None
        self.passwords.forget()
        self.show_code(code)

    def show_code(self, code: str) -> None:
        """Show the code in place of the form."""
        self.form.hide()
        # What lies behind would keep the dialog as high as it was.
        self._stack.removeWidget(self.form)
        self._stack.setCurrentWidget(self.code_page)
        for button in (self.cancel_button, self.verb_button):
            button.hide()
        self.done_button.show()
        self.done_button.setDefault(True)
        self.done_button.setEnabled(False)
        self.code_page.show_code(code)

    def _on_failed(self, error: ProcmonError) -> None:
        self._working = None
        self._set_working(is_working=False)
        self._say(words.trouble_text(error), self.passwords.first_field)

    @Slot()
    def _on_changed(self) -> None:
        self.trouble.say("")
