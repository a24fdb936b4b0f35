"""The command line of a process: monospace, broken where it must be, and copied with one click."""

import shlex
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.detail.icon_button import IconButton

# So much is laid out; more would only cost time. Copying takes all that was read.
SHOWN_LETTERS: Final = 4096
_MOST_LINES: Final = 12
_NEVER: Final = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_ALWAYS: Final = Qt.ScrollBarPolicy.ScrollBarAlwaysOn


class _Lines(QPlainTextEdit):
    """As high as its broken lines, up to a limit; beyond it they scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # No bar comes "as needed": where the blank after a word stuck out, the lower bar came and hid a line, so the
        # other came and lines were broken anew, so both went, and the window froze over it for ever.
        self.setHorizontalScrollBarPolicy(_NEVER)
        self.setVerticalScrollBarPolicy(_NEVER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines at this width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text."""
        self.setVerticalScrollBarPolicy(_ALWAYS if self._line_count() > _MOST_LINES else _NEVER)
        height = min(self._line_count(), _MOST_LINES) * self.fontMetrics().lineSpacing() + 6
        if height != self.height():
            self.setFixedHeight(height)

    def _line_count(self) -> int:
        return max(1, int(self.document().size().height()))


class CommandLine(QWidget):
    """Title, copy button, and the text, as high as it needs to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self._title = QLabel(self.tr("Command line"), self)
        self._title.setObjectName("detail_label")
        self._hint = QLabel(self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setObjectName("detail_hint")
        self.copy_button = IconButton("copy", self.tr("Copy the command line"), self)
        self.copy_button.clicked.connect(self._on_copy)
        self.lines = _Lines(self)
        self.lines.setObjectName("detail_code")
        self.lines.setReadOnly(True)
        self.lines.setUndoRedoEnabled(False)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setTabChangesFocus(True)
        self.lines.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.lines.setAccessibleName(self.tr("Command line"))
        self.lines.document().setDocumentMargin(0)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._hint)
        head.addStretch(1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.lines)
        self._tint()
        theme.theme_changed.connect(self._tint)

    @property
    def whole(self) -> str:
        """Return all that is known of the command line, as it is copied."""
        return self._whole

    def say(self, whole: str, *, known_bytes: int | None = None) -> None:
        """Show a command line; `known_bytes` is how long it really is."""
        if whole == self._whole and self.lines.toPlainText():
            return
        self._whole = whole
        self.lines.setPlainText(whole[:SHOWN_LETTERS] or text.UNKNOWN)
        is_cut = len(whole) > SHOWN_LETTERS
        words = self.tr("the first part of {size}").format(size=text.bytes_text(known_bytes or len(whole)))
        self._hint.setText(words if is_cut else "")
        self.copy_button.setEnabled(bool(whole))
        self.lines.fit()

    def say_cut(self) -> None:
        """Say that who sits here sees no more than the name of the program."""
        self._hint.setText(self.tr("the name only: the rest is for operators"))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole)

    @Slot()
    def _tint(self) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF() if self.font().pointSizeF() > 0 else fixed.pointSizeF())
        self.lines.setFont(theme.sized_font(fixed, -1.5))


def joined(arguments: Sequence[str]) -> str:
    """Return arguments as a shell would take them: those with blanks or signs are quoted.

    A single one is what a program calls itself, and stands as it is.
    """
    if len(arguments) == 1:
        return arguments[0]
    return " ".join(_quoted(argument) for argument in arguments)


def _quoted(argument: str) -> str:
    # What stands for a secret is not quoted; nobody can run it anyway.
    return argument if "[redacted]" in argument else shlex.quote(argument)
