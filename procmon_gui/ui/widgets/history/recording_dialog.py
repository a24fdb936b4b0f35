"""A small box before a range becomes a file: what will be in it, and how far it is while it is written."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.ui import theme
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.dialog_parts import ReadingLine, StatusLine
from procmon_gui.ui.widgets.history.range_dialog import range_words

_WIDTH_PX: Final = 440


class RecordingDialog(QDialog):
    """Asks whether command lines shall be in it, and stays until the file is there.

    Signals:
        place_asked: the reader has decided, and is to be asked where the file goes.
        cancelled: the reader gave up, before or while it was written.
    """

    place_asked = Signal()
    cancelled = Signal()

    def __init__(self, span: Span, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save as a recording"))
        self.setProperty(HELP_PROPERTY, "incidents")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.range_label = self._words(range_words(span))
        self.range_label.setFont(theme.sized_font(self.font(), 0, theme.sized_font(self.font()).Weight.DemiBold))
        self.about = self._words(
            self.tr("One file with all that was recorded then. This program opens it on any machine, read only.")
        )
        self.lines_box = CheckBox(self)
        self.lines_label = _BoxWords(self.tr("With command lines"), self.lines_box, self)
        self.lines_box.setAccessibleName(self.lines_label.text())
        self.lines_hint = self._words(
            self.tr("They tell what programs were started with. What is recognised as a secret is never in the file.")
        )
        self.lines_hint.setObjectName("setting_help")
        self.lines_box.setAccessibleDescription(self.lines_hint.text())
        self.line = ReadingLine(self)
        self.status = StatusLine(self)
        # The style of hints has one colour; this one also says what is wrong.
        self.status.setObjectName("")
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = QPushButton(self.tr("Save…"), self)
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._on_save)
        self._lay_out()

    def _words(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self.lines_label)
        beside.addWidget(self.lines_hint)
        choice = QHBoxLayout()
        choice.setSpacing(4)
        choice.addWidget(self.lines_box, 0, Qt.AlignmentFlag.AlignTop)
        choice.addLayout(beside, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.range_label)
        column.addWidget(self.about)
        column.addSpacing(4)
        column.addLayout(choice)
        column.addSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.status)
        column.addLayout(foot)
        self.setMinimumWidth(theme.scaled(_WIDTH_PX))

    @property
    def has_command_lines(self) -> bool:
        """Say whether they are wished."""
        return self.lines_box.isChecked()

    def show_writing(self) -> None:
        """Show that it has begun."""
        self._let_choose(is_free=False)
        self._say(self.tr("Writing…"))
        self.line.begin()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how much of it is written."""
        self.line.tell(done, total)
        self._say(self.tr("Writing… {percent} %").format(percent=round(100 * done / max(1, total))))

    def show_trouble(self, words: str) -> None:
        """Say why there is no file; the reader may try again."""
        self.line.end()
        self._let_choose(is_free=True)
        self._say(words, "crit")
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str, token: str = "t2") -> None:
        palette = self.status.palette()
        palette.setColor(self.status.foregroundRole(), theme.colour(token))
        self.status.setPalette(palette)
        self.status.say(words)

    def _let_choose(self, *, is_free: bool) -> None:
        for part in (self.lines_box, self.lines_label, self.save_button):
            part.setEnabled(is_free)

    @Slot()
    def _on_save(self) -> None:
        self.place_asked.emit()

    @Slot()
    def reject(self) -> None:
        """Give up."""
        self.cancelled.emit()
        super().reject()


class _BoxWords(QLabel):
    """The words of a check box: a click on them is a click on the box."""

    def __init__(self, words: str, box: CheckBox, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Check, or no more."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.click()
