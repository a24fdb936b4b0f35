"""One field of the form of a channel: a control that fits what it holds, under its label, with a line of help."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from procmon_gui.domain.channel_kinds import LONGEST_TEXT, Field, FieldKind
from procmon_gui.ui import theme
from procmon_gui.ui.access.labels import quiet_label
from procmon_gui.ui.access.password_field import FIELD_PX
from procmon_gui.ui.channels import words
from procmon_gui.ui.widgets.combo_box import ComboBox

_LINES: Final = 3
_MOST_LINES: Final = 8


def hint_label(words: str, parent: QWidget) -> QLabel:
    """Return the line of help below a control."""
    hint = quiet_label(words, parent)
    hint.setFont(theme.sized_font(parent.font(), -1))
    return hint


class FieldEdit(QWidget):
    """What stands in it is text, as the channel keeps it."""

    def __init__(self, field: Field, value: str, parent: QWidget, *, is_kept: bool = False) -> None:
        """`is_kept`: there is a secret already, which is not shown and stays where nothing is typed."""
        super().__init__(parent)
        self.field = field
        self._is_kept = is_kept
        self.control = self._make(value)
        name = words.channel_text(field.label)
        label = quiet_label(name, self)
        label.setBuddy(self.control)
        self.control.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.control)
        if field.help:
            help_words = words.channel_text(field.help)
            self.control.setAccessibleDescription(help_words)
            column.addWidget(hint_label(help_words, self))

    def _make(self, value: str) -> QLineEdit | QPlainTextEdit | ComboBox:
        if self.field.kind is FieldKind.CHOICE:
            box = ComboBox(self)
            for choice, label in self.field.choices:
                box.addItem(words.channel_text(label), choice)
            box.setCurrentIndex(max(0, box.findData(value or self.field.default)))
            box.setMinimumHeight(theme.scaled(FIELD_PX))
            return box
        if self.field.is_list:
            text = QPlainTextEdit(value, self)
            text.setObjectName("field")
            text.setTabChangesFocus(True)
            # Of what is there already nothing is out of sight, if that can be.
            lines = min(max(_LINES, value.count("\n") + 1), _MOST_LINES)
            text.setFixedHeight(text.fontMetrics().lineSpacing() * lines + 14)
            return text
        line = QLineEdit(value, self)
        line.setMaxLength(LONGEST_TEXT)
        line.setMinimumHeight(theme.scaled(FIELD_PX))
        if self.field.is_secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
            if self._is_kept:
                line.setPlaceholderText(self.tr("kept; type another one to replace it"))
        return line

    @property
    def text(self) -> str:
        """Return what stands in it."""
        if isinstance(self.control, QPlainTextEdit):
            return self.control.toPlainText()
        if isinstance(self.control, ComboBox):
            return str(self.control.currentData())
        return self.control.text() if self.field.is_secret else self.control.text().strip()

    def forget(self) -> None:
        """Let go of what was typed, where it is a secret."""
        if self.field.is_secret and isinstance(self.control, QLineEdit):
            self.control.clear()

    def take_focus(self) -> None:
        """Let the reader mend it."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
