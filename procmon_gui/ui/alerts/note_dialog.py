"""A small box for what somebody has to say to an alert that he acknowledges."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.text import one_line
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.models.alert_words import title_text
from procmon_gui.ui.widgets.dialog_parts import answers, box_column

MOST_LETTERS: Final = 500


class NoteDialog(QDialog):
    """One field, which may stay empty.

    Signals:
        note_given: the alert of this id is acknowledged, with these words.
    """

    note_given = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = 0
        self.setProperty(HELP_PROPERTY, "alerts")
        self.setWindowTitle(self.tr("Acknowledge"))
        self.about = QLabel(self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.field = QLineEdit(self)
        self.field.setMaxLength(MOST_LETTERS)
        self.field.setPlaceholderText(self.tr("Note, if any: for example known, backup runs late"))
        self.field.setAccessibleName(self.tr("Note"))
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.keep_button = QPushButton(self.tr("Acknowledge"), self)
        column = box_column(self)
        column.addWidget(self.about)
        column.addWidget(self.field)
        column.addSpacing(8)
        column.addLayout(answers(self.cancel_button, self.keep_button))
        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self.reject)

    def ask_about(self, alert: Alert) -> None:
        """Come up for an alert."""
        self._id = alert.id
        said = title_text(alert)
        self.about.setText(said)
        self.field.setAccessibleDescription(said)
        self.field.setText(alert.note)
        self.field.selectAll()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_keep(self) -> None:
        self.accept()
        self.note_given.emit(self._id, one_line(self.field.text(), MOST_LETTERS))
