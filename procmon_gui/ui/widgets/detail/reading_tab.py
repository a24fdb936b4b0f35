"""A tab that reads something of a process beside the window, and all that may come of it.

Old content stays while the next is read. What is refused, fails, has ended or was not recorded is said in its place.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.errors import Ended, ProcmonError, Refused
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui import text
from procmon_gui.ui.bridge.operation import Operation, OperationErrand, Pool
from procmon_gui.ui.leave import denied_text, with_leave
from procmon_gui.ui.widgets.banner import Banner
from procmon_gui.ui.widgets.detail.subject import Subject
from procmon_gui.ui.widgets.detail.tab import DetailTab
from procmon_gui.ui.widgets.empty_state import EmptyState

LINE_AFTER_MS: Final = 300
WORDS_AFTER_MS: Final = 1000
# Reading anew may take so much of the time; what is slow to read is read less often.
SHARE_OF_TIME: Final = 0.05


class Answering(Protocol):
    """What is asked for one part of a process; called on a thread of the pool."""

    def __call__(self, key: ProcessKey, errand: OperationErrand) -> Any:
        """Return the part; raises what `Inspector` raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what tabs read: the threads, and a clock in seconds that never goes back."""

    pool: Pool | None = None
    clock: Callable[[], float] = time.monotonic


class ReadingTab(DetailTab):
    """Shows what `read` returns, read again every `every_s` seconds while the tab is seen; 0 for once."""

    every_s: float = 1.0

    def __init__(self, read: Answering, means: Means, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._means = means
        self._operation: Operation[Any] | None = None
        self._read_at_s = float("-inf")
        self._rest_s = 0.0
        self._is_paused = False
        self.has_content = False
        self._answered_at_s = float("nan")
        self._line = QProgressBar(self)
        self._line.setObjectName("loading")
        self._line.setTextVisible(False)
        self._line.setRange(0, 1)
        self._line.setValue(1)
        self._line.setFixedHeight(2)
        self._line.setAccessibleName(self.tr("Reading"))
        self._waiting = self._make_waiting()
        self._trouble = Banner("read", self)
        self._trouble.action_asked.connect(self._on_again)
        self._trouble.dismissed.connect(self._on_trouble_closed)
        self._place: QWidget | None = None
        self._line_soon = self._timer(LINE_AFTER_MS)
        self._words_soon = self._timer(WORDS_AFTER_MS)
        self._line_soon.timeout.connect(self._line.show)
        self._words_soon.timeout.connect(self._waiting.show)
        self.body = QWidget(self)
        self.body.setObjectName("detail_tab")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._line, self._waiting, self._trouble):
            column.addWidget(widget)
            widget.hide()
        self._column = column
        column.addWidget(self.body, 1)

    def _timer(self, after_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        return timer

    def _make_waiting(self) -> QWidget:
        waiting = QWidget(self)
        words = QLabel(self.tr("Reading…"), waiting)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        cancel = QPushButton(self.tr("Cancel"), waiting)
        cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(waiting)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(words)
        row.addWidget(cancel)
        return waiting

    # ---- what a tab says

    def show_answer(self, answer: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def set_stale(self, is_stale: bool) -> None:
        """Show the content paler, because it is of an earlier moment."""

    # ---- what the panel asks

    def forget(self) -> None:
        """Stop reading of who was shown before, and show an empty tab."""
        self._stop()
        self._read_at_s = float("-inf")
        self._rest_s = 0.0
        self._is_paused = False
        self.has_content = False
        self._trouble.hide()
        self._say_instead("")
        self.set_stale(False)

    def draw(self, subject: Subject) -> None:
        """Read again when it is time to; say why not where it can not be."""
        if subject.is_past:
            self._stop()
            self._say_instead("history", self.tr("Not recorded: this needs the live moment."))
            return
        if subject.ended_at_ms is not None:
            self._stop()
            self._mourn(subject.ended_at_ms)
            return
        if self._is_past_shown():
            self._say_instead("")
        now_s = self._means.clock()
        is_reading = self._operation is not None and self._operation.is_running
        is_due = now_s - self._read_at_s >= max(self.every_s * 0.9, self._rest_s)
        if not is_reading and is_due and not self._is_paused and (self.every_s > 0 or not self.has_content):
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Read now."""
        subject = self.subject
        if subject is None or not subject.is_live:
            return
        self._stop()
        self._is_paused = False
        self._read_at_s = self._means.clock()
        work = _Work(self._read, subject.key)
        operation = Operation(work, owner=self, pool=self._means.pool)
        self._operation = operation.success(self._on_answer).failure(self._on_failure).start()
        self._line_soon.start()
        self._words_soon.start()

    def pause(self) -> None:
        """Read nothing while nobody looks."""
        self._stop()

    # ---- what comes of it

    def _on_answer(self, answer: Any) -> None:
        self._rested()
        self.has_content = True
        self._answered_at_s = time.time()
        self._trouble.hide()
        self._say_instead("")
        self.set_stale(False)
        self.show_answer(answer)

    def _on_failure(self, error: ProcmonError) -> None:
        self._rested()
        # What one beat could not read, another may; but not every beat has to try.
        self._rest_s = max(self._rest_s, 5.0)
        words = QCoreApplication.translate("Inspection", str(error))
        if isinstance(error, Denied):
            self._say_instead("lock", denied_text(error), self.tr("Log in…"))
        elif isinstance(error, Refused):
            self._say_instead("lock", words)
        elif isinstance(error, Ended):
            # The next beat tells of its end; until then what is shown stays.
            self.set_stale(True)
            if not self.has_content:
                self._say_instead("info", words)
        else:
            self._tell_trouble(words)

    def _tell_trouble(self, words: str) -> None:
        if self.has_content:
            told = self.tr("{reason} Shown is what was read at {time}.")
            words = told.format(reason=words, time=text.moment_text(self._answered_at_s))
        self.set_stale(self.has_content)
        self._trouble.say("critical", words, self.tr("Try again"))
        self._trouble.show()

    def _mourn(self, ended_at_ms: int) -> None:
        self._trouble.hide()
        if self.has_content:
            self.set_stale(True)
            return
        words = self.tr("Ended {time}: nothing can be read of it any more.")
        self._say_instead("info", words.format(time=text.moment_text(ended_at_ms / 1000)))

    def _rested(self) -> None:
        self._rest_s = (self._means.clock() - self._read_at_s) / SHARE_OF_TIME
        self._hide_waiting()

    def _stop(self) -> None:
        if self._operation is not None:
            self._operation.cancel()
            self._operation = None
        self._hide_waiting()

    def _hide_waiting(self) -> None:
        self._line_soon.stop()
        self._words_soon.stop()
        if not self._line.isHidden():
            self._line.hide()
        if not self._waiting.isHidden():
            self._waiting.hide()

    # ---- what stands instead of content

    def _is_past_shown(self) -> bool:
        return self._place is not None and self._place.objectName() == "history"

    def _say_instead(self, icon_name: str, words: str = "", button: str = "") -> None:
        """Show a sentence in place of the content, with a way to log in; an empty icon gives the content back."""
        shown = self._place
        if shown is not None and shown.objectName() == icon_name and shown.accessibleName() == words:
            return
        if shown is not None:
            self._place = None
            self._column.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        if icon_name:
            place = EmptyState(icon_name, words, button, self)
            place.button_clicked.connect(self._on_log_in)
            place.setObjectName(icon_name)
            place.setAccessibleName(words)
            self._column.addWidget(place, 1)
            self._place = place
            place.show()
        self.body.setVisible(not icon_name)

    @property
    def said_instead(self) -> str:
        """Return the sentence that stands in place of the content, "" where the content is shown."""
        return "" if self._place is None else self._place.accessibleName()

    @Slot()
    def _on_log_in(self) -> None:
        with_leave(Permission.FULL_COMMAND_LINES, self, self.ask)

    @Slot()
    def _on_cancel(self) -> None:
        self._stop()
        self._is_paused = True
        self._trouble.say("info", self.tr("Reading was cancelled."), self.tr("Read again"))
        self._trouble.show()

    @Slot(str)
    def _on_again(self, _code: str) -> None:
        self._trouble.hide()
        self.ask()

    @Slot(str)
    def _on_trouble_closed(self, _code: str) -> None:
        self._trouble.hide()


class _Work:
    """What crosses to the thread that reads: who is asked, and for what. Holds no widget."""

    def __init__(self, read: Answering, key: ProcessKey) -> None:
        self._read = read
        self._key = key

    def __call__(self, errand: OperationErrand) -> Any:
        return self._read(self._key, errand)
