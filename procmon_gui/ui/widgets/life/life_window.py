"""A window for lives: of a process, and of a program over its runs; one leads to another, and there is a way back."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import ProcessLife, ProgramLife, RangeReader
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import OperationErrand
from procmon_gui.ui.models.life_columns import name_of
from procmon_gui.ui.widgets.detail.header import Title, TitleLine
from procmon_gui.ui.widgets.detail.icon_button import IconButton
from procmon_gui.ui.widgets.dialog_parts import dialog_button
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.life.life_words import process_title, program_title
from procmon_gui.ui.widgets.life.process_life_view import ProcessLifeView
from procmon_gui.ui.widgets.life.program_life_view import ProgramLifeView
from procmon_gui.ui.widgets.reading_window import ReadingWindow

# About one for each pixel of a chart.
POINTS: Final = 600
_WIDTH_PX: Final = 1000
_HEIGHT_PX: Final = 680


@dataclass(frozen=True, slots=True)
class _OfProcess:
    """Asks for the life of a process; on a thread of the pool."""

    ranges: RangeReader
    key: ProcessKey

    def __call__(self, errand: OperationErrand) -> ProcessLife | None:
        return self.ranges.process_life(self.key, POINTS, errand)


@dataclass(frozen=True, slots=True)
class _OfProgram:
    """Asks for the life of a program, of all that is known where no span is given; on a thread of the pool."""

    ranges: RangeReader
    name: str
    executable: str
    span: Span | None

    def __call__(self, errand: OperationErrand) -> ProgramLife | None:
        span = self.span or self.ranges.span()
        return None if span is None else self.ranges.program_life(self.name, self.executable, span, POINTS, errand)


_Question = _OfProcess | _OfProgram


class LifeWindow(ReadingWindow):
    """One life at a time; the window behind it stays usable.

    Signals:
        moment_asked: the reader wants to be at a time, milliseconds, and see the process with this key, or nobody.
    """

    moment_asked = Signal(object, object)

    def __init__(self, ranges: RangeReader, parent: QWidget | None = None) -> None:
        super().__init__(parent, help_page="life")
        self._ranges = ranges
        self._question: _Question | None = None
        self._before: list[_Question] = []
        self._shown: ProcessLife | ProgramLife | None = None
        self.setWindowTitle(self.tr("Whole life"))
        self.back_button = IconButton("chevron-left", self.tr("Back to what was shown before (Alt+←)"), self)
        self.title = TitleLine(self)
        self.program_button = dialog_button(self.tr("Whole program"), self)
        self.process = ProcessLifeView(self)
        self.program = ProgramLifeView(self)
        self._reading = EmptyState("history", self.tr("Reading what was recorded…"), parent=self)
        self._nothing = EmptyState("history", self.tr("Nothing was recorded of it."), parent=self)
        for page in (self._reading, self._nothing, self.process, self.program):
            self.stack.addWidget(page)
        self.cancel_button = dialog_button(self.tr("Cancel"), self)
        self.close_button = dialog_button(self.tr("Close"), self)
        self._lay_out()
        self._connect()
        self.program_button.hide()
        self.show_reading(is_reading=False)
        self.resize(theme.scaled(_WIDTH_PX), theme.scaled(_HEIGHT_PX))

    # ---- building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 12, 16, 8)
        head.setSpacing(8)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        head.addWidget(self.program_button, 0, Qt.AlignmentFlag.AlignTop)
        self.lay_out(head, self.cancel_button, self.close_button)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.activated.connect(self.go_back)
        self.program_button.clicked.connect(self._on_program)
        self.cancel_button.clicked.connect(self.cancel)
        self.close_button.clicked.connect(self.close)
        for view in (self.process, self.program):
            view.process_asked.connect(self.open_process)
            view.moment_asked.connect(self._on_moment)
            view.saving_asked.connect(self.saver.ask)

    # ---- what is asked of it

    @Slot(object)
    def open_process(self, key: ProcessKey) -> None:
        """Show the life of a process."""
        self._open(_OfProcess(self._ranges, key))

    def open_program(self, name: str, executable: str, span: Span | None = None) -> None:
        """Show the life of a program in a time, or in all that is known."""
        self._open(_OfProgram(self._ranges, name, executable, span))

    @Slot()
    def go_back(self) -> None:
        """Show what was shown before."""
        if self._before:
            self._ask(self._before.pop())

    def mark(self, at_ms: int | None) -> None:
        """Show in the charts where the window is in time; None while it is live."""
        self.process.mark(at_ms)
        self.program.mark(at_ms)

    @property
    def shown(self) -> ProcessLife | ProgramLife | None:
        """Return what is shown."""
        return self._shown

    # ---- reading

    def _open(self, question: _Question) -> None:
        is_first = not self.isVisible()
        if is_first:
            self._before, self._question, self._shown = [], None, None
        if self._question not in (None, question):
            self._before.append(self._question)
        # The same again is read anew: a life goes on.
        self._ask(question)
        self.come_up()

    def _ask(self, question: _Question) -> None:
        self._question = question
        self.back_button.setEnabled(bool(self._before))
        if self._shown is None:
            self.title.say(Title(name=self.tr("Whole life")))
            self.stack.setCurrentWidget(self._reading)
        self.read(question, self._on_read)

    def _on_read(self, life: ProcessLife | ProgramLife | None) -> None:
        self.show_reading(is_reading=False)
        self._shown = life
        if isinstance(life, ProcessLife):
            self._show(self.process, process_title(life), name_of(life.facts))
            self.process.show_life(life)
        elif isinstance(life, ProgramLife):
            self._show(self.program, program_title(life), life.name)
            self.program.show_life(life)
        else:
            self.title.say(Title("history", self.tr("Nothing recorded")))
            self.stack.setCurrentWidget(self._nothing)
        self.program_button.setVisible(isinstance(life, ProcessLife) and bool(life.facts.name))

    def _show(self, view: ProcessLifeView | ProgramLifeView, title: Title, name: str) -> None:
        self.title.say(title)
        self.setWindowTitle(self.tr("Whole life of {name}").format(name=name))
        had_focus = self.stack.currentWidget() is not view
        self.stack.setCurrentWidget(view)
        if had_focus:
            view.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nothing_read(self) -> None:
        """Say so where there was nothing before."""
        if self._shown is None:
            self.stack.setCurrentWidget(self._nothing)

    def show_reading(self, *, is_reading: bool) -> None:
        """Let it be given up while it lasts."""
        super().show_reading(is_reading=is_reading)
        had_focus = self.cancel_button.hasFocus()
        self.cancel_button.setVisible(is_reading)
        if had_focus and not is_reading:
            self.close_button.setFocus()

    # ---- what the reader does

    @Slot()
    def _on_program(self) -> None:
        if isinstance(self._shown, ProcessLife):
            self.open_program(self._shown.facts.name, self._shown.facts.executable)

    @Slot(object)
    def _on_moment(self, at_ms: int) -> None:
        key = self._shown.facts.key if isinstance(self._shown, ProcessLife) else None
        self.moment_asked.emit(at_ms, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc, then close."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up_or_close()
        else:
            super().keyPressEvent(event)
