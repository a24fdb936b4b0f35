"""A field for a password: hidden until it is asked to show it, and it says when Caps Lock seems to be on."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip

FIELD_PX: Final = 32
_HINTS: Final = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoAutoUppercase
    | Qt.InputMethodHint.ImhNoPredictiveText
)  # fmt: skip


class PasswordField(QLineEdit):
    """Takes any letters, and as many as somebody types; pasting is welcome.

    Signals:
        caps_lock_changed: whether what is typed looks as if Caps Lock were on.
    """

    caps_lock_changed = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks_locked = False
        self.setAccessibleName(name)
        self.setMinimumHeight(theme.scaled(FIELD_PX))
        self.setInputMethodHints(_HINTS)
        self._show = self.addAction(theme.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show)
        # The button of an action in a field is for the pointer only, unless it is told otherwise.
        self.show_button = self.findChildren(QToolButton)[0]
        self.show_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_button.setProperty("plain", True)
        self._on_show(False)
        theme.theme_changed.connect(self._tint)

    def forget(self) -> None:
        """Be empty, and hide what is typed next."""
        self.clear()
        self._show.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at letters on their way in: Qt does not tell the state of Caps Lock."""
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell_locked(is_locked=typed.isupper() != has_shift)
        super().keyPressEvent(event)

    def _tell_locked(self, *, is_locked: bool) -> None:
        if is_locked != self._looks_locked:
            self._looks_locked = is_locked
            self.caps_lock_changed.emit(is_locked)

    @Slot(bool)
    def _on_show(self, is_shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        words = self.tr("Hide the password") if is_shown else self.tr("Show the password")
        self._show.setText(words)
        self._show.setToolTip(plain_tooltip(words))
        self.show_button.setAccessibleName(words)
        self._tint()

    @Slot()
    def _tint(self) -> None:
        self._show.setIcon(theme.icon("eye-off" if self._show.isChecked() else "eye"))
