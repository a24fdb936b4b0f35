"""A small box with two fields, from and to, which take times as people say them."""

import time
from collections.abc import Callable
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QPushButton, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.ui import moment_words, spoken, text
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.dialog_parts import UnderstoodLine, answers, box_column
from procmon_gui.ui.widgets.history.time_view import HOUR_MS

translate = QCoreApplication.translate
_LONGEST: Final = 200
_MINUTE_MS: Final = 60_000


def understood_range(
    from_text: str, to_text: str, recorded: Span, now_ms: int, zone: tzinfo | None = None
) -> tuple[Span | None, str]:
    """Return the range that two typed times mean, None for none, and the sentence that says so, or what is wrong."""
    # Here and not above: the language of times is loaded by who types one.
    from procmon_gui.query.errors import QueryError
    from procmon_gui.query.times import parse_time

    ends = []
    for typed in (from_text, to_text):
        if not typed.strip():
            return None, translate("Range", "For example from 03:00 to 03:30, or from yesterday 3am to now")
        try:
            ends.append(parse_time(typed, now_ms=now_ms, zone=zone))
        except QueryError as error:
            return None, spoken.said(str(error))
    from_ms, to_ms = ends
    if from_ms >= to_ms:
        return None, translate("Range", "The range ends before it begins.")
    known = Span(from_ms=max(from_ms, recorded.from_ms), to_ms=min(to_ms, recorded.to_ms))
    if known.from_ms >= known.to_ms:
        return None, translate("Range", "Nothing was recorded then.")
    return known, range_words(known)


def range_words(span: Span) -> str:
    """Word a range: "Tue 03:00 to 03:30, 30 min"."""
    words, length = moment_words.range_text(span.from_ms, span.to_ms), length_words(span.to_ms - span.from_ms)
    return translate("Range", "{range}, {length}").format(range=words, length=length)


def length_words(length_ms: int) -> str:
    """Word how long a range is: "30 min", "2 h 20 min"."""
    is_round = length_ms < 2 * HOUR_MS or length_ms % HOUR_MS < _MINUTE_MS
    return moment_words.span_text(length_ms) if is_round else text.duration_text(length_ms / 1000)


class RangeDialog(QDialog):
    """Says what it understood.

    Signals:
        range_chosen: the reader wants this range, a `Span`.
    """

    range_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, now_ms: Callable[[], int] | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms or _now_ms
        self._recorded = Span(from_ms=0, to_ms=0)
        self._span: Span | None = None
        self.setWindowTitle(self.tr("Choose a range"))
        self.setProperty(HELP_PROPERTY, "times")
        self.from_field, self.to_field = QLineEdit(self), QLineEdit(self)
        for field, name in ((self.from_field, self.tr("From")), (self.to_field, self.tr("To"))):
            field.setAccessibleName(name)
            field.setMaxLength(_LONGEST)
            field.setClearButtonEnabled(True)
            field.textChanged.connect(self._on_text)
        self.words = UnderstoodLine(self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.choose_button = QPushButton(self.tr("Choose this range"), self)
        self.choose_button.clicked.connect(self._on_choose)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("From"), self.from_field)
        form.addRow(self.tr("To"), self.to_field)
        column = box_column(self)
        column.addLayout(form)
        column.addWidget(self.words)
        column.addLayout(answers(self.cancel_button, self.choose_button))

    def open_here(self, recorded: Span) -> None:
        """Come up with the first field."""
        self._recorded = recorded
        self._on_text()
        self.show()
        self.raise_()
        self.activateWindow()
        self.from_field.selectAll()
        self.from_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_text(self) -> None:
        """Say what the two times mean now."""
        self._span, words = understood_range(
            self.from_field.text(), self.to_field.text(), self._recorded, self._now_ms()
        )
        is_wrong = self._span is None and bool(self.from_field.text().strip() and self.to_field.text().strip())
        self.words.say(words, is_wrong=is_wrong)
        for field in (self.from_field, self.to_field):
            field.setAccessibleDescription(words)
        self.choose_button.setEnabled(self._span is not None)

    @Slot()
    def _on_choose(self) -> None:
        self._on_text()
        if self._span is not None:
            self.range_chosen.emit(self._span)
            self.accept()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
