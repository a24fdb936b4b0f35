"""A window that compares two ranges of recorded time: what is new, gone, more, less, and the machine in both."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import RangeReader
from procmon_gui.domain.two_ranges import ReadRange, ReadRanges
from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.compare.compared_part import ComparedPart
from procmon_gui.ui.widgets.compare.range_fields import RangeFields
from procmon_gui.ui.widgets.compare.typed_ranges import Shortcut, other_range, range_words
from procmon_gui.ui.widgets.dialog_parts import dialog_button
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.reading_window import ReadingWindow

_WIDTH_PX: Final = 1000
_HEIGHT_PX: Final = 720


class CompareWindow(ReadingWindow):
    """A is the range of interest, B the one with which it is compared. The window behind it stays usable.

    Signals:
        program_asked: the reader wants to see a program over its runs: name, executable, and the `Span` of both ranges.
    """

    program_asked = Signal(str, str, object)

    def __init__(
        self, ranges: RangeReader, parent: QWidget | None = None, *, now_ms: Callable[[], int] | None = None
    ) -> None:
        super().__init__(parent, help_page="compare")
        self._ranges = ranges
        self._read: tuple[ReadRange, ReadRange] | None = None
        self.setWindowTitle(self.tr("Compare two ranges"))
        self.this = RangeFields(self.tr("A"), self, now_ms=now_ms)
        self.that = RangeFields(self.tr("B"), self, now_ms=now_ms)
        self.shortcuts = {
            Shortcut.BEFORE: dialog_button(self.tr("The time before A"), self),
            Shortcut.YESTERDAY: dialog_button(self.tr("A day earlier"), self),
            Shortcut.LAST_WEEK: dialog_button(self.tr("A week earlier"), self),
        }
        self.compare_button = dialog_button(self.tr("Compare"), self)
        self.compare_button.setProperty("primary", True)
        self.cancel_button = dialog_button(self.tr("Cancel"), self)
        self.copy_button = dialog_button(self.tr("Copy all"), self)
        self.save_button = dialog_button(self.tr("Save as CSV…"), self)
        self.close_button = dialog_button(self.tr("Close"), self)
        self.part = ComparedPart(self)
        words = self.tr("Choose two ranges: what is new in A, gone, more or less than in B is listed here.")
        self._waiting = EmptyState("layers", words, parent=self)
        self.stack.addWidget(self._waiting)
        self.stack.addWidget(self.part)
        self._lay_out()
        self._connect()
        self.show_reading(is_reading=False)
        self._on_changed()
        self.resize(theme.scaled(_WIDTH_PX), theme.scaled(_HEIGHT_PX))

    # ---- building

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(8)
        for widget in (*self.shortcuts.values(), self.compare_button, self.cancel_button):
            asked.addWidget(widget)
        asked.insertStretch(len(self.shortcuts), 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(8)
        head.addWidget(self.this)
        head.addWidget(self.that)
        head.addLayout(asked)
        self.lay_out(head, self.copy_button, self.save_button, self.close_button)

    def _connect(self) -> None:
        for fields in (self.this, self.that):
            fields.changed.connect(self._on_changed)
        self.shortcuts[Shortcut.BEFORE].clicked.connect(self._on_before)
        self.shortcuts[Shortcut.YESTERDAY].clicked.connect(self._on_yesterday)
        self.shortcuts[Shortcut.LAST_WEEK].clicked.connect(self._on_last_week)
        self.compare_button.clicked.connect(self.compare)
        self.cancel_button.clicked.connect(self.cancel)
        self.copy_button.clicked.connect(self.part.copy_all)
        self.save_button.clicked.connect(self.part.save)
        self.close_button.clicked.connect(self.close)
        self.part.saving_asked.connect(self.saver.ask)
        self.part.program_asked.connect(self._on_program)

    # ---- what is asked of it

    def open_here(self, span: Span | None = None) -> None:
        """Come to the front; with a range, that and the time before it are compared at once."""
        self.come_up()
        if span is not None:
            self.this.set_span(span)
            self.take(Shortcut.BEFORE)
        else:
            self.this.from_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.this.from_field.selectAll()

    def take(self, shortcut: Shortcut) -> None:
        """Compare A with another time that is known from it."""
        self.this.look_again()
        if self.this.span is not None:
            self.that.set_span(other_range(self.this.span, shortcut))
            self.compare()

    @Slot()
    def compare(self) -> None:
        """Read both ranges and show what came of it."""
        for fields in (self.this, self.that):
            fields.look_again()
        this, that = self.this.span, self.that.span
        if this is None or that is None:
            self.status.say(self.tr("Both ranges need a beginning."))
            return
        self.read(ReadRanges(self._ranges, this, that), self._on_read)

    # ---- reading

    def _on_read(self, read: tuple[ReadRange, ReadRange]) -> None:
        self.show_reading(is_reading=False)
        self._read = read
        this, that = read
        for letter, side in ((self.tr("A"), this), (self.tr("B"), that)):
            if not side.use.covered_ms:
                words = self.tr("Nothing was recorded in {letter}, {range}: there is nothing to compare.")
                self.status.say(words.format(letter=letter, range=range_words(side.span)))
                self.stack.setCurrentWidget(self._waiting)
                self._on_changed()
                return
        self.part.show_ranges(this, that)
        self.stack.setCurrentWidget(self.part)
        self.status.say(self._covered_words(this, that))
        self._on_changed()

    def _covered_words(self, this: ReadRange, that: ReadRange) -> str:
        words = self.tr("Recorded: {a} of A, {b} of B. Amounts are per second that was recorded.")
        lengths = [text.duration_text(side.use.covered_ms / 1000) for side in (this, that)]
        return words.format(a=lengths[0], b=lengths[1])

    def show_reading(self, *, is_reading: bool) -> None:
        """Let the button that starts be the one that gives up."""
        super().show_reading(is_reading=is_reading)
        had_focus = self.cancel_button.hasFocus() or self.compare_button.hasFocus()
        self.cancel_button.setVisible(is_reading)
        self.compare_button.setVisible(not is_reading)
        if had_focus:
            (self.cancel_button if is_reading else self.compare_button).setFocus()

    # ---- what the reader does

    @Slot()
    def _on_changed(self) -> None:
        has_this = self.this.span is not None
        for button in self.shortcuts.values():
            button.setEnabled(has_this)
        self.compare_button.setEnabled(has_this and self.that.span is not None)
        is_shown = self.stack.currentWidget() is self.part
        self.copy_button.setEnabled(is_shown)
        self.save_button.setEnabled(is_shown)

    @Slot()
    def _on_before(self) -> None:
        self.take(Shortcut.BEFORE)

    @Slot()
    def _on_yesterday(self) -> None:
        self.take(Shortcut.YESTERDAY)

    @Slot()
    def _on_last_week(self) -> None:
        self.take(Shortcut.LAST_WEEK)

    @Slot(str, str)
    def _on_program(self, name: str, executable: str) -> None:
        if self._read is not None:
            spans = [side.span for side in self._read]
            both = Span(from_ms=min(span.from_ms for span in spans), to_ms=max(span.to_ms for span in spans))
            self.program_asked.emit(name, executable, both)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare with Return from a field; give up with Esc, then close."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up_or_close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            if self.compare_button.isEnabled():
                self.compare()
        else:
            super().keyPressEvent(event)
