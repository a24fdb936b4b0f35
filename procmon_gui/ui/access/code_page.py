"""The recovery code, shown this once: copied, saved, and said to be written down before it goes."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.access.dialog_frame import quiet_button
from procmon_gui.ui.access.labels import heading, plain_label, quiet_label
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.file_saver import FileContent, FileSaver

_NAME: Final = "procmon_gui-recovery-code.txt"
_CODE_PX: Final = 40


class CodePage(QWidget):
    """Knows the code only while it is shown.

    Signals:
        noted_changed: whether the reader says that it is written down.
    """

    noted_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saver: FileSaver | None = None
        title = heading(self.tr("The recovery code"), self, larger_pt=3)
        self._why = quiet_label(
            self.tr(
                "Whoever has it can give an administrator another password. It is shown this once and is kept nowhere "
                "on this machine in a form that can be read. Write it down and put it where you keep such things."
            ),
            self,
        )
        self.code_field = QLineEdit(self)
        self.copy_button = quiet_button(self.tr("Copy"), self)
        self.save_button = quiet_button(self.tr("Save…"), self)
        self.noted_box = CheckBox(self)
        self._noted_label = plain_label(self.tr("I have written it down"), self)
        self._told = quiet_label("", self)
        self._set_up()
        self._lay_out(title)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.noted_box.toggled.connect(self.noted_changed)

    def _set_up(self) -> None:
        self.code_field.setReadOnly(True)
        self.code_field.setAccessibleName(self.tr("Recovery code"))
        self.code_field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code_field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.code_field.setMinimumHeight(theme.scaled(_CODE_PX))
        self._noted_label.setBuddy(self.noted_box)
        self.noted_box.setAccessibleName(self._noted_label.text())

    def _lay_out(self, title: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self._told, 1)
        noted = QHBoxLayout()
        noted.setSpacing(2)
        noted.addWidget(self.noted_box)
        noted.addWidget(self._noted_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(self._why)
        column.addWidget(self.code_field)
        column.addLayout(buttons)
        column.addLayout(noted)
        column.addStretch(1)

    def show_code(self, code: str) -> None:
        """Show a code."""
        self.code_field.setText(code)
        self.noted_box.setChecked(False)
        self._told.clear()
        self.code_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code_field.selectAll()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code_field.text())
        self._told.setText(self.tr("Copied. Whoever uses the clipboard can read it."))

    @Slot()
    def _on_save(self) -> None:
        if self._saver is None:
            self._saver = FileSaver(self)
            self._saver.told.connect(self._on_told)
        text = self.tr("Recovery code of procmon_gui: {code}").format(code=self.code_field.text())
        self._saver.ask(FileContent(name=_NAME, kind=self.tr("Text (*.txt)"), data=f"{text}\n"))

    @Slot(bool, str)
    def _on_told(self, _is_saved: bool, words: str) -> None:
        self._told.setText(words)
