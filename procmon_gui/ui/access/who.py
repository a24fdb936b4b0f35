"""Who sits here, at the right end of the status bar: the name with its role and a lock, or a way to log in."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from procmon_gui.domain.accounts import AccessState
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.detail.icon_button import IconButton

_ICON_PX = 14
_BUTTON_PX = 22


class Who(QWidget):
    """Shows what it is told.

    Signals:
        lock_asked, log_in_asked: the button of that name was pressed.
    """

    lock_asked = Signal()
    log_in_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        self.name = QLabel(self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setFont(theme.sized_font(self.font(), -0.75))
        self.lock_button = IconButton("lock", self.tr("Lock"), self, tooltip=self.tr("Lock (Ctrl+L)"))
        self.lock_button.setFixedSize(theme.icon_size(_BUTTON_PX))
        self.log_in_button = QPushButton(self.tr("Log in…"), self)
        self.log_in_button.setObjectName("status_log_in")
        self.log_in_button.setFont(self.name.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._icon, self.name, self.lock_button, self.log_in_button):
            row.addWidget(part)
        self.lock_button.clicked.connect(self._on_lock)
        self.log_in_button.clicked.connect(self._on_log_in)
        theme.theme_changed.connect(self._tint)
        self._tint()
        self.hide()

    def show_who(self, state: AccessState, who: str, *, is_covered: bool = False) -> None:
        """Say who it is; nothing where there are no accounts. Where a login covers the pages, none is offered here."""
        is_in = state is AccessState.IN
        self.name.setText(who if is_in else self._absence(state, who))
        self.name.setAccessibleName(self.tr("Logged in: {name}").format(name=who) if is_in else self.name.text())
        self.lock_button.setVisible(is_in)
        self.log_in_button.setVisible(state is AccessState.OUT and not is_covered)
        self.setVisible(state is not AccessState.SYSTEM)

    def _absence(self, state: AccessState, who: str) -> str:
        if state is AccessState.LOCKED:
            return self.tr("Locked by {name}").format(name=who)
        return self.tr("Nobody is logged in")

    @Slot()
    def _on_lock(self) -> None:
        self.lock_asked.emit()

    @Slot()
    def _on_log_in(self) -> None:
        self.log_in_asked.emit()

    @Slot()
    def _tint(self) -> None:
        self._icon.setPixmap(theme.pixmap("shield-check", "t2", _ICON_PX))
