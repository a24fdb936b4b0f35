"""The login in place of the pages: the window is locked, or shows nothing before somebody logs in."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.access.asking import AccessAsking
from procmon_gui.ui.access.dialog_frame import link_button, primary_button, quiet_button
from procmon_gui.ui.access.login_form import LoginForm
from procmon_gui.ui.help_pages import HELP_PROPERTY

_WIDTH_PX = 336


class LockPanel(QWidget):
    """Made anew whenever it is needed; `close` ends a try that is under way.

    Signals:
        let_in: an account acts now.
        look_asked: the reader wants to look without a login.
        forgotten_asked: he does not know the password any more; with the name that is typed.
        quit_asked: the program should end.
    """

    let_in = Signal()
    look_asked = Signal()
    forgotten_asked = Signal(str)
    quit_asked = Signal()

    def __init__(
        self, asking: AccessAsking, holder: str, parent: QWidget | None = None, *, is_recording: bool = False
    ) -> None:
        """Stand for a window that `holder` locked, or that nobody is let into yet."""
        super().__init__(parent)
        self._is_recording = is_recording
        self.setObjectName("lock_panel")
        self.setProperty(HELP_PROPERTY, "accounts")
        self._attempt = asking.new_attempt()
        self.form = LoginForm(self._attempt, self, now_ns=asking.now_ns)
        self._verb = self.tr("Unlock") if holder else self.tr("Log in")
        self.look_button = link_button(self.tr("Look only"), self)
        self.look_button.setVisible(not asking.watching_needs_login)
        self.quit_button = quiet_button(self.tr("Quit"), self)
        self.log_in_button = primary_button(self._verb, self)
        self._say(holder)
        self._lay_out()
        self.look_button.clicked.connect(self._on_look)
        self.quit_button.clicked.connect(self._on_quit)
        self.log_in_button.clicked.connect(self.form.attempt)
        for field in (self.form.name_field, self.form.password_field):
            field.returnPressed.connect(self.form.attempt)
        self.form.readiness_changed.connect(self._on_readiness)
        self.form.succeeded.connect(self._on_succeeded)
        self.form.forgotten_asked.connect(self._on_forgotten)

    def _say(self, holder: str) -> None:
        if holder:
            self.form.title.setText(self.tr("Locked"))
            hint = self.tr("{name} is logged in.").format(name=holder)
        else:
            hint = self.tr("Nothing is shown here before somebody logs in.")
        if self._is_recording:
            hint += " " + self.tr("Recording goes on.")
        self.form.ask_for_account(holder, hint)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.look_button)
        foot.addStretch(1)
        foot.addWidget(self.quit_button)
        foot.addWidget(self.log_in_button)
        card = QWidget(self)
        card.setFixedWidth(theme.scaled(_WIDTH_PX))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        inner.addWidget(self.form)
        inner.addLayout(foot)
        # Not aligned: an aligned card would be as high as its words in one line.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def end(self, *, is_let_in: bool) -> None:
        """Let nobody in any more by what was typed here, unless he is in already."""
        self._attempt.withdraw(takes_back=not is_let_in)

    @Slot()
    def _on_readiness(self) -> None:
        self.log_in_button.setText(self.tr("One moment…") if self.form.is_working else self._verb)
        self.log_in_button.setEnabled(self.form.is_ready)

    @Slot()
    def _on_succeeded(self) -> None:
        self.let_in.emit()

    @Slot()
    def _on_look(self) -> None:
        self.look_asked.emit()

    @Slot()
    def _on_quit(self) -> None:
        self.quit_asked.emit()

    @Slot()
    def _on_forgotten(self) -> None:
        self.forgotten_asked.emit(self.form.name_field.text().strip())
