"""A small box that takes a time as people say it, or the words of a mark, says what it understood, and goes there."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from procmon_gui.domain.marks import Mark
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.ui import moment_words, spoken, theme
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.mark_list import MarkList
from procmon_gui.ui.widgets.dialog_parts import UnderstoodLine, answers, box_column
from procmon_gui.ui.widgets.mark_chooser import MarkChooser

translate = QCoreApplication.translate
_LONGEST: Final = 200
# A beat that is nearer than this is what was asked for.
_NEAR_MS: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a typed time means: where to go, None for nowhere, and the words below the field."""

    at_ms: int | None
    words: str
    is_wrong: bool = False


def understood(text: str, history: HistoryReader, now_ms: int, zone: tzinfo | None = None) -> Understood:
    """Return what a typed time means."""
    # Here and not above: the language of times is loaded by who types one.
    from procmon_gui.query.errors import QueryError
    from procmon_gui.query.times import parse_time

    if not text.strip():
        return Understood(at_ms=None, words=translate("GoToTime", "For example 03:12, yesterday 3am or 2 hours ago"))
    try:
        meant_ms = parse_time(text, now_ms=now_ms, zone=zone)
    except QueryError as error:
        return Understood(at_ms=None, words=spoken.said(str(error)), is_wrong=True)
    span = history.span()
    if span is not None and not span.from_ms <= meant_ms <= span.to_ms:
        # Of a recording of another day, a time of day is that of its day.
        there_ms = parse_time(text, now_ms=span.to_ms, zone=zone)
        is_same_clock = moment_words.clock_text(there_ms) == moment_words.clock_text(meant_ms)
        if is_same_clock and span.from_ms <= there_ms <= span.to_ms:
            meant_ms = there_ms
    words = moment_words.day_and_clock_text(meant_ms)
    if meant_ms > now_ms:
        words = translate("GoToTime", "{moment} is still to come").format(moment=words)
        return Understood(at_ms=None, words=words, is_wrong=True)
    return recorded(meant_ms, history, now_ms)


def recorded(meant_ms: int, history: HistoryReader, now_ms: int) -> Understood:
    """Return the moment that was recorded nearest to a time."""
    words = moment_words.day_and_clock_text(meant_ms)
    span = history.span()
    if span is None:
        return Understood(at_ms=None, words=translate("GoToTime", "Nothing was recorded yet"), is_wrong=True)
    nearest_ms = min(max(meant_ms, span.from_ms), span.to_ms)
    for gap in history.gaps(nearest_ms, nearest_ms + 1):
        if gap.from_ms < nearest_ms < gap.to_ms:
            is_earlier = nearest_ms - gap.from_ms <= gap.to_ms - nearest_ms
            nearest_ms = gap.from_ms if is_earlier else gap.to_ms
    if abs(nearest_ms - meant_ms) <= _NEAR_MS:
        ago = moment_words.ago_text((now_ms - meant_ms) / 1000)
        return Understood(
            at_ms=nearest_ms, words=translate("GoToTime", "{moment}, {age}").format(moment=words, age=ago)
        )
    template = translate("GoToTime", "{moment}: nothing was recorded then. Nearest is {nearest}.")
    nearest = moment_words.day_and_clock_text(nearest_ms)
    return Understood(at_ms=nearest_ms, words=template.format(moment=words, nearest=nearest))


class GoToTimeDialog(QDialog):
    """One field, a sentence, and below them the marks that hold what was typed.

    Signals:
        time_chosen: the reader wants to be there, ms.
        rename_asked, remove_asked: this mark is to have other words, or to go.
    """

    time_chosen = Signal(object)  # milliseconds do not fit into the int of a signal
    rename_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(
        self,
        history: HistoryReader,
        parent: QWidget | None = None,
        *,
        marks: MarkList | None = None,
        told: Sequence[Mark] = (),
        now_ms: Callable[[], int] | None = None,
    ) -> None:
        """Offer the marks that are kept here, or those that are `told` and that nobody can change."""
        super().__init__(parent)
        self._history = history
        self._marks = marks
        self._told = told
        self._now_ms = now_ms or _now_ms
        self._at_ms: int | None = None
        self.setWindowTitle(self.tr("Go to time"))
        self.setProperty(HELP_PROPERTY, "times")
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("Time to go to"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(_LONGEST)
        self.words = UnderstoodLine(self)
        self.marks = MarkChooser(self, can_change=marks is not None)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.go_button = QPushButton(self.tr("Go to this moment"), self)
        self._lay_out()
        self.field.textChanged.connect(self._on_text)
        self.go_button.clicked.connect(self._on_go)
        self.cancel_button.clicked.connect(self.reject)
        theme.theme_changed.connect(self._on_text)
        self.marks.chosen.connect(self._on_mark_chosen)
        self.marks.current_changed.connect(self._say)
        self.marks.rename_asked.connect(self.rename_asked)
        self.marks.remove_asked.connect(self.remove_asked)
        if marks is not None:
            marks.changed.connect(self._on_marks)
        self._on_marks()

    def _lay_out(self) -> None:
        column = box_column(self)
        column.addWidget(self.field)
        column.addWidget(self.words)
        column.addWidget(self.marks, 1)
        column.addLayout(answers(self.cancel_button, self.go_button))

    def open_here(self) -> None:
        """Come up with an empty field that has the keyboard."""
        self.field.clear()
        self._on_text()
        if self._marks is not None:
            self._marks.look()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_marks(self) -> None:
        """Show which marks there are, if any."""
        marks = self._marks.all if self._marks is not None else self._told
        self.marks.show_marks(marks)
        self.marks.setVisible(bool(marks))

    @Slot()
    def _on_text(self) -> None:
        """Say what the text means now, and show the marks that hold it, or all of them where it is a time."""
        text = self.field.text()
        is_time = understood(text, self._history, self._now_ms()).at_ms is not None
        self.marks.show_matching("" if is_time else text)
        self.marks.select_first() if text.strip() and not is_time else self.marks.select_none()
        self._say()

    def _meant(self) -> Understood:
        """Return what is to be gone to: a mark that is selected comes before what was typed."""
        mark = self.marks.current
        if mark is None:
            return understood(self.field.text(), self._history, self._now_ms())
        meant = recorded(mark.at_ms, self._history, self._now_ms())
        words = translate("GoToTime", "“{text}”: {moment}").format(text=mark.text, moment=meant.words)
        return replace(meant, words=words)

    @Slot()
    def _say(self) -> None:
        meant = self._meant()
        self._at_ms = meant.at_ms
        self.words.say(meant.words, is_wrong=meant.is_wrong)
        # Read out with the field: where the keyboard is, nobody goes to the sentence below.
        self.field.setAccessibleDescription(meant.words)
        self.go_button.setEnabled(meant.at_ms is not None)

    @Slot(object)
    def _on_mark_chosen(self, _mark: Mark) -> None:
        self._on_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the field down to the marks, as from the words to their meaning."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.marks.isVisible():
            self.marks.take_keyboard()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_go(self) -> None:
        self._say()
        if self._at_ms is not None:
            self.time_chosen.emit(self._at_ms)
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the field."""
        super().showEvent(event)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
