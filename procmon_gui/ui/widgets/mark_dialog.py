"""A small box for the words of a mark: a new one, or other words for one that is there."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.marks import MOST_LETTERS, Mark, mark_text
from procmon_gui.ui import moment_words
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.dialog_parts import answers, box_column


class MarkDialog(QDialog):
    """One field and the moment that it is about.

    Signals:
        mark_wished: this moment (ms) is to have these words.
        words_wished: this mark is to have these words.
    """

    mark_wished = Signal(object, str)  # milliseconds do not fit into the int of a signal
    words_wished = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_ms = 0
        self._mark: Mark | None = None
        self._before: QWidget | None = None
        self.setProperty(HELP_PROPERTY, "moment")
        self.when = QLabel(self)
        self.when.setTextFormat(Qt.TextFormat.PlainText)
        self.field = QLineEdit(self)
        self.field.setMaxLength(MOST_LETTERS)
        self.field.setPlaceholderText(self.tr("For example deployed 2.4, or fan noise"))
        self.field.setAccessibleName(self.tr("Words of the mark"))
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.keep_button = QPushButton(self)
        self._lay_out()
        self.field.textChanged.connect(self._on_text)
        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        column = box_column(self)
        column.addWidget(self.when)
        column.addWidget(self.field)
        column.addSpacing(8)
        column.addLayout(answers(self.cancel_button, self.keep_button))

    def ask_for(self, at_ms: int) -> None:
        """Come up for a moment that is to be marked. It stays the moment of the wish, however long somebody types."""
        self._mark, self._at_ms = None, at_ms
        self._come_up(self.tr("Mark this moment"), self.tr("Mark"), "")

    def ask_to_rename(self, mark: Mark) -> None:
        """Come up with the words of a mark."""
        self._mark, self._at_ms = mark, mark.at_ms
        self._come_up(self.tr("Rename mark"), self.tr("Rename"), mark.text)

    def _come_up(self, title: str, verb: str, words: str) -> None:
        self.setWindowTitle(title)
        self.keep_button.setText(verb)
        moment = moment_words.day_and_clock_text(self._at_ms)
        self.when.setText(moment)
        # Read out with the field: where the keyboard is, nobody goes to the line above.
        self.field.setAccessibleDescription(moment)
        self.field.setText(words)
        self.field.selectAll()
        self._on_text()
        self._before = QApplication.activeWindow()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Give the keyboard back to the window from which it was wished, which need not be the one behind this."""
        super().done(result)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.activateWindow()

    @Slot()
    def _on_text(self) -> None:
        self.keep_button.setEnabled(bool(self.field.text().strip()))

    @Slot()
    def _on_keep(self) -> None:
        try:
            words = mark_text(self.field.text())
        except WrongInput:
            return  # there is nothing in the field but blanks
        self.accept()
        if self._mark is None:
            self.mark_wished.emit(self._at_ms, words)
        elif words != self._mark.text:
            self.words_wished.emit(self._mark, words)
