"""One setting on the page: what it is called, its control, a line of help, and a way back to the default."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.errors import Refused, WrongInput
from procmon_gui.domain.settings import Setting, Source
from procmon_gui.ui import theme
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.pages import settings_words as words
from procmon_gui.ui.pages.settings_controls import SettingControl
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.plain import plain_tooltip

_BUTTON_PX: Final = 28
_ICON_PX: Final = 16


class SettingRow(QWidget):
    """Shows one setting and sets it; what can not be set is said under it."""

    def __init__(self, setting: Setting, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._preferences = preferences
        self.label = QLabel(words.label(setting), self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        variable = f"\n{setting.environment}" if setting.environment else ""
        self.label.setToolTip(plain_tooltip(f"{setting.key}{variable}"))
        self.control = SettingControl(setting, self)
        self.label.setBuddy(self.control.field)
        self.reset_button = QToolButton(self)
        self._set_up_reset()
        self._help = self._line("setting_help", words.help_line(setting))
        self._note = QWidget(self)
        self._note_icon = QLabel(self._note)
        self._note_icon.setTextFormat(Qt.TextFormat.PlainText)
        self._note_words = self._line("setting_note", "")
        self._note_look = ("info", "accent")
        self._lay_out()
        self.control.chosen.connect(self._on_chosen)
        theme.theme_changed.connect(self._tint)
        self._tint()
        self.show_value()

    def _set_up_reset(self) -> None:
        default = words.value_text(self.setting, self.setting.default)
        name = self.tr("Reset {setting} to {value}").format(setting=words.label(self.setting), value=default)
        self.reset_button.setProperty("plain", True)
        self.reset_button.setAccessibleName(name)
        self.reset_button.setToolTip(plain_tooltip(self.tr("Back to the default: {value}").format(value=default)))
        self.reset_button.setFixedSize(theme.icon_size(_BUTTON_PX))
        self.reset_button.setIconSize(theme.icon_size(_ICON_PX))
        self.reset_button.clicked.connect(self._on_reset)
        keeps_room = self.reset_button.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(keeps_room)

    def _line(self, name: str, said: str) -> QLabel:
        line = QLabel(self)
        line.setObjectName(name)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        line.setText(said)
        return line

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.label, 1)
        if not self.control.is_wide:
            top.addWidget(self.control)
        top.addWidget(self.reset_button)
        note = QHBoxLayout(self._note)
        note.setContentsMargins(0, 2, 0, 0)
        note.setSpacing(6)
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note_words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._help)
        if self.control.is_wide:
            column.addSpacing(8)
            column.addWidget(self.control)
        column.addWidget(self._note)

    def tab_order(self) -> list[QWidget]:
        """Return what the Tab key goes through."""
        return [*self.control.tab_order(), self.reset_button]

    @Slot()
    def show_value(self) -> None:
        """Show the value in force, and what holds it."""
        store, key = self._preferences.store, self.setting.key
        value, source = store.value(key), store.source(key)
        is_held = source is Source.ENVIRONMENT
        self.control.show_value(value)
        self.control.setEnabled(not is_held)
        # What was named by hand is removed one by one, never all of it by a slip.
        can_reset = not is_held and not self.control.is_wide and value != self.setting.default
        self.reset_button.setVisible(can_reset)
        if is_held:
            template = self.tr("Held by the environment variable {variable}.")
            self._say("lock", "t2", template.format(variable=self.setting.environment))
        else:
            self._say("", "", "")

    @property
    def note(self) -> str:
        """Return what is said under the help: what holds the setting, or why a value was not taken."""
        return "" if self._note.isHidden() else self._note_words.text()

    def _say(self, icon_name: str, token: str, said: str) -> None:
        self._note_look = (icon_name, token)
        self._note_words.setText(said)
        self._note.setVisible(bool(said))
        # What is said there is heard with the control.
        heard = " ".join(filter(None, (words.help_line(self.setting), said)))
        self.control.field.setAccessibleDescription(heard)
        self._tint()

    @Slot(object)
    def _on_chosen(self, value: object) -> None:
        if self.setting.is_managed:
            # Until somebody says that he may, it is what it was.
            self.show_value()
            with_leave(Permission.MANAGE, self, partial(self._set, value))
        else:
            self._set(value)

    def _set(self, value: object) -> None:
        try:
            self._preferences.store.set(self.setting.key, value)  # type: ignore[arg-type]
        except (WrongInput, Refused) as error:
            self.show_value()
            self._say("circle-x", "crit", words.error_text(error))
        else:
            self.show_value()

    @Slot()
    def _on_reset(self) -> None:
        # The button goes, and the keyboard must not go with it.
        self.control.tab_order()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if self.setting.is_managed:
            with_leave(Permission.MANAGE, self, self._reset)
        else:
            self._reset()

    def _reset(self) -> None:
        try:
            self._preferences.store.reset(self.setting.key)
        except Refused as error:
            self.show_value()
            self._say("circle-x", "crit", words.error_text(error))
        else:
            self.show_value()

    @Slot()
    def _tint(self) -> None:
        self.reset_button.setIcon(theme.icon("rotate-ccw", "t2", _ICON_PX))
        icon_name, token = self._note_look
        if icon_name and token:
            self._note_icon.setPixmap(theme.pixmap(icon_name, token, _ICON_PX))
